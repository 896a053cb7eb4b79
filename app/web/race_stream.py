"""The stream of a race: the runs step by step in stretches of 1, 2, 4 ... 64 steps, as they are worked out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from pydantic import Field
from pydantic_core import to_json

from app.core.descent import Array, Walk, beginning
from app.web.answers import Answer
from app.web.race_answers import TURN, Bytes, EndingAnswer, Path, Turn, numbers
from app.web.race_query import RaceQuery
from app.web.turns import Place

LONGEST_STRETCH = 64
QUIET = 10.0  # seconds without a byte after which a stream says that it is still there
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

    why: str = Field(description="`done`, `time limit` or `restarting`; ask again with Last-Event-ID unless `done`.")
    step: int = Field(description="The last step that was told.")
    runs: list[RunEnding]


@dataclass(frozen=True)
class Form:
    """How an event is written: `event(name, id, fields)`, where the fields are the inside of a JSON object."""

    media: str
    event: Callable[[str, str | None, bytes], bytes]
    still_here: bytes


def sse(name: str, mark: str | None, fields: bytes) -> bytes:
    """A server-sent event; one that ends a race too early tells when to come back."""
    head = f"id: {mark}\n" if mark is not None else "retry: 1000\n"
    return f"{head}event: {name}\n".encode() + b"data: {" + fields + b"}\n\n"


def json_line(name: str, mark: str | None, fields: bytes) -> bytes:
    """A line of JSON with its type."""
    return b'{"type":"%s",%s}\n' % (name.encode(), fields)


FORMS = {
    EVENT_STREAM: Form(EVENT_STREAM, sse, b": still here\n\n"),
    JSON_LINES: Form(JSON_LINES, json_line, b'{"type":"waiting"}\n'),
}


async def stream(query: RaceQuery, after: int | None, form: Form, turn: Turn, place: Place) -> Bytes:
    """The events after step `after`, or all; an empty piece comes between turns, for whoever sends them to look up."""
    walks = [Walk(optimizer, query.conditions) for optimizer in query.run]
    done = after or 0
    if after is None:
        yield form.event("steps", "0", told(0, [points(*beginning(query.conditions))] * len(walks)))
    async for piece in replay(walks, done, form, turn):
        yield piece
    while (why := place.why) is None and not all(walk.ended for walk in walks):
        steps = min(stretch(done), query.steps - done)
        parts: list[bytes] = []
        for lot in batches(walks, steps):
            async with turn():
                parts += [points(*walk.advance(steps)) for walk in lot]
            yield b""
        done += steps
        yield form.event("steps", str(done), told(done, parts))
    endings = [{"run": str(walk.optimizer), **asdict(walk.ending)} for walk in walks]
    fields = to_json({"why": why or "done", "step": done, "runs": endings})[1:-1]
    yield form.event("end", None if why else OVER, fields)


def stretch(done: int) -> int:
    """How many steps come after `done`: 1, 2, 4 ... 64, and the same ones whether the stream was resumed or not."""
    return min(LONGEST_STRETCH, done + 1)


async def replay(walks: list[Walk], steps: int, form: Form, turn: Turn) -> Bytes:
    """Take the walks to where the reader was, in silence but for a sign of life now and then."""
    clock = asyncio.get_running_loop().time
    said = clock()
    for walk in walks:
        while walk.done < steps and not walk.ended:
            async with turn():
                walk.advance(min(TURN, steps - walk.done))
            quiet = clock() - said < QUIET
            yield b"" if quiet else form.still_here
            said = said if quiet else clock()


def told(step: int, runs: list[bytes]) -> bytes:
    """The inside of a stretch's JSON object."""
    return b'"step":%d,"runs":[%s]' % (step, b",".join(runs))


def points(x: Array, y: Array, value: Array) -> bytes:
    """New points of one run as JSON."""
    return b'{"x":[%s],"y":[%s],"value":[%s]}' % (numbers(x), numbers(y), numbers(value))


def batches(walks: list[Walk], steps: int) -> Iterator[list[Walk]]:
    """The walks in lots that take so many steps each within one turn."""
    at_once = max(1, TURN // steps)
    return (walks[first : first + at_once] for first in range(0, len(walks), at_once))
