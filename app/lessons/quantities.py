"""Predictions made of numbers: one, one with which something happens, a place in the figure, a drawn curve."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..core.catalogue import number
from ..core.numbers import Array
from ..core.numerals import in_full
from ..core.spelling import quote
from .parsing import numbers_in, readings
from .predictions import Kind, Marked

MOST_DRAWN = 64  # points of a curve
ROUNDING = 1e-12  # of an end of what is taken


@dataclass(frozen=True)
class Trap:
    """Between which numbers a prediction betrays a misconception."""

    low: float
    high: float
    name: str


@dataclass(frozen=True)
class Number(Kind[float]):
    """A number between two; right within a share of the truth, or within an absolute distance of it.

    The gap of a logarithmic one is a factor, else a difference. `plausible` is the band that is no slip of the pen,
    `slides` what a slider offers where that is less than what is read.
    """

    low: float
    high: float
    unit: str = ""
    log: bool = False
    within: float = 0.1
    apart: float = 0.0
    plausible: tuple[float, float] | None = None
    slides: tuple[float, float] | None = None
    traps: tuple[Trap, ...] = ()
    start: float | None = None
    whole: bool = False  # of steps or rows: the nearest whole number is taken
    symbol: str = ""  # of what it is, if it has one
    name: ClassVar[str] = "number"

    def read(self, text: str) -> float:
        """A number, in any of its spellings."""
        value = within(text, self.low, self.high)
        return float(round(value)) if self.whole else value

    def write(self, value: float) -> str:
        """Its shortest spelling."""
        return number(value)

    def mark(self, value: float, truth: float) -> Marked:
        """Right if near enough."""
        gap = value / truth if self.log else value - truth
        return Marked(lies(value, self.near(truth)), gap)

    def near(self, truth: float) -> tuple[float, float]:
        """From where to where a number is right: on a logarithmic axis as far below as above, by a factor."""
        if self.log:
            return truth / (1 + self.within), truth * (1 + self.within)
        reach = max(self.apart, self.within * abs(truth))
        return truth - reach, truth + reach

    def trap(self, value: float) -> str | None:
        """That of the stretch in which it lies."""
        return next((one.name for one in self.traps if one.low <= value <= one.high), None)

    @property
    def middle(self) -> float:
        """Where a slider stands at first: in the middle, which says nothing of the truth."""
        if self.start is not None:
            return self.start
        low, high = self.slides or (self.low, self.high)
        return math.sqrt(low * high) if self.log else (low + high) / 2


@dataclass(frozen=True)
class Reach(Number):
    """Make it happen: right is each number with which the goal is reached, as the simulation finds."""

    goal: str = ""
    reached: Callable[[float], bool] = bool
    name: ClassVar[str] = "reach"

    def mark(self, value: float, truth: float) -> Marked:
        """Right if it happens; the gap is the way to one number with which it does."""
        return Marked(self.reached(value), super().mark(value, truth).gap)


@dataclass(frozen=True)
class Click(Kind[tuple[float, float]]):
    """A place in the figure, `x,y`. What is asked is `y` at a given `x`: right within a distance of the truth.

    `symbol` is the function that has this height there.
    """

    x: float
    low: float
    high: float
    apart: float
    traps: tuple[Trap, ...] = ()
    symbol: str = "y"
    name: ClassVar[str] = "click"

    def read(self, text: str) -> tuple[float, float]:
        """Two numbers, or the height alone: x is in any case the place that is asked about."""
        place, _, height = text.rpartition(",")
        alone = not place.strip() or (self.x not in readings(place) and numbers_in(text))  # 0,5 is a height
        return (self.x, within(text if alone else height, self.low, self.high))

    def write(self, value: tuple[float, float]) -> str:
        """The same."""
        return ",".join(map(number, value))

    def mark(self, value: tuple[float, float], truth: tuple[float, float]) -> Marked:
        """Right if near enough in height."""
        return Marked(lies(value[1], self.near(truth[1])), value[1] - truth[1])

    def near(self, height: float) -> tuple[float, float]:
        """From where to where a height is right."""
        return height - self.apart, height + self.apart

    def trap(self, value: tuple[float, float]) -> str | None:
        """That of the stretch in which it lies."""
        return next((one.name for one in self.traps if one.low <= value[1] <= one.high), None)


@dataclass(frozen=True)
class Draw(Kind[tuple[float, ...]]):
    """A curve through heights at so many places, evenly from `left` to `right`.

    The score is 1 less the area between it and the truth, as a share of the area between the truth and `base`. Right
    is a score of at least `enough`; the gap is what is missing of 1.
    """

    left: float
    right: float
    low: float
    high: float
    points: int = 17
    base: float = 0.0
    enough: float = 0.75
    name: ClassVar[str] = "draw"

    @property
    def x(self) -> Array:
        """Where heights are drawn, (points,)."""
        return np.linspace(self.left, self.right, self.points)

    def read(self, text: str) -> tuple[float, ...]:
        """Heights with commas between them, from 2 to 64, evenly spaced; they are told at the places asked about."""
        try:
            told = [float(one) for one in text.split(",")[: MOST_DRAWN + 1]]
        except ValueError:
            told = []
        heights = np.array(told)
        if not 2 <= len(told) <= MOST_DRAWN or not ((heights >= self.low) & (heights <= self.high)).all():
            rule = f"2 to {MOST_DRAWN} heights from {number(self.low)} to {number(self.high)}, commas between them"
            raise ValueError(f"{rule}, are asked for, got {quote(text)}")
        where = np.linspace(self.left, self.right, len(told))
        return tuple(float(f"{one:.4g}") for one in np.interp(self.x, where, heights).tolist())

    def write(self, value: tuple[float, ...]) -> str:
        """The same."""
        return ",".join(map(number, value))

    def mark(self, value: tuple[float, ...], truth: tuple[float, ...]) -> Marked:
        """Right if the area between both is small."""
        ours, theirs = np.array(value), np.array(truth)
        whole = float(np.abs(theirs - self.base).sum())
        gap = float(np.abs(ours - theirs).sum()) / whole
        return Marked(1 - gap >= self.enough, gap)


def within(text: str, low: float, high: float) -> float:
    """The number between two that a text tells. Raises ValueError if it tells none, or might tell two."""
    found = [min(max(value, low), high) for value in readings(text) if lies(value, (low, high))]
    if not found:
        ends = f"{in_full(float(low))} to {in_full(float(high))}"
        raise ValueError(f"write a number from {ends}; {quote(text)} is not one")
    if len(found) > 1:
        raise ValueError(f"{quote(text)} can be read as {number(found[0])} or {number(found[1])}; write one of these")
    return found[0]


def lies(value: float, ends: tuple[float, float]) -> bool:
    """Whether a number lies between two or on one of them, which rounding moves: 99.9 % is a little over 0.999."""
    low, high = ends
    return low - ROUNDING * abs(low) <= value <= high + ROUNDING * abs(high)
