"""Streams of regressions: what they hold, how they are taken up again, and that readers share one computation."""

from __future__ import annotations

import asyncio
import gc
import json
import weakref
from typing import Any

import pytest

from app.web.http.answers import Answer
from app.web.regressions import rows
from app.web.regressions import stream as regression_stream
from app.web.regressions.answer import BeginEvent, CoursesEvent, FitsEnd, RowsEvent
from app.web.regressions.comparison import Comparison
from tests.web.client import ask, until
from tests.web.reading import Event, Reading, events, fresh

URL, STREAM = "/api/regressions", "/api/regressions/stream"
SMALL = "data=linear(n=2000,d=3)"
QUERY = f"{SMALL}&run=sgd(lr=0.01)&run=adam(lr=0.05)&run=sgd(lr=1)&batch=1&batch=10&batch=2000&samples=6000"
LARGE = "data=linear(n=200000)&run=sgd(lr=0.005)"
LONG = f"{LARGE}&samples=200000"
MODELS: dict[str, type[Answer]] = {"rows": RowsEvent, "begin": BeginEvent, "steps": CoursesEvent, "end": FitsEnd}
COLUMNS = ("steps", "samples", "excess", "low", "high", "first")


def stream(query: str, after: str | None = None, app: Any = None, **headers: str) -> Any:
    sent = {**headers, **({} if after is None else {"last-event-id": after})}
    return ask("GET", f"{STREAM}?{query}", *([app] if app else []), headers=sent)


def joined(found: list[Event]) -> list[dict[str, list[float]]]:
    """The columns of each run."""
    parts = [event.data["runs"] for event in found if event.name == "steps"]
    return [
        {name: [number for runs in parts for number in runs[i][name]] for name in COLUMNS} for i in range(len(parts[0]))
    ]


@pytest.mark.parametrize("more", ["", "&seeds=5", "&schedule=cosine", "&every=50", "&run=sgd(lr=99)&batch=1"])
def test_a_stream_holds_the_numbers_of_the_answer(more: str) -> None:
    query = QUERY + more if "run" not in more else SMALL + more
    answer, found = ask("GET", f"{URL}?{query}").json(), events(stream(query).content)
    assert joined(found) == [{name: run[name] for name in COLUMNS} for run in answer["runs"]]
    begin, end = next(event for event in found if event.name == "begin"), found[-1]
    assert {name: answer[name] for name in begin.data if name not in {"part", "runs"}} == {
        name: value for name, value in begin.data.items() if name not in {"part", "runs"}
    }
    for run, begun, ended in zip(answer["runs"], begin.data["runs"], end.data["runs"], strict=True):
        assert {name: run[name] for name in begun} == begun
        assert {name: run[name] for name in ended} == ended
    assert (end.name, end.id, end.data["why"]) == ("end", "end", "done")


def test_events_are_numbered_and_tell_how_far_it_is() -> None:
    found = events(stream("data=linear(n=300000)&run=sgd(lr=0.005)&samples=20000").content)
    for event in found:
        MODELS[event.name].model_validate(event.data, strict=True)
        assert event.id == ("end" if event.name == "end" else str(event.data["part"]))
    assert [event.name for event in found][:3] == ["rows", "rows", "begin"]
    assert [event.data["rows"] for event in found[:2]] == [131_072, 262_144]
    parts = [event.data["part"] for event in found if event.name not in {"rows", "end"}]
    assert parts == list(range(1, len(parts) + 1))
    shares = [event.data["share"] for event in found if event.name == "steps"]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    lengths = [len(event.data["runs"][0]["steps"]) for event in found if event.name == "steps"]
    assert lengths[:6] == [2, 2, 4, 8, 16, 16]


@pytest.mark.parametrize("form", [{}, {"accept": "application/jsonl"}])
@pytest.mark.parametrize("after", [1, 2, 5, -2])
@pytest.mark.parametrize("kept", [True, False])
def test_it_is_taken_up_exactly_where_it_was_left(after: int, form: dict[str, str], kept: bool) -> None:
    """By the server that computes it still, and by one that has never seen it, but for the price of a step."""
    app = fresh()
    whole = stream(QUERY, app=app, **form).content
    found = events(stream(QUERY, app=app).content)
    last = found[after].data["part"] if after < 0 else after
    rest = stream(QUERY, str(last), app if kept else fresh(), **form).content
    if kept:
        assert whole.endswith(rest)
        assert f'"part":{last},'.encode() in whole.removesuffix(rest)
    elif not form:
        first = [event for event in found if event.data["part"] <= last]
        assert joined([*first, *events(rest)]) == joined(found) if last > 1 else events(rest)[0].data["part"] == 2


