"""Several requests on one connection before the first is answered: each has its own answer, in its turn and whole."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.conftest import free_port, start
from tests.web.http.test_server import GET, answers

STREAM = GET % b"/api/races/stream?steps=2000&run=adam"
UNREADABLE = [b"BLAH\r\n\r\n", GET % (b"/" + b"a" * 9_000), b"GET  /health HTTP/1.1\r\nHost: test\r\n\r\n"]
STATUSES = [400, 414, 400]
POST = b"POST /api/softmax HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"


@pytest.fixture
def port(capfd: pytest.CaptureFixture[str]) -> Iterator[int]:
    """A server of its own, which has nothing to complain of but refusals."""
    port = free_port()
    process = start(port, SLOPES_BODY_SECONDS="0.5")
    yield port
    process.terminate()
    assert process.wait(timeout=10) == 0
    assert "Traceback" not in capfd.readouterr().err


def connected(port: int) -> socket.socket:
    """A connection to it."""
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def rest(connection: socket.socket) -> bytes:
    """All that comes until the server ends the connection."""
    found = b""
    while piece := connection.recv(65_536):
        found += piece
    return found


@pytest.mark.parametrize(("second", "status"), [*zip(UNREADABLE[:2], STATUSES[:2], strict=True)])
def test_what_cannot_be_read_is_refused_after_the_answer_to_what_came_before(
    port: int, second: bytes, status: int
) -> None:
    with closing(connected(port)) as connection:
        connection.sendall(GET % b"/health" + second)
        (first, _, body), (refusal, _, _) = answers(connection, 2)
    assert (first, body, refusal) == (200, b'{"status":"ok"}', status)


@pytest.mark.parametrize(("second", "status"), [*zip(UNREADABLE, STATUSES, strict=True)])
def test_no_refusal_stands_within_a_stream(port: int, second: bytes, status: int) -> None:
    with closing(connected(port)) as connection:
        connection.sendall(STREAM)
        time.sleep(0.02)
        connection.sendall(second)
        told = rest(connection)
    stream, _, refusal = told.partition(b"0\r\n\r\nHTTP/1.1 ")
    assert b"event: end" in stream
    assert stream.count(b"HTTP/1.1") == 1
    assert refusal.startswith(b"%d" % status)


@pytest.mark.parametrize(("second", "status"), [*zip(UNREADABLE, STATUSES, strict=True)])
def test_no_refusal_stands_within_a_stream_that_was_asked_for_in_the_same_breath(
    port: int, second: bytes, status: int
) -> None:
    with closing(connected(port)) as connection:
        connection.sendall(STREAM + second)
        told = rest(connection)
    stream, _, refusal = told.partition(b"0\r\n\r\nHTTP/1.1 ")
    assert b"event: end" in stream
    assert refusal.startswith(b"%d" % status)


def test_a_body_that_is_late_has_its_time_once_it_is_its_turn(port: int) -> None:
    with closing(connected(port)) as connection:
        connection.sendall(STREAM.replace(b"2000", b"10000") + POST)
        time.sleep(1)  # the stream is not read, so it is not over
        told = rest(connection)
    stream, _, refusal = told.partition(b"0\r\n\r\nHTTP/1.1 ")
    assert b"event: end" in stream
    assert refusal.startswith(b"408")


def test_who_has_asked_twice_and_leaves_is_no_event(port: int) -> None:
    for first in (STREAM, GET % b"/api/races?steps=10000", GET % b"/optimizers?x=0.3"):
        connection = connected(port)
        connection.sendall(first + GET % b"/health")
        time.sleep(0.03)
        connection.close()
    time.sleep(0.3)
    with closing(connected(port)) as connection:
        connection.sendall(GET % b"/health")
        assert answers(connection)[0][0] == 200
