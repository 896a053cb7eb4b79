"""Descent down a ravine of any condition: how far it is after each step, and when it has settled."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...core.curvature import best_heavy_ball, best_lr
from ...core.descent.conditions import Conditions
from ...core.descent.counting import first_step, within
from ...core.descent.walk import run
from ...core.numbers import Array
from ...core.optimizers import SGD, Momentum, Optimizer
from ...core.surfaces import Quadratic

KAPPA = 100.0
START = (1.0, 1.0)
SETTLED = 1e-6  # of the distance at the start
LONGEST = 20_000  # steps after which nobody waits any longer
BEST = SGD(lr=best_lr(1.0, KAPPA))


@lru_cache(maxsize=4096)
def steps(optimizer: Optimizer, kappa: float = KAPPA) -> int | None:
    """After how many steps a run is within a millionth of its first distance; None if it never is."""
    return first_step(optimizer, Conditions(Quadratic(kappa=kappa), START, LONGEST), within(START, SETTLED)).at


@lru_cache(maxsize=64)
def distances(optimizer: Optimizer, last: int) -> Array:
    """The distance from the minimum after each step, as a share of the first; shape (steps + 1,)."""
    found = run(optimizer, Conditions(Quadratic(kappa=KAPPA), START, last))
    apart: Array = np.hypot(found.x, found.y) / math.hypot(*START)
    return apart


def needed(kappa: float) -> int:
    """The steps of gradient descent at its best rate."""
    found = steps(SGD(lr=best_lr(1.0, kappa)), kappa)
    assert found is not None
    return found


def ball(kappa: float) -> int:
    """The steps of momentum at its best rate and rho."""
    lr, rho = best_heavy_ball(1.0, kappa)
    found = steps(Momentum(lr=lr, rho=rho), kappa)
    assert found is not None
    return found
