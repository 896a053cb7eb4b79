"""What the optimizers page says, as plain values: the template only writes them down."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial

import numpy as np
from fastapi import Request, Response

from ...core.catalogue import number
from ...core.descent.walk import race
from ...core.numerals import decimal
from ...core.optimizers import OPTIMIZERS
from ...core.surfaces import SURFACES
from ..figures.palette import runners
from ..figures.paths import MARKS
from ..figures.style import Look
from ..http.address import address
from ..http.answers import LAB
from ..page.foretold import UNASKED
from ..page.plots import Plot
from ..page.render import show
from ..page.widgets import ICONS, Copy, Finding, Preset, Slider, in_frame, slider
from .closeups import last_steps
from .copies import copies
from .focus import Focus
from .foretelling import foretold_race
from .losses import scale_of
from .names import names_of
from .parts import Chip, chip
from .plots import at_the_start, landscape_plot, losses_plot
from .query import RaceParameters, RaceQuery, moved, tuned
from .questions import RACE_QUESTIONS, asked, race_url
from .rates import Rates
from .room import Room
from .scents import LONGEST
from .words import chosen_rates, summary

TABLE_ROWS = 18
SCENT_STEP = 100  # numbers that could be made in the time of a step of a scent
PLAIN: dict[str, object] = {"step": None, "focus": None, "hidden": (), "question": None, "view": None, **UNASKED}


class OptimizersPage:
    """The page for one query."""

    def __init__(self, query: RaceQuery) -> None:
        self.state = query
        self.surface = query.surface
        self.question = asked(query)
        self.foretold = foretold_race(query, self.link, lambda: self.runs)
        self.covered = self.foretold.covered
        self.seen = at_the_start(query) if self.covered else query
        self.runs = race(query.run, replace(query.conditions, steps=0) if self.covered else query.conditions)
        self.title = self._headed()
        self.names = names_of(query.run)
        self.strokes = runners(query.run)
        self.steps = query.steps
        self.step = self.seen.shown_step
        self.focus = query.focused
        self.query = query.query()
        self.api = query.query(**PLAIN)
        numbers = query.query(format="csv", **{**PLAIN, "question": query.question})
        self.csv = "" if self.covered else address("/api/races", numbers)
        self.focused = Focus(self.runs[self.focus], query.conditions, self.step)
        self.ticks = [k for k in MARKS if k <= self.steps]
        self.look = Look("page", query.view == "projector")

    def _headed(self) -> str:
        if self.question is None or (self.covered and self.question.calm):  # whose title is an answer
            return f"{type(self.surface).title}: who arrives first?"
        return self.question.headed(self.state, self.runs[0])

    def link(self, **changes: object) -> str:
        """This page with other settings."""
        return address("/optimizers", self.state.query(**changes))

    @cached_property
    def landscape(self) -> Plot:
        """The landscape with the runs."""
        return landscape_plot(self.seen, self.runs, self.look, self.link, self.csv)

    @property
    def last_steps(self) -> str:
        """This page with the last steps of the run in focus from near."""
        return self.link(**last_steps(self.state, self.runs[self.focus]))

    @cached_property
    def losses(self) -> Plot:
        """The losses beside it."""
        return losses_plot(self.seen, self.runs, self.look, self.link, self.csv)

    @property
    def many(self) -> str:
        """What bands show, if there are any."""
        told = f"median and 10 to 90 % of {self.state.seeds} seeds, one of them thin"
        return told if self.state.has_band else ""

    @cached_property
    def ends(self) -> list[str]:
        """The loss of each run at the step."""
        return [decimal(float(run.value[min(self.step, len(run.value) - 1)]) - self.base) for run in self.runs]

    @property
    def base(self) -> float:
        """What losses are counted from."""
        return scale_of(self.seen, self.runs).base

    @cached_property
    def chips(self) -> list[Chip]:
        """The runs in their order."""
        looks = zip(self.runs, self.names, self.strokes, strict=True)
        return [chip(self.state, i, *one, covered=self.covered) for i, one in enumerate(looks)]

    @property
    def presets(self) -> list[Preset]:
        """The questions, the one that is asked marked; at the end the page that asks four of them at once."""
        kept = self.state.view, self.state.predict
        asked = [Preset(q.name, ICONS[q.icon], race_url(q, *kept), q is self.question) for q in RACE_QUESTIONS]
        return [
            *asked,
            Preset("All four", ICONS["four"], address("/optimizers/four", "predict=1" * kept[1]), current=False),
        ]

    @cached_property
    def answer(self) -> Finding | None:
        """The number to remember, from the runs as they are now."""
        question = self.question or RACE_QUESTIONS[0]
        return None if self.covered else question.answer(self.state, self.runs, self.names)

    @property
    def caption(self) -> str:
        """What is seen, and by which rule."""
        words = " ".join(self.answer.words) if self.answer and self.question else ""
        arrived = "Arrived means within 0.05 of a lowest minimum, for good."
        rule = (
            f"{arrived} Markers at steps 1, 2, 3, 5, 8, 13, 21 "
            "where they have room; from near, a dot at each step. "
            "How the rates were chosen: see Summary."
        )
        return words or f"{type(self.surface).summary()} {arrived if self.covered else rule}"

    @cached_property
    def room(self) -> Room:
        """What a room is told of it, and when."""
        return Room(self.state, self.runs, self.answer, self.summary, self.covered)

    @cached_property
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
        return self.link(run=rest, hidden=hidden, focus=focus, question=None, guess=None) if rest else ""

    def toggled(self, i: int) -> str:
        """The page with one run hidden, or shown again."""
        hidden = set(self.state.hidden) ^ {i}
        return self.link(hidden=tuple(sorted(hidden)))

    def only(self, i: int) -> str:
        """The page with one run shown and all others hidden."""
        return self.link(hidden=tuple(k for k in range(len(self.state.run)) if k != i), focus=i)

    @property
    def surfaces(self) -> list[tuple[str, str, str]]:
        """The landscapes to choose from: notation, title, and the page with the same runs on it."""
        others = [self.surface if name == self.surface.name else SURFACES[name]() for name in SURFACES]
        return [(str(one), type(one).title, self.link(**moved(self.state, one))) for one in others]

    @cached_property
    def schedule(self) -> Rates:
        """The schedule, and the rates that it leads to."""
        return Rates(self.state, self.look)

    @property
    def spoken(self) -> str:
        """What a screen reader says of the scrubber."""
        here = zip(self.names, self.ends, strict=True)
        return f"step {self.step} of {self.steps}: " + "; ".join(f"{name} loss {loss}" for name, loss in here)

    @cached_property
    def summary(self) -> list[str]:
        """The race in sentences."""
        told = summary(self.state, self.runs, self.names)
        return told[:1] if self.covered else told

    @property
    def rates(self) -> list[str]:
        """How the usual rates came about, and which rate of its slider is the best for each run."""
        best = [(one.title, one.scent.soonest) for one in self.chips]
        return [] if self.covered else chosen_rates(best, min(self.steps, LONGEST))

    @property
    def table(self) -> list[list[str]]:
        """The losses at some of the steps that are seen, the one shown among them."""
        steps = np.unique(np.append(np.linspace(*self.state.seen_steps, TABLE_ROWS).round().astype(int), self.step))
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
        calls = copies(self.state, self.api, self.link())
        return [*calls, in_frame("/optimizers", self.query, self.title)]


async def optimizers_lab(request: Request, query: RaceParameters) -> Response:
    """Who runs down a landscape, and how."""
    page = partial(OptimizersPage, query)
    numbers = LAB + 3 * query.run_steps + SCENT_STEP * len(query.run) * min(query.steps, LONGEST)
    return await show(request, "optimizers.html", page, numbers, view=query.view, projectable=True)
