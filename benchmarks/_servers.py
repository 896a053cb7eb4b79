"""Servers under test: uvicorn as `make run` starts it, each a process of its own on the loopback address."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
ROOT = Path(__file__).parent.parent
SLOPES = ("app.main",)
# For the peers what `python -m app.main` sets for itself.
OPTIONS = ("--no-access-log", "--no-server-header", "--log-level", "warning", "--timeout-graceful-shutdown", "1")


@dataclass(frozen=True)
class Server:
    """A running server: its port, its process id, and the seconds from its start to its first answer."""

    port: int
    pid: int
    first_answer: float


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def ask(port: int, target: str) -> bytes:
    """The body of the answer to a GET; raises OSError while nobody listens, RuntimeError if it is no 200."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", target)
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"{target} is answered with {answer.status}")
        return answer.read()
    finally:
        connection.close()


@contextmanager
def served(*app: str, target: str = "/", port: int | None = None) -> Iterator[Server]:
    """A server of `app`, a module to be run or an application for uvicorn; it ends with the block.

    It has answered a GET of `target`. Without a `port` any that is free will do.
    """
    port, start = port or free_port(), time.perf_counter()
    module = ("uvicorn", *app, *OPTIONS) if ":" in app[0] else app
    command = [sys.executable, "-m", *module, "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait(process, port, target)
        yield Server(port, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(process: subprocess.Popen[bytes], port: int, target: str) -> None:
    until = time.perf_counter() + 60
    while time.perf_counter() < until and process.poll() is None:
        try:
            ask(port, target)
        except OSError:
            time.sleep(0.002)
        else:
            return
    raise RuntimeError("the server did not start")
