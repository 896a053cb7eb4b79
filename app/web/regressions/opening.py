"""The page on batches as it opens: with the beginning of its runs, worked out in turns while somebody waits for it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from time import perf_counter

import numpy as np
from fastapi import FastAPI, Request, Response

from ..http.admission import Client
from ..http.answers import LAB
from ..http.desk import VOLATILE, heads, streamed
from ..http.problems import ProblemError
from ..http.services import services
from ..http.shared import Readers
from ..http.tables import Turn
from ..http.turns import Place, Places
from ..page.render import HTML, compiled, rendered, show
from .api import readers
from .comparison import Comparison
from .page import RegressionsPage
from .query import RegressionParameters, RegressionQuery
from .scents import sniff

TURN_SECONDS = 0.002  # of work at once: beside a run whose turns are as long the page takes twice its time, and no more
OPENING = 0.02  # seconds' work that a page shows at once: some hundred samples, and batch descent's first step


class Opening:
    """A place for one who opens the page: with the job, or without it where there is no room for another large one."""

    def __init__(self, reading: Readers[Comparison], places: Places) -> None:
        self._reading, self._places = reading, places
        self.job: Comparison | None = None

    @contextmanager
    def place(self, client: Client) -> Iterator[Place]:
        """A place while the block runs. Raises ProblemError, 503 or 429, where there is none at all."""
        with ExitStack() as stack:
            try:
                place = stack.enter_context(self._reading.place(client))
                self.job = self._reading.job
            except ProblemError:
                place = stack.enter_context(self._places.place(client))
            yield place


def opened(job: Comparison) -> bool:
    """Whether there is enough to open the page with; it depends on the question alone, not on the clock."""
    return job.ended or (job.share > 0 and job.share * job.asked.cost >= OPENING)


async def first_turns(job: Comparison, turn: Turn) -> AsyncGenerator[bytes, None]:
    """Do the work of the opening, and find the scents of the rates, with an empty piece after each turn."""
    work, more = beginning(job), True
    while more:
        await turn()
        until = perf_counter() + TURN_SECONDS
        while more and perf_counter() < until:
            more = next(work, "over") != "over"
        yield b""


def beginning(job: Comparison) -> Iterator[None]:
    """The work of the opening, at most a millisecond or two each time."""
    while not opened(job):  # nor is it where another reader was quicker
        job.go()
        yield
    for course in job.courses:
        yield from sniff(course)


async def warm_up(app: FastAPI) -> None:
    """Open the page as it is found for nobody: the first visitor does not wait for a million rows to be made.

    Its rows are held like those of a visitor who has gone, and are given up as soon as others need the room.
    """
    turn = services(app).turnstile.turn
    for _ in compiled():
        await turn()
    with suppress(ProblemError), readers(app, RegressionQuery()).unplaced() as job:
        async for _ in first_turns(job, turn):
            pass


async def sgd_lab(request: Request, query: RegressionParameters) -> Response:
    """Batch, mini-batch and one sample at a time, on a million rows."""
    unseen = RegressionsPage(query, None)
    if unseen.covered:  # nothing is worked out before something is predicted
        return await show(request, "sgd.html", lambda: unseen, LAB, view=query.view, projectable=True)
    ours = services(request)
    rooms = Opening(readers(request, query), ours.places)

    async def pieces(place: Place) -> AsyncGenerator[bytes, None]:
        if rooms.job is not None:
            async for piece in first_turns(rooms.job, ours.turnstile.turn):
                yield piece
        await ours.turnstile.turn()
        with np.errstate(all="ignore"):
            page = RegressionsPage(query, rooms.job)
            yield rendered(request, "sgd.html", page=page, view=query.view, projectable=True)

    return streamed(request, pieces, HTML, heads(request, HTML, VOLATILE), rooms)
