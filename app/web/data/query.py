"""The question for a sample of a data set."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import Depends
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ...core.data import Linear
from ..entries import DataField
from ..http.forms import TableFormat
from ..http.numbers import QueryWhole
from ..http.state import Reader, State

MOST_ROWS, MOST_NUMBERS = 10_000, 12_000  # as JSON: more do not fit into an answer; a table comes in pieces


class DataQuery(State):
    """Which data set, and how many of its rows."""

    set: DataField = Field(default=Linear(), description="The data set, in the notation.", examples=["moons"])
    rows: Annotated[QueryWhole, Field(ge=1, le=MOST_ROWS)] = Field(
        default=100, description="How many of its rows, from the first on; all if it has no more.", examples=[20]
    )
    format: TableFormat = "json"

    @model_validator(mode="after")
    def _settle(self) -> Self:
        most = MOST_NUMBERS // (self.set.features + 1)
        if self.format == "json" and self.count > most:
            told = {"field": "rows", "most": most, "rows": self.rows}
            sentence = "rows must be at most {most} of this set as JSON, got {rows}; a table may have more"
            raise PydanticCustomError("budget", sentence, told)
        return self

    @property
    def count(self) -> int:
        """How many rows there will be."""
        return min(self.rows, int(self.set.n))

    @property
    def numbers(self) -> int:
        """How many numbers there will be."""
        return self.count * (self.set.features + 1)


DataParameters = Annotated[DataQuery, Depends(Reader(DataQuery))]
