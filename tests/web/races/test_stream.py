"""Streams of races: what they hold, and how they are taken up again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.web.races import stream as race_stream
from app.web.races.events import EndEvent, StepsEvent
from tests.web.client import ask
from tests.web.reading import events, joined

STREAM = "/api/races/stream"
RACE = "run=sgd(lr=0.02)&run=momentum(lr=0.0032)&run=sgd(lr=0.5)&run=adam"
JSON_LINES = {"accept": "application/jsonl"}
BY_ITS_OTHER_NAME = {"accept": "application/x-ndjson, */*;q=0.1"}


def stream(query: str, after: str | None = None, **headers: str) -> Any:
    told = {**headers, **({} if after is None else {"last-event-id": after})}
    return ask("GET", f"{STREAM}?{query}", headers=told)


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
    sentence = "Last-Event-ID must be the id of an event, a whole number such as 127 or the word end"
    assert response.json()["detail"] == f"{sentence}, got '{after}'"


def test_a_stream_that_catches_up_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    query = "steps=2000&run=adam&run=sgd(lr=0.001)"
    quiet, quiet_lines = stream(query, "1900").content, stream(query, "1900", **JSON_LINES).content
    monkeypatch.setattr(race_stream, "QUIET", 0.0)
    loud, loud_lines = stream(query, "1900").content, stream(query, "1900", **JSON_LINES).content
    assert loud.replace(b": still here\n\n", b"") == quiet
    assert loud.count(b": still here\n\n") == 2 * 8
    assert loud_lines.replace(b'{"type":"waiting"}\n', b"") == quiet_lines
    assert loud_lines.count(b"waiting") == 2 * 8


def test_json_lines_have_two_names() -> None:
    told = [ask("GET", "/api/races/stream?steps=9", headers=one) for one in (JSON_LINES, BY_ITS_OTHER_NAME)]
    assert {answer.headers["content-type"] for answer in told} == {"application/jsonl"}
    assert told[0].content == told[1].content
