"""The steps of a lesson's page, and what of its state leads through them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...lessons.base import AnyLesson
from ..http.address import address

BEATS = (("ask", "Predict"), ("see", "See"), ("why", "Why"), ("vary", "Vary"), ("check", "Check"))
AT_ITS_BEGINNING: dict[str, object] = {"check": 1, "answer": (), "seed": None, "draft": None}  # a beat
# A lesson in a frame in which all is locked is taken all the same: its knob and its view stay as they are.
FREE = ("guess", "prediction", "ticked", "drawn", "draft", "skip", "box", "beat", "check", "seed", "answer")


@dataclass(frozen=True)
class BeatLink:
    """A beat in the head: its name, where it is, whether it is the present one."""

    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class FaceLink:
    """One picture of a lesson that has several: its name, where it is, and whether what was said of it is right."""

    name: str
    url: str
    current: bool
    verdict: str


def face_links(lesson: AnyLesson, value: Any, link: Callable[[str], str]) -> list[FaceLink]:
    """Those of a lesson, by what was predicted."""
    found = []
    for one in lesson.faces:
        right = None if value is None else lesson.facing(one.name, value).right_of(value)
        verdict = "" if right is None else "right" if right else "wrong"
        found.append(FaceLink(one.text, link(one.name), one.name == lesson.face, verdict))
    return found


def figure_call(lesson: AnyLesson, beat: str, told: dict[str, Any]) -> str:
    """The call that answers the figure of a beat, with what of the state it depends on."""
    kind = {"ask": "", "vary": "/variations"}.get(beat, "/predictions")
    taken = {"ask": "", "vary": "value"}.get(beat, "prediction")
    kept = {name: one for name, one in told.items() if one and name in (taken, "box", "view")}
    return address(f"/api/lessons/{lesson.slug}{kind}", "&".join(f"{name}={one}" for name, one in kept.items()))
