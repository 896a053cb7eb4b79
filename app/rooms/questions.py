"""What a class can be asked: what a lesson asks, its checks, a question of the teacher's own, and the sweep.

A question is made from a plain dictionary, its `spec`, which a journal keeps; what it is worth is worked out anew.
"""

from __future__ import annotations

import json
import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

from ..core.catalogue import number
from ..core.numerals import decimal
from ..core.spelling import unknown
from ..lessons import LESSONS
from ..lessons.base import AnyLesson
from ..lessons.checks import asked
from ..lessons.options import Choice, Option
from ..lessons.predictions import Kind
from ..lessons.quantities import Number
from .refusals import RefusedError

Spec = dict[str, Any]
MOST_OPTIONS = 8
GIVEN = "{given}"  # where the text of a question tells the value of a seat
SETTLES = Choice((Option("settles", "It gets there."), Option("never", "It blows up, or never gets there.")))


class Question(ABC):
    """One question of a room."""

    kind: Kind[Any]
    text: str
    lesson: AnyLesson | None = None
    setting: str = ""  # what is given, in a sentence
    lab: str = ""  # the address of a lab that is shown with it
    for_all: str = ""  # the text where each has a value of their own, for those who have none

    @property
    def title(self) -> str:
        """The text for the whole class."""
        return self.for_all or self.text

    @cached_property
    def value(self) -> Callable[[str], Any]:
        """What an answer says, as it is written: it is asked again and again while votes come in."""
        return lru_cache(maxsize=4096)(self.kind.read)

    @abstractmethod
    def truth(self, seat: int) -> Any:
        """The answer that is right for a seat, None where the teacher has told none."""

    def right(self, text: str, seat: int) -> bool | None:
        """Whether an answer is right, None where nothing is."""
        truth = self.truth(seat)
        return None if truth is None else self.kind.mark(self.value(text), truth).right

    def given(self, seat: int) -> float | None:
        """The value that this seat alone was given, where each has its own."""
        return None

    def outcome(self, seat: int) -> float | None:
        """What the simulation tells of the value that a seat was given, None where it blows up or never ends."""
        return None

    def solution(self) -> list[str]:
        """What is told with the truth."""
        return []

    def words(self, most: str) -> list[str]:
        """What becomes of the most chosen answer when it is run, and then what is true."""
        return self.solution()


class Predicted(Question):
    """What a lesson asks; the class's answer is run beside the truth."""

    def __init__(self, spec: Spec) -> None:
        self.lesson = lesson_named(spec["lesson"])
        self.kind, self.text = self.lesson.prediction, self.lesson.question
        self.setting = self.lesson.given_first

    def truth(self, seat: int) -> Any:
        """From the lesson's simulation."""
        assert self.lesson is not None
        return truth_of(self.lesson)

    def words(self, most: str) -> list[str]:
        """As the lesson tells one learner."""
        assert self.lesson is not None
        return list(self.lesson.seen(self.kind.read(most) if most else None).words)


class Checked(Question):
    """One of a lesson's checks, made from a seed."""

    def __init__(self, spec: Spec) -> None:
        self.lesson = lesson_named(spec["lesson"])
        if not 1 <= spec["check"] <= len(self.lesson.checks):
            raise RefusedError("unfit", f"check must be 1 to {len(self.lesson.checks)}", "question")
        self._made = asked(self.lesson.checks[spec["check"] - 1], spec.get("seed", 0))
        self.kind, self.text = self._made.kind, self._made.prompt

    def truth(self, seat: int) -> Any:
        """The key."""
        return self._made.key

    def solution(self) -> list[str]:
        """The worked solution."""
        return list(self._made.solution)


