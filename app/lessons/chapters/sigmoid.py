"""A2: the sigmoid is drawn. Draw its slope, and the slope that was drawn is added up to a curve again."""

from __future__ import annotations

import math

import numpy as np

from ...core.numerals import RAISED, decimal, in_tex, unlike
from ..base import Lesson
from ..checks import Question, numbered
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Line, Picture, Spot, Zone
from ..quantities import Draw
from ..runs.sigmoid import EDGE, END, FINE, PEAK, SIGMOID, betrayed, climbed, drawn, first_one, height, inside, slope

SHARE = 0.01  # of the peak: what counts as saturated
ACROSS, UP = Axis("z", -END - 0.4, END + 0.4), Axis("f(z), and its slope f′(z)", -0.3, 1.25)
CURVE, SLOPES = np.asarray(SIGMOID.value(FINE)), np.asarray(SIGMOID.slope(FINE))
LONG = 3.0  # how far a tangent is drawn to both sides
DIGITS, SINCE = "mpmath, 40 digits", "2026-11-26"
TOLD = (
    f"f′ peaks at {decimal(PEAK)} where z = 0; at z = 5 it is {decimal(slope(5.0))}, "
    f"and at z = 10, outside the picture, {decimal(slope(10.0))}."
)


def slope_at(random: np.random.Generator) -> Question:
    """f' at a place."""
    z = float(random.choice([-4, -3, -2.5, -1.5, -1, 1, 1.5, 2.5, 3, 4]))
    key, f = slope(z), height(z)
    wrong = [(f, "itself"), (PEAK, "tails"), (-key, "negative"), (key / PEAK, "tall")]
    way = (
        f"f({decimal(z)}) = {f:.5f}, and what it lacks of 1 is {height(-z):.5f}.",
        f"f′ = f (1 − f) = {f:.5f} · {height(-z):.5f} = {decimal(key)}.",
    )
    return numbered(f"What is the slope of the sigmoid at z = {decimal(z)}?", key, wrong, way,
                    "It is f times what f lacks of 1.", low=-10, high=10, value=z)  # fmt: skip


def place_of(random: np.random.Generator) -> Question:
    """The z at which f has a value."""
    f = float(random.choice([0.05, 0.1, 0.2, 0.3, 0.7, 0.8, 0.9, 0.95, 0.99]))
    key = math.log(f / (1 - f))
    wrong = [(f / (1 - f), "odds"), (math.log(f), "odds"), ((f - height(0.0)) / PEAK, "straight"), (-key, "turned")]
    way = (
        f"f = 1 / (1 + e⁻ᶻ) means eᶻ = f / (1 − f) = {decimal(f / (1 - f), 4)}.",
        f"So z = ln {decimal(f / (1 - f), 4)} = {decimal(key, 4)}.",
    )
    return numbered(f"At which z is the sigmoid {decimal(f)}?", key, wrong, way,
                    "Solve for eᶻ first, then take the logarithm.", low=-100, high=200, value=key)  # fmt: skip


def passed(random: np.random.Generator) -> Question:
    """What some sigmoids, one after another, leave of a gradient at most."""
    layers = int(random.integers(2, 9))
    key = PEAK**layers
    wrong = [(height(0.0) ** layers, "itself"), (PEAK, "once"), (PEAK / layers, "once"), (1.0, "tall")]
    told = f"A gradient of 1 goes back through {layers} sigmoids, each weight is 1. How much is left of it at most?"
    way = (
        f"Each multiplies it by its slope, which is {decimal(PEAK)} at most.",
        f"So {decimal(PEAK)}{str(layers).translate(RAISED)} = {decimal(key)} is left at most.",
    )
    return numbered(told, key, wrong, way, "Each sigmoid multiplies it by its own slope.",
                    low=0, high=10, value=0.0)  # fmt: skip


def tangent(name: str, z: float, role: str, brief: str = "") -> Line:
    """The tangent at a place, as far as it helps the eye."""
    near = np.linspace(z - LONG, z + LONG, 41)
    return Line(name, near, height(z) + slope(z) * (near - z), role, brief=brief)


