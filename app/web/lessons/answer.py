"""What the API tells of lessons: never a key before a prediction is made or a question answered."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ...lessons import LESSONS
from ...lessons.base import AnyLesson
from ...lessons.content import Misconception, Vary, Why
from ...lessons.options import Choice, Rank, Several
from ...lessons.predictions import Kind
from ...lessons.quantities import Click, Draw, Number
from ..http.answers import Answer

Predicted = float | str | list[float] | list[str]


class LessonEntry(Answer):
    """A lesson in the list."""

    slug: str
    chapter: str = Field(description="Chapter and number in the order of the slides.")
    title: str
    question: str
    kind: str = Field(description="How it is predicted: choice, several, number, rank, click or draw.")
    minutes: int


class LessonsAnswer(Answer):
    """All lessons."""

    lessons: list[LessonEntry]


class OptionAnswer(Answer):
    """Something that can be chosen."""

    name: str
    text: str


class KindAnswer(Answer):
    """How something is predicted or answered."""

    kind: str
    options: list[OptionAnswer] | None = Field(default=None, description="Of a choice, several, or an order.")
    low: float | None = Field(default=None, description="The least number that is taken.")
    high: float | None = Field(default=None, description="The largest.")
    log: bool = Field(default=False, description="Whether numbers are compared by their ratio.")
    unit: str = ""
    x: list[float] | None = Field(default=None, description="Where heights are asked for: of a place, of a curve.")


class TermAnswer(Answer):
    """A word and its meaning."""

    word: str
    meaning: str


class PartAnswer(Answer):
    """A symbol of the formula, in TeX."""

    symbol: str
    meaning: str
    value: str


class WhyAnswer(Answer):
    """The reason, told after a prediction: the formula in TeX, the same with numbers, and words."""

    formula: str
    parts: list[PartAnswer]
    numbers: str
    words: list[str]


class VaryAnswer(Answer):
    """The knob of a lesson; its critical value is told after the prediction."""

    symbol: str
    help: str
    low: float
    high: float
    default: float
    log: bool
    critical: float | None = None
    mark: str | None = None
    goal: str | None = None


class SourceAnswer(Answer):
    """What is published, and where it can be looked up; the numbers themselves stand at /verify."""

    what: str
    source: str


class LessonAnswer(LessonEntry):
    """One lesson, without any key."""

    setting: str
    terms: list[TermAnswer]
    prediction: KindAnswer
    figure: dict[str, Any] = Field(description="The picture before anything is predicted, in Plotly's words.")
    vary: VaryAnswer


class MisconceptionAnswer(Answer):
    """What a wrong answer betrays, what is true instead, and which value of the knob shows it."""

    name: str
    belief: str
    instead: str
    value: float


class AhaAnswer(Answer):
    """The number to remember."""

    number: str
    equals: str
    words: str


class PredictionAnswer(Answer):
    """A prediction and the truth, both run."""

    prediction: Predicted | None = Field(description="As it was read; null where none was made.")
    truth: Predicted
    right: bool
    gap: float | None = Field(
        description="Of logarithmic numbers a ratio, of others a difference; of orders how many pairs are wrong."
    )
    misconception: MisconceptionAnswer | None
    words: list[str] = Field(description="What became of both.")
    aha: AhaAnswer
    why: WhyAnswer
    vary: VaryAnswer
    limits: str = Field(description="Where it does not hold.")
    references: list[SourceAnswer]
    figure: dict[str, Any]


class VariationAnswer(Answer):
    """The lesson at a value of its knob."""

    value: float
    outcome: float | None = Field(description="What the curve behind the knob tells; null where there is nothing.")
    words: list[str]
    reached: bool = Field(description="Whether the knob's goal is reached.")
    why: WhyAnswer
    figure: dict[str, Any]


class CheckAnswer(KindAnswer):
    """A question made from a seed."""

    check: int
    seed: str = Field(description="The question under a seal, to be handed back with the answer.")
    prompt: str


class MarkedAnswer(Answer):
    """An answer, marked."""

    right: bool
    misconception: MisconceptionAnswer | None
    feedback: list[str]
    solution: list[str] | None = Field(description="After the right answer, or a second wrong one.")
    again: str | None = Field(description="After a first wrong answer the seal for the second try.")


def entry(lesson: AnyLesson) -> dict[str, Any]:
    """What the list tells of a lesson."""
    told = {"slug": lesson.slug, "chapter": lesson.place, "title": lesson.title, "question": lesson.question}
    return {**told, "kind": lesson.prediction.name, "minutes": lesson.minutes}


def lessons_answer() -> LessonsAnswer:
    """All of them, in the order of the slides."""
    return LessonsAnswer(lessons=[LessonEntry(**entry(one)) for one in LESSONS.values()])


def lesson_answer(lesson: AnyLesson, figure: dict[str, Any]) -> LessonAnswer:
    """One lesson before a prediction."""
    return LessonAnswer(
        **entry(lesson),
        setting=lesson.setting,
        terms=[TermAnswer(word=one.word, meaning=one.meaning) for one in lesson.terms],
        prediction=KindAnswer(**kind_told(lesson.prediction)),
        figure=figure,
        vary=vary_answer(lesson.vary, known=False),
    )


def kind_told(kind: Kind[Any]) -> dict[str, Any]:
    """How something is predicted."""
    told: dict[str, Any] = {"kind": kind.name}
    if isinstance(kind, Choice | Several | Rank):
        told["options"] = [OptionAnswer(name=one.name, text=one.text) for one in kind.options]
    if isinstance(kind, Number):
        told |= {"low": kind.low, "high": kind.high, "log": kind.log, "unit": kind.unit}
    if isinstance(kind, Click):
        told |= {"low": kind.low, "high": kind.high, "x": [kind.x]}
    if isinstance(kind, Draw):
        told |= {"low": kind.low, "high": kind.high, "x": kind.x.tolist()}
    return told


def why_answer(why: Why) -> WhyAnswer:
    """The reason."""
    parts = [PartAnswer(symbol=one.symbol, meaning=one.meaning, value=one.value) for one in why.parts]
    return WhyAnswer(formula=why.formula, parts=parts, numbers=why.numbers, words=list(why.words))


def sources_answer(lesson: AnyLesson) -> list[SourceAnswer]:
    """What is published of a lesson."""
    return [SourceAnswer(what=one.what, source=one.source) for one in lesson.references]


def vary_answer(vary: Vary, known: bool) -> VaryAnswer:
    """The knob, with what theory marks once it is known."""
    told: dict[str, Any] = {name: getattr(vary, name) for name in ("symbol", "help", "low", "high", "default", "log")}
    more: dict[str, Any] = {"critical": vary.critical, "mark": vary.mark or None, "goal": vary.goal or None}
    return VaryAnswer(**told, **(more if known else {}))


def misconception_answer(one: Misconception | None) -> MisconceptionAnswer | None:
    """What a wrong answer betrays."""
    if one is None:
        return None
    return MisconceptionAnswer(name=one.name, belief=one.belief, instead=one.instead, value=one.value)


def as_told(value: Any) -> Predicted:
    """A prediction for JSON."""
    return list(value) if isinstance(value, tuple) else value
