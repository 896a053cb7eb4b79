"""What a class has answered: how often each answer was given in either round, who moved, and how many were right."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_high, median_low
from typing import Any

import numpy as np

from ..core.numerals import in_full
from ..lessons.options import Choice, Rank, Several
from ..lessons.quantities import Click, Draw, Number
from .questions import Question
from .state import Round, State, Vote

BINS = 10  # of numbers
MOST_ORDERS = 6  # ways to tick or to order that are shown by themselves
MOST_CURVES = 60  # drawn curves that are laid over each other
FEW, MANY = 0.35, 0.7  # shares that are right: fewer need an explanation, more need no talk
OTHERS, RIGHT = "others", "right"
LETTERS = "ABCDEFGH"  # of options, as all three pages write them
Place = Callable[[Vote], str]


@dataclass(frozen=True)
class Bar:
    """One answer, or a stretch of numbers: how many gave it in the first round and in the second."""

    name: str
    text: str
    counts: tuple[int, int]
    right: bool


@dataclass(frozen=True)
class Move:
    """How many who answered one thing in the first round answered another in the second."""

    source: str
    target: str
    count: int


@dataclass(frozen=True)
class Tally:
    """`most` is the answer that is run first: the most frequent, of numbers and curves the median.

    The shares are of those who answered in a round, None where nobody did or nothing is right. `sure_and_wrong` counts
    those of the last round.
    """

    bars: tuple[Bar, ...]
    moves: tuple[Move, ...]
    most: str
    truth: str | None
    answered: tuple[int, int]
    right: tuple[float | None, float | None]
    sure_and_wrong: int
    curves: tuple[tuple[float, ...], ...] = ()


def tally_of(state: State) -> Tally:
    """What the class has answered to the current question; while its answer runs, nothing of what is right."""
    question, rounds = state.current, state.rounds(state.question)
    assert question is not None
    first, second = rounds
    last = rounds[state.round - 1]
    truth = question.truth(0)
    untold = truth is None or question.given(0) is not None or state.phase == "running"
    told = None if untold else question.kind.write(truth)
    bars, place = bars_of(question, rounds, told)
    moved = Counter((place(first[seat]), place(second[seat])) for seat in first.keys() & second.keys())
    wrong = [seat for seat, vote in last.items() if vote.sure and question.right(vote.text, seat) is False]
    return Tally(
        bars, tuple(Move(*way, count) for way, count in sorted(moved.items())), most_of(question, last), told,
        (len(first), len(second)), (share_right(question, first), share_right(question, second)), len(wrong),
        curves_of(question, last),
    )  # fmt: skip


def share_right(question: Question, votes: Round) -> float | None:
    """Which share of those who answered is right."""
    marked = [question.right(vote.text, seat) for seat, vote in votes.items()]
    known = [one for one in marked if one is not None]
    return sum(known) / len(known) if known else None


def bars_of(question: Question, rounds: list[Round], truth: str | None) -> tuple[tuple[Bar, ...], Place]:
    """The bars, and to which of them a vote belongs."""
    names, place = ways(question, rounds, truth)
    counted = [Counter(map(place, votes.values())) for votes in rounds]
    hit = None if truth is None else place(Vote(truth))
    return tuple(Bar(name, text, (counted[0][name], counted[1][name]), name == hit) for name, text in names), place


def ways(question: Question, rounds: list[Round], truth: str | None) -> tuple[list[tuple[str, str]], Place]:
    """Names and texts of all bars, and to which of them a vote belongs."""
    kind = question.kind
    if isinstance(kind, Choice):
        return [(one.name, one.text) for one in kind.options], lambda vote: vote.text
    if isinstance(kind, Number | Click):
        return stretches(question, kind, truth)
    if isinstance(kind, Draw):
        if truth is None:
            return [("drawn", "curves")], lambda vote: "drawn"
        hit = kind.read(truth)

        def nearness(vote: Vote) -> str:
            return "near" if kind.mark(question.value(vote.text), hit).right else "far"

        return [("near", "near the true curve"), ("far", "another curve")], nearness
    counted = Counter(vote.text for votes in rounds for vote in votes.values())
    kept = [text for text, _ in counted.most_common(MOST_ORDERS)]
    kept += [truth] if truth and truth not in kept else []
    spoken = [(text, spoken_of(kind, text)) for text in kept]
    others = [(OTHERS, OTHERS)] if counted.keys() - set(kept) else []
    return spoken + others, lambda vote: vote.text if vote.text in kept else OTHERS


def spoken_of(kind: Any, text: str) -> str:
    """An order, by letters as they stand before the options; what was ticked, in the words of the options."""
    assert isinstance(kind, Several | Rank)
    ranked = isinstance(kind, Rank)
    texts = {one.name: LETTERS[i] if ranked else one.text for i, one in enumerate(kind.options)}
    return (" < " if ranked else ", ").join(texts[name] for name in kind.read(text)) or "none"


def stretches(question: Question, kind: Number | Click, truth: str | None) -> tuple[list[tuple[str, str]], Place]:
    """Ten stretches of the range that is offered, the outer ones open; once it is known, what is right by itself."""
    slides = kind.slides if isinstance(kind, Number) else None
    low, high = slides or (kind.low, kind.high)
    log = isinstance(kind, Number) and kind.log
    edges = (np.geomspace if log else np.linspace)(low, high, BINS + 1).tolist()
    texts = [f"{one} to {other}" for one, other in pairwise(told_apart(edges))]

    def place(vote: Vote) -> str:
        return str(min(max(bisect_right(edges, number_of(question, vote)) - 1, 0), BINS - 1))

    found = [(str(i), text) for i, text in enumerate(texts)]
    if truth is None:
        return found, place
    key, right = question.value(truth), number_of(question, Vote(truth))
    here = int(place(Vote(truth)))
    above = abs(right - edges[here]) > abs(right - edges[here + 1])
    found.insert(here + above, (RIGHT, in_full(float(f"{right:.3g}"))))

    def marked(vote: Vote) -> str:
        return RIGHT if kind.mark(question.value(vote.text), key).right else place(vote)

    return found, marked


def told_apart(edges: list[float]) -> list[str]:
    """Numbers for people, with as many digits as tell them apart, two at least."""
    told = ([in_full(float(f"{one:.{digits}g}"), digits) for one in edges] for digits in range(2, 16))
    return next((texts for texts in told if len({*texts}) == len(texts)), [*map(str, edges)])


def number_of(question: Question, vote: Vote) -> float:
    """The number of a vote; of a place in the figure its height."""
    value: float | tuple[float, float] = question.value(vote.text)
    return value if isinstance(value, float) else value[1]


def most_of(question: Question, votes: Round) -> str:
    """The answer that is run for the class, nothing where nobody has answered."""
    kind = question.kind
    if not votes:
        return ""
    if isinstance(kind, Number):
        return kind.write(
            kind.read(kind.write(between([number_of(question, one) for one in votes.values()], kind.log)))
        )
    if isinstance(kind, Click):
        return kind.write((kind.x, median(number_of(question, vote) for vote in votes.values())))
    if isinstance(kind, Draw):
        middle = np.median(np.array([question.value(vote.text) for vote in votes.values()]), axis=0)
        return kind.write(tuple(float(f"{one:.4g}") for one in middle.tolist()))
    return Counter(vote.text for vote in votes.values()).most_common(1)[0][0]


def between(numbers: list[float], log: bool) -> float:
    """The median; of two in the middle, where ratios count, what is as many times one as the other is of it."""
    low, high = median_low(numbers), median_high(numbers)
    if not log or low <= 0:
        return (low + high) / 2
    return min(max(low, math.sqrt(low) * math.sqrt(high)), high)  # their product may be beyond what a double holds


def curves_of(question: Question, votes: Round) -> tuple[tuple[float, ...], ...]:
    """Drawn curves, evenly chosen from all of them."""
    kind = question.kind
    if not isinstance(kind, Draw):
        return ()
    told = [vote.text for _, vote in sorted(votes.items())]
    return tuple(question.value(text) for text in told[:: max(1, -(-len(told) // MOST_CURVES))])


def advice(share: float | None, round: int = 1) -> str | None:
    """What to do next, by the share that was right: talking helps most where some are and some are not."""
    if share is None:
        return None
    return "go on" if share > MANY else "explain" if share < FEW or round > 1 else "talk"
