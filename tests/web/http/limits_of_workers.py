"""The setting of the processes that work."""

from __future__ import annotations

import asyncio
import mmap
import os

from starlette.types import Receive, Scope, Send

from app.settings import Settings
from app.web.http.admission import Client
from app.web.http.asgi import respond
from app.web.http.work import first
from app.web.http.workers import Workers

GROWS_BY, PIECE = 16 << 20, 1 << 16
kept: list[mmap.mmap] = []


async def growing(scope: Scope, receive: Receive, send: Send) -> None:
    """Tells the process it is in, and keeps some bytes."""
    room = mmap.mmap(-1, GROWS_BY)  # a list might find room that was given back before
    for _ in range(GROWS_BY // PIECE):
        room.write(bytes(PIECE))
    kept.append(room)
    await respond(send, 200, [(b"pid", b"%d" % os.getpid())], b"")


async def processes(room: int) -> int:
    """How many processes give three answers."""

    async def never() -> None:
        await asyncio.Event().wait()

    workers = Workers(Settings(workers=1, worker_bytes=room), growing)
    await workers.open([])
    told = [(await workers.run(Client("a"), 1, first("/"), never)).headers for _ in range(3)]
    workers.close()
    return len({value for headers in told for _, value in headers})


def test_worker_bytes() -> None:
    assert [asyncio.run(processes(room)) for room in (GROWS_BY // 2, GROWS_BY * 3 // 2, GROWS_BY * 4)] == [3, 2, 1]
