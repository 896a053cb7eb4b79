"""The two pictures of poor conditioning: the distance at each step for a rate, and the steps for each condition."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import replace
from functools import lru_cache

import numpy as np

from ...core.curvature import best_rate
from ...core.numbers import Array
from ...core.numerals import decimal, grouped, together
from ...core.optimizers import SGD, Optimizer
from ..content import Aha, Part, Seen, Vary, Why
from ..pictures import Axis, Line, Picture, Rule, Spot
from .conditioning import (
    BALANCED,
    BALL,
    BEST,
    FURTHEST,
    KAPPA,
    LAST,
    SETTLED,
    ball,
    distances,
    ends,
    in_steps,
    last_of,
    needed,
    steps,
)

SHOWN = 1_700.0  # steps of the knob's picture
FAR = 1.5 * SHOWN  # from here on steps are told on a logarithmic axis
SOON = 685  # steps, which the rate that is best for any start does not keep
DESCENT, SHORT = "gradient descent", "descent"
MILDEST, STEEPEST = 2.0, 1_000.0  # condition
MILLION = math.log(1 / SETTLED)
FINER = (*np.linspace(1.9, 1.975, 16).round(3).tolist(), *np.linspace(1.976, 1.99, 29).round(4).tolist(),
         1.9925, 1.995, 1.9975, 2.005, 2.01)  # the turn is sharp  # fmt: skip
TENFOLD = 10  # times as fast


def path(name: str, optimizer: Optimizer, role: str, last: int, moves: bool = True, brief: str = "") -> Line:
    """The distance from the minimum against the step."""
    apart = distances(optimizer, last)
    return Line(name, np.arange(float(len(apart))), np.maximum(apart, 1e-12), role, moves, brief=brief)


class Way(ABC):
    """One of the two."""

    vary: Vary

    @abstractmethod
    def seen(self, prediction: float | None) -> Picture:
        """The truth, and what was said."""

    @abstractmethod
    def varied(self, value: float) -> Seen:
        """The same at another value of the knob, and whether its goal is reached."""

    @abstractmethod
    def why(self, value: float) -> Why:
        """The reason."""

    @abstractmethod
    def held(self, value: float) -> tuple[float, float]:
        """Where the knob's handle is."""

    @abstractmethod
    def outcome(self, value: float) -> float | None:
        """Steps until it is settled."""

    @abstractmethod
    def of_lab(self, value: float) -> tuple[float, float]:
        """The condition and the learning rate."""

    def aha(self, value: float) -> Aha | None:
        """The number to remember, where it moves with the knob."""
        return None

    def tally(self, value: float) -> str:
        """The steps in a word or two."""
        found = self.outcome(value)
        return "never" if found is None else f"{grouped(round(found))} steps"


