"""Races: the paths of optimizers over a surface, in one answer or as a stream."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import nullcontext
from hashlib import blake2b
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response

from app.web.http.answers import ANSWER_BYTES, PLOTLY
from app.web.http.cache import matches
from app.web.http.streams import InPieces
from app.web.http.turns import Place
from app.web.races.answer import RacesAnswer, as_csv, as_json
from app.web.races.events import EVENT, EVENT_STREAM, FORMS, JSON_LINES, LINE, OVER
from app.web.races.plotly_figure import race_figure
from app.web.races.query import RaceParameters, RaceQuery
from app.web.races.stream import stream

router = APIRouter(tags=["races"])

WRITERS = {"json": as_json, "csv": as_csv}
MEDIA = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
POINT_BYTES = {"json": 75, "csv": 160}  # the most that a point takes, twice with a band
OTHER_FORMS = {"text/csv": {"schema": {"type": "string"}}, PLOTLY: {"schema": {"type": "object"}}}
FIGURE_NUMBERS = 12_000  # what a figure costs in any case
LIVE = {"Cache-Control": "no-store", "Vary": "Accept", "X-Accel-Buffering": "no"}


class EventStream(Response):
    """For the contract: what the stream is unless it is asked for as JSON Lines."""

    media_type = EVENT_STREAM


@router.get(
    "/races", operation_id="get_races", summary="Race", response_model=RacesAnswer,
    responses={200: {"description": "The runs; by `format` as a table or as a figure.", "content": OTHER_FORMS}},
)  # fmt: skip
async def get_races(request: Request, query: RaceParameters) -> Response:
    """The paths of up to 12 optimizers from one start; index k is the point after k steps."""
    headers = {"Cache-Control": f"public, max-age={request.app.state.settings.max_age}"}
    if query.format == "plotly":
        body = await request.app.state.workers.run(client(request), FIGURE_NUMBERS, race_figure, query)
        return Response(body, headers=headers, media_type=PLOTLY)
    if query.format == "csv":
        headers["Content-Disposition"] = 'attachment; filename="races.csv"'
    if query.points * POINT_BYTES[query.format] * (1 + query.has_band) > ANSWER_BYTES:
        return long(request, query, headers)
    return Response(await whole(request, query), headers=headers, media_type=MEDIA[query.format])


async def whole(request: Request, query: RaceQuery) -> bytes:
    """A short answer in one piece; a very short one is worked out at once, any other in turns."""
    state, writer = request.app.state, WRITERS[query.format]
    if 3 * query.run_steps <= state.settings.inline_numbers:
        return b"".join([piece async for piece in writer(query, nullcontext)])
    with state.places.place(client(request)):
        return b"".join([piece async for piece in writer(query, state.turnstile.turn)])


def long(request: Request, query: RaceQuery, headers: dict[str, str]) -> Response:
    """A long answer, written while it is worked out; its ETag is known before."""
    etag = tag(request.app.version, query.query(), request.headers.get("accept-encoding", ""))
    if matches(request.headers.get("if-none-match", "").encode("latin-1") or None, etag.encode()):
        return Response(status_code=304, headers={**headers, "ETag": etag})

    def pieces(place: Place) -> AsyncGenerator[bytes, None]:
        return WRITERS[query.format](query, request.app.state.turnstile.turn)

    headers = {**headers, "ETag": etag}
    return InPieces(request.app.state.places, client(request), pieces, headers, MEDIA[query.format])


@router.get(
    "/races/stream", operation_id="stream_races", summary="Race, live", response_class=EventStream,
    responses={
        200: {
            "description": "Events `steps` and, last, `end`; as JSON Lines each has its name as `type`.",
            "content": {EVENT_STREAM: {"schema": EVENT}, JSON_LINES: {"schema": LINE}},
        },
        204: {"description": "The race is over, and Last-Event-ID says that its end was seen."},
    },
)  # fmt: skip
async def stream_races(
    request: Request,
    query: RaceParameters,
    last_event_id: Annotated[
        str,
        Header(
            pattern="^([0-9]{1,5}|end)?$",
            description="The id of the last event that was received: the stream goes on exactly after that step.",
            examples=["127"],
        ),
    ] = "",
) -> Response:
    """The same steps while they are worked out, in stretches of 1, 2, 4 ... 64: as server-sent events, or as JSON Lines
    where the Accept header names `application/jsonl`. `GET /api/races` answers the same in one piece."""
    if last_event_id == OVER:
        return Response(status_code=204, headers={"Cache-Control": "no-store"})
    after = min(int(last_event_id), query.steps) if last_event_id else None
    form = FORMS[JSON_LINES if JSON_LINES in request.headers.get("accept", "") else EVENT_STREAM]

    def pieces(place: Place) -> AsyncGenerator[bytes, None]:
        return stream(query, after, form, request.app.state.turnstile.turn, place)

    return InPieces(request.app.state.places, client(request), pieces, LIVE, form.media)


def client(request: Request) -> str:
    """Who asks."""
    return request.client.host if request.client else ""


def tag(*parts: Any) -> str:
    """A strong ETag of what an answer is a function of."""
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'
