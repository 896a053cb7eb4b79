"""Of a question for a number: where it may lie, and what is near enough to be right."""

from __future__ import annotations

from typing import Any

from ...lessons.predictions import Kind
from ...lessons.quantities import Number
from ..lessons.asking import end_told, spelt


def range_told(kind: Kind[Any] | None) -> str:
    """In which range a number lies, and in what unit it is; nothing of any other kind."""
    if not isinstance(kind, Number):
        return ""
    low, high = kind.slides or (kind.low, kind.high)
    return f"A number from {end_told(low)} to {end_told(high)} {kind.unit}".strip()


def near(kind: Kind[Any], truth: float) -> str:
    """Which numbers count as right; nothing where one alone does."""
    if not isinstance(kind, Number) or not (reach := max(kind.apart, kind.within * abs(truth))):
        return ""
    low, high = (spelt(kind, float(f"{one:.3g}"), 3) for one in (truth - reach, truth + reach))
    return f"{low.removesuffix(kind.unit).strip()} to {high} counts as right"
