"""What is said to a room, as JSON: open, ask, vote, go on."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from ...lessons import LESSONS
from ...rooms.commands import MOST_QUESTIONS
from ...rooms.questions import MOST_OPTIONS, Spec
from ...rooms.state import Phase
from ..http.numbers import JsonNumber, JsonWhole

NOT_BLANK = Field(json_schema_extra={"pattern": r"\S"})
Text = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True), NOT_BLANK]
AnswerText = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True), NOT_BLANK]
Slug = Annotated[Text, Field(json_schema_extra={"enum": [*LESSONS]})]  # another one is told which is meant
YesNo = Annotated[bool, Field(strict=True)]
UNLIKE = {"uniqueItems": True}
FURTHEST_APART = 1e15  # beyond it the stretches that answers are counted in are no longer told apart
Reaching = Annotated[JsonNumber, Field(ge=-FURTHEST_APART, le=FURTHEST_APART)]
Options = Annotated[list[AnswerText], Field(min_length=2, max_length=MOST_OPTIONS, json_schema_extra=UNLIKE)]
LAB_ADDRESS = r"^/(activations|softmax|optimizers(/four)?|sgd(/two)?)(\?[!-~]*)?$"  # shown at the projector
LONGEST_VOTE = 700  # characters: 64 numbers of a drawn curve
SHAPES = ({"lesson"}, {"lesson", "check"}, {"sweep"}, {"text", "options"}, {"text", "low", "high"})
GOES_WITH = {"seed": {"check"}, "log": {"low"}, "unit": {"low"}, "within": {"low"}, "right": {"text"}, "lab": {"text"}}


class QuestionBody(BaseModel):
    """A question: what a lesson asks, one of its checks, its sweep, or one's own with options or a number."""

    model_config = ConfigDict(extra="forbid", title="QuestionBody")

    lesson: Slug | None = Field(default=None, description="The lesson whose prediction, or whose check, is asked.")
    check: Annotated[JsonWhole, Field(ge=1, le=3)] | None = Field(
        default=None, description="Which of the lesson's checks, in the place of its prediction."
    )
    seed: Annotated[JsonWhole, Field(ge=0, le=1_000_000)] | None = Field(
        default=None, description="Of a check: another seed asks with other numbers."
    )
    sweep: Slug | None = Field(
        default=None, description="The lesson in whose sweep each student is given a value of its knob."
    )
    text: Text | None = Field(default=None, description="A question of one's own.", examples=["Which is larger?"])
    options: Options | None = Field(
        default=None, description="Its answers, all different; votes call them a, b, c.", examples=[["one", "two"]]
    )
    low: Reaching | None = Field(default=None, description="In the place of options: the least number that is taken.")
    high: Reaching | None = Field(default=None, description="The largest.")
    log: YesNo | None = Field(default=None, description="Whether numbers are compared by their ratio.")
    unit: Annotated[str, Field(max_length=20)] | None = None
    within: Annotated[JsonNumber, Field(ge=0, le=1)] | None = Field(
        default=None, description="Which share of the right number another may miss it by; a tenth unless told."
    )
    right: JsonNumber | Text | None = Field(
        default=None, description="The option, by its letter, or the number that is right, if any is.", examples=["b"]
    )
    lab: Annotated[str, Field(max_length=2_000, pattern=LAB_ADDRESS)] | None = Field(
        default=None, description="The address of a lab, as it stands, which the projector shows beside the question."
    )

    @property
    def spec(self) -> Spec:
        """As the journal keeps it."""
        return self.model_dump(exclude_none=True)

    @model_validator(mode="after")
    def _one_shape(self) -> QuestionBody:
        told = self.spec.keys()
        fits = all(needed <= told for name, needed in GOES_WITH.items() if name in told)
        if told - GOES_WITH.keys() in SHAPES and fits:
            return self
        shapes = "; ".join(" and ".join(sorted(one)) for one in SHAPES)
        field = next(iter(told), "text")
        raise PydanticCustomError(
            "misfit", "a question is told by one of: {shapes}", {"shapes": shapes, "field": field}
        )


class OpeningBody(BaseModel):
    """A room for a lesson, or for one question."""

    model_config = ConfigDict(extra="forbid", title="OpeningBody")

    lesson: Slug | None = Field(default=None, description="All that it asks: its prediction, its sweep, its checks.")
    question: QuestionBody | None = Field(
        default=None,
        description="One question, in the place of a lesson.",
        examples=[{"text": "Which is larger?", "options": ["one", "two"], "right": "b"}],
    )

    @model_validator(mode="after")
    def _one(self) -> OpeningBody:
        if (self.lesson is None) == (self.question is None):
            told = "a room is opened for a lesson or for a question, one of them"
            raise PydanticCustomError("misfit", told, {"field": "lesson"})
        return self


class VoteBody(BaseModel):
    """An answer, as its kind is written, and whether its owner is sure."""

    model_config = ConfigDict(extra="forbid", title="VoteBody")

    vote: JsonNumber | Annotated[str, Field(min_length=1, max_length=LONGEST_VOTE)] = Field(
        description="The name of an option, a number, or what else the kind of the question takes.", examples=["b"]
    )
    sure: YesNo | None = Field(default=None, description="Whether its owner is sure.", examples=[True])

    @property
    def written(self) -> str:
        """As it is written."""
        return self.vote if isinstance(self.vote, str) else repr(self.vote).removesuffix(".0")


class PhaseBody(BaseModel):
    """Where a room goes: to a question by its place on the agenda, or to another phase of the one there is."""

    model_config = ConfigDict(extra="forbid", title="PhaseBody")

    phase: Phase = Field(description="Of `asking` a question and a time may be told.", examples=["asking"])
    question: Annotated[JsonWhole, Field(ge=0, lt=MOST_QUESTIONS)] | None = Field(
        default=None,
        description="Its place on the agenda, from 0; without it the current one is asked for the second time.",
        examples=[0],
    )
    seconds: Annotated[JsonNumber, Field(gt=0, le=3_600)] | None = Field(
        default=None, description="After which it is closed; without it the teacher closes it."
    )

    @model_validator(mode="after")
    def _asks(self) -> PhaseBody:
        if self.phase != "asking" and (self.question is not None or self.seconds is not None):
            field = "seconds" if self.question is None else "question"
            told = "question and seconds go with the phase asking alone"
            raise PydanticCustomError("misfit", told, {"field": field})
        return self
