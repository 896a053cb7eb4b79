"""Softmax as it is written, and where numbers of 16, 32 and 64 bits break it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = Literal["float16", "float32", "float64"]


@dataclass(frozen=True)
class Limits:
    """The largest z whose e^z is still a number, and the lowest whose e^z is still more than 0."""

    overflow: float
    underflow: float


def naive_softmax(logits: ArrayLike, floats: Floats = "float64") -> NDArray[np.floating]:
    """e^z / sum e^z with nothing done for large z: nan where it overflows, and where every e^z is 0. Shape (..., K)."""
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(logits, dtype=floats))
        return np.asarray(e / e.sum(axis=-1, keepdims=True))


def naive_limits(floats: Floats = "float64") -> Limits:
    """Where e^z leaves the numbers of a kind: 11.09, 88.72 and 709.78, and on the other side -17.33, -103.97, -745.13.

    Each is the last z of that kind for which e^z is right to be a finite number above 0, found by halving.
    """
    kind = np.dtype(floats).type
    with np.errstate(all="ignore"):
        highest = _last(kind, 0.0, 1e3, lambda z: bool(np.isfinite(np.exp(z))))
        lowest = _last(kind, 0.0, -1e3, lambda z: bool(np.exp(z) > 0))
    return Limits(highest, lowest)


def _last(kind: type[np.floating], good: float, bad: float, holds: Callable[[np.floating], bool]) -> float:
    """The last number of a kind, from good towards bad, at which a condition holds."""
    one, other = kind(good), kind(bad)
    while (middle := kind((float(one) + float(other)) / 2)) not in (one, other):
        one, other = (middle, other) if holds(middle) else (one, middle)
    return float(one)
