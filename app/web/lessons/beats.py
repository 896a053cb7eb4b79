"""The steps of a lesson's page, and what of its state leads through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...lessons.base import AnyLesson
from ..http.address import address

BEATS = (("ask", "Predict"), ("see", "See"), ("why", "Why"), ("vary", "Vary"), ("check", "Check"))
OWN_FACE: dict[str, dict[str, object]] = {"check": {"box": None}}  # a question says what is looked at
AT_ITS_BEGINNING: dict[str, object] = {"check": 1, "answer": (), "seed": None, "draft": None}  # a beat
# A lesson in a frame in which all is locked is taken all the same: its knob and its view stay as they are.
FREE = ("guess", "prediction", "ticked", "drawn", "draft", "skip", "box", "beat", "check", "seed", "answer")


@dataclass(frozen=True)
class BeatLink:
    """A beat in the head: its name, where it is, whether it is the present one."""

    name: str
    url: str
    current: bool


def figure_call(lesson: AnyLesson, beat: str, told: dict[str, Any]) -> str:
    """The call that answers the figure of a beat, with what of the state it depends on."""
    kind = {"ask": "", "vary": "/variations"}.get(beat, "/predictions")
    taken = {"ask": "", "vary": "value"}.get(beat, "prediction")
    kept = {name: one for name, one in told.items() if one and name in (taken, "box", "view")}
    return address(f"/api/lessons/{lesson.slug}{kind}", "&".join(f"{name}={one}" for name, one in kept.items()))
