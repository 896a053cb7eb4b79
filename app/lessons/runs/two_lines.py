"""The larger of two lines, as near to an activation as it can be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ...core.numbers import Array
from ...core.numerals import decimal, in_tex
from ..content import Part
from .maxout import FINE, X, target, target_finely

STEEPEST = 2.0  # slope of a line that is tried
EXACT = 1e-9  # an error that is rounding alone


@dataclass(frozen=True)
class Straight:
    """A line: its slope, its height at 0, and by how much it misses a curve at most where it is to be near it."""

    slope: float
    height: float
    error: float

    def at(self, x: Array) -> Array:
        """Its heights."""
        return self.slope * x + self.height


@dataclass(frozen=True)
class Fit:
    """The larger of two lines, the left one and the right one, and by how much it misses its target at most."""

    left: Straight
    right: Straight

    @property
    def error(self) -> float:
        """That of the line which is further off."""
        return max(self.left.error, self.right.error)

    @property
    def y(self) -> Array:
        """Its heights at X, shape (161,)."""
        return np.maximum(self.left.at(X), self.right.at(X))


def laid(name: str, own: slice, slope: float) -> Straight:
    """The line of a slope that is nowhere further above a curve than below it in its `own` places among FINE."""
    gaps = target_finely(name) - slope * FINE
    low, high = float(gaps.min()), float(gaps[own].max())
    return Straight(slope, (high + low) / 2, (high - low) / 2)


@lru_cache(maxsize=1024)
def turned(name: str, start: int, stop: int) -> Straight:
    """The best of these of any slope: what such a line misses is convex in its slope, so halving finds the least."""
    y, (low, high) = target_finely(name), (-STEEPEST, STEEPEST)
    for _ in range(60):
        slope = (low + high) / 2
        gaps = y - slope * FINE
        grows = gaps.argmin() > start + gaps[start:stop].argmax()  # the steeper, the more is missed
        low, high = (low, slope) if grows else (slope, high)
    return laid(name, slice(start, stop), (low + high) / 2)


@lru_cache(maxsize=2048)
def fitted(name: str, slope: float | None = None) -> Fit:
    """The two lines whose larger one comes nearest to an activation, the left one of this slope if one is told.

    Neither may be further above the curve than the error, and one of both has to reach it everywhere: the left one
    up to a place, the right one from there on. The later that place, the more the left one misses, and the less the
    right one: halving finds where both miss the same. If one line alone does as well, both are that line.
    """

    def pair(place: int) -> Fit:
        right = turned(name, place, len(FINE))
        if slope is None:
            return Fit(turned(name, 0, place), right)
        falls = right.slope < slope  # as the slope of the larger of two lines cannot: the nearest that can is as steep
        level = laid(name, slice(place, len(FINE)), slope) if falls else right
        return Fit(laid(name, slice(0, place), slope), level)

    low, high = 1, len(FINE) - 1
    while high - low > 1:
        middle = (low + high) // 2
        found = pair(middle)
        low, high = (middle, high) if found.left.error < found.right.error else (low, middle)
    best, whole = min(pair(low), pair(high), key=lambda one: one.error), slice(0, len(FINE))
    alone = turned(name, whole.start, whole.stop) if slope is None else laid(name, whole, slope)
    return Fit(alone, alone) if alone.error <= best.error + EXACT else best


def tall(name: str) -> float:
    """How far an activation reaches from its lowest to its highest value."""
    return float(np.ptp(target(name)))


def left_over(name: str, slope: float | None = None) -> float:
    """By how much the best two lines miss an activation, as a share of its height; 0 where rounding alone is left."""
    found = fitted(name, slope).error
    return 0.0 if found < EXACT else found / tall(name)


def one_does(name: str) -> bool:
    """Whether a second line brings no gain."""
    found = fitted(name)
    return found.left == found.right


@lru_cache(maxsize=16)
def out_of_reach(name: str) -> float:
    """By how much every maxout misses, however many lines it has: half of the way down to the curve's convex hull."""
    y = target_finely(name)
    kept: list[int] = []
    for i in range(len(FINE)):
        while len(kept) > 1 and rise(y, kept[-2], kept[-1]) >= rise(y, kept[-1], i):
            kept.pop()
        kept.append(i)
    return float((y - np.interp(FINE, FINE[kept], y[kept])).max()) / 2


def rise(y: Array, left: int, right: int) -> float:
    """The slope of a chord between two points of FINE."""
    return float((y[right] - y[left]) / (FINE[right] - FINE[left]))


def exact(name: str) -> bool:
    """Whether two lines imitate an activation with nothing but rounding left."""
    return fitted(name).error < EXACT


def four(found: Fit) -> dict[str, float]:
    """The four numbers of two lines, without the rounding beside 0."""
    told = {"w1": found.left.slope, "b1": found.left.height, "w2": found.right.slope, "b2": found.right.height}
    return {name: 0.0 if abs(number) < EXACT else number for name, number in told.items()}


def in_numbers(found: Fit) -> str:
    """The larger of two lines (TeX)."""
    w1, b1, w2, b2 = map(in_tex, four(found).values())
    return rf"\max({of_x(w1)}{signed(b1)},\,{of_x(w2)}{signed(b2)})"


def of_x(number: str) -> str:
    """So many times x, as people write it."""
    return {"1": "x", "-1": "-x"}.get(number, rf"{number}\,x")


def parts_of(found: Fit, which: str, line: str) -> tuple[Part, ...]:
    """What the four numbers are."""
    w1, b1, w2, b2 = map(decimal, four(found).values())
    return (Part("w_1", f"slope of the left one of {which}", w1, line),
            Part("w_2", "slope of the right one, never less", w2, line),
            Part("b_1", "height of the left line at 0", b1),
            Part("b_2", "height of the right line at 0", b2))  # fmt: skip


def signed(number: str) -> str:
    """A number of a formula that is added, its sign before it."""
    return number if number.startswith("-") else f"+{number}"
