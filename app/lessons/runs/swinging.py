"""A ball in a ravine that is a hundred times as steep across as along: how soon it settles, and how it swings."""

from __future__ import annotations

import math

import numpy as np

from ...core.curvature import best_lr, spectral_radius
from ...core.descent.contests import MILLIONTH, RAVINE, to_a_millionth
from ...core.numerals import decimal, together
from ...core.optimizers import SGD
from ..content import Aha, Part, Seen, Vary, Why
from ..pictures import Axis, Line, Picture, Rule, Spot
from .conditioning import KAPPA
from .conditioning import ball as best_ball
from .factors import law, part_of_sum
from .momentum import RHO, kept
from .ravine import BEST, LEAST, WALKED, ends_in, moments, steps, way_down
from .sides import KEPT, PLAIN, Side, named, yours

BY_STEP = "rⁿ"  # what n steps leave of the distance, by theory
SOON = 200  # steps in which it is to settle in the ravine
# steps without momentum, at the rate that is best for that
TUNED = best_ball(KAPPA)  # steps with momentum, at the rate and the rho that are best
ALONE = float(to_a_millionth(RAVINE, SGD(lr=best_lr(1.0, 100.0))).at or math.inf)


class Ravine(Side):
    """A ravine that is a hundred times as steep across as along, at the rate 1 / L."""

    vary = Vary("ρ", KEPT, 0.0, 0.99, RHO, critical=BEST, mark=together(f"swings from (1 − √(α λ))² = {decimal(BEST)}"),
                scent="steps to a millionth", goal=f"Come within a millionth in under {SOON} steps.")  # fmt: skip

    def __init__(self) -> None:
        self.limits = (
            f"One ravine, L = 100, λ = 1, at α = 1 / L; ρ = 0 needs {steps(0.0)} steps, {ALONE:.0f} at its own best α. "
            "The first step within a millionth counts."
        )

    def picture(self, rho: float, said: float | None, *beside: Line) -> Picture:
        """The distance from the minimum against the step."""
        alone = () if rho == 0 else (Line(PLAIN, *way_down(0.0), "other", moves=True),)
        end = math.log(LEAST) / math.log(spectral_radius(RAVINE.lr, rho, 1.0))
        by_theory = Line(BY_STEP, np.array([0.0, end]), np.array([1.0, LEAST]), "theory")
        lines = (*alone, *beside, by_theory, Line(named(rho), *way_down(rho), "truth", moves=True))
        own = {} if said is None else {steps(1 - 1 / said): "yours"}
        there = own | {steps(0.0): "other", steps(rho): "truth"}  # of each where it is within a millionth
        spots = tuple(Spot(str(at), at, MILLIONTH, role) for at, role in there.items() if at and at <= WALKED)
        return Picture("In the ravine: the distance from the minimum", Axis("step", 0.0, 1.1 * WALKED),
                       Axis("distance, 1 at the start", LEAST, 30.0, log=True), lines,
                       rules=(Rule("a millionth", MILLIONTH),), spots=spots,
                       at=moments([one for one in lines if one.moves]))  # fmt: skip

    def race(self, rho: float, said: float | None = None) -> Picture:
        """How both come down, and the ball that belongs to what was said."""
        own = () if said is None else (Line(yours(said), *way_down(1 - 1 / said), "yours", moves=True),)
        return self.picture(rho, said, *own)

    def told(self, rho: float) -> str:
        """When it has settled."""
        return ends_in(rho)

    def beside(self, said: float | None) -> tuple[str, ...]:
        """When the ball has settled that belongs to what was said."""
        if said is None:
            return ()
        found = steps(1 - 1 / said)
        return (f"Yours, ρ = {kept(said)}, is there after {found or 'more than 10,000'} steps.",)

    def varied(self, rho: float) -> Seen:
        """Beside the usual one."""
        ghost = () if rho == RHO else (Line(named(RHO), *way_down(RHO), "yours"),)
        found = steps(rho)
        return Seen(self.picture(rho, None, *ghost), (self.told(rho),), found is not None and found < SOON)

    def why(self, rho: float) -> Why:
        """What a step leaves of the distance, and from which rho on the ball swings."""
        border = f"it swings from ρ = (1 − √(α λ))² = {BEST:.3g} on"
        way = "swings, and on average a step leaves √ρ" if rho > BEST else "does not swing: a step leaves √ρ or more"
        factor = spectral_radius(RAVINE.lr, rho, 1.0)
        parts = (
            Part("r", "what a step leaves of the distance", decimal(factor, 4), BY_STEP),
            *part_of_sum(RAVINE.lr, rho, 1.0, named(rho)),
            Part(r"\rho", "the share of its velocity that is kept", decimal(rho), named(rho)),
            Part(r"1-\alpha\lambda", f"at ρ = 0, with α λ = {decimal(RAVINE.lr)}", decimal(1 - RAVINE.lr), PLAIN),
        )
        words = (
            f"Along the ravine it {way} of the distance; {border}. A millionth takes about ln 10⁶ / −ln r = "
            f"{decimal(math.log(1 / MILLIONTH) / -math.log(factor))} steps.",
            "Across it α may be up to 2 (1 + ρ) / L before the ball blows up; at ρ = 0 the limit is 2 / L.",
        )
        return Why(words, *law(RAVINE.lr, rho, 1.0), parts)

    def held(self, rho: float) -> tuple[float, float]:
        """Where it has settled."""
        return (self.outcome(rho), MILLIONTH)

    def aha(self, rho: float) -> Aha:
        """How much sooner it is there than the ball that keeps nothing."""
        alone, found = steps(0.0) or WALKED, steps(rho) or WALKED
        words = (
            f"Against ρ = 0 at its own best α, {ALONE:.0f} steps, it is {decimal(ALONE / found, 2)}×. With α and ρ "
            f"both at their best, {TUNED} steps, {decimal(ALONE / TUNED, 2)}×."
        )
        return Aha(f"{decimal(alone / found)}×", f"{alone} / {found} steps", words if rho == RHO else "")

    def outcome(self, rho: float) -> float:
        """Steps until it is settled."""
        return float(steps(rho) or WALKED)

    def tally(self, rho: float) -> str:
        """The same."""
        return f"{steps(rho)} steps"
