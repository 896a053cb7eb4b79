"""The state of the activations page and the question to its API."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from fastapi import Depends
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...core.activations import ELU, Activation, LeakyReLU, Maxout, ReLU, Sigmoid, Tanh
from ...core.activations.base import Array
from ..entries import ActivationField
from ..figures.fields import Shown, Theme
from ..figures.style import Look
from ..http.answers import ANSWER_BYTES
from ..http.forms import Format, OfFigure, OfNumbers, OfPage
from ..http.numbers import FURTHEST, NARROWEST, QueryNumber, QueryWhole, evenly
from ..http.state import Fields, Reader, State
from ..page.foretold import Guess, Predict

MOST_CURVES = 40
MOST_POINTS = 2_001
USUAL_POINTS = 201

SLIDES: tuple[Activation, ...] = (Sigmoid(), Tanh(), ReLU(), LeakyReLU(), Maxout(), ELU())

# An answer stays under 256 KiB even if every number takes 24 characters and a comma, and every curve a page of text.
NUMBER_BYTES = 25
CURVE_BYTES = 1_200


def most_points(curves: int) -> int:
    """The largest `points` whose answer for so many curves, x and a value and a slope each, fits into 256 KiB."""
    room = ANSWER_BYTES - CURVE_BYTES * (curves + 1)
    return min(MOST_POINTS, room // (NUMBER_BYTES * (1 + 2 * curves)))


class ActivationsQuery(State):
    """Which curves, over which x; shared by the page /activations and GET /api/activations."""

    decisive = frozenset({"f"})

    f: Annotated[tuple[ActivationField, ...], Field(min_length=1, max_length=MOST_CURVES)] = Field(
        default=SLIDES,
        description="An activation in the notation; repeat it for more curves. Without it: the six of the slides.",
        examples=[["sigmoid", "leaky_relu(negative_slope=0.1)"]],
    )
    low: Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] = Field(
        default=-8.0,
        description="Left end of the x axis. If it lies right of `high`, the two are swapped.",
        examples=[-8.0],
    )
    high: Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] = Field(
        default=8.0,
        description="Right end of the x axis. Ends less than 0.000001 apart are opened by 1 to each side.",
        examples=[8.0],
    )
    points: OfNumbers[Annotated[QueryWhole, Field(ge=2, le=MOST_POINTS)]] = Field(
        default=USUAL_POINTS,
        description="How many x, evenly spaced, ends included. With 3 curves or more fewer than 2001 are allowed: "
        f"{most_points(3)} with 3, {most_points(6)} with 6, {most_points(MOST_CURVES)} with {MOST_CURVES}.",
        examples=[USUAL_POINTS],
    )
    at: Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] | None = Field(
        default=None, description="A further x at which every curve is read exactly.", examples=[-2.0]
    )
    y_low: Shown = Field(default=None, description="Lower end of f's axis in a figure; else fitted.", examples=[-1.0])
    y_high: Shown = Field(default=None, description="Upper end of f's axis in a figure; else fitted.", examples=[2.0])
    slope_low: Shown = Field(default=None, description="Lower end of the axis of f'; else fitted.", examples=[-0.2])
    slope_high: Shown = Field(default=None, description="Upper end of the axis of f'; else fitted.", examples=[1.2])
    format: Format = "json"
    theme: Theme = "light"
    focus: OfFigure[Annotated[QueryWhole, Field(ge=0, lt=MOST_CURVES)] | None] = Field(
        default=None,
        description="Which curve is drawn on top, its saturation hatched, counted from 0.",
        examples=[0],
    )
    layers: OfPage[Annotated[QueryWhole, Field(ge=1, le=100)]] = Field(
        default=10,
        description="For the page: through how many layers a slope is multiplied. The numbers do not change.",
        examples=[10],
    )
    question: OfPage[Literal["saturated", "zero_centred", "negative_side", "leak", "cost"] | None] = Field(
        default=None,
        description="For the page: which question is asked. The numbers do not change.",
        examples=["saturated"],
    )
    hidden: OfFigure[
        Annotated[tuple[Annotated[QueryWhole, Field(ge=0, lt=MOST_CURVES)], ...], Field(max_length=MOST_CURVES)]
    ] = Field(
        default=(),
        description="The functions that are not drawn, counted from 0.",
        examples=[[0]],
    )
    view: OfFigure[Literal["projector"] | None] = Field(
        default=None, description="`projector` makes a figure large, for a room.", examples=["projector"]
    )
    predict: Predict = 0
    guess: Guess = None

    @model_validator(mode="after")
    def _settle(self) -> Self:
        low, high = sorted((self.low, self.high))
        if high - low < NARROWEST:
            low, high = max(-FURTHEST, low - 1), min(FURTHEST, high + 1)
        most = most_points(len(self.f))
        if self.points > most and "points" in self.model_fields_set:
            told = {"field": "points", "most": most, "curves": len(self.f), "points": self.points}
            raise PydanticCustomError("budget", "points must be at most {most} for {curves} curves, got {points}", told)
        self.settle(low=low, high=high, points=min(self.points, most))
        return self

    @property
    def focused(self) -> int:
        """The function in focus."""
        return min(self.focus or 0, len(self.f) - 1)

    @property
    def drawn(self) -> list[int]:
        """The functions that are not hidden."""
        return [i for i in range(len(self.f)) if i not in self.hidden]

    @property
    def look(self) -> Look:
        """How a figure is to look."""
        return Look(self.theme, self.view == "projector")

    @property
    def here(self) -> float:
        """Where values and slopes are read."""
        return self.at if self.at is not None else min(max(-2.0, self.low), self.high)

    def x(self) -> Array:
        """The x axis, shape (points,)."""
        return evenly(self.low, self.high, self.points)

    def usual(self) -> Fields:
        """The defaults; that of `points` depends on how many curves there are."""
        return {**super().usual(), "points": min(USUAL_POINTS, most_points(len(self.f)))}


ActivationsParameters = Annotated[ActivationsQuery, Depends(Reader(ActivationsQuery, frozenset({"f", "hidden"})))]
