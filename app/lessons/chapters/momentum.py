"""C8: a ball on a constant slope. How many times faster does it end up where it keeps 0.9 of its velocity?"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

import numpy as np

from ...core.curvature import critical_rho, largest_stable_lr
from ...core.descent.contests import RAVINE
from ...core.numerals import decimal
from ..checks import Question, numbered
from ..content import Aha, Face, Misconception, Reference, Seen, Term, Why
from ..faced import Faced
from ..pictures import Picture
from ..quantities import Number, Reach, Trap
from ..runs.momentum import RHO, comes_to, gains, nearly, top_speed
from ..runs.ravine import BEST, for_good, settles, steps
from ..runs.sides import Side
from ..runs.steady import Slope
from ..runs.swinging import ALONE, Ravine

PAUSED = 4  # the step at which the ball is found
SLOPE = Slope()
SIDES: dict[str, Side] = {"slope": SLOPE, "ravine": Ravine()}
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"


def top_of(random: np.random.Generator) -> Question:
    """The top speed for another rho."""
    rho = float(random.choice([0.5, 0.6, 0.75, 0.8, 0.95, 0.98, 0.99]))
    key = top_speed(rho)
    told = f"The slope is 1 at every step, and ρ = {decimal(rho)}. Which velocity does the ball come to?"
    wrong = [(1.0, "mean"), (1 + rho, "last"), (key - 1, "now"), (1 - rho, "friction"), (1e6, "forever")]
    way = (
        f"The velocity v stays where v = {decimal(rho)} v + 1.",
        f"So v = 1 / (1 − {decimal(rho)}) = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "Ask when a step takes away as much as it adds.", "slope", low=0,
                    high=1e6, value=rho)  # fmt: skip


def settle_in(random: np.random.Generator) -> Question:
    """Make it settle in another ravine in under so many steps."""
    kappa = float(random.choice([25, 36, 49, 64, 81, 144, 196]))
    best = float(f"{critical_rho(1 / kappa, 1.0):.4g}")
    needed = steps(best, kappa)
    assert needed is not None
    limit = 10 * math.ceil(0.13 * needed)
    told = (
        f"Curvatures 1 and {decimal(kappa)}, α = 1 / {decimal(kappa)}: "
        f"which ρ brings the ball within a millionth in under {limit} steps?"
    )
    wrong = [(0.99, "more"), (0.0, "little"), (0.5, "little"), (0.999, "more")]
    kind = Reach(0.0, 0.999, within=0.001, goal=f"under {limit} steps", reached=partial(settles, kappa, limit),
                 traps=(Trap(0.0, best, "little"), Trap(best, 0.999, "more")))  # fmt: skip
    way = (
        f"Along the flat direction α λ = 1 / {decimal(kappa)}: it just does not swing at (1 − √(α λ))² = "
        f"{decimal(best, 4)}.",
        f"With it the ball is there after {needed} steps.",
    )
    return Question(told, kind, best, tuple(wrong), way, "Too little crawls, too much swings.", "ravine")


def limit_of(random: np.random.Generator) -> Question:
    """The largest stable rate with momentum."""
    rho, high = float(random.choice([0.5, 0.8, 0.9, 0.95])), float(random.choice([2, 5, 10, 20, 50, 100]))
    key, plain = largest_stable_lr(high, rho), largest_stable_lr(high)
    assert key is not None
    assert plain is not None
    told = (
        f"The steepest curvature is {decimal(high)}, and ρ = {decimal(rho)}. "
        "Above which learning rate α does a ball with momentum blow up?"
    )
    wrong = [(plain, "same"), (plain * (1 - rho), "careful"), (plain / (1 - rho), "forever")]
    way = (
        "Momentum is stable up to 2 (1 + ρ) / L, gradient descent up to 2 / L.",
        f"2 · {decimal(1 + rho)} / {decimal(high)} = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "At ρ = 0 it is 2 / L; it grows with ρ.", "ravine", low=1e-6,
                    high=1e3)  # fmt: skip


class Velocity(Faced[float]):
    """Momentum: a decaying sum of slopes, which levels off where a step takes away what it adds."""

    slug = "momentum"
    place = "C8"
    title = "Momentum"
    question = "Keep 0.9 of the velocity: how many times as fast in the end?"
    setting = (
        "Gradient descent with momentum moves like a ball: each step keeps ρ = 0.9 of its velocity and adds the slope, "
        "here always the same; 1× is as fast as without momentum. That is v ← ρ v + g, then x ← x − α v. "
        "Both axes are logarithmic: from 1 to 4 is as far as from 4 to 16."
    )
    terms = (
        Term("ρ", "rho: the share of its velocity that the ball keeps at each step"),
        Term("v", "the velocity: what is kept of it, plus the slope"),
        Term("α", "the learning rate: how far a step goes along the velocity"),
    )
    prediction = Number(1, 1_000, "times", log=True, within=0.05, plausible=(1.5, 200), traps=(
        Trap(1, 1.5, "mean"), Trap(1.5, 5, "last"), Trap(5, 9.5, "now"), Trap(10.5, 60, "long"),
        Trap(60, 1_000, "forever"),
    ))  # fmt: skip
    faces = (Face("slope", "Slope"), Face("ravine", "Ravine"))
    misconceptions = (
        Misconception("mean", "The velocity is a running mean of the slopes, so it is as large as they are.",
                      "It is a decaying sum, 1 + ρ + ρ² + …: that is 1 / (1 − ρ), and not 1.", 0.0,
                      "See it stay at 1× at ρ = 0", "slope"),
        Misconception("last", "Only the step before counts, as 1 + ρ.",
                      "The one before that counts with ρ², and so on; all of them add up to 1 / (1 − ρ).", 0.5,
                      "See ρ = 0.5 come to 2×, and not 1.5×", "slope"),
        Misconception("now", "What is kept adds up to ρ + ρ² + …, and that is all.",
                      "The slope of this very step comes on top: 1 more.", 0.5, "See ρ = 0.5 come to 2×, and not 1×",
                      "slope"),
        Misconception("long", "The ball gains speed for longer than that.",
                      f"At ρ = {RHO}, {nearly(RHO)} steps bring 95 % of its top speed: what is older is forgotten.",
                      0.95, "See how long it gains at ρ = 0.95", "slope"),
        Misconception("forever", "Nothing holds the ball back: it gets faster and faster.",
                      "The faster it is, the more a step takes away. Only at ρ = 1 is nothing taken.", 0.99,
                      "See it level off at ρ = 0.99, too", "slope"),
        Misconception("friction", "ρ is the friction: the more of it, the slower.",
                      "The friction is 1 − ρ. At ρ = 1 there is none.", 0.5, "See less ρ, more friction", "slope"),
        Misconception("more", "More momentum is always faster.",
                      f"Beyond its best ρ the ball swings: at κ = 100, {steps(0.99)} steps at 0.99, {steps(0.0)} at 0.",
                      0.99, "See ρ = 0.99 in the ravine", "ravine"),
        Misconception("little", "Little momentum is the safe choice.",
                      "It is as stable, and it crawls along the flat direction.", 0.1, "See ρ = 0.1 crawl", "ravine"),
        Misconception("same", "Momentum does not change which rates are stable.",
                      "The limit grows from 2 / L to 2 (1 + ρ) / L.", RHO, "See ρ = 0.9 in the ravine", "ravine"),
        Misconception("careful", "A ball with momentum bears only smaller rates.",
                      "It bears larger ones: the limit grows by the factor 1 + ρ.", RHO, "See ρ = 0.9 in the ravine",
                      "ravine"),
    )  # fmt: skip
    checks = (top_of, settle_in, limit_of)
    references = (
        Reference("top speed, ρ = 0.9", lambda: comes_to(0.9), 10, 1e-9, "the geometric series 1 / (1 − ρ)", SINCE),
        Reference("top speed, ρ = 0.99", lambda: comes_to(0.99), 100, 1e-6, "the geometric series 1 / (1 − ρ)", SINCE),
        Reference("steps until 95 % of it, ρ = 0.9", lambda: nearly(0.9), 29, 0, "ln 0.05 / ln 0.9 = 28.4", SINCE),
        Reference("steps until 95 % of it, ρ = 0.99", lambda: nearly(0.99), 299, 0, "ln 0.05 / ln 0.99 = 298.1", SINCE),
        *(Reference(f"steps in the ravine, ρ = {rho}", partial(lambda rho: steps(rho) or 0, rho), at, 0, LOOP, SINCE)
          for rho, at in ((0.0, 1341), (0.5, 654), (0.8, 187), (0.9, 258), (0.95, 495), (0.99, 2179))),
        Reference("steps in the ravine for good, ρ = 0.9", lambda: for_good(0.9), 263, 0, LOOP, SINCE),
        Reference("steps in the ravine at the best rate, ρ = 0", lambda: ALONE, 691, 0, LOOP, SINCE),
        Reference("ρ from which it swings, α λ = 0.01", lambda: BEST, 0.81, 1e-12,
                  "Goh, Why Momentum Really Works, Distill 2017: (1 − √(α λ))²", SINCE),
        Reference("largest stable rate, ρ = 0.9, L = 100", lambda: largest_stable_lr(100.0, 0.9) or 0.0, 0.038, 1e-12,
                  "Goh, Why Momentum Really Works, Distill 2017: 2 (1 + ρ) / L", SINCE),
    )  # fmt: skip

    def __init__(self, face: str = "") -> None:
        """The lesson by one of its sides."""
        super().__init__(face)
        self.side = SIDES[self.face]
        self.vary, self.limits = self.side.vary, self.side.limits

    def truth(self) -> float:
        """The velocity that the ball comes to, as a multiple of the slope."""
        return comes_to(RHO)

    def given(self) -> Picture:
        """The first few steps on the slope."""
        return SLOPE.given(PAUSED)

    def seen(self, prediction: float | None) -> Seen:
        """The ball for rho, and that for the rho to which the number that was said belongs."""
        words = [] if prediction is None else [gains(prediction, self.mark(prediction).right)]
        return Seen(self.side.race(RHO, prediction), (*words, self.side.told(RHO), *self.side.beside(prediction)))

    def aha(self) -> Aha:
        """One over what is lost at each step; in the ravine how much sooner it is there."""
        words = f"At ρ = 0.99 it is {decimal(top_speed(0.99))} times. The friction is 1 − ρ, and not ρ."
        found = self.side.aha(RHO)
        return found if found.words else replace(found, words=words)

    def aha_at(self, value: float) -> Aha:
        """The same at another rho."""
        return replace(self.side.aha(value), words="")

    def why(self, value: float) -> Why:
        """That of this side."""
        return self.side.why(value)

    def varied(self, value: float) -> Seen:
        """This side at another rho."""
        return self.side.varied(value)

    def held(self, value: float) -> tuple[float, float]:
        """Where the knob's handle is."""
        return self.side.held(value)

    def tally(self, value: float) -> str:
        """What it comes to."""
        return self.side.tally(value)

    def lab(self, value: float) -> str:
        """The same ball in the same ravine."""
        runs = f"run=momentum(lr={RAVINE.lr:g},rho={value:.6g})&run=sgd(lr={RAVINE.lr:g})"
        return f"/optimizers?surface=quadratic(kappa=100)&{runs}&x=1&y=1&steps=1000"

    def outcome(self, value: float) -> float:
        """What the knob's curve tells."""
        return self.side.outcome(value)
