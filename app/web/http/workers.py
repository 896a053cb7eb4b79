"""Computation off the loop: a few workers, a bounded line before them, and a share of both for each client."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence

from starlette.types import ASGIApp

from app.settings import Settings
from app.web.http.admission import Admission, LeftError, refused
from app.web.http.crew import Crew
from app.web.http.line import Line
from app.web.http.problems import BUSY
from app.web.http.work import Answered, Asked, Hands, Threads


class Workers:
    """As many as cores; what does not fit is refused at once rather than late."""

    def __init__(self, settings: Settings, app: ASGIApp) -> None:
        self._app = app
        self._admission = Admission(settings.workers + settings.queue, settings.client_share)
        self._count = self._free = settings.workers
        self._line: Line[asyncio.Future[None]] = Line()
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

    async def run(self, client: str, numbers: int, asked: Asked, gone: Callable[[], Awaitable[None]]) -> Answered:
        """The answer to what a client has asked, of so many numbers, unless `gone()` comes to its end while it waits.

        Raises ProblemError: 429 if the client holds its share of places already, 503 if none is free; and
        LeftError for one who does not wait.
        """
        self._admission.admit(client)
        try:
            await self._turn(client, numbers, gone)
        except BaseException:
            self._admission.release(client)
            raise
        hands = self._hands

        def done(job: asyncio.Task[Answered]) -> None:
            self._admission.release(client)
            if not job.cancelled():
                job.exception()  # told to whoever waits, if anybody does
            if hands is self._hands:
                self._next()

        job = asyncio.create_task(hands.do(asked))
        job.add_done_callback(done)  # when the worker is free, which may be long after nobody waits any more
        return await asyncio.shield(job)

    async def _turn(self, client: str, numbers: int, gone: Callable[[], Awaitable[None]]) -> None:
        """Wait until a worker is free for it."""
        if self._free:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        self._line.join(client, numbers, loop.time(), turn)
        leaving = asyncio.ensure_future(gone())
        try:
            await asyncio.wait({turn, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not turn.done():
                raise LeftError
            turn.result()
        except BaseException:
            if not turn.done():
                self._line.leave(client, turn)
            elif not turn.cancelled():  # its turn came as it left
                self._next()
            raise
        finally:
            leaving.cancel()

    def _next(self) -> None:
        """Give a free worker to whoever is the next in line."""
        turn = self._line.next()
        if turn is None:
            self._free += 1
        else:
            turn.set_result(None)

    async def open(self, practice: Sequence[Asked]) -> None:
        """Employ processes, where a process can be forked; each begins with some requests for practice."""
        if sys.platform == "linux":  # a Mac's libraries do not bear it
            self.employ(await Crew.of(self._app, self._count, self._room, practice))

    def resident(self) -> float:
        """Bytes of memory that they hold beyond this process, what they share with it counted again."""
        return self._hands.resident()

    def employ(self, hands: Hands) -> None:
        """Let others do the work; whoever waits is told to come again."""
        while (turn := self._line.next()) is not None:
            turn.set_exception(refused(BUSY))
        self._hands.close()
        self._hands, self._free = hands, self._count

    def close(self) -> None:
        """End the work. Whoever starts the application again finds new workers."""
        self.employ(Threads(self._app, self._count))
