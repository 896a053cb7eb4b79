"""A7: the larger of two lines. Which activations can it imitate exactly?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ...core.numbers import Array
from ...core.numerals import decimal, in_tex, listed, together
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..options import Option, Several
from ..pictures import Axis, Line, Picture, Spot
from ..runs.lines import kink_of, nearest, parameters
from ..runs.maxout import (
    TARGETS,
    WIDE,
    X,
    corner,
    exact,
    fitted,
    gap,
    left_over,
    lines_of,
    missed,
    out_of_reach,
    rise,
    tall,
    target,
)  # fmt: skip

NAMES = dict(zip(TARGETS, ("sigmoid", "tanh", "ReLU", "leaky", "|x|", "ELU"), strict=True))
POSSIBLE = tuple(name for name in TARGETS if exact(name))
HALF = 0.4  # of a slot: how far a small curve reaches from its middle
SLOTS = Axis("activation", -0.5, len(NAMES) - 0.5, names=tuple(enumerate(NAMES.values())))
SCALED = Axis("f, each by its own height", -0.25, 1.7)
OVERHEAD, SINCE = "dots f, lines; above, the gap", "2026-11-26"
TOP, OVER = 1.08, 1.2  # of the scale: as far up as lines are drawn, and where the gap is told
GRASPED = -2.0  # the x at which the left line is taken hold of
FIRST, SECOND = together("w₁ x + b₁"), together("w₂ x + b₂")


def placed(name: str, y: Array) -> tuple[Array, Array]:
    """A curve of the picture, in its slot and in the scale of its target; shapes (161,)."""
    own = target(name)
    return list(NAMES).index(name) + HALF * X / WIDE, (y - own.min()) / (own.max() - own.min())


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
    vary = Vary("w₁", "the slope of the left line; the right one is x", -1.5, 0.5, rise(target("abs"), 0, 1),
                critical=rise(target("relu"), 0, 1), mark="ReLU",
                scent="gap to the nearest: none at |x|, ReLU, leaky", along="y",
                goal="Turn the lines into ReLU, with no gap left.")  # fmt: skip
    misconceptions = (
        Misconception("any", "The larger of lines can take any shape.",
                      "Its slope only grows from left to right, so a curve that flattens out is out of reach.", -0.5,
                      "See the lines leave tanh"),
        Misconception("curved", "Two lines can follow a smooth curve exactly.",
                      "They bend once, in a corner. A curve takes more lines, and is never met exactly.", 0.2,
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
        Reference("how far each maxout misses tanh, at least", lambda: out_of_reach("tanh"), 0.41230075633912655,
                  1e-12, "half of the longest drop from a chord, over all chords", SINCE),
    )  # fmt: skip
    limits = (
        f"More lines come near any convex curve: k miss x² from −1 to 1 by 1 / k², ten by {decimal(missed(10))}. "
        "Others need the difference of two units."
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
        lines = [targets()]
        for name, called_so in NAMES.items():
            role = "truth" if name in POSSIBLE else "yours" if name in (prediction or ()) else "other"
            lines.append(Line(called_so, *placed(name, fitted(name).y), role, moves=True, labelled=False))
        texts = [Spot(f"{left_over(name):.2g}", float(k), OVER, lines[k + 1].role, bare=True)
                 for k, name in enumerate(NAMES)]  # fmt: skip
        hit = f"Two lines hit {called(POSSIBLE)} exactly: straight, with one corner that bends upwards."
        shown = Picture("Six activations as dots, the best two lines for each, and the gap between both", SLOTS,
                        replace(SCALED, title=OVERHEAD), tuple(lines), spots=tuple(texts), tick="x",
                        at=tuple(X.tolist()))  # fmt: skip
        return Seen(shown, (*(() if prediction is None else became(prediction)), hit))

    def aha(self) -> Aha:
        """To how many the lines come exactly, and how near to the others."""
        left = listed([f"{one} by {decimal(left_over(name))}" for name, one in NAMES.items() if not exact(name)])
        return Aha(f"{len(POSSIBLE)} of {len(NAMES)}", "those with one corner, bent upwards",
                   f"The best two lines found miss {left} of their height.")  # fmt: skip

    def why(self, value: float) -> Why:
        """The slope of the larger line only grows: with the numbers of the best lines for ELU, which come nearest."""
        w1, b1, w2, b2 = map(in_tex, found := lines_of("elu"))
        words = (
            "From left to right the slope of the larger line only grows: the steeper line takes over.",
            f"That of tanh falls again: no number of lines comes nearer than {decimal(least_share())}, "
            f"and the best two found leave {decimal(left_over('tanh'))}.",
        )
        return Why(words, r"\max(w_1x+b_1,\,w_2x+b_2),\quad w_1\le w_2",
                   rf"\max({w1}\,x{signed(b1)},\,{w2}\,x{signed(b2)})",
                   (Part("w_1", "slope left of the corner, of the best lines for ELU", decimal(found[0]), NAMES["elu"]),
                    Part("w_2", "slope right of it, never less", decimal(found[2]), NAMES["elu"]),
                    Part("b_1", "height of the left line at 0", decimal(found[1])),
                    Part("b_2", "height of the right line at 0", decimal(found[3]))))  # fmt: skip

    def why_varied(self, value: float) -> Why:
        """The two lines of the knob, and what they leave at ReLU."""
        left = in_tex(value)
        words = (
            "From left to right the slope of the larger line only grows: the steeper line takes over.",
            "Four numbers make it, w₁, b₁, w₂ and b₂: a unit learns a weight for each input and a bias for each line.",
        )
        return Why(words, r"\max(w_1x,\,x),\quad w_1\le 1", rf"\max({left}\,x,\,x),\quad {left}\le 1",
                   (Part("w_1", "slope left of the corner", decimal(value), "two lines at |x|"),
                    Part("w_2", "slope right of it, never less", "1", "two lines at |x|"),
                    Part(rf"{WIDE:g}\left|w_1\right|/{WIDE:g}", f"gap to ReLU, at x = {decimal(-WIDE)}",
                         decimal(gap("relu", value)), "two lines at ReLU")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The same two lines over all six."""
        gaps = {name: gap(name, value) for name in NAMES}
        over_all = [over(name, value) for name in NAMES]
        texts = tuple(Spot(f"{gaps[name]:.2g}", float(k), OVER, one.role, bare=True)
                      for k, (name, one) in enumerate(zip(NAMES, over_all, strict=True)))  # fmt: skip
        shown = Picture("Six activations as dots, and the same two lines over each", SLOTS,
                        replace(SCALED, title=OVERHEAD), (targets(), *over_all), spots=texts)  # fmt: skip
        near = min(gaps, key=lambda name: gaps[name])
        hit = [name for name in NAMES if not gaps[name]]
        found = f"the lines are {called(hit)}, with no gap left" if hit else (
            f"none of the six; the nearest is {NAMES[near]}, {decimal(gaps[near])} off")  # fmt: skip
        best = f"From tanh they are {decimal(gaps['tanh'])} off, the best two lines {decimal(left_over('tanh'))}."
        return Seen(shown, (f"w₁ = {decimal(value)}: {found}.", best), not gaps["relu"])

    def held(self, value: float) -> tuple[float, float]:
        """The left line, over |x|."""
        own = target("abs")
        return list(NAMES).index("abs") + HALF * GRASPED / WIDE, value * GRASPED / float(own.max() - own.min())

    def lab(self, value: float) -> str:
        """The same two lines beside ReLU."""
        return f"/activations?f=maxout(w1={value:.6g},b1=0,w2=1,b2=0)&f=relu"

    def outcome(self, value: float) -> float:
        """By how much the lines miss the nearest of the six."""
        return min(gap(name, value) for name in NAMES)


def over(name: str, slope: float) -> Line:
    """Two lines over one of the six, as far as they are in the picture."""
    x, y = placed(name, corner(slope))
    inside = (y >= SCALED.low) & (y <= TOP)
    role = "bad" if gap(name, slope) else "truth"
    return Line(f"two lines at {NAMES[name]}", x[inside], y[inside], role, labelled=False)


def least_share() -> float:
    """The gap at tanh that no number of lines closes."""
    return out_of_reach("tanh") / tall("tanh")


def signed(number: str) -> str:
    """A number of a formula that is added, its sign before it."""
    return number if number.startswith("-") else f"+{number}"


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
    words = [f"The best two lines found miss {listed(wrong)}."] if wrong else []
    words += [f"You missed {left}: no gap is left there either."] if left else []
    return (*words, f"No gap is left at {hit}.") if hit and not words else tuple(words)
