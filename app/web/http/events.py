"""Streams of events: how one is written, as server-sent events or as JSON Lines, and how the contract tells of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from fastapi import Request, Response
from pydantic import BaseModel

from .desk import VOLATILE
from .negotiation import preferred

COME_BACK = 1_000  # milliseconds after which the reader of a stream that ended too early comes back
OVER = "end"  # the id of the end of what is done: who comes back with it has seen everything
QUIET = 10.0  # seconds without a byte after which a stream says that it is still there
EVENT_STREAM, JSON_LINES = "text/event-stream", "application/jsonl"
LINES = (JSON_LINES, "application/x-ndjson")  # two names of one thing
LIVE = {"Cache-Control": VOLATILE, "Vary": "Accept", "X-Accel-Buffering": "no"}


@dataclass(frozen=True)
class EventForm:
    """How an event is written: `event(name, id, fields)`, where the fields are the inside of a JSON object."""

    media: str
    event: Callable[[str, str | None, bytes], bytes]
    still_here: bytes


def sse(name: str, mark: str | None, fields: bytes) -> bytes:
    """A server-sent event; one that ends a stream too early tells when to come back."""
    head = f"id: {mark}\n" if mark is not None else f"retry: {COME_BACK}\n"
    return f"{head}event: {name}\n".encode() + b"data: {" + fields + b"}\n\n"


def json_line(name: str, mark: str | None, fields: bytes) -> bytes:
    """A line of JSON with its type."""
    return b'{"type":"%s",%s}\n' % (name.encode(), fields)


FORMS = {
    EVENT_STREAM: EventForm(EVENT_STREAM, sse, b": still here\n\n"),
    JSON_LINES: EventForm(JSON_LINES, json_line, b'{"type":"waiting"}\n'),
}


class EventStream(Response):
    """For the contract: what a stream is unless it is asked for as JSON Lines."""

    media_type = EVENT_STREAM


def form_for(request: Request) -> EventForm:
    """The form of events that a client wants, by its Accept header."""
    liked = preferred(request.headers.get("accept", ""), (EVENT_STREAM, *LINES))
    return FORMS[EVENT_STREAM if liked == EVENT_STREAM else JSON_LINES]


def already_seen() -> Response:
    """The answer to one who has seen the end."""
    return Response(status_code=204, headers={"Cache-Control": VOLATILE})


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


def stream_contract(what: str, mark: str, events: Mapping[str, type[BaseModel]]) -> dict[int | str, dict[str, Any]]:
    """What the contract tells of a stream: its events by name, the last of them `end`, and what the id of one is."""
    *first, last = events
    id = f"{mark}; `end` after the end of a {what} that is done."
    told = f"Events {', '.join(f'`{name}`' for name in first)} and, last, `{last}`; as JSON Lines each has its name as"
    forms = {EVENT_STREAM: {"schema": as_event(id, events)}, JSON_LINES: {"schema": as_line([*events])}}
    return {
        200: {"description": f"{told} `type`.", "content": forms},
        204: {"description": f"The {what} is over, and Last-Event-ID says that its end was seen."},
    }


def as_event(id: str, events: Mapping[str, Any], wait: int = COME_BACK) -> dict[str, Any]:
    """The schema of a server-sent event: what its id tells, its data by its name, how long to wait at most."""
    data = {"oneOf": [inlined(model) for one in events.values() for model in get_args(one) or [one]]}
    return {
        "type": "object",
        "properties": {
            "event": {"enum": [*events]},
            "id": {"type": "string", "description": id},
            "retry": {"type": "integer", "minimum": 0, "maximum": wait, "description": "Milliseconds to wait."},
            "data": {"type": "string", "contentMediaType": "application/json", "contentSchema": data},
        },
        "required": ["event", "data"],
    }


def as_line(names: list[str]) -> dict[str, Any]:
    """The schema of a line of JSON."""
    return {
        "type": "object",
        "properties": {"type": {"enum": [*names, "waiting"]}},
        "required": ["type"],
        "description": "What the event's data hold, and its name as `type`; `waiting` holds nothing.",
    }
