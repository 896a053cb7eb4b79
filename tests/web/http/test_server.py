"""A real server: what the protocol, the process and its signals do, which no test inside the process can tell."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest

from tests.conftest import ROOT, free_port

GET = b"GET %s HTTP/1.1\r\nHost: test\r\n\r\n"
POST = b"POST /api/activations HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"


@pytest.fixture
def wire(server: str) -> Iterator[socket.socket]:
    """A connection to the server."""
    with closing(socket.create_connection(("127.0.0.1", int(server.rsplit(":", 1)[1])), timeout=5)) as connection:
        yield connection


def answers(connection: socket.socket, many: int = 1) -> list[tuple[int, dict[str, str], bytes]]:
    """So many whole answers, one after the other."""
    told, file = [], connection.makefile("rb")
    for _ in range(many):
        status = int(file.readline().split()[1])
        lines = iter(file.readline, b"\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.decode().partition(":") for line in lines)}
        told.append((status, headers, file.read(int(headers.get("content-length", 0)))))
    return told


def closed(connection: socket.socket) -> bool:
    """Whether the server has ended the connection, with nothing more to say."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def recipe(port: int) -> str:
    """What `make run` would do, with this Python in the place of the one in .venv."""
    make = ["make", "-n", "--no-print-directory", "-o", ".venv/.run", "run", f"PORT={port}"]
    told = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.count(".venv/bin/python") == 2
    return told.replace(".venv/bin/python", sys.executable)


needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is missing")


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A process that does not outlive the test, however that ends."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@needs_make
def test_make_run_says_where_it_is_serves_and_ends_with_exit_code_0() -> None:
    port = free_port()
    command = ["sh", "-c", recipe(port)]
    with running(command) as process:
        assert process.stdout
        assert process.stdout.readline() == f"Slopes is at http://127.0.0.1:{port} (Ctrl+C ends it)\n"
        assert process.stdout.readline().startswith("It answers to IP addresses, localhost and names of the local")
        for _ in range(1_000):
            try:
                assert httpx.get(f"http://127.0.0.1:{port}/health").json() == {"status": "ok"}
                break
            except httpx.ConnectError:
                time.sleep(0.02)
        again = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10)
        assert (again.returncode, again.stderr) == (1, "")
        assert again.stdout.startswith(f"Cannot listen on 127.0.0.1:{port}, another program may be there; try: make")
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


def test_uvicorn_can_serve_the_factory() -> None:
    port = free_port()
    with running([sys.executable, "-m", "uvicorn", "app.main:create_app", "--factory", "--port", str(port)]) as process:
        assert process.stderr
        assert any("Uvicorn running on" in line for line in iter(process.stderr.readline, ""))
        assert httpx.get(f"http://127.0.0.1:{port}/api/activations?points=2").status_code == 200
        process.terminate()
        process.communicate(timeout=10)


def test_an_error_does_not_cost_the_connection(wire: socket.socket) -> None:
    for target, status in ((b"/api/activations?f=no", 422), (b"/nope", 404), (b"/health", 200), (b"/ready", 200)):
        wire.sendall(GET % target)
        ((told, headers, body),) = answers(wire)
        assert (told, "connection" in headers) == (status, False)
        assert json.loads(body)["status"] == ("ok" if status == 200 else status)
        assert "server" not in headers


def test_pipelined_requests_are_answered_in_their_order(wire: socket.socket) -> None:
    names = [b"relu", b"nobody", b"tanh", b"relu"]
    wire.sendall(b"".join(GET % (b"/api/activations?points=2&f=" + name) for name in names))
    told = answers(wire, many=4)
    assert [status for status, _, _ in told] == [200, 422, 200, 200]
    assert [json.loads(body)["curves"][0]["f"] for status, _, body in told if status == 200] == ["relu", "tanh", "relu"]


def test_head_is_get_without_the_body(wire: socket.socket) -> None:
    for target in (b"/api/activations?f=relu", b"/", b"/docs", b"/health", b"/nope"):
        wire.sendall(GET % target)
        ((status, headers, body),) = answers(wire)
        assert len(body) == int(headers["content-length"]) > 0
        wire.sendall(b"HEAD" + (GET % target)[3:])
        file = wire.makefile("rb")
        assert int(file.readline().split()[1]) == status
        told = dict(line.decode().lower().strip().split(": ", 1) for line in iter(file.readline, b"\r\n"))
        for own in ("date", "x-request-id"):
            assert (told.pop(own, None) is None) == (headers.pop(own, None) is None)
        assert told == {name: value.lower() for name, value in headers.items()}
    wire.sendall(GET % b"/health")  # nothing of a body was left on the way
    assert answers(wire)[0][0] == 200


def test_what_the_client_has_is_not_sent_again(wire: socket.socket) -> None:
    for target in (b"/api/activations", b"/", b"/activations?f=relu"):
        wire.sendall(GET % target)
        tag = answers(wire)[0][1]["etag"]
        assert re.fullmatch('"[0-9a-f]{24}"', tag)
        wire.sendall(GET[:-2] % target + f"If-None-Match: {tag}\r\n\r\n".encode())
        ((status, headers, body),) = answers(wire)
        assert (status, body, headers["etag"]) == (304, b"", tag)
        assert {"cache-control", "vary"} <= headers.keys()
        assert "content-type" not in headers


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip", "identity"])
def test_answers_are_compressed_as_the_client_likes(server: str, coding: str) -> None:
    url, plain = f"{server}/api/activations?f=mish", {"accept-encoding": "identity"}
    expected = httpx.get(url, headers=plain)
    for _ in range(2):  # made, then kept
        told = httpx.get(url, headers={"accept-encoding": coding})
        assert told.headers.get("content-encoding", "identity") == coding
        assert told.headers["vary"].lower() == "accept-encoding, accept"
        assert (int(told.headers["content-length"]) < len(expected.content)) == (coding != "identity")
        if coding != "zstd":  # httpx reads it only where a further package is installed
            assert told.json() == expected.json()


def test_a_body_that_is_too_long_is_refused_unread(wire: socket.socket) -> None:
    wire.sendall(POST + b"Content-Length: 65537\r\n\r\n")  # not a byte of it is sent, and the answer is there
    ((status, headers, body),) = answers(wire)
    assert (status, headers["connection"], headers["content-type"]) == (413, "close", "application/problem+json")
    assert b"65536" in body
    assert closed(wire)


def test_a_slow_body_is_refused_as_soon_as_it_is_too_long(wire: socket.socket) -> None:
    wire.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"2000\r\n" + b" " * 0x2000 + b"\r\n"
    for _ in range(9):  # the ninth is the first beyond 65,536 bytes; the end never comes
        wire.sendall(chunk)
        time.sleep(0.01)
    ((status, headers, _),) = answers(wire)
    assert (status, headers["connection"]) == (413, "close")
    assert closed(wire)


def test_an_address_that_is_too_long_is_refused(wire: socket.socket) -> None:
    wire.sendall(GET % (b"/api/activations?f=" + b"a" * 32_768))
    ((status, headers, body),) = answers(wire)
    assert (status, json.loads(body)["type"], headers["connection"]) == (414, "/problems#too-long", "close")


@pytest.mark.parametrize(
    "line",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",  # TLS on the plain port
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"G\x00T / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost test\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_garbage_is_answered_with_400_and_hurts_nobody(server: str, wire: socket.socket, line: bytes) -> None:
    wire.sendall(line)
    told = wire.recv(65_536)
    assert re.match(rb"HTTP/1\.1 (400|405) ", told), told[:80]
    assert b"Traceback" not in told
    assert httpx.get(f"{server}/health").status_code == 200
