"""What a room answers is what the contract tells, whoever asks, in every phase, for every kind of question."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.lessons import LESSONS
from app.rooms.questions import sweepable
from app.web.rooms.answer import (
    OpenedAnswer,
    ProjectorState,
    ResultsAnswer,
    SeatAnswer,
    StudentState,
    TeacherState,
    VotedAnswer,
)
from app.web.rooms.bodies import FURTHEST_APART
from app.web.rooms.events import LastEvent
from tests.web.client import ask, strict_json
from tests.web.rooms.classes import OWN, Class, fresh
from tests.web.rooms.house import open_house

APP = fresh()
NUMBER = {"text": "How many?", "low": 1, "high": 1e9, "log": True, "unit": "m", "within": 0.5, "right": 12}
OPEN = {"text": "What do you think?", "options": ["yes", "no"]}  # nothing is right
QUESTIONS = [
    *({"lesson": slug} for slug in LESSONS),
    *({"sweep": slug} for slug in sweepable()),
    *({"lesson": slug, "check": 1 + place % 3, "seed": 7} for place, slug in enumerate(LESSONS)),
    {"lesson": "momentum", "check": 2},
    *(OWN, OPEN, NUMBER),
]
once = settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck], derandomize=True, database=None)


@pytest.fixture(scope="module", autouse=True)
def nobody_waits() -> Iterator[None]:
    with open_house():
        yield


def votes_for(question: dict[str, Any]) -> tuple[str, str]:
    """Two answers that such a question takes."""
    if "options" in question:
        names = [one["name"] for one in question["options"]]
        if question["kind"] == "choice":
            return names[0], names[-1]
        return ",".join(names), ",".join(names[::-1])
    low, high = (repr(question[end]) for end in ("low", "high"))
    return (f"{low},{high}", f"{high},{low}") if question["kind"] == "draw" else (low, high)


def everybody(room: Class) -> None:
    """Each role is told what the contract says of it."""
    for token in room.students:
        StudentState.model_validate(strict_json(room.ask("GET", "", token).content))
    for query in ("", "?projector=1"):
        ProjectorState.model_validate(strict_json(room.ask("GET", query).content))
    ProjectorState.model_validate(strict_json(room.ask("GET", "?projector=1", room.key).content))
    TeacherState.model_validate(strict_json(room.ask("GET", "", room.key).content))
    ResultsAnswer.model_validate(strict_json(room.ask("GET", "/results", room.key).content))


def play(room: Class, *later: str) -> None:
    """A question is asked, answered, asked again, and told; everybody looks at each step."""
    everybody(room)
    asked = room.turn("asking", question=0)["question"]
    first, second = votes_for(asked)
    for round in (1, 2):
        VotedAnswer.model_validate(room.vote(0, first, round=round, sure=True).json())
        VotedAnswer.model_validate(room.vote(1, second if round == 1 else first, round=round).json())
        everybody(room)
        for phase in ("closed", *(("talking",) if round == 1 else later)):
            TeacherState.model_validate(room.turn(phase))
            everybody(room)
        if round == 1:
            room.turn("asking")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: "-".join(map(str, [*one.values()][:2])))
def test_each_is_told_what_the_contract_says(question: dict[str, Any]) -> None:
    room = Class(APP, question=question)
    room.join(3)
    play(room, "running", "revealed", "waiting", "ended")


def test_every_kind_is_asked() -> None:
    kinds = {Class(APP, question=one).turn("asking", question=0)["question"]["kind"] for one in QUESTIONS}
    assert kinds == {"choice", "several", "number", "reach", "rank", "click", "draw"}


def test_who_opens_and_who_joins_is_told_the_token_alone() -> None:
    opened = OpenedAnswer.model_validate(ask("POST", "/api/rooms", APP, json={"lesson": "softmax"}).json())
    SeatAnswer.model_validate(ask("POST", f"/api/rooms/{opened.code}/students", APP).json())


@pytest.mark.parametrize("role", ["student", "projector", "teacher"])
def test_the_stream_tells_the_same_events_as_the_contract(role: str) -> None:
    room = Class(APP)
    room.join()
    token = {"student": room.students[0], "projector": "", "teacher": room.key}[role]
    model: Any = {"student": StudentState, "projector": ProjectorState, "teacher": TeacherState}[role]
    events = room.ask("GET", "/events", token).text.split("\n\n")
    told = [one.split("data: ")[1] for one in events if "data: " in one]
    state = model.model_validate(json.loads(told[0]))
    assert LastEvent.model_validate(json.loads(told[-1])).why == "time limit"
    head, *_, last = room.ask("GET", f"/events?as={token}").text.split("\n\n")
    assert head.startswith("retry: ")
    assert f"id: {state.version}\nevent: state" in events[1]
    assert last == ""


edges = st.floats(-FURTHEST_APART, FURTHEST_APART) | st.sampled_from([0.0, 1.0, 5e-324, 1e-300, FURTHEST_APART])


@once
@given(edges, edges, st.booleans(), st.none() | st.floats(0, 1))
def test_a_number_of_any_size_can_be_asked_for(one: float, other: float, log: bool, within: float | None) -> None:
    low, high = sorted((one, other))
    if low == high:
        high = math.nextafter(low, math.inf)
    question = {"text": "How many?", "low": low, "high": high, "log": log, "within": within, "right": high}
    told = ask("POST", "/api/rooms", APP, json={"question": question})
    if log and low <= 0:
        assert told.status_code == 422
        return
    room = Class(APP, question=question)
    room.join(2)
    play(room, "running", "revealed")
    for role in ("", room.students[0], room.key):
        assert room.ask("GET", "?page=1", role).status_code == 200
