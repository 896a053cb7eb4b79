"""What a class draws in a sweep: where each got to, where it blew up, and where theory has the edge."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.catalogue import number
from ...core.numerals import decimal
from ...lessons.pictures import Axis
from ...rooms.questions import Sweep
from ...rooms.state import State
from ..lessons.asking import end_told
from .board import share

SWEEP = (100.0, 40.0)  # the room of the curve


@dataclass(frozen=True)
class Seat:
    """What became of the value of one who answered, by which a phone knows its own."""

    x: float
    y: float
    given: str


@dataclass(frozen=True)
class Curve:
    """The points of those who got there, those of the others, and what the axes tell."""

    there: tuple[Seat, ...]
    gone: tuple[Seat, ...]
    edge: float | None
    mark: str
    scent: str
    symbol: str
    ends: tuple[str, str]
    highest: str


def swept_by(state: State) -> Curve | None:
    """The curve of those who answered; nothing where nothing is swept."""
    question = state.current
    if not isinstance(question, Sweep) or question.lesson is None:
        return None
    vary = question.lesson.vary
    answered = sorted({seat for votes in state.rounds(state.question) for seat in votes})
    found = [(question.given(seat), question.outcome(seat)) for seat in answered]
    highest = max((outcome for _, outcome in found if outcome is not None), default=1.0)
    axis = Axis(vary.symbol, vary.low, vary.high, vary.log)

    def seat(value: float, outcome: float | None) -> Seat:
        y = 0.0 if outcome is None else SWEEP[1] * (1 - outcome / highest)
        return Seat(SWEEP[0] * share(value, axis), y, number(value))

    return Curve(
        tuple(seat(*one) for one in found if one[1] is not None),
        tuple(seat(*one) for one in found if one[1] is None),
        None if vary.critical is None else SWEEP[0] * share(vary.critical, axis),
        question.edge, vary.scent, vary.symbol, (decimal(vary.low), decimal(vary.high)), end_told(highest),
    )  # fmt: skip
