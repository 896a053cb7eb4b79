"""Streams of races: what they hold, how they are taken up again, and that nothing goes on when nobody reads."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from typing import Any, ClassVar

import pytest

from app.core.descent import Walk
from app.main import create_app
from app.settings import Settings
from app.web import race_answers, race_stream, turns
from app.web.race_answers import TURN
from app.web.race_events import EndEvent, StepsEvent
from tests.web.client import ask, until
from tests.web.reading import RUNS, Reading, events, joined

STREAM = "/api/races/stream"
RACE = "run=sgd(lr=0.02)&run=momentum(lr=0.0032)&run=sgd(lr=0.5)&run=adam"
JSON_LINES = {"accept": "application/jsonl"}
LONG = "&".join(["steps=10000", *(f"run={one}" for one in RUNS)])


def stream(query: str, after: str | None = None, **headers: str) -> Any:
    told = {**headers, **({} if after is None else {"last-event-id": after})}
    return ask("GET", f"{STREAM}?{query}", headers=told)


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
    for module in (race_stream, race_answers):
        monkeypatch.setattr(module, "Walk", Counted)
    monkeypatch.setattr(Counted, "steps", Counter())
    monkeypatch.setattr(Counted, "most", 0)
    return Counted


def fresh(**settings: Any) -> Any:
    return create_app(Settings(measure_costs=False, **settings))


@pytest.mark.parametrize("more", ["", "&noise=0.5&seed=3", "&schedule=cosine", "&x=-3&y=2", "&surface=saddle"])
@pytest.mark.parametrize("steps", [1, 2, 3, 64, 300])
def test_a_stream_holds_the_numbers_of_the_answer(steps: int, more: str) -> None:
    query = f"{RACE}&steps={steps}{more}"
    answer = ask("GET", f"/api/races?{query}").json()
    found = events(stream(query).content)
    names = ("x", "y", "value")
    assert joined(found) == [{name: run[name] for name in names} for run in answer["runs"]]
    ends = [{key: run[key] for key in ("run", "outcome", "reason", "step", "arrived")} for run in answer["runs"]]
    assert found[-1].name == "end"
    assert found[-1].data == {"why": "done", "step": steps, "runs": ends}


def test_stretches_double_and_ids_are_steps() -> None:
    found = events(stream("steps=300").content)
    assert [event.id for event in found] == ["0", "1", "3", "7", "15", "31", "63", "127", "191", "255", "300", "end"]
    assert [event.name for event in found] == ["steps"] * 11 + ["end"]
    for event in found:
        (EndEvent if event.name == "end" else StepsEvent).model_validate(event.data, strict=True)
        assert event.name == "end" or event.id == str(event.data["step"])
    lengths = [len(event.data["runs"][0]["x"]) for event in found[:-1]]
    assert lengths == [1, 1, 2, 4, 8, 16, 32, 64, 64, 64, 45]


def test_a_stream_of_runs_that_all_blow_up_ends_there() -> None:
    found = events(stream("steps=9999&run=sgd(lr=9)&run=sgd(lr=99)").content)
    assert len(found) < 6
    assert found[-1].data["why"] == "done"
    assert {run["outcome"] for run in found[-1].data["runs"]} == {"diverged"}


def test_json_lines_say_the_same() -> None:
    response = stream(f"{RACE}&steps=100", **JSON_LINES)
    lines = [json.loads(line) for line in response.text.splitlines()]
    assert response.headers["content-type"] == "application/jsonl"
    assert lines == [{"type": event.name, **event.data} for event in events(stream(f"{RACE}&steps=100").content)]


def test_headers() -> None:
    response = stream("steps=5", **{"accept-encoding": "br, gzip, zstd"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    assert "accept" in response.headers["vary"].lower()
    assert "content-encoding" not in response.headers
    assert "etag" not in response.headers


@pytest.mark.parametrize("form", [{}, JSON_LINES])
@pytest.mark.parametrize("after", ["0", "1", "7", "63", "127", "255", "300"])
def test_it_is_taken_up_exactly_where_it_was_left(after: str, form: dict[str, str]) -> None:
    query = f"{RACE}&steps=300&noise=0.1"
    whole, rest = stream(query, **form).content, stream(query, after, **form).content
    assert whole.endswith(rest)
    left = whole.removesuffix(rest)
    assert f'"step":{after},'.encode() in left
    assert f'"step":{after},'.encode() not in rest.partition(b'"why"')[0]


def test_it_can_be_taken_up_at_any_step() -> None:
    whole = joined(events(stream(f"{RACE}&steps=90").content))
    rest = joined(events(stream(f"{RACE}&steps=90", "50").content))
    for run, tail in zip(whole, rest, strict=True):
        assert tail == {name: numbers[51:] for name, numbers in run.items()}


def test_who_has_seen_the_end_is_sent_away() -> None:
    assert stream("steps=90", "end").status_code == 204
    (last,) = events(stream("steps=90", "90").content)
    assert (last.name, last.data["step"]) == ("end", 90)
    assert events(stream("steps=90", "99999").content) == [last]


@pytest.mark.parametrize("after", ["-1", "1.5", "100000", "ende", "1e2", "null"])
def test_a_bad_id_gets_a_sentence(after: str) -> None:
    response = stream("steps=90", after)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/header/last-event-id"
    assert "must match" in response.json()["detail"]


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
        await asyncio.wait_for(task, 0.1)
        assert not reading.whole
        assert places(app).taken == 0
        return before, counted.steps.total()

    before, after = asyncio.run(run())
    assert 0 < before <= after <= before + 2 * TURN < 80_000


def places(app: Any) -> turns.Places:
    """The places of an application, from within its layers."""
    while not hasattr(app, "state"):
        app = getattr(app, "_app", None) or app.app
    found = app.state.places
    assert isinstance(found, turns.Places)
    return found


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
            assert (reading.status, reading.whole) == (200, True)
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


def test_a_stream_that_catches_up_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    query = "steps=2000&run=adam&run=sgd(lr=0.001)"
    quiet, quiet_lines = stream(query, "1900").content, stream(query, "1900", **JSON_LINES).content
    monkeypatch.setattr(race_stream, "QUIET", 0.0)
    loud, loud_lines = stream(query, "1900").content, stream(query, "1900", **JSON_LINES).content
    assert loud.replace(b": still here\n\n", b"") == quiet
    assert loud.count(b": still here\n\n") == 2 * 8
    assert loud_lines.replace(b'{"type":"waiting"}\n', b"") == quiet_lines
    assert loud_lines.count(b"waiting") == 2 * 8


def test_a_reader_who_takes_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "GRACE", 0.0)

    async def run() -> Reading:
        app = fresh(stream_seconds=0.05)
        reading = Reading(app, f"{STREAM}?{LONG}", takes=lambda reading: len(reading.pieces) < 3)
        await asyncio.wait_for(reading.run(), 1)
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
        await asyncio.wait_for(asyncio.gather(*tasks), 1)
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
        return await asyncio.wait_for(Reading(fresh(), f"{STREAM}?{LONG}", method="HEAD").run(), 1)

    reading = asyncio.run(run())
    assert (reading.status, reading.body, reading.whole) == (200, b"", True)
    assert reading.told["content-type"].startswith("text/event-stream")
    assert counted.steps.total() <= 2 * TURN


def test_a_piece_is_not_sent_for_nothing() -> None:
    async def run() -> list[bytes]:
        return (await Reading(fresh(), f"{STREAM}?{LONG}").run()).pieces

    sent = asyncio.run(run())
    assert all(sent[:-1])
    assert sent[-1] == b""
