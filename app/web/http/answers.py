"""What all answers of the API have in common: their base, how large they may be, and how they are written."""

from __future__ import annotations

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
add_compress_type(PLOTLY)


class Answer(BaseModel):
    """Base of every answer: fixed, and without a field that is not in the schema."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def to_json(answer: Answer) -> bytes:
    """The answer as bytes, written once; what overflows is null."""
    return answer.__pydantic_serializer__.to_json(answer)
