"""What is said to a room, as JSON: open, ask, vote, go on."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from ...rooms.questions import Spec
from ...rooms.state import Phase
from ..http.numbers import JsonNumber, JsonWhole

Text = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
AnswerText = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
YesNo = Annotated[bool, Field(strict=True)]
LAB_ADDRESS = r"^/(activations|softmax|optimizers(/four)?|sgd(/two)?)(\?[!-~]*)?$"  # shown at the projector
LONGEST_VOTE = 700  # characters: 64 numbers of a drawn curve
SHAPES = ({"lesson"}, {"lesson", "check"}, {"sweep"}, {"text", "options"}, {"text", "low", "high"})
GOES_WITH = {"seed": {"check"}, "log": {"low"}, "unit": {"low"}, "within": {"low"}, "right": {"text"}, "lab": {"text"}}


class QuestionBody(BaseModel):
    """A question: what a lesson asks, one of its checks, its sweep, or one's own with options or a number."""

    model_config = ConfigDict(extra="forbid", title="QuestionBody")

    lesson: Text | None = None
    check: Annotated[JsonWhole, Field(ge=1, le=3)] | None = None
    seed: Annotated[JsonWhole, Field(ge=0, le=1_000_000)] | None = None
    sweep: Text | None = None
    text: Text | None = None
    options: Annotated[list[AnswerText], Field(max_length=8)] | None = None
    low: JsonNumber | None = None
    high: JsonNumber | None = None
    log: YesNo | None = None
    unit: Annotated[str, Field(max_length=20)] | None = None
    within: Annotated[JsonNumber, Field(ge=0, le=1)] | None = None
    right: JsonNumber | Text | None = None
    lab: Annotated[str, Field(max_length=2_000, pattern=LAB_ADDRESS)] | None = None

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
        raise PydanticCustomError("rule", "a question is told by one of: {shapes}", {"shapes": shapes})


class OpeningBody(BaseModel):
    """A room for a lesson, or for one question."""

    model_config = ConfigDict(extra="forbid", title="OpeningBody")

    lesson: Text | None = None
    question: QuestionBody | None = None

    @model_validator(mode="after")
    def _one(self) -> OpeningBody:
        if (self.lesson is None) == (self.question is None):
            raise PydanticCustomError("rule", "a room is opened for a lesson or for a question, one of them")
        return self


class VoteBody(BaseModel):
    """An answer, as its kind is written, and whether its owner is sure."""

    model_config = ConfigDict(extra="forbid", title="VoteBody")

    vote: JsonNumber | Annotated[str, Field(min_length=1, max_length=LONGEST_VOTE)]
    sure: YesNo | None = None

    @property
    def written(self) -> str:
        """As it is written."""
        return self.vote if isinstance(self.vote, str) else repr(self.vote).removesuffix(".0")


class PhaseBody(BaseModel):
    """Where a room goes: to a question by its place on the agenda, or to another phase of the one there is."""

    model_config = ConfigDict(extra="forbid", title="PhaseBody")

    phase: Phase
    question: Annotated[JsonWhole, Field(ge=0, lt=1_000)] | None = None
    seconds: Annotated[JsonNumber, Field(gt=0, le=3_600)] | None = None

    @model_validator(mode="after")
    def _asks(self) -> PhaseBody:
        if self.phase != "asking" and (self.question is not None or self.seconds is not None):
            raise PydanticCustomError("rule", "question and seconds go with the phase asking alone")
        return self
