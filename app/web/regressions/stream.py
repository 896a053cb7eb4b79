"""Regressions while they are worked out: events, whole answers at their end, and the turns between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from pydantic_core import to_json

from ..http.events import OVER, QUIET, EventForm
from ..http.tables import Turn
from ..http.turns import Place
from ..races.answer import Bytes
from .comparison import Comparison


async def stream(job: Comparison, after: int, form: EventForm, turn: Turn, place: Place) -> Bytes:
    """The events after part `after`; an empty piece comes between turns, for whoever sends them to look up."""
    told, last = 0, after
    async for piece in worked(job, turn, place, form.still_here):
        new, told = job.events[told:], len(job.events)
        for name, part, fields in new:
            if part > after or not after:
                yield form.event(name, str(part), fields)
                last = max(part, last)
        yield piece
    why = None if job.ended else place.why
    fields = to_json({"why": why or "done", "part": last, "runs": job.endings()}, inf_nan_mode="null")[1:-1]
    yield form.event("end", None if why else OVER, fields)


async def at_its_end(job: Comparison, turn: Turn, place: Place, write: Callable[[Comparison], bytes]) -> Bytes:
    """What is written of it once it is done. Before, nothing is sent; where there is no time it is broken off."""
    async for piece in worked(job, turn, None, b""):
        yield piece
    await turn()
    yield write(job)


async def worked(job: Comparison, turn: Turn, place: Place | None, still_here: bytes) -> Bytes:
    """Do the work, with an empty piece after each turn and a sign of life now and then, until it is time to stop."""
    clock = asyncio.get_running_loop().time
    said = clock()
    while not job.ended and (place is None or place.why is None):
        await turn()
        if not job.ended:  # another reader may have been quicker
            job.go()
        quiet = clock() - said < QUIET
        yield b"" if quiet else still_here
        said = said if quiet else clock()
    yield b""
