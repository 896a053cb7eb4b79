"""C5: a millionth beside the ridge of a saddle. How many steps until one falls off?"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from ...core.numerals import decimal, plural, together
from ...core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSProp
from ..content import Aha, Face, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..faced import Faced
from ..pictures import Picture
from ..quantities import Number, Trap
from ..runs.ridge import DESCENT, SHOWN, Above, Distance, View
from ..runs.saddles import (
    ACROSS,
    AS_LONG,
    BALL,
    BESIDE,
    LR,
    NOISE,
    OFF,
    REPLICAS,
    became,
    exact,
    fall,
    growth,
    power,
    shaken,
    steps,
    tex,
)
from ..runs.saddles_asked import falls_after, kind_of, shaken_off

PAUSED = 12  # the step at which the run is found
DOUBLED = math.log(2) / math.log(growth())  # steps in which the distance doubles
TENFOLD = math.log(10) / math.log(growth())  # steps in which the distance grows ten times
ABOVE = Above()
VIEWS: dict[str, View] = {"distance": Distance(), "above": ABOVE}
LOOP, SINCE = "a plain loop over the rule", "2026-11-26"


class Saddles(Faced[float]):
    """Saddle points: beside the ridge the distance grows like interest, so a nearer start costs little."""

    slug = "saddles"
    place = "C5"
    title = "Saddle points"
    question = "A millionth beside the ridge: how many steps until you fall off?"
    setting = (
        f"Does descent get stuck where the slope is zero? It runs on x² − y² from {together(f'(1, {power(BESIDE)})')} "
        f"with learning rate {together(f'α = {decimal(LR)}')}; you fall off where |y| reaches {OFF:.0f}. "
        "The slope is 2 x along the ridge and −2 y across it; a step goes −α times the slope."
    )
    terms = (
        Term("saddle point", "a place of slope zero from which it goes up one way and down another"),
        Term("ridge", "the line y = 0: along it the run comes to the saddle, across it the ground falls off"),
        Term("λ", "the curvature across the ridge, which is negative"),
        Term("Hessian", "the second derivatives, here [[2, 0], [0, −2]]; its eigenvalues are the curvatures"),
    )
    prediction = Number(1, 1e7, "steps", log=True, within=0.15, whole=True, plausible=(20, 1e6), traps=(
        Trap(1, 25, "steep"), Trap(25, 124, "few"), Trap(166, 600, "slower"),
        Trap(600, 100_000, "crawls"), Trap(100_000, 1e7, "stays"),
    ))  # fmt: skip
    vary = Vary("y₀", "how far beside the ridge it starts", 1e-12, 0.1, BESIDE, critical=0.0,
                mark="0: never", log=True, along="y", scent="steps until off",
                goal="Keep it on the ridge for good.")  # fmt: skip
    faces = (Face("distance", "Step by step"), Face("above", "From above"))
    misconceptions = (
        Misconception("steep", "A ridge is steep: it rolls off at once.",
                      "Beside the ridge the slope is twice the distance and no more: it must grow first.", 1e-3,
                      "See it take its time from 0.001 too"),
        Misconception("few", "A few dozen steps will do, or a hundred.",
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
        Reference("the same in theory", lambda: exact(BESIDE), 144.95, 0.005,
                  "ln 10⁶ / ln 1.1", SINCE),
        *(Reference(f"steps of {one}", partial(lambda one: steps(BESIDE, one) or 0, one), at, 0,
                    f"{LOOP}, on (x² − y²) / 2 at α = {alpha}", SINCE)
          for one, at, alpha in (
              (BALL, 52, 0.1), (Momentum(lr=LR, rho=0.99), 47, 0.1),
              (Nesterov(lr=LR, rho=0.9), 47, 0.1), (AdaGrad(lr=0.1), 17, 0.1), (Adam(lr=0.1), 11, 0.1),
              (RMSProp(lr=0.1, alpha=0.9), 4, 0.1), (SGD(lr=0.005), 1389, 0.01),
              (AS_LONG, 226, 0.01), (AdaGrad(lr=0.01), 1263, 0.01))),
        Reference("median of the steps in noise", lambda: float(np.median(shaken(NOISE))), 69, 1,
                  f"{LOOP}, on (x² − y²) / 2, noise 0.01, α = 0.1", SINCE),
    )  # fmt: skip
    limits = (
        "Exact on x² − y². A real saddle is one only near by; further out the ground bends up again. With noise, "
        "even a start on the ridge falls off."
    )

    def __init__(self, face: str = "") -> None:
        """The lesson by one of its pictures."""
        super().__init__(face)
        self.view = VIEWS[self.face]

    def truth(self) -> float:
        """Steps from a millionth beside the ridge."""
        return float(fall(BESIDE))

    def given(self) -> Picture:
        """The saddle from above, the run paused after a few steps."""
        return ABOVE.given(PAUSED)

    def seen(self, prediction: float | None) -> Seen:
        """How far it is from the ridge at each step, and where it stands after the steps that were said."""
        truth, words = fall(BESIDE), []
        if prediction is not None:
            found = growth() ** min(prediction, SHOWN) * BESIDE
            words.append(became(round(prediction), found, truth) + self.view.outside(prediction))
        told = f"It falls off after {truth} steps: each takes it {decimal(growth())} times as far from the ridge."
        words += [f"Descent does not get stuck. {told}", self.view.besides()]
        return Seen(self.view.seen(prediction), tuple(words))

    def aha(self) -> Aha:
        """The logarithm of how near, over that of the growth."""
        more = fall(BESIDE**2) - fall(BESIDE)
        words = f"Another million times nearer costs only {more} steps more. From exactly on the ridge it never falls."
        told = together(f"ln 10⁶ / ln {decimal(growth())} = {decimal(exact(BESIDE), 5)}")
        return Aha(str(fall(BESIDE)), f"{told}, rounded up", words)

    def aha_at(self, value: float) -> Aha:
        """The same from another distance."""
        if value == 0:
            return Aha("∞", f"ln ∞ / ln {decimal(growth())}: never", "")
        told = together(f"ln {power(1 / value)} / ln {decimal(growth())}")
        return Aha(str(fall(value)), f"{told}, rounded up", "")

    def why(self, value: float) -> Why:
        """The distance grows like interest."""
        by, found = decimal(growth(), 4), self.outcome(value)
        needed = "any" if found is None else f"{found:.0f}"
        ends = f"From {power(value)} it takes {needed} steps to come to 1." if found else "Nothing grows out of 0."
        words = (
            f"A saddle point has curvatures of both signs: {decimal(-ACROSS)} along the ridge, which draws the run in, "
            f"and λ = {decimal(ACROSS)} across, which pushes it off.",
            f"The push is in proportion to y: each step multiplies y by 1 + α |λ| = {by}{self.view.law}. {ends}",
        )
        reached, n = value * growth() ** (found or 0), "n" if found is None else needed
        return Why(words, r"|y_n|=|y_0|\,(1+\alpha|\lambda|)^n",
                   rf"{tex(value)}\cdot {by}^{{{n}}}={reached:.4g}",
                   (Part("y_0", "how far beside the ridge it starts", power(value), DESCENT),
                    Part(r"1+\alpha|\lambda|", f"factor of each step: α = {decimal(LR)}, λ = {decimal(ACROSS)}", by,
                         DESCENT),
                    Part("n", "the step", needed, DESCENT, "n"),
                    Part("|y_n|", "how far it is then", decimal(reached, 4), DESCENT, "y")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The same from another distance."""
        if value == 0:
            half = decimal(float(np.median(shaken(NOISE))))
            words = ("The slope across is 0 there: it stays, with momentum too.",
                     f"Noise of {decimal(NOISE)} in each part of the slope gets half of {REPLICAS} runs off within "
                     f"{half} steps; one of them is drawn.")  # fmt: skip
            return Seen(self.view.varied(value), words, True)
        told = f"From {power(value)} beside the ridge it falls off after {plural(fall(value), 'step')}"
        return Seen(self.view.varied(value), (f"{told}{self.view.besides_from(value)}",))

    def held(self, value: float) -> tuple[float, float] | None:
        """Where the run begins."""
        return self.view.held(value)

    def in_small(self, value: float) -> Picture:
        """What is to be seen of it where it is small."""
        return self.view.in_small(value)

    def tally(self, value: float) -> str:
        """Its steps."""
        return self.view.tally(value)

    def lab(self, value: float) -> str:
        """The same saddle among the optimizers."""
        return f"/optimizers?surface=saddle&run=sgd(lr={LR})&run=momentum(lr={LR},rho=0.9)&x=1&y={value:.6g}&steps=400"

    def outcome(self, value: float) -> float | None:
        """Steps until it is off the ridge."""
        return float(fall(value)) if value else None
