"""The byte cache in front of the framework: a class that opens one link costs one computation.

Kept is the finished answer as the two messages that send it, compressed, so that a repeated request touches neither
framework nor NumPy. What an outer layer adds to the head of a kept answer, it adds once and for all.
Whole 200 answers to GET get a strong ETag of their final bytes unless they say `no-store`, and are kept if they say
`public`. HEAD is GET without the body. Streams pass through piece by piece, and what a room says, which may wait.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from hashlib import sha256

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .address import ROOT
from .admission import LeftError
from .asgi import Headers, header, joined, respond
from .headers import OF_CLASSES
from .store import Kept, Key, Shelf

OF_THE_BODY = {b"content-type", b"content-length", b"content-encoding", b"content-disposition"}  # not said by a 304
PROXIED = re.compile(rb'[-;](?:gzip|br|zstd|deflate)"$')  # what a proxy that compresses adds to a tag, as Apache does
GZIP = b"\x1f\x8b"
NO_BODY = {"type": "http.response.body", "body": b""}
HOST_FREE = ("/api/", "/static/")  # answers in which the server's own name cannot stand


class ByteCache:
    """Answer from the shelf, or let the application answer and keep what it says."""

    def __init__(self, app: ASGIApp, entries: int, room: int) -> None:
        self._app = app
        self._shelf = Shelf(entries, room)
        self._making: dict[Key, Making] = {}

    @property
    def size(self) -> int:
        """Bytes of the answers that are kept."""
        return self._shelf.size

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        lives = scope["type"] == "http" and scope["path"].startswith(OF_CLASSES) and scope["method"] != "HEAD"
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or lives:
            return await self._app(scope, receive, send)
        asked = Lookup(scope)
        kept = self._shelf.get(asked.key)
        while kept is None and (made := self._making.get(asked.key)) is not None:
            await made.over.wait()
            kept = self._shelf.get(asked.key)
            if not made.left:
                break
        if kept is not None:
            return await asked.give(kept, send)
        return await self._make(asked, scope, receive, send)

    async def _make(self, asked: Lookup, scope: Scope, receive: Receive, send: Send) -> None:
        made = self._making.setdefault(asked.key, Making())
        finisher = Finisher(self._shelf, asked, send, made)
        try:
            await self._app({**scope, "method": "GET"}, receive, finisher)
        except LeftError:
            made.left = True
            raise
        finally:
            made.over.set()
            if self._making.get(asked.key) is made:
                del self._making[asked.key]


@dataclass
class Making:
    """An answer that is being made: when that is over, and whether whoever asked for it left before."""

    over: asyncio.Event = field(default_factory=asyncio.Event)
    left: bool = False


class Lookup:
    """What an answer depends on, and what of it is sent."""

    def __init__(self, scope: Scope) -> None:
        found = joined(scope["headers"])
        # Pages write links, below whatever path this server is at, and its own name.
        here = b" ".join([scope["scheme"].encode(), found.get(b"host", b""), scope.get(ROOT, "").encode()])
        here = b"" if scope["path"].startswith(HOST_FREE) else here
        self.key: Key = (here, scope["raw_path"], scope["query_string"], found.get(b"accept-encoding", b""))
        self.head_only = scope["method"] == "HEAD"
        self._condition = found.get(b"if-none-match")

    async def give(self, kept: Kept, send: Send) -> None:
        """Send an answer: nothing but its head if the client has it already or asks for no more."""
        unchanged = matches(self._condition, kept.etag)
        await send(kept.unchanged if unchanged else kept.head)
        await send(NO_BODY if unchanged or self.head_only else kept.body)


class Finisher:
    """The `send` of one request: it holds the head back until it knows whether the answer is whole."""

    def __init__(self, shelf: Shelf, asked: Lookup, send: Send, made: Making) -> None:
        self._shelf = shelf
        self._asked = asked
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
        self._made.over.set()  # nothing of this answer will be kept: nobody need wait for its end
        if self._head is not None:
            head, self._head = self._head, None
            await self._send(head)
        if self._asked.head_only:  # whoever makes the pieces is told that the reader is gone
            self._over = True
            await self._send(NO_BODY)

    async def _finish(self, body: bytes) -> None:
        head, self._head = self._head, None
        assert head is not None
        control = header(head["headers"], b"cache-control") or b""
        if head["status"] != 200 or b"no-store" in control:
            await respond(self._send, head["status"], head["headers"], b"" if self._asked.head_only else body)
            return
        kept = finished(head["headers"], body)
        if b"public" in control:
            self._shelf.put(self._asked.key, kept)
        await self._asked.give(kept, self._send)


def finished(headers: Headers, body: bytes) -> Kept:
    """The answer with the ETag of its final bytes, which differ from encoding to encoding."""
    if body.startswith(GZIP):
        body = timeless(body)
    etag = b'"%s"' % sha256(body).hexdigest()[:24].encode()
    headers = [*headers, (b"etag", etag)]
    unchanged = [pair for pair in headers if pair[0] not in OF_THE_BODY]
    return Kept(start(200, headers), {"type": "http.response.body", "body": body}, start(304, unchanged), etag)


def timeless(body: bytes) -> bytes:
    """A gzip without the time of day in its head, which would make each answer another one."""
    return body[:4] + bytes(4) + body[8:]


def start(status: int, headers: Headers) -> Message:
    """The message that begins an answer."""
    return {"type": "http.response.start", "status": status, "headers": headers}


def matches(condition: bytes | None, etag: bytes) -> bool:
    """Whether an If-None-Match header names `etag`; by RFC 9110 the weak mark does not matter here."""
    if condition is None:
        return False
    tags = (PROXIED.sub(b'"', tag.strip().removeprefix(b"W/")) for tag in condition.split(b","))
    return condition.strip() == b"*" or etag in tags


def is_stream(headers: Headers) -> bool:
    """Whether the answer arrives over time and must not be held back."""
    return (header(headers, b"content-type") or b"").startswith((b"text/event-stream", b"application/jsonl"))
