"""The two sides of momentum, each with its picture, its knob and its reason: what it gains on a slope, and in a ravine.

On the slope both axes are logarithmic: whatever a ball keeps, it starts along the same line, and leaves it at a speed
of 1 / (1 - rho) after about as many steps.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod

import numpy as np

from ...core.curvature import best_lr, spectral_radius
from ...core.descent.contests import MILLIONTH, RAVINE, to_a_millionth
from ...core.numerals import decimal, plural, together
from ...core.optimizers import SGD
from ..base import Aha, Part, Seen, Vary, Why
from ..pictures import Axis, Line, Picture, Rule, Said, Spot
from .factors import law, part_of_sum
from .momentum import DRAWN, LAST, RHO, kept, nearly, speed, top_speed, velocities
from .ravine import BEST, LEAST, WALKED, ends_in, moments, steps, way_down

KEPT = "the share of its velocity that the ball keeps"
PLAIN = "ρ = 0"  # the ball that keeps nothing
BY_STEP = "rⁿ"  # what n steps leave of the distance, by theory
AIM, NEAR = 50, 0.05  # times as fast as the goal has it, and within which share of it that is reached
SOON = 200  # steps in which it is to settle in the ravine
TOLD = tuple(4.0**k for k in range(7))  # along both axes of the slope: none of them is what is asked
AT_FREE = (140.0, 330.0)  # where the name of the ball stands that would lose nothing


def named(rho: float) -> str:
    """A ball by what it keeps."""
    return f"ρ = {decimal(rho)}"


class Side(ABC):
    """One of the two."""

    vary: Vary
    limits: str

    @abstractmethod
    def race(self, rho: float, said: float | None = None) -> Picture:
        """A ball beside the one that keeps nothing, and beside that which belongs to what was said."""

    @abstractmethod
    def told(self, rho: float) -> str:
        """What becomes of it."""

    @abstractmethod
    def varied(self, rho: float) -> Seen:
        """The same beside the usual ball, and whether the goal is reached."""

    @abstractmethod
    def why(self, rho: float) -> Why:
        """The reason."""

    @abstractmethod
    def held(self, rho: float) -> tuple[float, float]:
        """Where the knob's handle is."""

    @abstractmethod
    def aha(self, rho: float) -> Aha:
        """The number to remember."""

    @abstractmethod
    def outcome(self, rho: float) -> float:
        """What the curve behind the knob tells."""

    @abstractmethod
    def tally(self, rho: float) -> str:
        """The same in a word or two."""


