"""Work in the event loop: a short turn at a time, so that nobody waits long, and nothing for the sum of all."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp, Receive, Scope, Send

from .admission import Admission, Client, refused
from .line import Line
from .problems import BUSY

LAST_WORDS = 0.5  # seconds that an answer has left when the server is told to end
ANYBODY = Client("")
GRACE = 5.0  # seconds beyond its time after which an answer whose reader takes nothing is broken off


class Turnstile:
    """Each pass of the event loop lets one through, and then looks after everybody else; clients go by turns."""

    def __init__(self) -> None:
        self._line = Line[asyncio.Future[None]]()
        self._passed = False  # whether somebody went through in this pass, or goes in the next

    async def turn(self, client: Client = ANYBODY) -> None:
        """Wait for a turn; what is done until the next `await` should take a millisecond at most."""
        loop = asyncio.get_running_loop()
        if not self._passed:
            self._passed = True
            loop.call_soon(self._next)
            return
        mine = loop.create_future()
        self._line.join(client, 1, 0.0, mine)
        await mine

    def _next(self) -> None:
        turn = self._line.next()
        while turn is not None and turn.done():  # whoever waited was cancelled
            turn = self._line.next()
        self._passed = turn is not None
        if turn is not None:
            turn.set_result(None)
            asyncio.get_running_loop().call_soon(self._next)


class InTurn:
    """The layer in which one request begins at a time, but for those that ask how the server is."""

    def __init__(self, app: ASGIApp, at_once: Collection[str]) -> None:
        self._app = app
        self._at_once = at_once
        self._turnstile = Turnstile()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one connection."""
        if scope["type"] == "http" and scope["path"] not in self._at_once:
            await self._turnstile.turn(Client((scope.get("client") or ("",))[0]))
        return await self._app(scope, receive, send)


class Place:
    """The right of one long answer to be worked out, for a time."""

    def __init__(self, places: Places, seconds: float) -> None:
        self._places = places
        self._until = asyncio.get_running_loop().time() + seconds
        self.patience = asyncio.timeout(seconds + GRACE)

    @property
    def why(self) -> str | None:
        """Why the answer should come to its end now, if it should."""
        if self._places.closing:
            return "restarting"
        return "time limit" if asyncio.get_running_loop().time() >= self._until else None


class Places:
    """How many long answers are on their way, and how many of them to one client."""

    def __init__(self, places: int, client_share: float, seconds: float) -> None:
        self._admission = Admission(places, client_share)
        self._seconds = seconds
        self._taken: set[Place] = set()
        self.closing = False

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._admission.taken

    @contextmanager
    def place(self, client: Client) -> Iterator[Place]:
        """A place while the block runs. Raises ProblemError: 503 if none is free, 429 if the client has its share."""
        if self.closing:
            raise refused(BUSY)
        self._admission.admit(client)
        place = Place(self, self._seconds)
        self._taken.add(place)
        try:
            yield place
        finally:
            self._taken.discard(place)
            self._admission.release(client)

    def open(self) -> None:
        """Take people in."""
        self.closing = False

    def close(self) -> None:
        """Take nobody in any more, and let those who are inside come to their end."""
        self.closing = True
        until = asyncio.get_running_loop().time() + LAST_WORDS
        for place in self._taken:
            if place.patience.when() is not None:
                place.patience.reschedule(until)
