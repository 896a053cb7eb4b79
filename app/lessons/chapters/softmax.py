"""B2: three scores and their softmax. What becomes of the largest probability when all are ten times as large?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...core.numerals import decimal, fixed, unlike
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Bars, Picture, Rule, Said, Spot
from ..predictions import Marked
from ..quantities import Number, Trap
from ..runs.softmax import (
    CLIMB,
    FACTOR,
    SCORES,
    at_the_end,
    became,
    became_of_all,
    climbing,
    divided,
    factor_for,
    first,
    power,
    published,
    scores_told,
    shares,
)
from ..runs.softmax_asked import added_to_all, times, warmth_for

SURE, TOP, ABOVE = 0.99, 1.24, 0.07  # of class A; of the picture; from a bar to its name
SLIDE, LOOP, SINCE = "the slides", "e^z over the sum, in doubles", "2026-11-26"
EXACTLY, TODAY = "mpmath, 30 digits", "2026-11-28"
CS231N = "CS231n, notes on linear classification, 2015: two digits"

CLASSES = "ABC"
NAMES = tuple(
    (float(k), f"{name}: score {decimal(one)}") for k, (name, one) in enumerate(zip(CLASSES, SCORES, strict=True), 1)
)
ACROSS, UP = Axis("class", 0.4, len(SCORES) + 0.6, names=NAMES), Axis("probability", 0.0, TOP)
BEFORE = shares(SCORES)


def bars(name: str, heights: Sequence[float], role: str, beside: float = 0.0, ahead: bool = False) -> Bars:
    """A bar for each class, `beside` its place."""
    return Bars(name, np.arange(1.0, len(heights) + 1) + beside, np.array(heights), role, ahead)


def drawn(title: str, *rows: Bars) -> Picture:
    """Bars of probabilities that end at the top, the first of each with its name, and with its number if it is news."""
    spots = tuple(marked(one, alone=len(rows) == 1) for one in rows if not one.ahead)
    return Picture(title, ACROSS, UP, bars=tuple(replace(one, y=np.minimum(one.y, TOP)) for one in rows), spots=spots)


def marked(one: Bars, alone: bool) -> Spot:
    """The name of a row of bars, at its first bar; that of what was before above its last, where there is room."""
    if one.role == "given" and not alone:
        return Spot(one.name, float(one.x[-1]), float(one.y[-1]) + ABOVE, one.role, bare=True)
    return Spot(named(one, news=alone), float(one.x[0]), min(float(one.y[0]), TOP), one.role)


def named(one: Bars, news: bool) -> str:
    """The name of a row of bars."""
    return f"{one.name}: {fixed(float(one.y[0]))}" if news or one.role != "given" else one.name


class SoftmaxLesson(Lesson[float]):
    """Softmax: only differences of scores count, and a factor raises their ratios to its power."""

    slug = "softmax"
    place = "B2"
    title = "Softmax"
    question = f"Multiply all scores by ten: what becomes of {fixed(BEFORE[0])}?"
    setting = (
        f"A model gives the classes A, B and C the scores {scores_told()}, of which softmax makes the probabilities "
        f"{', '.join(map(fixed, BEFORE))}."
    )
    terms = (
        Term("score", "what a model says for a class: any number, also called a logit"),
        Term("softmax", "e to the power of each score, divided by the sum of these powers"),
        Term("temperature T", "what scores are divided by: one over the factor f"),
    )
    prediction = Number(0, FACTOR, within=0, apart=0.01, plausible=(1 / len(SCORES), 1), slides=(0, 1), traps=(
        Trap(0, 0.62, "smoother"), Trap(0.62, 0.7, "divides"), Trap(0.7, 0.92, "mild"), Trap(0.92, 0.9899999, "ratio"),
        Trap(1, FACTOR, "tenfold"),
    ))  # fmt: skip
    shown = FACTOR
    vary = Vary("f", "what all scores are multiplied by; 1 leaves them", -1.0, 20.0, 1.0, critical=factor_for(SURE),
                finer=(2, 3, 5, FACTOR),
                mark=f"A has {decimal(SURE)}", about_0=True, scent="probability of class A", along="y",
                goal=f"Give class A {fixed(SURE)}: by which factor?")  # fmt: skip
    misconceptions = (
        Misconception("divides", "Softmax divides the scores by their sum, so a common factor cancels.",
                      "Powers of e come first, and f times a score raises its power to the power f.", 3.0,
                      "See a factor of 3"),
        Misconception("smoother", "Larger scores bring the probabilities closer together.",
                      "A factor above 1 parts them. Dividing the scores, a high temperature, brings them closer.", 0.5,
                      "See a factor of 0.5"),
        Misconception("mild", "The leading class becomes a little surer.",
                      "Every ratio is raised to the power of the factor: at 10, 3 times as likely becomes 3¹⁰ times.",
                      2.0, "See what a factor of 2 does"),
        Misconception("ratio", "A factor of the scores multiplies each ratio of two probabilities.",
                      "It raises each ratio: at a factor of 10 to the tenth power.", 10.0, "See a factor of 10"),
        Misconception("tenfold", "The probability grows by the factor of the scores.",
                      "A probability is at most 1. The ratio of two has no bound.", 10.0, "See a factor of 10"),
        Misconception("shares", "Softmax divides each score by the sum, so what is added to all brings them closer.",
                      "Powers of e come first: what is added becomes a factor of all of them, and cancels.", 1.0,
                      "See the scores as they are"),
        Misconception("absolute", "Large scores make large probabilities.",
                      "Only differences between scores count: what is added to all of them cancels.", 1.0,
                      "See the scores as they are"),
    )  # fmt: skip
    checks = (times, added_to_all, warmth_for)
    references = (
        *published(SCORES, 1.0, (0.7, 0.2, 0.1), SLIDE, SINCE, 0.05),
        *published(SCORES, 1.0, (0.659, 0.242, 0.099), LOOP, SINCE),
        *published(SCORES, 10.0, (0.99995459652901, 4.539786844809e-5, 5.602542051e-9), EXACTLY, TODAY, 1e-15),
        Reference("factor that gives the first class 0.99", lambda: factor_for(SURE) or 0.0, 4.6107661183849, 1e-8,
                  EXACTLY, TODAY),
        *published(SCORES, 0.1, (0.366, 0.331, 0.303), LOOP, SINCE),
        *published(SCORES, 2.0, (0.864, 0.117, 0.019), LOOP, SINCE),
        *published(SCORES, 0.5, (0.502, 0.304, 0.194), LOOP, SINCE),
        *published((1.0, -2.0, 0.0), 1.0, (0.70, 0.04, 0.26), CS231N, SINCE, 0.006),
        *published((1.0, -2.0, 0.0), 0.5, (0.55, 0.12, 0.33), CS231N, SINCE, 0.005),
        Reference("first score over the sum of all", lambda: divided(SCORES)[0], 0.645, 5e-4, LOOP, SINCE),
        Reference("what adding 100 to all scores changes", lambda: shares(SCORES, 1.0, 100.0)[0] - BEFORE[0], 0, 1e-15,
                  "e^100 cancels; 0.1 + 100 itself is rounded in its last bit", SINCE),
    )  # fmt: skip
    limits = (
        "The arithmetic is exact. A probability near 1 tells how far scores are apart, not how often they are right."
    )

    def truth(self) -> float:
        """The first probability at ten times the scores."""
        return first(FACTOR)

    def mark(self, prediction: float) -> Marked:
        """Near enough to the truth, and a probability."""
        found = super().mark(prediction)
        return replace(found, right=found.right and prediction <= 1)

    def given(self) -> Picture:
        """The probabilities of the scores as they are."""
        return replace(drawn("Three probabilities, before", bars("before", BEFORE, "given")), said=Said("y", 1.0, True))

    def seen(self, prediction: float | None) -> Seen:
        """The bars at ten times the scores, and those of the factor that gives what was said."""
        ends = bars(f"factor {decimal(FACTOR)}", shares(SCORES, FACTOR), "truth", ahead=True)
        rows, words = [bars("before", BEFORE, "given", -0.26), ends], []
        if prediction is not None:
            factor = factor_for(prediction)
            mine = shares(SCORES, factor) if factor is not None else at_the_end(prediction)
            rows.append(bars("yours", mine, "yours", 0.26))
            words.append(became(prediction, factor))
        gap = SCORES[0] - SCORES[1]
        words.append(
            f"The factor {decimal(FACTOR)} gives {fixed(first(FACTOR))}: A is {power(FACTOR * gap)} = "
            f"{decimal(math.exp(FACTOR * gap))} times as likely as B, and was {decimal(math.exp(gap))} times as likely."
        )
        shown = drawn("Three probabilities, and what a factor makes of them", *rows)
        return Seen(replace(shown, lines=climbing(), tick="f", at=tuple(CLIMB)), tuple(words))

    def aha(self) -> Aha:
        """One, but for two in a hundred thousand."""
        return self.aha_played(FACTOR)

    def value_at(self, step: int) -> float:
        """The factor."""
        return float(CLIMB[step])

    def aha_played(self, value: float) -> Aha:
        """The first probability at a factor."""
        top, *others = (power(value * one) for one in SCORES)
        words = "Multiplying the scores by f raises every ratio to the power f. 1 / f is called the temperature T."
        return Aha(fixed(first(value)), f"{top} / ({' + '.join([top, *others])})", words)

    def why(self, value: float) -> Why:
        """A factor is the exponent of each ratio."""
        scaled = [f"{value * one:.3g}" for one in SCORES]
        ratio = math.exp(value * (SCORES[0] - SCORES[1]))
        words = (
            f"A is eᶠ times as likely as B, whose score is 1 less: {decimal(ratio)} times.",
            "Probabilities sum to 1, so what A gains is what the others lose.",
        )
        under = "+".join(f"e^{{{one}}}" for one in scaled)
        return Why(words, r"p_A=\frac{e^{f z_A}}{e^{f z_A}+e^{f z_B}+e^{f z_C}}",
                   rf"p_A=\frac{{e^{{{scaled[0]}}}}}{{{under}}}={unlike(first(value), 1.0, 5)}",
                   (Part("f", "the factor of all scores", decimal(value), f"factor {decimal(value)}"),
                    Part("z", "the scores of A, B and C", scores_told(), "before"),
                    Part("p_A", "probability of class A", fixed(first(value)), f"factor {decimal(value)}"),
                    ))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The bars of another factor."""
        found, even = shares(SCORES, value), Rule("f = 0 gives each a third", 1 / len(SCORES))
        now, before = bars(f"factor {decimal(value)}", found, "truth"), bars("before", BEFORE, "given", -0.26)
        shown = replace(drawn("Three probabilities at another factor", before, now), rules=(even,))
        words = f"f = {decimal(value)}: {', '.join(map(fixed, found))}, {became_of_all(value)}."
        return Seen(shown, (words,), round(found[0], 3) == SURE)

    def held(self, value: float) -> tuple[float, float]:
        """The end of the first bar."""
        return (1.0, first(value))

    def lab(self, value: float) -> str:
        """The same scores at the temperature that is one over the factor, or what becomes of them."""
        if value > 0:
            return f"/softmax?temperature={1 / value:.6g}"
        return f"/softmax?z={','.join(f'{value * one:.6g}' for one in SCORES)}"  # no temperature does that

    def outcome(self, value: float) -> float | None:
        """The first probability."""
        return first(value)