class Slope(Side):
    """A slope that is the same everywhere."""

    vary = Vary("ρ", KEPT, 0.0, 0.999, RHO, critical=0.99, mark=together("1 − ρ = 0.01: 100×"), scent="top speed",
                goal=f"Make it {AIM} times as fast.", along="y", to_one=True)  # fmt: skip
    limits = (
        "No loss has a constant slope for long, and noise adds up as slopes do: this is the speed a ball tends to. "
        "Where a library adds (1 − ρ) g in place of g, as Adam does, it tends to 1×."
    )

    def __init__(self) -> None:
        self.flat = speed(PLAIN, 0.0, "other", moves=False)

    def picture(self, *lines: Line, **more: object) -> Picture:
        """The velocity against the step."""
        longest = max((one for one in lines if one.moves), key=lambda one: len(one.x))
        across = Axis("step", 1.0, 6.0 * LAST, log=True, ticks=TOLD)
        up = Axis("velocity, in units of slope", 0.7, 2_000.0, log=True, ticks=TOLD)
        flat = () if any(one.name == PLAIN for one in lines) else (self.flat,)
        return Picture("The velocity on a constant slope", across, up, (*flat, *lines),
                       at=tuple(longest.x.tolist()), **more)  # type: ignore[arg-type]  # fmt: skip

    def given(self, paused: int) -> Picture:
        """The first few steps; where it will level off is to be said."""
        return self.picture(speed(named(RHO), RHO, "truth", paused), said=Said("y", 100.0))

    def race(self, rho: float, said: float | None = None) -> Picture:
        """Where each levels off."""
        yours = () if said is None else (said_ball(said),)
        return self.picture(*yours, speed(named(rho), rho, "truth"), limit(rho))

    def varied(self, rho: float) -> Seen:
        """Beside the usual one, and one that would lose nothing."""
        free = Line("ρ → 1", DRAWN.astype(float), DRAWN.astype(float), "faint")
        ghost = () if rho == RHO else (speed(named(RHO), RHO, "yours", moves=False),)
        shown = self.picture(*ghost, free, speed(named(rho), rho, "truth"), limit(rho),
                             spots=(Spot(free.name, *AT_FREE, "given", bare=True),))  # fmt: skip
        return Seen(shown, (self.told(rho),), abs(top_speed(rho) - AIM) <= NEAR * AIM)

    def told(self, rho: float) -> str:
        """Where it levels off, and when."""
        if not rho:
            return "ρ = 0 keeps nothing: at once its velocity is the slope."
        fast, soon = decimal(top_speed(rho)), plural(nearly(rho), "step")
        return f"With {named(rho)} it levels off at {fast} times the slope, 95 % of it after {soon}."

    def why(self, rho: float) -> Why:
        """Where a step takes away as much as it adds."""
        words = (
            f"A step loses 1 − ρ = {decimal(1 - rho)} of v and gains the slope g; at the top speed both are equal.",
            f"After {nearly(rho)} steps 95 % of that speed is there: slopes that are older are forgotten.",
        )
        return Why(words, r"\frac{v}{g}=\frac{1}{1-\rho}",
                   rf"\frac{{v}}{{g}}=\frac{{1}}{{1-{rho:.3g}}}={1 / (1 - rho):.4g}",
                   (Part("g", "the slope, as fast as a ball that keeps nothing", "1", PLAIN),
                    Part(r"\rho", "the share of v that is kept", decimal(rho), named(rho)),
                    Part("v", "the velocity it comes to", decimal(1 / (1 - rho)), limit(rho).name)))  # fmt: skip

    def held(self, rho: float) -> tuple[float, float]:
        """Where it has nearly its top speed, or is last drawn."""
        at = min(nearly(rho), LAST)
        return (float(at), float(velocities(rho)[at]))

    def aha(self, rho: float) -> Aha:
        """One over what is lost at each step."""
        return Aha(f"{decimal(top_speed(rho))}×", together(f"1 / (1 − {decimal(rho)})"), "")

    def outcome(self, rho: float) -> float:
        """The top speed."""
        return top_speed(rho)

    def tally(self, rho: float) -> str:
        """The same."""
        return f"{decimal(top_speed(rho))}×"


def said_ball(times: float) -> Line:
    """The ball that comes to be so many times as fast."""
    return speed(f"yours: ρ = {kept(times)}", 1 - 1 / times, "yours")


def limit(rho: float) -> Line:
    """The top speed by theory."""
    top = decimal(top_speed(rho))
    name = f"{together('1 / (1 − ρ)')} = {top}"
    return Line(name, np.array([1.0, float(LAST)]), np.full(2, top_speed(rho)), "theory")


# steps without momentum, at the rate that is best for that
ALONE = float(to_a_millionth(RAVINE, SGD(lr=best_lr(1.0, 100.0))).at or math.inf)


