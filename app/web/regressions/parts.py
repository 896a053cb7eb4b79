"""The parts of the page on batches: a chip for each run with its knobs, and its place in the meter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...core.numerals import decimal
from ...core.optimizers import OPTIMIZERS, Optimizer
from ..figures.palette import Stroke
from ..page.widgets import Slider, ranged, slider
from ..races.parts import is_small
from ..races.rates import every
from ..races.scents import Scent
from .asked import Runner
from .course import Course
from .scents import rate_slider

BATCH_PLACES = 100  # of the slider of the batch


@dataclass(frozen=True)
class FitChip:
    """One run: legend, outcome and knobs in one; `batch` is a slider over the sizes that there are."""

    index: int
    f: str
    title: str
    stroke: Stroke
    outcome: str
    bad: bool
    reason: str
    batch: Slider
    rate: Slider
    scent: Scent | None
    samples: int
    schedule: str
    schedules: list[tuple[str, str]]
    rates: list[Slider]
    knobs: list[Slider]
    small: list[Slider]


@dataclass(frozen=True)
class Meter:
    """What one run has cost so far, and what it has come to; `tenth` is after how many samples a tenth was left."""

    title: str
    stroke: Stroke
    samples: str
    steps: str
    seconds: str
    tenth: str
    excess: str


def fit_chip(index: int, n: int, runner: Runner, title: str, stroke: Stroke, course: Course | None) -> FitChip:
    """The chip of one run; without a course nothing is known of it yet."""
    one = runner.optimizer
    words, reason, bad = how_it_goes(course) if course else ("waits", "", False)
    return FitChip(
        index=index, f=str(one), title=title, stroke=stroke, outcome=words, bad=bad, reason=reason,
        batch=batch_slider(runner.batch, n), samples=runner.samples,
        rate=rate_slider(one, course.steepest if course else 1.0), scent=course.scent if course else None,
        schedule=str(runner.schedule), schedules=[(str(other), type(other).title) for other in every(runner.schedule)],
        rates=[slider(runner.schedule, knob) for knob in runner.schedule.knobs()],
        knobs=[slider(one, knob) for knob in one.knobs() if knob.name != "lr" and not is_small(knob)],
        small=[slider(one, knob) for knob in one.knobs() if is_small(knob)],
    )  # fmt: skip


def batch_slider(batch: int, n: int) -> Slider:
    """The slider of the batch, from one row to all."""
    places = np.unique(np.geomspace(1, n, BATCH_PLACES + 1).round())
    return ranged("batch", "B", "batch: how many rows each step looks at", float(batch), places)


def how_it_goes(course: Course) -> tuple[str, str, bool]:
    """How a run ended or where it is, in a few words; the reason; and whether that is bad."""
    end = course.ending()
    if end.outcome == "diverged":
        return f"blows up by step {end.step:,}", end.reason or "", True
    if not course.over:
        return f"at step {course.steps[-1]:,}", "", False
    if end.outcome == "converged":
        return "settles" if course.floor else "arrives", end.reason or "", False
    return f"moves on after {course.steps[-1]:,} steps", "", False


def meter(title: str, stroke: Stroke, course: Course | None) -> Meter:
    """The costs of one run so far."""
    if course is None:
        return Meter(title, stroke, "0", "0", "0", "?", "?")
    steps, batch = course.steps[-1], course.runner.batch
    tenth = f"{course.tenth:,}" if course.tenth else "not yet"
    spent = decimal(steps * course.step_seconds, 2) if course.priced else "?"
    last = decimal(course.columns["excess"][-1])
    return Meter(title, stroke, f"{steps * batch:,}", f"{steps:,}", spent, tenth, last)


def course_in_words(course: Course, name: str) -> str:
    """A run in a sentence or two."""
    steps, batch, last = course.steps[-1], course.runner.batch, decimal(course.columns["excess"][-1])
    end = course.ending()
    if end.outcome == "diverged":
        return f"{name} blows up by step {end.step:,}: {end.reason}."
    tenth = f" A tenth of the start's loss is left after {course.tenth:,} samples." if course.tenth else ""
    floor = f" Theory says that noise keeps it {decimal(course.floor)} above." if course.floor else ""
    seconds = decimal(steps * course.step_seconds, 2)
    return (
        f"{name}: {steps:,} steps, {steps * batch:,} samples, {seconds} s if made plainly here; {last} above the least."
        f"{tenth}{floor}"
    )


def after_so_many(course: Course, samples: int) -> str:
    """The loss above the least after the last step that is told within so many samples, as a table has it."""
    last = samples // course.runner.batch
    k = int(np.searchsorted(course.steps, last, side="right")) - 1
    return "\N{EN DASH}" if last > course.steps[-1] else decimal(course.columns["excess"][k])


def addable(run: Sequence[Optimizer], most: int) -> list[tuple[str, Optimizer]]:
    """What can be added, if there is room."""
    return [] if len(run) >= most else [(OPTIMIZERS[name].title, OPTIMIZERS[name]()) for name in OPTIMIZERS]
