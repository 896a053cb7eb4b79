"""Of a question for a number: where it may lie, and what is near enough to be right."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ...core.numerals import in_full
from ...lessons.quantities import Click, Number, Reach
from ...rooms.questions import Question
from ..lessons.asking import end_told, spelt

DIGITS = range(3, 13)  # of an end of what is right: no more than it takes to tell it from the truth
LOST = 0.5  # of the way from it to the truth, at most, where it is rounded


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
    """Which numbers count as right; nothing where one alone does, or where something is to be made to happen."""
    kind, value = question.kind, question.value(truth)
    if isinstance(kind, Click):
        x, y = value
        low, high = (inwards(end, y, lambda told: kind.mark((x, told), value).right) for end in kind.near(y))
        return f"{in_full(low, DIGITS[-1])} to {in_full(high, DIGITS[-1])} counts as right"
    if not isinstance(kind, Number) or isinstance(kind, Reach) or len(set(kind.near(value))) == 1:
        return ""
    least, most = kind.slides or (kind.low, kind.high)
    ends = (min(max(end, least), most) for end in kind.near(value))
    low, high = (inwards(end, value, lambda told: kind.mark(told, value).right, kind.whole) for end in ends)
    return f"{in_full(low, DIGITS[-1])} to {spelt(kind, high, DIGITS[-1])} counts as right"


def inwards(end: float, truth: float, right: Callable[[float], bool], whole: bool = False) -> float:
    """An end of what is right to few digits, rounded towards the truth: what is told as right is marked as right."""
    for digits in DIGITS:
        step = 1.0 if whole else 10.0 ** (math.floor(math.log10(abs(end) or 1.0)) - digits + 1)
        towards = math.floor if end > truth else math.ceil
        for place in (round(end / step), towards(end / step)):  # an end that is round but for its last bit stays
            told = float(f"{place * step:.{DIGITS[-1]}g}")
            if right(told) and abs(told - end) <= LOST * abs(truth - end):
                return told
    return truth
