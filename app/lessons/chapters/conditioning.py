"""C7: a ravine a hundred times steeper across than along. How many steps does gradient descent need?"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ...core.curvature import best_lr, best_rate
from ...core.descent.conditions import Conditions
from ...core.descent.walk import run
from ...core.numerals import decimal, grouped
from ...core.optimizers import SGD, Optimizer
from ...core.surfaces import Quadratic
from ..base import Lesson
from ..checks import Question, numbered
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Line, Picture, Rule, Spot
from ..quantities import Number, Trap
from ..runs.conditioning import (
    BALL,
    BEST,
    FURTHEST,
    KAPPA,
    LAST,
    SETTLED,
    START,
    ball,
    became,
    distances,
    ends,
    in_steps,
    last_of,
    needed,
    steps,
)

PAUSED = 12  # the step at which the run is found
SHOWN = 1_700.0  # steps of the knob's picture
FAR = 1.5 * SHOWN  # from here on steps are told on a logarithmic axis
BALANCED = float(f"{2 * KAPPA / (KAPPA + 1):.5g}")  # α L at the rate that is best for any start
SOON = 685  # steps, which that rate does not keep
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"


def path(name: str, optimizer: Optimizer, role: str, last: int, moves: bool = True) -> Line:
    """The distance from the minimum against the step."""
    apart = distances(optimizer, last)
    return Line(name, np.arange(float(len(apart))), np.maximum(apart, 1e-12), role, moves)


ACROSS, UP = Axis("step", 0.0, SHOWN), Axis("distance, 1 at the start", 3e-8, 10 * FURTHEST, log=True)
GOAL = Rule("settled: a millionth", SETTLED)


def how_many(random: np.random.Generator) -> Question:
    """Steps for another condition."""
    kappa = float(random.choice([20, 40, 50, 80, 120, 150, 200, 300]))
    key = needed(kappa)
    told = f"Curvatures 1 and {decimal(kappa)}, the best rate: after how many steps is the distance a millionth?"
    wrong = [(kappa, "proportional"), (kappa**2, "squared"), (ball(kappa), "momentum"), (10.0, "independent")]
    rate = best_rate(kappa)
    way = (
        f"Each step leaves (κ − 1) / (κ + 1) = {decimal(rate, 4)} of the distance.",
        f"ln 10⁶ / −ln {decimal(rate, 4)} = {decimal(math.log(1e6) / -math.log(rate), 4)}, so {key} steps.",
    )
    return numbered(told, key, wrong, way, "Each step leaves the same share of the distance.", low=1, high=1e6,
                    unit="steps", within=0.02, apart=1.0)  # fmt: skip


def best_of(random: np.random.Generator) -> Question:
    """The best learning rate for two curvatures."""
    low, high = float(random.choice([1, 2, 4, 5])), float(random.choice([10, 20, 25, 50, 80, 100, 200]))
    key = best_lr(low, high)
    told = f"The curvatures of a bowl are {decimal(low)} and {decimal(high)}. Which learning rate is best?"
    wrong = [(2 / high, "edge"), (1 / high, "smaller"), (2 / low, "flat"), (1 / (low + high), "smaller")]
    way = (
        "At the best rate both directions shrink equally fast: 1 − α λ₁ = α λ₂ − 1.",
        f"So α = 2 / (λ₁ + λ₂) = 2 / {decimal(low + high)} = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "Ask when both directions shrink by the same factor.", low=1e-6, high=10)


def condition_of(random: np.random.Generator) -> Question:
    """The condition number of a Hessian that is not diagonal."""
    low, high = float(random.choice([1, 2, 3, 4])), float(random.choice([8, 10, 12, 20, 24, 30, 60]))
    mean, half = (low + high) / 2, (high - low) / 2
    hessian = f"[[{decimal(mean)}, {decimal(half)}], [{decimal(half)}, {decimal(mean)}]]"
    wrong = [(mean / half, "entries"), (high, "steepest"), (mean, "entries"), (high * low, "entries")]
    way = (
        f"Its eigenvalues are {decimal(mean)} ± {decimal(half)}: {decimal(high)} and {decimal(low)}.",
        f"κ = {decimal(high)} / {decimal(low)} = {decimal(high / low)}.",
    )
    return numbered(f"The Hessian is {hessian}. What is its condition number?", high / low, wrong, way,
                    "It is made of the eigenvalues, not of the entries.", low=1, high=1e4)  # fmt: skip


class Conditioning(Lesson[float]):
    """Poor conditioning: the steep direction bounds the step, the flat one needs many of them."""

    slug = "conditioning"
    place = "C7"
    title = "Poor conditioning"
    question = "100 times steeper across than along: how many steps?"
    setting = (
        "Gradient descent from (1, 1) at the best rate, until it is within a millionth of its first distance. "
        "That rate is best for the worst start."
    )
    terms = (
        Term("α", "the learning rate: how far a step goes along the slope"),
        Term("κ", "the condition: how many times steeper the steepest direction is than the flattest"),
        Term("L", "the steepest curvature"),
    )
    prediction = Number(1, 100_000, "steps", log=True, within=0.25, whole=True, plausible=(50, 10_000), traps=(
        Trap(1, 59, "independent"), Trap(59, 520, "proportional"), Trap(520, 3_000, "near"),
        Trap(3_000, 1e5, "squared"),
    ))  # fmt: skip
    vary = Vary("α L", "the learning rate, in units of one over the steepest curvature", 0.1, 2.1, 1.0,
                critical=2.0, mark=f"2 / (λ₁ + L): {BALANCED:.3g}, blows up from 2", besides=(BALANCED,),
                scent="steps until settled",
                goal=f"From (1, 1) a smaller rate is a little faster: settle in under {SOON} steps.")  # fmt: skip
    shown = KAPPA * BEST.lr
    misconceptions = (
        Misconception("independent", "Gradient descent finds its way down in a few dozen steps.",
                      "The steep direction holds the rate below 2 / L, and the flat one must live with it.", 1.0,
                      "See a rate of 1 / L"),
        Misconception("proportional", "κ times steeper costs about κ steps.",
                      "κ steps shrink the distance e² times; a millionth takes ln 10⁶ = 13.8 in the place of 2.",
                      BALANCED, "See how the distance shrinks"),
        Misconception("squared", "The steps grow with the square of the condition.",
                      "They grow with the condition itself; with momentum with its square root.", BALANCED,
                      "See the best rate"),
        Misconception("near", "The order is right, the factor is not.",
                      "It is half the condition times ln 10⁶: about 7 κ.", BALANCED, "See the best rate"),
        Misconception("smaller", "A smaller step is safer and as good.",
                      "Half the step takes twice as many of them, in the flat direction.", 0.5, "See half of 1 / L"),
        Misconception("edge", "The best rate is the largest that is stable.",
                      "At 2 / L the steep direction never shrinks.", 2.0, "See what 2 / L does"),
        Misconception("flat", "The flat direction decides the rate.",
                      "The steep one blows up first.", 2.05, "See it blow up"),
        Misconception("entries", "The condition can be read off the entries of the Hessian.",
                      "Only its eigenvalues tell how steep it is along each direction.", BALANCED, "See the best rate"),
        Misconception("steepest", "The steepest curvature is the condition.",
                      "It is the steepest over the flattest: how different they are, and not how steep.", BALANCED,
                      "See the best rate"),
        Misconception("momentum", "That is what momentum needs.",
                      "Plain gradient descent has no memory: κ where momentum has √κ.", BALANCED, "See the best rate"),
    )  # fmt: skip
    checks = (how_many, best_of, condition_of)
    references = (
        Reference("steps of gradient descent, κ = 100", lambda: needed(100.0), 691, 0, LOOP, SINCE),
        Reference("steps of gradient descent, κ = 1000", lambda: needed(1000.0), 6908, 0, LOOP, SINCE),
        Reference("steps of the best heavy ball, κ = 100", lambda: ball(100.0), 93, 0, LOOP, SINCE),
        Reference("steps in theory, κ = 100", lambda: needed(100.0), 690.8, 1.0,
                  "Goh, Why Momentum Really Works, Distill 2017: rate (κ − 1) / (κ + 1)", SINCE),
    )  # fmt: skip
    limits = (
        "Exact on a quadratic; on a real loss the curvature changes underway, so it holds near a minimum. "
        "2 / (λ₁ + L) is best for the worst start; from (1, 1) a slightly smaller rate gains a few steps."
    )

    def truth(self) -> float:
        """Steps at the best rate."""
        return float(needed(KAPPA))

    def given(self) -> Picture:
        """The ravine from above, the run paused after a few steps."""
        found = run(BEST, Conditions(Quadratic(kappa=KAPPA), START, PAUSED))
        line = Line("SGD", found.x, found.y, "sgd")
        return Picture("The ravine from above, and the first 12 steps", Axis("weight x", -1.95, 1.95),
                       Axis("weight y", -1.2, 1.2), (line,), surface=Quadratic(kappa=KAPPA))  # fmt: skip

    def seen(self, prediction: float | None) -> Seen:
        """How the distance shrinks, and where the run stands after the steps that were said."""
        truth = needed(KAPPA)
        lines = [path("SGD", BEST, "truth", truth), path(f"momentum: {ball(KAPPA)}", BALL, "momentum", ball(KAPPA))]
        spots, words = [Spot(f"{truth} steps", truth, SETTLED)], []
        if prediction is not None:
            told = float(distances(BEST, round(prediction))[-1])
            there = told >= UP.low  # else it has left the picture
            ends, said = np.array([UP.low, told if there else FURTHEST]), f"yours: {grouped(round(prediction))}"
            lines.append(Line(said, np.full(2, prediction), ends, "yours", labelled=not there))
            spots += [Spot(said, prediction, told, "yours")] if there else []
            words.append(became(round(prediction), told, truth))
        words.append(f"It settles after {truth} steps: each leaves {decimal(best_rate(KAPPA), 3)} of the distance.")
        across = replace(ACROSS, high=1.4 * max(truth, prediction or 0.0))
        shown = Picture("Distance from the minimum, step by step", across, UP, tuple(lines), rules=(GOAL,),
                        spots=tuple(spots))  # fmt: skip
        return Seen(by_powers(shown) if shown.across.high > FAR else shown, tuple(words))

    def aha(self) -> Aha:
        """Seven times the condition, nearly."""
        words = f"Ten times the condition, ten times the steps. Momentum at its best needs {ball(KAPPA)}."
        return Aha(str(needed(KAPPA)), f"{decimal(math.log(1e6) / 2)} steps for every unit of κ: half of ln 10⁶", words)

    def why(self, value: float) -> Why:
        """Each direction shrinks by its own factor, the slowest decides."""
        flat, steep = abs(1 - value / KAPPA), abs(1 - value)
        leaves, same = max(flat, steep), math.isclose(flat, steep, abs_tol=1e-5)
        larger = f"The larger of both, r, decides: here the {'flat' if flat > steep else 'steep'} one."
        which = "Both are the same, r: that makes this rate best." if same else larger
        both, told = rf"\max({flat:.6g},\ {steep:.6g})", in_steps(leaves)
        words = (
            f"Each step leaves {decimal(flat)} of the flat distance, {decimal(steep)} of the steep one.",
            which + " No start needs more than n steps.",
        )
        numbers = rf"n\approx\frac{{{math.log(1e6):.5g}}}{{-\ln{both}}}={told}" if leaves < 1 else ""
        return Why(words, r"n\approx\frac{\ln 10^6}{-\ln r},\ \ r=\max\left(|1-\alpha\lambda_1|,\ |1-\alpha L|\right)",
                   numbers or rf"r={both}={leaves:.6g}",
                   (Part("r", "what a step leaves of the distance", decimal(leaves, 6), "SGD"),
                    Part("n", "the steps to a millionth, from the worst start", told, "SGD"),
                    Part(r"\lambda_1", "the flattest curvature", "1"), Part("L", "the steepest curvature", "100"),
                    Part(r"\alpha", "the learning rate", decimal(value / KAPPA), "SGD")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The distance at another rate."""
        one = SGD(lr=value / KAPPA)
        found = steps(one)
        lines = [path("SGD", one, "truth", last_of(value)),
                 path(f"momentum: {ball(KAPPA)}", BALL, "momentum", ball(KAPPA), moves=False)]  # fmt: skip
        if found != needed(KAPPA):
            lines.append(path("2 / (λ₁ + L)", BEST, "yours", needed(KAPPA), moves=False))
        spots = (Spot(f"{found} steps", found, SETTLED),) if found and found <= LAST else ()
        shown = Picture("Distance from the minimum, step by step", ACROSS, UP, tuple(lines), rules=(GOAL,), spots=spots)
        return Seen(shown, (ends(value, found),), found is not None and found < SOON)

    def held(self, value: float) -> tuple[float, float]:
        """Where the run ends: settled, out of the picture, or at the last step that is drawn."""
        last = last_of(value)
        apart = float(distances(SGD(lr=value / KAPPA), last)[-1])
        return (float(last), SETTLED if apart <= SETTLED else apart)

    def lab(self, value: float) -> str:
        """The same ravine among the optimizers."""
        return f"/optimizers?surface=quadratic(kappa=100)&run=sgd(lr={value / KAPPA:.6g})&x=1&y=1&steps=1000"

    def outcome(self, value: float) -> float | None:
        """Steps until it is settled."""
        found = steps(SGD(lr=value / KAPPA))
        return None if found is None else float(found)


def by_powers(shown: Picture) -> Picture:
    """The picture with its steps on a logarithmic axis, which leaves room for the few beside the many."""
    high = 8.0 * 10 ** math.ceil(math.log10(shown.across.high / 8))
    lines = tuple(replace(one, x=one.x[one.x >= 1], y=one.y[one.x >= 1]) for one in shown.lines)
    return replace(shown, across=replace(shown.across, low=1.0, high=high, log=True), lines=lines, first=1)
