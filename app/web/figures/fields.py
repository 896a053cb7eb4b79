"""What is asked of a figure besides what it shows: for which background."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ..http.forms import OfFigure
from ..http.numbers import Edge

Shown = OfFigure[Edge]  # an end of what a figure shows
Theme = Annotated[
    OfFigure[Literal["light", "dark"]],
    Field(description="The background that a figure is made for.", examples=["dark"]),
]
