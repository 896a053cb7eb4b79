"""B2: three scores and their softmax. What becomes of the first probability when all scores are ten times as large?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

import numpy as np

from ...core.numerals import RAISED, decimal, fixed
from ..base import Aha, Lesson, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..checks import Question, chosen, numbered
from ..pictures import Axis, Bars, Picture, Spot
from ..quantities import Number, Trap
from ..runs.softmax import FACTOR, SCORES, at_the_end, divided, factor_for, first, raised, shares

SURE = 0.99
NEAR = 0.07  # heights whose numbers would lie on each other
SLIDE, LOOP, SINCE = "the slides", "e^z over the sum, in doubles", "2026-11-26"
CS231N = "CS231n, notes on linear classification, 2015: two digits"


NAMES = tuple((float(k), f"score {decimal(one)}") for k, one in enumerate(SCORES, 1))
ACROSS, UP = Axis("class", 0.4, len(SCORES) + 0.6, names=NAMES), Axis("probability", 0.0, 1.1)
BEFORE = shares(SCORES)


def bars(name: str, heights: Sequence[float], role: str, beside: float = 0.0) -> Bars:
    """A bar for each class, `beside` its place."""
    return Bars(name, np.arange(1.0, len(heights) + 1) + beside, np.array(heights), role)


def drawn(title: str, *rows: Bars) -> Picture:
    """Bars of probabilities, the first of each with its name and number, unless one beside it is about as high."""
    spots: list[Spot] = []
    for one in rows:
        x, y = float(one.x[0]), float(one.y[0])
        text = "" if any(abs(y - other.y) < NEAR for other in spots) else f"{one.name}: {fixed(y)}"
        spots.append(Spot(text, x, y, one.role))
    return Picture(title, ACROSS, UP, bars=rows, spots=tuple(spots))


def times(random: np.random.Generator) -> Question:
    """The first probability of other scores, multiplied."""
    scores = tuple(float(random.choice(one)) for one in ([1.2, 1.5, 1.8, 2], [0.6, 0.8, 1], [0, 0.2, 0.4]))
    factor = float(random.choice([2, 2.5, 3, 4]))
    now, key = shares(scores)[0], shares(scores, factor)[0]
    told = ", ".join(map(decimal, scores))
    prompt = f"The scores {told} are multiplied by {decimal(factor)}. What is the first probability then?"
    wrong = [(divided(scores)[0], "divides"), (now, "divides"), (shares(scores, 1 / factor)[0], "smoother"),
             (raised(now, factor), "ratio")]  # fmt: skip
    larger = [factor * one for one in scores]
    powers = " + ".join(decimal(math.exp(one), 4) for one in larger)
    way = (
        f"The scores become {', '.join(map(decimal, larger))}, their powers of e add up to {powers}.",
        f"The share of the first, {decimal(math.exp(larger[0]), 4)}, is {fixed(key)}.",
    )
    return numbered(prompt, key, wrong, way, "Multiply first, then take the powers of e.", low=0, high=1)


def added_to_all(random: np.random.Generator) -> Question:
    """What becomes of a probability when the same is added to all scores."""
    added = float(random.choice([1, 2, 3, 5, 10, 20, 50, 100]))
    key, larger = shares(SCORES, 1.0, added)[0], [one + added for one in SCORES]
    wrong = [
        (f"It falls to {fixed(divided(larger)[0])}.", "divides"),
        (f"It grows to {fixed(raised(key, larger[0] / SCORES[0]))}.", "ratio"),
        ("It grows to nearly 1: all scores are larger.", "absolute"),
    ]
    prompt = f"{decimal(added)} is added to each of the scores {scores_told()}. What becomes of {fixed(BEFORE[0])}?"
    way = (f"Every power of e is multiplied by {power(added)}, the sum too: it cancels, and {fixed(key)} stays.",)
    hint = "Which differences between the scores have changed?"
    return chosen(random, prompt, f"It stays {fixed(key)}.", wrong, way, hint)


def warmth_for(random: np.random.Generator) -> Question:
    """The temperature at which the first of two classes has a given probability."""
    gap, share = float(random.choice([1, 2, 3, 4, 5])), float(random.choice([0.6, 0.7, 0.8, 0.9, 0.95]))
    odds = share / (1 - share)
    key = gap / math.log(odds)
    prompt = f"Two scores, {decimal(gap)} and 0: at which temperature T has the first class {decimal(share)}?"
    wrong = [(1 / key, "smoother"), (math.exp(gap) / odds, "ratio"), (gap / odds, "divides")]
    way = (
        f"The ratio of both is e^({decimal(gap)} / T), and it is to be {decimal(odds)}.",
        f"So T = {decimal(gap)} / ln {decimal(odds)} = {decimal(key)}.",
    )
    return numbered(prompt, key, wrong, way, "Write the ratio of both probabilities.", low=1e-3, high=1e3)


def scores_told() -> str:
    """The scores with commas between them."""
    return ", ".join(map(decimal, SCORES))


def published(
    scores: Sequence[float], factor: float, values: Sequence[float], source: str, off: float = 5e-4
) -> list[Reference]:
    """A reference for each of the probabilities of scores times a factor."""
    told = f"({', '.join(map(decimal, scores))}) × {decimal(factor)}"
    return [
        Reference(f"softmax of {told}, class {k + 1}", partial(share_of, tuple(scores), factor, k), value, off, source,
                  SINCE)
        for k, value in enumerate(values)
    ]  # fmt: skip


def share_of(scores: tuple[float, ...], factor: float, which: int) -> float:
    """One of the probabilities of scores times a factor."""
    return shares(scores, factor)[which]


class SoftmaxLesson(Lesson[float]):
    """Softmax: only differences of scores count, and a factor is an exponent of their ratios."""

    slug = "softmax"
    place = "B2"
    title = "Softmax"
    question = f"Multiply all scores by ten: what becomes of {fixed(BEFORE[0])}?"
    setting = (
        f"A model gives three classes the scores {scores_told()}. "
        f"Softmax makes them the probabilities {', '.join(map(fixed, BEFORE))}."
    )
    terms = (
        Term("score", "what a model says for a class: any number, also called a logit"),
        Term("softmax", "e to the power of each score, divided by the sum of these powers"),
        Term("temperature T", "what scores are divided by: one over the factor f"),
    )
    prediction = Number(0, 1, within=0, apart=0.01, plausible=(1 / len(SCORES), 1), traps=(
        Trap(0, 0.62, "smoother"), Trap(0.62, 0.7, "divides"), Trap(0.7, 0.92, "mild"), Trap(0.92, 0.9899999, "ratio"),
    ))  # fmt: skip
    vary = Vary("f", "what all scores are multiplied by", 0.1, 10.0, 1.0, critical=1.0, mark="as they are", log=True,
                scent="probability of the first class", goal=f"Give the first class {decimal(SURE)}.")  # fmt: skip
    misconceptions = (
        Misconception("divides", "Softmax divides the scores by their sum, so a common factor cancels.",
                      f"That would be {', '.join(map(fixed, divided(SCORES)))}. Powers of e come first, and a factor "
                      "becomes an exponent.", 3.0, "See a factor of 3"),
        Misconception("smoother", "Larger scores bring the probabilities closer together.",
                      "They part them. It is dividing the scores, a high temperature, that brings them closer.", 0.1,
                      "See a factor of 0.1"),
        Misconception("mild", "The leading class becomes a little surer.",
                      f"Its lead over the second is {decimal(math.e)} times now, and "
                      f"{decimal(math.exp(FACTOR), 2)} times then.", 10.0, "See a factor of 10"),
        Misconception("ratio", "Each ratio of two probabilities becomes ten times as large.",
                      "Each ratio is raised to the tenth power.", 10.0, "See a factor of 10"),
        Misconception("absolute", "Large scores make large probabilities.",
                      "Only differences between scores count: what is added to all of them cancels.", 1.0,
                      "See the scores as they are"),
    )  # fmt: skip
    checks = (times, added_to_all, warmth_for)
    references = (
        *published(SCORES, 1.0, (0.7, 0.2, 0.1), SLIDE, 0.05),
        *published(SCORES, 1.0, (0.659, 0.242, 0.099), LOOP),
        *published(SCORES, 10.0, (0.99995, 0.00005, 0.0), LOOP, 5e-6),
        *published(SCORES, 0.1, (0.366, 0.331, 0.303), LOOP),
        *published(SCORES, 2.0, (0.864, 0.117, 0.019), LOOP),
        *published(SCORES, 0.5, (0.502, 0.304, 0.194), LOOP),
        *published((1.0, -2.0, 0.0), 1.0, (0.70, 0.04, 0.26), CS231N, 0.006),
        *published((1.0, -2.0, 0.0), 0.5, (0.55, 0.12, 0.33), CS231N, 0.005),
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

    def given(self) -> Picture:
        """The probabilities of the scores as they are."""
        return drawn("Three probabilities, before", bars("factor 1", BEFORE, "given"))

    def seen(self, prediction: float | None) -> Seen:
        """The bars at ten times the scores, and those of the factor that gives what was said."""
        rows, words = [bars("factor 1", BEFORE, "given", -0.26), bars("factor 10", shares(SCORES, FACTOR), "truth")], []
        if prediction is not None:
            factor = factor_for(prediction)
            mine = shares(SCORES, factor) if factor is not None else at_the_end(prediction)
            name = "yours" if factor is None else f"yours, factor {decimal(factor)}"
            rows.append(bars(name, mine, "yours", 0.26))
            words.append(became(prediction, factor))
        gap = SCORES[0] - SCORES[1]
        words.append(
            f"The factor 10 gives {fixed(first(FACTOR))}. The lead over the second class was {power(gap)} = "
            f"{decimal(math.exp(gap))} times, and is {power(FACTOR * gap)} = {decimal(math.exp(FACTOR * gap))} times."
        )
        return Seen(drawn("Three probabilities, and what a factor makes of them", *rows), tuple(words))

    def aha(self) -> Aha:
        """One, but for two in a hundred thousand."""
        top, *others = (power(FACTOR * one) for one in SCORES)
        words = "Softmax looks at differences alone: a factor is an exponent, and what is added to all cancels."
        return Aha(fixed(first(FACTOR)), f"{top} / ({' + '.join([top, *others])})", words)

    def why(self, value: float) -> Why:
        """A factor is the exponent of each ratio."""
        scaled = [f"{value * one:.3g}" for one in SCORES]
        ratio = math.exp(value * (SCORES[0] - SCORES[1]))
        words = (
            f"Two scores that are 1 apart make probabilities e to the power of f, {decimal(ratio)}, times apart.",
            "Probabilities sum to 1, so what the first class gains is what the others lose.",
        )
        under = "+".join(f"e^{{{one}}}" for one in scaled)
        return Why(words, r"p_1=\frac{e^{f z_1}}{e^{f z_1}+e^{f z_2}+e^{f z_3}}",
                   rf"p_1=\frac{{e^{{{scaled[0]}}}}}{{{under}}}={shares(SCORES, value)[0]:.5g}",
                   (Part("f", "the factor of all scores", decimal(value)),
                    *(Part(f"z_{k}", f"score {k}", decimal(one)) for k, one in enumerate(SCORES, 1)),
                    Part("p_1", "probability of the first class", fixed(first(value)), f"factor {decimal(value)}"),
                    ))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The bars of another factor."""
        found = shares(SCORES, value)
        ghost = bars("factor 1", BEFORE, "yours", 0.26)
        shown = drawn("Three probabilities at another factor", bars(f"factor {decimal(value)}", found, "truth"), ghost)
        way = "as they were" if value == 1 else "farther apart" if value > 1 else "closer together"
        words = f"f = {decimal(value)}: the probabilities are {', '.join(map(fixed, found))}, {way}."
        return Seen(shown, (words,), found[0] >= SURE)

    def lab(self, value: float) -> str:
        """The same scores at the temperature that is one over the factor."""
        return f"/softmax?temperature={1 / value:.6g}"

    def outcome(self, value: float) -> float | None:
        """The first probability."""
        return first(value)


def power(exponent: float) -> str:
    """A power of e: e¹⁰."""
    return f"e{decimal(exponent).translate(RAISED)}"


def became(share: float, factor: float | None) -> str:
    """Which factor gives what was said."""
    said = f"You said {decimal(share, 6)}."
    if factor is None:
        return f"{said} No factor gives it: every class keeps something, however little."
    if factor < 0:
        return f"{said} It takes the factor {decimal(factor)}, which turns the order of the scores round."
    way = ", which leaves all as it is" if abs(factor - 1) < 0.005 else f", not {decimal(FACTOR)}"
    return f"{said} The factor {decimal(factor)} gives it{'' if abs(factor - FACTOR) < 0.5 else way}."
