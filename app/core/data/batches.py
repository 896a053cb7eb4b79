"""Batches: which rows each step looks at, from a seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Order = Literal["shuffled", "drawn", "given"]
Picks = NDArray[np.int64]

FEW = 16_384  # rows whose order is drawn as a whole; a million would take a quarter of a second, and 8 MB a seed
AHEAD = 2_048  # rows that are picked at once, as few take as long
TABLES = 4  # as many as make it hard to tell from a drawn order (Luby & Rackoff, 1988)


class Batches:
    """Which of n rows each step looks at, without end.

    "shuffled": all rows once an epoch, each epoch in an order of its own, but for the last n % batch of that order,
    which make no batch; "given": the same in the order of the rows; "drawn": every row of every batch from all n,
    whatever was drawn before. Raises ValueError unless 1 <= batch <= n.
    """

    def __init__(self, n: int, batch: int, order: Order, seed: int) -> None:
        if not 1 <= batch <= n:
            raise ValueError(f"batch must lie in [1, {n}], the number of rows, got {batch}")
        self._n, self._batch, self._order = n, batch, order
        self._random = np.random.default_rng((seed, n))
        self._at = self._in_epoch = n // batch  # steps; the next begins an epoch
        self._shuffle: Shuffle | None = None
        self._ready = np.empty((0, batch), dtype=np.int64)

    def take(self, count: int) -> Picks:
        """The rows of the next steps, `(count, batch)`; they do not depend on how many come together."""
        if len(self._ready) < count:
            more = max(count - len(self._ready), AHEAD // self._batch)
            self._ready = np.concatenate([self._ready, self._next(more)])
        found, self._ready = self._ready[:count], self._ready[count:]
        return found

    def _next(self, count: int) -> Picks:
        if self._order == "drawn":
            return self._random.integers(0, self._n, (count, self._batch))
        found: list[Picks] = []
        while count:
            steps = min(count, self._left())
            found.append(self._rows(self._at * self._batch, (self._at + steps) * self._batch))
            self._at, count = self._at + steps, count - steps
        return np.concatenate(found).reshape(-1, self._batch)

    def parts(self, most: int) -> Iterator[Picks]:
        """The rows of the next step, at most so many at a time; not for who has taken some."""
        first = 0 if self._order == "drawn" or not self._left() else self._at * self._batch
        for low in range(first, first + self._batch, most):
            high = min(low + most, first + self._batch)
            drawn = self._order == "drawn"
            yield self._random.integers(0, self._n, high - low) if drawn else self._rows(low, high)
        self._at += 1

    def _left(self) -> int:
        """How many steps this epoch has left, the next one if there are none."""
        if self._at >= self._in_epoch and self._order != "drawn":
            self._at, self._shuffle = 0, Shuffle(self._n, self._random) if self._order == "shuffled" else None
        return self._in_epoch - self._at

    def _rows(self, first: int, last: int) -> Picks:
        places = np.arange(first, last)
        return places if self._shuffle is None else self._shuffle.rows(places)


class Shuffle:
    """An order of n rows, each once. That of many rows is worked out where it is asked for, and is nowhere as a whole.

    A place of two halves of some bits goes through a Feistel network whose functions are drawn as tables; one that
    comes out beyond the last row goes through again.
    """

    def __init__(self, n: int, random: Generator) -> None:
        self._n, self._order = n, random.permutation(n) if n <= FEW else None
        self._half = ((n - 1).bit_length() + 1) // 2
        self._tables = random.integers(0, 1 << self._half, (TABLES, 1 << self._half)) if n > FEW else np.empty((0, 0))

    def rows(self, places: Picks) -> Picks:
        """The rows at some places of the order."""
        if self._order is not None:
            return np.asarray(self._order[places])
        found = self._once(places)
        while (beyond := np.flatnonzero(found >= self._n)).size:
            found[beyond] = self._once(found[beyond])
        return found

    def _once(self, places: Picks) -> Picks:
        left, right = places >> self._half, places & ((1 << self._half) - 1)
        for table in self._tables:
            left, right = right, left ^ table[right]
        return left << self._half | right
