"""Regressions for programs: in one answer or as a stream, on sets of the catalogue or on one's own rows."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from functools import partial
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from pydantic_core import PydanticCustomError

from ..figures.still import svg
from ..figures.written import written
from ..http.bodies import body_reader
from ..http.desk import VOLATILE, heads, served, streamed
from ..http.events import LIVE, OVER, already_seen, form_for
from ..http.forms import MEDIA
from ..http.problems import BUDGET, Fault, Problem, ProblemError
from ..http.resuming import LastEventId
from ..http.services import services
from ..http.shared import Readers
from ..http.turns import Place
from .answer import as_json
from .asked import for_each, too_long
from .body import OWN, OWN_SECONDS, RegressionBody
from .comparison import Comparison
from .figure import figure
from .query import RegressionParameters, RegressionQuery, StreamedParameters
from .rows import SharedRows
from .stream import at_its_end, stream
from .table import as_csv

WRITERS: dict[str, Callable[[Comparison, RegressionQuery], bytes]] = {
    "json": lambda job, query: as_json(job),
    "csv": lambda job, query: as_csv(job),
    "plotly": lambda job, query: written(figure(job, query, query.look)),
    "svg": lambda job, query: svg(figure(job, query, query.look)).encode(),
}


async def get_regressions(request: Request, query: RegressionParameters) -> Response:
    """Linear or logistic regressions of up to 8 optimizers on batches of any size, from a data set of up to a million
    rows: the loss above the least over the rows that were looked at.

    The answer comes when all is worked out, which may take a minute; the stream tells of it on the way. Of those who
    ask the same at once, each is told of one computation.
    """
    reading = readers(request, query)

    def write(job: Comparison) -> bytes:
        return WRITERS[query.format](job, query)

    def pieces(place: Place) -> AsyncGenerator[bytes, None]:
        return at_its_end(reading.job, services(request).turnstile.turn, place, write)

    media = MEDIA[query.format]
    return streamed(request, pieces, media, heads(request, media, VOLATILE, "regressions"), reading)


async def post_regressions(
    request: Request, body: Annotated[RegressionBody, Depends(body_reader(RegressionBody))]
) -> Response:
    """The same on your own rows: up to 10,000 of up to ten features and a target, as CSV or column by column.

    What is no number is told by line and column. Nothing of it is kept.
    """
    numbers = 2 * sum(for_each("samples", tuple(body.samples), len(body.run))) + len(body.table or "")
    return await served(request, numbers, lambda: own(body))


def own(body: RegressionBody) -> bytes:
    """The answer for one's own rows, worked out at a stretch. Raises ProblemError."""
    rows = body.own_rows()
    try:
        asked = body.asked(*rows.x.shape)
    except PydanticCustomError as error:
        raise too_much(f"/body/{(error.context or {})['field']}", error.message()) from None
    sentence = too_long(asked, OWN_SECONDS)
    if sentence is not None:
        raise too_much("/body/samples", sentence)
    job = Comparison(asked, lambda: SharedRows(asked.model, rows), OWN)
    while not job.ended:
        job.go()
    return as_json(job)


async def stream_regressions(request: Request, query: StreamedParameters, last_event_id: LastEventId = "") -> Response:
    """The same while it is worked out: what is known before, then the next steps of every run, some at a time; as
    server-sent events, or as JSON Lines where the Accept header names `application/jsonl`. `GET /api/regressions`
    answers the same in one piece."""
    if last_event_id == OVER:
        return already_seen()
    reading, form = readers(request, query), form_for(request)

    def pieces(place: Place) -> AsyncGenerator[bytes, None]:
        return stream(reading.job, int(last_event_id or 0), form, services(request).turnstile.turn, place)

    return streamed(request, pieces, form.media, LIVE, reading)


def too_much(pointer: str, sentence: str) -> ProblemError:
    """The problem of what takes too long."""
    return ProblemError(Problem(BUDGET, sentence, (Fault(pointer, sentence),)))


def readers(asking: Request | FastAPI, query: RegressionQuery) -> Readers[Comparison]:
    """Places for the readers of what a query asks for. Raises ProblemError for what takes too long."""
    ours, asked = services(asking), query.asked
    sentence = too_long(asked, ours.settings.fit_seconds)
    if sentence is not None:
        raise too_much("/query/samples", sentence)
    ground = partial(ours.shared.part, query.data, partial(SharedRows, asked.model, query.data))
    make = partial(Comparison, asked, ground, str(query.data))
    return Readers(ours.places, ours.shared, (query.data, asked), asked.large, make)
