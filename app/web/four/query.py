"""The state of the four panels: one factor of the rates, one rho, fair or not, and the step where all four stand."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends
from pydantic import Field

from app.core.descent.contests import STEPS, Setting
from app.web.http.numbers import QueryNumber, QueryWhole
from app.web.http.state import State, reader

LEAST_ALPHA, MOST_ALPHA = 0.1, 10.0
MOST_RHO = 0.999


class PanelsQuery(State):
    """What the page /optimizers/four shows."""

    alpha: Annotated[QueryNumber, Field(ge=LEAST_ALPHA, le=MOST_ALPHA)] = Field(
        default=1.0, description="What the learning rate of every panel is multiplied by."
    )
    rho: Annotated[QueryNumber, Field(ge=0, le=MOST_RHO)] = Field(
        default=0.9, description="How much of its velocity momentum keeps at each step."
    )
    fair: Annotated[QueryWhole, Field(ge=0, le=1)] = Field(
        default=0, description="1 multiplies momentum's learning rate by 1 - rho."
    )
    step: Annotated[QueryWhole, Field(ge=0, le=STEPS)] | None = Field(
        default=None, description="The step where all four stand."
    )
    view: Literal["projector"] | None = Field(default=None, description="Large, for a room.")

    @property
    def setting(self) -> Setting:
        """What the numbers depend on."""
        return Setting(self.alpha, self.rho, bool(self.fair))


PanelsParameters = Annotated[PanelsQuery, Depends(reader(PanelsQuery, frozenset()))]
