"""The state of the page of two weights: the rows, who is fitted to them, and what of it is looked at."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal, Self

from fastapi import Depends
from pydantic import AfterValidator, Field, JsonValue, model_validator

from ...core.data import DATA, DataSet, Linear
from ...core.optimizers import SGD, Optimizer
from ..entries import OptimizerField, Written
from ..figures.fields import Shown, Theme
from ..figures.style import Look
from ..http.forms import Format, OfFigure
from ..http.numbers import QueryFlag, QueryNumber, QueryWhole
from ..http.state import Fields, Reader, State
from ..regressions.asked import check_batches, for_each
from ..regressions.query import MOST_BATCH
from ..surfaces.query import between
from ..surfaces.window import Window, widened
from .rows import LONGEST_LINK, PlaneRows, check_plane, own_points, points_of

MOST_RUNS, MOST_STEPS = 3, 240
USUAL_STEPS, PAUSED = 60, 6
BATCH_OF_SOME = 8  # of the second run's batches
AROUND = 0.55  # of the way from the start to the least loss: how much is shown around both
POINTS_TOLD = (
    "Your own points instead, x and y of each, as CSV: a line each, or with a blank between two. Up to 100 fit into a "
    "link."
)
SCALED = (
    "1 takes from x its mean and divides it by its standard deviation; 0 leaves it as it is. Of two features both do "
    "nothing."
)
BATCHES_HERE = "How many rows each step of a run looks at: one number, or one a run. Without it, and a run: 1, 8, all."
BRUSH = "With `high`: rows whose residuals, target minus prediction, lie from here on are looked at by themselves."

IN_A_LINK: dict[str, JsonValue] = {"format": "points", "maxLength": LONGEST_LINK}  # what is longer has a sentence
Residual = OfFigure[Annotated[QueryNumber, Field(ge=-1e12, le=1e12)] | None]
PlaneSet = Annotated[DataSet, Written(DATA, "linear(n=100,d=2)")]


class PlaneQuery(State):
    """What GET /api/planes answers and the page /sgd/two shows."""

    decisive = frozenset({"data", "rows", "scaled", "run", "batch"})

    data: PlaneSet = Field(
        default=Linear(n=40.0, d=1.0),
        description="A data set of one feature, which gets an intercept, or of two, whose target is a number.",
    )
    rows: Annotated[str, Field(max_length=20_000, json_schema_extra=IN_A_LINK), AfterValidator(own_points)] | None = (
        Field(default=None, description=POINTS_TOLD)
    )
    scaled: QueryFlag = Field(default=1, description=SCALED)
    run: Annotated[tuple[OptimizerField, ...], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=(), description="An optimizer in the notation; repeat it for more.", examples=[["sgd(lr=0.1)"]]
    )
    batch: Annotated[
        tuple[Annotated[QueryWhole, Field(ge=1, le=MOST_BATCH)], ...], Field(min_length=1, max_length=MOST_RUNS)
    ] = Field(default=(), description=BATCHES_HERE, examples=[[4]])
    steps: Annotated[QueryWhole, Field(ge=1, le=MOST_STEPS)] = Field(
        default=USUAL_STEPS, description="How many steps each run makes.", examples=[100]
    )
    seed: Annotated[QueryWhole, Field(ge=0, le=2**31 - 1)] = Field(
        default=0, description="Where the order of the rows comes from.", examples=[7]
    )
    focus: Annotated[QueryWhole, Field(ge=0, lt=MOST_RUNS)] = Field(
        default=0, description="Which run's batches are told of, from 0 on.", examples=[0]
    )
    step: OfFigure[Annotated[QueryWhole, Field(ge=0, le=MOST_STEPS)] | None] = Field(
        default=None, description="The step where the runs stand; the batch is that of the next one.", examples=[6]
    )
    low: Residual = Field(default=None, description=BRUSH, examples=[0])
    high: Residual = Field(default=None, description="See `low`.", examples=[3])
    x_low: Shown = Field(default=None, description="Left end of what is shown of the first weight.", examples=[-1.0])
    x_high: Shown = Field(default=None, description="Its right end.", examples=[3.0])
    y_low: Shown = Field(default=None, description="Lower end of what is shown of the second weight.", examples=[-1.0])
    y_high: Shown = Field(default=None, description="Its upper end.", examples=[1.0])
    picture: OfFigure[Literal["plane", "points", "residuals"]] = Field(
        default="plane", description="Which figure is asked for.", examples=["residuals"]
    )
    format: Format = "json"
    theme: Theme = "light"
    view: OfFigure[Literal["projector"] | None] = Field(default=None, description="Large, for a room.")

    @model_validator(mode="after")
    def _settle(self) -> Self:
        if self.rows is None:
            check_plane(self.data)
        n = len(self.points.samples)
        runs = self.run or usual_runners(self.data, self.rows, bool(self.scaled))
        batch = for_each("batch", self.batch or usual_sizes(len(runs), n, named=bool(self.run)), len(runs))
        check_batches(batch, n)
        self.settle(run=runs, batch=batch, focus=min(self.focus, len(runs) - 1))
        return self

    def usual(self) -> Fields:
        """The defaults; runs depend on the rows, batches on both."""
        runs = usual_runners(self.data, self.rows, bool(self.scaled))
        sizes = usual_sizes(len(self.run), len(self.points.samples), named=self.run != runs)
        return {**super().usual(), "run": runs, "batch": sizes}

    @property
    def points(self) -> PlaneRows:
        """The rows."""
        return points_of(self.data, self.rows, bool(self.scaled))

    @property
    def shown_step(self) -> int:
        """The step where the runs stand: in a room, until somebody plays it, at the start."""
        found = 0 if self.view == "projector" else PAUSED
        return min(self.steps, found if self.step is None else self.step)

    @property
    def brush(self) -> tuple[float, float] | None:
        """The residuals that are looked at by themselves, the lower end first."""
        if self.low is None and self.high is None:
            return None
        low = -float("inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        return min(low, high), max(low, high)

    @property
    def usual_window(self) -> Window:
        """The start, the weights of the least loss, and some room around both."""
        return window_of_points(self.points)

    @property
    def window(self) -> Window:
        """What is shown."""
        if self.x_low is self.x_high is self.y_low is self.y_high is None:
            return self.usual_window
        usual = self.usual_window
        x = between(self.x_low, self.x_high, usual.left, usual.right)
        return widened(x, between(self.y_low, self.y_high, usual.bottom, usual.top))

    @property
    def look(self) -> Look:
        """How a figure is to look."""
        return Look(self.theme, self.view == "projector")


def window_of_points(points: PlaneRows) -> Window:
    """Both ends of the way to the least loss, and so much around."""
    best = points.bowl.best
    far = AROUND * (max(map(abs, best)) or 1.0)
    x, y = ((min(0.0, one) - far, max(0.0, one) + far) for one in best)
    return widened(x, y)


@lru_cache(maxsize=64)
def usual_runners(data: DataSet, own: str | None, scaled: bool) -> tuple[Optimizer, ...]:
    """Plain descent on single rows, on some and on all, each at a rate that suits the rows."""
    points = points_of(data, own, scaled)
    squares = (points.samples.x.astype(float) ** 2).sum(axis=1)
    longest, steepest = float(squares.max()), points.bowl.steepest
    some = usual_sizes(3, len(squares), named=False)[1]
    rates = (0.7 / longest, 1 / (steepest + longest / some), 0.6 / steepest)
    return tuple(SGD(lr=min(10.0, float(f"{rate:.1g}"))) for rate in rates)


def usual_sizes(runs: int, n: int, named: bool) -> tuple[int, ...]:
    """Those of the usual runs; single rows for whichever others are named."""
    return (1,) * runs if named else (1, min(BATCH_OF_SOME, max(2, n // 4)), n)


PlaneParameters = Annotated[PlaneQuery, Depends(Reader(PlaneQuery, frozenset({"run", "batch"})))]
