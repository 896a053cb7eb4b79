"""Momentum in a ravine at the rate of the slide: how far it is from the minimum, and when it has settled."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from ...core.curvature import critical_rho
from ...core.descent.conditions import Conditions
from ...core.descent.contests import MILLIONTH, RAVINE, to_a_millionth
from ...core.descent.counting import first_step, within
from ...core.descent.walk import run
from ...core.numbers import Array
from ...core.numerals import decimal
from ...core.optimizers import Momentum
from ...core.surfaces import Quadratic
from ..pictures import Line

BEST = critical_rho(RAVINE.lr, 1.0)  # from here on it swings along the flat direction
WALKED = 2_800  # steps that are drawn
LONGER = 3_000  # steps after which every ball of the knob has settled for good
LEAST = 3e-8  # the distance from the minimum from which on nothing is drawn
COLUMN = 10  # steps of which the least and the largest distance are drawn: they share one or two columns of pixels


@lru_cache(maxsize=4096)
def steps(rho: float, kappa: float = 0.0) -> int | None:
    """Steps until it is within a millionth in the ravine, or in one of another condition at the rate 1 / L."""
    if not kappa:
        return to_a_millionth(RAVINE, Momentum(lr=RAVINE.lr, rho=rho)).at
    on = Conditions(Quadratic(kappa=kappa), RAVINE.start, 10_000)
    return first_step(Momentum(lr=1 / kappa, rho=rho), on, within(on.start, MILLIONTH)).at


@lru_cache(maxsize=64)
def distances(rho: float) -> Array:
    """The distance from the minimum of the ravine after each step, as a share of the first; (LONGER + 1,)."""
    found = run(Momentum(lr=RAVINE.lr, rho=rho), RAVINE.conditions(LONGER))
    apart: Array = np.maximum(np.hypot(found.x, found.y) / math.hypot(*RAVINE.start), 1e-12)
    return apart


def for_good(rho: float) -> int:
    """The first step from which on it stays within a millionth."""
    return int(np.flatnonzero(distances(rho) > MILLIONTH)[-1]) + 1


@lru_cache(maxsize=64)
def way_down(rho: float) -> tuple[Array, Array]:
    """Steps with these distances until they are too small to be seen: two of each few steps, and the last; (n,).

    The two are that of the least and that of the largest distance, so that of all balls the same point in the row is
    at the same time, and they can be raced.
    """
    apart = distances(rho)
    last = min(int(np.flatnonzero(apart >= LEAST)[-1]) + 1, WALKED)
    each = [apart[k : min(k + COLUMN, last)] for k in range(0, last, COLUMN)]
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


def ends_in(rho: float) -> str:
    """What becomes of it in the ravine."""
    way = "swings" if rho > BEST else "does not swing"
    first, last = steps(rho), for_good(rho)
    stays = "" if last == first else f", for good after {last}"
    return f"ρ = {decimal(rho)}: the ball {way}, and is first within a millionth after {first} steps{stays}."
