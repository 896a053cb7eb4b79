"""Where the heights of a landscape are counted from, and how much higher each place is, down to the last digit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...core.curvature import eigenvalues
from ...core.surfaces import Stationary, Surface
from ..figures.lines import Array
from .window import Window

NEAR = 1e-4  # of the domain's width: in a window smaller than this f - f* has too few digits left to draw it by


@dataclass(frozen=True)
class Ground:
    """The lowest height of a window, 0 where heights have a sign, and the bowl that stands for f near its bottom."""

    base: float
    bowl: Stationary | None = None


def ground(surface: Surface, shown: Window) -> Ground:
    """What heights in a window are counted from: its deepest known minimum, else its lowest place."""
    if surface.signed:
        return Ground(0.0)
    minima = [one for one in surface.stationary() if one.kind == "minimum" and shown.inside(one.x, one.y)]
    if not minima:
        return Ground(lowest_place(surface, shown))
    best = min(minima, key=lambda one: one.value)
    return Ground(best.value, best if is_near(surface, shown) and is_bowl(surface, best) else None)


def lowest_place(surface: Surface, shown: Window) -> float:
    """The lowest of many places in a window, or what the surface says of itself if that is nearly as low."""
    x, y = np.linspace(shown.left, shown.right, 61), np.linspace(shown.bottom, shown.top, 61)
    with np.errstate(all="ignore"):
        z = np.asarray(surface.value(x[None, :], y[:, None]), dtype=np.float64)
    return float(np.nanmin(z))


def is_near(surface: Surface, shown: Window) -> bool:
    """Whether a window is so small that rounding would show."""
    (left, right), _ = surface.domain
    return shown.wide < NEAR * (right - left)


def is_bowl(surface: Surface, bottom: Stationary) -> bool:
    """Whether f is a quadratic bowl near a minimum: neither flat in a direction nor a cone."""
    low, high = eigenvalues(*(float(one) for one in surface.hessian(bottom.x, bottom.y)))
    return 1e-9 * high < low <= high < np.inf


def above(surface: Surface, from_: Ground, x: Array, y: Array) -> Array:
    """f - f* at places whose rows have one y, shape (len(y), len(x)); beyond the domain f may be lower than f*."""
    with np.errstate(all="ignore"):
        if from_.bowl is not None:
            dx, dy = x[None, :] - from_.bowl.x, y[:, None] - from_.bowl.y
            a, b, c = surface.hessian(from_.bowl.x, from_.bowl.y)
            return np.asarray(0.5 * (a * dx * dx + 2 * b * dx * dy + c * dy * dy), dtype=np.float64)
        z = np.asarray(surface.value(x[None, :], y[:, None]), dtype=np.float64)
        return np.broadcast_to(z, (len(y), len(x))) - from_.base