def test_json_lines_say_the_same() -> None:
    app = fresh()
    lines = [json.loads(line) for line in stream(QUERY, app=app, accept="application/jsonl").text.splitlines()]
    assert lines == [{"type": event.name, **event.data} for event in events(stream(QUERY, app=app).content)]


def test_who_has_seen_the_end_is_sent_away() -> None:
    assert stream(QUERY, "end").status_code == 204
    (end,) = events(stream(QUERY, "99999").content)
    assert (end.name, end.data["why"], end.data["part"]) == ("end", "done", 99999)


def test_what_takes_too_long_is_refused_before_it_begins() -> None:
    answer = stream("data=linear(n=2000)&run=adam&samples=100000000")
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("samples must be at most ")


def test_it_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regression_stream, "QUIET", 0.0)
    assert stream(QUERY, app=fresh()).content.count(b": still here\n\n") > 10


def test_it_ends_with_its_time_and_goes_on_when_asked_again() -> None:
    app = fresh(stream_seconds=0)
    (end,) = events(stream(QUERY, app=app).content)
    assert (end.id, end.retry, end.data["why"]) == (None, "1000", "time limit")
    assert events(stream(QUERY, "0", fresh()).content)[0].name == "begin"


def made(monkeypatch: pytest.MonkeyPatch) -> list[Comparison]:
    """Every comparison that is begun from now on."""
    found: list[Comparison] = []
    usual = Comparison.__init__

    def noted(self: Comparison, *told: Any) -> None:
        found.append(self)
        usual(self, *told)

    monkeypatch.setattr(Comparison, "__init__", noted)
    return found


def test_readers_of_one_question_share_one_computation(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, app = made(monkeypatch), fresh()

    async def read() -> list[Reading]:
        streams = [Reading(app, f"{STREAM}?{QUERY}").run() for _ in range(5)]
        return await asyncio.gather(*streams, Reading(app, f"{URL}.csv?{QUERY}").run())

    found = asyncio.run(read())
    assert len(jobs) == 1
    assert len({one.body for one in found[:5]}) == 1
    assert found[5].body.startswith(b"number,run,batch,")


def test_questions_about_one_set_share_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    sets: list[Any] = []
    usual = rows.SharedRows.__init__

    def noted(self: Any, *told: Any) -> None:
        sets.append(self)
        usual(self, *told)

    monkeypatch.setattr(rows.SharedRows, "__init__", noted)
    app = fresh()
    for seed in range(3):
        assert ask("GET", f"{URL}?{LARGE}&samples=100&seed={seed}", app).status_code == 200
    assert len(sets) == 1


def test_work_stops_when_the_reader_leaves_and_goes_on_when_it_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, app = made(monkeypatch), fresh()

    async def leave_and_return() -> None:
        reading = Reading(app, f"{STREAM}?{LONG}")
        task = asyncio.create_task(reading.run())
        await until(lambda: b"id: 4\n" in reading.body)
        reading.gone.set()
        await task
        (job,) = jobs
        told = len(job.events)
        for _ in range(200):
            await asyncio.sleep(0)
        assert (len(job.events), job.ended) == (told, False)
        again = await Reading(app, f"{STREAM}?{LONG}", headers=((b"last-event-id", b"4"),)).run()
        assert (jobs, job.ended) == ([job], True)
        assert events(again.body)[0].id == "5"

    asyncio.run(leave_and_return())


def test_rows_are_let_go_of_with_the_last_that_needs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once: 88 MB cannot wait for somebody to look for pairs that hold each other."""
    jobs, app = made(monkeypatch), fresh(large_fits=1)
    gc.disable()
    try:
        seen = []
        for kappa in (2, 3):
            assert ask("GET", f"{URL}?data=linear(n=100000,kappa={kappa})&run=sgd&samples=9", app).status_code == 200
            seen.append(weakref.ref(jobs.pop().courses[0]._ground))
        assert [one() is None for one in seen] == [True, False]
    finally:
        gc.enable()
