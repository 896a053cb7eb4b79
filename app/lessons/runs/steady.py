"""A ball on a steady slope: where it levels off.

Both axes are logarithmic: whatever a ball keeps, it starts along the same line, and leaves it at a speed of
1 / (1 - rho) after about as many steps.
"""

from __future__ import annotations

import math

import numpy as np

from ...core.numerals import decimal, plural, together
from ..content import Aha, Part, Seen, Vary, Why
from ..pictures import Axis, Line, Picture, Said, Spot
from .momentum import DRAWN, LAST, RHO, nearly, speed, top_speed, velocities
from .sides import KEPT, PLAIN, Side, named, yours

AIM, NEAR = 50, 0.05  # times as fast as the goal has it, and within which share of it that is reached
TOLD = tuple(4.0**k for k in range(7))  # along both axes of the slope: none of them is what is asked
AT_FREE = (140.0, 330.0)  # where the name of the ball stands that would lose nothing


class Slope(Side):
    """A slope that is the same everywhere."""

    vary = Vary("ρ", KEPT, 0.0, 0.99, RHO, critical=0.95, mark="half the friction of 0.9: 20×", scent="top speed",
                goal=f"Make it {AIM} times as fast.", along="y", to_one=True)  # fmt: skip
    limits = (
        "No loss has a constant slope for long: this is the speed a ball tends to. Noise adds up to less, "
        f"1 / √(1 − ρ²) = {decimal(1 / math.sqrt(1 - RHO**2), 2)} times. Where a library adds (1 − ρ) g in place of g, "
        "as Adam does, it tends to 1×."
    )

    def __init__(self) -> None:
        self.flat = speed(PLAIN, 0.0, "other", moves=False)

    def picture(self, *lines: Line, spots: tuple[Spot, ...] = (), said: Said | None = None) -> Picture:
        """The velocity against the step."""
        longest = max((one for one in lines if one.moves), key=lambda one: len(one.x))
        across = Axis("step", 1.0, 6.0 * LAST, log=True, ticks=TOLD)
        up = Axis("velocity, in units of slope", 0.7, 2_000.0, log=True, ticks=TOLD)
        flat = () if any(one.name == PLAIN for one in lines) else (self.flat,)
        return Picture("The velocity on a constant slope", across, up, (*flat, *lines),
                       spots=spots, at=tuple(longest.x.tolist()), quoted=(float(nearly(RHO)),), said=said)  # fmt: skip

    def given(self, paused: int) -> Picture:
        """The first few steps; where it will level off is to be said."""
        return self.picture(speed(named(RHO), RHO, "truth", paused), said=Said("y", 100.0))

    def race(self, rho: float, said: float | None = None) -> Picture:
        """Where each levels off."""
        beside = () if said is None else (said_ball(said),)
        return self.picture(*beside, speed(named(rho), rho, "truth"), limit(rho))

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
            f"Each step is v ← ρ v + g: it loses 1 − ρ = {decimal(1 - rho)} of v and gains the slope g. "
            "At the top speed both are equal.",
            f"After {plural(nearly(rho), 'step')} 95 % of that speed is there: older slopes are nearly forgotten.",
        )
        return Why(words, r"\frac{v}{g}=\frac{1}{1-\rho}",
                   rf"\frac{{v}}{{g}}=\frac{{1}}{{1-{rho:.3g}}}={1 / (1 - rho):.4g}",
                   (Part("g", "the slope; also the speed at ρ = 0", "1", PLAIN),
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
    return speed(yours(times), 1 - 1 / times, "yours")


def limit(rho: float) -> Line:
    """The top speed by theory."""
    top = decimal(top_speed(rho))
    name = f"{together('1 / (1 − ρ)')} = {top}"
    return Line(name, np.array([1.0, float(LAST)]), np.full(2, top_speed(rho)), "theory")