class Rate(Way):
    """A hundred times steeper across than along, at any rate."""

    vary = Vary("α L", "the rate times the steepest curvature", 0.1, 2.1, BALANCED,
                critical=2.0, mark=f"2 / (λ₁ + L): {BALANCED:.5g}, blows up above 2", besides=(BALANCED,),
                finer=FINER, scent="steps until settled",
                goal=f"Settle in under {SOON} steps.")  # fmt: skip
    across, up = Axis("step", 0.0, SHOWN), Axis("distance, 1 at the start", 3e-8, 10 * FURTHEST, log=True)
    goal = Rule("settled: a millionth", SETTLED)

    def seen(self, prediction: float | None) -> Picture:
        """How the distance shrinks, and where the run stands after the steps that were said."""
        truth = needed(KAPPA)
        lines = [path(DESCENT, BEST, "truth", truth, brief=SHORT),
                 path(f"momentum: {ball(KAPPA)}", BALL, "momentum", ball(KAPPA))]  # fmt: skip
        spots = [Spot(f"{truth} steps", truth, SETTLED)]
        if prediction is not None:
            told = float(distances(BEST, round(prediction))[-1])
            there = told >= self.up.low  # else it has left the picture
            ends, said = np.array([self.up.low, told if there else FURTHEST]), f"yours: {grouped(round(prediction))}"
            lines.append(Line("" if there else said, np.full(2, prediction), ends, "yours", labelled=not there))
            spots += [Spot(said, prediction, told, "yours")] if there else []
        across = replace(self.across, high=1.4 * max(truth, prediction or 0.0))
        shown = Picture("Distance from the minimum, step by step", across, self.up, tuple(lines), rules=(self.goal,),
                        spots=tuple(spots))  # fmt: skip
        return by_powers(shown) if shown.across.high > FAR else shown

    def varied(self, value: float) -> Seen:
        """The distance at another rate."""
        one = SGD(lr=value / KAPPA)
        found = steps(one)
        lines = [path(DESCENT, one, "truth", last_of(value), brief=SHORT),
                 path(f"momentum: {ball(KAPPA)}", BALL, "momentum", ball(KAPPA), moves=False)]  # fmt: skip
        if found != needed(KAPPA):
            lines.append(path("2 / (λ₁ + L)", BEST, "yours", needed(KAPPA), moves=False))
        spots = (Spot(f"{found} steps", found, SETTLED),) if found and found <= LAST else ()
        shown = Picture("Distance from the minimum, step by step", self.across, self.up, tuple(lines),
                        rules=(self.goal,), spots=spots)  # fmt: skip
        return Seen(shown, (ends(value, found),), found is not None and found < SOON)

    def why(self, value: float) -> Why:
        """Each direction shrinks by its own factor, the slowest decides."""
        flat, steep = abs(1 - value / KAPPA), abs(1 - value)
        leaves, same = max(flat, steep), math.isclose(flat, steep, abs_tol=1e-5)
        larger = f"The larger of both, r, decides: here the {'flat' if flat > steep else 'steep'} one."
        which = "Both are the same, r: that makes this rate best." if same else larger
        both, told = rf"\max({flat:.5g},\ {steep:.5g})", in_steps(leaves)
        words = (
            f"Each step leaves {decimal(flat)} of the flat distance, {decimal(steep)} of the steep one. {which}",
            "At the best rate r is (κ − 1) / (κ + 1), so a step takes off about 2 / κ, and a millionth takes about "
            f"κ / 2 · ln 10⁶ = {decimal(KAPPA * MILLION / 2)} steps.",
        )
        numbers = rf"n\approx\frac{{{MILLION:.5g}}}{{-\ln{both}}}={told}" if leaves < 1 else ""
        return Why(words, r"n\approx\frac{\ln 10^6}{-\ln\max\left(|1-\alpha\lambda_1|,\ |1-\alpha L|\right)}",
                   numbers or rf"r={both}={leaves:.6g}",
                   (Part("r", "what a step leaves: the larger of both", decimal(leaves, 5), DESCENT),
                    Part("n", "the steps to a millionth, from the worst start", told, DESCENT),
                    Part(r"\lambda_1,\,L", "the flattest curvature, and the steepest", f"1, {KAPPA:g}"),
                    Part(r"\alpha", "the learning rate", decimal(value / KAPPA), DESCENT)))  # fmt: skip

    def held(self, value: float) -> tuple[float, float]:
        """Where the run ends: settled, out of the picture, or at the last step that is drawn."""
        last = last_of(value)
        apart = float(distances(SGD(lr=value / KAPPA), last)[-1])
        return (float(last), SETTLED if apart <= SETTLED else apart)

    def outcome(self, value: float) -> float | None:
        """Steps until it is settled."""
        found = steps(SGD(lr=value / KAPPA))
        return None if found is None else float(found)

    def of_lab(self, value: float) -> tuple[float, float]:
        """This ravine at this rate."""
        return KAPPA, value / KAPPA


