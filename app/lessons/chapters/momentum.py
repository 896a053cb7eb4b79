"""C8: a ball on a constant slope. How many times faster does it end up where it keeps 0.9 of its velocity?"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from ...core.curvature import critical_rho, largest_stable_lr, spectral_radius
from ...core.descent.contests import RAVINE
from ...core.numerals import decimal
from ..base import Aha, Lesson, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..checks import Question, numbered
from ..pictures import Axis, Line, Picture, Rule, Spot
from ..quantities import Number, Reach, Trap
from ..runs.factors import law, part_of_sum
from ..runs.momentum import (
    BEST,
    LEAST,
    RHO,
    SHOWN,
    WALKED,
    ends_in,
    gains,
    kept,
    moments,
    nearly,
    settles,
    steps,
    top_speed,
    velocities,
    way_down,
)

PAUSED = 4  # the step at which the ball is found
TOP = 20.0  # of the axis of velocities: more than the answer, which it does not tell
SOON = 200  # steps in which it is to settle in the ravine
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"


def speed(name: str, rho: float, role: str, last: int = SHOWN) -> Line:
    """The velocity on the slope against the step."""
    return Line(name, np.arange(last + 1.0), velocities(rho, last), role, moves=role != "other")


FLAT = speed("ρ = 0", 0.0, "other")
MOVED = "momentum"


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
    return numbered(told, key, wrong, way, "Ask when a step takes away as much as it adds.", low=0, high=1e6)


def settle_in(random: np.random.Generator) -> Question:
    """Make it settle in another ravine in under so many steps."""
    kappa = float(random.choice([25, 36, 49, 64, 81, 144, 196]))
    best = float(f"{critical_rho(1 / kappa, 1.0):.4g}")
    needed = steps(best, kappa)
    assert needed is not None
    limit = 10 * math.ceil(0.13 * needed)
    told = f"Curvatures 1 and {decimal(kappa)}, α = 1 / {decimal(kappa)}: which ρ settles in under {limit} steps?"
    wrong = [(0.99, "more"), (0.0, "little"), (0.5, "little"), (0.999, "more")]
    kind = Reach(0.0, 0.999, within=0.001, goal=f"under {limit} steps", reached=partial(settles, kappa, limit))
    way = (
        f"Along the flat direction α λ = 1 / {decimal(kappa)}, so (1 − √(α λ))² = {decimal(best)} just does not swing.",
        f"With it the ball settles after {needed} steps.",
    )
    return Question(told, kind, best, tuple(wrong), way, "Too little crawls, too much swings.")


def limit_of(random: np.random.Generator) -> Question:
    """The largest stable rate with momentum."""
    rho, high = float(random.choice([0.5, 0.8, 0.9, 0.95])), float(random.choice([2, 5, 10, 20, 50, 100]))
    key, plain = largest_stable_lr(high, rho), largest_stable_lr(high)
    assert key is not None
    assert plain is not None
    told = f"The steepest curvature is {decimal(high)}, and ρ = {decimal(rho)}. Above which rate does it blow up?"
    wrong = [(plain, "same"), (plain * (1 - rho), "careful"), (plain / (1 - rho), "forever")]
    way = (
        "Momentum is stable up to 2 (1 + ρ) / L, gradient descent up to 2 / L.",
        f"2 · {decimal(1 + rho)} / {decimal(high)} = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "At ρ = 0 it is 2 / L; it grows with ρ.", low=1e-6, high=1e3)


class Velocity(Lesson[float]):
    """Momentum: a decaying sum of slopes, which levels off where a step takes away what it adds."""

    slug = "momentum"
    place = "C8"
    title = "Momentum"
    question = "Constant slope, ρ = 0.9: how many times as fast in the end?"
    setting = (
        "Each step keeps ρ of the velocity and adds the slope, always the same; "
        "1× is as fast as without momentum, ρ = 0."
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
    vary = Vary("ρ", "the share of its velocity that the ball keeps", 0.0, 0.99, RHO,
                critical=BEST, mark=f"best ρ {decimal(BEST)}", scent="steps until settled",
                goal=f"Down a ravine slopes change, and more ρ may hurt: settle in under {SOON} steps.")  # fmt: skip
    misconceptions = (
        Misconception("mean", "The velocity is a running mean of the slopes, so it is as large as they are.",
                      "It is a decaying sum, 1 + ρ + ρ² + …: that is 1 / (1 − ρ), and not 1.", 0.0,
                      "See ρ = 0 in the ravine"),
        Misconception("last", "Only the step before counts, as 1 + ρ.",
                      "The one before that counts with ρ², and so on; all of them add up to 1 / (1 − ρ).", 0.5,
                      "See ρ = 0.5 about twice as fast, and not 1.5 times"),
        Misconception("now", "What is kept adds up to ρ + ρ² + …, and that is all.",
                      "The slope of this very step comes on top: 1 more.", RHO, "See ρ = 0.9 in the ravine"),
        Misconception("long", "The ball gains speed for longer than that.",
                      f"At ρ = {RHO}, {nearly(RHO)} steps bring 95 % of its top speed: what is older is forgotten.",
                      0.95, "See ρ = 0.95 in the ravine"),
        Misconception("forever", "Nothing holds the ball back: it gets faster and faster.",
                      "The faster it is, the more a step takes away. Only at ρ = 1 is nothing taken.", 0.99,
                      "See ρ = 0.99 in the ravine"),
        Misconception("friction", "ρ is the friction: the more of it, the slower.",
                      "The friction is 1 − ρ. At ρ = 1 there is none.", 0.5, "See less ρ, more friction"),
        Misconception("more", "More momentum is always faster.",
                      f"Beyond its best ρ the ball swings: at κ = 100, {steps(0.99)} steps at 0.99, {steps(0.0)} at 0.",
                      0.99, "See ρ = 0.99 in the ravine"),
        Misconception("little", "Little momentum is the safe choice.",
                      "It is as stable, and it crawls along the flat direction.", 0.1, "See ρ = 0.1 crawl"),
        Misconception("same", "Momentum does not change which rates are stable.",
                      "The limit grows from 2 / L to 2 (1 + ρ) / L.", RHO, "See ρ = 0.9 in the ravine"),
        Misconception("careful", "A ball with momentum bears only smaller rates.",
                      "It bears larger ones: the limit grows by the factor 1 + ρ.", RHO, "See ρ = 0.9 in the ravine"),
    )  # fmt: skip
    checks = (top_of, settle_in, limit_of)
    references = (
        Reference("top speed, ρ = 0.9", lambda: top_speed(0.9), 10, 1e-9, "the geometric series 1 / (1 − ρ)", SINCE),
        Reference("top speed, ρ = 0.99", lambda: top_speed(0.99), 100, 1e-6, "the geometric series 1 / (1 − ρ)", SINCE),
        Reference("steps until 95 % of it, ρ = 0.9", lambda: nearly(0.9), 29, 0, "ln 0.05 / ln 0.9 = 28.4", SINCE),
        Reference("steps until 95 % of it, ρ = 0.99", lambda: nearly(0.99), 299, 0, "ln 0.05 / ln 0.99 = 298.1", SINCE),
        *(Reference(f"steps in the ravine, ρ = {rho}", partial(lambda rho: steps(rho) or 0, rho), at, 0, LOOP, SINCE)
          for rho, at in ((0.0, 1341), (0.5, 654), (0.8, 187), (0.9, 258), (0.95, 495), (0.99, 2179))),
        Reference("ρ from which it swings, α λ = 0.01", lambda: BEST, 0.81, 1e-12,
                  "Goh, Why Momentum Really Works, Distill 2017: (1 − √(α λ))²", SINCE),
        Reference("largest stable rate, ρ = 0.9, L = 100", lambda: largest_stable_lr(100.0, 0.9) or 0.0, 0.038, 1e-12,
                  "Goh, Why Momentum Really Works, Distill 2017: 2 (1 + ρ) / L", SINCE),
    )  # fmt: skip
    limits = (
        "A loss has no constant slope for long: the top speed is what a ball tends to, while the slope changes slowly."
    )

    def truth(self) -> float:
        """The velocity that the ball comes to, as a multiple of the slope."""
        return top_speed(RHO)

    def given(self) -> Picture:
        """The first few steps."""
        return slope((FLAT, speed("momentum", RHO, "truth", PAUSED)), TOP)

    def seen(self, prediction: float | None) -> Seen:
        """The velocity for rho, and for the rho to which the number that was said belongs."""
        lines, words, ends = [FLAT, speed("ρ = 0.9", RHO, "truth")][prediction == 1 :], [], 0.0  # if it is not yours
        if prediction is not None:
            rho = 1 - 1 / prediction
            lines.append(speed(f"yours: ρ = {kept(prediction)}", rho, "yours"))
            ends = float(velocities(rho, SHOWN)[-1])
            words.append(gains(prediction, ends, self.mark(prediction).right))
        top = decimal(top_speed(RHO))
        words.append(
            f"With ρ = {decimal(RHO)} it levels off at {top} times the slope, 95 % of it after {nearly(RHO)} steps."
        )
        limit = Line(f"1 / (1 − ρ) = {top}", np.array([0.0, float(SHOWN)]), np.full(2, top_speed(RHO)), "theory")
        return Seen(slope((*lines, limit), max(TOP, 1.2 * ends)), tuple(words))

    def aha(self) -> Aha:
        """One over what is lost at each step."""
        words = f"At ρ = 0.99 it is {decimal(top_speed(0.99))} times. The friction is 1 − ρ, and not ρ."
        return Aha(f"{decimal(top_speed(RHO))}×", f"1 / (1 − {decimal(RHO)})", words)

    def why(self, value: float) -> Why:
        """Where a step takes away as much as it adds, and from which rho on the ball swings."""
        words = (
            f"A step loses 1 − ρ = {decimal(1 - value)} of v and gains the slope g; at the top speed both are equal.",
            f"After {nearly(value)} steps 95 % of that speed is there: slopes that are older are forgotten.",
        )
        return Why(words, r"\frac{v}{g}=\frac{1}{1-\rho}",
                   rf"\frac{{v}}{{g}}=\frac{{1}}{{1-{value:.3g}}}={1 / (1 - value):.4g}",
                   (Part("g", "the slope, as fast as a ball that keeps nothing", "1", FLAT.name),
                    Part(r"\rho", "the share of v that is kept", decimal(value), "ρ = 0.9"),
                    Part("v", "the velocity it comes to", decimal(1 / (1 - value)),
                         f"1 / (1 − ρ) = {decimal(top_speed(RHO))}")))  # fmt: skip

    def why_varied(self, value: float) -> Why:
        """What a step leaves of the distance in the ravine."""
        border = f"the border is (1 − √(α λ))² = {BEST:.3g}"
        way = "swings, and each step leaves √ρ" if value > BEST else "does not swing: each step leaves more than √ρ"
        parts = (
            Part("r", "what a step leaves of the distance", decimal(spectral_radius(RAVINE.lr, value, 1.0), 4), MOVED),
            *part_of_sum(RAVINE.lr, value, 1.0, MOVED),
            Part(r"\rho", "the share of its velocity that is kept", decimal(value), MOVED),
            Part(r"1-\alpha\lambda", "what a step leaves at ρ = 0", decimal(1 - RAVINE.lr), FLAT.name),
        )
        return Why((f"Along the ravine it {way} of the distance; {border}.",), *law(RAVINE.lr, value, 1.0), parts)

    def varied(self, value: float) -> Seen:
        """The distance from the minimum of the ravine."""
        found = steps(value)
        lines = (
            Line(FLAT.name, *way_down(0.0), "other", moves=True),
            *(() if value == RHO else (Line(f"ρ = {RHO}", *way_down(RHO), "yours"),)),
            Line(MOVED, *way_down(value), "truth", moves=True),
        )
        there = {steps(0.0): "other", found: "truth"}  # of both where they settle
        spots = tuple(Spot(f"{at} steps", at, 1e-6, role) for at, role in there.items() if at and at <= WALKED)
        shown = Picture("In the ravine: the distance from the minimum", Axis("step", 0.0, 1.1 * WALKED),
                        Axis("distance, 1 at the start", LEAST, 30.0, log=True), lines,
                        rules=(Rule("settled", 1e-6),), spots=spots, at=moments(lines))  # fmt: skip
        return Seen(shown, (ends_in(value, found),), found is not None and found < SOON)

    def held(self, value: float) -> tuple[float, float]:
        """Where it has settled."""
        return (float(steps(value) or WALKED), 1e-6)

    def lab(self, value: float) -> str:
        """The same ball in the same ravine."""
        runs = f"run=momentum(lr={RAVINE.lr:g},rho={value:.6g})&run=sgd(lr={RAVINE.lr:g})"
        return f"/optimizers?surface=quadratic(kappa=100)&{runs}&x=1&y=1&steps=1000"

    def outcome(self, value: float) -> float | None:
        """Steps until it is settled in the ravine."""
        found = steps(value)
        return None if found is None else float(found)


def slope(lines: tuple[Line, ...], most: float) -> Picture:
    """The velocity on the slope."""
    up = Axis("velocity, in units of slope", 0.0, most)
    return Picture("The velocity on a constant slope", Axis("step", 0.0, 1.25 * SHOWN), up, lines)
