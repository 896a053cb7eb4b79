"""Pieces that several activation functions share; each is right in its tails, where the textbook form is not."""

from __future__ import annotations

import math

import numpy as np

from ..elementary import horner
from ..numbers import Bools, Real

# P(t) / Q(t) = exp(t^2 / 2) Phi(-t) to 5.3e-17 for 0 <= t <= 39: tests/golden/mills.py finds these numbers.
MILLS_P = (
    1.3843987696243206e-06, 3.7225686163311096e-05, 0.0004901102640419385, 0.004087225940380109, 0.02361274032747862,
    0.09766806245031996, 0.28926376662711123, 0.5939509902990734, 0.7748090339004119, 0.5,
)  # fmt: skip
MILLS_Q = (
    3.4701730993150346e-06, 9.331095747735401e-05, 0.0012319944188336003, 0.010338467053221374, 0.060409946872310445,
    0.2548760493121914, 0.7818429966667343, 1.7140706979352411, 2.5609380844054823, 2.3475026286036793, 1.0,
)  # fmt: skip


def indicator(where: Bools) -> Real:
    """1 where the condition holds, 0 elsewhere; a number for a number, an array for an array."""
    return where.astype(np.float64)


def between(x: Real, low: float, high: float) -> Real:
    """1 for low < x < high, 0 elsewhere."""
    return indicator(np.greater(x, low) & np.less(x, high))


def choose(where: Bools, yes: Real, no: Real) -> Real:
    """`yes` where the condition holds, `no` elsewhere; a number for a number, an array for an array."""
    return np.where(where, yes, no)[()]


def clip(x: Real, low: float, high: float) -> Real:
    """x kept within low and high.

    Beside a number np.maximum goes one element at a time, where clip goes several: half the time for both bounds.
    """
    return x.clip(low, high) if isinstance(x, np.ndarray) else np.minimum(np.maximum(x, low), high)


def positive(x: Real) -> Real:
    """max(0, x)."""
    return clip(x, 0.0, np.inf)


def negative(x: Real) -> Real:
    """min(0, x)."""
    return clip(x, -np.inf, 0.0)


def leak(x: Real, low: float) -> Real:
    """1 for x > 0, `low` elsewhere."""
    slope = indicator(np.greater(x, 0))
    slope *= 1 - low
    slope += low
    return slope


def ramp(x: Real) -> Real:
    """(x + 3) / 6 kept within 0 and 1."""
    u = x * (1 / 6)
    u += 0.5
    return clip(u, 0.0, 1.0)


def logistic(x: Real) -> tuple[Real, Real]:
    """sigma(x) = 1 / (1 + e^-x) and its slope e^-x / (1 + e^-x)^2, an even function.

    With e = exp(-|x|) neither overflows, and the slope keeps its digits where 1 - sigma has none left: sigma is
    r = 1 / (1 + e) for x >= 0 and e r before, the slope is e r^2.
    """
    e = np.exp(-np.abs(x))
    r = 1 / (1 + e)
    slope = e * r
    value = choose(np.greater_equal(x, 0), r, slope)
    slope *= r
    return value, slope


def tangent(x: Real) -> tuple[Real, Real]:
    """tanh x and its slope 1 - tanh^2 x = 4 e / (1 + e)^2 with e = exp(-2|x|)."""
    e = np.exp(-2 * np.abs(clip(x, -1e3, 1e3)))
    return np.tanh(x), 4 * e / (1 + e) ** 2


def mills(t: Real) -> Real:
    """The ratio Phi(-t) / exp(-t^2 / 2) for 0 <= t <= 39."""
    ratio = horner(MILLS_P, t)
    ratio /= horner(MILLS_Q, t)
    return ratio


def normal(x: Real) -> tuple[Real, Real]:
    """Phi(x), the distribution function of N(0, 1), and its slope phi(x) = exp(-x^2 / 2) / sqrt(2 pi).

    Phi(-t) = exp(-t^2 / 2) P(t) / Q(t): the exponential carries the fall to 1e-308, and what remains of it, the
    ratio of Mills (1926), is so tame that one quotient of polynomials with positive coefficients serves all t.
    """
    t = np.abs(clip(x, -39.0, 39.0))
    e = np.exp(-0.5 * (t * t))
    tail = mills(t)
    tail *= e
    return np.abs(np.greater_equal(x, 0) - tail), e * (1 / math.sqrt(2 * math.pi))


def reaches_below(x: Real, low: float) -> bool:
    """Whether some of x, or a nan, lies below: a question that takes NumPy a fraction of the time of a comparison."""
    if isinstance(x, np.ndarray):
        return x.size > 0 and not x.item(x.argmin()) >= low
    return not x >= low


def thin(where: Bools, usual: Real, factor: Real, h: Real) -> Real:
    """`usual`, but factor h^2 where that is asked for: rounded once, where h^2 alone would have few digits left."""
    return choose(where, (factor * h) * h, usual)


def hypotenuse(x: Real, c: float) -> Real:
    """sqrt(x^2 + c) for c > 0, also where x^2 overflows."""
    a = np.abs(x)
    return np.maximum(np.sqrt(np.minimum(a, 1e150) ** 2 + c), a)