class Condition(Way):
    """Any condition, each at the rate that is best for it."""

    vary = Vary("κ", "how many times steeper it is across than along", MILDEST, STEEPEST, KAPPA, critical=KAPPA,
                mark=f"asked: κ = {KAPPA:g}", log=True, scent="steps until settled", along="x",
                goal=f"Find a ravine in which momentum is {TENFOLD} times as fast.")  # fmt: skip
    across = Axis("condition κ", MILDEST, STEEPEST, log=True)
    up = Axis("steps, at the best rate", 1.0, 20_000.0, log=True)

    def picture(self, kappa: float, *spots: Spot) -> Picture:
        """Both against the condition, and where a ravine is."""
        theory = Line("½ κ ln 10⁶", CONDITIONS, CONDITIONS * MILLION / 2, "theory", labelled=False)
        lines = (theory, Line("momentum", CONDITIONS, counted()[1], "momentum"),
                 Line(DESCENT, CONDITIONS, counted()[0], "truth", brief=SHORT))  # fmt: skip
        here = (Spot(f"{grouped(needed(kappa))} steps", kappa, needed(kappa)),
                Spot(grouped(ball(kappa)), kappa, ball(kappa), "momentum"))  # fmt: skip
        return Picture("Steps against the condition", self.across, self.up, lines, spots=(*here, *spots),
                       quoted=(10.0, KAPPA, STEEPEST))  # fmt: skip

    def seen(self, prediction: float | None) -> Picture:
        """Where the ravine of the question is, and how many steps were said."""
        said = () if prediction is None else (
            Spot(f"yours: {grouped(round(prediction))}", KAPPA, min(prediction, self.up.high), "yours"),)  # fmt: skip
        return self.picture(KAPPA, *said)

    def varied(self, value: float) -> Seen:
        """Another ravine."""
        ghost = () if value == KAPPA else (Spot(f"κ = {KAPPA:g}: {needed(KAPPA)}", KAPPA, needed(KAPPA), "yours"),)
        times = needed(value) / ball(value)
        told = (
            f"κ = {decimal(value)}: gradient descent settles after {grouped(needed(value))} steps, "
            f"momentum after {grouped(ball(value))}, {decimal(times)} times as fast."
        )
        return Seen(self.picture(value, *ghost), (told,), times >= TENFOLD)

    def why(self, value: float) -> Why:
        """The share that a step leaves, and how many steps that makes."""
        leaves, found = best_rate(value), grouped(needed(value))
        words = (
            "At its best rate a step leaves (κ − 1) / (κ + 1) of the distance, with momentum (√κ − 1) / (√κ + 1).",
            "The logarithm of the first is about −2 / κ: ten times the condition, ten times the steps.",
        )
        numbers = rf"n\approx\frac{{{MILLION:.5g}}}{{-\ln {leaves:.5g}}}={MILLION / -math.log(leaves):.5g}"
        law = r"r=\frac{\kappa-1}{\kappa+1},\quad n\approx\frac{\ln 10^6}{-\ln r}\approx\frac{\kappa}{2}\ln 10^6"
        return Why(words, law, numbers,
                   (Part(r"\kappa", "the condition: steepest over flattest", decimal(value), inside=False),
                    Part("r", "what a step leaves", decimal(leaves, 5), DESCENT),
                    Part("n", "the steps to a millionth, counted", found, DESCENT)))  # fmt: skip

    def held(self, value: float) -> tuple[float, float]:
        """On the line of gradient descent."""
        return value, float(needed(value))

    def outcome(self, value: float) -> float:
        """Steps until it is settled."""
        return float(needed(value))

    def aha(self, value: float) -> Aha:
        """The steps for every unit of the condition."""
        found = needed(value)
        return Aha(grouped(found), together(f"{decimal(found / value)} · κ"), "")

    def of_lab(self, value: float) -> tuple[float, float]:
        """This ravine at its best rate."""
        return value, 2 / (1 + value)


CONDITIONS = np.geomspace(MILDEST, STEEPEST, 31)


@lru_cache(maxsize=1)
def counted() -> tuple[Array, Array]:
    """The steps of gradient descent and of momentum in each of CONDITIONS, (31,) each."""
    return (np.array([needed(one) for one in CONDITIONS.tolist()], dtype=np.float64),
            np.array([ball(one) for one in CONDITIONS.tolist()], dtype=np.float64))  # fmt: skip


def by_powers(shown: Picture) -> Picture:
    """The picture with its steps on a logarithmic axis, which leaves room for the few beside the many."""
    high = 8.0 * 10 ** math.ceil(math.log10(shown.across.high / 8))
    lines = tuple(replace(one, x=one.x[one.x >= 1], y=one.y[one.x >= 1]) for one in shown.lines)
    return replace(shown, across=replace(shown.across, low=1.0, high=high, log=True), lines=lines, first=1)
