"""The limits of one connection, just below and just above, on a real server: each test has the name of a setting."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.conftest import free_port, start

__all__ = ["test_body_seconds", "test_head_seconds", "test_longest_head", "test_most_fields", "test_take_seconds"]

HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /api/softmax HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


@contextmanager
def serving(**settings: float) -> Iterator[int]:
    """The port of a server with these settings."""
    port = free_port()
    told = {f"SLOPES_{name.upper()}": str(value) for name, value in settings.items()}
    process = start(port, SLOPES_MEASURE_COSTS="false", **told)
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def said(connection: socket.socket) -> bytes:
    """Everything that the server says until it closes."""
    told = bytearray()
    while data := connection.recv(1 << 16):
        told += data
    return bytes(told)


def status(port: int, sent: bytes) -> int:
    with connected(port) as connection:
        connection.sendall(sent)
        return int(connection.recv(1 << 16).split()[1])


def padded(length: int) -> bytes:
    """A head of so many bytes, as it is counted: the address, and of each field its name, its value and four more."""
    size = len(b"/health") + len(b"Host") + len(b"x") + 4
    return HEAD + b"X: " + b"a" * (length - size - 5) + b"\r\n\r\n"


def test_longest_head() -> None:
    with serving(longest_head=300) as port:
        assert [status(port, padded(length)) for length in (299, 300, 301)] == [200, 200, 431]
        assert status(port, HEAD + b"X: " + b"a" * 100_000) == 431  # of a field that never ends
        assert status(port, b"GET /" + b"a" * 100_000) == 414


def test_most_fields() -> None:
    with serving(most_fields=8) as port:
        for fields, expected in ((7, 200), (8, 200), (9, 431)):
            rest = b"".join(b"X%d: y\r\n" % i for i in range(fields - 1))
            assert status(port, HEAD + rest + b"\r\n") == expected


@pytest.mark.alone
def test_head_seconds() -> None:
    with serving(head_seconds=0.6) as port:
        with connected(port) as idle, connected(port) as half, connected(port) as kept:
            half.sendall(HEAD)
            kept.sendall(HEAD + b"\r\n")
            time.sleep(0.3)
            half.sendall(b"X: y\r\n")  # which earns it no more time
            began = time.monotonic()
            assert said(idle) == b""
            assert said(half).startswith(b"HTTP/1.1 408 ")
            assert said(kept).startswith(b"HTTP/1.1 200 ")
            assert time.monotonic() - began < 5
        with connected(port) as prompt:
            prompt.sendall(HEAD)
            time.sleep(0.2)
            prompt.sendall(b"Connection: close\r\n\r\n")
            assert said(prompt).startswith(b"HTTP/1.1 200 ")


@pytest.mark.alone
def test_body_seconds() -> None:
    with serving(body_seconds=0.6, head_seconds=0.3) as port:
        for pause, expected in ((0.4, b"200"), (1.5, b"408")):
            with connected(port) as connection:
                body = b'{"logits":[1]}'
                connection.sendall(POST + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body))
                connection.sendall(body[:-1])
                time.sleep(pause)
                connection.sendall(body[-1:])
                assert said(connection).split()[1] == expected


@pytest.mark.alone
def test_take_seconds() -> None:
    runs = "".join(f"&run=sgd(lr=0.00000{i})" for i in range(1, 10))  # more than what the kernel takes in
    target = f"/api/races/stream?steps=10000&seed=%d{runs}"
    with serving(take_seconds=1.0) as port:
        for pause, whole in ((0.2, True), (6.0, False)):
            with socket.socket() as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                connection.settimeout(30)
                connection.connect(("127.0.0.1", port))
                request = f"GET {target % int(pause)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                connection.sendall(request.encode())
                time.sleep(pause)
                try:
                    told = said(connection)
                except ConnectionResetError:
                    told = b""
                assert told.endswith(b"0\r\n\r\n") == whole
