"""The stream of a race: the runs step by step in stretches of 1, 2, 4 ... 64 steps, as they are worked out."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import asdict

from pydantic_core import to_json

from ...core.descent.walk import Array, Walk, beginning
from ..http.events import OVER, QUIET, EventForm
from ..http.tables import Turn
from ..http.turns import Place
from .answer import TURN, Bytes, json_numbers
from .query import RaceQuery

LONGEST_STRETCH = 64


async def stream(query: RaceQuery, after: int | None, form: EventForm, turn: Turn, place: Place) -> Bytes:
    """The events after step `after`, or all; an empty piece comes between turns, for whoever sends them to look up."""
    if after is None:
        yield form.event("steps", "0", told_steps(0, [points(*beginning(query.conditions))] * len(query.run)))
    walks = [Walk(optimizer, query.conditions) for optimizer in query.run]
    done = after or 0
    async for piece in replay(walks, done, form, turn):
        yield piece
    while (why := place.why) is None and not all(walk.ended for walk in walks):
        steps = min(stretch_after(done), query.steps - done)
        parts: list[bytes] = []
        for lot in batches(walks, steps):
            await turn()
            parts += [points(*walk.advance(steps)) for walk in lot]
            yield b""
        done += steps
        yield form.event("steps", str(done), told_steps(done, parts))
    endings = [{"run": str(walk.optimizer), **asdict(walk.ending)} for walk in walks]
    fields = to_json({"why": why or "done", "step": done, "runs": endings})[1:-1]
    yield form.event("end", None if why else OVER, fields)


def stretch_after(done: int) -> int:
    """How many steps come after `done`: 1, 2, 4 ... 64, and the same ones whether the stream was resumed or not."""
    return min(LONGEST_STRETCH, done + 1)


async def replay(walks: list[Walk], steps: int, form: EventForm, turn: Turn) -> Bytes:
    """Take the walks to where the reader was, in silence but for a sign of life now and then."""
    clock = asyncio.get_running_loop().time
    said = clock()
    for walk in walks:
        while walk.done < steps and not walk.ended:
            await turn()
            walk.advance(min(TURN, steps - walk.done))
            quiet = clock() - said < QUIET
            yield b"" if quiet else form.still_here
            said = said if quiet else clock()


def told_steps(step: int, runs: list[bytes]) -> bytes:
    """The inside of a stretch's JSON object."""
    return b'"step":%d,"runs":[%s]' % (step, b",".join(runs))


def points(x: Array, y: Array, value: Array) -> bytes:
    """New points of one run as JSON."""
    return b'{"x":[%s],"y":[%s],"value":[%s]}' % (json_numbers(x), json_numbers(y), json_numbers(value))


def batches(walks: list[Walk], steps: int) -> Iterator[list[Walk]]:
    """The walks in lots that take so many steps each within one turn."""
    at_once = max(1, TURN // steps)
    return (walks[first : first + at_once] for first in range(0, len(walks), at_once))
