"""The line before the workers: every client has its turn, however many of its jobs wait, and short jobs go first."""

from __future__ import annotations

from collections.abc import Hashable
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf
from typing import Generic, TypeVar

J = TypeVar("J")
FORGET = 256  # clients who have gone that are remembered at least, for what they have had
PACE = 1_000_000.0  # numbers that a worker makes in a second, about: a long job lets pass who comes within its time


class Line(Generic[J]):
    """Who waits, by weighted fair queueing: next is the job that would end first if all clients were served at once.

    Demers, Keshav & Shenker, Analysis and simulation of a fair queueing algorithm, SIGCOMM 1989, with the client in
    the place of the flow and numbers in that of bits.
    """

    def __init__(self) -> None:
        self._jobs: dict[Hashable, list[tuple[float, int, int, J]]] = {}
        self._had: dict[Hashable, float] = {}  # numbers made for each client, from the time on that nobody waited less
        self._now = 0.0  # of the one that was served last, before it was served
        self._order = count()

    def __len__(self) -> int:
        return sum(map(len, self._jobs.values()))

    def join(self, client: Hashable, numbers: int, time: float, job: J) -> None:
        """Take a job that comes at a time in seconds and makes so many numbers to the end of the line."""
        self._had[client] = max(self._had.get(client, 0.0), self._now)  # who was away has saved nothing up
        heappush(self._jobs.setdefault(client, []), (time * PACE + numbers, next(self._order), numbers, job))

    @property
    def rank(self) -> float:
        """When the next job should be done, by a clock that counts numbers; infinite if nobody waits."""
        return self._jobs[self._first()][0][0] if self._jobs else inf

    def _first(self) -> Hashable:
        return min(self._jobs, key=lambda one: self._had[one] + self._jobs[one][0][2])

    def next(self) -> J | None:
        """Take the next job out of the line, if anybody waits."""
        if not self._jobs:
            self._had.clear()
            self._now = 0.0
            return None
        client = self._first()
        _, _, numbers, job = heappop(self._jobs[client])
        if not self._jobs[client]:
            del self._jobs[client]
        self._now = self._had[client]
        self._had[client] += numbers
        if len(self._had) > FORGET + len(self._jobs):
            self._had = {one: had for one, had in self._had.items() if had > self._now or one in self._jobs}
        return job

    def leave(self, client: Hashable, job: J) -> None:
        """Take out a job that nobody waits for any more."""
        rest = [one for one in self._jobs.pop(client) if one[3] is not job]
        if rest:
            heapify(rest)
            self._jobs[client] = rest
