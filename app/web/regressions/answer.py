"""What the API tells of regressions: whole answers and events, and their bytes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from pydantic_core import to_json

from ...core.descent.outcomes import Outcome
from ..http.answers import Answer
from ..http.events import stream_contract
from .comparison import Comparison

MaybeNumbers = list[float | None]
Losses = Annotated[MaybeNumbers, Field(description="Above the least loss on all rows; null where it is not finite.")]


class CoursesAnswer(Answer):
    """What a run comes to, column by column; index 0 is the start, where all weights are 0."""

    steps: list[int] = Field(description="How many steps were made.")
    samples: list[int] = Field(description="How many rows were looked at.")
    seconds: list[float] = Field(description="How long so many steps take here, made plainly: `step_seconds` for each.")
    excess: Losses = Field(description="The loss above the least possible, on all rows: the median of all seeds.")
    low: Losses = Field(description="The quantile of 10 % over the seeds.")
    high: Losses = Field(description="The quantile of 90 % over the seeds.")
    first: Losses = Field(description="That of the first seed alone.")


class RunBeginning(Answer):
    """A run before its first step."""

    run: str = Field(description="The optimizer in the notation, with every knob.")
    batch: int = Field(description="How many rows each step looks at.")
    schedule: str = Field(description="The schedule of its rate in the notation, with every knob.")
    last_step: int = Field(description="How many steps it is to make.")
    floor: float | None = Field(
        description="How far above the least loss the noise of batches keeps it, by theory; null where none is known."
    )
    step_seconds: float = Field(description="How long a plain step of one run takes on this server, just measured.")


class FitEndingAnswer(Answer):
    """How a run ended."""

    outcome: Outcome
    reason: str | None = Field(description="Why, as a sentence, where there is one to say.")
    step: int | None = Field(description="The step by which it blew up; null unless it diverged.")
    samples_to_tenth: int | None = Field(
        description="How many rows it had looked at when the median came to a tenth of that of the start; null if not."
    )


class RegressionRun(RunBeginning, CoursesAnswer, FitEndingAnswer):
    """A run."""


class Beginning(Answer):
    """What is known before the first step."""

    data: str = Field(description="The data set in the notation; of one's own rows `own`.")
    n: int = Field(description="How many rows there are.")
    weights: int = Field(description="How many weights: one a feature, and of your own rows an intercept.")
    target: Literal["number", "class"] = Field(description="For a number least squares, for a class the logistic loss.")
    seeds: int
    start: float = Field(description="How far the loss of weights of 0 is above the least.")


class RegressionsAnswer(Beginning):
    """Regressions side by side, on the same rows."""

    runs: list[RegressionRun]


class RowsEvent(Answer):
    """Rows that are there, while they are made."""

    part: Literal[0]
    rows: int
    n: int


class BeginEvent(Beginning):
    """The first event with an id of its own."""

    part: Literal[1]
    runs: list[RunBeginning]


class CoursesEvent(Answer):
    """The next steps of every run."""

    part: int = Field(description="The event's id.")
    share: float = Field(description="How much of all the work is done, about; at most 1.")
    runs: list[CoursesAnswer]


class FitsEnd(Answer):
    """The last event."""

    why: Literal["done", "time limit", "restarting"] = Field(
        description="Ask again with Last-Event-ID unless it is `done`."
    )
    part: int = Field(description="The last part that was told.")
    runs: list[FitEndingAnswer]


FITS_STREAMED = stream_contract(
    "comparison",
    "The part",
    {"rows": RowsEvent, "begin": BeginEvent, "steps": CoursesEvent, "end": FitsEnd},
)


def as_json(job: Comparison) -> bytes:
    """The whole answer of fits that are done."""
    told = job.begin()
    told["runs"] = [
        {**begun, **columns, **ending}
        for begun, columns, ending in zip(told["runs"], job.columns(), job.endings(), strict=True)
    ]
    return to_json(told, inf_nan_mode="null")
