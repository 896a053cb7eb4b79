"""What the second derivatives say: eigenvalues, the kind of a point, and how far a step may go.

A symmetric 2 x 2 matrix is written as its three numbers (fxx, fxy, fyy). Its eigenvalues are `low` and `high`, the
textbooks' mu and L; one of them, whichever, is `curvature`, the textbooks' lambda.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

Shape = Literal["convex", "concave", "saddle", "flat"]
Kind = Literal["minimum", "maximum", "saddle", "degenerate"]

ROUNDING = 1e-12  # an eigenvalue smaller than its fellow by this factor cannot be told from 0


class Axes(NamedTuple):
    """The eigenvalues in rising order, and for each the unit vector of its direction."""

    low: float
    high: float
    low_axis: tuple[float, float]
    high_axis: tuple[float, float]


def eigenvalues(fxx: float, fxy: float, fyy: float) -> tuple[float, float]:
    """The two eigenvalues in rising order.

    The one of larger size is mean ± radius, both of one sign; the other is determinant / larger, which keeps the
    digits that mean ∓ radius would lose (as LAPACK's dlaev2 does it; Anderson and others, 1999).
    """
    if fxy == 0:
        return (fxx, fyy) if fxx <= fyy else (fyy, fxx)
    mean, radius = fxx / 2 + fyy / 2, math.hypot(fxx / 2 - fyy / 2, fxy)
    if mean == 0:
        return -radius, radius
    larger = mean + math.copysign(radius, mean)
    a, b = (fxx, fyy) if abs(fxx) >= abs(fyy) else (fyy, fxx)
    smaller = (a / larger) * b - (fxy / larger) * fxy
    return (smaller, larger) if mean > 0 else (larger, smaller)


def axes(fxx: float, fxy: float, fyy: float) -> Axes:
    """Eigenvalues and unit eigenvectors; the direction of the larger one has the angle atan2(2 fxy, fxx - fyy) / 2."""
    low, high = eigenvalues(fxx, fxy, fyy)
    if fxy == 0:
        along_x, along_y = (1.0, 0.0), (0.0, 1.0)
        return Axes(low, high, along_y, along_x) if fxx >= fyy else Axes(low, high, along_x, along_y)
    angle = math.atan2(fxy, fxx / 2 - fyy / 2) / 2
    c, s = math.cos(angle), math.sin(angle)
    return Axes(low, high, (-s, c), (c, s))


def condition_number(fxx: float, fxy: float, fyy: float) -> float | None:
    """The larger eigenvalue over the smaller by size, whatever their signs; None where there is no finite one."""
    small, large = sorted(map(abs, eigenvalues(fxx, fxy, fyy)))
    ratio = large / small if small > 0 else math.inf
    return ratio if math.isfinite(ratio) else None


def shape(fxx: float, fxy: float, fyy: float) -> Shape:
    """How the surface bends at any point; an eigenvalue lost in rounding counts as 0 and bends neither way."""
    up, down = bends(fxx, fxy, fyy)
    if up and down:
        return "saddle"
    return "convex" if up else "concave" if down else "flat"


def kind(fxx: float, fxy: float, fyy: float) -> Kind:
    """What a stationary point is; "degenerate" where an eigenvalue is 0 and the second derivatives do not decide."""
    low, high = eigenvalues(fxx, fxy, fyy)
    least = ROUNDING * max(abs(low), abs(high)) if math.isfinite(low + high) else 0.0
    if low > least:
        return "minimum"
    if high < -least:
        return "maximum"
    return "saddle" if low < -least and high > least else "degenerate"


def bends(fxx: float, fxy: float, fyy: float) -> tuple[bool, bool]:
    """Whether the surface bends upwards in some direction, and whether downwards in some."""
    low, high = eigenvalues(fxx, fxy, fyy)
    least = ROUNDING * max(abs(low), abs(high)) if math.isfinite(low + high) else 0.0
    return high > least, low < -least


def largest_stable_lr(high: float, rho: float = 0.0) -> float | None:
    """2 (1 + rho) / L: above it gradient descent (rho = 0) and heavy-ball momentum part from a quadratic's minimum.

    None where L <= 0: nothing curves upwards, and no rate is too large to settle because none settles.
    Source: Goh, 2017.
    """
    return 2 * (1 + rho) / high if high > 0 else None


def largest_stable_nesterov_lr(high: float, rho: float) -> float | None:
    """2 (1 + rho) / ((1 + 2 rho) L): the same limit for Nesterov's look-ahead; None where L <= 0."""
    return 2 * (1 + rho) / ((1 + 2 * rho) * high) if high > 0 else None


def best_lr(low: float, high: float) -> float:
    """2 / (mu + L): the rate at which gradient descent is equally slow along both axes of a quadratic, 0 < mu <= L."""
    return 2 / (low + high)


def best_rate(kappa: float) -> float:
    """(kappa - 1) / (kappa + 1): what is left of the distance after a step of gradient descent at its best rate."""
    return (kappa - 1) / (kappa + 1)


def best_heavy_ball(low: float, high: float) -> tuple[float, float]:
    """The best lr 4 / (sqrt L + sqrt mu)^2 and rho ((sqrt kappa - 1) / (sqrt kappa + 1))^2 of momentum, 0 < mu <= L.

    Each step then leaves sqrt(rho) of the distance. Source: Polyak, 1964.
    """
    total = math.sqrt(high) + math.sqrt(low)
    root = (math.sqrt(high) - math.sqrt(low)) / total
    return 4 / (total * total), root * root


def critical_rho(lr: float, curvature: float) -> float:
    """(1 - sqrt(lr lambda))^2: the rho from which momentum swings; at it the approach is fastest. lr lambda >= 0."""
    root = 1 - math.sqrt(lr * curvature)
    return root * root


def spectral_radius(lr: float, rho: float, curvature: float) -> float:
    """What a step of momentum leaves of the distance in the long run.

    The larger root, by size, of z^2 - (1 + rho - lr lambda) z + rho.
    """
    return larger_root(1 + rho - lr * curvature, rho)


def nesterov_spectral_radius(lr: float, rho: float, curvature: float) -> float:
    """The same for Nesterov: the larger root, by size, of z^2 - (1 + rho)(1 - lr lambda) z + rho (1 - lr lambda)."""
    left = 1 - lr * curvature
    return larger_root((1 + rho) * left, rho * left)


def larger_root(total: float, product: float) -> float:
    """The size of the larger of the two roots, real or complex, of z^2 - total z + product."""
    square = total * total - 4 * product
    return math.sqrt(product) if square < 0 else (abs(total) + math.sqrt(square)) / 2


def stationary_variance(lr: float, rho: float, curvature: float, sigma: float) -> float | None:
    """The variance about the minimum at which momentum with gradient noise of standard deviation sigma stays.

    lr sigma^2 (1 + rho) / (lambda (1 - rho) (2 (1 + rho) - lr lambda)), the variance of an AR(2) process; half of it
    times lambda is the floor of the loss. None where the steps do not settle.
    """
    room = 2 * (1 + rho) - lr * curvature
    if not (curvature > 0 and room > 0 and 0 <= rho < 1):
        return None
    return lr * sigma * sigma * (1 + rho) / (curvature * (1 - rho) * room)
