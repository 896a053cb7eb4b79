"""Where every answer is handed out: who asks, where it is worked out, how long it may be kept, and its bytes."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import partial
from hashlib import blake2b
from typing import Any

from fastapi import Request, Response

from .admission import Client
from .answers import CSV, JSON
from .cache import matches
from .services import COSTS, services
from .state import State
from .streams import InPieces, Pieces, Rooms, left
from .work import asked, at_work

FRESH = "public, no-cache"  # kept by the byte cache and the browser, asked about each time
InTurns = Callable[[Callable[[], Awaitable[None]]], AsyncGenerator[bytes, None]]  # in turns
VOLATILE = "no-store"
TAB = "slopes-tab"  # the header in which a page says a number that it made up, so that a class is many clients


def client(request: Request) -> Client:
    """Who asks."""
    tab = request.headers.get(TAB, "")
    return Client(request.client.host if request.client else "", tab if re.fullmatch("[0-9a-f]{16}", tab) else "")


def heads(request: Request, media: str, keep: str | None = None, name: str = "") -> dict[str, str]:
    """The headers of an answer: how long it may be kept, by default what was sent not at all; a table is a file."""
    lasting = VOLATILE if request.method == "POST" else f"public, max-age={services(request).settings.max_age}"
    file = {"Content-Disposition": f'attachment; filename="{name}.csv"'} if media == CSV else {}
    return {"Cache-Control": keep or lasting, **file}


def answered(request: Request, body: bytes, media: str = JSON, keep: str | None = None, name: str = "") -> Response:
    """An answer whose bytes are known."""
    return Response(body, headers=heads(request, media, keep, name), media_type=media)


async def served(
    request: Request,
    numbers: int,
    work: Callable[[], bytes],
    media: str = JSON,
    keep: str | None = None,
    name: str = "",
) -> Response:
    """An answer whose bytes `work()` makes: in the loop if it makes few numbers, else by a worker.

    Three curves of 201 points take about 0.2 ms with their JSON, less than the way to a worker and back.
    Raises ProblemError, 429 or 503, where there is no room for it.
    """
    ours = services(request)
    if numbers <= ours.settings.inline_numbers or at_work(request):
        return answered(request, work(), media, keep, name)
    told = await asked(request, **{COSTS: ours.costs})
    made = await ours.workers.run(client(request), numbers, told, partial(left, request.receive))
    return made.response()


def long(request: Request, query: State, pieces: InTurns, media: str, name: str) -> Response:
    """A long answer, written while it is worked out; its ETag is known before."""
    etag = tag(request.app.version, query.query(), request.headers.get("accept-encoding", ""))
    headers = {**heads(request, media, name=name), "ETag": etag}
    if matches(request.headers.get("if-none-match", "").encode("latin-1") or None, etag.encode()):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    return streamed(request, lambda place: pieces(services(request).turnstile.turn), media, headers)


def tag(*parts: Any) -> str:
    """A strong ETag of what an answer is a function of."""
    return f'"{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


def streamed(
    request: Request, pieces: Pieces, media: str, headers: dict[str, str], rooms: Rooms | None = None
) -> Response:
    """An answer whose bytes are sent piece by piece while they are made; by default any place will do for it."""
    return InPieces(rooms or services(request).places, client(request), pieces, headers, media)
