"""What may be asked of a lesson: which one, a prediction, a value of its knob, a question and an answer."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Annotated, Any, Literal

from fastapi import Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from ...core.catalogue import number
from ...core.spelling import unknown
from ...lessons import LESSONS
from ...lessons.base import AnyLesson
from ..figures.fields import Theme
from ..figures.style import Look
from ..http.forms import FORMAT, OfFigure, OfPage
from ..http.numbers import JsonNumber, QueryNumber, QueryWhole
from ..http.problems import MISFIT, NOT_FOUND, Fault, Problem, ProblemError
from ..http.state import Reader, State

MOST_SEEDS = 1_000_000
MOST_VALUE = 1e8  # of any knob
LONGEST_PREDICTION = 700  # characters: 64 numbers of a drawn curve
FIRST_LESSON = "conditioning"

Boxed = Annotated[str, Field(min_length=1, max_length=20)]
DrawnForm = Annotated[OfPage[Literal["json", "plotly", "svg"]], FORMAT]


class LessonNamed:
    """A dependency that finds the lesson which a path names. Raises a problem, 404, if there is none."""

    __signature__ = Signature(
        [
            Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request),
            Parameter(
                "slug",
                Parameter.KEYWORD_ONLY,
                annotation=Annotated[
                    Literal.__getitem__(tuple(LESSONS)),  # the choices, as the contract tells them
                    Path(description="The name of a lesson.", examples=[FIRST_LESSON]),
                ],
            ),
        ]
    )

    async def __call__(self, request: Request, **_: object) -> AnyLesson:
        """The lesson."""
        slug = request.path_params["slug"]
        if slug not in LESSONS:
            raise ProblemError(Problem(NOT_FOUND, unknown(slug, "lesson", LESSONS)))
        return LESSONS[slug]


named = LessonNamed()
Named = Annotated[AnyLesson, Depends(named)]


class InForms(State):
    """What every figure of a lesson can be asked for: for which background, and for whom."""

    format: DrawnForm = "json"
    theme: Theme = "light"
    view: OfFigure[Literal["projector"] | None] = Field(default=None, description="Large, for a room.")
    box: Boxed | None = Field(
        default=None, description="Which picture of a lesson that has several; by default the one that was wrong."
    )

    @property
    def look(self) -> Look:
        """How the figure is to look."""
        return Look(self.theme, self.view == "projector")


class GivenQuery(InForms):
    """A lesson before anything is predicted."""


Spoken = Annotated[str, Field(min_length=1, max_length=LONGEST_PREDICTION)]


class PredictionQuery(InForms):
    """A prediction, as its kind is written; without one the truth alone is run."""

    prediction: Spoken | None = Field(
        default=None,
        description="A number, an option's name, or names or numbers with commas between them.",
        examples=["100"],
    )


class VariationQuery(InForms):
    """A value of the lesson's knob."""

    value: Annotated[QueryNumber, Field(ge=-MOST_VALUE, le=MOST_VALUE)] | None = Field(
        default=None,
        description="A value of the lesson's knob, within its range; by default that of the prediction.",
        examples=[1.5],
    )


class CheckQuery(State):
    """One of a lesson's three checks, with a seed from which its question is made."""

    check: Annotated[QueryWhole, Field(ge=1, le=3)] = Field(default=1, description="Which of the three checks.")
    seed: Annotated[QueryWhole, Field(ge=0, le=MOST_SEEDS)] = Field(
        default=0, description="Another seed asks with other numbers.", examples=[7]
    )


class PredictionBody(BaseModel):
    """A prediction as JSON."""

    model_config = ConfigDict(extra="forbid", title="PredictionBody")

    prediction: JsonNumber | Spoken | Annotated[list[JsonNumber | Spoken], Field(min_length=1, max_length=64)] = Field(
        description="A number; the name of an option; a list of names, in order or ticked; or a curve's heights.",
        examples=[100],
    )

    @property
    def text(self) -> str:
        """As it is written in a query."""
        told = self.prediction
        parts = told if isinstance(told, list) else [told]
        return ",".join(one if isinstance(one, str) else repr(one).removesuffix(".0") for one in parts)


class AnswerBody(BaseModel):
    """An answer to a check."""

    model_config = ConfigDict(extra="forbid", title="AnswerBody")

    seed: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        description="The sealed seed that came with the question.", examples=["from the question"]
    )
    answer: JsonNumber | Annotated[str, Field(min_length=1, max_length=100)] = Field(
        description="A number, as a number or as people write it (`1/1000`, `2^-10`, `0,001`), or an option's name.",
        examples=["0.01"],
    )

    @property
    def text(self) -> str:
        """As people write it."""
        return self.answer if isinstance(self.answer, str) else repr(self.answer).removesuffix(".0")


GivenParameters = Annotated[GivenQuery, Depends(Reader(GivenQuery))]
PredictionParameters = Annotated[PredictionQuery, Depends(Reader(PredictionQuery))]
VariationParameters = Annotated[VariationQuery, Depends(Reader(VariationQuery))]
CheckParameters = Annotated[CheckQuery, Depends(Reader(CheckQuery))]


def predicted(lesson: AnyLesson, text: str, part: str = "query") -> Any:
    """What a text predicts, in a part of the request. Raises ProblemError if it predicts nothing."""
    try:
        return lesson.prediction.read(text)
    except ValueError as error:
        told = f"prediction: {error}"
        raise ProblemError(Problem(MISFIT, told, (Fault(f"/{part}/prediction", told),))) from None


def faced(lesson: AnyLesson, box: str | None, value: Any = None) -> AnyLesson:
    """The lesson by the picture that is asked for, or that suits what was said. Raises ProblemError for no such."""
    try:
        return lesson.facing(box, value)
    except ValueError as error:
        told = f"box: {error}"
        raise ProblemError(Problem(MISFIT, told, (Fault("/query/box", told),))) from None


def within_knob(lesson: AnyLesson, value: float) -> float:
    """A value of the lesson's knob, the nearest whole one where it has no others.

    Raises ProblemError for one out of its range.
    """
    vary = lesson.vary
    zero = vary.critical == 0 and not vary.low <= 0 <= vary.high
    if not (vary.low <= value <= vary.high or (zero and value == 0)):
        ends = f"[{number(vary.low)}, {number(vary.high)}]{' or be 0' if zero else ''}"
        told = f"the knob {vary.symbol} must lie in {ends}, got {number(value)}"
        raise ProblemError(Problem(MISFIT, told, (Fault("/query/value", told),)))
    return float(round(value)) if vary.whole else value
