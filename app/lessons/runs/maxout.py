"""What the lesson on maxout runs: two lines fitted to an activation, and many tangents to a parabola."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ...core.activations import (
    ELU,
    GELU,
    Activation,
    HardTanh,
    LeakyReLU,
    Mish,
    ReLU,
    ReLU6,
    Sigmoid,
    SiLU,
    Softplus,
    Softsign,
    SquaredReLU,
    Squareplus,
    Tanh,
)
from ...core.elementary import size
from ...core.numbers import Array, Real

WIDE = 4.0  # from -4 to 4
X = np.linspace(-WIDE, WIDE, 161)
TARGETS: dict[str, Callable[[Real], Real]] = {
    "sigmoid": Sigmoid(), "tanh": Tanh(), "relu": ReLU(), "leaky_relu": LeakyReLU(), "abs": size, "elu": ELU(),
}  # fmt: skip
BENT = (ReLU(), ELU(), Softplus(), Squareplus(), SquaredReLU())
FLATTENED, DIPPING = (Sigmoid(), Tanh(), Softsign(), HardTanh(), ReLU6()), (GELU(), SiLU(), Mish())
EXACT = 1e-9  # an error that is rounding alone


@dataclass(frozen=True)
class Fit:
    """The larger of two lines, at X (161,), and by how much it misses its target at most."""

    y: Array
    error: float


def target(name: str) -> Array:
    """An activation at X, shape (161,)."""
    return np.asarray(TARGETS[name](X), dtype=np.float64)


@lru_cache(maxsize=16)
def fitted(name: str) -> Fit:
    """Two lines that meet at each place of X in turn, by least squares, lifted half of the way; the best of them."""
    y = target(name)
    kinks = X[1:-1, None]
    ones = np.ones((len(kinks), len(X)))
    bends = np.stack([ones, ones * X, np.maximum(X - kinks, 0.0)], axis=2)
    found = np.concatenate([solved(bends, y), np.append(solved(bends[:1, :, :2], y), [[0.0]], axis=1)])
    bends = np.concatenate([bends, bends[:1]])
    found, bends = found[found[:, 2] >= 0], bends[found[:, 2] >= 0]  # two lines bend upwards alone
    heights = np.einsum("kni,ki->kn", bends, found)
    lift = ((y - heights).max(axis=1) + (y - heights).min(axis=1)) / 2
    heights += lift[:, None]
    errors = np.abs(heights - y).max(axis=1)
    best = int(errors.argmin())
    return Fit(heights[best], float(errors[best]))


def tall(name: str) -> float:
    """How far an activation reaches from its lowest to its highest value."""
    return float(np.ptp(target(name)))


def left_over(name: str) -> float:
    """By how much the best two lines miss an activation, as a share of its height; 0 where rounding alone is left."""
    return 0.0 if exact(name) else fitted(name).error / tall(name)


def lines_of(name: str) -> tuple[float, float, float, float]:
    """Slope and height at 0 of the left and of the right one of the best two lines."""
    y = fitted(name).y
    left, right = rise(y, 0, 1), rise(y, len(X) - 2, len(X) - 1)
    return left, float(y[0] - left * X[0]), right, float(y[-1] - right * X[-1])


def corner(slope: float) -> Array:
    """The larger of a line through 0 and of x, at X (161,)."""
    return np.maximum(slope * X, X)


@lru_cache(maxsize=2048)
def gap(name: str, slope: float) -> float:
    """By how much that misses an activation at most, as a share of its height; 0 where rounding alone is left."""
    found = float(np.abs(corner(slope) - target(name)).max())
    return 0.0 if found < EXACT else found / tall(name)


def solved(bends: Array, y: Array) -> Array:
    """The least squares of each of many designs (k, n, p): coefficients (k, p)."""
    turned, triangle = np.linalg.qr(bends)
    return np.linalg.solve(triangle, np.einsum("knp,n->kp", turned, y)[:, :, None])[:, :, 0]


@lru_cache(maxsize=16)
def out_of_reach(name: str) -> float:
    """By how much every maxout misses, however many lines it has: half of the way down to the curve's convex hull."""
    y = target(name)
    kept: list[int] = []
    for i in range(len(X)):
        while len(kept) > 1 and rise(y, kept[-2], kept[-1]) >= rise(y, kept[-1], i):
            kept.pop()
        kept.append(i)
    return float((y - np.interp(X, X[kept], y[kept])).max()) / 2


def rise(y: Array, left: int, right: int) -> float:
    """The slope of a chord between two points."""
    return float((y[right] - y[left]) / (X[right] - X[left]))


def exact(name: str) -> bool:
    """Whether two lines imitate an activation with nothing but rounding left."""
    return fitted(name).error < EXACT


def touching(count: int) -> Array:
    """Where so many tangents touch x^2, evenly spread over -1 to 1; shape (count,)."""
    return (2 * np.arange(count) + 1) / count - 1


def envelope(count: int, x: Array) -> Array:
    """The largest of so many tangents of x^2, shape (n,)."""
    at = touching(count)
    found: Array = (2 * at * x[:, None] - at**2).max(axis=1)
    return found


@lru_cache(maxsize=64)
def missed(count: int) -> float:
    """By how much the tangents miss x^2 at most, between them and at both ends."""
    at = touching(count)
    x = np.concatenate([[-1.0, 1.0], at, (at[1:] + at[:-1]) / 2, np.linspace(-1.0, 1.0, 401)])
    return float((x**2 - envelope(count, x)).max())


def convex(f: Activation) -> bool:
    """Whether the slope of a function never falls from -8 to 8."""
    slopes = np.asarray(f.slope(np.linspace(-8.0, 8.0, 641)))
    return bool((np.diff(slopes) >= -1e-12).all())
