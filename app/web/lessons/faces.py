"""The pictures of a lesson that has several, small and beside each other: what leads from each to the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ...lessons.base import AnyLesson
from ...lessons.pictures import Line, Picture
from ..figures.style import PAGE
from .figure import area_of
from .marks import role

SIZE_OF_FACE = (72.0, 36.0)  # px of a small picture
MOST_OF_A_LINE = 120  # points of one of its lines
LEFT_OUT = ("faint", "theory", "yours")  # what a small picture has no room for


@dataclass(frozen=True)
class SmallLine:
    """A line of a small picture: its path data and its colour."""

    path: str
    colour: str


@dataclass(frozen=True)
class FaceLink:
    """One picture of a lesson: its name, where it is, what comes of it, and whether what was said of it is right."""

    name: str
    url: str
    current: bool
    verdict: str
    tally: str
    lines: tuple[SmallLine, ...]
    size: tuple[float, float] = SIZE_OF_FACE


def face_links(
    lesson: AnyLesson, shown: Callable[[AnyLesson], Picture], link: Callable[[str], str], said: object, at: float | None
) -> list[FaceLink]:
    """A link to each, with what was `said` of it, and what comes of it at a value of the knob, if that is told.

    One that has another knob is shown at the usual value of that.
    """
    found = []
    for one in lesson.faces:
        face = lesson.facing(one.name, None)
        right = None if said is None or not lesson.asked_of_each else face.right_of(said)
        verdict = "" if right is None else "right" if right else "wrong"
        tally, lines = "" if at is None else face.tally(value_in(face, lesson, at)), small_lines(shown(face))
        found.append(FaceLink(one.text, link(one.name), one.name == lesson.face, verdict, tally, lines))
    return found


def value_in(face: AnyLesson, lesson: AnyLesson, at: float) -> float:
    """The value of a face's knob beside another face whose knob has this one."""
    return at if face.vary.symbol == lesson.vary.symbol else face.usual


def small_lines(shown: Picture) -> tuple[SmallLine, ...]:
    """The lines of a picture, on its own axes."""
    area = replace(area_of(shown), size=SIZE_OF_FACE)
    lines = [one for one in shown.lines if one.role not in LEFT_OUT]
    return tuple(SmallLine(area.path(fewer(one)), PAGE(role(one.role).colour)) for one in lines)


def fewer(one: Line) -> dict[str, np.ndarray]:
    """A line by so many of its points as a small picture can show."""
    kept = np.unique(np.linspace(0, len(one.x) - 1, min(MOST_OF_A_LINE, len(one.x))).round().astype(int))
    return {"x": one.x[kept], "y": one.y[kept]}
