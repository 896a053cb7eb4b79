"""The two pictures of a run beside a ridge: how far from it step by step, and the saddle from above."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import ClassVar

import numpy as np

from ...core.descent.conditions import Conditions
from ...core.descent.walk import run
from ...core.numerals import grouped, plural
from ...core.optimizers import SGD, Optimizer
from ...core.surfaces import Saddle
from ..pictures import Axis, Line, Picture, Rule, Spot
from .saddles import AS_LONG, BALL, BESIDE, LR, OFF, RHO, fall, heights, middle_one, steps
from .tracks import FAIR, RATE

DESCENT, MOMENTUM, NOISY = "gradient descent", "momentum", "with noise"  # the lines
WIDE, HIGH = 2.25, 1.386  # of the picture from above, on one scale
FROM_ABOVE = "The saddle from above"
SHOWN, WIDEST = 300.0, 1_000.0  # steps that are seen, if no more have been said, and at most
FOOT = 1e-13  # |y| at the foot of the knob's picture, where 0 is taken hold of
UP = Axis("|y|, distance from the ridge", FOOT, 1e4, log=True)  # room for names above
ALOFT = 3.0  # |y| up to which a number of steps is marked that were too many
RUNS: dict[str, tuple[Optimizer, str, str]] = {
    DESCENT: (SGD(lr=LR), "truth", "descent"), MOMENTUM: (BALL, "momentum", f"ρ = {RHO}"),
    FAIR: (AS_LONG, "other", RATE),
}  # fmt: skip


def wide(said: float | None) -> float:
    """How many steps are seen beside so many that were said; what is far too many is told at the edge."""
    return SHOWN if said is None or not SHOWN < 1.15 * said <= WIDEST else 1.15 * said


class View(ABC):
    """One of the two."""

    closer: ClassVar[tuple[tuple[float, float], tuple[float, float]]]  # the ends of its axes where it is small

    @abstractmethod
    def seen(self, said: float | None) -> Picture:
        """The run from a millionth beside the ridge, and where it is after the steps that were said."""

    @abstractmethod
    def varied(self, y: float) -> Picture:
        """The run from another distance."""

    def in_small(self, y: float) -> Picture:
        """What is to be seen of it where it is small."""
        shown, ((left, right), (low, high)) = self.varied(y), self.closer
        across, up = replace(shown.across, low=left, high=right), replace(shown.up, low=low, high=high)
        return replace(shown, across=across, up=up)

    def held(self, y: float) -> tuple[float, float] | None:
        """Where the knob's handle is."""
        return None

    def tally(self, y: float) -> str:
        """What becomes of it, in a word or two."""
        return ""


