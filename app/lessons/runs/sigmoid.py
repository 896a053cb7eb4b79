"""What the lesson on the sigmoid runs: slopes added up to a curve, a place, and where doubles end."""

from __future__ import annotations

import numpy as np

from ...core.activations import Sigmoid
from ...core.activations.properties import properties
from ...core.activations.shared import logistic
from ...core.numbers import Array

SIGMOID = Sigmoid()
PEAK, EDGE = properties(SIGMOID).max_slope, properties(SIGMOID).saturates_right or 0.0
END = 8.0
FINE = np.linspace(-END, END, 321)
LITTLE, MUCH = 0.05, 0.4  # a slope that counts as none, and one that is far above the peak


def height(z: float) -> float:
    """f(z)."""
    return float(SIGMOID.value(z))


def slope(z: float) -> float:
    """f'(z)."""
    return float(SIGMOID.slope(z))


def drawn(heights: tuple[float, ...]) -> Array:
    """Heights at evenly spaced places, joined by straight lines; shape (321,)."""
    return np.interp(FINE, np.linspace(-END, END, len(heights)), heights)


def climbed(slopes: Array) -> Array:
    """The curve that starts at f(-8) and has these slopes (321,): their areas, added up; shape (321,)."""
    areas = (slopes[1:] + slopes[:-1]) / 2 * np.diff(FINE)
    return height(-END) + np.concatenate([[0.0], np.cumsum(areas)])


def inside(curve: Array, low: float, high: float) -> int:
    """How many points a curve (n,) has until it has left a window for the first time."""
    out = np.flatnonzero((curve < low) | (curve > high))
    return int(out[0]) if len(out) else len(curve)


def betrayed(heights: tuple[float, ...]) -> str:
    """Which belief a wrong drawing shows, the most striking first."""
    low, high = min(heights), max(heights)
    left, right = max(heights[:2]), max(heights[-2:])  # a stroke may miss the very end
    if high < LITTLE and low < -LITTLE:
        return "negative"
    if right - min(heights[:2]) >= MUCH:
        return "itself"
    if low < -LITTLE:
        return "turns"
    if max(left, right) > LITTLE:
        return "tails"
    if high > MUCH:
        return "tall"
    return "flat" if high < PEAK / 2 else "width"


def first_one(kind: str) -> float:
    """From which z on a sigmoid in numbers of a kind (float32, float64) is exactly 1, found by halving."""
    low, high = 0.0, 100.0
    for _ in range(50):
        middle = (low + high) / 2
        rounded = logistic(np.array([middle], dtype=kind))[0]
        low, high = (low, middle) if np.all(np.equal(rounded, 1.0)) else (middle, high)
    return high
