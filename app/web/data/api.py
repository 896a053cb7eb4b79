"""Data sets for programs."""

from __future__ import annotations

from fastapi import Request, Response

from ..http.answers import to_json
from ..http.desk import served
from ..http.tables import NUMBER, tabled
from .answer import data_answer, table
from .query import DataParameters


async def get_data(request: Request, query: DataParameters) -> Response:
    """The first rows of a data set, up to 10,000; a target is a number, or a class 0 or 1."""
    if query.format == "csv":
        most = NUMBER * (query.numbers + query.set.features)
        return await tabled(request, query, query.numbers, lambda: table(query), most, f"data-{query.set.name}")
    return await served(request, query.numbers, lambda: to_json(data_answer(query)))
