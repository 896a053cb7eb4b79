"""The events of a race's stream: what they hold."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ..http.answers import Answer
from ..http.events import stream_contract
from .answer import EndingAnswer, Path


class PointsAnswer(Answer):
    """What a run adds: its next points."""

    x: Path
    y: Path
    value: Path


class StepsEvent(Answer):
    """A stretch of the race."""

    step: int = Field(description="The last step of the stretch, and the event's id.")
    runs: list[PointsAnswer] = Field(description="The new points of each run; the first event holds the start.")


class RunEnding(EndingAnswer):
    """How one run ended."""

    run: str = Field(description="The optimizer in the notation, with every knob.")


class EndEvent(Answer):
    """The last event."""

    why: Literal["done", "time limit", "restarting"] = Field(
        description="Ask again with Last-Event-ID unless it is `done`."
    )
    step: int = Field(description="The last step that was told.")
    runs: list[RunEnding]


STREAMED = stream_contract("race", "The step", {"steps": StepsEvent, "end": EndEvent})
