"""What all answers of the API have in common: their base, how large they may be, and how they are written."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette_compress import add_compress_type

ANSWER_BYTES = 262_144  # the most that one takes
FIGURE = 20_000  # numbers that could be made in the time that it takes to draw a figure, a microsecond each or so
LAB = 15_000  # and to write the page of a lab
JSON = "application/json"
CSV = "text/csv; charset=utf-8"
PLOTLY = "application/vnd.plotly.v1+json"  # as notebooks name it
SVG = "image/svg+xml"
DRAWN = {"plotly", "svg"}  # those of the forms that are figures
MEDIA = {"json": JSON, "csv": CSV, "plotly": PLOTLY, "svg": SVG}  # by the query's `format`
add_compress_type(PLOTLY)
add_compress_type("text/csv")


class Answer(BaseModel):
    """Base of every answer: fixed, and without a field that is not in the schema."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def to_json(answer: Answer) -> bytes:
    """The answer as bytes, written once; what overflows is null."""
    return answer.__pydantic_serializer__.to_json(answer)


def to_csv(rows: Iterable[Iterable[Any]]) -> bytes:
    """A table, its head first; what overflows is empty."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_shown(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _shown(cell: Any) -> Any:
    return "" if isinstance(cell, float) and not math.isfinite(cell) else cell
