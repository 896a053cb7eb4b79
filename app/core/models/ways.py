"""The ways a fit may go, which of them it goes, and what that costs."""

from __future__ import annotations

from typing import Literal

from ..optimizers import SGD, Optimizer
from .base import Model
from .regression import LinearRegression

Way = Literal["equations", "parts", "blocks", "plain", "steps"]

TURN_ROWS = 1_024  # rows of a turn, of all runs together: one or two milliseconds
ABREAST = 3  # runs on single rows that go in blocks

# Microseconds of a step, and of a row of twenty features, measured on a slow core that others want as well.
PER_STEP: dict[Way, float] = {"equations": 20.0, "parts": 70.0, "blocks": 0.0, "plain": 5.0, "steps": 30.0}
PER_ROW: dict[Way, float] = {"equations": 0.0, "parts": 0.3, "blocks": 2.0, "plain": 0.4, "steps": 0.6}
USUAL_WIDTH = 21  # columns, the target with them


def way_of(optimizer: Optimizer, model: Model, n: int, batch: int, runs: int) -> Way:
    """By the normal equations where a step looks at all rows, in blocks where the rule is plain, else step by step.

    Where a step of all runs is more than a turn's work it goes in parts.
    """
    least_squares = isinstance(model, LinearRegression)
    if batch == n and least_squares:
        return "equations"
    rows = batch * runs
    if rows > 2 * TURN_ROWS or batch > TURN_ROWS:
        return "parts"
    if least_squares and type(optimizer) is SGD:
        return "blocks" if rows <= ABREAST and batch == 1 else "plain"
    return "steps"


def work(way: Way, p: int, steps: int, batch: int, runs: int) -> float:
    """About how many seconds so many steps of all runs take, with p weights each."""
    width = (p + 1) / USUAL_WIDTH
    wider = max(width, width**2 if way == "blocks" else width)
    rules = runs if way == "parts" else 1
    return 1e-6 * steps * (PER_STEP[way] * rules + PER_ROW[way] * batch * runs * max(wider, 0.3))
