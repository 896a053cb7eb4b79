"""The state of a lesson's page: what was predicted, which beat is shown, the knob, the questions and the answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from fastapi import Depends
from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from ...lessons.checks import MOST_TRIES
from ...lessons.parsing import readings
from ...lessons.quantities import MOST_DRAWN
from ..http.numbers import QueryFlag, QueryWhole
from ..http.state import Reader, State
from .query import MOST_SEEDS, MOST_VALUE, Boxed, Spoken

Beat = Literal["see", "why", "vary", "check", "end"]
LONGEST_ANSWER = 100  # characters
MOST_STEPS = 100_000


def number_written(told: Any) -> Any:
    """The number that somebody has written into a box, by its larger reading where there are two."""
    try:
        return max(readings(told)) if isinstance(told, str) else told
    except ValueError as error:
        raise PydanticCustomError("rule", "{sentence}", {"sentence": f"value: {error}"}) from None


WrittenNumber = Annotated[float, BeforeValidator(number_written)]
Listed = Annotated[tuple[Annotated[str, Field(max_length=LONGEST_ANSWER)], ...], Field(max_length=MOST_DRAWN)]


class LessonState(State):
    """What the page of a lesson shows. What is ticked or drawn in a form becomes one prediction in the link."""

    prediction: Spoken | None = None
    ticked: Listed = ()
    drawn: Listed = ()
    draft: Spoken | None = None  # of an order, as far as it is told
    skip: QueryFlag = 0
    box: Boxed | None = None
    beat: Beat | None = None
    value: Annotated[WrittenNumber, Field(ge=-MOST_VALUE, le=MOST_VALUE)] | None = None
    check: Annotated[QueryWhole, Field(ge=1, le=3)] = 1
    seed: Annotated[QueryWhole, Field(ge=0, le=MOST_SEEDS)] | None = None
    answer: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=LONGEST_ANSWER)], ...],
                      Field(max_length=MOST_TRIES)] = ()  # fmt: skip
    step: Annotated[QueryWhole, Field(ge=0, le=MOST_STEPS)] | None = None
    view: Literal["projector"] | None = None

    @model_validator(mode="after")
    def _settle(self) -> Self:
        told = self.ticked or self.drawn
        if told:
            said = self.prediction if self.prediction == "none" else ",".join(told)
            self.settle(prediction=said, ticked=(), drawn=(), box=None)
        if not self.known:  # the answer is in no picture before
            self.settle(beat=None, value=None, check=1, answer=())
        elif self.beat is None:
            self.settle(beat="see")
        if self.known and self.beat != "check":
            self.settle(draft=None)
        return self

    @property
    def known(self) -> bool:
        """Whether a prediction was made, or skipped."""
        return self.prediction is not None or bool(self.skip)


LISTED_FIELDS = frozenset({"ticked", "drawn", "answer"})
StateParameters = Annotated[LessonState, Depends(Reader(LessonState, LISTED_FIELDS))]
