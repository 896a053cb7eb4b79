"""The learning rates of a race where they change: the curve of the run in focus, its knobs, the other schedules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from ...core.descent.walk import Run
from ...core.numerals import decimal
from ...core.schedules import SCHEDULES, Constant, Schedule
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import layout, note, number_axis, told_from
from ..figures.lines import Array
from ..figures.palette import Stroke, runners
from ..figures.still import Still, still
from ..figures.style import Look
from ..http.address import address
from ..page.widgets import Slider, mathml, slider
from .names import file_of, names_of
from .query import RaceQuery

OVER_OWN = 1.1  # of the optimizer's own rate: what the axis shows
MOST_POINTS = 500  # of the curve: more than a page shows side by side
FILE = {"width": 720, "height": 240, "margin": {"l": 76, "r": 32, "t": 28, "b": 44}}
THUMB = (48.0, 16.0)  # px of the curve in a link
THUMB_POINTS = 97  # of its steps

Kept = NDArray[np.intp]


@dataclass(frozen=True)
class Choice:
    """A schedule to go over to: its name, the page with it, its curve over this run; whether it is the present one."""

    title: str
    url: str
    curve: str
    current: bool


@dataclass(frozen=True)
class ScheduleRow:
    """The schedule as a row of knobs has it, like a function or a run."""

    index: str
    title: str
    stroke: Stroke


class Rates:
    """What the page shows of a schedule."""

    def __init__(self, query: RaceQuery, look: Look) -> None:
        self.query, self._look = query, look
        self.schedule = query.schedule
        self.changes = not isinstance(query.schedule, Constant)
        self.title = type(query.schedule).title
        self.name = names_of(query.run)[query.focused]

    @cached_property
    def all(self) -> Array:
        """The rate of each step of the run in focus, shape (steps,)."""
        return rates_of(self.query)

    @property
    def drawn(self) -> Still:
        """The curve."""
        return still(learning_rates(self.query, (), self._look))

    @property
    def row(self) -> ScheduleRow:
        """What its sliders belong to."""
        return ScheduleRow("schedule", self.title, runners(self.query.run)[self.query.focused])

    @property
    def knobs(self) -> list[Slider]:
        """Its knobs."""
        return [slider(self.schedule, knob) for knob in self.schedule.knobs()]

    @property
    def formula(self) -> Markup:
        """Its factor of the rate at step t + 1."""
        return mathml(type(self.schedule).tex)

    @property
    def here(self) -> str:
        """The rate of the step that is shown, and what it is made of."""
        one, step = self.query.run[self.query.focused], step_of(self.query)
        factor = self.schedule.factor(step - 1, self.query.steps)
        return f"step {step}: α = {decimal(one.lr)} · {decimal(factor)} = {decimal(float(self.all[step - 1]))}"

    @property
    def told(self) -> str:
        """The curve in a sentence."""
        first, last = decimal(float(self.all[0])), decimal(float(self.all[-1]))
        return f"Learning rate of {self.name} under {self.title}: {first} at step 1, {last} at step {len(self.all)}."

    @property
    def file(self) -> str:
        """Where the picture is had as a file."""
        return address("/api/races", self.query.query(picture="rates", format="svg"))

    @property
    def name_of_file(self) -> str:
        """What that file is called."""
        return f"{file_of(self.query, f'rates-{self.schedule.name}')}.svg"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every schedule in the notation, and its title; the present one with its knobs."""
        return [(str(one), type(one).title) for one in every(self.schedule)]

    @property
    def others(self) -> list[Choice]:
        """Every schedule as a link with its curve."""
        steps = self.query.steps
        return [
            Choice(type(one).title, address("/optimizers", self.query.query(schedule=one)), thumbnail(one, steps),
                   one is self.schedule)
            for one in every(self.schedule)
        ]  # fmt: skip


def every(present: Schedule) -> list[Schedule]:
    """One schedule of each name: the present one as it is, the others as they are found."""
    return [present if name == present.name else SCHEDULES[name]() for name in SCHEDULES]


def rates_of(query: RaceQuery) -> Array:
    """The rate of each step of the run in focus, shape (steps,): those that it is worked out with."""
    return np.fromiter(query.conditions.rates(query.run[query.focused].lr), np.float64, query.steps)


def step_of(query: RaceQuery) -> int:
    """The step whose rate is shown; before the first one that of the first."""
    return max(1, query.shown_step)


def learning_rates(query: RaceQuery, runs: Sequence[Run], look: Look) -> Figure:
    """The rate of each step of the run in focus, from 0 to a little more than the optimizer's own."""
    every_rate, one = rates_of(query), query.run[query.focused]
    stroke, kept, here = runners(query.run)[query.focused], envelope(every_rate, MOST_POINTS), step_of(query)
    name = names_of(query.run)[query.focused]
    ink, top = look(stroke.colour), OVER_OWN * (one.lr or 1.0)
    told: Words = {"type": "scatter", "showlegend": False}
    hover = "step %{x}<br>α = %{y:.5~g}<extra></extra>"
    line = {"mode": "lines", "x": kept + 1.0, "y": every_rate[kept], "line": {"color": ink, "width": look.px(2)}}
    ring = {"color": look("paper"), "width": look.px(2)}
    marker = {"symbol": "circle", "size": look.px(12), "color": ink, "line": ring}
    dot = {"mode": "markers", "x": [float(here)], "y": [float(every_rate[here - 1])], "marker": marker}
    return {
        "data": [
            {**told, **line, "name": f"rate of {name}", "hovertemplate": hover},
            {**told, **dot, "hoverinfo": "skip", "cliponaxis": False},
        ],
        "layout": laid_out(query, f"α of {name}" if look.bold else f"Learning rate of {name}", top, look),
    }


def laid_out(query: RaceQuery, title: str, top: float, look: Look) -> Words:
    """Steps across, rates up."""
    steps = number_axis(look, 0, query.steps, 5, showgrid=False)
    pairs = zip(steps["tickvals"], steps["ticktext"], strict=True)
    steps["ticktext"] = ["" if 0.9 < k / query.steps <= 1 else text for k, text in pairs]
    corner: Words = {"xref": "paper", "yref": "paper"}
    return layout(
        look,
        **FILE,
        xaxis=steps,
        yaxis=number_axis(look, 0.0, top, 3),
        annotations=[
            note(look, told_from(title, 0.0, top, 3), 0, 1, **corner, xanchor="left", yanchor="bottom", weight=600),
            note(look, "step", 1, 0, **corner, xanchor="right", yanchor="top", yshift=-4),
        ],
    )


def envelope(values: Array, most: int) -> Kept:
    """Which points of a line to draw: all, or of each of many stretches the lowest and the highest."""
    if len(values) <= most:
        return np.arange(len(values))
    ends = np.linspace(0, len(values), most // 2).astype(int)
    parts = [(first, values[first:last]) for first, last in pairwise(ends.tolist())]
    found = [first + int(k) for first, part in parts for k in (part.argmin(), part.argmax())]
    return np.unique([0, *found, len(values) - 1])


@lru_cache(maxsize=256)
def thumbnail(schedule: Schedule, steps: int) -> str:
    """The factors of a schedule as the path of a small curve."""
    t = np.unique(np.linspace(0, steps - 1, min(steps, THUMB_POINTS)).round().astype(int))
    factors = np.array([schedule.factor(int(k), steps) for k in t])
    area = Area(Axis(0.0, max(1.0, steps - 1.0)), Axis(0.0, 1.0), THUMB)
    return area.path({"x": t if len(t) > 1 else np.array([0, 1]), "y": factors if len(t) > 1 else factors.repeat(2)})
