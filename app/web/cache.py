"""The byte cache in front of the framework: a class that opens one link costs one computation.

Kept is the finished answer, compressed form included, so that a repeated request touches neither framework nor NumPy.
Whole 200 answers to GET get a strong ETag of their final bytes unless they say `no-store`, and are kept if they say
`public`. HEAD is GET without the body. Streams pass through piece by piece.
"""

from __future__ import annotations

import asyncio
from hashlib import blake2b

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.asgi import Headers, answer, header
from app.web.shelf import Kept, Key, Shelf

NOT_MODIFIED = {b"cache-control", b"etag", b"vary", b"content-location", b"expires"}
HOST_FREE = ("/api/", "/static/")  # answers in which the server's own name cannot stand


class ByteCache:
    """Answer from the shelf, or let the application answer and keep what it says."""

    def __init__(self, app: ASGIApp, entries: int, room: int) -> None:
        self._app = app
        self._shelf = Shelf(entries, room)
        self._making: dict[Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return await self._app(scope, receive, send)
        key = key_of(scope)
        kept = self._shelf.get(key)
        if kept is None and key in self._making:
            await self._making[key].wait()
            kept = self._shelf.get(key)
        if kept is not None:
            return await give(kept, scope, send)
        return await self._make(key, scope, receive, send)

    async def _make(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        made = self._making.setdefault(key, asyncio.Event())
        finisher = Finisher(self._shelf, key, scope, send, made)
        try:
            await self._app({**scope, "method": "GET"}, receive, finisher)
        finally:
            made.set()
            if self._making.get(key) is made:
                del self._making[key]


class Finisher:
    """The `send` of one request: it holds the head back until it knows whether the answer is whole."""

    def __init__(self, shelf: Shelf, key: Key, scope: Scope, send: Send, made: asyncio.Event) -> None:
        self._shelf = shelf
        self._key = key
        self._scope = scope
        self._send = send
        self._made = made
        self._head: Message | None = None
        self._over = False

    async def __call__(self, message: Message) -> None:
        """Take one ASGI message of the application."""
        if self._over:
            return
        if message["type"] == "http.response.start":
            self._head = message
            if is_stream(message["headers"]):
                await self._begin()
        elif self._head is not None and not message.get("more_body", False):
            await self._finish(message.get("body", b""))
        else:
            await self._begin()
            if not self._over:
                await self._send(message)

    async def _begin(self) -> None:
        self._made.set()  # nothing of this answer will be kept: nobody need wait for its end
        if self._head is not None:
            head, self._head = self._head, None
            await self._send(head)
        if self._scope["method"] == "HEAD":  # whoever makes the pieces is told that the reader is gone
            self._over = True
            await self._send({"type": "http.response.body", "body": b""})

    async def _finish(self, body: bytes) -> None:
        head, self._head = self._head, None
        assert head is not None
        control = header(head["headers"], b"cache-control") or b""
        if head["status"] != 200 or b"no-store" in control:
            await answer(self._send, head["status"], head["headers"], b"" if self._scope["method"] == "HEAD" else body)
            return
        kept = finished(head["headers"], body)
        if b"public" in control:
            self._shelf.put(self._key, kept)
        await give(kept, self._scope, self._send)


def key_of(scope: Scope) -> Key:
    """What an answer depends on; pages write links with the server's own name, so theirs holds it."""
    headers = scope["headers"]
    host = b"" if scope["path"].startswith(HOST_FREE) else scope["scheme"].encode() + (header(headers, b"host") or b"")
    return host, scope["raw_path"], scope["query_string"], header(headers, b"accept-encoding") or b""


def finished(headers: Headers, body: bytes) -> Kept:
    """The answer with the ETag of its final bytes, which differ from encoding to encoding."""
    etag = b'"' + blake2b(body, digest_size=12).hexdigest().encode() + b'"'
    return Kept([*headers, (b"etag", etag)], body, etag)


async def give(kept: Kept, scope: Scope, send: Send) -> None:
    """Send an answer: nothing but its head if the client has it already or asks for no more."""
    if matches(header(scope["headers"], b"if-none-match"), kept.etag):
        await answer(send, 304, [pair for pair in kept.headers if pair[0] in NOT_MODIFIED], b"")
    else:
        await answer(send, 200, kept.headers, b"" if scope["method"] == "HEAD" else kept.body)


def matches(condition: bytes | None, etag: bytes) -> bool:
    """Whether an If-None-Match header names `etag`; by RFC 9110 the weak mark does not matter here."""
    if condition is None:
        return False
    return condition.strip() == b"*" or etag in (tag.strip().removeprefix(b"W/") for tag in condition.split(b","))


def is_stream(headers: Headers) -> bool:
    """Whether the answer arrives over time and must not be held back."""
    return (header(headers, b"content-type") or b"").startswith((b"text/event-stream", b"application/jsonl"))
