"""Long work in the event loop: a short turn at a time, first come, first served; no thread waits, and nobody long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from app.settings import Settings
from app.web.http.admission import Admission, refused
from app.web.http.problems import BUSY

LAST_WORDS = 0.5  # seconds that an answer has left when the server is told to end
GRACE = 5.0  # seconds beyond its time after which an answer whose reader takes nothing is broken off


class Turnstile:
    """Each pass of the event loop does one turn of all the long work there is, and then looks after everybody else."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()  # it wakes those who wait in the order in which they came

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn; what is done within should take a fraction of a millisecond."""
        async with self._lock:
            yield
            await asyncio.sleep(0)


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

    def __init__(self, settings: Settings) -> None:
        self._admission = Admission(settings.streams, settings.client_share)
        self._seconds = settings.stream_seconds
        self._taken: set[Place] = set()
        self.closing = False

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._admission.taken

    @contextmanager
    def place(self, client: str) -> Iterator[Place]:
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
