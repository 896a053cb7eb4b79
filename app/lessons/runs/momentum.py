"""Momentum on a constant slope, and in a ravine at the rate of the slide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from ...core.curvature import critical_rho
from ...core.descent.conditions import Conditions
from ...core.descent.contests import RAVINE, to_a_millionth
from ...core.descent.counting import first_step, within
from ...core.descent.walk import run
from ...core.numbers import Array
from ...core.numerals import decimal, plural, unlike
from ...core.optimizers import Momentum
from ...core.surfaces import Quadratic
from ..pictures import Line

RHO = 0.9
BEST = critical_rho(RAVINE.lr, 1.0)  # from here on it swings along the flat direction
LONG = 4_000  # steps after which a ball is as fast as it gets
SHOWN = 60  # steps on the slope that are drawn
NEARLY = 0.95  # of the top speed
WALKED = 2_200  # steps in the ravine that are drawn
LEAST = 3e-8  # the distance from the minimum from which on nothing is drawn
COLUMN = 8  # steps of which the least and the largest distance are drawn: they share one or two columns of pixels


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


@lru_cache(maxsize=64)
def way_down(rho: float) -> tuple[Array, Array]:
    """Steps with these distances until they are too small to be seen: two of each few steps, and the last; (n,).

    The two are that of the least and that of the largest distance, so that of all balls the same point in the row is
    at the same time, and they can be raced.
    """
    apart = distances(rho)
    last = min(int(np.flatnonzero(apart >= LEAST)[-1]) + 1, WALKED)
    each = [apart[k : k + COLUMN] for k in range(0, last, COLUMN)]
    pairs = [COLUMN * k + np.sort([few.argmin(), few.argmax()]) for k, few in enumerate(each)]
    found = np.concatenate([*pairs, [last]])
    return found.astype(float), apart[found]


def moments(lines: Sequence[Line]) -> tuple[float, ...]:
    """The step that is told at each point of the longest of such lines."""
    most = max(len(one.x) for one in lines)
    return tuple(COLUMN / 2 * k for k in range(most))


def settles(kappa: float, limit: int, rho: float) -> bool:
    """Whether it settles in under so many steps."""
    found = steps(rho, kappa)
    return found is not None and found < limit


def ends_in(value: float, found: int | None) -> str:
    """What becomes of it in the ravine."""
    way = "swings through the minimum and back" if value > BEST else "crawls along the flat direction"
    where = "in a ravine, 100 times steeper across than along"
    return f"ρ = {decimal(value)}, {where}: the ball {way}, and is first within a millionth after {found} steps."


def gains(prediction: float, ends: float, right: bool) -> str:
    """How far a ball of that top speed has come once all that is drawn is done."""
    if right:
        return f"At {decimal(top_speed(RHO))} times the slope, a step takes away as much as it adds."
    said = f"To end up at {decimal(prediction, 4)}× a ball keeps ρ = {kept(prediction)}"
    if ends < NEARLY * prediction:
        return f"{said}: after {SHOWN} steps it is at {decimal(ends)}×, still gaining."
    return f"{said}: after {plural(nearly(1 - 1 / prediction), 'step')} it has 95 % of that."


def kept(speed: float) -> str:
    """The rho to which a top speed belongs, with as many digits as tell it from 1."""
    return unlike(1 - 1 / speed, 1.0)
