"""The events of a room's stream: what they hold."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from ..http.answers import Answer
from ..http.events import EVENT_STREAM, JSON_LINES, as_event, as_line
from .answer import STATES
from .telling import RETRIES


class BeatEvent(Answer):
    """A sign of life."""


class LastEvent(Answer):
    """The last event."""

    why: Literal["another page", "forgotten", "time limit", "restarting"] = Field(
        description="More pages listen with this token than may; there is no such room any more; or ask again."
    )


TOLD = (
    "Events `state`, in between `beat` as a sign of life, and, last, `end`; as JSON Lines each has its name as `type`, "
    "and `waiting` is the sign of life."
)
EVENTS = {"state": STATES, "beat": BeatEvent, "end": LastEvent}
SCHEMAS: dict[str, Any] = {
    EVENT_STREAM: {"schema": as_event("The version of the state.", EVENTS, max(RETRIES))},
    JSON_LINES: {"schema": as_line(["state", "end"])},
}
STATES_STREAMED: dict[int | str, dict[str, Any]] = {200: {"description": TOLD, "content": SCHEMAS}}
