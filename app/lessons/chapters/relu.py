"""A4: the slides' own question. What is the gradient of ReLU when x < 0?"""

from __future__ import annotations

import math

import numpy as np

from ...core.activations import Maxout
from ...core.activations.properties import mean_output, properties
from ...core.numbers import Array
from ...core.numerals import decimal, in_tex, together, unlike
from ..base import Aha, Lesson, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Bars, Line, Picture, Rule, Spot, Zone
from ..quantities import Click, Trap
from ..runs.relu import COUNT, RELU, STEP, active, bent, ends, inputs, largest, share, strays
from ..runs.relu_asked import mean_of, share_of, through_two

PLACE = -2.0  # where the slope is asked for
EDGES = np.linspace(-8.0, 8.0, 33)  # of the bars, one of them at 0
MIDDLE = (EDGES[1:] + EDGES[:-1]) / 2
NEAR = 0.004  # a height that counts as 0: a hundredth is the slope of many a leaky ReLU
SINCE = "2026-11-26"
ACROSS, SLOPES = Axis("x", -3.0, 2.6), Axis("f and f′", -2.5, 1.5)
SHOWN = Axis("x", -2.8, 3.2)
SLOPE = "f′, its slope"
RIGHT_OF_0 = (1.4, -0.25), (1.45, 0.72)  # names: left of it they would look like an answer
TOLD = 0.3  # from where on a slope stands apart from none
ABOVE = (0.9, 2.2)  # the curve right of 0, which is the same for all slopes left of it
ROOM = 0.15  # of the height, that no curve takes: the name of the axis stands there
INPUTS = Axis("x + b", -8.0, 8.0)
COUNTED = Axis(f"how many of {COUNT} inputs", 0.0, 260.0)


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
        Term("f′", "the slope of f: by how much f changes when x grows a little"),
        Term("gradient", "what learning goes by: a unit multiplies what passes back through it by its f′"),
        Term("b", "the bias: a number that is added before ReLU"),
    )
    prediction = Click(PLACE, -2.5, 1.5, NEAR, traps=(
        Trap(-2.5, -1.5, "input"), Trap(-1.5, -NEAR, "falls"), Trap(NEAR, 0.5, "leak"), Trap(0.5, 1.5, "line"),
    ))  # fmt: skip
    vary = Vary("b", "the bias, which shifts all inputs",
                -4.0, 4.0, 0.0, critical=-largest(), along="x",
                mark=f"none below {decimal(-largest())}", scent="share of inputs that learn",
                goal="Find a bias at which no input learns.")  # fmt: skip
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
        Misconception("input", "The slope is x itself.",
                      "x is where the slope is taken. The slope tells how f changes there: not at all.", -1.0,
                      "See slopes of 0 and 1 alone, whatever x is"),
        Misconception("centred", "Inputs around 0 give outputs around 0.",
                      "No output is negative, so the mean lies above 0.", 0.0,
                      "See which half of the inputs comes out as 0"),
        Misconception("half", "Half of it, in any case.",
                      "The bias decides which share of the inputs passes, and large inputs count for more.", 1.0,
                      "See more than half of them pass at a bias of 1"),
        Misconception("sparse", "A unit that is silent for some inputs is dead.",
                      "It still learns from the others. Dead is one that no input wakes.", -1.0,
                      "See a bias of −1, where some inputs still pass"),
        Misconception("sum", "The slopes of layers add up.",
                      "They multiply: one factor of 0 makes it all 0.", -4.0, "See a unit that no input wakes"),
    )  # fmt: skip
    checks = (mean_of, share_of, through_two)
    references = (
        Reference("share of inputs with a slope of exactly 0", lambda: properties(RELU).small_slope_share, 0.5, 1e-15,
                  "half of a symmetric distribution lies below 0", SINCE),
        Reference("mean output for standard normal inputs", lambda: mean_output(RELU), 0.3989422804014327, 1e-14,
                  "1 / √(2π), mpmath", SINCE),
        Reference("slope at x = −2", lambda: float(RELU.slope(PLACE)), 0.0, 0.0, "differences of max(0, x)", SINCE),
        Reference("share of normal inputs that learn at b = −1.5", lambda: share(-1.5), 0.0668072012688581, 1e-14,
                  "Φ(−1.5), mpmath", SINCE),
        Reference("slope at exactly 0", lambda: float(RELU.slope(0.0)), 0.0, 0.0, "torch.relu, PyTorch 2.13", SINCE),
        Reference("slope of the larger of two lines at exactly 0", lambda: float(Maxout().slope(0.0)), 0.5, 0.0,
                  "torch.maximum(0, x), PyTorch 2.13", SINCE),
    )  # fmt: skip
    limits = "At 0 itself there is no slope: PyTorch takes 0. With continuous inputs a network rarely meets that point."

    def truth(self) -> tuple[float, float]:
        """The slope there."""
        return (PLACE, float(RELU.slope(PLACE)))

    def given(self) -> Picture:
        """The right half of f and of its slope: were f drawn on the left too, a click on it would hit the answer."""
        x = np.linspace(1e-9, ACROSS.high, 16)
        lines = (Line("f = max(0, x)", x, bent(0.0, x), "relu", labelled=False),
                 Line(SLOPE, x, np.asarray(RELU.slope(x)), "truth", labelled=False))  # fmt: skip
        names = tuple(Spot(one.name, *at, one.role, bare=True, brief=brief)
                      for one, at, brief in zip(lines, RIGHT_OF_0, ("f", "f′"), strict=True))  # fmt: skip
        return Picture("max(0, x) and its slope, right of 0", ACROSS, SLOPES, lines, spots=names,
                       rules=(Rule("f′ here?", PLACE, "x", "given"),))  # fmt: skip

    def seen(self, prediction: tuple[float, float] | None) -> Seen:
        """The curve that has the slope that was said, drawn from right to left beside ReLU."""
        x = np.linspace(3.0, PLACE, 101)
        here = float(RELU.value(PLACE))
        relu = Line("max(0, x)", x, np.asarray(RELU.value(x)), "relu", moves=True, labelled=False)
        slopes = Line(SLOPE, x, np.asarray(RELU.slope(x)), "truth", moves=True, labelled=False)
        lines, words = [slopes, relu], list[str]()
        spots = [Spot(f"slope {decimal(self.truth()[1])}", PLACE, here), Spot(relu.name, *ABOVE, "relu", bare=True),
                 Spot("f′", 2.9, 0.65, bare=True)]  # fmt: skip
        if prediction is not None:
            slope, there = prediction[1], float(bent(prediction[1], np.array([PLACE]))[0])
            right = self.mark(prediction).right
            lines.insert(0, Line("yours", x, bent(slope, x), "yours", moves=True, labelled=right))
            if not right:
                spots.append(Spot(f"yours: slope {decimal(slope)}", PLACE, there, "yours"))
            if abs(slope) > TOLD:
                spots.append(Spot("your f′", PLACE, slope, "yours"))
            words += became(slope, there, here)
        words.append("The slope is exactly 0: max(0, x) stays at 0 whatever x does, so no gradient passes back.")
        up = scaled([*(one.y for one in lines), np.array([one.y for one in spots])])
        shown = Picture("max(0, x), and the curve with your slope left of 0", SHOWN, up, tuple(lines),
                        spots=tuple(spots), tick="x", at=tuple(x.tolist()))  # fmt: skip
        return Seen(shown, tuple(words))

    def aha(self) -> Aha:
        """The slope that was asked for, and the share of inputs that meet it."""
        silent, mean = decimal(100 * properties(RELU).small_slope_share), decimal(mean_output(RELU))
        words = (
            f"Of standard normal inputs {silent} % meet it: they get 0 and teach the unit nothing. "
            f"No output is negative: the mean of all outputs is {mean} times the spread of the inputs."
        )
        return Aha(decimal(self.truth()[1]), f"the slope at x = {decimal(PLACE)}, and at every x below 0", words)

    def why(self, value: float) -> Why:
        """What a small step changes: nothing, left of 0."""
        x = PLACE + value
        here, there = float(RELU.value(x)), float(RELU.value(x + STEP))
        words = (
            "Left of 0 the larger of 0 and its input is 0: nothing changes, so the slope is 0.",
            f"A step of {decimal(STEP)} from x = {decimal(x)} leads from {decimal(here)} to {decimal(there)}.",
        )
        told = rf"\frac{{{in_tex(there)}-{in_tex(here)}}}{{{in_tex(STEP)}}}={in_tex((there - here) / STEP)}"
        return Why(words, r"f'(x)\approx\frac{\max(0,x+h)-\max(0,x)}{h}", told,
                   (Part("x", "where", decimal(x), "max(0, x)", "x"), Part("h", "a small step", decimal(STEP)),
                    Part(r"\max(0,x)", "the unit", decimal(here), "max(0, x)", "y"),
                    Part("f'(x)", "its slope", decimal((there - here) / STEP), SLOPE, "y")))  # fmt: skip

    def why_varied(self, value: float) -> Why:
        """The slope is 1 for a share of the inputs, and 0 for all others."""
        learns = share(value)
        digits = next(n for n in range(3, 17) if float(f"{learns:.{n}g}") < 1)  # nearly all are not all
        told = decimal(learns, digits)
        words = (
            "An input learns where the bias lifts it above 0.",
            f"With b = {decimal(value)} a share of {told} of all such inputs learns; "
            f"of these {COUNT} it is {active(value)}.",
        )
        return Why(words, r"P(x+b>0)=\Phi(b)", rf"\Phi({in_tex(value)})={in_tex(learns, digits)}",
                   (Part("b", "the bias", decimal(value)),
                    Part(r"\Phi(b)", "the share of normal numbers below b", told, "learns"),
                    Part(r"1-\Phi(b)", "the share that learns nothing", unlike(1 - learns, 1), "slope 0")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The inputs that reach ReLU at a bias: those right of 0 learn."""
        counts, usual = (np.histogram(inputs() + b, EDGES)[0].astype(float) for b in (value, self.vary.default))
        off, on = MIDDLE < 0, MIDDLE > 0
        bars = (Bars("slope 0", MIDDLE[off], counts[off], "bad"), Bars("learns", MIDDLE[on], counts[on], "truth"))
        ghost = Line(f"b = {decimal(self.vary.default)}", MIDDLE, usual, "yours")
        beside = () if value == self.vary.default else (ghost,)
        zone = Zone("slope 0", INPUTS.low, 0.0)
        shown = Picture("Which share of the inputs meets a slope of 0", INPUTS, COUNTED, beside, bars, zones=(zone,))
        return Seen(shown, (ends(value, active(value)), strays(value)), active(value) == 0)

    def held(self, value: float) -> tuple[float, float]:
        """The middle of the inputs, on their usual height."""
        return (value, float(np.histogram(inputs(), EDGES)[0].max()))

    def lab(self, value: float) -> str:
        """ReLU where an input of −2 meets it."""
        return f"/activations?f=relu&at={PLACE + value:.6g}"

    def outcome(self, value: float) -> float:
        """The share of the inputs that learn."""
        return active(value) / COUNT


def scaled(heights: list[Array]) -> Axis:
    """Upwards as far as all goes, so that a small slope is told from none."""
    low, high = (float(end([end(one) for one in heights])) for end in (np.min, np.max))
    room = ROOM * (high - low) / (1 - 2 * ROOM)
    return Axis("f and f′", low - room, high + room)


def became(slope: float, there: float, here: float) -> tuple[str, ...]:
    """What the curve with a slope is."""
    place = f"at {decimal(there)} at x = {decimal(PLACE)}"
    if abs(slope) <= NEAR:
        return (f"A curve with the slope {decimal(slope)} is {place}, and ReLU at {decimal(here)}.",)
    told = f"With the slope {decimal(slope)} left of 0 the curve is {place}, and ReLU at {decimal(here)}."
    if slope < 0:
        return told, "It comes down from above, like |x|."
    if math.isclose(slope, 1.0, abs_tol=NEAR):
        return told, "It is the straight line y = x."
    return told, "It bends at 0 and goes on below, as a leaky ReLU does."
