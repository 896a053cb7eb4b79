"""The state of the optimizers page and the question to the race API."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from fastapi import Depends
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...core.descent.conditions import Conditions
from ...core.optimizers import OPTIMIZERS, Optimizer
from ...core.schedules import Constant
from ...core.surfaces import Beale, Surface
from ..entries import OptimizerField, ScheduleField, SurfaceField
from ..figures.fields import Shown, Theme
from ..figures.style import Look
from ..http.forms import Format, OfFigure, OfPage
from ..http.numbers import FURTHEST, QueryNumber, QueryWhole
from ..http.state import Fields, Reader, State
from ..page.foretold import Guess, Predict
from ..surfaces.query import between
from ..surfaces.window import Window, widened, window

MOST_RUNS = 12
MOST_STEPS = 10_000
MOST_SEEDS = 50
RACERS = ("sgd", "momentum", "rmsprop", "adam")  # who runs when nobody is named
BAND_COST = 25  # a step of up to 50 seeds at once takes as long as so many steps of one run
MOST_BAND_STEPS = 12_000  # of all runs together, where a band is asked for
MEMORY = {"rmsprop": {"alpha": 0.9}}  # where PyTorch's default, 100 steps, is longer than a race's interesting part
TILTED_ALONE = "a tilted picture is drawn by Plotly alone: ask /api/races.plotly for it"
PAUSED = 34  # the step at which a page is found paused


Step = OfFigure[Annotated[QueryWhole, Field(ge=0, le=MOST_STEPS)] | None]


def without_default(told: dict[str, Any]) -> None:
    """Drop from a schema the default that depends on other fields."""
    told.pop("default", None)


@lru_cache(maxsize=512)
def tuned(surface: Surface, name: str) -> Optimizer:
    """An optimizer with a learning rate that suits `surface`, where one is known."""
    entry = OPTIMIZERS[name]
    settings = {"lr": surface.rates[name]} if name in surface.rates else {}
    return entry.with_settings(settings | MEMORY.get(name, {}))


def moved(query: RaceQuery, surface: Surface) -> dict[str, object]:
    """What changes where the runs of a race go on to another surface: each has the rate that suits it, if one is known.

    What belonged to the old surface, its start, window, question and prediction, is gone; all else stays.
    """
    names = ("x", "y", "x_low", "x_high", "y_low", "y_high", "step_low", "step_high", "step", "question", "guess")
    return {**dict.fromkeys(names), "surface": surface, "run": tuple(retuned(one, surface) for one in query.run)}


def retuned(one: Optimizer, surface: Surface) -> Optimizer:
    """An optimizer with the rate that suits a surface, if one is known, and its own knobs."""
    rate = surface.rates.get(one.name)
    return one if rate is None else type(one).with_settings({**one.settings(), "lr": rate})


class RaceQuery(State):
    """Who runs where; shared by the page /optimizers, GET /api/races and GET /api/races/stream."""

    decisive = frozenset({"surface"})

    surface: SurfaceField = Field(
        default=Beale(), description="The landscape, in the notation.", examples=["quadratic(kappa=50)"]
    )
    run: Annotated[tuple[OptimizerField, ...], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=(),
        description="An optimizer in the notation; repeat it for more. Without it: sgd, momentum, rmsprop and adam, "
        "each with a learning rate that suits the surface.",
        examples=[["sgd(lr=0.01)", "momentum(lr=0.01,rho=0.9)"]],
        json_schema_extra=without_default,
    )
    x: Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] | None = Field(
        default=None, description="Where to start; without it the surface's own start.", examples=[-9.0]
    )
    y: Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] | None = Field(
        default=None, description="Where to start; without it the surface's own start.", examples=[1.0]
    )
    steps: Annotated[QueryWhole, Field(ge=1, le=MOST_STEPS)] = Field(
        default=240, description="How many steps each run takes, unless it blows up before.", examples=[240]
    )
    schedule: ScheduleField = Field(
        default=Constant(), description="What multiplies the learning rates as the run goes on.", examples=["cosine"]
    )
    noise: Annotated[QueryNumber, Field(ge=0, le=1e3)] = Field(
        default=0.0,
        description="Standard deviation of the noise that is added to each component of each gradient.",
        examples=[0.5],
    )
    seed: Annotated[QueryWhole, Field(ge=0, le=2**31 - 1)] = Field(
        default=0, description="With noise: where it comes from; all runs of a race are given the same.", examples=[7]
    )
    seeds: Annotated[QueryWhole, Field(ge=1, le=MOST_SEEDS)] = Field(
        default=1,
        description="Over how many seeds, this one and those after it, the band of losses is taken. Only with `noise`.",
        examples=[20],
    )
    clip_norm: Annotated[QueryNumber, Field(ge=0, le=FURTHEST)] = Field(
        default=0.0,
        description="The most that a gradient may be long, as in PyTorch's clip_grad_norm_; 0 does not clip.",
        examples=[1.0],
    )
    clip_value: Annotated[QueryNumber, Field(ge=0, le=FURTHEST)] = Field(
        default=0.0,
        description="The most that each component may be, as in clip_grad_value_; it comes first. 0 does not clip.",
        examples=[0.5],
    )
    format: Format = "json"
    theme: Theme = "light"
    picture: OfFigure[Literal["landscape", "losses", "rates", "tilted"]] = Field(
        default="landscape",
        description="Which figure is asked for: the landscape with the paths, flat or tilted, the losses, the rates.",
        examples=["losses"],
    )
    x_low: Shown = Field(default=None, description="Left end of a landscape's x axis.", examples=[-2.0])
    x_high: Shown = Field(default=None, description="Right end of a landscape's x axis.", examples=[4.0])
    y_low: Shown = Field(default=None, description="Lower end of a landscape's y axis.", examples=[-1.0])
    y_high: Shown = Field(default=None, description="Upper end of a landscape's y axis.", examples=[2.0])
    step_low: Step = Field(default=None, description="The first step that a figure of losses shows.", examples=[0])
    step_high: Step = Field(default=None, description="The last step that a figure of losses shows.", examples=[40])
    step: Step = Field(default=None, description="The step up to which a figure shows the runs.", examples=[34])
    focus: OfFigure[Annotated[QueryWhole, Field(ge=0, lt=MOST_RUNS)] | None] = Field(
        default=None,
        description="Which run is drawn on top, with its arrows, counted from 0; else the last.",
        examples=[0],
    )
    hidden: OfFigure[
        Annotated[tuple[Annotated[QueryWhole, Field(ge=0, lt=MOST_RUNS)], ...], Field(max_length=MOST_RUNS)]
    ] = Field(default=(), description="The runs that are not drawn, counted from 0.", examples=[[0]])
    question: OfPage[Literal["trap", "saddle", "ravine", "noise", "schedule", "cliff", "edge"] | None] = Field(
        default=None, description="For the page: which question is asked. The numbers do not change.", examples=["trap"]
    )
    view: OfFigure[Literal["projector", "tilted"] | None] = Field(
        default=None,
        description="For the page: large, for a room, or tilted, in three dimensions. The numbers do not change.",
        examples=["projector"],
    )
    predict: Predict = 0
    guess: Guess = None

    @model_validator(mode="after")
    def _settle(self) -> Self:
        surface = self.surface
        self.settle(
            run=self.run or tuple(tuned(surface, name) for name in RACERS),
            x=surface.start[0] if self.x is None else self.x,
            y=surface.start[1] if self.y is None else self.y,
        )
        if self.picture == "tilted" and self.format == "svg":
            raise PydanticCustomError("misfit", TILTED_ALONE, {"field": "format"})
        if self.has_band:
            self._afford(MOST_BAND_STEPS, "a band")
        return self

    def _afford(self, run_steps: int, what: str) -> None:
        most = min(MOST_STEPS, run_steps // len(self.run))
        if self.steps > most:
            told = {"field": "steps", "most": most, "what": what, "runs": len(self.run), "steps": self.steps}
            sentence = "steps must be at most {most} for {what} of {runs} runs, got {steps}"
            raise PydanticCustomError("budget", sentence, told)

    def usual(self) -> Fields:
        """The defaults; runs and start depend on the surface."""
        racers = tuple(tuned(self.surface, name) for name in RACERS)
        return {**super().usual(), "run": racers, "x": self.surface.start[0], "y": self.surface.start[1]}

    @property
    def window(self) -> Window:
        """What the landscape shows: the usual window of the surface, or the one that is asked for."""
        usual = window(self.surface, self.conditions.start)
        if all(edge is None for edge in (self.x_low, self.x_high, self.y_low, self.y_high)):
            return usual
        return widened(
            between(self.x_low, self.x_high, usual.left, usual.right),
            between(self.y_low, self.y_high, usual.bottom, usual.top),
        )

    @property
    def seen_steps(self) -> tuple[int, int]:
        """The steps that the losses show."""
        low, high = sorted((self.step_low or 0, self.steps if self.step_high is None else self.step_high))
        low, high = min(low, self.steps - 1), min(high, self.steps)
        return (low, high) if high > low else (low, low + 1)

    @property
    def shown_step(self) -> int:
        """The step at which everything stands: in a room, until somebody plays it, at the start."""
        found = 0 if self.view == "projector" else PAUSED
        return min(found if self.step is None else self.step, self.steps)

    @property
    def focused(self) -> int:
        """The run in focus."""
        last = len(self.run) - 1
        return last if self.focus is None else min(self.focus, last)

    @property
    def drawn(self) -> list[int]:
        """The runs that are drawn, the one in focus last, on top."""
        return sorted((i for i in range(len(self.run)) if i not in self.hidden), key=lambda i: i == self.focused)

    @property
    def look(self) -> Look:
        """How a figure is to look."""
        return Look(self.theme, self.view == "projector")

    @property
    def has_band(self) -> bool:
        """Whether a band of losses is asked for: there is noise, and more than one seed."""
        return self.noise > 0 and self.seeds > 1

    @property
    def points(self) -> int:
        """The most points that the runs have together."""
        return len(self.run) * (self.steps + 1)

    @property
    def run_steps(self) -> int:
        """What the race costs, in steps of one run."""
        return len(self.run) * self.steps * (1 + BAND_COST * self.has_band)

    @property
    def clips(self) -> dict[str, Any]:
        """How gradients are clipped, in order."""
        bounds = {"clip_value": self.clip_value, "clip_norm": self.clip_norm}
        return {name: bound for name, bound in bounds.items() if bound}

    @property
    def conditions(self) -> Conditions:
        """What the runs have in common."""
        assert self.x is not None
        assert self.y is not None
        luck = self.noise, self.seed
        return Conditions(self.surface, (self.x, self.y), self.steps, self.schedule, *luck, **self.clips)


READER = Reader(RaceQuery, frozenset({"run", "hidden"}))
RaceParameters = Annotated[RaceQuery, Depends(READER)]
StreamParameters = Annotated[RaceQuery, Depends(READER.of("json"))]
