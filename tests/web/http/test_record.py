"""A refusal or a failure is written down in a line that its answer leads to, and that says nothing of who asked."""

from __future__ import annotations

import json
import logging
import socket
from contextlib import closing

import pytest
from starlette.types import Receive, Scope, Send

from app.settings import Settings
from app.web.http.headers import SecurityHeaders
from app.web.http.last_resort import LastResort
from tests.web.client import ask


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/nowhere", 404), ("POST", "/health", 405), ("GET", "/api/activations?f=nobody", 422),
])  # fmt: skip
def test_a_refusal_is_a_line_of_json(method: str, path: str, status: int, caplog: pytest.LogCaptureFixture) -> None:
    answer = ask(method, path, headers={"user-agent": "somebody"})
    (line,) = [one.getMessage() for one in caplog.records if one.name == "slopes.refused"]
    told = json.loads(line)
    assert "\n" not in line
    assert told.pop("time").endswith("+00:00")
    assert told.pop("id") == answer.headers["x-request-id"]
    assert told == {"status": status, "method": method, "path": path.partition("?")[0]}


def test_what_goes_well_is_not_written_down(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert "x-request-id" not in ask("GET", "/health").headers
    assert not [one for one in caplog.records if one.name == "slopes.refused"]


def test_a_failure_and_its_cause_have_one_id(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("secret")

    answer = ask("GET", "/" + "x" * 200, SecurityHeaders(LastResort(broken), Settings()))
    cause, line = (one.getMessage() for one in caplog.records if one.levelno == logging.ERROR)
    mark = answer.headers["x-request-id"]
    assert cause.endswith(mark)
    assert json.loads(line)["id"] == mark
    assert len(json.loads(line)["path"]) == 100


def test_what_the_connection_refuses_has_an_id_too(server: str) -> None:
    with closing(socket.create_connection(("127.0.0.1", int(server.rsplit(":", 1)[1])), timeout=5)) as wire:
        wire.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000)
        head = wire.recv(4_096)
    assert b" 431 " in head.partition(b"\r\n")[0]
    assert b"\r\nx-request-id: " in head.lower()
