"""Races: the paths of optimizers over a surface, in one answer or as a stream."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from fastapi import Request, Response

from ..figures.answers import pictures
from ..http.answers import ANSWER_BYTES, FIGURE
from ..http.desk import long, served, streamed
from ..http.events import LIVE, OVER, already_seen, form_for
from ..http.forms import MEDIA
from ..http.resuming import LastEventId
from ..http.services import services
from ..http.turns import Place
from ..http.work import whole
from .answer import as_json
from .figure import figure
from .names import file_of
from .query import RaceParameters, RaceQuery, StreamParameters
from .stream import stream
from .table import as_csv

WRITERS = {"json": as_json, "csv": as_csv}
PICTURES = pictures(figure)
POINT_BYTES = {"json": 75, "csv": 160}  # the most that a point takes, twice with a band


async def get_races(request: Request, query: RaceParameters) -> Response:
    """The paths of up to 12 optimizers from one start; index k is the point after k steps.

    An answer beyond 256 KiB is long: of up to 7 MB, as a table 15 MB, and in pieces while it is worked out. `steps`
    keeps it short.
    """
    media = MEDIA[query.format]
    if query.format in PICTURES:
        draw = PICTURES[query.format]
        return await served(request, FIGURE + 3 * query.run_steps, lambda: draw(query), media)
    name = file_of(query)
    if query.points * POINT_BYTES[query.format] * (1 + query.has_band) > ANSWER_BYTES:
        return long(request, query, lambda turn: WRITERS[query.format](query, turn), media, name)
    return await served(request, 3 * query.run_steps, lambda: whole(in_one_piece(query)), media, name=name)


async def in_one_piece(query: RaceQuery) -> bytes:
    """A short answer, worked out without a pause."""

    async def at_once() -> None: ...

    return b"".join([piece async for piece in WRITERS[query.format](query, at_once)])


async def stream_races(request: Request, query: StreamParameters, last_event_id: LastEventId = "") -> Response:
    """The same steps while they are worked out, in stretches of 1, 2, 4 ... 64: as server-sent events, or as JSON Lines
    where the Accept header names `application/jsonl` or `application/x-ndjson`. `GET /api/races` answers the same in
    one piece."""
    if last_event_id == OVER:
        return already_seen()
    after = min(int(last_event_id), query.steps) if last_event_id else None
    form = form_for(request)

    def pieces(place: Place) -> AsyncGenerator[bytes, None]:
        return stream(query, after, form, services(request).turnstile.turn, place)

    return streamed(request, pieces, form.media, LIVE)
