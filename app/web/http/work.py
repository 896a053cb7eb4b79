"""Answers that are made away from the event loop: a request goes there as its client said it, and bytes come back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, Protocol, TypeVar

from fastapi import Request, Response
from starlette.types import ASGIApp, Message

from .address import EMBED, ROOT, answering
from .asgi import Headers
from .bodies import body_of

T = TypeVar("T")
VARY = (b"vary", b"Accept-Encoding")
AT_WORK = "slopes.at_work"  # in the scope of a request that is answered away from the event loop
SAID = ["type", "asgi", "http_version", "method", "scheme", "path", "raw_path", "query_string", "root_path", "headers"]
SAID += ["client", "server", ROOT, EMBED]


class Asked(NamedTuple):
    """A request: its scope, as far as a client decides it, and its body."""

    scope: dict[str, Any]
    body: bytes


class Answered(NamedTuple):
    """An answer, compressed if it can be."""

    status: int
    headers: Headers
    body: bytes

    def response(self) -> Response:
        """The same for the framework."""
        response = Response(self.body, self.status)
        response.raw_headers = [one for one in self.headers if one != VARY]  # which is said of all that passes here
        return response


class Hands(Protocol):
    """Who makes answers away from the event loop, so many at once."""

    async def do(self, asked: Asked) -> Answered:
        """Make one; nobody calls while all are busy."""

    def resident(self) -> float:
        """Bytes of memory that they hold beyond this process."""

    def close(self) -> None:
        """Make no more."""


def at_work(request: Request) -> bool:
    """Whether a request is being answered away from the event loop already."""
    return AT_WORK in request.scope


async def asked(request: Request, **known: Any) -> Asked:
    """The request as it goes to work, with what else is `known` here by the name that it has in the scope."""
    said = {name: request.scope[name] for name in SAID if name in request.scope}
    return Asked(said | known, await body_of(request))


def first(path: str) -> Asked:
    """A first visitor's request for a page."""
    said = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": "", "path": path}
    headers = [(b"host", b"localhost"), (b"accept-encoding", b"gzip")]
    return Asked({**said, "raw_path": path.encode(), "query_string": b"", "headers": headers}, b"")


def answer(app: ASGIApp, asked: Asked) -> Answered:
    """What `app` answers. All was said, so it waits for nothing.

    Raises whatever `app` raises.
    """
    answering(asked.scope)
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": asked.body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    whole(app({**asked.scope, AT_WORK: True}, receive, send))
    return Answered(sent[0]["status"], sent[0]["headers"], b"".join(message.get("body", b"") for message in sent[1:]))


def whole(waited_for: Awaitable[T]) -> T:
    """What comes of an awaitable that waits for nothing, without an event loop."""
    running = waited_for.__await__()
    try:
        next(running)
    except StopIteration as over:
        result: T = over.value
        return result
    raise RuntimeError("there is no event loop here, and so nothing to wait for")


class Threads:
    """Hands in this process; they hold its interpreter while they work."""

    def __init__(self, app: ASGIApp, count: int) -> None:
        self._app = app
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="worker")  # no thread before the first work

    async def do(self, asked: Asked) -> Answered:
        """Make one answer. A function that needs `np.errstate` sets it inside itself: it does not reach a thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, answer, self._app, asked)

    def resident(self) -> float:
        """None: they are a part of this process."""
        return 0.0

    def close(self) -> None:
        """Let the threads end with what they do."""
        self._pool.shutdown(wait=False, cancel_futures=True)
