"""What the lesson on binary cross-entropy runs: how hard each loss pulls at a score, and where a ratio belongs."""

from __future__ import annotations

import math

import numpy as np

from ...core.losses import binary_cross_entropy
from ...core.numbers import Array, Real
from ...core.numerals import decimal, grouped

YES = 1.0  # the true class
ROUNDED = 5e-7  # of a ratio as it is told, to six digits: one so near the least is the least
MANY = 1000  # from here on a ratio is told in whole numbers


def costs(z: Real) -> tuple[Array, Array]:
    """Cross-entropy and squared error of scores whose true class is 1, each of the shape of z."""
    found = binary_cross_entropy(z, YES)
    return np.asarray(found.cross_entropy), np.asarray(found.squared_error)


def pulls(z: Real) -> tuple[Array, Array]:
    """The sizes of their slopes in z, each of the shape of z."""
    found = binary_cross_entropy(z, YES)
    return np.abs(found.gradient), np.abs(found.squared_error_gradient)


def tangents(z: float, half: float) -> tuple[Array, Array, Array]:
    """So much of z to both sides of a score, and the heights there of the tangents of both losses, (2,) each."""
    found = binary_cross_entropy(z, YES)
    ends = np.array([z - half, z + half])
    cross = found.cross_entropy + found.gradient * (ends - z)
    return ends, np.asarray(cross), np.asarray(found.squared_error + found.squared_error_gradient * (ends - z))


def ratios(z: Real) -> Array:
    """How many times as hard cross-entropy pulls, of the shape of z."""
    cross, squared = pulls(z)
    return np.asarray(cross / squared)


def ratio(z: float) -> float:
    """How many times as hard cross-entropy pulls at a score."""
    return float(ratios(z))


def belongs(told: float) -> float | None:
    """The score below 0 at which the ratio is so much, found by halving, or 0; None if it is so small nowhere."""
    if math.isclose(told, ratio(0.0), rel_tol=ROUNDED):
        return 0.0
    if told < ratio(0.0):
        return None
    low, high = -40.0, 0.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if ratio(middle) > told else (low, middle)
    return (low + high) / 2


def times(found: float) -> str:
    """A ratio as it is told: 150.4, 22,028."""
    return grouped(round(found)) if found >= MANY else decimal(found, 4)


def times_in_tex(found: float) -> str:
    """The same, as TeX writes it: with a comma it is a text, beside which an equals sign keeps no room."""
    return rf"\;\text{{{times(found)}}}" if found >= MANY else times(found)


def chance(z: float) -> float:
    """The probability of class 1 that a score gives."""
    return float(np.asarray(binary_cross_entropy(z, YES).probability))


def cost(z: float) -> float:
    """The cross-entropy of a score."""
    return float(costs(z)[0])


def in_bits(nats: float) -> float:
    """A cross-entropy with the logarithm to base 2."""
    return nats / math.log(2)


def in_tens(nats: float) -> float:
    """A cross-entropy with the logarithm to base 10."""
    return nats / math.log(10)
