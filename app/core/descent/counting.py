"""Counting steps: the first one at which a run is where it was to come, worked out no further than needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..numbers import Array, Bools
from ..optimizers import Optimizer
from .conditions import Conditions
from .walk import Walk

There = Callable[[Array, Array], Bools]

STRETCH = 512  # steps looked at together


@dataclass(frozen=True)
class Count:
    """The first step `at` which a run was there; None if it never was, and `blew_up` says whether that is why."""

    at: int | None
    blew_up: bool = False


def first_step(optimizer: Optimizer, on: Conditions, there: There) -> Count:
    """How many of at most `on.steps` steps a run needs until `there` says yes of its point, the start being step 0.

    `there` takes the coordinates of k points, arrays `(k,)`, and answers for each. A run that is there and leaves again
    was there: the first step counts.
    """
    walk = Walk(optimizer, on)
    if there(*(np.array([float(one)]) for one in on.start))[0]:
        return Count(0)
    while not walk.ended:
        seen = walk.done
        x, y, _ = walk.advance(STRETCH)
        hits = np.flatnonzero(there(x, y))
        if hits.size:
            return Count(seen + int(hits[0]) + 1)
    return Count(None, walk.broke is not None)


def beyond(height: float) -> There:
    """Whether |y| is at least so large: off the ridge of a saddle."""
    return lambda x, y: np.abs(y) >= height


def within(start: tuple[float, float], share: float) -> There:
    """Whether the distance from the origin is at most so small a share of that of the start."""
    most = share * float(np.hypot(*start))
    return lambda x, y: np.hypot(x, y) <= most
