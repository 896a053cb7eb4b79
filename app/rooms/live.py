"""Rooms as they live in a server: one object each, which carries out one command at a time and tells who listens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from .commands import Command, expiring
from .journal import LINES, Journal
from .pages import Pages
from .refusals import RefusedError
from .state import Event, State

Clock = Callable[[], float]
AGAIN = 20  # times that a command is tried where others go on with the same room meanwhile
RETRIED = 1.0  # seconds after which a question whose time is up is closed where the journal did not answer


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
        self._writing: asyncio.Task[None] | None = None
        self._lines = 0
        self._timer: asyncio.TimerHandle | None = None
        self._expire()

    async def do(self, command: Command) -> int:
        """Carry out a command; the version after it, which is in the journal. Raises RefusedError if it is refused.

        Commands that come while others are being written are written together.
        """
        mine = Asked(command, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())  # its own: whoever gave the command may leave
        return await mine.done

    async def _write(self) -> None:
        tries = AGAIN
        while self._waiting:
            asked, self._waiting, seen = self._waiting, [], self.state.version
            try:
                if await self._carry_out(asked):
                    tries = AGAIN
                    continue
                tries -= 1
                await self._overtaken(seen, tries)
                self._waiting = asked + self._waiting
            except Exception as error:  # whatever the journal fails by: those who wait must hear of it
                for one in asked:
                    _settle(one.done, error)
                with suppress(OSError):
                    await self.renew()

    async def _carry_out(self, asked: list[Asked]) -> bool:
        """Decide and keep; whether that was possible, or others have gone on meanwhile.

        What is not kept yet is seen by nobody.
        """
        before = then = self.state
        events, results = list[Event](), list[int | RefusedError]()
        for one in asked:
            try:
                event = one.command(then, self._clock())
            except RefusedError as error:
                results.append(error)
                continue
            if event is not None:
                then = then if events else before.copy()
                events.append({"version": then.version + 1, "at": self._clock(), **event})
                then.apply(events[-1])
            results.append(then.version)
        if not await self._journal.append(before.code, before.version, events):
            return False
        self._take(then)
        for one, result in zip(asked, results, strict=True):
            _settle(one.done, result)
        await self._kept(len(events))
        return True

    async def _kept(self, count: int) -> None:
        self._lines += count
        if self._lines >= LINES:
            self._lines = 0
            await self._journal.replace(self.state.code, self.state.stands())

    async def _overtaken(self, seen: int, tries: int) -> None:
        if not tries:
            raise RefusedError("full", "too many go on with this room at once; try again")
        await self.renew()
        if self.state.version <= seen:
            self.let_go()
            raise RefusedError("unknown", f"there is no room {self.state.code} any more")

    async def renew(self) -> None:
        """Take what others have added to the journal. Raises OSError if it does not answer."""
        then = self.state.copy()
        for event in await self._journal.read(then.code, then.version):
            then.apply(event)
        self._take(then)

    def _take(self, then: State) -> None:
        """The room stands so, unless it was brought further meanwhile."""
        if then.version > self.state.version:
            turned = then.public != self.state.public
            self.state = then
            self.use()
            self._tell(turned)

    def _tell(self, turned: bool) -> None:
        self.pages.wake(turned)
        if turned:
            self._expire()

    def _expire(self) -> None:
        """Close by itself what has a time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.state.until is not None and self.state.phase == "asking":
            left = max(0.0, self.state.until - self._clock())
            self._timer = asyncio.get_running_loop().call_later(left, self._time_is_up, self.state.public)

    def _time_is_up(self, version: int) -> None:
        self._closing = asyncio.ensure_future(self._close(version))

    async def _close(self, version: int) -> None:
        with suppress(RefusedError):
            while not self.closed:
                with suppress(OSError):
                    await self.do(expiring(version))
                    return
                await asyncio.sleep(RETRIED)

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
