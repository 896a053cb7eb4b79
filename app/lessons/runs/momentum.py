"""Momentum on a constant slope, and in a ravine at the rate of the slide."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...core.curvature import critical_rho
from ...core.descent.conditions import Conditions
from ...core.descent.contests import RAVINE, to_a_millionth
from ...core.descent.counting import first_step, within
from ...core.descent.walk import run
from ...core.numbers import Array
from ...core.optimizers import Momentum
from ...core.surfaces import Quadratic

RHO = 0.9
BEST = critical_rho(RAVINE.lr, 1.0)  # from here on it swings along the flat direction
LONG = 4_000  # steps after which a ball is as fast as it gets
NEARLY = 0.95  # of the top speed
WALKED = 1_400  # steps in the ravine that are drawn


@lru_cache(maxsize=256)
def velocities(rho: float, last: int) -> Array:
    """The velocity after each step on a slope of 1, from rest; shape (last + 1,)."""
    ball, x, found = Momentum(lr=RAVINE.lr, rho=rho), 0.0, [0.0]
    for t in range(1, last + 1):
        x, v = map(float, ball.step(ball.lr, t, x, 1.0, found[-1]))
        found.append(v)
    return np.array(found)


def top_speed(rho: float) -> float:
    """The velocity that it comes to, to ten digits."""
    return float(f"{velocities(rho, LONG)[-1]:.10g}")


def nearly(rho: float) -> int:
    """The first step at which it has nearly its top speed."""
    return int(np.argmax(velocities(rho, LONG) >= NEARLY * top_speed(rho)))


@lru_cache(maxsize=4096)
def steps(rho: float, kappa: float = 0.0) -> int | None:
    """Steps until it is within a millionth in the ravine, or in one of another condition at the rate 1 / L."""
    if not kappa:
        return to_a_millionth(RAVINE, Momentum(lr=RAVINE.lr, rho=rho)).at
    on = Conditions(Quadratic(kappa=kappa), RAVINE.start, 10_000)
    return first_step(Momentum(lr=1 / kappa, rho=rho), on, within(on.start, 1e-6)).at


@lru_cache(maxsize=64)
def distances(rho: float) -> Array:
    """The distance from the minimum of the ravine after each step, as a share of the first; (WALKED + 1,)."""
    found = run(Momentum(lr=RAVINE.lr, rho=rho), RAVINE.conditions(WALKED))
    apart: Array = np.maximum(np.hypot(found.x, found.y) / math.hypot(*RAVINE.start), 1e-12)
    return apart


def settles(kappa: float, limit: int, rho: float) -> bool:
    """Whether it settles in under so many steps."""
    found = steps(rho, kappa)
    return found is not None and found < limit
