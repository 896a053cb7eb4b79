"""What the API tells of a data set: some of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ..http.answers import Answer
from ..http.tables import Cells
from .query import DataQuery

SET_TABLE = "A row for each; columns `x1,x2,...,y`."


class DataAnswer(Answer):
    """The first rows of a data set, the same on every machine."""

    set: str
    columns: list[str] = Field(description="What each number of a row is: the features, and last the target.")
    rows: list[list[float]]


def data_answer(query: DataQuery) -> DataAnswer:
    """The whole answer."""
    return DataAnswer(set=str(query.set), columns=columns(query), rows=[*first_rows(query)])


def columns(query: DataQuery) -> list[str]:
    """The names of the features, and that of the target."""
    return [*(f"x{k}" for k in range(1, query.set.features + 1)), "y"]


def first_rows(query: DataQuery) -> Iterator[list[float]]:
    """The rows."""
    sample = query.set.samples(rows=query.count)
    for x, y in zip(sample.x.tolist(), sample.y.tolist(), strict=True):
        yield [*x, y]


def table(query: DataQuery) -> Iterator[Cells]:
    """The same as a table."""
    yield columns(query)
    yield from first_rows(query)
