"""The forms of an answer: JSON at the address itself, each other one at an address of its own beside it.

`/api/races` has `/api/races.csv`, `/api/races.plotly` and `/api/races.svg` for companions, which take the same
parameters. A person may also write `format=csv` at the address itself, a program ask for the form by `Accept`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from .answers import CSV, JSON, PLOTLY, SVG

Form = Literal["json", "csv", "plotly", "svg"]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Only:
    """A mark on a field of a query: these forms read it, and no other is told of it. Without a mark all do."""

    forms: tuple[Form, ...]

    @staticmethod
    def reads(form: Form, field: FieldInfo) -> bool:
        """Whether a form reads a field."""
        return all(form in one.forms for one in field.metadata if isinstance(one, Only))


OfNumbers = Annotated[Value, Only(("json", "csv"))]
OfFigure = Annotated[Value, Only(("plotly", "svg"))]
OfTable = Annotated[Value, Only(("csv",))]
OfPage = Annotated[Value, Only(())]  # taken by the API, so that a page's query is a call's, and told of nowhere
FORMAT = Field(
    description="`csv` for pandas.read_csv, `plotly` for plotly.io.from_json, `svg` for the picture itself.",
    examples=["json"],
)
Format = Annotated[OfPage[Form], FORMAT]
TableFormat = Annotated[OfPage[Literal["json", "csv"]], FORMAT]


class FigureAnswer(BaseModel):
    """A figure in Plotly's words."""

    data: list[dict[str, object]] = Field(description="The traces, from the lowest to the topmost.")
    layout: dict[str, object] = Field(description="Axes, texts, shapes and the template.")


class Table(Response):
    """For the contract: a table."""

    media_type = CSV.partition(";")[0]


class Drawing(JSONResponse):
    """For the contract: a figure for Plotly."""

    media_type = PLOTLY


class Depicted(Response):
    """For the contract: a picture."""

    media_type = SVG


@dataclass(frozen=True)
class Otherwise:
    """One form besides JSON: its media type, what the contract says of it, and whether the contract names it.

    Generators of clients know no pictures: from an answer of another type than text or JSON they make a broken call.
    """

    media: str
    told: Mapping[str, Any]
    listed: bool = True


OTHERWISE: Mapping[Form, Otherwise] = {
    "csv": Otherwise(CSV, {"response_class": Table}),
    "plotly": Otherwise(PLOTLY, {"response_class": Drawing, "response_model": FigureAnswer}),
    "svg": Otherwise(SVG, {"response_class": Depicted}, listed=False),
}
MEDIA: Mapping[Form, str] = {"json": JSON, **{form: kind.media for form, kind in OTHERWISE.items()}}
