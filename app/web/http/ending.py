"""Streams hear of the server's end in time to say so."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from app.web.http.turns import Places

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def hearing(places: Places) -> Iterator[None]:
    """While the block runs, the signals that end the server close the places too.

    The lifespan is told too late: the server waits for its open connections first, so for every stream. What handles a
    signal already goes on handling it; one that nobody handles, or any outside the main thread, is left as it is.
    """
    places.closing = False
    loop = asyncio.get_running_loop()
    theirs: dict[int, Callable[[int, FrameType | None], Any]] = {}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(places.close)
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
