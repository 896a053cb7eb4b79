"""Servers that share a store, each with its rooms."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from app.rooms.live import Room
from app.rooms.rooms import Rooms
from app.rooms.together import Together
from app.rooms.valkey import Valkey
from tests.rooms.rooms import OWN, Class
from tests.rooms.store import Store

HOUR = 3_600.0


class Server:
    """The rooms of one server, and what keeps them up with the others."""

    def __init__(self, store: Store, lifetime: float = HOUR, clock: Callable[[], float] = time.time) -> None:
        self.journal = Valkey(store.url, lifetime)
        self.rooms = Rooms(self.journal, 100, lifetime, clock)
        self.together = Together(self.rooms, self.journal)

    async def opened(self, students: int = 0) -> Class:
        room = Class(await self.rooms.open("teacher", [OWN]))
        await room.join(students)
        return room

    async def find(self, code: str) -> Room:
        return await self.rooms.find(code)


@asynccontextmanager
async def servers(store: Store, count: int = 2, **settings: Any) -> AsyncIterator[list[Server]]:
    """So many of them, without their tasks."""
    found = [Server(store, **settings) for _ in range(count)]
    try:
        yield found
    finally:
        for one in found:
            await one.journal.close()


@asynccontextmanager
async def going_on(*tasks: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """While the block lasts."""
    found = [asyncio.create_task(one) for one in tasks]
    try:
        yield
    finally:
        for one in found:
            one.cancel()
        await asyncio.gather(*found, return_exceptions=True)
