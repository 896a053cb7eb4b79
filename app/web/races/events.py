"""The events of a race's stream: what they hold, how they are written, and how the contract tells of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, Field

from ..http.answers import Answer
from .answer import EndingAnswer, Path

COME_BACK = 1_000  # milliseconds after which the reader of a stream that ended too early comes back
OVER = "end"  # the id of the end of a race that is done: who comes back with it has seen everything
EVENT_STREAM, JSON_LINES = "text/event-stream", "application/jsonl"


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


@dataclass(frozen=True)
class EventForm:
    """How an event is written: `event(name, id, fields)`, where the fields are the inside of a JSON object."""

    media: str
    event: Callable[[str, str | None, bytes], bytes]
    still_here: bytes


def sse(name: str, mark: str | None, fields: bytes) -> bytes:
    """A server-sent event; one that ends a race too early tells when to come back."""
    head = f"id: {mark}\n" if mark is not None else f"retry: {COME_BACK}\n"
    return f"{head}event: {name}\n".encode() + b"data: {" + fields + b"}\n\n"


def json_line(name: str, mark: str | None, fields: bytes) -> bytes:
    """A line of JSON with its type."""
    return b'{"type":"%s",%s}\n' % (name.encode(), fields)


FORMS = {
    EVENT_STREAM: EventForm(EVENT_STREAM, sse, b": still here\n\n"),
    JSON_LINES: EventForm(JSON_LINES, json_line, b'{"type":"waiting"}\n'),
}


def inlined(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model with every part in its place: the contract keeps only those of whole answers apart."""
    told = model.model_json_schema()
    parts = told.pop("$defs", {})

    def put(part: Any) -> Any:
        if isinstance(part, list):
            return [put(one) for one in part]
        if not isinstance(part, dict):
            return part
        return (
            put(parts[part["$ref"].rsplit("/", 1)[1]])
            if "$ref" in part
            else {key: put(one) for key, one in part.items()}
        )

    schema: dict[str, Any] = put(told)
    return schema


EVENTS = {"oneOf": [inlined(StepsEvent), inlined(EndEvent)]}
EVENT = {
    "type": "object",
    "properties": {
        "event": {"enum": ["steps", "end"]},
        "id": {"type": "string", "description": "The step; `end` after the end of a race that is done."},
        "retry": {"type": "integer", "minimum": 0, "maximum": COME_BACK, "description": "Milliseconds to wait."},
        "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": EVENTS},
    },
    "required": ["event", "data"],
}
JSON_LINE = {
    "type": "object",
    "properties": {"type": {"enum": ["steps", "end", "waiting"]}},
    "required": ["type"],
    "description": "What the event's data hold, and its name as `type`; `waiting` holds nothing.",
}
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `steps` and, last, `end`; as JSON Lines each has its name as `type`.",
        "content": {EVENT_STREAM: {"schema": EVENT}, JSON_LINES: {"schema": JSON_LINE}},
    },
    204: {"description": "The race is over, and Last-Event-ID says that its end was seen."},
}
