"""What is taken is given back, however it ends: by an error, by a cancellation, by a client who leaves."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from app.settings import Settings
from app.web.http.admission import Client, LeftError
from app.web.http.asgi import respond
from app.web.http.problems import ProblemError
from app.web.http.turns import Turnstile
from app.web.http.work import Answered, first
from app.web.http.workers import LONG, Workers
from tests.web.client import until
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
        await asyncio.wait(tasks, timeout=5)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert len(vars(turnstile)["_line"]) == 0
        assert not vars(turnstile)["_passed"]
        await asyncio.wait_for(go(9), 30)
        return through

    assert asyncio.run(run()) == [0, 3, 4, 6, 7, 9]
