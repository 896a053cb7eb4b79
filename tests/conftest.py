"""What several folders of tests share: one real server for the whole run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

import app

sys.modules["slopes"] = app  # as it is called where it is installed, for what pages give to copy
ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(port: int, **environment: str) -> subprocess.Popen[bytes]:
    """The server as `make run` starts it, answering when this returns."""
    command = [sys.executable, "-m", "app.main", "--port", str(port)]
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
