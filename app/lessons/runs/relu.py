"""What the lesson on ReLU runs: a unit on normal inputs, and a curve with any slope left of 0."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from ...core.activations import LeakyReLU, ReLU
from ...core.activations.shared import negative, normal, positive
from ...core.numbers import Array
from ...core.numerals import decimal, grouped
from ..pictures import Spot

RELU = ReLU()
LEAK = LeakyReLU().negative_slope
COUNT = 1_000  # inputs of the unit
SEED = 2  # of a sample in which about as many are above 0 as chance makes it
PLACE = -2.0  # where the slope is asked for
ROUGHLY = 0.15  # by which a slope may be off that is said to be 1, or −1
NEAR = 0.004  # a height that counts as 0: a hundredth is the slope of many a leaky ReLU
STEP = 0.01  # by which a slope is measured


@lru_cache(maxsize=1)
def inputs() -> Array:
    """Standard normal inputs of one unit, the same each time; shape (1000,)."""
    return np.random.default_rng(SEED).standard_normal(COUNT)


def expected_at(share: float) -> float:
    """The bias at which a share of all standard normal inputs is above 0."""
    return NormalDist().inv_cdf(share)


def bent(slope: float, x: Array) -> Array:
    """x right of 0, and a line with the given slope left of it; shape (n,)."""
    return np.asarray(positive(x) + slope * negative(x))


def active(bias: float) -> int:
    """How many of the inputs meet a slope of 1."""
    return int(np.asarray(RELU.slope(inputs() + bias)).sum())


def leaked(bias: float) -> float:
    """The mean slope that a leaky ReLU has for the inputs."""
    return (active(bias) + LEAK * (COUNT - active(bias))) / COUNT


def share(bias: float) -> float:
    """The share of all standard normal inputs that meet a slope of 1."""
    return float(normal(bias)[0])


def strays(value: float) -> str:
    """What would be the count of a sample without chance, and by how much chance moves it."""
    p = share(value)
    away = decimal(math.sqrt(COUNT * p * (1 - p)), 2)
    expected = COUNT * p
    if expected < 1:
        return f"Of 100 such samples about {round(100 * math.exp(-expected))} would have none."
    told = grouped(round(expected)) if expected >= 10 else decimal(expected)
    return f"{told} {'is' if told == '1' else 'are'} expected; by chance a sample strays by about {away}."


def ends(count: int, leaky: float) -> str:
    """What becomes of a unit that so many inputs reach, beside a leaky one with a mean slope."""
    if count == COUNT:
        return "All of them meet a slope of 1: to these inputs the unit is a straight line."
    means = f"Mean slope in this sample: {decimal(count / COUNT)} of ReLU, {decimal(leaky)} of a leaky one."
    if count == 0:
        return f"All of them meet a slope of 0: for these inputs the unit is dead. {means}"
    return f"The other {COUNT - count} meet a slope of 0 and teach nothing. {means}"


def name_of(said: float) -> Spot:
    """The name of the curve with a slope left of 0, beside it where it is seen."""
    x = PLACE * min(0.65, 0.9 / abs(said))
    return Spot("your f", x + 0.6, said * x - math.copysign(0.35, said), "yours", bare=True)


def became(slope: float, there: float, here: float) -> tuple[str, ...]:
    """What the curve with a slope is."""
    place = f"at {decimal(there)} at x = {decimal(PLACE)}"
    if slope == 0:
        return ("Yours stays at 0 left of 0, as ReLU does.",)
    if abs(slope) <= NEAR:
        return (f"A curve with the slope {decimal(slope)} is {place}, and ReLU at {decimal(here)}.",)
    told = f"You said {decimal(slope)}, it is 0: your curve is {place}, and ReLU at {decimal(here)}."
    if slope < 0:
        return (
            told,
            f"Yours comes down from above{', as |x| does' if math.isclose(slope, -1, abs_tol=ROUGHLY) else ''}.",
        )
    if math.isclose(slope, 1.0, abs_tol=ROUGHLY):
        return told, "Yours goes straight on, as y = x does."
    return (
        told,
        "Yours is steeper left of 0 than right of it." if slope > 1 else "Yours goes on below, as a leaky ReLU does.",
    )