class Squashing(Lesson[tuple[float, ...]]):
    """The sigmoid: its slope is a low bump, gone a few units from 0."""

    slug = "sigmoid"
    place = "A2"
    title = "The slope of a sigmoid"
    question = "Here is f. What does its slope f′ look like?"
    setting = (
        "f is the sigmoid, and what passes back through it is multiplied by its slope f′: draw that from z = −8 to 8. "
        "f(z) = 1 / (1 + e⁻ᶻ); both stand on the same axes."
    )
    terms = (
        Term("f′", "the slope of f at one place: how much f grows for each unit of z"),
        Term("z", "what goes into the unit"),
        Term("saturated", f"so flat that less than {decimal(100 * SHARE)} % of the largest slope is left"),
    )
    prediction = Draw(-END, END, UP.low, UP.high, enough=0.8)
    vary = Vary("z", "where the tangent touches", -END, END, 2.0, critical=EDGE, besides=(-EDGE,),
                mark=f"{decimal(100 * SHARE)} % of the peak", scent="slope f′(z)", along="x",
                goal=f"Find where less than {decimal(100 * SHARE)} % of the largest slope is left.")  # fmt: skip
    misconceptions = (
        Misconception("itself", "The slope looks like f: low on the left, high on the right.",
                      "f is high on the right, but it hardly changes there. The slope tells the change.", 6.0,
                      "See the tangent at 6"),
        Misconception("negative", "The slope is negative.", "f rises everywhere, so its slope is above 0 everywhere.",
                      0.0, "See the tangent at 0"),
        Misconception("turns", "The slope is negative where f bends down.",
                      "There f still rises, only more slowly. The slope shrinks and stays above 0.", 2.0,
                      "See the tangent at 2"),
        Misconception("tails", "The slope stays much the same far out.",
                      "It falls on both sides of 0: far out, each further unit makes it e times smaller.", 6.0,
                      "See the tangent at 6"),
        Misconception("tall", "The slope gets far above a quarter.",
                      f"It never exceeds {decimal(PEAK)}: f climbs by 1 in all, and takes several units of z for it.",
                      0.0, "See the tangent at 0"),
        Misconception("flat", "There is hardly any slope.",
                      "f climbs from near 0 to near 1, so the area under its slope is 1.", 0.0,
                      "See the tangent at 0"),
        Misconception("width", "The bump has another width, or another place.",
                      "It is highest at z = 0 and has the area 1: at z = 2 less than half of it is left.", 2.0,
                      "See the tangent at 2"),
        Misconception("odds", "The odds, or the logarithm of f alone, undo the sigmoid.",
                      "The logarithm of the odds does: z = ln (f / (1 − f)).", 1.0, "See where z = 1 leads"),
        Misconception("straight", "The sigmoid is about a straight line.", "It is so near 0 alone.", 3.0,
                      "See the tangent leave the curve"),
        Misconception("turned", "Left and right of 0 are the same, or the sign does not matter.",
                      "f(−z) is 1 − f(z): f is below 0.5 left of 0 and above it on the right.", -2.0,
                      "See the tangent at −2"),
        Misconception("once", "Many sigmoids take away as much as one, or their slopes add up.",
                      "Each multiplies by its own slope, a quarter at most: the shares multiply.", 0.0,
                      "See the tangent at 0"),
    )  # fmt: skip
    checks = (slope_at, place_of, passed)
    references = (
        Reference("sigmoid at 2", lambda: height(2.0), 0.8807970779778824, 1e-15, DIGITS, SINCE),
        Reference("largest slope", lambda: PEAK, 0.25, 0.0, "f (1 − f) at f = 1/2", SINCE),
        Reference("what ten sigmoids leave at most", lambda: PEAK**10, 9.5367431640625e-7, 0.0, "2⁻²⁰", "2026-11-28"),
        Reference("slope at z = 5", lambda: slope(5.0), 0.006648056670790155, 1e-17, DIGITS, SINCE),
        Reference("slope at z = 10", lambda: slope(10.0), 4.539580773595167e-5, 1e-19, DIGITS, SINCE),
        Reference("where 1 % of the largest slope is left", lambda: EDGE, 5.986445692252762, 1e-9, DIGITS, SINCE),
        Reference("from where on doubles say exactly 1", lambda: first_one("float64"), 36.73680056967711, 1e-10,
                  "53 ln 2: 1 + e⁻ᶻ is rounded to 1", SINCE),
        Reference("from where on numbers of 32 bits say exactly 1", lambda: first_one("float32"), 16.63553233343869,
                  5e-6, "24 ln 2: 1 + e⁻ᶻ is rounded to 1", SINCE),
    )  # fmt: skip
    limits = (
        f"f never reaches 1. Rounding does: from z = {decimal(first_one('float32'), 4)} in numbers of 32 bits, "
        f"from {decimal(first_one('float64'), 4)} in doubles."
    )

    def truth(self) -> tuple[float, ...]:
        """The slope at the places that are drawn."""
        return tuple(np.asarray(SIGMOID.slope(self.prediction.x)).tolist())

    def trap(self, prediction: tuple[float, ...]) -> str | None:
        """What the shape of a drawing betrays."""
        return None if self.mark(prediction).right else betrayed(prediction)

    def given(self) -> Picture:
        """The curve alone."""
        return Picture("The sigmoid f", ACROSS, UP, (Line("f", FINE, CURVE, "given"),))

    def seen(self, prediction: tuple[float, ...] | None) -> Seen:
        """The drawing beside the slope, and the curve to which it adds up beside the sigmoid."""
        lines, marks = self.mine(prediction) if prediction is not None else ((), ())
        f, peak = Line("f", FINE, CURVE, "given", moves=True), Line("f′", FINE, SLOPES, "truth", moves=True)
        two = self.vary.default
        at_two = f"{decimal(slope(two))} at z = {decimal(two)}"
        spots = (Spot(f"{decimal(PEAK)} at z = 0", 0.0, PEAK), Spot(at_two, two, slope(two)), *marks)
        shown = Picture("The sigmoid and its slope, and yours", ACROSS, UP, (f, peak, *lines), spots=spots, tick="z",
                        at=tuple(FINE.tolist()), quoted=(0.0, 5.0))  # fmt: skip
        return Seen(shown, (*self.compared(prediction), TOLD) if prediction is not None else (TOLD,))

    def mine(self, prediction: tuple[float, ...]) -> tuple[tuple[Line, ...], tuple[Spot, ...]]:
        """The drawing, and the curve to which it adds up; where that leaves the picture, its name stands on the way."""
        slopes = drawn(prediction)
        climb = climbed(slopes)
        kept = inside(climb, UP.low, UP.high)
        out = kept < len(climb)
        lines = (Line("your f′", FINE, slopes, "yours", moves=True),
                 Line("your f", FINE, climb, "follows", moves=True, labelled=not out))  # fmt: skip
        at = kept * 4 // 5  # where its text is clear of the edge
        told = f"your f → {decimal(float(climb[-1]))}"
        return lines, (Spot(told, float(FINE[at]), float(climb[at]), "follows"),) if out else ()

    def compared(self, prediction: tuple[float, ...]) -> tuple[str, ...]:
        """The drawing and the slope in numbers."""
        ends = float(climbed(drawn(prediction))[-1])
        gap, most = self.mark(prediction).gap or 0.0, 1 - self.prediction.enough
        return (
            f"The curve with your slope ends at {decimal(ends)}, f at {decimal(height(END), 4)}.",
            f"Your slope is {decimal(max(prediction))} at most, f′ {decimal(PEAK)}.",
            f"The area between your slope and f′ is {decimal(100 * gap)} % of the area under f′; "
            f"up to {decimal(100 * most)} % is right.",
        )

    def aha(self) -> Aha:
        """The peak of the slope, and what is left far out."""
        return Aha(decimal(PEAK), f"{decimal(height(0.0))} · (1 − {decimal(height(0.0))})",
                   f"Of a gradient at most {decimal(PEAK)} passes. Ten sigmoids leave {decimal(PEAK**10)} or less, "
                   "unless weights above 1 make up for it.")  # fmt: skip

    def why(self, value: float) -> Why:
        """The slope is f times what it lacks of 1."""
        f, lacks, here = height(value), height(-value), slope(value)
        words = (
            "The slope is f times what f lacks of 1, and far from 0 one of both is nearly 0.",
            f"At z = 0 each of both is {decimal(height(0.0))}: there the slope is largest, {decimal(PEAK)}.",
        )
        return Why(words, r"f'(z)=f(z)\left(1-f(z)\right)",
                   rf"{in_tex(f, 4)}\cdot {in_tex(lacks, 4)}={in_tex(here, 4)}",
                   (Part("z", "where", decimal(value), "f", "x", inside=False),
                    Part("f(z)", "the sigmoid", decimal(f, 4), "f", "y"),
                    Part("1-f(z)", "what it lacks of 1", decimal(lacks, 4), "f", "1-y"),
                    Part("f'(z)", "its slope", decimal(here, 4), "f′", "y")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The tangent at a place, and the slope that it has."""
        f, here = height(value), slope(value)
        ghost = (tangent("tangent at 0", 0.0, "yours", "at 0"),) if value else ()
        lines = (Line("f", FINE, CURVE, "given"), Line("f′", FINE, SLOPES, "truth"), *ghost,
                 tangent("tangent", value, "theory"))  # fmt: skip
        zones = tuple(Zone("saturated", low, high) for low, high in ((-END, -EDGE), (EDGE, END)))
        spots = (Spot(f"f = {unlike(f, 1.0)}", value, f), Spot(f"f′ = {decimal(here)}", value, here))
        shown = Picture("The tangent, and its slope", ACROSS, UP, lines, spots=spots, zones=zones)
        told = f"At z = {decimal(value)} the slope is {decimal(here)}, {decimal(100 * here / PEAK)} % of the largest."
        return Seen(shown, (told,), here < SHARE * PEAK)

    def held(self, value: float) -> tuple[float, float]:
        """Where the tangent touches."""
        return (value, height(value))

    def lab(self, value: float) -> str:
        """The sigmoid, read at the same place."""
        return f"/activations?f=sigmoid&at={value:.6g}"

    def outcome(self, value: float) -> float:
        """The slope there."""
        return slope(value)
