"""The two pictures of a run beside a ridge: how far from it step by step, and the saddle from above."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from ...core.descent.conditions import Conditions
from ...core.descent.walk import run
from ...core.numbers import Array
from ...core.numerals import decimal, grouped, plural, together
from ...core.optimizers import SGD, Optimizer
from ...core.surfaces import Saddle
from ..pictures import Axis, Line, Picture, Rule, Spot
from .saddles import AS_LONG, BALL, BESIDE, LR, OFF, RHO, fall, faster, heights, middle_one, steps

TENTH = f"α/{LR / AS_LONG.lr:.0f}"
DESCENT, MOMENTUM, NOISY = "gradient descent", "momentum", "with noise"
RUNS: dict[str, tuple[Optimizer, str, str]] = {  # each with its role, and its name where there is little room
    DESCENT: (SGD(lr=LR), "truth", "descent"),
    MOMENTUM: (BALL, "momentum", ""),
    f"{MOMENTUM}, {TENTH}": (AS_LONG, "other", TENTH),
}
SHOWN, WIDEST = 360.0, 1_000.0  # steps that are seen, if no more have been said, and at most
LONGER = 480.0  # steps that are seen of any start
FOOT = 1e-13  # |y| at the foot of the knob's picture, where 0 is taken hold of
UP = Axis("|y|, distance from the ridge", FOOT, 1e6, log=True)  # room for names above
FROM_ABOVE = "The saddle from above"
WIDE, HIGH = 2.25, 1.386  # of the picture from above, on one scale
AT_IT = 0.1  # from the saddle, where a run is said to halt


def wide(said: float | None) -> float:
    """How many steps are seen beside so many that were said; what is far too many is told at the edge."""
    return SHOWN if said is None or not SHOWN < 1.15 * said <= WIDEST else 1.15 * said


class View(ABC):
    """One of the two."""

    law: ClassVar[str] = ""  # what the law of growth is to be seen as here
    closer: ClassVar[tuple[tuple[float, float], tuple[float, float]]]  # the ends of its axes where it is small

    @abstractmethod
    def seen(self, said: float | None) -> Picture:
        """The run from a millionth beside the ridge, and where it is after the steps that were said."""

    @abstractmethod
    def varied(self, y: float) -> Picture:
        """The run from another distance."""

    @abstractmethod
    def held(self, y: float) -> tuple[float, float]:
        """Where the knob's handle is."""

    @abstractmethod
    def besides(self) -> str:
        """What else becomes of the run, in a sentence."""

    @abstractmethod
    def besides_from(self, y: float) -> str:
        """What else becomes of one from another distance: the end of a sentence."""

    def outside(self, said: float) -> str:
        """What is told of so many steps if they do not fit the picture."""
        return ""

    def in_small(self, y: float) -> Picture:
        """What is to be seen of it where it is small."""
        shown, ((left, right), (low, high)) = self.varied(y), self.closer
        across, up = replace(shown.across, low=left, high=right), replace(shown.up, low=low, high=high)
        return replace(shown, across=across, up=up)

    def tally(self, y: float) -> str:
        """What becomes of it, in a word or two."""
        return ""


class Distance(View):
    """How far it is from the ridge at each step: growth by a factor is a straight line."""

    law = ", a straight line here"
    closer = ((-5.0, 400.0), (1e-12, 100.0))

    def picture(self, lines: tuple[Line, ...], up: Axis, across: float = SHOWN, **more: Any) -> Picture:
        """On these axes, each run named where it is off."""
        title, off = "How far from the ridge, step by step", Rule("off", OFF)
        ends = tuple(end_of(one, int(one.x[-1])) for one in lines if one.moves)
        told = {"rules": (off,), **more, "spots": (*ends, *more.get("spots", ()))}
        return Picture(title, Axis("step", 0.0, across), up, lines, **told)

    def seen(self, said: float | None) -> Picture:
        """With an upright line at the steps that were said, or a mark at the edge if that is far outside."""
        up, across, lines = Axis(UP.title, 1e-7, 1e4, log=True), wide(said), tuple(path(name, BESIDE) for name in RUNS)
        if said is None:
            return self.picture(lines, up, across)
        text = f"yours: {grouped(round(said))}"
        if said > across:
            far = Spot(f"{text} →", 0.81 * across, 1e-3, "yours", bare=True, brief=f"{grouped(round(said))} →")
            return self.picture(lines, up, across, spots=(far,))
        found = heights(BESIDE, round(said))
        there = len(found) > said and found[-1] < up.high  # else it has left the picture
        upright = Rule("" if there else text, said, "x", "yours")
        spots = (Spot(text, said, float(found[-1]), "yours"),) if there else ()
        return self.picture(lines, up, across, rules=(Rule("off", OFF), upright), spots=spots)

    def varied(self, y: float) -> Picture:
        """Beside a ghost of the usual start; from exactly on the ridge only noise gets off."""
        usual = heights(BESIDE, fall(BESIDE))
        ghost = Line("from 10⁻⁶", np.arange(float(len(usual))), usual, "yours", brief="10⁻⁶")
        if y == 0:
            noisy = np.abs(middle_one()[1])
            shaken = named(NOISY, np.arange(1.0, len(noisy)), noisy[1:], "given")
            there = Spot("y = 0 lies below this axis, and stays", LONGER / 2, 1e-11, bare=True, brief="0 stays, below")
            return self.picture((shaken, ghost), UP, LONGER, spots=(there,), first=1)
        lines = tuple(path(name, y) for name in RUNS)
        return self.picture(lines if y == BESIDE else (*lines, ghost), UP, LONGER)

    def besides(self) -> str:
        """What momentum makes of it."""
        ball, longer = f"Momentum at the same rate, {together(f'ρ = {RHO}')}", decimal(1 / (1 - RHO))
        return (
            f"{ball}, takes {steps(BESIDE, BALL)}: each comes to {decimal(faster())} times the last. At {TENTH}, to "
            f"even out steps that become {longer} times as long, {steps(BESIDE, AS_LONG)}."
        )

    def besides_from(self, y: float) -> str:
        """The same from another distance."""
        return f", momentum after {steps(y, BALL)}, or after {steps(y, AS_LONG)} at {TENTH}."

    def outside(self, said: float) -> str:
        """How wide the picture would have to be."""
        times = grouped(round(said / SHOWN))
        return f" To show it, this picture would have to be {times} times as wide." if said > wide(said) else ""

    def held(self, y: float) -> tuple[float, float]:
        """Where the run begins."""
        return (0.0, max(y, 2 * FOOT))

    def tally(self, y: float) -> str:
        """Its steps."""
        return plural(fall(y), "step") if y else "never off"


