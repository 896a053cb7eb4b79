"""Everything that somebody might try who should not."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.web.client import ask, client
from tests.web.rooms.classes import OWN, Class, fresh

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
    assert room.ask(method, path, room.students[0], json=body).status_code == status


@pytest.mark.parametrize(("method", "path", "body", "status"), OUTSIDERS[2:])
def test_who_shows_no_token_is_asked_for_one(method: str, path: str, body: Any, status: int) -> None:
    answer = Class(fresh()).ask(method, path, json=body)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert answer.json()["type"].endswith("#no-token")


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


def test_a_vote_for_what_is_not_asked_yet_hears_nothing_of_its_options() -> None:
    room = Class(fresh(), lesson="learning-rate")
    room.join()
    for question, vote in ((0, "nonsense"), (0, "0.04"), (2, "nonsense")):
        answer = room.ask("PUT", f"/votes/{question}/1", room.students[0], json={"vote": vote})
        assert (answer.status_code, answer.json()["detail"]) == (409, "this question is closed")


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


SECRET = 271_828_182  # stands nowhere else


def everything_sent(room: Class) -> list[list[str]]:
    """Before the reveal: all that each student is sent, and last what the projector is."""
    sent: list[list[str]] = [[] for _ in range(51)]

    def look() -> None:
        for token, heard in zip([*room.students, ""], sent, strict=True):
            heard.append(room.ask("GET", "", token).text)

    room.join(50)
    room.turn("asking", question=0)
    look()
    for i in range(50):
        sent[i].append(room.vote(i, str(3_000_000 + i), sure=True).text)
    look()
    for phase in ("closed", "talking"):
        room.turn(phase)
        look()
    return sent


def test_neither_key_nor_counts_in_any_byte_that_fifty_students_are_sent_before_the_reveal() -> None:
    room = Class(fresh(), question={"text": "How many?", "low": 0, "high": 1e9, "right": SECRET})
    sent = ["\n".join(heard) for heard in everything_sent(room)]
    for told in sent:
        for word in (str(SECRET), "advice", "share_right", "agenda", "bars", "truth", "teacher"):
            assert word not in told
    for i, told in enumerate(sent):
        assert [j for j in range(50) if str(3_000_000 + j) in told] == ([i] if i < 50 else [])
    room.turn("revealed")
    assert str(SECRET) in room.ask("GET", "", room.students[0]).text


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


def test_a_flood_of_votes_of_one_is_slowed_down_and_nobody_else_is() -> None:
    room = Class(fresh())
    room.join(2)
    room.turn("asking", question=0)
    told = [room.vote(0, "abc"[i % 3]).status_code for i in range(40)]
    assert told[:20] == [200] * 20
    assert 429 in told
    assert room.vote(1, "b").status_code == 200


def test_rooms_cannot_be_opened_without_end() -> None:
    app = fresh()
    told = [ask("POST", "/api/rooms", app, json={"question": OWN}) for _ in range(65)]
    assert [one.status_code for one in told[:60]] == [201] * 60
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
