"""The questions to the surface API."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from fastapi import Depends
from pydantic import Field, model_validator

from ...core.numbers import Array
from ...core.surfaces import Beale, Surface
from ...core.surfaces.base import Interval
from ..entries import SurfaceField
from ..figures.fields import Theme
from ..figures.style import Look
from ..http.forms import Format, OfFigure, OfNumbers, OfTable, TableFormat
from ..http.numbers import FURTHEST, Edge, QueryNumber, QueryWhole, evenly
from ..http.state import Fields, Reader, State
from .window import Window, widened

MOST_POINTS = 100  # along each axis: 10,000 heights, 100 x and 100 y of 25 characters each fit into 256 KiB
USUAL_POINTS = 81
CLOSEST = 1e-13  # of the numbers at its ends: an interval closer than this is opened by 1 to each side


class SurfaceQuery(State):
    """Which surface over which rectangle, for GET /api/surfaces."""

    decisive = frozenset({"surface"})

    surface: SurfaceField = Field(
        default=Beale(), description="The landscape, in the notation.", examples=["quadratic(kappa=50)"]
    )
    points: OfNumbers[Annotated[QueryWhole, Field(ge=2, le=MOST_POINTS)]] = Field(
        default=USUAL_POINTS, description="How many x, and how many y, evenly spaced, ends included.", examples=[41]
    )
    x_low: Edge = Field(
        default=None,
        description="Left end of the x axis; without it that of the surface's domain. Ends in the wrong order are "
        "swapped, ends that are not apart are opened by 1 to each side.",
        examples=[-2.0],
    )
    x_high: Edge = Field(
        default=None, description="Right end of the x axis; without it that of the domain.", examples=[2.0]
    )
    y_low: Edge = Field(
        default=None, description="Lower end of the y axis; without it that of the domain.", examples=[-2.0]
    )
    y_high: Edge = Field(
        default=None, description="Upper end of the y axis; without it that of the domain.", examples=[2.0]
    )
    shape: OfTable[Literal["long", "wide"]] = Field(
        default="long",
        description="`long`: a row for each place; `wide`: a row for each y, with a column for each x.",
        examples=["wide"],
    )
    format: Format = "json"
    theme: Theme = "light"
    view: OfFigure[Literal["projector"] | None] = Field(
        default=None, description="`projector` makes a figure large, for a room.", examples=["projector"]
    )

    @model_validator(mode="after")
    def _settle(self) -> Self:
        (left, right), (bottom, top) = self.surface.domain
        x_low, x_high = between(self.x_low, self.x_high, left, right)
        y_low, y_high = between(self.y_low, self.y_high, bottom, top)
        self.settle(x_low=x_low, x_high=x_high, y_low=y_low, y_high=y_high)
        return self

    def usual(self) -> Fields:
        """The defaults; the rectangle depends on the surface."""
        (left, right), (bottom, top) = self.surface.domain
        return {**super().usual(), "x_low": left, "x_high": right, "y_low": bottom, "y_high": top}

    @property
    def window(self) -> Window:
        """The rectangle that a figure shows: the one that is asked for, widened until both axes have one scale."""
        x, y = self.axes()
        return widened((x[0], x[-1]), (y[0], y[-1]))

    @property
    def look(self) -> Look:
        """How a figure is to look."""
        return Look(self.theme, self.view == "projector")

    def axes(self) -> tuple[Array, Array]:
        """x and y, each of shape (points,)."""
        assert self.x_low is not None
        assert self.x_high is not None
        assert self.y_low is not None
        assert self.y_high is not None
        return evenly(self.x_low, self.x_high, self.points), evenly(self.y_low, self.y_high, self.points)


def ground_of(surface: Surface, shown: Window, bold: bool) -> SurfaceQuery:
    """The question whose figure is the landscape of a window."""
    told = {"surface": surface, **shown.edges(), "view": "projector" if bold else None}
    return SurfaceQuery.model_validate(told)


def between(low: float | None, high: float | None, usual_low: float, usual_high: float) -> Interval:
    """An interval the right way round, and not empty."""
    low, high = sorted((usual_low if low is None else low, usual_high if high is None else high))
    narrow = CLOSEST * max(1.0, abs(low), abs(high))
    return (max(-FURTHEST, low - 1), min(FURTHEST, high + 1)) if high - low < narrow else (low, high)


class PointQuery(State):
    """Which surface at which point, for GET /api/surfaces/point."""

    decisive = frozenset({"surface"})

    surface: SurfaceField = Field(
        default=Beale(), description="The landscape, in the notation.", examples=["quadratic(kappa=50)"]
    )
    x: Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] | None = Field(
        default=None, description="Where; without it the surface's own start.", examples=[1.0]
    )
    y: Annotated[QueryNumber, Field(ge=-FURTHEST, le=FURTHEST)] | None = Field(
        default=None, description="Where; without it the surface's own start.", examples=[1.5]
    )
    format: TableFormat = "json"

    def usual(self) -> Fields:
        """The defaults; the point depends on the surface."""
        return {**super().usual(), "x": self.surface.start[0], "y": self.surface.start[1]}

    @property
    def point(self) -> tuple[float, float]:
        """Where."""
        x, y = self.surface.start
        return x if self.x is None else self.x, y if self.y is None else self.y


SurfaceParameters = Annotated[SurfaceQuery, Depends(Reader(SurfaceQuery))]
PointParameters = Annotated[PointQuery, Depends(Reader(PointQuery))]