class Ravine(Side):
    """A ravine that is a hundred times as steep across as along, at the rate 1 / L."""

    vary = Vary("ρ", KEPT, 0.0, 0.99, RHO, critical=BEST, mark=together(f"swings from (1 − √(α λ))² = {decimal(BEST)}"),
                scent="steps until settled", goal=f"Settle in under {SOON} steps.")  # fmt: skip

    def __init__(self) -> None:
        self.limits = (
            f"One ravine, 100 times steeper across than along, all at α = 1 / L. Without momentum {steps(0.0)} steps, "
            f"and {ALONE:.0f} at the rate that is best then. Settled is first within a millionth: a swing may lead out."
        )

    def picture(self, rho: float, *beside: Line) -> Picture:
        """The distance from the minimum against the step."""
        alone = () if rho == 0 else (Line(PLAIN, *way_down(0.0), "other", moves=True),)
        factor = spectral_radius(RAVINE.lr, rho, 1.0)
        law_ = Line(BY_STEP, np.array([0.0, np.log(LEAST) / np.log(factor)]), np.array([1.0, LEAST]), "theory")
        lines = (*alone, *beside, law_, Line(named(rho), *way_down(rho), "truth", moves=True))
        there = {steps(0.0): "other", steps(rho): "truth"}  # of both where they settle
        spots = tuple(Spot(str(at), at, MILLIONTH, role) for at, role in there.items() if at and at <= WALKED)
        return Picture("In the ravine: the distance from the minimum", Axis("step", 0.0, 1.1 * WALKED),
                       Axis("distance, 1 at the start", LEAST, 30.0, log=True), lines,
                       rules=(Rule("settled", MILLIONTH),), spots=spots,
                       at=moments([one for one in lines if one.moves]))  # fmt: skip

    def race(self, rho: float, said: float | None = None) -> Picture:
        """How both come down."""
        return self.picture(rho)

    def told(self, rho: float) -> str:
        """When it has settled."""
        return ends_in(rho)

    def varied(self, rho: float) -> Seen:
        """Beside the usual one."""
        ghost = () if rho == RHO else (Line(named(RHO), *way_down(RHO), "yours"),)
        found = steps(rho)
        return Seen(self.picture(rho, *ghost), (self.told(rho),), found is not None and found < SOON)

    def why(self, rho: float) -> Why:
        """What a step leaves of the distance, and from which rho on the ball swings."""
        border = f"the border is (1 − √(α λ))² = {BEST:.3g}"
        way = "swings, and each step leaves √ρ" if rho > BEST else "does not swing: each step leaves √ρ or more"
        factor = spectral_radius(RAVINE.lr, rho, 1.0)
        parts = (
            Part("r", "what a step leaves of the distance", decimal(factor, 4), BY_STEP),
            *part_of_sum(RAVINE.lr, rho, 1.0, named(rho)),
            Part(r"\rho", "the share of its velocity that is kept", decimal(rho), named(rho)),
            Part(
                r"1-\alpha\lambda", f"the same at ρ = 0; α = {decimal(RAVINE.lr)}, λ = 1", decimal(1 - RAVINE.lr), PLAIN
            ),
        )
        words = (
            f"Along the ravine it {way} of the distance; {border}. A millionth takes about ln 10⁶ / −ln r = "
            f"{decimal(math.log(1 / MILLIONTH) / -math.log(factor))} steps.",
            "Across it the ball bears α up to 2 (1 + ρ) / L before it blows up, where 2 / L is the limit at ρ = 0.",
        )
        return Why(words, *law(RAVINE.lr, rho, 1.0), parts)

    def held(self, rho: float) -> tuple[float, float]:
        """Where it has settled."""
        return (self.outcome(rho), MILLIONTH)

    def aha(self, rho: float) -> Aha:
        """How much sooner it is there than the ball that keeps nothing."""
        alone, found = steps(0.0) or WALKED, steps(rho) or WALKED
        words = "It swings, and gains all the same: more ρ than the best swings for longer."
        return Aha(f"{decimal(alone / found)}×", f"{alone} / {found} steps", words if rho == RHO else "")

    def outcome(self, rho: float) -> float:
        """Steps until it is settled."""
        return float(steps(rho) or WALKED)

    def tally(self, rho: float) -> str:
        """The same."""
        return f"{steps(rho)} steps"


SLOPE = Slope()
SIDES: dict[str, Side] = {"slope": SLOPE, "ravine": Ravine()}
