"""Rooms as they live in a server: one object each, which carries out one command at a time and tells who listens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from .codes import fresh_code
from .commands import Command, expiring, opening
from .journal import LINES, Journal
from .pages import Pages
from .questions import Spec
from .refusals import RefusedError
from .state import Event, State, replayed

Clock = Callable[[], float]
AGAIN = 20  # times that a command is tried where others go on with the same room meanwhile


@dataclass(eq=False)
class Asked:
    """A command that waits, and whoever gave it."""

    command: Command
    done: asyncio.Future[int]


class Written:
    """What is told to many, written once for all of them: by its name, with the version it is of."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[int, bytes]] = {}

    def at(self, version: int, name: str, write: Callable[[], bytes]) -> bytes:
        """What is written at a version."""
        if self._kept.get(name, (-1, b""))[0] != version:
            self._kept[name] = version, write()
        return self._kept[name][1]


class Room:
    """A room and its journal. `state` changes by commands alone; `pages` are those that listen."""

    def __init__(self, state: State, journal: Journal, clock: Clock) -> None:
        self.state = state
        self.pages = Pages()
        self.closed = False
        self.written = Written()
        self.used = clock()
        self._journal, self._clock = journal, clock
        self._waiting: list[Asked] = []
        self._writing = False
        self._lines = 0
        self._changed: asyncio.Future[None] | None = None  # anything
        self._turned: asyncio.Future[None] | None = None  # what concerns everybody
        self._timer: asyncio.TimerHandle | None = None
        self._expire()

    async def do(self, command: Command) -> int:
        """Carry out a command; the version after it, which is in the journal. Raises RefusedError if it is refused.

        Commands that come while others are being written are written together.
        """
        mine = Asked(command, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if not self._writing:
            self._writing = True
            try:
                await self._write()
            finally:
                self._writing = False
        return await mine.done

    async def _write(self) -> None:
        for _ in range(AGAIN):
            asked, self._waiting = self._waiting, []
            try:
                written = await self._carry_out(asked)
            except Exception as error:  # whatever the journal fails by: those who wait must hear of it
                self._fail(asked + self._waiting, error)
                self._waiting = []
                await self._again()
                return
            if not written:
                self._waiting = asked + self._waiting
                await self._again()
            if not self._waiting:
                return
        self._fail(self._waiting, RefusedError("full", "too many go on with this room at once; try again"))
        self._waiting = []

    async def _carry_out(self, asked: list[Asked]) -> bool:
        """Decide and keep; whether that was possible, or others have gone on meanwhile."""
        before, public, events = self.state.version, self.state.public, list[Event]()
        results: list[int | RefusedError] = []
        for one in asked:
            try:
                event = one.command(self.state, self._clock())
            except RefusedError as error:
                results.append(error)
                continue
            if event is not None:
                events.append({"version": self.state.version + 1, "at": self._clock(), **event})
                self.state.apply(events[-1])
            results.append(self.state.version)
        if not await self._journal.append(self.state.code, before, events):
            return False
        for one, result in zip(asked, results, strict=True):
            _settle(one.done, result)
        await self._kept(len(events), public)
        return True

    async def _kept(self, count: int, public: int) -> None:
        self._lines += count
        if count:
            self.use()
            self._tell(turned=self.state.public != public)
        if self._lines >= LINES:
            self._lines = 0
            await self._journal.replace(self.state.code, self.state.stands())

    async def _again(self) -> None:
        """Take the room as the journal has it."""
        self.state = replayed(await self._journal.read(self.state.code))
        self._tell(turned=True)

    def _fail(self, asked: list[Asked], error: Exception) -> None:
        for one in asked:
            _settle(one.done, error)

    def _tell(self, turned: bool) -> None:
        told, self._changed = self._changed, None
        _wake(told)
        if turned:
            told, self._turned = self._turned, None
            _wake(told)
            self._expire()

    def changed(self, public: bool) -> asyncio.Future[None]:
        """What is done at the next change, or at the next that concerns everybody."""
        name = "_turned" if public else "_changed"
        if (found := getattr(self, name)) is None:
            found = asyncio.get_running_loop().create_future()
            setattr(self, name, found)
        waited: asyncio.Future[None] = found
        return waited

    def _expire(self) -> None:
        """Close by itself what has a time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.state.until is not None and self.state.phase == "asking":
            left = max(0.0, self.state.until - self._clock())
            self._timer = asyncio.get_running_loop().call_later(left, self._time_is_up, self.state.public)

    def _time_is_up(self, version: int) -> None:
        self._closing = asyncio.ensure_future(self.do(expiring(version)))

    def use(self) -> None:
        """It is needed: its time begins anew. A phone that lies about open does not need it."""
        self.used = self._clock()

    @property
    def lasting(self) -> bool:
        """Whether it outlives the server."""
        return self._journal.lasting

    def wake(self) -> None:
        """Let all who listen look up."""
        self._tell(turned=True)

    def let_go(self) -> None:
        """The room goes."""
        self.closed = True
        self.wake()
        if self._timer is not None:
            self._timer.cancel()


def _settle(done: asyncio.Future[int], result: int | Exception) -> None:
    if done.done():
        return
    if isinstance(result, Exception):
        done.set_exception(result)
    else:
        done.set_result(result)


def _wake(told: asyncio.Future[None] | None) -> None:
    if told is not None and not told.done():
        told.set_result(None)


class Rooms:
    """All rooms of a server: found by their codes, taken from the journal where they are not in memory."""

    def __init__(self, journal: Journal, most: int, lifetime: float, clock: Clock = time.time) -> None:
        self.journal, self._most, self._lifetime, self._clock = journal, most, lifetime, clock
        self._rooms: dict[str, Room] = {}
        self._finding: dict[str, asyncio.Lock] = {}

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
        await room.do(opening(code, teacher, agenda))
        return room

    async def find(self, code: str) -> Room:
        """The room of that code. Raises RefusedError if there is none."""
        if code not in self._rooms:
            async with self._finding.setdefault(code, asyncio.Lock()):
                if code not in self._rooms and (events := await self.journal.read(code)):
                    self._rooms[code] = Room(replayed(events), self.journal, self._clock)
            self._finding.pop(code, None)
        if code not in self._rooms:
            raise RefusedError("unknown", f"there is no room {code}; a room ends some hours after it was last used")
        return self._rooms[code]

    def wake(self) -> None:
        """Let all who listen look up."""
        for room in self._rooms.values():
            room.wake()

    async def sweep(self) -> None:
        """Forget the rooms that nobody has used for long."""
        for code, room in list(self._rooms.items()):
            if room.used < self._clock() - self._lifetime:
                del self._rooms[code]
                room.let_go()
                await self.journal.forget(code)
