"""Computation off the loop: a few workers, a bounded line before them, and a share of both for each client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from starlette.types import ASGIApp

from ...settings import Settings
from .admission import Admission, Client, LeftError, refused
from .crew import Crew
from .line import Line
from .problems import BUSY
from .work import Answered, Asked, Hands, Threads

LONG = 200_000  # numbers of a job that is long: of such jobs half the workers do no more


@dataclass(eq=False)
class Turn:
    """A job that waits: how many numbers it makes, and what is told when its time has come."""

    numbers: int
    told: asyncio.Future[None]

    @property
    def long(self) -> bool:
        """Whether others should not all have to wait for it."""
        return self.numbers > LONG


class Workers:
    """As many as cores; what does not fit is refused at once rather than late."""

    def __init__(self, settings: Settings, app: ASGIApp) -> None:
        self._app = app
        self._admission = Admission(settings.workers + settings.queue, settings.client_share)
        self._count = self._free = settings.workers
        self._longs = self._most_longs = max(1, settings.workers // 2)  # how many more long jobs may begin
        self._short, self._long = Line[Turn](), Line[Turn]()
        self._room = settings.worker_bytes
        self._hands: Hands = Threads(app, self._count)

    @property
    def full(self) -> bool:
        """Whether the next computation would be refused."""
        return self._admission.full

    @property
    def taken(self) -> int:
        """How many computations are under way or wait."""
        return self._admission.taken

    async def run(self, client: Client, numbers: int, asked: Asked, gone: Callable[[], Awaitable[None]]) -> Answered:
        """The answer to what a client has asked, of so many numbers, unless `gone()` comes to its end while it waits.

        Raises ProblemError: 429 if the client holds its share of places already, 503 if none is free; and
        LeftError for one who does not wait.
        """
        self._admission.admit(client)
        turn = Turn(numbers, asyncio.get_running_loop().create_future())
        try:
            await self._wait(client, turn, gone)
        except BaseException:
            self._admission.release(client)
            raise
        hands = self._hands

        def done(job: asyncio.Task[Answered]) -> None:
            self._admission.release(client)
            if not job.cancelled():
                job.exception()  # told to whoever waits, if anybody does
            if hands is self._hands:
                self._end(turn)

        job = asyncio.create_task(hands.do(asked))
        job.add_done_callback(done)  # when the worker is free, which may be long after nobody waits any more
        return await asyncio.shield(job)

    async def _wait(self, client: Client, turn: Turn, gone: Callable[[], Awaitable[None]]) -> None:
        """Wait until a worker is free for it."""
        line = self._long if turn.long else self._short
        line.join(client, turn.numbers, asyncio.get_running_loop().time(), turn)
        self._next()
        if turn.told.done():
            return
        leaving = asyncio.ensure_future(gone())
        try:
            await asyncio.wait({turn.told, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not turn.told.done():
                raise LeftError
            turn.told.result()
        except BaseException:
            if not turn.told.done():
                line.leave(client, turn)
            elif turn.told.exception() is None:  # its turn came as it left
                self._end(turn)
            raise
        finally:
            leaving.cancel()

    def _next(self) -> None:
        """Let those begin for whom there is a worker, from the line whose first has waited longer for its size."""
        while self._free:
            line = min([self._short, self._long] if self._longs else [self._short], key=attrgetter("rank"))
            turn = line.next()
            if turn is None:
                return
            self._free -= 1
            self._longs -= turn.long
            turn.told.set_result(None)

    def _end(self, turn: Turn) -> None:
        self._free += 1
        self._longs += turn.long
        self._next()

    async def open(self, practice: Sequence[Asked]) -> None:
        """Employ processes, where a process can be forked; each begins with some requests for practice."""
        if sys.platform == "linux":  # a Mac's libraries do not bear it
            self.employ(await Crew.of(self._app, self._count, self._room, practice))

    def resident(self) -> float:
        """Bytes of memory that they hold beyond this process, what they share with it counted again."""
        return self._hands.resident()

    def employ(self, hands: Hands) -> None:
        """Let others do the work; whoever waits is told to come again."""
        for line in (self._short, self._long):
            while (turn := line.next()) is not None:
                turn.told.set_exception(refused(BUSY))
        self._hands.close()
        self._hands, self._free, self._longs = hands, self._count, self._most_longs

    def close(self) -> None:
        """End the work. Whoever starts the application again finds new workers."""
        self.employ(Threads(self._app, self._count))
