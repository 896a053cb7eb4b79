"""A stream gives its place back, however it ends: by an error, a cancellation, a reader who leaves or is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest
from starlette.types import Message

from app.web.http.admission import LeftError
from app.web.http.problems import ProblemError
from app.web.http.streams import InPieces
from app.web.http.turns import Place, Places
from tests.web.client import until
from tests.web.http.test_given_back import ONE, WentWrongError


@pytest.mark.parametrize("error", [WentWrongError, asyncio.CancelledError, GeneratorExit, LeftError, TimeoutError])
def test_a_place_is_given_back_whatever_ends_it(error: type[BaseException]) -> None:
    async def run() -> None:
        room = Places(2, 0.5, 120)

        def ends() -> None:
            with room.place(ONE):
                assert room.taken == 1
                raise error

        for _ in range(3):
            with room.place(ONE), pytest.raises(ProblemError):
                ends()
            with pytest.raises(error):
                ends()
            assert (room.taken, len(vars(room)["_taken"])) == (0, 0)

    asyncio.run(run())


async def fine(place: Place) -> AsyncGenerator[bytes, None]:
    """Pieces that come to their end."""
    for _ in range(3):
        await asyncio.sleep(0)
        yield b"piece"


async def broken(place: Place) -> AsyncGenerator[bytes, None]:
    """Pieces of which the second goes wrong."""
    yield b"piece"
    raise WentWrongError


async def endless(place: Place) -> AsyncGenerator[bytes, None]:
    """Pieces without an end."""
    while True:
        await asyncio.sleep(0)
        yield b"piece"


class Reader:
    """Who reads a stream: all of it, or he is gone, or lost, after some messages."""

    def __init__(self, how: str) -> None:
        self._how, self.sent, self._gone = how, list[Message](), asyncio.Event()

    async def receive(self) -> Message:
        """Nothing, until he is gone."""
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """Take a message."""
        self.sent.append(message)
        late = len(self.sent) > 2
        if self._how == "lost at the head" or (self._how == "lost" and late):
            raise OSError
        if self._how == "gone" and late:
            self._gone.set()
        await asyncio.sleep(0)


@pytest.mark.parametrize("how", ["fine", "broken", "cancelled", "gone", "lost", "lost at the head"])
def test_a_stream_gives_its_place_back(how: str) -> None:
    async def run() -> None:
        room, reader = Places(2, 0.5, 120), Reader(how)
        pieces = {"fine": fine, "broken": broken}.get(how, endless)
        answering = InPieces(room, ONE, pieces, {}, "text/plain")
        task = asyncio.create_task(answering({"type": "http"}, reader.receive, reader.send))
        if how == "cancelled":
            await until(lambda: len(reader.sent) > 2)
            task.cancel()
        await asyncio.wait({task}, timeout=5)
        assert (task.done(), room.taken) == (True, 0)
        again = Reader("fine")
        await InPieces(room, ONE, fine, {}, "text/plain")({"type": "http"}, again.receive, again.send)
        assert (len(again.sent), room.taken) == (5, 0)
        await until(lambda: len(asyncio.all_tasks()) == 1)  # nobody listens for who has gone

    asyncio.run(run())
