"""What is taken is given back, however it ends: by an error, by a cancellation, by a client who leaves, by time."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from app.settings import Settings
from app.web.http.address import ROOT
from app.web.http.admission import Client, LeftError
from app.web.http.asgi import respond
from app.web.http.cache import ByteCache
from app.web.http.problems import ProblemError
from app.web.http.streams import InPieces
from app.web.http.turns import Place, Places, Turnstile
from app.web.http.work import Answered, first
from app.web.http.workers import LONG, Workers
from tests.web.client import SCOPE, until
from tests.web.reading import Reading, fresh, places

ONE = Client("a")


class WentWrongError(Exception):
    """Work that goes wrong."""


async def never() -> None:
    """A client that waits."""
    await asyncio.Event().wait()


class Bench:
    """A worker's application: what it does is told by the path, and it stays at its work until it is let go."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.begun: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Work."""
        self.begun.append(scope["path"])
        self.free.wait(5)
        if scope["path"] == "/fails":
            raise WentWrongError
        await respond(send, 200, [], b"")


def as_new(workers: Workers) -> bool:
    """Whether nothing of them is taken."""
    ours = vars(workers)
    lines = len(ours["_short"]) + len(ours["_long"]) + len(vars(ours["_admission"])["_held"])
    return (workers.taken, ours["_free"], ours["_longs"], lines) == (0, ours["_count"], ours["_most_longs"], 0)


async def fails(workers: Workers, bench: Bench, numbers: int) -> None:
    """The work raises."""
    bench.free.set()
    with pytest.raises(WentWrongError):
        await workers.run(ONE, numbers, first("/fails"), never)


async def cancelled_at_work(workers: Workers, bench: Bench, numbers: int) -> None:
    """Whoever asked is cancelled while a worker is busy with it: the place is taken until it is done."""
    asked = asyncio.create_task(workers.run(ONE, numbers, first("/cancelled"), never))
    await until(lambda: bench.begun)
    asked.cancel()
    await asyncio.wait({asked})
    assert workers.taken == 1
    bench.free.set()


async def failed_when_nobody_waits(workers: Workers, bench: Bench, numbers: int) -> None:
    """The same, and then the work raises."""
    asked = asyncio.create_task(workers.run(ONE, numbers, first("/fails"), never))
    await until(lambda: bench.begun)
    asked.cancel()
    await asyncio.wait({asked})
    bench.free.set()


async def behind(workers: Workers, bench: Bench, numbers: int, end: Callable[[Any, asyncio.Event], None]) -> None:
    """One waits behind another and does not stay."""
    gone = asyncio.Event()
    before = asyncio.create_task(workers.run(Client("b"), numbers, first("/before"), never))
    await until(lambda: bench.begun)
    waiting = asyncio.create_task(workers.run(ONE, numbers, first("/never"), gone.wait))  # type: ignore[arg-type]  # True
    await until(lambda: workers.taken == 2)
    end(waiting, gone)
    await asyncio.wait({waiting})
    assert waiting.cancelled() or isinstance(waiting.exception(), (LeftError, ProblemError))
    bench.free.set()
    await asyncio.wait({before})
    assert "/never" not in bench.begun


async def cancelled_in_line(workers: Workers, bench: Bench, numbers: int) -> None:
    """Whoever waits is cancelled."""
    await behind(workers, bench, numbers, lambda task, _: task.cancel())


async def left_in_line(workers: Workers, bench: Bench, numbers: int) -> None:
    """Whoever waits goes away."""
    await behind(workers, bench, numbers, lambda _, gone: gone.set())


async def hands_changed(workers: Workers, bench: Bench, numbers: int) -> None:
    """Others do the work from now on; whoever waits is told to come again."""
    await behind(workers, bench, numbers, lambda *_: workers.close())