class Distance(View):
    """How far it is from the ridge at each step: growth by a factor is a straight line."""

    closer = ((-5.0, 250.0), (1e-12, 100.0))

    def picture(self, lines: tuple[Line, ...], up: Axis, across: float = SHOWN, *more: Spot) -> Picture:
        """On these axes, the first line and the ones that are counted marked where they are off."""
        there = {float(one.x[-1]): one for one in lines if one.role != "yours" and one.x[-1] < across}
        ends = tuple(Spot(f"{at:.0f}", at, OFF, one.role) for at, one in there.items())
        title = "How far from the ridge, step by step"
        return Picture(title, Axis("step", 0.0, across), up, lines, rules=(Rule("", OFF),), spots=(*ends, *more))

    def seen(self, said: float | None) -> Picture:
        """With an upright line at the steps that were said, or a mark at the edge if that is far outside."""
        up, across, lines = (
            Axis(UP.title, 1e-7, 1e4, log=True),
            wide(said),
            (path(DESCENT, BESIDE), path(MOMENTUM, BESIDE)),
        )
        if said is None:
            return self.picture(lines, up, across)
        text = f"yours: {grouped(round(said))}"
        if said > across:
            return self.picture(lines, up, across, Spot(f"{text} →", across, 1e-3, "yours"))
        found = heights(BESIDE, round(said))
        there = len(found) > said and found[-1] < up.high  # else it has left the picture
        top = float(found[-1]) if there else ALOFT
        mine = Line(text, np.full(2, said), np.array([up.low, top]), "yours", labelled=not there)
        return self.picture((*lines, mine), up, across, *((Spot(text, said, top, "yours"),) if there else ()))

    def varied(self, y: float) -> Picture:
        """Beside a ghost of the usual start; from exactly on the ridge only noise gets off."""
        ghost = Line("from 10⁻⁶", np.arange(float(fall(BESIDE) + 1)), heights(BESIDE, fall(BESIDE)), "yours",
                     brief="10⁻⁶")  # fmt: skip
        if y == 0:
            noisy, told = np.abs(middle_one()[1]), "y = 0 lies below this axis, and stays"
            shaken = Line(NOISY, np.arange(1.0, len(noisy)), noisy[1:], "given", moves=True)
            shown = self.picture((shaken, ghost), UP, SHOWN, Spot(told, SHOWN / 2, 1e-11, bare=True))
            return replace(shown, first=1)
        lines = tuple(path(name, y) for name in RUNS)
        return self.picture((*lines, *(() if y == BESIDE else (ghost,))), UP)

    def held(self, y: float) -> tuple[float, float]:
        """Where the run begins."""
        return (0.0, max(y, 2 * FOOT))

    def tally(self, y: float) -> str:
        """Its steps."""
        return plural(fall(y), "step") if y else "never off"


class Above(View):
    """The saddle from above: in along the ridge, a long halt, and off."""

    closer = ((-0.6, 1.2), (-0.2, 1.1))

    def picture(self, title: str, *lines: Line, spots: tuple[Spot, ...] = ()) -> Picture:
        """On axes of one scale."""
        edges = (Line("off the ridge: |y| = 1", np.array([-WIDE, WIDE]), np.full(2, OFF), "theory", brief="|y| = 1"),
                 Line("", np.array([-WIDE, WIDE]), np.full(2, -OFF), "theory", labelled=False))  # fmt: skip
        marked = (Spot("saddle", 0.0, 0.0, "given"),)
        return Picture(title, Axis("x, along the ridge", -WIDE, WIDE), Axis("y, across it", -HIGH, HIGH),
                       (*edges, *lines), spots=(*marked, *spots), surface=Saddle())  # fmt: skip

    def given(self, last: int) -> Picture:
        """Its first steps."""
        title, start = f"{FROM_ABOVE}, and the first {last} steps", Spot("start", 1.0, BESIDE, "given")
        return self.picture(title, seen_above(BESIDE, last), spots=(start,))

    def seen(self, said: float | None) -> Picture:
        """With the place after the steps that were said."""
        line = seen_above(BESIDE, fall(BESIDE))
        if said is None or said >= len(line.x):
            return self.picture(FROM_ABOVE, line)
        at = round(said)
        mine = Spot(f"yours: {at}", float(line.x[at]), float(line.y[at]), "yours")
        return self.picture(FROM_ABOVE, line, spots=(mine,))

    def varied(self, y: float) -> Picture:
        """The same from elsewhere; from exactly on the ridge with noise, and without."""
        if y:
            return self.picture(FROM_ABOVE, seen_above(y, fall(y)))
        shaken = Line(NOISY, *middle_one(), "given", moves=True)
        return self.picture(FROM_ABOVE, shaken, seen_above(y, len(shaken.x) - 1))


def path(name: str, y: float) -> Line:
    """|y| of a method against the step, until it is off."""
    one, role, brief = RUNS[name]
    found = heights(y, steps(y, one) or 0, one)
    return Line(name, np.arange(float(len(found))), found, role, moves=True, brief=brief)


def seen_above(y: float, last: int) -> Line:
    """Gradient descent in the plane."""
    found = run(SGD(lr=LR), Conditions(Saddle(), (1.0, y), last))
    return Line(DESCENT, found.x, found.y, "truth", moves=True, brief="descent")
