"""A7: the larger of two lines. Which activations can it imitate exactly?"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from ...core.activations import Activation, Maxout
from ...core.numbers import Array
from ...core.numerals import decimal, in_tex, listed
from ..base import Aha, Lesson, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..checks import Question, chosen, numbered
from ..options import Option, Several
from ..pictures import Axis, Line, Picture, Spot
from ..runs.maxout import (
    BENT,
    DIPPING,
    FLATTENED,
    TARGETS,
    WIDE,
    X,
    convex,
    envelope,
    exact,
    fitted,
    missed,
    out_of_reach,
    target,
    touching,
)  # fmt: skip

NAMES = dict(zip(TARGETS, ("sigmoid", "tanh", "ReLU", "leaky", "|x|", "ELU"), strict=True))
POSSIBLE = tuple(name for name in TARGETS if exact(name))
CLOSE = 0.02  # the goal of the knob
HALF = 0.4  # of a slot: how far a small curve reaches from its middle
SLOTS = Axis("activation", -0.5, len(NAMES) + 0.4, names=tuple(enumerate(NAMES.values())))
SCALED = Axis("f(x), each in its own scale", -0.2, 1.5)
FINE = np.linspace(-1.0, 1.0, 401)
SINCE = "2026-11-26"


def placed(name: str, y: Array) -> tuple[Array, Array]:
    """A curve of the picture, in its slot and in the scale of its target; shapes (161,)."""
    own = target(name)
    return list(NAMES).index(name) + HALF * X / WIDE, (y - own.min()) / (own.max() - own.min())


def kink_of(random: np.random.Generator) -> Question:
    """Where two lines meet."""
    w1, w2 = (float(one) for one in random.choice([-3, -2, -1, 1, 2, 4, 5], 2, replace=False))
    b1, b2 = (float(one) for one in random.choice([-4, -3, -1, 1, 2, 3], 2, replace=False))
    key = Maxout(w1=w1, b1=b1, w2=w2, b2=b2).breaks()[0]
    told = f"The lines have the slopes {decimal(w1)} and {decimal(w2)} and at x = 0 the heights {decimal(b1)} and "
    told += f"{decimal(b2)}. At which x does their maxout bend?"
    wrong = [(-key, "order"), (0.0, "crossing"), (-b1 / w1, "crossing"), (-b2 / w2, "crossing")]
    way = (
        "It bends where both lines are equally high: x = (b₁ − b₂) / (w₂ − w₁).",
        f"That is {decimal(b1 - b2)} / {decimal(w2 - w1)} = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "Ask where both lines are equally high.", low=-100, high=100, apart=0.005)


def parameters(random: np.random.Generator) -> Question:
    """How many numbers a layer of maxout learns."""
    inputs, units = int(random.choice([10, 20, 50, 64, 100])), int(random.choice([5, 8, 16, 30]))
    lines = int(random.choice([2, 3, 4]))
    one = inputs * units + units
    wrong = [(float(one), "alone"), (float(lines * inputs * units + units), "bias"), (2.0 * one, "two")]
    way = (
        f"Each unit has {lines} lines, and each line {inputs} weights and a bias.",
        f"{lines} · {units} · ({inputs} + 1) = {lines * one}.",
    )
    told = f"A layer has {units} maxout units of {lines} lines, and {inputs} inputs. How many numbers does it learn?"
    return numbered(told, float(lines * one), wrong, way, "Count the numbers of one line first.",
                    low=0, high=1e6, within=0.001)  # fmt: skip


def nearest(random: np.random.Generator) -> Question:
    """Which curve many lines come near to."""
    right = BENT[random.integers(len(BENT))]
    flattened = [FLATTENED[i] for i in random.choice(len(FLATTENED), 2, replace=False)]
    others: list[tuple[Activation, str]] = [(one, "any") for one in flattened]
    others.append((DIPPING[random.integers(len(DIPPING))], "dips"))
    wrong = [(one.title, trap) for one, trap in others if not convex(one)]
    way = (f"The slope of {right.title} never falls; that of each of the others does somewhere.",)
    end = random.choice([8, 10, 12, 16, 20])
    told = f"From x = −{end} to {end}, to which of these do enough lines of a maxout come as near as one wishes?"
    return chosen(random, told, right.title, wrong, way, "The larger of lines never bends down.")


def tangents(count: int, value: float) -> Reference:
    """The error of so many tangents, held to a number."""
    way = "tangents d apart meet (d / 2)² below a parabola"
    return Reference(f"{count} tangents miss x² by", lambda: missed(count), value, 1e-14, way, SINCE)


class TwoLines(Lesson[tuple[str, ...]]):
    """Maxout: the larger of lines bends upwards alone."""

    slug = "maxout"
    place = "A7"
    title = "What two lines can imitate"
    question = "Which of these can the larger of two lines imitate exactly?"
    setting = "A maxout of two lines is the larger of w₁ x + b₁ and w₂ x + b₂. All four numbers are yours to choose."
    terms = (
        Term("maxout", "the largest of several lines, each with a slope and a height of its own"),
        Term("bend", "where one line takes over from another"),
        Term("tangent", "a line that touches a curve with the curve's own slope"),
    )
    prediction = Several(tuple(Option(name, text) for name, text in NAMES.items()))
    vary = Vary("k", "how many lines, tangents of x²", 2.0, 10.0, 2.0, critical=math.sqrt(1 / CLOSE),
                mark=f"1 / k² = {decimal(CLOSE)}", whole=True, scent="how far the lines miss x²",
                goal=f"Miss x² by less than {decimal(CLOSE)}.")  # fmt: skip
    misconceptions = (
        Misconception("any", "The larger of lines can take any shape.",
                      "Its slope only grows from left to right, so a curve that flattens out is out of reach.", 10.0,
                      "See what ten lines are good for"),
        Misconception("curved", "Two lines can follow a smooth curve exactly.",
                      "They bend once, in a corner. A curve takes more lines, and is never met exactly.", 3.0,
                      "See three lines at a curve"),
        Misconception("rising", "A maxout never falls.",
                      "A line may fall: the larger of −x and x is |x|.", 2.0, "See two lines, one of which falls"),
        Misconception("flat", "ReLU and leaky ReLU are something else.",
                      "Each is two lines: 0 and x, or 0.1 x and x.", 2.0, "See two lines"),
        Misconception("alone", "Maxout is one more function of one number.",
                      "It has weights of its own for each line, and takes the shape that they give.", 2.0,
                      "See two lines"),
        Misconception("order", "The bend lies at (b₁ − b₂) / (w₁ − w₂).",
                      "Equal heights give x (w₂ − w₁) = b₁ − b₂: the order of the slopes turns.", 2.0,
                      "See where two lines meet"),
        Misconception("crossing", "It bends at 0, or where a line crosses 0.",
                      "It bends where one line overtakes the other, at whatever height.", 2.0,
                      "See where two lines meet"),
        Misconception("bias", "The lines of a unit share a bias.", "Each line has its own.", 3.0, "See three lines"),
        Misconception("two", "A maxout always has two lines.", "It may have any number of them.", 5.0,
                      "See five lines"),
        Misconception("dips", "A curve that dips and rises again bends upwards alone.",
                      "It comes from a flat stretch, so it has bent down before the dip.", 10.0, "See ten lines"),
    )  # fmt: skip
    checks = (kink_of, parameters, nearest)
    references = (
        tangents(2, 0.25), tangents(3, 0.1111111111111111), tangents(5, 0.04), tangents(10, 0.01),
        Reference("ReLU from two lines, w₁ = b₁ = 0", lambda: fitted("relu").error, 0.0, 1e-14,
                  "CS231n notes, neural networks part 1", SINCE),
        Reference("how far each maxout misses tanh, at least", lambda: out_of_reach("tanh"), 0.41230075633912655,
                  1e-12, "half of the longest drop from a chord, over all chords", SINCE),
    )  # fmt: skip
    limits = "One unit is convex. The difference of two maxout units is not, and comes near to any continuous curve."

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
        """The best two lines for each that was ticked, and for each that can be hit."""
        ticked = prediction or ()
        lines = [targets()]
        for name in NAMES:
            if name in ticked or name in POSSIBLE:
                found, role = fitted(name), "truth" if name in POSSIBLE else "yours"
                error = "exact" if exact(name) else f"{decimal(found.error)} off"
                lines.append(Line(error, *placed(name, found.y), role, moves=True))
        hit = f"Two lines hit {called(POSSIBLE)} exactly: straight, with one bend upwards."
        shown = Picture("Six activations, two lines for each, and by how much they miss", SLOTS, SCALED,
                        tuple(lines), tick="point")  # fmt: skip
        return Seen(shown, (*(() if prediction is None else became(prediction)), hit))

    def aha(self) -> Aha:
        """How near many lines come to a parabola."""
        most, errors = round(self.vary.high), listed([decimal(missed(k)) for k in (2, 3, 5)])
        return Aha(
            decimal(missed(most)),
            f"1 / {most}²",
            f"{most} tangents of x² on [−1, 1] miss it by so little; 2, 3 and 5 of them by {errors}: 1 / k².",
        )

    def why(self, value: float) -> Why:
        """The larger of lines is convex, and near to what is convex."""
        count = round(value)
        words = (
            "The larger of lines only ever turns upwards, so sigmoid and tanh, which turn down, are out of reach.",
            f"{count} tangents touch x² {decimal(2 / count)} apart, and midway between two of them they miss most.",
        )
        return Why(words, r"x^2-\max_i\left(2t_ix-t_i^2\right)\le\left(\frac{1}{k}\right)^2",
                   rf"\left(\frac{{1}}{{{count}}}\right)^2={in_tex(missed(count))}",
                   (Part("k", "how many lines", str(count), f"{count} lines"),
                    Part("t_i", "where a line touches", f"from {decimal(touching(count)[0])} on"),
                    Part("x^2", "what they imitate, from −1 to 1", "", "x²")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """So many tangents below a parabola."""
        count, usual = round(value), round(self.vary.default)
        error, meet = missed(count), 1 - 2 / count
        lines = (
            Line("x²", FINE, FINE**2, "given"),
            Line(f"{usual} at first", FINE, envelope(usual, FINE), "yours"),
            Line(f"{count} lines", FINE, envelope(count, FINE)),
        )
        shown = Picture("x² and the largest of its tangents", Axis("x", -1.0, 1.0), Axis("height", -0.4, 1.2), lines,
                        spots=(Spot(f"misses by {decimal(error)}", meet, meet**2 - error),))  # fmt: skip
        told = f"{count} lines miss x² by {decimal(error)} at most."
        return Seen(shown, (told, f"Lifted by half of that, they miss it by {decimal(error / 2)}."), error < CLOSE)

    def lab(self, value: float) -> str:
        """The first and the last of the tangents, of which the lab has two."""
        first, last = touching(round(value))[[0, -1]].tolist()
        one = f"maxout(w1={2 * first:.6g},b1={-(first**2):.6g},w2={2 * last:.6g},b2={-(last**2):.6g})"
        return f"/activations?f={one}&low=-1&high=1"

    def outcome(self, value: float) -> float:
        """By how much the lines miss."""
        return missed(round(value))


def targets() -> Line:
    """The six curves, each in its slot, as dots."""
    x, y = np.concatenate([np.array(placed(name, target(name)))[:, ::8] for name in NAMES], axis=1)
    return Line("f(x)", x, y, "given", dots=True)


def called(names: Iterable[str]) -> str:
    """Activations by their names, in the order of the picture."""
    return listed([one for name, one in NAMES.items() if name in set(names)])


def became(prediction: tuple[str, ...]) -> tuple[str, ...]:
    """What became of the wrong ticks, and what was left out: a sentence each."""
    wrong = [f"{NAMES[one]} by {decimal(fitted(one).error)}" for one in prediction if one not in POSSIBLE]
    left = called(one for one in POSSIBLE if one not in prediction)
    words = [f"The best two lines found miss {listed(wrong)}."] if wrong else []
    words += [f"Left out, though no error is left there: {left}."] if left else []
    return tuple(words) or (f"No error is left at {called(prediction)}.",)
