"""The question to the regression API: which data, whose runs on which batches, and how far."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from fastapi import Depends
from pydantic import Field, model_validator

from ...core.data import Linear
from ...core.schedules import Constant
from ..entries import DataField, OptimizerField, ScheduleField
from ..figures.fields import Theme
from ..figures.style import Look
from ..http.forms import Format, OfFigure, OfPage
from ..http.numbers import QueryNumber, QueryWhole
from ..http.state import Fields, Reader, State
from ..page.foretold import Guess, Predict
from .asked import (
    MOST_RUNS,
    Fits,
    Runner,
    check_batches,
    check_marks,
    check_size,
    for_each,
    usual_batches,
    usual_runs,
    usual_samples,
)

MOST_BATCH, MOST_LOOKS, MOST_SEEDS, MOST_EVERY = 1_000_000, 10**9, 50, 1_000_000
Power = OfFigure[Annotated[QueryNumber, Field(ge=-300, le=300)] | None]
WINDOW_FIELDS = ("x_low", "x_high", "y_low", "y_high")
BATCHES = (
    "How many rows each step of a run looks at; the number of all rows is batch descent. One serves all runs, or each "
    "has its own. Without it, and without a run: 1, 32 and all."
)
SAMPLES_TOLD = (
    "How many rows a run looks at in all, at least for one step; one number serves all runs, or each has its own. "
    "Without it 100,000, of classes 20,000, and on batches of all rows ten times each."
)
SCHEDULES_TOLD = (
    "What multiplies the learning rate as a run goes on; one schedule serves all runs, or each has its own. "
    "Without it the rates stay."
)
RUNS = "An optimizer in the notation; repeat it for more. Without it: sgd, at a rate that suits each batch."
DATA = "The data set, in the notation; its rows come from a seed and are always the same."


class RegressionQuery(State):
    """Which regressions are compared; shared by the page, GET /api/regressions and its stream."""

    decisive = frozenset({"data", "run", "batch"})

    data: DataField = Field(default=Linear(), description=DATA, examples=["linear(n=10000)"])
    run: Annotated[tuple[OptimizerField, ...], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=(), description=RUNS, examples=[["sgd(lr=0.01)", "sgd(lr=0.005)"]]
    )
    batch: Annotated[
        tuple[Annotated[QueryWhole, Field(ge=1, le=MOST_BATCH)], ...], Field(min_length=1, max_length=MOST_RUNS)
    ] = Field(default=(), description=BATCHES, examples=[[10]])
    samples: Annotated[
        tuple[Annotated[QueryWhole, Field(ge=1, le=MOST_LOOKS)], ...], Field(min_length=1, max_length=MOST_RUNS)
    ] = Field(default=(), description=SAMPLES_TOLD, examples=[[20_000]])
    schedule: Annotated[tuple[ScheduleField, ...], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=(), description=SCHEDULES_TOLD, examples=[["cosine"]]
    )
    seed: Annotated[QueryWhole, Field(ge=0, le=2**31 - 1)] = Field(
        default=0, description="Where the order of the rows comes from.", examples=[7]
    )
    seeds: Annotated[QueryWhole, Field(ge=1, le=MOST_SEEDS)] = Field(
        default=1,
        description="Over how many seeds, this one and those after it, the median and the band are taken.",
        examples=[3],
    )
    every: Annotated[QueryWhole, Field(ge=0, le=MOST_EVERY)] = Field(
        default=0,
        description="Of how many steps one is told; 0 tells all at first, then 16 of each doubling.",
        examples=[50],
    )
    format: Format = "json"
    theme: Theme = "light"
    across: OfFigure[Literal["samples", "steps", "seconds"]] = Field(
        default="samples", description="What a figure shows across: the one cost of three.", examples=["steps"]
    )
    x_low: Power = Field(default=None, description="Left end of a figure, as a power of ten.", examples=[2.5])
    x_high: Power = Field(default=None, description="Its right end, as a power of ten.", examples=[6])
    y_low: Power = Field(default=None, description="Its lower end, as a power of ten.", examples=[-3])
    y_high: Power = Field(default=None, description="Its upper end, as a power of ten.", examples=[-1])
    question: OfPage[Literal["samples", "floor", "momentum", "seconds", "schedule"] | None] = Field(
        default=None, description="For the page: which question is asked. The numbers do not change."
    )
    view: OfFigure[Literal["projector"] | None] = Field(default=None, description="Large, for a room.")
    predict: Predict = 0
    guess: Guess = None

    @model_validator(mode="after")
    def _settle(self) -> Self:
        check_size(self.data)
        n, runs = int(self.data.n), self.run or usual_runs(self.data)
        batch = for_each("batch", self.batch or usual_batches(len(runs), n, named=bool(self.run)), len(runs))
        check_batches(batch, n)
        samples = for_each("samples", self.samples or usual_samples(batch, self.data), len(runs))
        schedule = for_each("schedule", self.schedule or (Constant(),), len(runs))
        self.settle(run=runs, batch=batch, samples=samples, schedule=schedule)
        check_marks(self.asked)
        return self

    def usual(self) -> Fields:
        """The defaults; runs, batches and samples depend on the data and on each other."""
        n, runs = int(self.data.n), usual_runs(self.data)
        named = self.run != runs
        batch = usual_batches(len(self.run), n, named=named)
        lists = {"batch": batch, "samples": usual_samples(self.batch, self.data)}
        return {**super().usual(), "run": runs, **lists, "schedule": (Constant(),) * len(self.run)}

    @property
    def asked(self) -> Fits:
        """What is to be worked out."""
        runners = tuple(Runner(*one) for one in zip(self.run, self.batch, self.samples, self.schedule, strict=True))
        shape = self.data.target, int(self.data.n), self.data.features
        return Fits(runners, *shape, self.seed, self.seeds, self.every)

    @property
    def look(self) -> Look:
        """How a figure is to look."""
        return Look(self.theme, self.view == "projector")


READER = Reader(RegressionQuery, frozenset({"run", "batch", "samples", "schedule"}))
RegressionParameters = Annotated[RegressionQuery, Depends(READER)]
StreamedParameters = Annotated[RegressionQuery, Depends(READER.of("json"))]
