"""Races as a table: one row a step, written run by run while the runs are worked out."""

from __future__ import annotations

from itertools import chain

import numpy as np

from ...core.descent.bands import bands
from ...core.descent.outcomes import Ending
from ...core.descent.walk import Array, Walk, beginning
from ...core.optimizers import Optimizer
from ..http.tables import Turn, distinct, in_cells
from .answer import BAND_TURN, Bytes, gathered, stretches
from .query import RaceQuery

RUN_COLUMNS = "number,run,step,x,y,value,outcome,diverged_at,arrived_at"
BAND = ",low,median,high"
ROWS = 256  # in one turn
RUNS_TABLE = (
    f"A row for each step of each run; columns `{RUN_COLUMNS}`. `number` counts the runs from 0, `run` is the "
    "optimizer in the notation, and a second one that is the same gets ` (2)`, so that `pivot(index='step', "
    "columns='run', values='value')` holds them apart. How a run ends stands in each of its rows. With noise and more"
    " than one seed `low,median,high` follow, the quantiles of 10, 50 and 90 %, also for steps that the run itself "
    "does not reach. Of up to 15 MB, and in pieces where it is beyond 256 KiB; `steps` keeps it short."
)


async def as_csv(query: RaceQuery, turn: Turn) -> Bytes:
    """The whole table."""
    yield f"{RUN_COLUMNS}{BAND * query.has_band}\n".encode()
    for number, (name, optimizer) in enumerate(zip(distinct(query.run), query.run, strict=True)):
        async for piece in run_as_csv(f'{number},"{name}",', optimizer, query, turn):
            yield piece


async def run_as_csv(start: str, optimizer: Optimizer, query: RaceQuery, turn: Turn) -> Bytes:
    """The rows of one run, which begin alike; they are written once it is known how it ends."""
    walk, band = Walk(optimizer, query.conditions), list[Array]()
    path: list[tuple[Array, ...]] = [beginning(query.conditions)]
    async for piece in gathered(stretches(walk), path, turn):
        yield piece
    if query.has_band:
        async for piece in gathered(bands(optimizer, query.conditions, query.seeds, BAND_TURN), band, turn):
            yield piece
    points = [np.concatenate(column) for column in zip(*path, strict=True)]
    levels = list(np.hstack(band)) if band else []
    for first in range(0, max(map(len, chain(points, levels))), ROWS):
        await turn()
        yield some_rows(start, first, points, ending(walk.ending), levels)


def some_rows(start: str, first: int, points: list[Array], end: str, levels: list[Array]) -> bytes:
    """Some rows; of the points, and of the levels of a band, those that there are."""
    last = min(first + ROWS, max(map(len, chain(points, levels))))
    before, after = ([in_cells(one[first:last], last - first) for one in part] for part in (points, levels))
    columns = [map(str, range(first, last)), *before, [end] * (last - first), *after]
    return "".join(f"{start}{','.join(cells)}\n" for cells in zip(*columns, strict=True)).encode()


def ending(end: Ending) -> str:
    """How a run ends: the outcome, where it blew up, from where on it has arrived."""
    return ",".join([end.outcome, *("" if step is None else str(step) for step in (end.step, end.arrived))])
