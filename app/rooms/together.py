"""How the rooms of one server keep up with what others bring about: by pokes, and by a look where a poke was lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from .rooms import Rooms
from .valkey import Valkey

LOOKED = 2.0  # seconds between two looks
AGAIN_IN = 0.5  # seconds after which a store that did not answer is asked again
log = logging.getLogger(__name__)


class Together:
    """The rooms of this server, and the store that others write too."""

    def __init__(self, rooms: Rooms, store: Valkey) -> None:
        self._rooms, self._store = rooms, store

    async def keep(self) -> None:
        """Keep up as long as the application runs, whatever happens to the store."""
        try:
            await asyncio.gather(_always(self.hear), _always(self._look))
        finally:
            await self._store.close()

    async def hear(self) -> None:
        """Renew what pokes say is old. Raises OSError once they end."""
        async for code, version in self._store.pokes():
            room = self._rooms.in_memory(code)
            if room is not None and room.state.version < version:
                await room.renew()

    async def _look(self) -> None:
        await asyncio.sleep(LOOKED - AGAIN_IN)
        await self.look()

    async def look(self) -> None:
        """Compare the rooms in memory with the store, in one call: one that is gone there is gone here."""
        known = {code: (room, room.state.version) for code, room in self._rooms.all_in_memory().items()}
        if not known:
            return
        found = await self._store.versions([*known])
        for (room, before), version in zip(known.values(), found, strict=True):
            if version < before:
                room.let_go()
            elif version > room.state.version:
                await room.renew()


async def _always(do: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await do()
        except OSError as error:
            log.warning("rooms: %s", error)
        except Exception:
            log.exception("rooms: a fault of ours")
        await asyncio.sleep(AGAIN_IN)
