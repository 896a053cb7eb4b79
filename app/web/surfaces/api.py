"""Surfaces: heights over a rectangle, and derivatives at a point."""

from __future__ import annotations

from fastapi import Request, Response

from ..figures.answers import pictures
from ..http.answers import DRAWN, FIGURE, MEDIA, to_csv, to_json
from ..http.desk import served
from .answer import heights, point_at, table
from .figure import figure
from .query import PointParameters, SurfaceParameters, SurfaceQuery


def as_json(query: SurfaceQuery) -> bytes:
    """The heights and what is known of them."""
    return to_json(heights(query))


def as_csv(query: SurfaceQuery) -> bytes:
    """The heights as a table."""
    return to_csv(table(heights(query)))


WRITERS = {"json": as_json, "csv": as_csv, **pictures(figure)}


async def get_surface(request: Request, query: SurfaceParameters) -> Response:
    """The heights of a surface over a rectangle, and its known stationary points."""
    numbers = query.points**2 + FIGURE * (query.format in DRAWN)
    write = WRITERS[query.format]
    return await served(request, numbers, lambda: write(query), MEDIA[query.format], name="surface")


async def get_surface_point(request: Request, query: PointParameters) -> Response:
    """Height, slope and curvature at one point, and what they say of it."""
    return await served(request, 0, lambda: to_json(point_at(query.surface, *query.point)))
