"""Elementary functions that serve a Python float and an array of any shape alike.

A float takes the way of `math`, some ten times shorter than NumPy's for one number; everything else takes NumPy's.
None of them raises or warns, whatever the number: e^1000 is inf, the sine of inf is nan.
"""

from __future__ import annotations

import math

import numpy as np

from .numbers import Real

# 1 / (2^n n! (2n + 3)!!), n = 7 ... 0, in turn positive and negative: the Taylor series of `bend` in t^2
BEND = (
    -1 / 22230464256000,
    1 / 93405312000,
    -1 / 518918400,
    1 / 3991680,
    -1 / 45360,
    1 / 840,
    -1 / 30,
    1 / 3,
)

# 2^(2n) B_2n / (2n)!, n = 10 ... 1, with Bernoulli's numbers: the Taylor series of coth t - 1 / t, over t, in t^2
LANGEVIN = (
    -349222 / 1531329465290625,
    87734 / 38979295480125,
    -3617 / 162820783125,
    4 / 18243225,
    -1382 / 638512875,
    2 / 93555,
    -1 / 4725,
    2 / 945,
    -1 / 45,
    1 / 3,
)


def sin(x: Real) -> Real:
    """The sine of x."""
    if isinstance(x, float):
        try:
            return math.sin(x)
        except ValueError:
            return math.nan
    with np.errstate(all="ignore"):
        return np.sin(x)


def cos(x: Real) -> Real:
    """The cosine of x."""
    if isinstance(x, float):
        try:
            return math.cos(x)
        except ValueError:
            return math.nan
    with np.errstate(all="ignore"):
        return np.cos(x)


def exp(x: Real) -> Real:
    """e^x."""
    if isinstance(x, float):
        try:
            return math.exp(x)
        except OverflowError:
            return math.inf
    with np.errstate(all="ignore"):
        return np.exp(x)


def expm1(x: Real) -> Real:
    """e^x - 1, right to the last digits near 0 too."""
    if isinstance(x, float):
        try:
            return math.expm1(x)
        except OverflowError:
            return math.inf
    with np.errstate(all="ignore"):
        return np.expm1(x)


def log(x: Real) -> Real:
    """The natural logarithm of x; -inf at 0, nan below."""
    if isinstance(x, float):
        try:
            return math.log(x)
        except ValueError:
            return math.nan if x else -math.inf
    with np.errstate(all="ignore"):
        return np.log(x)


def sqrt(x: Real) -> Real:
    """The square root of x; nan for x < 0."""
    if isinstance(x, float):
        try:
            return math.sqrt(x)
        except ValueError:
            return math.nan
    with np.errstate(all="ignore"):
        return np.sqrt(x)


def hypot(x: Real, y: Real) -> Real:
    """The distance of (x, y) from the origin; no square overflows or vanishes on the way."""
    if isinstance(x, float) and isinstance(y, float):
        return math.hypot(x, y)
    with np.errstate(all="ignore"):
        return np.hypot(x, y)


def size(x: Real) -> Real:
    """|x|."""
    return abs(x) if isinstance(x, float) else np.abs(x)


def sign(x: Real) -> Real:
    """-1, 0 or 1 (nan for nan)."""
    if isinstance(x, float):
        return 1.0 if x > 0 else -1.0 if x < 0 else x * 0.0 + 0.0
    return np.sign(x)


def larger(a: Real, b: Real) -> Real:
    """The larger of two numbers; nan where either is nan."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a >= b or a != a else b
    return np.maximum(a, b)


def smaller(a: Real, b: Real) -> Real:
    """The smaller of two numbers; nan where either is nan."""
    if isinstance(a, float) and isinstance(b, float):
        return a if a <= b or a != a else b
    return np.minimum(a, b)


def sinc(x: Real) -> Real:
    """sin(x) / x, and its limit 1 at 0."""
    if isinstance(x, float):
        return sin(x) / x if x else 1.0
    x = np.where(x == 0, 5e-324, x)
    with np.errstate(all="ignore"):
        return np.sin(x) / x


def bend(t: Real) -> Real:
    """(sin t - t cos t) / t^3 = -(d sinc / dt) / t, and its limit 1/3 at 0.

    Below 1, where the difference would lose its digits, by its Taylor series.
    """
    if isinstance(t, float):
        return horner(BEND, t * t) if -1 < t < 1 else (sin(t) - t * cos(t)) / t / t / t
    t = np.asarray(t, dtype=np.float64)
    near = np.abs(t) < 1
    close, far = np.where(near, t, 0.0), np.where(near, 1.0, t)
    with np.errstate(all="ignore"):
        return np.where(near, horner(BEND, close * close), (np.sin(far) - far * np.cos(far)) / far / far / far)


def shortfall(t: Real) -> Real:
    """1 + 1/t - coth t: what Langevin's function lacks of 1, from 2 for t = -inf by 1 at t = 0 to 0 for t = inf.

    Below 1/2, where the difference would lose its digits, by its Taylor series.
    """
    if isinstance(t, float):
        return 1 - t * horner(LANGEVIN, t * t) if -0.5 < t < 0.5 else 1 / t - 2 / expm1(2 * t)
    near = np.abs(t) < 0.5
    close, far = np.where(near, t, 0.0), np.where(near, 1.0, t)
    with np.errstate(all="ignore"):
        return np.where(near, 1 - close * horner(LANGEVIN, close * close), 1 / far - 2 / np.expm1(2 * far))


def horner(coefficients: tuple[float, ...], t: Real) -> Real:
    """The polynomial with these coefficients, two at least, highest power first."""
    first, second, *rest = coefficients
    total = first * t
    total += second
    for one in rest:
        total *= t
        total += one
    return total
