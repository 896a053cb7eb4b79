"""A4: the slides' own question. What is the gradient of ReLU when x < 0?"""

from __future__ import annotations

import numpy as np

from ...core.activations import Maxout
from ...core.activations.properties import mean_output, properties
from ...core.numerals import decimal, in_tex, together, unlike
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Bars, Line, Picture, Rule, Spot, Zone
from ..quantities import Click, Trap
from ..runs.relu import (
    COUNT,
    LEAK,
    NEAR,
    PLACE,
    RELU,
    STEP,
    active,
    became,
    bent,
    ends,
    expected_at,
    inputs,
    leaked,
    name_of,
    share,
    strays,
)
from ..runs.relu_asked import SLIPS, mean_of, share_of, through_two

EDGES = np.linspace(-4.0, 4.0, 33)  # of the bars
MIDDLE = (EDGES[1:] + EDGES[:-1]) / 2
ONE_IN_ALL = expected_at(1 / COUNT)  # the bias at which it is expected to learn from one
SINCE, LATER = "2026-11-26", "2026-11-27"
ONES = (-2.0, -1.0, 0.0, 1.0, 2.0, 3.0)
ACROSS, UP = Axis("x", -3.0, 3.4, ticks=ONES), Axis("f, f′", -2.6, 3.7, ticks=ONES)
UNIT, SLOPE = "max(0, x)", "f′, its slope"
BEFORE = f"max(0, x − {decimal(STEP)})"
NAMES = (Spot(f"f = {UNIT}", 2.35, 1.5, "relu", bare=True, brief="f"),  # left of 0 they would look like an answer
         Spot(SLOPE, 2.35, 0.55, bare=True, brief="f′"))  # fmt: skip
LEARNT, LEAKY = "ReLU learns from", f"left of −b a leaky ReLU learns {decimal(LEAK)} of each"
JUMP = 1e-3  # of a slope, which is the same before and after
INPUTS = Axis("x", -4.0, 4.5)
COUNTED = Axis(f"how many of {COUNT} inputs", 0.0, 170.0)
TOLD, BELOW = 132.0, 112.0  # heights above the bars: of a side's name, of what stands below it and of the ring
NARROW = 2.4  # from where on a side has a name


