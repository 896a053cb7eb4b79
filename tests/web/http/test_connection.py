"""What a connection is held to: nonsense is refused in our words, a refused body is heard out, the idle make room."""

from __future__ import annotations

import http.client
import json
import resource
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress

import httpx
import pytest

from tests.conftest import ROOT, free_port
from tests.web.http.limits_of_connections import HEAD, connected, said

NONSENSE = {
    "no Host": b"GET /health HTTP/1.1\r\n\r\n",
    "two Hosts": b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "no name of a host": b"GET /health HTTP/1.1\r\nHost: a/b?c\r\n\r\n",
    "HTTP/0.9": b"GET /health\r\n\r\n",
    "HTTP/1.9": b"GET /health HTTP/1.9\r\nHost: x\r\n\r\n",
    "two spaces": b"GET  /health HTTP/1.1\r\nHost: x\r\n\r\n",
    "no slash": b"GET * HTTP/1.1\r\nHost: x\r\n\r\n",
    "a coding": HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "no chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),
}


def port_of(server: str) -> int:
    return int(server.rsplit(":", 1)[1])


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_refused_in_our_own_words_and_the_connection_closed(server: str, sent: bytes) -> None:
    with connected(port_of(server)) as connection:
        connection.sendall(sent)
        head, _, body = said(connection).partition(b"\r\n\r\n")
    lines = head.decode().lower().split("\r\n")
    assert lines[0].startswith("http/1.1 400 ")
    assert {"content-type: application/problem+json", "connection: close", "x-content-type-options: nosniff"} <= {
        *lines
    }
    assert any(line.startswith("content-security-policy: ") for line in lines)
    assert json.loads(body)["type"] in {"/problems#malformed", "http://x/problems#malformed"}


@pytest.mark.parametrize("size", [100_000, 6_000_000])
def test_who_sends_too_much_reads_that_it_is_too_much(server: str, size: int) -> None:
    for _ in range(5):
        client = http.client.HTTPConnection("127.0.0.1", port_of(server), timeout=10)
        client.request("POST", "/api/softmax", b" " * size, {"Content-Type": "application/json"})
        answer = client.getresponse()
        assert (answer.status, json.loads(answer.read())["type"]) == (413, f"{server}/problems#too-large")
        client.close()


def test_of_a_body_without_end_only_so_much_is_thrown_away(server: str) -> None:
    with connected(port_of(server)) as connection:
        connection.sendall(b"POST /api/softmax HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n")
        sent = 0
        with suppress(ConnectionError):
            for _ in range(100):
                connection.sendall(bytes(1_000_000))
                sent += 1
        assert sent < 60


def test_who_has_waited_longest_makes_room_for_somebody_who_asks() -> None:
    room, port = 100, free_port()
    limit = (room, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    command = [sys.executable, "-c", f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, {limit}); "
               f"import sys; sys.argv[1:] = ['--port', '{port}']; from app.main import serve; serve()"]  # fmt: skip
    with subprocess.Popen(command, cwd=ROOT) as process, ExitStack() as stack:
        stack.callback(process.kill)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                httpx.get(f"http://127.0.0.1:{port}/health")
                break
            except httpx.TransportError:
                time.sleep(0.05)
        idle: list[socket.socket] = []
        for _ in range(60):
            idle.append(stack.enter_context(connected(port)))
            assert httpx.get(f"http://127.0.0.1:{port}/health").status_code == 200
        idle[0].settimeout(1)
        assert idle[0].recv(1) == b""
        idle[-1].sendall(HEAD + b"Connection: close\r\n\r\n")
        assert said(idle[-1]).startswith(b"HTTP/1.1 200 ")
