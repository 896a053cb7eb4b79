"""Differences and quotients with what rounding takes from them.

e^x turns an absolute error of x into a relative one of its own: at x = -700 the half unit that x - y loses is worth
250 units of e^(x - y). With the lost part beside it nothing is lost.
"""

from __future__ import annotations

import numpy as np

from ..numbers import Array, Real

SPLIT = 134_217_729.0  # 2^27 + 1 cuts a double into two halves of 26 bits


def difference(a: Array, b: Real) -> tuple[Array, Array]:
    """d = a - b as it is rounded, and the rest (a - b) - d, exactly; nan where d is inf. Møller, 1965; Knuth, 1969."""
    d = a - b
    near = d - a  # -b, but for the rounding
    rest = d - near
    np.subtract(a, rest, rest)
    near += b
    rest -= near
    return d, rest


def quotient(a: Array, b: float) -> tuple[Array, Array]:
    """q = a / b as it is rounded, and the rest a / b - q (Veltkamp, 1968; Dekker, 1971); |q| is at most 1e300."""
    q = a / b
    q_high, q_low = _halves(q)
    b_high, b_low = _halves(b)
    product = q * b
    lost = ((q_high * b_high - product) + q_high * b_low + q_low * b_high) + q_low * b_low
    return q, ((a - product) - lost) / b


def _halves(a: Real) -> tuple[Real, Real]:
    shifted = SPLIT * a
    high = shifted - (shifted - a)
    return high, a - high
