"""A7: the larger of two lines. Which activations can it imitate exactly?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...core.numbers import Array
from ...core.numerals import decimal, listed, together
from ..base import Lesson
from ..content import Aha, Misconception, Reference, Seen, Term, Vary, Why
from ..options import Option, Several
from ..pictures import Axis, Line, Picture, Spot
from ..runs.lines import kink_of, nearest, parameters
from ..runs.maxout import TARGETS, WIDE, X, missed, target, target_finely
from ..runs.two_lines import exact, fitted, four, in_numbers, left_over, one_does, parts_of, rise

NAMES = dict(zip(TARGETS, ("sigmoid", "tanh", "ReLU", "leaky", "|x|", "ELU"), strict=True))
POSSIBLE = tuple(name for name in TARGETS if exact(name))
HALF = 0.4  # of a slot: how far a small curve reaches from its middle
SLOTS = Axis("activation", -0.5, len(NAMES) - 0.5, names=tuple(enumerate(NAMES.values())))
SCALED = Axis("share of the curve’s height", -0.5, 2.0)
SINCE, TODAY = "2026-11-26", "2026-11-28"
DROP = "mpmath: half of the longest drop below a chord"
OVER, BELOW = 1.45, -0.38  # of the scale: where the gap is told, and what was said
GRASPED = -WIDE  # the x at which the left line is taken hold of
FIRST, SECOND = together("w₁ x + b₁"), together("w₂ x + b₂")


def placed(name: str, y: Array) -> tuple[Array, Array]:
    """A curve of the picture, in its slot and in the scale of its target; shapes (161,)."""
    own = target(name)
    return list(NAMES).index(name) + HALF * X / WIDE, (y - own.min()) / (own.max() - own.min())


def gap_of(name: str, value: float, way: str) -> Reference:
    """What the best two lines leave, held to a number."""
    return Reference(f"gap to {NAMES[name]}", lambda: left_over(name), value, 5e-5, way, TODAY)


def tangents(count: int, value: float) -> Reference:
    """The error of so many tangents, held to a number."""
    way = "tangents d apart meet (d / 2)² below a parabola"
    return Reference(f"{count} tangents miss x² by", lambda: missed(count), value, 1e-14, way, SINCE)


LARGER = r"\max(w_1x+b_1,\,w_2x+b_2),\quad w_1\le w_2"
FALLING = rise(target_finely("abs"), 0, 1)


class TwoLines(Lesson[tuple[str, ...]]):
    """Maxout: the larger of lines bends upwards alone."""

    slug = "maxout"
    place = "A7"
    title = "What two lines can imitate"
    question = "Which of these can the larger of two lines imitate exactly?"
    setting = f"A maxout of two lines is the larger of {FIRST} and {SECOND}. Any four numbers may be chosen."
    terms = (
        Term("maxout", "the largest of several lines, each with a slope and a height of its own"),
        Term("corner", "where one line takes over from another"),
        Term(
            "gap",
            f"how far lines are off at most, from x = {decimal(-WIDE)} to {WIDE:g}, as a share of the curve's height",
        ),
    )
    prediction = Several(tuple(Option(name, text) for name, text in NAMES.items()))
    vary = Vary("w₁", "slope of the left line; the other three numbers are best for each curve", -1.5, 0.5, FALLING,
                critical=rise(target_finely("relu"), 0, 1), mark="ReLU",
                scent="gap to the nearest of the six", along="y",
                goal="Turn the lines into ReLU, with no gap left.")  # fmt: skip
    misconceptions = (
        Misconception("any", "The larger of lines can take any shape.",
                      "Its slope only grows from left to right, so a curve that flattens out is out of reach.", -0.5,
                      "See what two lines leave of tanh"),
        Misconception("curved", "Two lines can follow a smooth curve exactly.",
                      "They bend once, in a corner. A curve takes more lines, and is never met exactly.", 0.14,
                      "See how far two lines stay from ELU"),
        Misconception("rising", "A maxout never falls.",
                      "A line may fall: the larger of −x and x is |x|.", -1.0, "See the left line fall"),
        Misconception("flat", "ReLU and leaky ReLU are something else.",
                      "Each is two lines: 0 and x, or 0.1 x and x.", 0.1, "See w₁ = 0.1"),
        Misconception("alone", "Maxout is one more function of one number.",
                      "It has weights of its own for each line, and takes the shape that they give.", -0.5,
                      "See another shape"),
        Misconception("order", "The bend lies at (b₁ − b₂) / (w₁ − w₂).",
                      "Equal heights give x (w₂ − w₁) = b₁ − b₂: the order of the slopes turns.", 0.5,
                      "See where two lines meet"),
        Misconception("crossing", "It bends at 0, or where a line crosses 0.",
                      "It bends where one line overtakes the other, at whatever height.", 0.5,
                      "See where two lines meet"),
        Misconception("bias", "The lines of a unit share a bias.", "Each line has its own.", -1.0, "See two lines"),
        Misconception("two", "A maxout always has two lines.", "It may have any number of them.", -1.0,
                      "See the one corner of two lines"),
        Misconception("dips", "A curve that dips and rises again bends upwards alone.",
                      "It comes from a flat stretch, so it has bent down before the dip.", 0.0,
                      "See what one corner upwards can be"),
    )  # fmt: skip
    checks = (kink_of, parameters, nearest)
    references = (
        tangents(2, 0.25), tangents(3, 0.1111111111111111), tangents(5, 0.04), tangents(10, 0.01),
        Reference("ReLU from two lines, w₁ = b₁ = 0", lambda: fitted("relu").error, 0.0, 1e-14,
                  "CS231n notes, neural networks part 1", SINCE),
        gap_of("sigmoid", 0.1032741689, DROP), gap_of("tanh", 0.2063022793, DROP),
        gap_of("elu", 0.01720342109, "mpmath: four places where both lines miss by the same"),
    )  # fmt: skip
    limits = (
        "More lines come near any convex curve: k tangents miss x² from −1 to 1 by 1 / k², "
        f"ten by {decimal(missed(10))}. Others need the difference of two units."
    )

    def truth(self) -> tuple[str, ...]:
        """Those that two lines hit."""
        return POSSIBLE

    def trap(self, prediction: tuple[str, ...]) -> str | None:
        """What the ticks betray, the most striking first."""
        if prediction == POSSIBLE:
            return None
        if not prediction:
            return "alone"
        if {"sigmoid", "tanh"} & set(prediction):
            return "any"
        if "elu" in prediction:
            return "curved"
        return "rising" if "abs" not in prediction else "flat"

    def given(self) -> Picture:
        """The six curves."""
        return Picture("Six activations, from −4 to 4", SLOTS, SCALED, (targets(),))

    def seen(self, prediction: tuple[str, ...] | None) -> Seen:
        """The best two lines for each of the six, and by how much they miss."""
        lines, said = [targets()], prediction or ()
        for name, called_so in NAMES.items():
            role = "truth" if name in POSSIBLE else "yours" if name in said else "other"
            lines.append(Line(called_so, *placed(name, fitted(name).y), role, moves=True, labelled=False))
        texts = [gap_over(name, left_over(name), lines[k + 1].role) for k, name in enumerate(NAMES)]
        texts += [Spot("yours", float(k), BELOW, "yours", bare=True) for k, name in enumerate(NAMES) if name in said]
        hit = f"Two lines hit {called(POSSIBLE)} exactly: straight, with one corner that bends upwards."
        shown = Picture("Six activations as dots, the best two lines for each, and the gap between both", SLOTS,
                        SCALED, tuple(lines), spots=tuple(texts), tick="x",
                        at=tuple(X.tolist()))  # fmt: skip
        return Seen(shown, (*(() if prediction is None else became(prediction)), hit))

    def aha(self) -> Aha:
        """To how many the lines come exactly, and how near to the others."""
        left = listed([f"{one} by {decimal(left_over(name))}" for name, one in NAMES.items() if not exact(name)])
        alone = listed([one for name, one in NAMES.items() if one_does(name)])
        return Aha(
            f"{len(POSSIBLE)} of {len(NAMES)}",
            "those with one corner, bent upwards",
            f"The best two lines miss {left} of their height; for {alone} one line does as well.",
        )

    def aha_at(self, value: float) -> Aha:
        """What is left at ReLU, which is to be hit."""
        return Aha(decimal(left_over("relu", value)), "the gap to ReLU, a share of its height", "")

    def why(self, value: float) -> Why:
        """The slope of the larger line only grows: with the numbers of the best lines for ELU, which come nearest."""
        found = fitted("elu")
        words = (
            "From left to right the slope of the larger line only grows: the steeper line takes over.",
            f"That of tanh falls again: one line leaves {decimal(left_over('tanh'))}, and no number of lines less.",
        )
        return Why(
            words,
            LARGER,
            in_numbers(found),
            parts_of(found, "the best lines for ELU", NAMES["elu"]),
        )

    def why_varied(self, value: float) -> Why:
        """The two lines of the knob, and what they leave at ReLU."""
        found = fitted("relu", value)
        words = (
            "From left to right the slope of the larger line only grows: the steeper line takes over.",
            "Four numbers make it, w₁, b₁, w₂ and b₂: a unit learns a weight for each input and a bias for each line.",
        )
        shown = "two lines at ReLU"
        return Why(words, LARGER, in_numbers(found), parts_of(found, "the lines at ReLU", shown))

    def varied(self, value: float) -> Seen:
        """The best two lines over each of the six whose left one has this slope."""
        gaps = {name: left_over(name, value) for name in NAMES}
        over_all = [over(name, value) for name in NAMES]
        texts = tuple(gap_over(name, gaps[name], one.role) for name, one in zip(NAMES, over_all, strict=True))
        shown = Picture("Six activations as dots, and over each two lines, the left one of the same slope", SLOTS,
                        SCALED, (targets(), *over_all), spots=texts)  # fmt: skip
        near = min(gaps, key=lambda name: gaps[name])
        hit = [name for name in NAMES if not gaps[name]]
        found = f"the lines are {called(hit)}, with no gap left" if hit else (
            f"none of the six; the nearest is {NAMES[near]}, {decimal(gaps[near])} off")  # fmt: skip
        best = f"They miss tanh by {decimal(gaps['tanh'])}; one line alone misses it by {decimal(left_over('tanh'))}."
        return Seen(shown, (f"w₁ = {decimal(value)}: {found}.", best), not gaps["relu"])

    def held(self, value: float) -> tuple[float, float]:
        """The left line, over |x|."""
        x, y = placed("abs", fitted("abs", value).left.at(X))
        at = list(NAMES).index("abs") + HALF * GRASPED / WIDE
        return at, float(np.interp(at, x, y))

    def lab(self, value: float) -> str:
        """The same two lines beside ReLU."""
        one = fitted("relu", value)
        told = ",".join(f"{name}={number:.6g}" for name, number in four(one).items())
        return f"/activations?f=maxout({told})&f=relu"

    def outcome(self, value: float) -> float:
        """By how much the lines miss the nearest of the six."""
        return min(left_over(name, value) for name in NAMES)


def gap_over(name: str, gap: float, role: str) -> Spot:
    """What is left, over a curve; over the first in words, where there is room."""
    told, k = decimal(gap), list(NAMES).index(name)
    return Spot(told if k else f"gap {told}", float(k), OVER, role, bare=True, brief=f"{gap:.2g}")


def over(name: str, slope: float) -> Line:
    """Two lines over one of the six, as far as they are in the picture."""
    x, y = placed(name, fitted(name, slope).y)
    inside = (y >= SCALED.low) & (y <= SCALED.high)
    role = "bad" if left_over(name, slope) else "truth"
    return Line(f"two lines at {NAMES[name]}", x[inside], y[inside], role, labelled=False)


def targets() -> Line:
    """The six curves, each in its slot, as dots."""
    x, y = np.concatenate([np.array(placed(name, target(name)))[:, ::8] for name in NAMES], axis=1)
    return Line("f", x, y, "given", dots=True, labelled=False)


def called(names: Iterable[str]) -> str:
    """Activations by their names, in the order of the picture."""
    return listed([NAMES[name] for name in sorted(names, key=list(NAMES).index)])


def became(prediction: tuple[str, ...]) -> tuple[str, ...]:
    """What became of the wrong ticks, and what was left out: a sentence each."""
    wrong = [f"{NAMES[one]} by {decimal(left_over(one))}" for one in prediction if one not in POSSIBLE]
    hit, left = (called(one for one in POSSIBLE if (one in prediction) == ticked) for ticked in (True, False))
    words = [f"The best two lines miss {listed(wrong)}."] if wrong else []
    words += [f"You missed {left}: no gap is left there{' either' if hit else ''}."] if left else []
    return (*words, f"No gap is left at {hit}.") if hit and not words else tuple(words)
