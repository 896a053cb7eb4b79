"""C5: a millionth beside the ridge of a saddle. How many steps until one falls off?"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial

import numpy as np

from ...core.curvature import kind
from ...core.descent.conditions import Conditions
from ...core.descent.walk import run
from ...core.numerals import decimal, grouped, plural, superscript
from ...core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from ...core.surfaces import Saddle
from ..base import Aha, Lesson, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..checks import Question, chosen, numbered
from ..pictures import Axis, Line, Picture, Rule, Spot
from ..quantities import Number, Trap
from ..runs.saddles import ACROSS, BESIDE, LR, OFF, REPLICAS, became, fall, growth, heights, power, shaken, steps, tex

PAUSED = 12  # the step at which the run is found
SHOWN = 360.0  # steps of the knob's picture
FAR = 1.5 * SHOWN  # from here on steps are told on a logarithmic axis
BALL = Momentum(lr=LR, rho=0.9)  # at the same rate
DOUBLED = math.log(2) / math.log(growth())  # steps in which the distance doubles
SOON = 100  # steps in which it is to fall
CUT = 2.0  # |y| up to which an upright line is drawn: it keeps clear of the tools above
TENFOLD = math.log(10) / math.log(growth())  # steps in which the distance grows ten times
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"


def path(name: str, y: float, role: str, moves: bool = True) -> Line:
    """|y| against the step, until it is off."""
    found = heights(y, fall(y))
    return Line(name, np.arange(float(len(found))), found, role, moves)


UP = Axis("|y|, distance from the ridge", 3e-13, 300.0, log=True)  # room for names above
NEAR = replace(UP, low=1e-7, high=30.0)


def falls_after(random: np.random.Generator) -> Question:
    """Steps from another place, at another rate."""
    exponent, lr = int(random.integers(2, 11)), float(random.choice([0.01, 0.02, 0.1, 0.2]))
    y = float(f"1e-{exponent}")
    key, by = fall(y, lr), growth(lr)
    exact = math.log(1 / y) / math.log(by)
    told = f"From y = {power(y)}, α = {decimal(lr)}, curvature −2 across: after how many steps is |y| at least 1?"
    wrong = [(1 / (y * (by - 1)), "constant"), (1e9, "stays"), (float(exponent), "steep")]
    way = (
        f"Each step multiplies y by 1 + α · 2 = {decimal(by)}.",
        f"ln 10{superscript(exponent)} / ln {decimal(by)} = {decimal(exact, 5)}, so {key} steps.",
    )
    return numbered(told, float(key), wrong, way, "At each step y grows by the same factor, 1 + 2 α.", low=1, high=1e12,
                    unit="steps", within=0.02, apart=1.0)  # fmt: skip


def kind_of(random: np.random.Generator) -> Question:
    """What a place of slope zero is, by its Hessian."""
    a, c = (float(one) for one in random.choice([1, 2, 3, 4], 2))
    sign = float(random.choice([1, -1]))
    b = math.ceil(math.sqrt(a * c)) + 1.0 if random.random() < 0.5 else 0.5
    a, c = sign * a, sign * c
    right = kind(a, b, c)
    told = f"The slope is zero, the Hessian [[{decimal(a)}, {decimal(b)}], [{decimal(b)}, {decimal(c)}]]. What is it?"
    texts = {"minimum": "a minimum", "maximum": "a maximum", "saddle": "a saddle point"}
    traps = {"minimum": "entries", "maximum": "opposite", "saddle": "common"}
    traps |= {} if sign > 0 else {"minimum": "minimum", "maximum": "entries"}
    wrong = [(text, traps[name]) for name, text in texts.items() if name != right]
    determinant = decimal(a * c - b * b)
    way = (
        f"The product of its eigenvalues is {decimal(a * c)} − {decimal(b * b)} = {determinant}.",
        "They have different signs: up one way, down another." if right == "saddle" else
        f"They have the sign of {decimal(a)}: {'up' if right == 'minimum' else 'down'} in every direction.",
    )  # fmt: skip
    return chosen(random, told, texts[right], wrong, way, "Ask for the signs of its eigenvalues.")


def shaken_off(random: np.random.Generator) -> Question:
    """What noise does to a run from exactly on the ridge."""
    noise = float(random.choice([1e-5, 1e-4, 1e-3, 1e-2, 0.1]))
    middle = round(float(np.median(shaken(noise))))
    told = f"{REPLICAS} runs from exactly on the ridge, α = {decimal(LR)}, noise of {decimal(noise)}: what happens?"
    wrong = [("all stay on the ridge", "stays"), (f"half are off after about {100 * middle} steps", "noise"),
             ("all are off after two steps", "steep")]  # fmt: skip
    way = (
        "The first noise pushes it aside, and from there the distance grows by the same factor at each step.",
        f"Half of the runs are off after {middle} steps.",
    )
    return chosen(random, told, f"half are off after about {middle} steps", wrong, way,
                  "It stays only where it is exactly on the ridge.")  # fmt: skip


class Saddles(Lesson[float]):
    """Saddle points: beside the ridge the distance grows like interest, so a nearer start costs little."""

    slug = "saddles"
    place = "C5"
    title = "Saddle points"
    question = "A millionth beside the ridge: how many steps until you fall?"
    setting = f"Gradient descent on x² − y² from (1, 10⁻⁶), α = {decimal(LR)}; you fall where |y| reaches {OFF:.0f}."
    terms = (
        Term("saddle point", "a place of slope zero from which it goes up one way and down another"),
        Term("ridge", "the line y = 0: along it the run comes to the saddle, across it the ground falls off"),
        Term("λ", "the curvature across the ridge, which is negative"),
    )
    prediction = Number(1, 1e7, "steps", log=True, within=0.15, whole=True, plausible=(20, 1e6), traps=(
        Trap(1, 25, "steep"), Trap(25, 124, "few"), Trap(166, 1_000, "slower"),
        Trap(1_000, 100_000, "crawls"), Trap(100_000, 1e7, "stays"),
    ))  # fmt: skip
    vary = Vary("y₀", "how far beside the ridge it starts", 1e-12, 0.1, BESIDE, critical=OFF * growth() ** -SOON,
                mark=f"{SOON} steps: {decimal(growth())}{superscript(-SOON)}", lowest="0: never", log=True, along="y",
                scent="steps until off the ridge", goal=f"Fall off in under {SOON} steps.")  # fmt: skip
    misconceptions = (
        Misconception("steep", "A ridge is steep: it rolls off at once.",
                      "Beside the ridge the slope is twice the distance and no more: it must grow first.", 1e-3,
                      "See it take its time from 0.001 too"),
        Misconception("few", "A few dozen steps will do.",
                      f"Three dozen make {decimal(growth() ** 36, 2)} times as far; it needs a million times.", 1e-2,
                      "See a start at 0.01"),
        Misconception("crawls", "So small a slope takes thousands of steps.",
                      f"The slope grows with the distance: at α = {LR} each step is {growth():.3g} times the last.",
                      1e-9, "See a start 1000 times nearer"),
        Misconception("slower", "It takes a few hundred steps.",
                      f"It takes {decimal(TENFOLD, 2)} for each power of ten, and there are six of them. Hundreds of "
                      "steps fit a start a million times nearer.", 1e-12, "See a start a million times nearer"),
        Misconception("stays", "Gradient descent stays at a saddle point, where the slope is zero.",
                      "Only on the ridge itself and without noise: any push grows.", 1e-12, "See a start at 10⁻¹²"),
        Misconception("constant", "It moves at the speed of its first step: half as near, twice as long.",
                      f"Steps grow with the distance: at α = {LR} half as near takes {decimal(DOUBLED, 2)} more.", 1e-9,
                      "See a start 1000 times nearer"),
        Misconception("minimum", "Where the slope is zero is a minimum.",
                      "The slope is zero at maxima and saddle points too; the curvatures tell them apart.", 1e-12,
                      "See it leave a slope of nearly zero"),
        Misconception("entries", "The signs on the diagonal tell what it is.",
                      "The signs of the eigenvalues do; large numbers beside the diagonal turn one of them.", 1e-12,
                      "See it leave a slope of nearly zero"),
        Misconception("common", "Whatever has numbers beside the diagonal is a saddle point.",
                      "It is one only where they are large enough to turn the sign of an eigenvalue.", 1e-12,
                      "See it leave a slope of nearly zero"),
        Misconception("opposite", "Positive curvatures make a top, negative ones a bottom.",
                      "Where the curvature is positive the ground bends up on both sides: a bottom.", 1e-12,
                      "See it leave a slope of nearly zero"),
        Misconception("noise", "Noise only makes it slower.",
                      "Noise pushes it off the ridge, which nothing else does.", 1e-3, "See a push of 0.001"),
    )  # fmt: skip
    checks = (falls_after, kind_of, shaken_off)
    references = (
        Reference("steps of gradient descent", lambda: fall(BESIDE), 145, 0, LOOP, SINCE),
        Reference("the same in theory", lambda: math.log(1 / BESIDE) / math.log(growth()), 144.95, 0.005,
                  "ln 10⁶ / ln 1.1", SINCE),
        *(Reference(f"steps of {one}", partial(lambda one: steps(BESIDE, one) or 0, one), at, 0,
                    f"{LOOP}, on (x² − y²) / 2 at α = {alpha}", SINCE)
          for one, at, alpha in (
              (Momentum(lr=LR, rho=0.9), 52, 0.1), (Momentum(lr=LR, rho=0.99), 47, 0.1),
              (Nesterov(lr=LR, rho=0.9), 47, 0.1), (AdaGrad(lr=0.1), 17, 0.1), (Adam(lr=0.1), 11, 0.1),
              (RMSProp(lr=0.1, alpha=0.9), 4, 0.1), (SGD(lr=0.005), 1389, 0.01),
              (Momentum(lr=0.005, rho=0.9), 226, 0.01), (AdaGrad(lr=0.01), 1263, 0.01))),
        Reference("median of the steps in noise", lambda: float(np.median(shaken(0.02))), 69, 1,
                  f"{LOOP}, on (x² − y²) / 2, noise 0.01, α = 0.1", SINCE),
    )  # fmt: skip
    limits = "Exact on x² − y². A real saddle is one only near by; further out the ground bends up again."

    def truth(self) -> float:
        """Steps from a millionth beside the ridge."""
        return float(fall(BESIDE))

    def given(self) -> Picture:
        """The saddle from above, the run paused after a few steps."""
        found = run(SGD(lr=LR), Conditions(Saddle(), (1.0, BESIDE), PAUSED))
        line = Line("SGD", found.x, found.y, "sgd")
        return Picture(f"The saddle from above, and the first {PAUSED} steps", Axis("x, along the ridge", -1.6, 1.6),
                       Axis("y, across it", -1.2, 1.2), (line,), surface=Saddle())  # fmt: skip

    def seen(self, prediction: float | None) -> Seen:
        """How far it is from the ridge at each step, and where it stands after the steps that were said."""
        truth, lines = fall(BESIDE), [path("SGD", BESIDE, "truth"), faster(BESIDE)]
        spots, words = [Spot(f"{truth} steps", truth, OFF)], []
        if prediction is not None:
            found = heights(BESIDE, round(prediction))
            at = float(found[-1]) if len(found) > prediction else math.inf
            there, said = at < NEAR.high, f"yours: {grouped(round(prediction))}"  # else it has left the picture
            ends = np.array([NEAR.low, at if there else CUT])
            lines.append(Line(said, np.full(2, prediction), ends, "yours", labelled=not there))
            spots += [Spot(said, prediction, at, "yours")] if there else []
            words.append(became(round(prediction), at, truth))
        words += [f"It is off after {truth} steps: each takes it {decimal(growth())} times as far from the ridge.",
                  f"Momentum at the same rate, ρ = {decimal(BALL.rho)}, takes {steps(BESIDE, BALL)}."]  # fmt: skip
        return Seen(shown(tuple(lines), tuple(spots), 1.4 * max(truth, prediction or 0.0), NEAR), tuple(words))

    def aha(self) -> Aha:
        """The logarithm of how near, over that of the growth."""
        more = fall(BESIDE**2) - fall(BESIDE)
        words = f"Another million times nearer costs only {more} steps more. From exactly on the ridge it never leaves."
        return Aha(str(fall(BESIDE)), f"ln 10⁶ / ln {decimal(growth())}", words)

    def why(self, value: float) -> Why:
        """The distance grows like interest."""
        needed, by = fall(value), decimal(growth(), 4)
        words = (
            f"The slope away from the ridge is in proportion to y, so each step multiplies y by 1 + α |λ| = {by}.",
            f"From {power(value)} it takes {plural(needed, 'step')} of that to come to 1.",
        )
        return Why(words, r"|y_n|=|y_0|\,(1+\alpha|\lambda|)^n",
                   rf"{tex(value)}\cdot {by}^{{{needed}}}={value * growth() ** needed:.4g}",
                   (Part("y_0", "how far beside the ridge it starts", power(value)),
                    Part(r"\lambda", "the curvature across the ridge", decimal(ACROSS)),
                    Part(r"\alpha", "the learning rate", decimal(LR)),
                    Part("n", "the steps", str(needed), "SGD")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The same from another distance."""
        found, lines = fall(value), [path("SGD", value, "truth"), faster(value)]
        if value != BESIDE:
            lines.append(path("from 10⁻⁶", BESIDE, "yours", moves=False))
        told = f"From {power(value)} beside the ridge it is off after {plural(found, 'step')}, momentum after "
        never = "" if steps(0.0, SGD(lr=LR)) else " From y₀ = 0, exactly on it, it never is."
        words = f"{told}{steps(value, BALL)}.{never}"
        return Seen(shown(tuple(lines), (Spot(plural(found, "step"), found, OFF),)), (words,), found < SOON)

    def held(self, value: float) -> tuple[float, float]:
        """Where the run begins."""
        return (0.0, value)

    def lab(self, value: float) -> str:
        """The same saddle among the optimizers."""
        return f"/optimizers?surface=saddle&run=sgd(lr={LR})&run=momentum(lr={LR},rho=0.9)&x=1&y={value:.6g}&steps=400"

    def outcome(self, value: float) -> float | None:
        """Steps until it is off the ridge."""
        return float(fall(value))


def faster(y: float) -> Line:
    """The same of momentum at the same rate."""
    found = heights(y, steps(y, BALL) or 0, BALL)
    return Line("momentum", np.arange(float(len(found))), found, "momentum", moves=True)


def shown(lines: tuple[Line, ...], spots: tuple[Spot, ...], most: float = SHOWN, up: Axis = UP) -> Picture:
    """The distance from the ridge against the step; growth by a factor is straight, unless steps are told by powers."""
    across = Axis("step", 0.0, most)
    if most > FAR:
        across = Axis("step", 1.0, 8 * 10 ** math.ceil(math.log10(most / 8)), log=True)
        lines = tuple(replace(one, x=one.x[one.x >= 1], y=one.y[one.x >= 1]) for one in lines)
    title = "How far from the ridge, step by step"
    return Picture(title, across, up, lines, rules=(Rule("", OFF),), spots=spots, first=int(across.low))
