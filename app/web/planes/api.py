"""The plane of two weights for programs: its numbers, and its pictures."""

from __future__ import annotations

from fastapi import Request, Response

from ..figures.answers import pictures
from ..http.answers import to_json
from ..http.desk import served
from ..http.forms import MEDIA
from ..http.tables import to_csv
from .answer import plane_answer, table
from .figure import figure
from .query import PlaneParameters, PlaneQuery

PLANE_NUMBERS = 60_000  # what the longest runs cost, with all their batches


def as_json(query: PlaneQuery) -> bytes:
    """All of it."""
    return to_json(plane_answer(query))


def as_csv(query: PlaneQuery) -> bytes:
    """The runs as a table."""
    return to_csv(table(plane_answer(query)))


WRITERS = {"json": as_json, "csv": as_csv, **pictures(figure)}


async def get_plane(request: Request, query: PlaneParameters) -> Response:
    """Least squares of two weights from above: the loss of all rows, runs on batches of any size, and for the run in
    focus at each step the loss of its batch, whose least is elsewhere, and the residuals of all rows."""
    write = WRITERS[query.format]
    return await served(request, PLANE_NUMBERS, lambda: write(query), MEDIA[query.format], name="plane")
