"""Long answers share the loop: in short turns, early, and not a step further when nobody reads."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar

import pytest
from starlette.types import Receive, Scope, Send

from app.core.descent.walk import Walk
from app.web.http import turns
from app.web.races import answer as race_answers
from app.web.races import stream as race_stream
from app.web.races import table as race_table
from app.web.races.answer import TURN
from tests.web.client import until
from tests.web.reading import RUNS, Reading, events, fresh, places

STREAM = "/api/races/stream"
LONG = "&".join(["steps=10000", *(f"run={one}" for one in RUNS)])


class Counted(Walk):
    """A walk that counts what is asked of it."""

    steps: ClassVar[Counter[str]] = Counter()
    most = 0

    def advance(self, steps: int) -> Any:
        """Count, then go."""
        Counted.steps[str(self.optimizer)] += min(steps, self.on.steps - self.done)
        Counted.most = max(Counted.most, steps)
        return super().advance(steps)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    """Every walk of the API is counted."""
    for module in (race_stream, race_answers, race_table):
        monkeypatch.setattr(module, "Walk", Counted)
    monkeypatch.setattr(Counted, "steps", Counter())
    monkeypatch.setattr(Counted, "most", 0)
    return Counted


def test_the_first_bytes_come_before_the_tenth_step(counted: type[Counted]) -> None:
    async def run() -> list[tuple[str | None, int]]:
        seen: list[tuple[str | None, int]] = []

        def takes(reading: Reading) -> bool:
            if len(seen) < 6:
                last = events(reading.body)[-1].id if reading.body else None
                seen.append((last, max(counted.steps.values(), default=0)))
            return True

        await Reading(fresh(), f"{STREAM}?{LONG}", takes=takes).run()
        return seen

    # While each piece is on its way, no more than its own steps are worked out; the very first takes none.
    known = asyncio.run(run())
    assert known == [(None, 0), (None, 0), ("0", 1), ("1", 3), ("3", 7), ("7", 15)]


@pytest.mark.parametrize("query", [f"{STREAM}?{LONG}", f"/api/races?{LONG}", f"/api/races?{LONG}&format=csv"])
def test_nothing_is_worked_out_when_the_reader_has_left(query: str, counted: type[Counted]) -> None:
    async def run() -> tuple[int, int]:
        app = fresh()
        reading = Reading(app, query)
        task = asyncio.create_task(reading.run())
        await until(lambda: len(reading.pieces) > 3)
        reading.gone.set()
        before = counted.steps.total()
        await asyncio.wait_for(task, 30)
        assert not reading.whole
        assert places(app).taken == 0
        return before, counted.steps.total()

    before, after = asyncio.run(run())
    assert 0 < before <= after <= before + 2 * TURN < 80_000


def test_no_turn_is_long_and_others_come_between(counted: type[Counted]) -> None:
    async def run() -> tuple[int, int]:
        passes, done = 0, False

        async def others() -> None:
            nonlocal passes
            while not done:
                passes += 1
                await asyncio.sleep(0)

        other = asyncio.create_task(others())
        app = fresh()
        readings = [Reading(app, f"{path}{LONG}") for path in (f"{STREAM}?", "/api/races?", "/api/races?format=csv&")]
        for reading in await asyncio.gather(*(reading.run() for reading in readings)):
            assert (reading.status, reading.whole, reading.after) == (200, True, 0)
        done = True
        await other
        return passes, counted.steps.total()

    passes, steps = asyncio.run(run())
    assert counted.most <= TURN
    assert steps == 3 * 8 * 10_000
    assert passes > steps / TURN


def test_long_work_takes_turns(counted: type[Counted]) -> None:
    """Of two races that begin together neither is done before the other is nearly so."""

    async def run() -> list[int]:
        app = fresh()
        readings = [Reading(app, f"{STREAM}?steps=10000&run=sgd(lr=0.00{i})") for i in (1, 2, 3)]
        tasks = [asyncio.create_task(reading.run()) for reading in readings]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        ahead = list(counted.steps.values())
        await asyncio.gather(*tasks)
        return ahead

    ahead = asyncio.run(run())
    assert max(ahead) == 10_000
    assert min(ahead) >= 10_000 - 2 * 64


def test_a_reader_who_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "GRACE", 0.0)

    async def run() -> Reading:
        app = fresh(stream_seconds=0.5)
        reading = Reading(app, f"{STREAM}?{LONG}", takes=lambda reading: len(reading.pieces) < 3)
        await asyncio.wait_for(reading.run(), 10)
        assert places(app).taken == 0
        return reading

    reading = asyncio.run(run())
    assert (reading.status, reading.whole) == (200, False)


def test_closing_ends_streams_and_takes_nobody_in() -> None:
    async def run() -> tuple[Reading, Reading, Reading]:
        app = fresh()
        eager, stuck = Reading(app, f"{STREAM}?{LONG}"), Reading(app, f"{STREAM}?{LONG}&seed=1", takes=lambda _: False)
        tasks = [asyncio.create_task(one.run()) for one in (eager, stuck)]
        await until(lambda: len(eager.pieces) > 3)
        places(app).close()
        late = await Reading(app, f"{STREAM}?steps=5").run()
        assert (await Reading(app, "/ready").run()).status == 503
        await asyncio.wait_for(asyncio.gather(*tasks), 30)
        return eager, stuck, late

    eager, stuck, late = asyncio.run(run())
    last = events(eager.body)[-1]
    assert (last.name, last.id, last.data["why"], last.retry) == ("end", None, "restarting", "1000")
    assert last.data["step"] == int(events(eager.body)[-2].id or "")
    assert eager.whole
    assert not stuck.whole
    assert (late.status, late.told["retry-after"]) == (503, "1")


def test_head_of_a_stream_is_its_head_alone(counted: type[Counted]) -> None:
    async def run() -> Reading:
        return await asyncio.wait_for(Reading(fresh(), f"{STREAM}?{LONG}", method="HEAD").run(), 30)

    reading = asyncio.run(run())
    assert (reading.status, reading.body, reading.whole, reading.after) == (200, b"", True, 0)
    assert reading.told["content-type"].startswith("text/event-stream")
    assert counted.steps.total() <= 2 * TURN


def test_a_piece_is_not_sent_for_nothing() -> None:
    async def run() -> list[bytes]:
        return (await Reading(fresh(), f"{STREAM}?{LONG}").run()).pieces

    sent = asyncio.run(run())
    assert all(sent[:-1])
    assert sent[-1] == b""


async def begun(asked: list[tuple[str, str]]) -> list[str]:
    """The paths of so many requests that come at once, each from its address, in the order in which they begin."""
    found: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(scope["path"])

    layer = turns.InTurn(application, ["/health"])

    async def ask(path: str, address: str) -> None:
        scope = {"type": "http", "path": path, "client": (address, 1)}
        await layer(scope, None, None)  # type: ignore[arg-type]  # never called

    await asyncio.gather(*(ask(path, address) for path, address in asked))
    return found


def test_requests_begin_one_at_a_time_and_whoever_asks_for_health_waits_for_none() -> None:
    crowd = [(f"/{k}", "a") for k in range(20)]
    told = asyncio.run(begun([*crowd, ("/health", "a"), ("/other", "b")]))
    assert told.index("/health") == 1
    assert told.index("/other") <= 3
    assert [one for one in told if one[1:].isdigit()] == [path for path, _ in crowd]