class Above(View):
    """The saddle from above: in along the ridge, a long halt, and off."""

    closer = ((-0.6, 1.2), (-0.2, 1.1))

    def picture(self, *lines: Line, spots: tuple[Spot, ...] = ()) -> Picture:
        """On axes of one scale."""
        leftwards = np.array([WIDE, -WIDE])  # names stand at the end of a line
        edges = (Line("off the ridge: |y| = 1", -leftwards, np.full(2, OFF), "theory", brief="|y| = 1"),
                 Line("", leftwards, np.full(2, -OFF), "theory", labelled=False),
                 Line("ridge", leftwards, np.zeros(2), "theory"))  # fmt: skip
        start = Spot("start", float(lines[0].x[0]), float(lines[0].y[0]), "given")
        ends = (end_of(one, len(one.x) - 1) for one in lines)
        return Picture(FROM_ABOVE, Axis("x, along the ridge", -WIDE, WIDE), Axis("y, across it", -HIGH, HIGH),
                       (*edges, *lines), spots=(Spot("saddle", -0.6, 0.0, "given", bare=True), start, *ends, *spots),
                       surface=Saddle())  # fmt: skip

    def given(self, last: int) -> Picture:
        """Its first steps."""
        shown = self.picture(from_above(BESIDE, last))
        spots = tuple(
            replace(one, text=DESCENT, brief="descent") if one.role == "truth" else one for one in shown.spots
        )
        return replace(shown, title=f"{FROM_ABOVE}, and the first {last} steps", spots=spots)

    def seen(self, said: float | None) -> Picture:
        """With the place after the steps that were said, or a mark at the edge where it went."""
        line = from_above(BESIDE, fall(BESIDE))
        if said is None:
            return self.picture(line)
        at, text = round(said), f"yours: {grouped(round(said))}"
        if at < len(line.x):
            return self.picture(line, spots=(Spot(text, float(line.x[at]), float(line.y[at]), "yours"),))
        return self.picture(line, spots=(Spot(f"{text} ↑", 0.6, 0.92 * HIGH, "yours", bare=True),))

    def varied(self, y: float) -> Picture:
        """The same from elsewhere; from exactly on the ridge with noise, and without."""
        if y:
            return self.picture(from_above(y, fall(y)))
        shaken = named(NOISY, *middle_one(), "given")
        return self.picture(from_above(y, len(shaken.x) - 1), shaken)

    def besides(self) -> str:
        """How long it halts."""
        return f"For {halt(BESIDE)} of them it is within {AT_IT} of the saddle."

    def besides_from(self, y: float) -> str:
        """The same from another distance."""
        return (
            f"; for {halt(y)} of them it is within {AT_IT} of the saddle." if halt(y) else "; it passes the saddle by."
        )

    def held(self, y: float) -> tuple[float, float]:
        """The start."""
        return (1.0, y)


def named(name: str, x: Array, y: Array, role: str, brief: str = "") -> Line:
    """A run, whose name stands where it ends, and not where it moves."""
    return Line(name, x, y, role, moves=True, labelled=False, brief=brief)


def end_of(one: Line, last: int) -> Spot:
    """Where a run ends, and after how many steps; one that is still on the ridge stays there."""
    after = last if one.y[-1] else "never"
    told, brief = (f"{name}: {after}" for name in (one.name, one.brief or one.name))
    return Spot(told, float(one.x[-1]), float(one.y[-1]), one.role, brief=brief)


def path(name: str, y: float) -> Line:
    """|y| of a method against the step, until it is off."""
    one, role, brief = RUNS[name]
    found = heights(y, steps(y, one) or 0, one)
    return named(name, np.arange(float(len(found))), found, role, brief)


def from_above(y: float, last: int) -> Line:
    """Gradient descent in the plane, for so many steps."""
    one, role, brief = RUNS[DESCENT]
    found = run(one, Conditions(Saddle(), (1.0, y), last))
    return named(DESCENT, found.x, found.y, role, brief)


def halt(y: float) -> int:
    """How many steps a run stays at the saddle."""
    line = from_above(y, fall(y))
    return int((np.hypot(line.x, line.y) < AT_IT).sum())