class Rectified(Lesson[tuple[float, float]]):
    """ReLU: left of 0 nothing changes, so nothing passes back."""

    slug = "relu"
    place = "A4"
    title = "ReLU left of zero"
    question = f"How steep is {together('max(0, x)')} at x = −2?"
    setting = (
        "A unit learns only where its slope f′ is not 0. Right of 0, max(0, x) is x itself and f′ is 1; "
        "left of 0 it is for you to say."
    )
    terms = (
        Term("unit", "a neuron: it adds up what comes in and its bias, and puts the sum through f"),
        Term("f′", "the slope of f: by how much f changes when x grows a little"),
        Term("gradient", "what learning goes by: a unit multiplies what passes back through it by its f′"),
        Term("b", "the bias: a number that is added before ReLU"),
    )
    prediction = Click(PLACE, -2.5, 2.5, NEAR, traps=(
        Trap(-2.5, -2.2, "falls"), Trap(-2.2, -1.8, "input"), Trap(-1.8, -NEAR, "falls"),
        Trap(NEAR, 0.85, "leak"), Trap(0.85, 1.15, "line"), Trap(1.15, 2.5, "size"),
    ), symbol="f′")  # fmt: skip
    vary = Vary("b", "the bias: it learns from inputs above −b",
                -4.0, 4.0, 0.0, critical=ONE_IN_ALL, along="x",
                mark=f"1 of {COUNT} expected at {decimal(ONE_IN_ALL)}", scent="share it learns from",
                goal="Find a bias at which it learns from no input.")  # fmt: skip
    misconceptions = (
        Misconception("line", "The slope is 1, as it is for x > 0.",
                      "Left of 0 the larger of 0 and x is 0, whatever x is: a flat line.", -3.0,
                      "See a bias of −3, where nearly all inputs meet a slope of 0"),
        Misconception("leak", "A little slope is left.",
                      "Left of 0 it is exactly 0, right of 0 exactly 1. A little slope left of 0 makes leaky ReLU.",
                      -4.0, "See the unit dead at a bias of −4; a leaky one would still learn"),
        Misconception("falls", "Left of 0 the slope is negative.",
                      "A curve that falls until 0 comes from above, like |x|. This one stays at 0.", 0.0,
                      "See half of the inputs meet a slope of exactly 0"),
        Misconception("size", "The further from 0, the steeper.",
                      "A straight piece is equally steep everywhere; this one is flat.", -2.0,
                      "See slopes of 0 and 1 alone, however far from 0"),
        Misconception("input", "The slope is x itself.",
                      "x is where the slope is taken. The slope tells how f changes there: not at all.", -1.0,
                      "See slopes of 0 and 1 alone, whatever x is"),
        *SLIPS,
    )  # fmt: skip
    checks = (mean_of, share_of, through_two)
    references = (
        Reference("share of inputs with a slope of exactly 0", lambda: properties(RELU).small_slope_share, 0.5, 1e-15,
                  "half of a symmetric distribution lies below 0", SINCE),
        Reference("mean output for standard normal inputs", lambda: mean_output(RELU), 0.3989422804014327, 1e-14,
                  "1 / √(2π), mpmath", SINCE),
        Reference("slope at x = −2", lambda: float(RELU.slope(PLACE)), 0.0, 0.0, "torch.relu, PyTorch 2.13", SINCE),
        Reference(f"inputs of {COUNT} that learn at b = 0", lambda: active(0.0), 493, 0, "a count one by one", LATER),
        Reference("share of normal inputs that learn at b = −1.5", lambda: share(-1.5), 0.0668072012688581, 1e-14,
                  "Φ(−1.5), mpmath", SINCE),
        Reference(f"bias at which 1 of {COUNT} normal inputs is expected to learn", lambda: ONE_IN_ALL,
                  -3.090232306167813, 1e-14, "the inverse of Φ at 0.001, mpmath", LATER),
        Reference("mean slope of a leaky ReLU at b = 0", lambda: LEAK + (1 - LEAK) * share(0.0), 0.55, 1e-15,
                  "0.1 + 0.9 / 2", LATER),
        Reference("slope at exactly 0", lambda: float(RELU.slope(0.0)), 0.0, 0.0, "torch.relu, PyTorch 2.13", SINCE),
        Reference("slope of the larger of two lines at exactly 0", lambda: float(Maxout().slope(0.0)), 0.5, 0.0,
                  "torch.maximum(0, x), PyTorch 2.13", SINCE),
    )  # fmt: skip
    limits = (
        "At 0 itself there is no slope: PyTorch takes 0. Real inputs move while what feeds a unit learns: "
        "a dead one may wake."
    )

    def truth(self) -> tuple[float, float]:
        """The slope there."""
        return (PLACE, float(RELU.slope(PLACE)))

    def given(self) -> Picture:
        """The right half of f and of its slope: were f drawn on the left too, a click on it would hit the answer."""
        x = np.linspace(1e-9, max(ONES), 16)
        lines = (Line(SLOPE, x, np.asarray(RELU.slope(x)), "truth", labelled=False, broad=True),
                 Line(UNIT, x, bent(0.0, x), "relu", labelled=False))  # fmt: skip
        return Picture(f"{UNIT} and its slope, right of 0", ACROSS, UP, lines, spots=NAMES,
                       rules=(Rule("f′ here?", PLACE, "x", "given"),))  # fmt: skip

    def seen(self, prediction: tuple[float, float] | None) -> Seen:
        """ReLU and its slope, and the curve that has the slope that was said: from right to left."""
        x = np.round(np.linspace(3.0, PLACE, 101), 2)
        unit, slope = np.asarray(RELU.value(x)), np.asarray(RELU.slope(x))
        lines = [Line(BEFORE, x, np.asarray(RELU.value(x - STEP)), "faint", moves=True, labelled=False),
                 Line(SLOPE, x, slope, "truth", moves=True, labelled=False, broad=True, jump=JUMP),
                 Line(UNIT, x, unit, "relu", moves=True, labelled=False)]  # fmt: skip
        title = "" if prediction is None else ", and the curve with your slope left of 0"
        heights = tuple(f"f′ = {decimal(one)}" for one in slope.tolist())
        spots, words = [*NAMES], list[str]()
        right = prediction is not None and self.mark(prediction).right
        if prediction is not None:
            said, curve = prediction[1], bent(prediction[1], x)
            words += became(said, float(curve[-1]), float(unit[-1]))
            lines.insert(0, Line("your f", x, curve, "yours", moves=True, labelled=False))
            lines.insert(0, Line("your f′", x, np.where(x > 0, slope, said), "follows", moves=True, labelled=False,
                                 jump=JUMP))  # fmt: skip
            spots += [] if right else [Spot(f"you said {decimal(said)}", PLACE, said, "yours", brief=decimal(said)),
                                       name_of(said)]  # fmt: skip
        told = decimal(self.truth()[1])
        spots.append(Spot(f"slope {told}", *self.truth(), brief=told))
        words.append(f"The slope is exactly 0: {UNIT} stays at 0 while x is below it, so no gradient passes back.")
        return Seen(Picture(f"{UNIT} and its slope{title}", ACROSS, UP, tuple(lines),
                            spots=tuple(spots), tick="x", at=tuple(x.tolist()), beside=heights),
                    tuple(words))  # fmt: skip

    def aha(self) -> Aha:
        """The slope that was asked for, and the share of inputs that meet it."""
        silent, mean = decimal(100 * properties(RELU).small_slope_share), decimal(mean_output(RELU))
        words = (
            f"At every x below 0 it is 0: {silent} % of standard normal inputs give 0 and teach the unit nothing. "
            f"No output is negative: their mean is {mean} times the standard deviation of such inputs."
        )
        return Aha(decimal(self.truth()[1]), f"the slope at x = {decimal(PLACE)}", words, SLOPE, decimal(PLACE))

    def why(self, value: float) -> Why:
        """What a small step changes: nothing, left of 0."""
        x = PLACE + value
        here, before = float(RELU.value(x)), float(RELU.value(x - STEP))
        slope = decimal((here - before) / STEP)
        words = (
            "Left of 0 the larger of 0 and x is 0: a step changes nothing, so the slope is 0.",
            "Right of 0 it is x, and the slope is 1. What passes back through a unit is multiplied by that: 0 or 1.",
        )
        told = rf"\frac{{{in_tex(here)}-{in_tex(before)}}}{{{in_tex(STEP)}}}={slope}"
        return Why(words, r"f'(x)\approx\frac{\max(0,x)-\max(0,x-h)}{h}", told,
                   (Part("x", "where", decimal(x), UNIT, "x"), Part("h", "a small step", decimal(STEP)),
                    Part(r"\max(0,x)", "the unit", decimal(here), UNIT, "y"),
                    Part(r"\max(0,x-h)", "a step before", decimal(before), BEFORE, "y"),
                    Part("f'(x)", "its slope", slope, SLOPE, "y")))  # fmt: skip

    def why_varied(self, value: float) -> Why:
        """The slope is 1 for a share of the inputs, and 0 for all others."""
        learns = share(value)
        digits = next(n for n in range(3, 17) if float(f"{learns:.{n}g}") < 1)  # nearly all are not all
        told = decimal(learns, digits)
        words = (
            "It learns from an input that the bias lifts above 0. A unit with a slope left of 0 learns from all.",
            f"With b = {decimal(value)} it learns from a share of {told} of all such inputs; "
            f"of these {COUNT} it is {active(value)}.",
        )
        leaky = learns + LEAK * (1 - learns)
        return Why(words, r"P(x>-b)=\Phi(b)", rf"\Phi({in_tex(value)})={in_tex(learns, digits)}",
                   (Part("b", "the bias", decimal(value)),
                    Part(r"\Phi(b)", "mean slope to expect of ReLU", told, LEARNT),
                    Part(rf"{decimal(LEAK)}+{decimal(1 - LEAK)}\,\Phi(b)", "of a leaky ReLU",
                         unlike(leaky, 1), LEAKY)))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The inputs: it learns from those that the bias lifts above 0."""
        on = inputs() + value > 0
        off, learn = (np.histogram(inputs()[some], EDGES)[0].astype(float) for some in (~on, on))
        bars = (Bars("slope 0", MIDDLE, off, "bad"), Bars(LEAKY, MIDDLE, LEAK * off, "leaky_relu"),
                Bars(LEARNT, MIDDLE, learn, "truth"))  # fmt: skip
        zones = (Zone("", INPUTS.low, -value),) if -value > INPUTS.low else ()
        rules = (Rule("−b", -value, "x", "truth"),)
        shown = Picture("Which of the inputs meet a slope of 0", INPUTS, COUNTED, (), bars, rules, sides(value), zones)
        return Seen(shown, (ends(active(value), leaked(value)), strays(value)), active(value) == 0)

    def held(self, value: float) -> tuple[float, float]:
        """The place from where on it learns, above the bars."""
        return (-value, BELOW)

    def lab(self, value: float) -> str:
        """ReLU where an input of −2 meets it."""
        return f"/activations?f=relu&at={PLACE + value:.6g}"

    def aha_at(self, value: float) -> Aha:
        """From how many it learns at a bias."""
        return Aha(
            f"{decimal(100 * active(value) / COUNT)} %",
            f"{active(value)} of {COUNT} inputs teach it",
            "",
        )

    def outcome(self, value: float) -> float:
        """The share of the inputs that it learns from."""
        return active(value) / COUNT


def sides(bias: float) -> tuple[Spot, ...]:
    """What the inputs on either side of the bias meet, where there is room to say so."""
    left, right = -bias - INPUTS.low, INPUTS.high + bias  # how wide
    found = (("slope 0", left, -bias - left / 2, TOLD, "bad"), ("slope 1", right, right / 2 - bias, TOLD, "truth"),
             (f"leaky: × {decimal(LEAK)}", left, -bias - left / 2, BELOW, "leaky_relu"))  # fmt: skip
    return tuple(Spot(text, x, y, one, bare=True) for text, wide, x, y, one in found if wide > NARROW)
