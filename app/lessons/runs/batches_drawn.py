"""Lines of batches: the loss against the rows that were looked at."""

from __future__ import annotations

import numpy as np

from ..pictures import Axis, Line, Rule
from .batches import FURTHEST, TENTH, N, expected, median, whole
from .batches_told import brief, name_of

MANY, SEEN = 10, 20  # rows of a batch, and steps of it, that can be seen one by one in a picture
ACROSS = Axis("rows", 1.0, FURTHEST, log=True)
UP = Axis("loss, 1 at the start", 1e-3, 4.0, log=True)
GOAL = Rule("a tenth", TENTH)


def on_single(last: int, moves: bool = True) -> Line:
    """The median of the runs on single rows, from the first row on."""
    told = median()[1 : last + 1]
    return Line(name_of(1), np.arange(1.0, len(told) + 1), told, "truth", moves, brief=brief(1))


def on_all(last: int) -> Line:
    """Descent on all rows, whose loss stays until it has looked at all of them."""
    steps = np.arange(1.0, last + 1) * N
    x = np.concatenate([[1.0], np.repeat(steps, 2)])
    heights = np.concatenate([np.repeat(whole()[:last], 2), whole()[last : last + 1]])
    return Line(name_of(N), x, heights, "other", brief=brief(N))


def on_average(batch: float, role: str, name: str, first: int = 1) -> Line:
    """The mean over all orders, from a step up to the end of the picture; the first steps of many rows as stairs."""
    steps = np.unique(np.geomspace(first, FURTHEST / batch, 200).astype(np.int64))
    x, heights = batch * steps.astype(np.float64), expected(batch, steps)
    if batch < MANY:
        return Line(name, x, heights, role)
    stairs = min(SEEN, len(x))
    x = np.concatenate([[1.0], np.repeat(x[:stairs], 2), x[stairs:]])  # the loss stays until a step is made
    return Line(name, x, np.concatenate([[1.0, 1.0], np.repeat(heights[:stairs], 2)[:-1], heights[stairs:]]), role)
