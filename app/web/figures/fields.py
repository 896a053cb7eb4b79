"""What is asked of a figure besides what it shows: its form, and for which background."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

Form = Literal["json", "csv", "plotly", "svg"]
Format = Annotated[
    Form,
    Field(
        description="`csv` for pandas.read_csv, `plotly` for plotly.io.from_json, `svg` for the picture itself.",
        examples=["json"],
    ),
]
Theme = Annotated[
    Literal["light", "dark"],
    Field(description="The background that a figure is made for. The numbers do not change.", examples=["dark"]),
]
