"""A room in which every call of the contract finds what it asks for, and nobody has to wait."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from numbers import Real as Number
from typing import Any

import pytest
from schemathesis.core.parameters import ParameterLocation

from app.rooms.codes import CODE
from app.rooms.commands import MOST_QUESTIONS
from app.web.http.rates import Rate
from app.web.rooms import telling
from app.web.rooms.bodies import GOES_WITH, SHAPES
from tests.web.rooms.classes import Class

OPTIONS = "abc"
PLACES = {str(place) for place in range(MOST_QUESTIONS)}
LONGEST_TOKEN = 64


@contextmanager
def open_house() -> Iterator[None]:
    """Rooms may be opened, joined and asked as often as one likes; a poll does not wait, a stream soon ends."""
    seen = Counter[Any]()

    def soon(room: Any, page: Any, place: Any) -> str:
        seen[page] += 1
        return "time limit" if seen[page] > 1 else ""

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Rate, "take", lambda self, who: None)
        patched.setattr(telling, "HELD", 0.001)
        patched.setattr(telling, "COUNTED", 0.0)
        patched.setattr(telling, "why_over", soon)
        yield


def asking(app: Any) -> Class:
    """A room that asks its first question; of its two students the first has answered."""
    room = Class(app)
    room.join(2)
    room.turn("asking", question=0)
    assert room.vote(0, "b", sure=True).status_code == 200
    return room


def revealed(app: Any) -> Class:
    """The same, once all is told."""
    room = asking(app)
    for phase in ("closed", "revealed"):
        room.turn(phase)
    return room


def at_home(case: Any, room: Class) -> None:
    """Lead a case that names a room to one that there is, as somebody whom it knows."""
    named = case.path_parameters
    if CODE.fullmatch(str(named.get("code", ""))):
        named["code"] = room.code
    if str(named.get("question")) in PLACES and str(named.get("round")) in {"1", "2"}:
        named |= {"question": 0, "round": 1}
    known_there(case, room)
    case.body = fitting(case.body)


def known_there(case: Any, room: Class) -> None:
    """Let a case show a token of the room, where it shows any that might be one."""
    security = case.operation.definition.raw.get("security", [])
    shown = case.query.get("as")
    one = shown if isinstance(shown, str) else "" if isinstance(shown, list) and len(shown) < 2 else None
    if one is not None and len(one) <= LONGEST_TOKEN:
        del case.query["as"]
        if {} in security:
            case.query["as"] = (room.students[0], room.key)[len(one) % 2]
    if security and {} not in security and not case.meta.is_negative_at(ParameterLocation.HEADER):
        case.headers["Authorization"] = f"Bearer {room.students[1] if case.method == 'PUT' else room.key}"


def fitting(body: Any) -> Any:
    """Of a question that is told in several ways at once, the one that tells most; a vote for one of the options."""
    if not isinstance(body, dict):
        return body
    if isinstance(vote := body.get("vote"), str) and 0 < len(vote) < 300 and len(vote) % 2:
        return {**body, "vote": OPTIONS[len(vote) % 3]}
    if isinstance(body.get("question"), dict):
        return {**body, "question": fitting(body["question"])}
    told = {name for name, value in body.items() if value is not None}
    shapes = [shape for shape in SHAPES if shape <= told]
    if not shapes or not told <= {*GOES_WITH, *(name for shape in SHAPES for name in shape)}:
        return body
    shape = max(shapes, key=len)
    kept = shape | {name for name, needed in GOES_WITH.items() if needed <= shape}
    return in_order({name: value for name, value in body.items() if name in kept})


def in_order(question: dict[str, Any]) -> dict[str, Any]:
    """A question for a number, whose ends are in order, and whose axis and truth lie between them."""
    low, high = question.get("low"), question.get("high")
    if isinstance(low, bool) or isinstance(high, bool) or not (isinstance(low, Number) and isinstance(high, Number)):
        return question
    question |= {"low": min(low, high), "high": max(low, high)}
    question |= {"right": max(low, high)} if isinstance(question.get("right"), str | Number) else {}
    return question | ({"log": False} if question.get("log") is True and min(low, high) <= 0 else {})


def inside(path: str) -> bool:
    """Whether a path of the contract leads into a room."""
    return re.match(r"/api/rooms\b", path) is not None
