"""A whole lesson by HTTP, and what is told to whom while it goes on."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import json
import re
from typing import Any

import pytest

from app.lessons import LESSONS
from tests.web.client import ask, client, until
from tests.web.reading import Reading
from tests.web.rooms.classes import OWN, Class, fresh


@pytest.fixture(scope="module")
def played() -> Class:
    """Three predict; one of two who were wrong changes its mind; the answer is shown."""
    room = Class(fresh(), lesson="learning-rate")
    room.join(3)
    asked = room.turn("asking", question=0)
    assert asked["question"]["text"] == LESSONS["learning-rate"].question
    assert [room.vote(i, text, sure=True).status_code for i, text in enumerate(["0.05", "0.04", "1/25"])] == [200] * 3
    told = room.turn("closed")
    assert (told["answered"], told["share_right"], told["advice"]) == (3, 2 / 3, "talk")
    room.turn("talking")
    room.turn("asking")
    room.vote(0, "4e-2", round=2)
    room.turn("closed")
    room.turn("revealed")
    return room


def test_the_class_sees_its_answer_the_truth_and_who_moved(played: Class) -> None:
    result = played.ask("GET").json()["result"]
    assert (result["most"], result["truth"]) == ("0.04", "0.04")
    assert [(one["from"] != one["to"], one["count"]) for one in result["moves"]] == [(True, 1)]


def test_a_student_sees_both_answers_and_whether_they_were_right(played: Class) -> None:
    seen = played.seen_by(0)
    assert (seen["own"], seen["before"]) == ({"text": "0.04", "sure": None}, {"text": "0.05", "sure": True})
    assert seen["right"] is True


def test_the_teacher_takes_the_votes_home(played: Class) -> None:
    table = played.ask("GET", "/results.csv", played.key)
    rows = [*csv.DictReader(io.StringIO(table.text))]
    found = [(row["first"], row["second"], row["second_right"]) for row in rows]
    assert found == [("0.04", "", ""), ("0.04", "", ""), ("0.05", "0.04", "1")]
    assert table.headers["content-disposition"] == f'attachment; filename="room-{played.code}.csv"'
    whole = played.ask("GET", "/results", played.key).json()
    assert len(whole["questions"][0]["votes"]) == 3


def test_a_code_is_read_as_people_type_it() -> None:
    room = Class(fresh())
    typed = f"{room.code[:3].lower()}-{room.code[3:]}"
    assert ask("GET", f"/api/rooms/{typed}", room.app).status_code == 200


@pytest.mark.parametrize("code", ["QQQQQQ", "abc", "..", "AAAAAA", "%00", "BCDFGHJ"])
def test_a_room_that_is_none_is_not_found(code: str) -> None:
    answer = ask("GET", f"/api/rooms/{code}", fresh())
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_a_poll_waits_for_what_concerns_whoever_asks() -> None:
    room = Class(fresh())
    room.join()

    async def story() -> None:
        async with client(room.app) as asking:
            heads = {"Authorization": f"Bearer {room.students[0]}"}
            keyed = {"Authorization": f"Bearer {room.key}"}
            path = f"/api/rooms/{room.code}"
            version = (await asking.get(path, headers=heads)).json()["version"]
            waiting = asyncio.create_task(asking.get(f"{path}?after={version}", headers=heads))
            await asyncio.sleep(0.05)
            await asking.post(f"{path}/students")
            await asyncio.sleep(0.05)
            assert not waiting.done()  # that another one came is nothing to a student
            await asking.post(f"{path}/phase", json={"phase": "asking", "question": 0}, headers=keyed)
            assert (await waiting).json()["phase"] == "asking"

    asyncio.run(story())


def test_the_stream_and_the_poll_tell_the_same() -> None:
    room = Class(fresh())
    room.join()
    room.turn("asking", question=0)
    room.vote(0, "b", sure=True)
    room.turn("ended")
    told = []
    for token in (room.students[0], room.key, ""):
        polled = room.ask("GET", "", token).json()
        streamed = asyncio.run(first_event(room, token))
        assert {**streamed, "now": 0} == {**polled, "now": 0}
        told.append(streamed)
    assert [one.get("own") for one in told] == [{"text": "b", "sure": True}, None, None]


async def first_event(room: Class, token: str) -> Any:
    """The first state of a stream; its reader leaves after it."""
    target = f"/api/rooms/{room.code}/events?as={token}" if token else f"/api/rooms/{room.code}/events"
    reading = Reading(room.app, target, takes=lambda one: b"data:" not in one.body)
    task = asyncio.create_task(reading.run())
    await until(lambda: b"data:" in reading.body)
    task.cancel()
    line = next(line for line in reading.body.decode().splitlines() if line.startswith("data:"))
    return json.loads(line[5:])


def test_what_is_blank_is_no_question() -> None:
    for blank in ({"text": "   ", "options": ["a", "b"]}, {"text": "Which?", "options": ["a", " "]}):
        assert ask("POST", "/api/rooms", fresh(), json={"question": blank}).status_code == 422


@pytest.mark.parametrize(("host", "drawn"), [("localhost:8000", False), ("[::1]:8000", False), ("10.0.0.7", True)])
def test_a_code_is_drawn_where_it_leads_to_this_server(host: str, drawn: bool) -> None:
    room = Class(fresh())
    told = ask("GET", f"/api/rooms/{room.code}?page=1", room.app, headers={"host": host}).json()["html"]
    assert ('class="qr"' in told, "leads each phone to itself" in told) == (drawn, not drawn)


@pytest.mark.parametrize(("lesson", "vote", "near"), [
    ("relu", "-2,-1", "−0.004 to 0.004"), ("learning-rate", "0.05", "0.0393 to 0.0408"),
])  # fmt: skip
def test_what_is_near_enough_is_told_with_the_truth_alone(lesson: str, vote: str, near: str) -> None:
    room = Class(fresh(), lesson=lesson)
    room.join()
    room.turn("asking", question=0)
    assert room.vote(0, vote).status_code == 200
    shown = [room.ask("GET", "?page=1&projector=1").json()["html"]]
    for phase in ("closed", "running", "revealed"):
        room.turn(phase)
        shown.append(room.ask("GET", "?page=1&projector=1").json()["html"])
    assert [f"{near} counts as right" in html for html in shown] == [False, False, False, True]
    assert [html.count('media="(prefers-color-scheme: dark)"') for html in shown] == [1, 1, 1, 0]


def test_a_lab_is_shown_with_what_it_predicts_hidden_until_the_reveal() -> None:
    lab = "/optimizers?surface=beale&run=adam&run=sgd(lr=0.01)&predict=1"
    room = Class(fresh(), question={**OWN, "lab": lab})
    room.turn("asking", question=0)
    shown = [room.ask("GET", "?page=1").json()["html"]]
    room.turn("closed")
    room.turn("revealed")
    shown.append(room.ask("GET", "?page=1").json()["html"])
    frames = [html.unescape(re.findall(r'<iframe[^>]*?src="([^"]+)"', text)[0]) for text in shown]
    assert frames[0].startswith(f"/embed{lab}&hide=")
    assert frames[1].startswith(f"/embed{lab.replace('&predict=1', '')}&hide=")
    assert all({"prediction", "caption"} <= {*re.findall(r"hide=(\w+)", frame)} for frame in frames)
    assert [frame.endswith("#play") for frame in frames] == [False, True], "it runs in front of the class"
    for frame in frames:
        assert ask("GET", frame, room.app).status_code == 200
    for wrong in ("//evil.example", "/docs", "https://evil.example", "/optimizers\x00", "/sgd#x y"):
        answer = ask("POST", "/api/rooms", room.app, json={"question": {**OWN, "lab": wrong}})
        assert answer.status_code == 422, wrong


def test_a_room_outlives_its_server_where_it_has_a_folder(tmp_path: Any) -> None:
    room = Class(fresh(rooms_folder=str(tmp_path)))
    room.join(2)
    room.turn("asking", question=0)
    room.vote(0, "b", sure=True)
    room.app = fresh(rooms_folder=str(tmp_path))  # as if the first had been killed
    assert room.seen_by(0)["own"] == {"text": "b", "sure": True}
    assert room.vote(1, "c").status_code == 200
    assert room.turn("closed")["answered"] == 2
