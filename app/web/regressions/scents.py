"""The scent of a rate's slider: what a fit comes to over the slider's whole range, seen before it is touched."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import numpy as np

from ...core.catalogue import number
from ...core.descent.outcomes import TOO_HIGH
from ...core.models.fleets import sweep_rates
from ...core.optimizers import Optimizer
from ..page.widgets import Slider, slider
from ..races.scents import Scent, curve, edge_told, hatched, one_digit, tick
from .course import Course

CELLS = 49
LONGEST = 300  # steps: what a slider promises need not look further
FEW_ROWS = 128  # of a batch: the noise of more is hardly seen
HIGHEST_RATE, LOWEST_RATE = 4.0, 0.001  # of 1 / L, the range of rates


def rates_offered(lr: float, steepest: float) -> tuple[float, float]:
    """The range of a slider round rates that suit the curvature L, wide enough for the present one."""
    low, high = one_digit(LOWEST_RATE / steepest, up=False), one_digit(HIGHEST_RATE / steepest, up=True)
    return min(low, one_digit(lr, up=False)), max(high, one_digit(lr, up=True))


def sniff(course: Course) -> Generator[None, None, None]:
    """Find the scent of a fit, once, in turns."""
    if course.scent is not None:
        return
    plan, one = course.plan, course.runner.optimizer
    low, high = rates_offered(one.lr, course.steepest)
    whole = plan.batch == len(plan.samples) and course.least_squares
    batch = plan.batch if whole else min(plan.batch, FEW_ROWS)
    few = replace(plan, batch=batch, steps=min(plan.steps, LONGEST), seeds=plan.seeds[:1])
    weights = yield from sweep_rates(one, np.geomspace(low, high, CELLS), few)
    with np.errstate(all="ignore"):
        excess = course.excess(weights)
    loss = np.where(excess <= TOO_HIGH * course.start, excess, np.inf)
    mark = tick(one.largest_stable_lr(course.steepest), low, high)
    course.scent = Scent(curve(loss, course.start), hatched(np.isinf(loss)), mark, edge_told(one), None)


def rate_slider(one: Optimizer, steepest: float) -> Slider:
    """The slider of the learning rate."""
    knob = next(knob for knob in one.knobs() if knob.name == "lr")
    low, high = rates_offered(one.lr, steepest)
    return replace(slider(one, replace(knob, low=low, high=high)), least=number(knob.low), most=number(knob.high))
