"""The curve behind a lesson's knob: what becomes of it over the whole range, and where theory has a mark."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from pydantic_core import to_json

from ...core.numerals import decimal, grouped, superscript
from ...lessons.base import AnyLesson
from ...lessons.content import Vary
from ...lessons.pictures import Picture
from ...lessons.quantities import Number
from ..page.widgets import Slider, ranged
from .asking import end_told, slid
from .marks import half_of_bar

UPPER, FOOT = 120.0, 940.0  # of the curve, in a box of 1000 by 1000


@dataclass(frozen=True)
class KnobScent:
    """A curve as path data, stretches without an outcome as (start, width), the marks; all in a box of 1000 by 1000."""

    curve: str
    hatched: tuple[tuple[float, float], ...]
    mark: float | None
    besides: tuple[float, ...] = ()
    reach: str = ""  # of the outcomes, in words

    @property
    def marks(self) -> tuple[float, ...]:
        """Where lines stand."""
        return self.besides if self.mark is None else (self.mark, *self.besides)

    @property
    def side(self) -> str:
        """How the mark's name stands to it: near an end of the slider it must not leave the panel."""
        return "middle" if self.mark is None or 200 < self.mark < 800 else "start" if self.mark <= 200 else "end"


@lru_cache(maxsize=64)
def knob_scent(lesson: AnyLesson) -> KnobScent:
    """That of a lesson."""
    vary = lesson.vary
    places = vary.places
    across = np.linspace(0.0, 1000.0, len(places))
    besides = tuple(float(np.interp(one, places, across)) for one in vary.besides)
    outcomes = [value for _, value in lesson.scent()] if vary.scent else []
    mark = None if vary.critical is None else float(np.interp(vary.critical, places, across))
    if not any(value is not None for value in outcomes):
        return KnobScent("", (), mark, besides)
    known = [value for value in outcomes if value is not None]
    level = math.log if min(known) > 0 and max(known) > 20 * min(known) else float
    low, high = level(min(known)), level(max(known))
    heights = [None if value is None else FOOT - (FOOT - UPPER) * (level(value) - low) / (high - low or 1.0)
               for value in outcomes]  # fmt: skip
    reach = f"{outcome_told(min(known))} to {outcome_told(max(known))}{' (log)' if level is math.log else ''}"
    return KnobScent(path_of(across.tolist(), heights), gaps(across.tolist(), heights), mark, besides, reach)


def outcome_told(value: float) -> str:
    """An outcome in words; one that is large in whole numbers."""
    return decimal(value) if abs(value) < 1000 else grouped(round(value))


@dataclass(frozen=True)
class Grip:
    """A slider's handle in the picture: where it is, and as JSON where it would be at each place of the slider.

    It moves along one axis or both. What is said has a line there, or the outline of a bar of which `half` is told.
    """

    x: float
    y: float
    way: str
    along: str
    slider: str = "value"
    name: str = "value"
    half: float = 0.0


def knob_grip(lesson: AnyLesson, at: float) -> Grip | None:
    """That of a lesson at a value of its knob, if its picture has one."""
    held = lesson.held(at)
    return None if held is None else Grip(*held, way_of(lesson), lesson.vary.along or "both")


def said_grip(kind: Number, shown: Picture) -> Grip | None:
    """The handle of what is predicted, in the picture before, if it is a number of its axes."""
    if shown.said is None:
        return None
    along, at = shown.said.along, shown.said.at
    places = [kind.middle, *slid(kind).tolist()]
    (x, y), *way = [(one, at) if along == "x" else (at, one) for one in places]
    half = half_of_bar(shown) if shown.said.bar else 0.0
    return Grip(x, y, to_json(way).decode(), along, "guess", "prediction", half)


@lru_cache(maxsize=64)
def way_of(lesson: AnyLesson) -> str:
    """Where the handle is at each place of the slider."""
    places = [lesson.held(value) for value in lesson.vary.places.tolist()]
    return to_json([[float(f"{one:.5g}") for one in place] for place in places if place]).decode()


def path_of(across: list[float], heights: list[float | None]) -> str:
    """The stretches of a curve that are there."""
    told, down = "", False
    for x, y in zip(across, heights, strict=True):
        if y is not None:
            told += f"{'L' if down else 'M'}{x:.0f} {y:.0f}"
        down = y is not None
    return told


def gaps(across: list[float], heights: list[float | None]) -> tuple[tuple[float, float], ...]:
    """Where there is no curve."""
    found: list[list[float]] = []
    half = (across[1] - across[0]) / 2
    for x, y in zip(across, heights, strict=True):
        if y is None and found and x - half - found[-1][1] < 1:
            found[-1][1] = x + half
        elif y is None:
            found.append([x - half, x + half])
    return tuple((max(0.0, a), min(1000.0, b) - max(0.0, a)) for a, b in found)


def knob_slider(vary: Vary, at: float, *, written: bool) -> Slider:
    """The slider of a knob; where nobody has written its number, that has four digits."""
    found = ranged("value", vary.symbol, vary.help, at if written else float(f"{at:.5g}"), vary.places)
    places = " ".join(map(raised, found.places.split(" ")))
    least, most = end_told(min(vary.places)), end_told(vary.high)
    return replace(found, text=raised(found.text), places=places, least=least, most=most)


def raised(text: str) -> str:
    """A small number as people write it, and as one in a box is read, without blanks: 10⁻⁶, 2.5·10⁻⁷."""
    mantissa, _, power = text.partition("e")
    if not power:
        return text
    return ("" if mantissa == "1" else f"{mantissa}·") + f"10{superscript(int(power))}"
