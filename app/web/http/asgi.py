"""Small helpers for raw ASGI layers, which cost a microsecond each where the framework's own cost fifty."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.types import Send

from .problems import MEDIA_TYPE, Problem

Headers = list[tuple[bytes, bytes]]


def header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes | None:
    """The first header of that (lower-case) name."""
    return next((value for key, value in headers if key == name), None)


def joined(headers: Headers) -> dict[bytes, bytes]:
    """All headers by their (lower-case) names, those of one name as the list that they are by RFC 9110."""
    found = dict(headers)
    if len(found) < len(headers):
        found = {name: b",".join(value for key, value in headers if key == name) for name in found}
    return found


async def respond(send: Send, status: int, headers: Headers, body: bytes) -> None:
    """Send a whole answer."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def problem_headers(problem: Problem, length: int) -> Headers:
    """The headers of a problem whose body is so many bytes long."""
    named: dict[str, Any] = {"content-type": MEDIA_TYPE, "content-length": length, "cache-control": "no-store"}
    named |= problem.headers
    return [(name.lower().encode("latin-1"), str(value).encode("latin-1")) for name, value in named.items()]


async def refuse(send: Send, problem: Problem, close: bool = False) -> None:
    """Send a problem from outside the framework; `close` ends the connection, whose body nobody will read."""
    body = problem.body()
    last = [(b"connection", b"close")] if close else []
    await respond(send, problem.kind.status, problem_headers(problem, len(body)) + last, body)
