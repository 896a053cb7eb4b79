"""Gradient descent down the valley of the first page, at any rate: when it arrives, and where it leaves the picture."""

from __future__ import annotations

from functools import lru_cache
from math import hypot

import numpy as np

from ...core.descent.conditions import Conditions
from ...core.descent.counting import first_step, within
from ...core.descent.outcomes import steepest
from ...core.descent.walk import Run, run
from ...core.numbers import Array
from ...core.optimizers import SGD, Optimizer
from ...core.surfaces import Quadratic

VALLEY = Quadratic(kappa=50.0)
START = (-9.0, 1.0)
STEPS = 150
NEAR = 0.1  # distance from the minimum at which it has arrived
LONGEST = 3_000  # steps after which nobody waits any longer
ON = Conditions(VALLEY, START, STEPS)


def curvature() -> float:
    """The steepest curvature, L."""
    found = steepest(VALLEY)
    assert found is not None
    return float(found)


def edge() -> float:
    """The largest stable rate, 2 / L."""
    found = SGD().largest_stable_lr(curvature())
    assert found is not None
    return found


@lru_cache(maxsize=4096)
def arrival(rate: float) -> int | None:
    """After how many steps it is within 0.1 of the minimum; None if it is not in 3000."""
    on = Conditions(VALLEY, START, LONGEST)
    return first_step(SGD(lr=rate), on, within(START, NEAR / hypot(*START))).at


@lru_cache(maxsize=256)
def path(rate: float) -> Run:
    """The run of 150 steps."""
    return run(SGD(lr=rate), ON)


def for_good(optimizer: Optimizer, steps: int = 1_000) -> int:
    """The step from which a run stays within 0.1 of the minimum."""
    found = run(optimizer, Conditions(VALLEY, START, steps))
    return int(np.flatnonzero(np.hypot(found.x, found.y) > NEAR)[-1]) + 1


def seen_of(found: Run, beyond: float) -> tuple[Array, Array]:
    """The points of a run up to the first that is so far across: the rest is far outside of any picture."""
    out = np.flatnonzero(np.abs(found.y) > beyond)
    last = int(out[0]) + 1 if out.size else len(found.x)
    return found.x[:last], found.y[:last]
