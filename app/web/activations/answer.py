"""What the API tells of activations; filled from the core, written as bytes once."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ..http.answers import Answer

EachX = Annotated[list[float | None], Field(description="One number for each x; null where it overflows.")]


class KinkAnswer(Answer):
    """A place where the slope jumps."""

    x: float
    value: float
    left: float = Field(description="The slope just left of it.")
    right: float = Field(description="The slope just right of it.")
    jump: float = Field(description="How far the value itself jumps; 0 where it does not.")


class PointAnswer(Answer):
    """A curve read at one x."""

    value: float | None
    slope: float | None


class CurveAnswer(Answer):
    """One activation over all x."""

    f: str = Field(description="The activation in the notation, with every knob.")
    value: EachX
    slope: EachX
    kinks: list[KinkAnswer]
    overflow: bool = Field(description="Whether some number is null because it is beyond the largest float.")
    at: PointAnswer | None = Field(description="The curve at the query's `at`.")


class CurvesAnswer(Answer):
    """Curves over one x axis."""

    x: list[float]
    at: float | None = Field(description="The query's `at`.")
    curves: list[CurveAnswer]
