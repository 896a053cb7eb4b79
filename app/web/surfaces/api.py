"""Surfaces: heights over a rectangle, and derivatives at a point."""

from __future__ import annotations

from fastapi import Request, Response

from ..figures.answers import pictures
from ..http.answers import DRAWN, FIGURE, to_json
from ..http.desk import served
from ..http.forms import MEDIA
from ..http.tables import NUMBER, either, tabled
from .answer import heights, point_at, point_table, table
from .figure import figure
from .query import PointParameters, SurfaceParameters, SurfaceQuery


def as_json(query: SurfaceQuery) -> bytes:
    """The heights and what is known of them."""
    return to_json(heights(query))


WRITERS = {"json": as_json, **pictures(figure)}


async def get_surface(request: Request, query: SurfaceParameters) -> Response:
    """The heights of a surface over a rectangle, and its known stationary points."""
    numbers = query.points**2
    if query.format == "csv":
        most = NUMBER * numbers * (3 if query.shape == "long" else 1)
        return await tabled(request, query, 3 * numbers, lambda: table(query), most, "surface")
    write = WRITERS[query.format]
    numbers += FIGURE * (query.format in DRAWN)
    return await served(request, numbers, lambda: write(query), MEDIA[query.format])


async def get_surface_point(request: Request, query: PointParameters) -> Response:
    """Height, slope and curvature at one point, and what they say of it."""
    return await either(request, query.format, lambda: point_at(query.surface, *query.point), point_table, "point")
