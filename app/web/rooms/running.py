"""The answer of a class, run alone: a picture in which nothing tells what is true."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from ...lessons import LESSONS
from ...lessons.pictures import Picture
from ...lessons.quantities import Click, Draw, Number
from ..figures.still import svg
from ..figures.style import Look, Scheme
from ..lessons.figure import figure

LEFT_OF_NUMBERS = 88  # px for large numbers beside an axis
THEIRS = "yours"  # the role of what somebody has said


@dataclass(frozen=True)
class OnPaper:
    """A picture by its addresses, on light paper and on dark."""

    light: str
    dark: str
    words: str = ""  # for who does not see it


@lru_cache(maxsize=256)
def alone(slug: str, answer: str) -> OnPaper | None:
    """The picture as addresses that hold it; nothing where an answer has no run of its own."""
    lesson = LESSONS[slug]
    if not answer or not isinstance(lesson.prediction, Number | Click | Draw):
        return None  # of what is chosen a picture shows the right one, or whether it is
    shown = theirs(lesson.seen(lesson.prediction.read(answer)).picture)
    if not (shown.lines or shown.bars or shown.rules):
        return None
    return OnPaper(as_address(shown, "light"), as_address(shown, "dark"), shown.title)


def as_address(shown: Picture, scheme: Scheme) -> str:
    """A picture as an address that holds it."""
    drawn = figure(shown, Look(scheme, bold=True))
    drawn["layout"]["margin"] = {**drawn["layout"]["margin"], "l": LEFT_OF_NUMBERS}
    return f"data:image/svg+xml;base64,{b64encode(svg(drawn).encode()).decode()}"


def theirs(shown: Picture) -> Picture:
    """What of a picture is the class's own, on the same axes."""
    lines = [replace(one, labelled=True) for one in shown.lines if one.role == THEIRS]
    bars = [replace(one, x=np.rint(one.x)) for one in shown.bars if one.role == THEIRS]  # no others stand beside them
    rules = [replace(one, text=THEIRS) for one in shown.rules if one.role == THEIRS]
    return Picture("The answer of the class, run alone", shown.across, shown.up, tuple(lines), tuple(bars),
                   tuple(rules), surface=shown.surface, tick=shown.tick, at=shown.at, first=shown.first)  # fmt: skip
