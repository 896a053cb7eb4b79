"""What the lesson on ReLU runs: a unit on normal inputs, and a curve with any slope left of 0."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...core.activations import ReLU
from ...core.activations.shared import negative, normal, positive
from ...core.numbers import Array

RELU = ReLU()
COUNT = 1_000  # inputs of the unit
STEP = 0.01  # by which a slope is measured


@lru_cache(maxsize=1)
def inputs() -> Array:
    """Standard normal inputs of one unit, the same each time; shape (1000,)."""
    return np.random.default_rng(0).standard_normal(COUNT)


def largest() -> float:
    """The largest input, rounded up to three decimals: a bias of less than minus that lets none through."""
    return math.ceil(1_000 * float(inputs().max())) / 1_000


def bent(slope: float, x: Array) -> Array:
    """x right of 0, and a line with the given slope left of it; shape (n,)."""
    return np.asarray(positive(x) + slope * negative(x))


def active(bias: float) -> int:
    """How many of the inputs meet a slope of 1."""
    return int(np.asarray(RELU.slope(inputs() + bias)).sum())


def share(bias: float) -> float:
    """The share of all standard normal inputs that meet a slope of 1."""
    return float(normal(bias)[0])
