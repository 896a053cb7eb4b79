"""What the lesson on maxout is about: activations, where they are drawn, and many tangents to a parabola."""

from __future__ import annotations

from collections.abc import Callable
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
FINE = np.linspace(-WIDE, WIDE, 1601)  # where lines are held to a curve
X = FINE[::10]  # where they are drawn
TARGETS: dict[str, Callable[[Real], Real]] = {
    "sigmoid": Sigmoid(), "tanh": Tanh(), "relu": ReLU(), "leaky_relu": LeakyReLU(), "abs": size, "elu": ELU(),
}  # fmt: skip
BENT = (ReLU(), ELU(), Softplus(), Squareplus(), SquaredReLU())
FLATTENED, DIPPING = (Sigmoid(), Tanh(), Softsign(), HardTanh(), ReLU6()), (GELU(), SiLU(), Mish())


def target(name: str) -> Array:
    """An activation at X, shape (161,)."""
    return target_finely(name)[::10]


@lru_cache(maxsize=16)
def target_finely(name: str) -> Array:
    """An activation at FINE, shape (1601,)."""
    return np.asarray(TARGETS[name](FINE), dtype=np.float64)


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
