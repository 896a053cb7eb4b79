"""What several folders of tests share: one real server for the whole run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import httpx
import pytest

import app
from tests.alone import turn

sys.modules["slopes"] = app  # as it is called where it is installed, for what pages give to copy
ROOT = Path(__file__).parent.parent
TOLD = "told"  # a property of a test: what it has measured and does not judge, in words


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Where several processes share the tests, those marked `alone` run while no other does."""
    run = getattr(item.config, "workerinput", {}).get("testrunuid")
    if run is None:
        return (yield)
    folder = Path(tempfile.gettempdir()) / f"slopes-{run}"
    folder.mkdir(exist_ok=True)
    with turn(folder, alone=item.get_closest_marker("alone") is not None):
        return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have measured stands at the end."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == TOLD:
                terminalreporter.write_line(str(value))


# The server, but it would wait a minute for those whom it does not send away itself when it ends.
PATIENT = (
    "-c",
    """
import uvicorn
from app import main

config = uvicorn.Config
uvicorn.Config = lambda *told, **named: config(*told, **{**named, "timeout_graceful_shutdown": 60})
main.serve()
""",
)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(port: int, program: Sequence[str] = ("-m", "app.main"), **environment: str) -> subprocess.Popen[bytes]:
    """The server as `make run` starts it, answering when this returns."""
    command = [sys.executable, *program, "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/health", timeout=2)
        except httpx.TransportError:
            time.sleep(0.02)
        else:
            return process
    process.kill()
    process.wait()
    raise RuntimeError("the server did not start")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The base URL of a real server, ended by its own process id."""
    port = free_port()
    process = start(port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    assert process.wait(timeout=10) == 0