async def cancelled_as_its_turn_came(workers: Workers, bench: Bench, numbers: int) -> None:
    """It is cancelled in the very pass in which its worker becomes free."""
    before = asyncio.create_task(workers.run(Client("b"), numbers, first("/before"), never))
    await until(lambda: bench.begun)
    waiting = asyncio.create_task(workers.run(ONE, numbers, first("/late"), never))
    await until(lambda: workers.taken == 2)
    line = vars(vars(workers)["_long" if numbers > LONG else "_short"])
    line["_jobs"][ONE][0][3].told.add_done_callback(lambda _: waiting.cancel())
    bench.free.set()
    await asyncio.wait({before, waiting})


ENDS = [fails, cancelled_at_work, failed_when_nobody_waits, cancelled_in_line, left_in_line, hands_changed]


@pytest.mark.parametrize("numbers", [1, LONG + 1], ids=["short", "long"])
@pytest.mark.parametrize("end", [*ENDS, cancelled_as_its_turn_came], ids=lambda one: one.__name__)
def test_a_worker_and_its_place_are_free_again_and_the_client_is_served(end: Any, numbers: int) -> None:
    async def run() -> Answered:
        bench = Bench()
        workers = Workers(Settings(workers=1, queue=1, client_share=0.5), bench)
        await end(workers, bench, numbers)
        await until(lambda: as_new(workers))
        again = await asyncio.wait_for(workers.run(ONE, numbers, first("/again"), never), 5)
        await until(lambda: as_new(workers) and len(asyncio.all_tasks()) == 1)  # nobody listens for who has gone
        workers.close()
        return again

    assert asyncio.run(run()).status == 200


@pytest.mark.parametrize("error", [WentWrongError, asyncio.CancelledError, GeneratorExit, LeftError, TimeoutError])
def test_a_place_is_given_back_whatever_ends_it(error: type[BaseException]) -> None:
    async def run() -> None:
        room = Places(Settings(streams=2, client_share=0.5))

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


@pytest.mark.parametrize("how", ["fine", "broken", "cancelled", "gone", "lost", "lost at the head"])
def test_a_stream_gives_its_place_back(how: str) -> None:
    async def run() -> None:
        room, sent, gone = Places(Settings(streams=2, client_share=0.5)), list[Message](), asyncio.Event()

        async def receive() -> Message:
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)
            if how == "lost at the head" or (how == "lost" and len(sent) > 2):
                raise OSError
            if how == "gone" and len(sent) > 2:
                gone.set()
            await asyncio.sleep(0)

        pieces = {"fine": fine, "broken": broken}.get(how, endless)
        answering = InPieces(room, ONE, pieces, {}, "text/plain")
        task = asyncio.create_task(answering({"type": "http"}, receive, send))
        if how == "cancelled":
            await until(lambda: len(sent) > 2)
            task.cancel()
        await asyncio.wait({task}, timeout=5)
        assert task.done()
        assert room.taken == 0
        sent.clear()
        again = InPieces(room, ONE, fine, {}, "text/plain")
        await again({"type": "http"}, receive, lambda message: asyncio.sleep(0))
        assert room.taken == 0
        assert len(asyncio.all_tasks()) == 1 or await settled()

    async def settled() -> bool:
        await asyncio.sleep(0)
        return len(asyncio.all_tasks()) == 1

    asyncio.run(run())


@pytest.mark.parametrize("query", ["/api/races/stream?steps=10000", "/api/races?steps=10000", "/optimizers?steps=9000"])
def test_a_client_who_was_cancelled_is_served_by_the_whole_application(query: str) -> None:
    async def run() -> list[int]:
        app = fresh(streams=2, client_share=0.5, workers=1, queue=1)
        for _ in range(3):
            task = asyncio.create_task(Reading(app, query).run())
            await asyncio.sleep(0.01)
            task.cancel()
            await asyncio.wait({task})
            await until(lambda: places(app).taken == 0)
        found = []
        for _ in range(2):
            found.append((await Reading(app, "/api/races/stream?steps=5").run()).status)
        return found

    assert asyncio.run(run()) == [200, 200]


