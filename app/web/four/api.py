"""The four panels for programs: who wins each, and their pictures."""

from __future__ import annotations

from fastapi import Request, Response

from ..figures.answers import pictures
from ..http.answers import to_json
from ..http.desk import served
from ..http.forms import MEDIA
from ..http.tables import to_csv
from .answer import contests, table
from .figure import figure
from .query import PanelsParameters, PanelsQuery

NUMBERS = 100_000  # what the longest run of a panel costs


def as_json(query: PanelsQuery) -> bytes:
    """All four, decided."""
    return to_json(contests(query))


def as_csv(query: PanelsQuery) -> bytes:
    """The same as a table."""
    return to_csv(table(contests(query)))


WRITERS = {"json": as_json, "csv": as_csv, **pictures(figure)}


async def get_contests(request: Request, query: PanelsParameters) -> Response:
    """SGD against SGD + momentum in a local minimum, on a saddle, in a ravine and in noise: who wins each."""
    write = WRITERS[query.format]
    return await served(request, NUMBERS, lambda: write(query), MEDIA[query.format], name="contests")
