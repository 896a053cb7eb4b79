"""Answers that are written piece by piece while they are worked out, and hear of the server's end in time to say so."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, aclosing, contextmanager
from types import FrameType
from typing import Any, Protocol

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from .admission import Client
from .turns import Place

Pieces = Callable[[Place], AsyncGenerator[bytes, None]]


class Rooms(Protocol):
    """Where long answers have their places."""

    def place(self, client: Client) -> AbstractContextManager[Place]:
        """A place while the block runs. Raises ProblemError: 503 or 429 if there is none for this client."""


SIGNALS = (signal.SIGTERM, signal.SIGINT)


class InPieces(Response):
    """It holds a place from before its head to its end, and stops working within a piece of its reader's leaving.

    `pieces(place)` makes the bytes, and owns nothing that would have to be given back; an empty piece is not sent, but
    lets the answer look up. Raises ProblemError before the head is sent if there is no place.
    """

    def __init__(self, places: Rooms, client: Client, pieces: Pieces, headers: Mapping[str, str], media: str) -> None:
        self._places = places
        self._client = client
        self._pieces = pieces
        self.status_code, self.media_type, self.background = 200, media, None
        self.init_headers(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        with self._places.place(self._client) as place:
            leaving = asyncio.create_task(left(receive))
            try:
                async with place.patience:
                    await self._write(place, leaving, send)
            except TimeoutError:
                return  # broken off without its last chunk, by which the reader knows
            finally:
                leaving.cancel()

    async def _write(self, place: Place, leaving: asyncio.Task[None], send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(self._pieces(place)) as pieces:
            async for piece in pieces:
                if leaving.done():
                    return
                if piece:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def left(receive: Receive) -> None:
    """Wait until the reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


@contextmanager
def hearing(end: Callable[[], None]) -> Iterator[None]:
    """While the block runs, the signals that end the server bring about `end()` too.

    The lifespan is told too late: the server waits for its open connections first, so for every stream. What handles a
    signal already goes on handling it; one that nobody handles, or any outside the main thread, is left as it is.
    """
    loop = asyncio.get_running_loop()
    theirs: dict[int, Callable[[int, FrameType | None], Any]] = {}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)
        theirs[number](number, frame)

    for one in SIGNALS if threading.current_thread() is threading.main_thread() else ():
        handler = signal.getsignal(one)
        if callable(handler):
            theirs[one] = handler
            signal.signal(one, handle)
    try:
        yield
    finally:
        for number, handler in theirs.items():
            if signal.getsignal(number) is handle:
                signal.signal(number, handler)
