"""Of a question for a number: where it may lie, and what is near enough to be right."""

from __future__ import annotations

from dataclasses import dataclass

from ...lessons.quantities import Click, Number
from ...rooms.questions import Question
from ..lessons.asking import end_told, spelt


@dataclass(frozen=True)
class Range:
    """Between which numbers an answer lies, the same as a sentence, and which count as right if that is told.

    Of a height in a picture the axis tells the range.
    """

    ends: tuple[str, str]
    words: str
    near: str


def range_of(question: Question, truth: str | None) -> Range | None:
    """The range of a number or of a height in a picture; of a kind that is neither there is none."""
    kind, right = question.kind, near(question, truth) if truth else ""
    if isinstance(kind, Click):
        return Range((end_told(kind.low), end_told(kind.high)), "", right)
    if not isinstance(kind, Number):
        return None
    low, high = (end_told(one) for one in kind.slides or (kind.low, kind.high))
    return Range((low, high), f"A number from {low} to {high} {kind.unit}".strip(), right)


def near(question: Question, truth: str) -> str:
    """Which numbers count as right; nothing where one alone does."""
    kind, value = question.kind, question.value(truth)
    if isinstance(kind, Click):
        return f"{end_told(value[1] - kind.apart)} to {end_told(value[1] + kind.apart)} counts as right"
    if not isinstance(kind, Number) or len(set(kind.near(value))) == 1:
        return ""
    low, high = (spelt(kind, float(f"{one:.3g}"), 3) for one in kind.near(value))
    return f"{low.removesuffix(kind.unit).strip()} to {high} counts as right"
