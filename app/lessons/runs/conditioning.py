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
from ...core.numerals import decimal, grouped
from ...core.optimizers import SGD, Momentum, Optimizer
from ...core.surfaces import Quadratic

KAPPA = 100.0
START = (1.0, 1.0)
SETTLED = 1e-6  # of the distance at the start
LAST = 1_400  # the last step that is drawn of a run at another rate
FURTHEST = 3.0  # from the minimum, that is drawn
LONGEST = 20_000  # steps after which nobody waits any longer
BEST = SGD(lr=best_lr(1.0, KAPPA))
BALANCED = float(f"{2 * KAPPA / (KAPPA + 1):.5g}")  # α L at the rate that is best for any start


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


def heavy(kappa: float) -> Momentum:
    """Momentum at its best rate and rho."""
    lr, rho = best_heavy_ball(1.0, kappa)
    return Momentum(lr=lr, rho=rho)


def ball(kappa: float) -> int:
    """The steps of momentum at its best rate and rho."""
    found = steps(heavy(kappa), kappa)
    assert found is not None
    return found


BALL = heavy(KAPPA)


def in_steps(leaves: float) -> str:
    """The steps to a millionth, where each leaves the same share."""
    return grouped(round(math.log(1e6) / -math.log(leaves))) if leaves < 1 else "never"


@lru_cache(maxsize=512)
def last_of(value: float) -> int:
    """The step at which a run at a rate has settled, or is last in the picture."""
    apart = distances(SGD(lr=value / KAPPA), LAST)
    over = (apart <= SETTLED) | (apart > FURTHEST)
    if not over.any():
        return LAST
    found = int(np.argmax(over))
    return found if apart[found] <= SETTLED else found - 1


def became(said: int, apart: float, truth: int) -> str:
    """What became of a run of so many steps."""
    if said == truth:
        return f"With step {said} it has settled."
    after = f"After {grouped(said)} step{'' if said == 1 else 's'}"
    if said > truth:
        return f"{after} it has been settled for {grouped(said - truth)}."
    return f"{after} it is still at {decimal(100 * apart, 2)} % of its first distance."


def ends(value: float, found: int | None) -> str:
    """What becomes of a run at a rate."""
    told = f"α L = {decimal(value, 5)}"
    if value > 2:
        return f"{told} is above 2: each step overshoots by more than it came from, and the run blows up."
    if found is None:
        return f"{told}: not settled within {grouped(LONGEST)} steps."
    gained = needed(KAPPA) - found
    best = f"{decimal(BALANCED, 5)}, best for the worst start"
    more = f", {gained} fewer than at {best}" if gained > 0 else ""
    return f"{told}: {grouped(found)} steps{more}."
