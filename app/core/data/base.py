"""What every data set has: rows that come from a seed alone, block by block, the same on every machine."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ..catalogue import Entry, NotationError, knob, number
from ..numbers import Array

Singles = NDArray[np.float32]
Features = Singles | Array

BLOCK_ROWS = 65_536  # rows with generators of their own: any block can be made without those before it
SOME_ROWS = 2_048  # that are made at once: about a millisecond
PIECE = 512  # rows that are worked on at once, as doubles in a processor's cache
SMALL, SLENDER = (
    250_000,
    9_000,
)  # multiplications that OpenBLAS leaves to one thread, of matrices and with a vector; two
# threads may wait long for each other
TRUTH, DRAWN = 349, (2, 3)  # which streams of the seed the truth, and the rows, come from


def rows(default: float = 1000.0) -> float:
    """How many rows a data set has."""
    return knob("n", "rows", low=4.0, high=1e6, default=default, log=True)


def spread(default: float) -> float:
    """The standard deviation of what is added to each row."""
    return knob(r"\sigma", "standard deviation of the noise", low=0.0, high=10.0, default=default)


@dataclass(frozen=True)
class Samples:
    """Rows of features `x` `(..., n, d)`, as floats of either size, and a target for each, `y` `(..., n)`."""

    x: Features
    y: Array

    def __len__(self) -> int:
        return int(self.y.shape[-1])

    def at(self, which: slice | NDArray[np.integer]) -> Samples:
        """Some of the rows: indices of any shape `(..., m)` give `x` `(..., m, d)`; a slice copies nothing."""
        return Samples(self.x[which], self.y[which])

    @property
    def at_once(self) -> int:
        """So few rows that their products with each other, and with weights, are small."""
        d: int = self.x.shape[-1]
        return max(1, min(PIECE, SLENDER // d, SMALL // (d + 1) ** 2))

    def pieces(self, rows: int = 0) -> Iterator[Samples]:
        """All rows `(n, d)`, so many at a time, or without a number as many as stay small."""
        rows = rows or self.at_once
        for first in range(0, len(self), rows):
            yield self.at(slice(first, first + rows))

    def piles(self) -> Iterator[Samples]:
        """All rows as x `(k, m, d)` and y `(k, m)` whose m stays small; those that are left over come last."""
        rows, d = self.at_once, self.x.shape[-1]
        even = len(self) // rows * rows
        for part, m in ((self.at(slice(0, even)), rows), (self.at(slice(even, None)), len(self) - even)):
            if len(part):
                yield Samples(part.x.reshape(-1, m, d), part.y.reshape(-1, m))


def with_intercept(samples: Samples) -> Samples:
    """The same rows, each ending in a 1, whose weight is added to every score."""
    ones = np.ones((*samples.y.shape, 1), samples.x.dtype)
    return Samples(np.concatenate([samples.x, ones], axis=-1), samples.y)


class DataSet(Entry, ABC, abstract=True):
    """A recipe for n rows of d features with a target each.

    `target` says what the target is. `draw` makes rows from a generator; `truth`, what all rows of a seed share, comes
    from a generator of its own, so that rows can be made from any block on.
    """

    target: ClassVar[Literal["number", "class"]]
    counts: ClassVar[tuple[str, ...]] = ("n",)  # the knobs that are numbers of things

    n: float = rows()

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in self.counts:
            value = self.settings()[name]
            if value != int(value):
                raise NotationError(f"{name} must be a whole number, got {number(value)}")

    @property
    def features(self) -> int:
        """d, the number of features."""
        return int(self.settings().get("d", 2.0))

    def truth(self, random: Generator) -> Array:
        """What the rows of one seed have in common, such as the weights `(d,)` they come from; empty by default."""
        return np.empty(0)

    @abstractmethod
    def draw(self, places: Generator, luck: Generator, x: Singles, truth: Array) -> Singles | Array:
        """Fill the next rows `x` `(m, d)`, an even number of them or the last, and answer their targets `(m,)`.

        Each generator is called once, so that rows do not depend on how many are made at once: hence one for where they
        are, and one for the luck of each.
        """

    def samples(self, seed: int = 0, rows: int | None = None) -> Samples:
        """The first rows, all n by default; the same however many are asked for."""
        n = min(int(self.n), rows or int(self.n))
        x, y = np.empty((n, self.features), np.float32), np.empty(n)
        for _ in self.fill(x, y, seed):
            pass
        return Samples(x, y)

    def fill(self, x: Singles, y: Array, seed: int = 0) -> Iterator[int]:
        """Fill x `(m, d)` and y `(m,)` with the first m rows, some at a time; gives how many are there."""
        truth = self.truth(np.random.default_rng((seed, TRUTH)))
        for block in range(0, len(x), BLOCK_ROWS):
            places, luck = (Generator(np.random.SFC64((seed, which, block // BLOCK_ROWS))) for which in DRAWN)
            last = min(block + BLOCK_ROWS, len(x))
            for first in range(block, last, SOME_ROWS):
                here = slice(first, min(first + SOME_ROWS, last))
                y[here] = self.draw(places, luck, x[here], truth)
                yield here.stop
