"""The command line: its options, and what an operator is told, of settings that are none and of where the server is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from difflib import get_close_matches

import uvicorn
from pydantic import ValidationError

from . import __version__
from .settings import PREFIX, Settings

LAST_PORT = 65_535
ELSEWHERE = {"SLOPES_ADDRESS"}  # read by compose.yaml


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for on the command line, or by the environment's PORT."""
    parser = argparse.ArgumentParser(prog="slopes", description="Serve Slopes. Every limit is an environment variable.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    told = os.environ.get("PORT") or "8000"
    parser.add_argument("--port", type=port, help="the port to listen on, 0 for any free one (default: PORT, or 8000)")
    parser.add_argument("--workers", type=int, help="processes that work (default: SLOPES_WORKERS, or one a core)")
    parser.add_argument(
        "--root-path", help="the path that a proxy has put it at, as /slopes (default: SLOPES_ROOT_PATH)"
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    found = parser.parse_args(arguments)
    try:
        found.port = port(told) if found.port is None else found.port
    except argparse.ArgumentTypeError as error:
        parser.error(f"PORT: {error}")
    return found


def port(told: str) -> int:
    """The port that is told. Raises argparse's error for what is none."""
    if told.isdecimal() and int(told) <= LAST_PORT:
        return int(told)
    raise argparse.ArgumentTypeError(f"a port is a whole number from 0 to {LAST_PORT}, got {told[:40]!r}")


def settings_from(environment: Mapping[str, str], **told: object) -> Settings:
    """The settings of the environment and what options tell; ends the program with a sentence for each fault."""
    for sentence in misspelt(environment):
        print(sentence, file=sys.stderr, flush=True)
    try:
        return Settings.model_validate({name: value for name, value in told.items() if value is not None})
    except ValidationError as error:
        for one in error.errors():
            name = str(one["loc"][0])
            name = f"{PREFIX}{name}".upper() if told.get(name) is None else "--" + name.replace("_", "-")
            print(
                f"{name} is {str(one['input'])[:40]!r}: {one['msg'].removeprefix('Value error, ')}",
                file=sys.stderr,
                flush=True,
            )
        sys.exit(2)


def misspelt(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each variable that looks like a setting and is none."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    found = []
    for name in sorted(environment):
        if name.startswith(PREFIX) and name not in known | ELSEWHERE:
            near = get_close_matches(name, known, 1)
            found.append(f"{name} is no setting" + (f"; is {near[0]} meant?" if near else ""))
    return found


class Server(uvicorn.Server):
    """A server that says where it is as soon as it listens, and to which names it answers."""

    def __init__(self, config: uvicorn.Config, settings: Settings) -> None:
        super().__init__(config)
        self._settings = settings

    async def startup(self, sockets: object = None) -> None:
        """Listen, then say so."""
        await super().startup()
        if self.started:
            host = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
            port = self.servers[0].sockets[0].getsockname()[1]  # which the system chose, where it was told 0
            print(f"Slopes is at http://{host}:{port}{self._settings.root_path} (Ctrl+C ends it)")
            print(names_told(self._settings.hosts), flush=True)


def names_told(hosts: tuple[str, ...]) -> str:
    """What an operator is told of the names in an address bar that lead here."""
    if "*" in hosts:
        return "It answers to any name"
    others = f" and to {', '.join(hosts)}" if hosts else "; SLOPES_HOSTS names others"
    return f"It answers to IP addresses, localhost and names of the local network{others}"
