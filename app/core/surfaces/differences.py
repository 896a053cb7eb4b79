"""What a surface need not write: its second derivatives, and where it is level, from its gradient alone."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from ..elementary import larger, size
from ..numbers import Array, Real

EIGHTH_ORDER = (4 / 5, -1 / 5, 4 / 105, -1 / 280)  # of the central difference of eighth order (Fornberg, 1988)
ACROSS = 41  # starts of the search along each side
NEWTON_STEPS = 40


Domain = tuple[tuple[float, float], tuple[float, float]]
Gradient = Callable[[Real, Real], tuple[Real, Real]]
Hessian = Callable[[Real, Real], tuple[Real, Real, Real]]


def second_derivatives(gradient: Gradient, domain: Domain, x: Real, y: Real) -> tuple[Real, Real, Real]:
    """(fxx, fxy, fyy) by differences of the gradient, right to some 1e-9 of the largest for waves ten to the domain.

    The neighbours are some 1 / 2,000 of the domain apart, or of x where that is far outside.
    """
    h_x, h_y = (
        larger(2.0 ** (math.frexp(high - low)[1] - 12), 1e-3 * size(at))
        for at, (low, high) in zip((x, y), domain, strict=True)
    )
    fxx, fyx = difference_of(lambda d: gradient(x + d, y), h_x)
    fxy, fyy = difference_of(lambda d: gradient(x, y + d), h_y)
    return fxx, fxy / 2 + fyx / 2, fyy


def difference_of(slopes: Callable[[Real], tuple[Real, Real]], h: Real) -> tuple[Real, Real]:
    """The slope of both slopes at 0, over eight neighbours."""
    first: Real = 0.0
    second: Real = 0.0
    for k, weight in enumerate(EIGHTH_ORDER, start=1):
        (a, b), (c, d) = slopes(k * h), slopes(-k * h)
        first, second = first + weight * (a - c), second + weight * (b - d)
    return first / h, second / h


def level_places(gradient: Gradient, hessian: Hessian, domain: Domain) -> tuple[tuple[float, float], ...]:
    """Where Newton's method comes to rest within the domain, from a grid of starts; a pit between them is missed."""
    sides = [np.linspace(low, high, ACROSS) for low, high in domain]
    x, y = (one.ravel() for one in np.meshgrid(*sides))
    right, up = x, y
    with np.errstate(all="ignore"):
        for _ in range(NEWTON_STEPS):
            right, up = newton_step(gradient, hessian, x, y)
            x, y = x - right, y - up
    widths = [high - low for low, high in domain]
    rests = np.hypot(right / widths[0], up / widths[1]) < 1e-9
    for at, (low, high) in zip((x, y), domain, strict=True):
        rests &= (at >= low) & (at <= high)
    found: list[tuple[float, float]] = []
    for a, b in sorted(zip(x[rests].tolist(), y[rests].tolist(), strict=True)):
        if all(math.hypot((a - c) / widths[0], (b - d) / widths[1]) > 1e-6 for c, d in found):
            found.append((a, b))
    return tuple(found)


def newton_step(gradient: Gradient, hessian: Hessian, x: Array, y: Array) -> tuple[Array, Array]:
    """What Newton's method takes from x and y; nan where the Hessian has no inverse."""
    fx, fy = gradient(x, y)
    fxx, fxy, fyy = hessian(x, y)
    determinant = np.asarray(fxx * fyy - fxy * fxy)
    return np.asarray((fyy * fx - fxy * fy) / determinant), np.asarray((fxx * fy - fxy * fx) / determinant)