def test_a_turn_that_nobody_takes_passes_on() -> None:
    async def run() -> list[int]:
        turnstile, through = Turnstile(), list[int]()

        async def go(k: int) -> None:
            await turnstile.turn(Client(str(k)))
            through.append(k)

        tasks = [asyncio.create_task(go(k)) for k in range(9)]
        await asyncio.sleep(0)
        for k in (1, 2, 5, 8):
            tasks[k].cancel()
        await asyncio.wait(tasks)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(vars(turnstile)["_line"]) == 0
        assert not vars(turnstile)["_passed"]
        await asyncio.wait_for(go(9), 1)
        return through

    assert asyncio.run(run()) == [0, 3, 4, 6, 7, 9]


def scope_of(**told: Any) -> Scope:
    """A request for the cache."""
    headers = told.pop("headers", [(b"host", b"here"), (b"accept-encoding", b"gzip")])
    path = told.pop("path", "/page")
    return {
        **SCOPE,
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"a=1",
        "headers": headers,
        **told,
    }


async def nothing() -> Message:
    """No message ever."""
    await asyncio.Event().wait()
    raise AssertionError


@pytest.mark.parametrize("error", [WentWrongError, asyncio.CancelledError, LeftError])
def test_an_answer_that_was_not_made_is_made_for_the_next_who_asks(error: type[BaseException]) -> None:
    async def run() -> tuple[int, list[int]]:
        begun, go = 0, asyncio.Event()

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal begun
            begun += 1
            if begun == 1:
                await go.wait()
                raise error
            await respond(send, 200, [(b"cache-control", b"public")], b"told")

        cache, told = ByteCache(application, 9, 10**6), list[int]()

        async def ask() -> None:
            async def send(message: Message) -> None:
                told.extend([message["status"]] if "status" in message else [])

            await cache(scope_of(), nothing, send)

        one, two = asyncio.create_task(ask()), asyncio.create_task(ask())
        await until(lambda: begun)
        await asyncio.sleep(0)
        go.set()
        await asyncio.wait({one}, timeout=5)
        await asyncio.wait({two}, timeout=5)
        assert two.exception() is None
        assert not vars(cache)["_making"]
        await ask()
        return begun, told

    assert asyncio.run(run()) == (2, [200, 200])


# What an answer may depend on, each a request that differs from the first in that alone.
OTHERS: dict[str, dict[str, Any]] = {
    "scheme": {"scheme": "https"},
    "host": {"headers": [(b"host", b"there"), (b"accept-encoding", b"gzip")]},
    "coding": {"headers": [(b"host", b"here")]},
    "path": {"path": "/other"},
    "query": {"query_string": b"a=2"},
    "prefix": {ROOT: "/slopes"},
    "where one ends and the other begins": {
        "scheme": "https",
        "headers": [(b"host", b"ere"), (b"accept-encoding", b"gzip")],
    },
}


@pytest.mark.parametrize("part", OTHERS)
def test_whatever_an_answer_depends_on_tells_it_from_others(part: str) -> None:
    """A cache whose key left one of these out would give the second who asks the answer to the first."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen = (scope["scheme"], scope.get(ROOT), scope["raw_path"], scope["query_string"], scope["headers"])
        await respond(send, 200, [(b"cache-control", b"public")], repr(seen).encode())

    async def run() -> list[bytes]:
        cache, bodies = ByteCache(application, 9, 10**6), list[bytes]()

        async def send(message: Message) -> None:
            bodies.extend([message["body"]] if "body" in message else [])

        first = {"headers": [(b"host", b"sere"), (b"accept-encoding", b"gzip")]} if "begins" in part else {}
        for told in (first, OTHERS[part], first, OTHERS[part]):
            await cache(scope_of(**told), nothing, send)
        return bodies

    one, other, *again = asyncio.run(run())
    assert one != other
    assert again == [one, other]