class Sweep(Question):
    """Each seat is given one value of a lesson's knob, says whether that will do, and all of them draw the curve."""

    kind = SETTLES

    def __init__(self, spec: Spec) -> None:
        self.lesson = lesson_named(spec["sweep"])
        if self.lesson.slug not in sweepable():
            offered = ", ".join(sweepable())
            raise RefusedError("unfit", f"there is nothing to sweep in this lesson; choose from {offered}", "question")
        symbol = self.lesson.vary.symbol
        self.text = f"Your {symbol} is {GIVEN}, and nobody else's. What becomes of it?"
        self.for_all = f"Each of you has another {symbol}. What becomes of yours?"

    def given(self, seat: int) -> float:
        """The value of a seat: however many come, they are spread over the whole range.

        One after the other they lie below the edge and above it: of two, one sees it blow up.
        """
        assert self.lesson is not None
        vary = self.lesson.vary
        low, high, share = vary.low, vary.high, spread(seat + 1)
        if vary.critical is not None:
            low, high = (vary.critical, high) if seat % 2 else (low, vary.critical)
            share = spread(seat // 2 + 1)
        value = low * (high / low) ** share if vary.log else low + share * (high - low)
        return float(round(value)) if vary.whole else float(f"{value:.4g}")

    def outcome(self, seat: int) -> float | None:
        """What the curve behind the lesson's knob tells of it."""
        assert self.lesson is not None
        return outcome_of(self.lesson, self.given(seat))

    def truth(self, seat: int) -> str:
        """What becomes of the seat's own value."""
        return "never" if self.outcome(seat) is None else "settles"

    def solution(self) -> list[str]:
        """Where theory has the edge."""
        assert self.lesson is not None
        vary = self.lesson.vary
        return [] if vary.critical is None else [f"The edge is {self.edge}: theory says so."]

    @property
    def edge(self) -> str:
        """Where theory has the edge, in words; nothing if it has none."""
        assert self.lesson is not None
        vary = self.lesson.vary
        told = decimal(vary.critical) if vary.critical is not None else ""
        return f"{vary.symbol if vary.mark.endswith(told) else vary.mark} = {told}" if told else ""


class Own(Question):
    """A question that the teacher has written: options, or a number."""

    def __init__(self, spec: Spec) -> None:
        self.text, self.lab = spec["text"], spec.get("lab", "")
        self.kind = self._options(spec) if "options" in spec else self._number(spec)
        told = spec.get("right")
        self._truth = None if told is None else self._read(told)

    def _options(self, spec: Spec) -> Choice:
        texts = spec["options"]
        if not 2 <= len(texts) <= MOST_OPTIONS or len(set(texts)) < len(texts):
            raise RefusedError("unfit", f"a choice needs 2 to {MOST_OPTIONS} different options", "question")
        return Choice(tuple(Option("abcdefgh"[i], text) for i, text in enumerate(texts)))

    def _number(self, spec: Spec) -> Number:
        low, high, log = spec["low"], spec["high"], spec.get("log", False)
        if not low < high or (log and low <= 0):
            raise RefusedError("unfit", "low must be below high, and above 0 on a logarithmic axis", "question")
        return Number(low, high, spec.get("unit", ""), log, spec.get("within", 0.1))

    def _read(self, told: Any) -> Any:
        try:
            return self.kind.read(told if isinstance(told, str) else number(told))
        except ValueError as error:
            raise RefusedError("unfit", f"right: {error}", "question") from None

    def truth(self, seat: int) -> Any:
        """As the teacher has told it."""
        return self._truth


KINDS: dict[str, Callable[[Spec], Question]] = {"check": Checked, "lesson": Predicted, "sweep": Sweep, "text": Own}


@lru_cache(maxsize=512)
def _made(written: str) -> Question:
    spec = json.loads(written)
    return next(kind for name, kind in KINDS.items() if name in spec)(spec)


def question_of(spec: Spec) -> Question:
    """The question that a spec describes. Raises RefusedError for one that cannot be asked."""
    return _made(json.dumps(spec, sort_keys=True))


def agenda_of(lesson: AnyLesson, seed: int) -> list[Spec]:
    """What a class is asked in a lesson: its prediction, the sweep where there is one, and its checks."""
    checks = [{"lesson": lesson.slug, "check": place, "seed": seed} for place in range(1, len(lesson.checks) + 1)]
    return [{"lesson": lesson.slug}, *([{"sweep": lesson.slug}] if lesson.slug in sweepable() else []), *checks]


def lesson_named(slug: str) -> AnyLesson:
    """The lesson. Raises RefusedError if there is none."""
    if slug not in LESSONS:
        raise RefusedError("unfit", unknown(slug, "lesson", LESSONS), "lesson")
    return LESSONS[slug]


@lru_cache(maxsize=1)
def sweepable() -> tuple[str, ...]:
    """The lessons whose knob blows up over a stretch, and does well elsewhere: what a class can find the edge of."""
    told = {slug: [outcome for _, outcome in one.scent()] for slug, one in LESSONS.items() if one.vary.scent}
    return tuple(slug for slug, found in told.items() if 1 < found.count(None) < len(found))


@lru_cache(maxsize=4096)
def outcome_of(lesson: AnyLesson, value: float) -> float | None:
    """What the curve behind a lesson's knob tells of a value."""
    return lesson.outcome(value)


@lru_cache(maxsize=64)
def truth_of(lesson: AnyLesson) -> Any:
    """What a lesson asks for."""
    return lesson.truth()


def spread(count: int) -> float:
    """The van der Corput sequence to base 2, in (0, 1): wherever it is cut off, it has filled the stretch evenly."""
    bits = count.bit_length()
    return int(f"{count:b}"[::-1], 2) / math.ldexp(1, bits)
