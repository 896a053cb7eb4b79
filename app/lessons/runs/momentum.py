"""Momentum on a constant slope: the velocity after each step, and where it levels off."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.descent.contests import RAVINE
from ...core.numbers import Array
from ...core.numerals import decimal, plural
from ...core.optimizers import Momentum
from ..pictures import Line

RHO = 0.9
LONG = 4_000  # steps after which a ball is as fast as it gets, up to ρ = 0.99
LAST = 3_000  # the last step that is drawn
DRAWN = np.unique(np.geomspace(1, LAST, 170).round()).astype(int)  # steps, as evenly as on a logarithmic axis
NEARLY = 0.95  # of the top speed


@lru_cache(maxsize=256)
def velocities(rho: float, last: int = LONG) -> Array:
    """The velocity after each step on a slope of 1, from rest; shape (last + 1,)."""
    ball, x, found = Momentum(lr=RAVINE.lr, rho=rho), 0.0, [0.0]
    for t in range(1, last + 1):
        x, v = map(float, ball.step(ball.lr, t, x, 1.0, found[-1]))
        found.append(v)
    return np.array(found)


def comes_to(rho: float) -> float:
    """The velocity after so long a time that it changes no more, to ten digits."""
    return float(f"{velocities(rho)[-1]:.10g}")


def top_speed(rho: float) -> float:
    """The same by theory, for every rho."""
    return float(f"{1 / (1 - rho):.10g}")


def nearly(rho: float) -> int:
    """The first step at which it has nearly its top speed."""
    return int(np.argmax(velocities(rho) >= NEARLY * top_speed(rho)))


def speed(name: str, rho: float, role: str, last: int = LAST, moves: bool = True) -> Line:
    """The velocity against the step, at steps that are ever farther apart."""
    told = DRAWN[last >= DRAWN]
    return Line(name, told.astype(float), velocities(rho)[told], role, moves)


def gains(prediction: float, right: bool) -> str:
    """How long a ball of that top speed gains."""
    if right:
        return f"At {decimal(top_speed(RHO))} times the slope, a step takes away as much as it adds."
    if prediction == 1:
        return "A ball at 1× keeps nothing, ρ = 0: that is without momentum."
    soon = plural(nearly(1 - 1 / prediction), "step")
    return (
        f"To end up at {decimal(prediction, 4)}× a ball keeps ρ = {kept(prediction)}: after {soon} it has 95 % of that."
    )


def kept(speed: float) -> str:
    """The rho to which a top speed belongs, with digits enough to come to it."""
    return decimal(1 - 1 / speed, 5)
