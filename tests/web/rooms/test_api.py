"""A whole lesson by HTTP, and everything that somebody might try who should not."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from typing import Any

import pytest

from app.lessons import LESSONS
from tests.web.client import ask, client, until
from tests.web.reading import Reading
from tests.web.rooms.classes import OWN, Class, fresh


def test_a_lesson_from_the_opening_to_the_table() -> None:
    room = Class(fresh(), lesson="learning-rate")
    room.join(3)
    assert room.seen_by(0)["phase"] == "waiting"
    asked = room.turn("asking", question=0)
    assert asked["question"]["text"] == LESSONS["learning-rate"].question
    assert [room.vote(i, text, sure=True).status_code for i, text in enumerate(["0.05", "0.04", "1/25"])] == [200] * 3
    told = room.turn("closed")
    assert (told["answered"], told["share_right"], told["advice"]) == (3, 2 / 3, "talk")
    room.turn("talking")
    room.turn("asking")
    room.vote(0, "4e-2", round=2)
    room.turn("closed")
    result = room.turn("revealed")["result"]
    assert (result["most"], result["truth"]) == ("0.04", "0.04")
    assert [(one["from"] != one["to"], one["count"]) for one in result["moves"]] == [(True, 1)]
    seen = room.seen_by(0)
    assert (seen["own"], seen["before"], seen["right"]) == (
        {"text": "0.04", "sure": None}, {"text": "0.05", "sure": True}, True
    )  # fmt: skip
    table = room.ask("GET", "/results.csv", room.key)
    rows = [*csv.DictReader(io.StringIO(table.text))]
    assert [(row["first"], row["second"], row["second_right"]) for row in rows] == [
        ("0.04", "", ""), ("0.04", "", ""), ("0.05", "0.04", "1"),
    ]  # fmt: skip
    assert table.headers["content-disposition"] == f'attachment; filename="room-{room.code}.csv"'
    whole = room.ask("GET", "/results", room.key).json()
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


OUTSIDERS = [
    ("GET", "", None, 403),
    ("GET", "/events", None, 403),
    ("GET", "/results", None, 403),
    ("GET", "/results.csv", None, 403),
    ("POST", "/phase", {"phase": "closed"}, 403),
    ("POST", "/questions", OWN, 403),
    ("PUT", "/votes/0/1", {"vote": "a"}, 403),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), OUTSIDERS)
def test_no_key_of_another_room_and_none_that_was_made_up(method: str, path: str, body: Any, status: int) -> None:
    app = fresh()
    room, other = Class(app), Class(app)
    other.join()
    room.turn("asking", question=0)
    for token in (other.key, other.students[0], "x" * 24, room.key[:-1], room.key + "A"):
        answer = room.ask(method, path, token, json=body)
        assert answer.status_code == status, token
        assert answer.json()["type"].endswith("#not-yours")
    assert room.ask("GET", "/results", room.key).json()["questions"][0]["votes"] == []


@pytest.mark.parametrize(("method", "path", "body", "status"), OUTSIDERS[2:6])
def test_what_is_the_teachers_is_no_students(method: str, path: str, body: Any, status: int) -> None:
    room = Class(fresh())
    room.join()
    for token in (room.students[0], ""):
        assert room.ask(method, path, token, json=body).status_code == status


def test_a_vote_after_closing_changes_nothing_and_a_retry_of_one_that_was_heard_is_fine() -> None:
    room = Class(fresh())
    room.join(2)
    room.turn("asking", question=0)
    assert room.vote(0, "a").status_code == 200
    room.turn("closed")
    assert [room.vote(0, "b").status_code, room.vote(1, "b").status_code] == [409, 409]
    assert room.vote(0, "a").status_code == 200
    assert room.seen_by(0)["own"] == {"text": "a", "sure": None}
    assert room.seen_by(1)["own"] is None


@pytest.mark.parametrize(
    "path", ["/votes/0/3", "/votes/1/1", "/votes/-1/1", "/votes/9999/1", "/votes/x/1", "/votes/0/٢"]
)
def test_a_vote_for_nothing_is_refused(path: str) -> None:
    room = Class(fresh())
    room.join()
    room.turn("asking", question=0)
    assert room.ask("PUT", path, room.students[0], json={"vote": "a"}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"vote": "d"}, {"vote": 1}, {"vote": ""}, {"vote": "a" * 701}, {"vote": "a", "sure": 1}, {"vote": ["a"]}],
)
def test_a_vote_that_is_none_is_refused_with_a_sentence(body: Any) -> None:
    room = Class(fresh())
    room.join()
    room.turn("asking", question=0)
    answer = room.ask("PUT", "/votes/0/1", room.students[0], json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"lesson": "softmax", "question": OWN},
        {"lesson": "nonsense"},
        {"question": {"text": "?"}},
        {"question": {"lesson": "softmax", "low": 1}},
        {"question": {"text": "?", "options": ["a"]}},
        {"question": {"text": "?", "options": ["a", "b"], "unit": "m"}},
        {"question": {"text": "?", "low": 1, "high": 1}},
        {"question": {"sweep": "softmax"}},
        {"question": {**OWN, "right": "both"}},
    ],
)
def test_a_room_that_cannot_be_opened_is_refused_with_a_sentence(body: Any) -> None:
    answer = ask("POST", "/api/rooms", fresh(), json=body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_text_of_a_teacher_is_text_and_no_formula() -> None:
    evil = {"text": "=HYPERLINK(1)", "options": ["<b>one</b>", "two"]}
    room = Class(fresh(), question=evil)
    room.join()
    room.turn("asking", question=0)
    room.vote(0, "a")
    assert "\n0,'=HYPERLINK(1)," in room.ask("GET", "/results.csv", room.key).text
    assert room.seen_by(0)["question"]["options"][0]["text"] == "<b>one</b>"


def test_neither_key_nor_counts_in_any_byte_that_is_sent_to_fifty_students_before_the_reveal() -> None:
    """The right answer is a text that stands nowhere else: it must not be in anything that anybody is sent."""
    question = {"text": "How many?", "low": 0, "high": 1e9, "right": 271828182}
    room = Class(fresh(), question=question)
    room.join(50)
    sent: list[str] = []

    def look() -> None:
        for i in range(50):
            sent.append(room.ask("GET", "", room.students[i]).text)
        sent.append(room.ask("GET").text)

    room.turn("asking", question=0)
    look()
    for i in range(50):
        sent.append(room.vote(i, str(3_000_000 + i), sure=True).text)
    look()
    for phase in ("closed", "talking"):
        room.turn(phase)
        look()
    told = "\n".join(sent)
    assert "271828182" not in told
    for word in ("advice", "share_right", "agenda", "bars", "truth", "teacher"):
        assert word not in told
    for i in range(50):
        others = "\n".join(sent[51 + 50 + i :: 51])  # what this student was shown after voting
        assert {str(3_000_000 + j) in others for j in range(50) if j != i} <= {False}
    room.turn("revealed")
    assert "271828182" in room.ask("GET", "", room.students[0]).text


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


def test_a_hog_has_two_pages_and_the_class_keeps_its_own() -> None:
    room = Class(fresh())
    room.join(2)

    async def story() -> None:
        async with client(room.app) as asking:
            path = f"/api/rooms/{room.code}"
            heads = [{"Authorization": f"Bearer {one}"} for one in room.students]
            version = (await asking.get(path, headers=heads[0])).json()["version"]
            quiet = asyncio.create_task(asking.get(f"{path}?after={version}", headers=heads[1]))
            many = [asyncio.create_task(asking.get(f"{path}?after={version}", headers=heads[0])) for _ in range(20)]
            await asyncio.sleep(0.2)
            assert sum(one.done() for one in many) == 18
            assert not quiet.done()
            for one in (*many, quiet):
                one.cancel()

    asyncio.run(story())


def test_whoever_tries_codes_has_to_wait() -> None:
    app = fresh()
    told = [ask("GET", "/api/rooms/BBBBBB", app).status_code for _ in range(40)]
    assert (told[:30], told[-1]) == ([404] * 30, 429)
    room = Class(app)  # who knows one is not kept out
    assert room.ask("GET").status_code == 200


def test_rooms_cannot_be_opened_without_end() -> None:
    app = fresh()
    told = [ask("POST", "/api/rooms", app, json={"question": OWN}) for _ in range(25)]
    assert [one.status_code for one in told[:20]] == [201] * 20
    assert told[-1].status_code == 429
    assert int(told[-1].headers["retry-after"]) >= 1


def test_what_a_class_says_is_for_no_other_site() -> None:
    room = Class(fresh())
    told = room.ask("GET").headers
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in told
    assert told["cache-control"] == "no-store"
    there = {"sec-fetch-site": "cross-site", "origin": "https://evil.example"}
    answer = ask("POST", "/api/rooms", room.app, json={"question": OWN}, headers=there)
    assert answer.status_code == 403


def test_a_room_outlives_its_server_where_it_has_a_folder(tmp_path: Any) -> None:
    room = Class(fresh(rooms_folder=str(tmp_path)))
    room.join(2)
    room.turn("asking", question=0)
    room.vote(0, "b", sure=True)
    room.app = fresh(rooms_folder=str(tmp_path))  # as if the first had been killed
    assert room.seen_by(0)["own"] == {"text": "b", "sure": True}
    assert room.vote(1, "c").status_code == 200
    assert room.turn("closed")["answered"] == 2
