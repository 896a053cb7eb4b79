"""The answers to races: their models, and their bytes, written run by run while the runs are worked out.

`turn` is what a writer awaits before each bit of work, so that long answers share the loop. One writer serves short and
long answers alike, and the numbers are written by one rule.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from dataclasses import asdict
from typing import Annotated, TypeVar

import numpy as np
from pydantic import Field
from pydantic_core import to_json

from ...core.descent.bands import bands
from ...core.descent.outcomes import Outcome
from ...core.descent.walk import Array, Walk, beginning
from ...core.optimizers import Optimizer
from ..http.answers import Answer
from ..http.tables import Turn
from .query import RaceQuery

Part = TypeVar("Part")
Bytes = AsyncGenerator[bytes, None]

TURN = 256  # steps of one run in one turn: about a quarter of a millisecond
WRITE = 4_096  # numbers written in one turn
BAND_TURN = 8  # steps of a band in one turn

Path = Annotated[list[float | None], Field(description="Index k is the point after k steps; index 0 is the start.")]
Levels = Annotated[list[float | None], Field(description="One loss for each step; null where it is not finite.")]


class BandAnswer(Answer):
    """The losses of a run over many seeds at each step: their quantiles of 10, 50 and 90 %."""

    low: Levels
    median: Levels
    high: Levels


class EndingAnswer(Answer):
    """How a run ended."""

    outcome: Outcome
    reason: str | None = Field(description="Why, as a sentence, where there is one to say.")
    step: int | None = Field(description="The step at which it blew up; null unless it diverged.")
    arrived: int | None = Field(
        description="The step from which it stays within 0.05 of a lowest minimum; null if it is not there at its end."
    )


class RunAnswer(EndingAnswer):
    """The path of one optimizer; one that diverged simply ends."""

    run: str = Field(description="The optimizer in the notation, with every knob.")
    x: Path
    y: Path
    value: Path
    band: BandAnswer | None = Field(description="With noise and more than one seed; else null.")


class RacesAnswer(Answer):
    """Runs from one start over one surface."""

    surface: str
    start: list[float] = Field(min_length=2, max_length=2)
    steps: int
    runs: list[RunAnswer]


async def as_json(query: RaceQuery, turn: Turn) -> Bytes:
    """The whole answer, column by column, run by run."""
    told = {"surface": str(query.surface), "start": query.conditions.start, "steps": query.steps}
    yield to_json(told)[:-1] + b',"runs":['
    for i, optimizer in enumerate(query.run):
        yield b"," if i else b""
        async for piece in run_as_json(optimizer, query, turn):
            yield piece
    yield b"]}"


async def run_as_json(optimizer: Optimizer, query: RaceQuery, turn: Turn) -> Bytes:
    """One run: x while it walks, then what it left behind."""
    walk = Walk(optimizer, query.conditions)
    yield b'{"run":%s,"x":[' % to_json(str(optimizer))
    parts = [beginning(query.conditions)]
    yield json_numbers(parts[0][0])
    while not walk.ended:
        await turn()
        parts.append(walk.advance(TURN))
        yield b"," + json_numbers(parts[-1][0]) if parts[-1][0].size else b""
    for name, column in ((b"y", 1), (b"value", 2)):
        yield b'],"%s":[' % name
        async for piece in in_pieces(np.concatenate([part[column] for part in parts]), turn):
            yield piece
    yield b"]," + to_json(asdict(walk.ending))[1:-1] + b',"band":'
    async for piece in band_as_json(optimizer, query, turn):
        yield piece
    yield b"}"


async def band_as_json(optimizer: Optimizer, query: RaceQuery, turn: Turn) -> Bytes:
    """The band of losses, or null."""
    if not query.has_band:
        yield b"null"
        return
    parts: list[Array] = []
    async for piece in gathered(bands(optimizer, query.conditions, query.seeds, BAND_TURN), parts, turn):
        yield piece
    for name, column in zip((b'{"low":[', b'],"median":[', b'],"high":['), np.hstack(parts), strict=True):
        yield name
        async for piece in in_pieces(column, turn):
            yield piece
    yield b"]}"


async def gathered(stretches: Iterator[Part], parts: list[Part], turn: Turn) -> Bytes:
    """Put all stretches into `parts`, one a turn; the empty pieces let the answer look up."""
    while True:
        await turn()
        part = next(stretches, None)
        if part is None:
            return
        parts.append(part)
        yield b""


def stretches(walk: Walk) -> Iterator[tuple[Array, ...]]:
    """The points of a run, some steps at a time."""
    while not walk.ended:
        yield walk.advance(TURN)


async def in_pieces(column: Array, turn: Turn) -> Bytes:
    """The numbers of a list, without its brackets."""
    for first in range(0, len(column), WRITE):
        await turn()
        yield (b"," if first else b"") + json_numbers(column[first : first + WRITE])


def json_numbers(column: Array) -> bytes:
    """The numbers as JSON, without brackets; what is not finite is null."""
    return to_json(column.tolist(), inf_nan_mode="null")[1:-1]
