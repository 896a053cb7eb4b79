"""The 500 that should never be: no exception leaves this layer, so the server keeps the client's connection."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .admission import LeftError
from .asgi import refuse
from .problems import INTERNAL, Problem
from .record import id_of

log = logging.getLogger(__name__)


class LastResort:
    """Answer 500 for whatever is raised inside, and write it to the log; the client learns nothing of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except LeftError:
            return None  # nobody is left to answer, and nothing of ours went wrong
        except Exception:
            log.exception("unhandled, in the request %s", id_of(scope))
            if not started:
                await refuse(send, Problem(INTERNAL, INTERNAL.explanation))
        return None
