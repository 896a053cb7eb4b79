"""Which form of an answer a client wants, by its Accept header: that of the companion which has it.

Only whoever names a form by `Accept` is given another than JSON; `format=` in the query says it before any header, and
what nobody offers is answered as JSON rather than refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .answers import JSON
from .asgi import joined
from .forms import OTHERWISE
from .routing import Companion

Offers = Mapping[str, Mapping[str, str]]  # by path and media type the path of the companion
VARIES = (b"vary", b"Accept")


def offers(routes: Sequence[BaseRoute]) -> Offers:
    """What companions offer, and at the address beside which they stand."""
    found: dict[str, dict[str, str]] = {}
    for one in routes:
        if isinstance(one, Companion):
            media = OTHERWISE[one.form].media.partition(";")[0]
            found.setdefault(one.base, {JSON: one.base})[media] = one.path
    return found


class Negotiation:
    """Lead a request to the companion that its Accept header asks for."""

    def __init__(self, app: ASGIApp, offered: Offers) -> None:
        self._app = app
        self._offered = offered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        offered = self._offered.get(scope["path"]) if scope["type"] == "http" and scope["method"] != "POST" else None
        if offered is None or b"format=" in scope["query_string"]:
            return await self._app(scope, receive, send)
        accept = joined(scope["headers"]).get(b"accept", b"").decode("latin-1")
        path = offered[preferred(accept, tuple(offered))]

        async def send_varying(message: Message) -> None:
            if message["type"] == "http.response.start" and "varies" not in message:
                message["headers"], message["varies"] = [*message["headers"], VARIES], True  # a kept answer comes again
            await send(message)

        return await self._app({**scope, "path": path, "raw_path": path.encode()}, receive, send_varying)


def preferred(accept: str, offered: Sequence[str]) -> str:
    """The media type that a client likes best, by RFC 9110; the first where it says nothing, or nothing that fits."""
    ranges = [quality(one) for one in accept.split(",")]
    liked = {media: max(((precision(media, name), q) for name, q in ranges), default=(0, 0.0)) for media in offered}
    return max(offered, key=lambda media: liked[media][1] if liked[media][0] else 0.0)


def quality(told: str) -> tuple[str, float]:
    """A range of media types and how much it is liked."""
    name, *parameters = (part.strip().lower() for part in told.split(";"))
    weight = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


def precision(media: str, name: str) -> int:
    """How precisely a range names a media type; 0 if it does not."""
    return 3 if name == media else 2 if name == f"{media.partition('/')[0]}/*" else 1 if name == "*/*" else 0
