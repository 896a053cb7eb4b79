"""The state of the four panels: one factor of the rates, one rho, fair or not, and the step where all four stand."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import Field

from ...core.descent.contests import STEPS, Key, Setting
from ...core.surfaces.base import Interval
from ..figures.fields import Shown, Theme
from ..figures.style import Look
from ..http.forms import Format, OfFigure
from ..http.numbers import QueryFlag, QueryNumber, QueryWhole
from ..http.state import Reader, State
from ..page.foretold import Guess, Predict
from ..surfaces.query import between

LEAST_ALPHA, MOST_ALPHA = 0.1, 10.0
MOST_RHO = 0.999
PAUSED = 55  # the step at which the page is found paused


class PanelsQuery(State):
    """What the page /optimizers/four shows."""

    alpha: Annotated[QueryNumber, Field(ge=LEAST_ALPHA, le=MOST_ALPHA)] = Field(
        default=1.0, description="What the learning rate of every panel is multiplied by."
    )
    rho: Annotated[QueryNumber, Field(ge=0, le=MOST_RHO)] = Field(
        default=0.9, description="How much of its velocity momentum keeps at each step."
    )
    fair: QueryFlag = Field(default=0, description="1 multiplies momentum's learning rate by 1 - rho.")
    step: OfFigure[Annotated[QueryWhole, Field(ge=0, le=STEPS)] | None] = Field(
        default=None, description="The step where all four stand."
    )
    zoomed: OfFigure[Key | None] = Field(
        default=None, description="The panel whose window the edges tell.", examples=["saddle"]
    )
    x_low: Shown = Field(default=None, description="Left end of that panel's x axis.", examples=[-1.0])
    x_high: Shown = Field(default=None, description="Right end of that panel's x axis.", examples=[1.0])
    y_low: Shown = Field(default=None, description="Lower end of its y axis; of a logarithmic one the power of ten.")
    y_high: Shown = Field(default=None, description="Upper end of its y axis.", examples=[1.0])
    picture: OfFigure[Key] = Field(
        default="trap", description="Which panel's figure is asked for.", examples=["ravine"]
    )
    format: Format = "json"
    theme: Theme = "light"
    view: OfFigure[Literal["projector"] | None] = Field(default=None, description="Large, for a room.")
    predict: Predict = 0
    guess: Guess = None

    @property
    def shown_step(self) -> int:
        """The step where all four stand: in a room, until somebody plays it, at the start."""
        found = 0 if self.view == "projector" else PAUSED
        return found if self.step is None else self.step

    @property
    def look(self) -> Look:
        """How a figure is to look."""
        return Look(self.theme, self.view == "projector")

    def edges(self, x: Interval, y: Interval) -> tuple[Interval, Interval]:
        """The window of the panel that is zoomed; what is not told is as usual."""
        return between(self.x_low, self.x_high, *x), between(self.y_low, self.y_high, *y)

    @property
    def setting(self) -> Setting:
        """What the numbers depend on."""
        return Setting(self.alpha, self.rho, bool(self.fair))


PanelsParameters = Annotated[PanelsQuery, Depends(Reader(PanelsQuery))]
