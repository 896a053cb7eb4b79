"""Computation off the loop: a few workers, a bounded queue, and a share of both for each client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from app.settings import Settings
from app.web.http.admission import Admission

P = ParamSpec("P")
T = TypeVar("T")


class Workers:
    """As many threads as cores; what does not fit is refused at once rather than late.

    A function that needs `np.errstate` sets it inside itself: it does not reach a thread from outside.
    """

    def __init__(self, settings: Settings) -> None:
        self._inline = settings.inline_numbers
        self._admission = Admission(settings.workers + settings.queue, settings.client_share)
        self._threads = settings.workers
        self._pool = self._new_pool()

    @property
    def full(self) -> bool:
        """Whether the next computation would be refused."""
        return self._admission.full

    async def run(self, client: str, numbers: int, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`work(*args)`, which makes so many numbers, for a client.

        Small work is done in the loop: three curves of 201 points take about 0.2 ms with their JSON, and the way to a
        thread and back costs 0.1 ms more and holds the interpreter just as long.
        Raises ProblemError: 429 if the client holds its share of places already, 503 if none is free.
        """
        if numbers <= self._inline:
            return work(*args, **kwargs)
        self._admission.admit(client)
        future = asyncio.get_running_loop().run_in_executor(self._pool, lambda: work(*args, **kwargs))
        future.add_done_callback(lambda _: self._admission.release(client))
        return await future

    def close(self) -> None:
        """Let the threads end; what waits is dropped. Whoever starts the application again finds new ones."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new_pool()

    def _new_pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="worker")  # no thread before the first work
