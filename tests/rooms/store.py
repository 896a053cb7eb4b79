"""A real Valkey or Redis to test with, ended by its own process id; without one the tests say so."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.conftest import ROOT, free_port

NAMES = ("valkey-server", "redis-server")
MISSING = "no Valkey and no Redis was found"
INSTALL = "on Debian and Ubuntu: apt-get install redis-server"


def program(*names: str, missing: str, install: str) -> str:
    """Where a program is that tests need; without it they are skipped, and with CI=true that is an error."""
    path = f"{os.environ['PATH']}:/usr/sbin"
    found = next((found for name in names if (found := shutil.which(name, path=path))), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{missing}, and CI=true makes that an error; {install}")
        pytest.skip(f"{missing}; {install}")
    return found


def composed(folder: Path) -> list[str]:
    """The options of the store in compose.yaml, with another folder."""
    told = YAML(typ="safe").load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]["valkey"]
    _, *options = told["command"]
    assert "/data" in options
    return [str(folder) if one == "/data" else one for one in options]


class Store:
    """A server on a port of its own, which keeps nothing, or, as compose.yaml has it, what it is told in a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._program = program(*NAMES, missing=MISSING, install=INSTALL)
        self._folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """It answers when this returns."""
        kept = composed(self._folder) if self._folder else ["--appendonly", "no", "--save", ""]
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--loglevel", "warning", *kept]
        self._process = subprocess.Popen([self._program, *options], stdout=subprocess.DEVNULL)
        for _ in range(500):
            assert self._process.poll() is None, "it has ended"
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as asking:
                    asking.sendall(b"PING\r\n")
                    if asking.recv(64).startswith(b"+PONG"):
                        return
            except OSError:
                pass
            time.sleep(0.02)
        pytest.fail("it never answered")

    def kill(self) -> None:
        """By a signal that it does not hear."""
        self._process.kill()
        self._process.wait(timeout=10)
