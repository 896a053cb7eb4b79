"""Curves of activation functions and of their slopes."""

from __future__ import annotations

from typing import Annotated, Self

import numpy as np
from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.web.activations.answer import CurvesAnswer
from app.web.activations.curves import curves, table
from app.web.activations.figure import figure
from app.web.activations.query import MOST_CURVES, ActivationsParameters, ActivationsQuery, most_points
from app.web.entries import ActivationField
from app.web.figures.answers import OTHER_FORMS, pictures
from app.web.http.answers import CSV, JSON, to_csv, to_json
from app.web.http.bodies import body_reader
from app.web.http.numbers import JsonNumber
from app.web.http.state import read

router = APIRouter(tags=["activations"])

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


def as_json(query: ActivationsQuery) -> Response:
    """The curves with all their digits."""
    return Response(to_json(curves(query.f, query.x(), query.at)), media_type=JSON)


def as_csv(query: ActivationsQuery) -> Response:
    """The curves as a table."""
    headers = {"Content-Disposition": 'attachment; filename="activations.csv"'}
    return Response(to_csv(table(curves(query.f, query.x(), query.at))), headers=headers, media_type=CSV)


WRITERS = {"json": as_json, "csv": as_csv, **pictures(figure)}
BODY = {"content": {"application/json": {"schema": CurvesAt.model_json_schema()}}, "required": True}


@router.get(
    "/activations", operation_id="get_activations", summary="Curves", response_model=CurvesAnswer,
    responses={200: {"description": "The curves; by `format` as a table or as a figure.", "content": OTHER_FORMS}},
)  # fmt: skip
async def get_activations(request: Request, query: ActivationsParameters) -> Response:
    """Values, slopes and kinks of any number of activation functions over an interval."""
    numbers = query.points * (1 + 2 * len(query.f)) * (1 if query.format == "json" else 1_000)
    client = request.client.host if request.client else ""
    response = await request.app.state.workers.run(client, numbers, WRITERS[query.format], query)
    response.headers["Cache-Control"] = f"public, max-age={request.app.state.settings.max_age}"
    return response  # type: ignore[no-any-return]  # app.state has no types


async def directly(request: Request) -> Response:
    """GET /api/activations past FastAPI, which documents it, but whose way to it takes longer than the curves do."""
    return await get_activations(request, read(request, ActivationsQuery, frozenset({"f", "hidden"})))


@router.post(
    "/activations", operation_id="post_activations", summary="Curves at your own x", response_model=CurvesAnswer,
    openapi_extra={"requestBody": BODY},
)  # fmt: skip
async def post_activations(request: Request, body: Annotated[CurvesAt, Depends(body_reader(CurvesAt))]) -> Response:
    """The same at the caller's own x, in the caller's order."""
    client = request.client.host if request.client else ""
    numbers = len(body.x) * (1 + 2 * len(body.f))
    x = np.asarray(body.x, dtype=np.float64)
    response = await request.app.state.workers.run(
        client, numbers, lambda: Response(to_json(curves(body.f, x)), media_type=JSON)
    )
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[no-any-return]  # app.state has no types
