"""Curves of activation functions and of their slopes."""

from __future__ import annotations

from typing import Annotated, Self

import numpy as np
from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ..entries import ActivationField
from ..figures.answers import pictures
from ..http.answers import DRAWN, FIGURE, to_json
from ..http.bodies import body_reader
from ..http.desk import served
from ..http.forms import MEDIA
from ..http.numbers import JsonNumber
from ..http.tables import tabled
from .curves import curves, table, table_bytes
from .figure import figure
from .query import MOST_CURVES, ActivationsParameters, ActivationsQuery, most_points
from .words import file_of

MOST_X = 1_000


class CurvesAt(BaseModel):
    """Which curves, at which x of the caller's own."""

    model_config = ConfigDict(extra="forbid")

    f: list[ActivationField] = Field(
        min_length=1,
        max_length=MOST_CURVES,
        description="Activations in the notation.",
        examples=[["gelu", "elu(alpha=0.5)"]],
    )
    x: list[JsonNumber] = Field(
        min_length=1,
        max_length=MOST_X,
        description="Finite numbers, in any order. With 5 curves or more fewer than 1000 are allowed.",
        examples=[[-2.0, 0.0, 2.0]],
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        most = most_points(len(self.f))
        if len(self.x) > most:
            told = {"field": "x", "most": most, "curves": len(self.f), "got": len(self.x)}
            raise PydanticCustomError("budget", "x takes at most {most} for {curves} curves, got {got}", told)
        return self


def as_json(query: ActivationsQuery) -> bytes:
    """The curves with all their digits."""
    return to_json(curves(query.f, query.x(), query.at))


WRITERS = {"json": as_json, **pictures(figure)}


async def get_activations(request: Request, query: ActivationsParameters) -> Response:
    """Values, slopes and kinks of any number of activation functions over an interval."""
    numbers, name = query.points * (1 + 2 * len(query.f)), file_of(query.f, query.question)
    if query.format == "csv":
        return await tabled(request, query, 3 * numbers, lambda: table(query), table_bytes(query), name)
    write = WRITERS[query.format]
    numbers += FIGURE * (query.format in DRAWN)
    return await served(request, numbers, lambda: write(query), MEDIA[query.format])


async def post_activations(request: Request, body: Annotated[CurvesAt, Depends(body_reader(CurvesAt))]) -> Response:
    """The same at the caller's own x, in the caller's order."""
    numbers = len(body.x) * (1 + 2 * len(body.f))
    x = np.asarray(body.x, dtype=np.float64)
    return await served(request, numbers, lambda: to_json(curves(body.f, x)))
