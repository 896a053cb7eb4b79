"""Computation off the loop: a few workers, a bounded line before them, and a share of both for each client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from app.settings import Settings
from app.web.http.admission import Admission, LeftError
from app.web.http.line import Line

T = TypeVar("T")


class Workers:
    """As many threads as cores; what does not fit is refused at once rather than late.

    A function that needs `np.errstate` sets it inside itself: it does not reach a thread from outside.
    """

    def __init__(self, settings: Settings) -> None:
        self._inline = settings.inline_numbers
        self._admission = Admission(settings.workers + settings.queue, settings.client_share)
        self._threads = self._free = settings.workers
        self._line: Line[asyncio.Future[None]] = Line()
        self._pool = self._new_pool()

    @property
    def full(self) -> bool:
        """Whether the next computation would be refused."""
        return self._admission.full

    @property
    def taken(self) -> int:
        """How many computations are under way or wait."""
        return self._admission.taken

    async def run(
        self, client: str, numbers: int, work: Callable[[], T], gone: Callable[[], Awaitable[None]] | None = None
    ) -> T:
        """`work()`, which makes so many numbers, for a client, unless `gone()` comes to its end while it waits.

        Small work is done in the loop: three curves of 201 points take about 0.2 ms with their JSON, and the way to a
        thread and back costs 0.1 ms more and holds the interpreter just as long.
        Raises ProblemError: 429 if the client holds its share of places already, 503 if none is free; and
        LeftError for one who does not wait.
        """
        if numbers <= self._inline:
            return work()
        self._admission.admit(client)
        try:
            await self._turn(client, numbers, gone)
        except BaseException:
            self._admission.release(client)
            raise
        loop, pool = asyncio.get_running_loop(), self._pool

        def done(_: Future[T]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._leave, client, pool)

        job = pool.submit(work)
        job.add_done_callback(done)  # when the thread is free, which may be long after nobody waits any more
        return await asyncio.wrap_future(job)

    async def _turn(self, client: str, numbers: int, gone: Callable[[], Awaitable[None]] | None) -> None:
        """Wait until a thread is free for it."""
        if self._free:
            self._free -= 1
            return
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        self._line.join(client, numbers, loop.time(), turn)
        leaving = asyncio.ensure_future(gone()) if gone else None
        try:
            await asyncio.wait({turn, leaving} if leaving else {turn}, return_when=asyncio.FIRST_COMPLETED)
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
            if leaving:
                leaving.cancel()

    def _leave(self, client: str, pool: ThreadPoolExecutor) -> None:
        self._admission.release(client)
        if pool is self._pool:
            self._next()

    def _next(self) -> None:
        """Give a free thread to whoever is the next in line."""
        turn = self._line.next()
        if turn is None:
            self._free += 1
        else:
            turn.set_result(None)

    def close(self) -> None:
        """Let the threads end; what waits is dropped. Whoever starts the application again finds new ones."""
        while (turn := self._line.next()) is not None:
            turn.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool, self._free = self._new_pool(), self._threads

    def _new_pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="worker")  # no thread before the first work
