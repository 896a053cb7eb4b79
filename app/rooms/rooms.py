"""All rooms of a server: found by their codes, taken from the journal where they are not in memory."""

from __future__ import annotations

import asyncio
import time

from .codes import fresh_code
from .commands import opening
from .journal import Journal
from .live import Clock, Room
from .questions import Spec
from .refusals import RefusedError
from .state import State, replayed


class Rooms:
    """The rooms in memory, by their codes, and the journal that has them all."""

    def __init__(self, journal: Journal, most: int, lifetime: float, clock: Clock = time.time) -> None:
        self.journal, self._most, self._lifetime, self._clock = journal, most, lifetime, clock
        self._rooms: dict[str, Room] = {}
        self._finding: dict[str, asyncio.Lock] = {}
        self._swept = clock()

    def __len__(self) -> int:
        """How many are in memory."""
        return len(self._rooms)

    async def open(self, teacher: str, agenda: list[Spec]) -> Room:
        """A new room. Raises RefusedError if there are as many as there may be."""
        await self.sweep()
        if len(self._rooms) >= self._most:
            raise RefusedError("full", f"this server holds {self._most} rooms; end one that is not needed")
        code = fresh_code()
        while code in self._rooms or await self.journal.read(code):
            code = fresh_code()
        room = self._rooms[code] = Room(State(code=code), self.journal, self._clock)
        try:
            await room.do(opening(code, teacher, agenda))
        except BaseException:
            self._rooms.pop(code, None)
            raise
        return room

    async def find(self, code: str) -> Room:
        """The room of that code. Raises RefusedError if there is none, OSError if the journal does not answer."""
        if self.in_memory(code) is None:
            try:
                async with self._finding.setdefault(code, asyncio.Lock()):
                    if self.in_memory(code) is None and (events := await self.journal.read(code)):
                        self._rooms[code] = Room(replayed(events), self.journal, self._clock)
            finally:
                self._finding.pop(code, None)
        if (room := self.in_memory(code)) is None:
            raise RefusedError("unknown", f"there is no room {code}; a room ends some hours after it was last used")
        return room

    def in_memory(self, code: str) -> Room | None:
        """The room of that code, if this server has it."""
        room = self._rooms.get(code)
        return None if room is None or room.closed else room

    def all_in_memory(self) -> dict[str, Room]:
        """Those that this server has, by their codes."""
        return {code: room for code, room in self._rooms.items() if not room.closed}

    def wake(self) -> None:
        """Let all who listen look up."""
        for room in self._rooms.values():
            room.wake()

    async def sweep(self) -> None:
        """Forget the rooms that nobody has used for long. Raises OSError if the journal does not answer."""
        now = self._clock()
        for code, room in list(self._rooms.items()):
            elsewhere = self.journal.shared and room.pages  # it may be used there; else the journal forgets it
            if room.closed:
                del self._rooms[code]
            elif room.used < now - self._lifetime and not elsewhere:
                del self._rooms[code]
                room.let_go()
                await self.journal.forget(code)
        if used := [code for code, room in self._rooms.items() if room.used >= self._swept]:
            await self.journal.used(used)
        self._swept = now
