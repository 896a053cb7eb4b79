"""Three servers behind nginx as compose.yaml sets it up, with a store that they share."""

from __future__ import annotations

import subprocess
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks._class import Room
from tests.conftest import ROOT, free_port, start
from tests.rooms.store import Store, program

NAMES = ("one", "two", "three")
SETTINGS = {
    "SLOPES_MEASURE_COSTS": "false",
    "SLOPES_WORKERS": "1",
    "SLOPES_PROXIES": "127.0.0.1",
    "SLOPES_SECRET": "of the three",
}


class Replicas:
    """The port of nginx, and its servers."""

    def __init__(self, folder: Path, store: Store) -> None:
        found = program("nginx", missing="no nginx was found", install="on Debian: apt-get install nginx-light")
        ports = [free_port() for _ in NAMES]
        with ThreadPoolExecutor(len(ports)) as together:
            self.servers = [*together.map(lambda port: start(port, SLOPES_VALKEY=store.url, **SETTINGS), ports)]
        self.port = free_port()
        (folder / "conf").write_text(configuration(folder, self.port, ports))
        self._nginx = subprocess.Popen([found, "-p", folder, "-c", folder / "conf", "-g", "daemon off;"])
        self._answers()

    def _answers(self) -> None:
        until = time.monotonic() + 30
        while True:
            assert self._nginx.poll() is None, "nginx has ended"
            try:
                assert httpx.get(f"http://127.0.0.1:{self.port}/health").status_code == 200
            except httpx.TransportError:
                assert time.monotonic() < until, "nginx never answered"
                time.sleep(0.02)
            else:
                return

    def busiest(self) -> subprocess.Popen[bytes]:
        """The server with the most open connections."""
        return max(self.servers, key=connections)

    def end(self) -> None:
        """Each by its own process id."""
        for process in (self._nginx, *self.servers):
            process.terminate()
        for process in (self._nginx, *self.servers):
            assert process.wait(timeout=10) in {0, -9}  # the latter was killed by a test


def connections(process: subprocess.Popen[bytes]) -> int:
    """How many it holds, with some files beside them."""
    return len([*Path(f"/proc/{process.pid}/fd").iterdir()])


@contextmanager
def replicas(folder: Path, store: Store) -> Iterator[Replicas]:
    """While the block lasts."""
    found = Replicas(folder, store)
    try:
        yield found
    finally:
        found.end()


def configuration(folder: Path, port: int, ports: list[int]) -> str:
    """That of compose.yaml, with other addresses and another folder."""
    told = (ROOT / "compose.yaml").read_text(encoding="utf-8").partition("content: |\n")[2]
    conf = textwrap.dedent(told).replace("$$", "$").replace("/tmp/", f"{folder}/")
    changes = {"listen 8080": f"listen 127.0.0.1:{port}", "worker_processes auto": "worker_processes 1"}
    changes |= {f"server {name}:8000": f"server 127.0.0.1:{at}" for name, at in zip(NAMES, ports, strict=True)}
    changes |= {"worker_rlimit_nofile 32768;": "", "worker_connections 16384": "worker_connections 512"}
    for old, new in changes.items():
        assert old in conf, old
        conf = conf.replace(old, new)
    return conf


def counted(room: Room, told: dict[str, str]) -> bool:
    """Whether each phone has been told its own last answer, as it was acknowledged."""

    owns = {phone.token: phone.own and phone.own["text"] for phone in room.phones}
    return owns == told
