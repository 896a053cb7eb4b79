"""What the optimizers page says, as plain values: the template only writes them down."""

from __future__ import annotations

import math
from functools import cached_property, partial
from typing import Any

import numpy as np
from fastapi import Request, Response

from app.core.catalogue import number
from app.core.descent.bands import bands
from app.core.descent.walk import race
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from app.web.figures.palette import runners
from app.web.page.numerals import decimal
from app.web.page.render import show
from app.web.page.widgets import ICONS, Copy, Finding, Preset, Slider, slider
from app.web.races.copies import copies
from app.web.races.focus import Focus
from app.web.races.losses import Losses, losses
from app.web.races.parts import Chip, Label, Mark, chip, labels, marks, names_of
from app.web.races.paths import MARKS, Path, paths
from app.web.races.query import PAUSED, RaceParameters, RaceQuery, tuned
from app.web.races.questions import RACE_QUESTIONS, RaceQuestion
from app.web.races.words import summary
from app.web.surfaces.landscape import landscape

TABLE_ROWS = 18
PLAIN: dict[str, Any] = {"step": None, "focus": None, "hidden": (), "question": None, "view": None}


class OptimizersPage:
    """The page for one query."""

    def __init__(self, query: RaceQuery) -> None:
        self.state = query
        self.surface = query.surface
        self.question = asked(query)
        self.title = self.question.title if self.question else f"{type(query.surface).title}: who arrives first?"
        self.runs = race(query.run, query.conditions)
        self.names = names_of(query.run)
        self.strokes = runners(query.run)
        self.steps = query.steps
        self.step = min(PAUSED if query.step is None else query.step, query.steps)
        last = len(query.run) - 1
        self.focus = last if query.focus is None else min(query.focus, last)
        self.query = query.query()
        self.api = query.query(**PLAIN)
        self.csv = f"/api/races?{query.query(format='csv', **PLAIN)}"
        self.land = landscape(query.surface, query.conditions.start)
        self.window = self.land.window
        self.focused = Focus(self.runs[self.focus], query.conditions, self.window, self.step)
        self.ticks = [k for k in MARKS if k <= self.steps]

    def link(self, **changes: Any) -> str:
        """This page with other settings."""
        text = self.state.query(**changes)
        return f"/optimizers?{text}" if text else "/optimizers"

    @property
    def shown(self) -> list[int]:
        """The runs that are drawn, the one in focus last, on top."""
        order = [i for i in range(len(self.runs)) if i not in self.state.hidden]
        return sorted(order, key=lambda i: i == self.focus)

    @cached_property
    def paths(self) -> list[tuple[int, Path]]:
        """The paths that are drawn, with their numbers."""
        taken = [(mark.x, mark.y) for mark in self.marks if mark.kind == "best"] + [self.start]
        drawn = paths(
            self.window, [self.runs[i] for i in self.shown], [self.names[i] for i in self.shown], self.step, taken
        )
        return list(zip(self.shown, drawn, strict=True))

    @cached_property
    def marks(self) -> list[Mark]:
        """The stationary points in the picture."""
        return marks(self.surface, self.window)

    @property
    def labels(self) -> list[Label]:
        """The names of the minima."""
        return labels(self.marks)

    @property
    def start(self) -> tuple[float, float]:
        """Where the runs start, in units of the picture."""
        x, y = self.state.conditions.start
        return round(float(self.window.across(x)), 1), round(float(self.window.down(y)), 1)

    @cached_property
    def losses(self) -> Losses:
        """The losses beside the landscape."""
        return losses(self.surface, self.runs, self.steps, self.step, [self._band(i) for i in range(len(self.runs))])

    def _band(self, i: int) -> Any:
        if not self.state.has_band:
            return None
        return np.concatenate(list(bands(self.state.run[i], self.state.conditions, self.state.seeds)), axis=1)

    @cached_property
    def chips(self) -> list[Chip]:
        """The runs in their order."""
        looks = zip(self.runs, self.names, self.strokes, strict=True)
        return [chip(self.state, i, run, name, stroke) for i, (run, name, stroke) in enumerate(looks)]

    @property
    def presets(self) -> list[Preset]:
        """The questions, the one that is asked marked; at the end the page that asks four of them at once."""
        view = self.state.view
        asked = [Preset(q.name, ICONS[q.icon], race_url(q, view), q is self.question) for q in RACE_QUESTIONS]
        return [*asked, Preset("All four", ICONS["four"], "/optimizers/four", current=False)]

    @cached_property
    def answer(self) -> Finding | None:
        """The number to remember, from the runs as they are now."""
        question = self.question or RACE_QUESTIONS[0]
        return question.answer(self.state, self.runs, self.names)

    @property
    def caption(self) -> str:
        """What is seen, and by which rule."""
        words = " ".join(self.answer.words) if self.answer and self.question else ""
        rule = "Arrived means within 0.05 of a lowest minimum, for good. Markers at steps 1, 2, 3, 5, 8, 13, 21."
        return words or f"{type(self.surface).summary()} {rule}"

    @property
    def ranking(self) -> list[tuple[int, str]]:
        """The runs in the order of their arrival, with the step or a dash."""
        order = sorted(range(len(self.runs)), key=lambda i: self.runs[i].ending.arrived or math.inf)
        return [(i, str(self.runs[i].ending.arrived or "\N{EN DASH}")) for i in order]

    @property
    def more(self) -> list[tuple[str, str]]:
        """What can be added, if there is room."""
        added, run = len(self.state.run), self.state.run
        entries = [(OPTIMIZERS[name].title, tuned(self.surface, name)) for name in OPTIMIZERS]
        return (
            []
            if added >= 12
            else [(title, self.link(run=(*run, one), focus=added, question=None)) for title, one in entries]
        )

    def without(self, i: int) -> str:
        """The page without one run."""
        rest = self.state.run[:i] + self.state.run[i + 1 :]
        hidden = tuple(k - (k > i) for k in self.state.hidden if k != i)
        focus = min(self.focus - (i < self.focus), len(rest) - 1)
        return self.link(run=rest, hidden=hidden, focus=focus, question=None) if rest else ""

    def toggled(self, i: int) -> str:
        """The page with one run hidden, or shown again."""
        hidden = set(self.state.hidden) ^ {i}
        return self.link(hidden=tuple(sorted(hidden)))

    @property
    def surfaces(self) -> list[tuple[str, str]]:
        """The landscapes to choose from: notation and title."""
        return [
            (str(self.surface) if name == self.surface.name else str(SURFACES[name]()), SURFACES[name].title)
            for name in SURFACES
        ]

    @property
    def schedules(self) -> list[tuple[str, str]]:
        """The schedules to choose from."""
        here = self.state.schedule
        return [
            (str(here) if name == here.name else str(SCHEDULES[name]()), SCHEDULES[name].title) for name in SCHEDULES
        ]

    @property
    def spoken(self) -> str:
        """What a screen reader says of the scrubber."""
        here = zip(self.names, self.losses.lines, strict=True)
        return f"step {self.step} of {self.steps}: " + "; ".join(f"{name} loss {line.loss}" for name, line in here)

    @property
    def summary(self) -> list[str]:
        """The race in sentences."""
        return summary(self.state, self.runs, self.names)

    @property
    def table(self) -> list[list[str]]:
        """The losses at some steps, the one shown among them."""
        steps = np.unique(np.append(np.linspace(0, self.steps, TABLE_ROWS).round().astype(int), self.step))
        return [
            [str(k), *(decimal(float(run.value[k])) if k < len(run.value) else "\N{EN DASH}" for run in self.runs)]
            for k in steps.tolist()
        ]

    @property
    def surface_knobs(self) -> list[Slider]:
        """The knobs of the landscape."""
        return [slider(self.surface, knob) for knob in self.surface.knobs()]

    @staticmethod
    def number(value: float) -> str:
        """A number for a box."""
        return number(value)

    @property
    def copies(self) -> list[Copy]:
        """The call behind the figure, ready to paste."""
        return copies(self.state, self.api, self.link())


def asked(query: RaceQuery) -> RaceQuestion | None:
    """The question that a state asks: by its slug, or the plain race as it is found."""
    for question in RACE_QUESTIONS:
        same = query.surface.name == SURFACES.read(question.surface).name
        if question.slug == query.question and same:
            return question
    return None


def race_url(question: RaceQuestion, view: str | None = None) -> str:
    """The page that asks `question`, in the same view."""
    text = question.query(view).query()
    return f"/optimizers?{text}" if text else "/optimizers"


async def optimizers_lab(request: Request, query: RaceParameters) -> Response:
    """Who runs down a landscape, and how."""
    page, numbers = partial(OptimizersPage, query), len(query.run) * query.steps * 100
    return await show(request, "optimizers.html", page, numbers, view=query.view, projectable=True)
