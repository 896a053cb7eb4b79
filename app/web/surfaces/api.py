"""Surfaces: heights over a rectangle, and derivatives at a point."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.web.http.answers import PLOTLY
from app.web.races.plotly_figure import surface_figure
from app.web.surfaces.answer import SurfaceAnswer, SurfacePointAnswer, at, heights, table
from app.web.surfaces.query import PointParameters, SurfaceParameters, SurfaceQuery

router = APIRouter(tags=["surfaces"])

OTHER_FORMS = {"text/csv": {"schema": {"type": "string"}}, PLOTLY: {"schema": {"type": "object"}}}


@router.get(
    "/surfaces", operation_id="get_surface", summary="Surface", response_model=SurfaceAnswer,
    responses={200: {"description": "The heights; by `format` as a table or as a figure.", "content": OTHER_FORMS}},
)  # fmt: skip
async def get_surface(request: Request, query: SurfaceParameters) -> Response:
    """The heights of a surface over a rectangle, and its known stationary points."""
    client = request.client.host if request.client else ""
    numbers = query.points**2 * (1 if query.format == "json" else 3)
    response = await request.app.state.workers.run(client, numbers, WRITERS[query.format], query)
    response.headers["Cache-Control"] = f"public, max-age={request.app.state.settings.max_age}"
    return response  # type: ignore[no-any-return]  # app.state has no types


def as_json(query: SurfaceQuery) -> Response:
    """The answer as bytes, written once."""
    answer = heights(query)
    return Response(answer.__pydantic_serializer__.to_json(answer), media_type="application/json")


def as_csv(query: SurfaceQuery) -> Response:
    """The heights as a table."""
    headers = {"Content-Disposition": 'attachment; filename="surface.csv"'}
    return Response(table(heights(query)), headers=headers, media_type="text/csv; charset=utf-8")


def as_plotly(query: SurfaceQuery) -> Response:
    """The contour lines as a figure."""
    return Response(surface_figure(query), media_type=PLOTLY)


WRITERS = {"json": as_json, "csv": as_csv, "plotly": as_plotly}


@router.get("/surfaces/point", operation_id="get_surface_point", summary="Point", response_model=SurfacePointAnswer)
async def get_surface_point(request: Request, query: PointParameters) -> Response:
    """Height, slope and curvature at one point, and what they say of it."""
    answer = at(query.surface, *query.point)
    headers = {"Cache-Control": f"public, max-age={request.app.state.settings.max_age}"}
    return Response(answer.model_dump_json(), headers=headers, media_type="application/json")
