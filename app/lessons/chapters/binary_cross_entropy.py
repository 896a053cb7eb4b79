"""B4: sure and wrong. How much harder does cross-entropy pull than squared error?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...core.losses import binary_divergence, softmax
from ...core.numerals import decimal, in_lines, in_tex, unlike
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..pictures import Axis, Line, Picture, Rule, Spot
from ..quantities import Number, Trap
from ..runs.pulls import belongs, chance, cost, costs, pulls, ratio, ratios, tangents, times, times_in_tex
from ..runs.pulls_asked import as_softmax, cost_of, ratio_at
from ..runs.pulls_told import ABOUT, LEAST, became, betrayed, off_by, places

WRONG = -5.0  # the score that is asked about
LEVEL = 5.0  # a ratio below which both pull nearly alike
ACROSS = Axis("z", -12.0, 4.0)
PULL = Axis("pull", 1e-6, 20.0, log=True)
Z = np.linspace(ACROSS.low, ACROSS.high, 321)
APART = 4.0  # of z from where on two marks have room for their texts on a phone
SHORT = 1.5  # of z to both sides of a place that its tangent takes
SWEPT, BEYOND = Z[Z >= WRONG][::-1], Z[Z <= WRONG]
RIGHT = ratio(WRONG)
LOSSES = float(np.divide(*costs(WRONG)))  # how many times as high as the other one loss is
SLOPE = decimal(1 / RIGHT)  # of the sigmoid there
MOST = 1e5  # of a prediction
TORCH, DIGITS, SINCE = "torch.nn.BCEWithLogitsLoss, PyTorch 2.13", "mpmath, 40 digits", "2026-11-26"


class SureAndWrong(Lesson[float]):
    """Binary cross-entropy: it cancels the saturation of the sigmoid, which squared error keeps."""

    slug = "binary-cross-entropy"
    place = "B4"
    title = "Binary cross-entropy"
    question = "How many times as hard as squared error does cross-entropy pull?"
    setting = (
        f"A model is sure and wrong: class 1 is true, its score z = {decimal(WRONG)}; cross-entropy −ln p and squared "
        "error ½ (p − 1)² pull as hard as they are steep in z. The probability is p = sigmoid(z)."
    )
    terms = (
        Term("z", "the score of class 1: far below 0 means sure of class 0"),
        Term("p", "the probability of class 1, the sigmoid of z"),
        Term("pull", "the size of a loss's slope in z: what gradient descent moves z by"),
    )
    prediction = Number(0.1, MOST, "times", log=True, within=0.2, plausible=(1, 10_000), traps=(
        Trap(0.1, 1 / ABOUT, "weaker"),
        *betrayed(1 / ABOUT, MOST, [(1.0, "scaled"), (LEAST, "scaled"), (LOSSES, "losses"), (RIGHT / 2, "half"),
                                    (RIGHT * 2, "half"), (RIGHT**2, "twice")], RIGHT),
    ))  # fmt: skip
    vary = Vary("z", "the score of class 1, which is true", -10.0, 3.0, WRONG, critical=belongs(LEVEL),
                mark=f"{decimal(LEVEL)} times", besides=(-(belongs(LEVEL) or 0.0),),
                scent="times as hard",
                along="x",
                goal=f"Bring both pulls within {decimal(LEVEL)} times of each other.")  # fmt: skip
    misconceptions = (
        Misconception("weaker", "Squared error pulls harder when the answer is far off.",
                      "p is flat there, and squared error is a function of p: its slope dies with that of p.", -8.0,
                      "See the pulls at −8"),
        Misconception("scaled", "Cross-entropy is squared error times a constant.",
                      f"The ratio is 1 / (p (1 − p)): never below {decimal(LEAST)}, and without bound as z falls.", 0.0,
                      "See where the ratio is least"),
        Misconception("steeper", f"At z = {decimal(WRONG)} the sigmoid keeps more of its slope.",
                      f"It keeps p (1 − p) = {SLOPE}, and the ratio is one over that.", WRONG,
                      "See that slope"),
        Misconception("flatter", f"At z = {decimal(WRONG)} the sigmoid keeps less of its slope.",
                      f"It keeps p (1 − p) = {SLOPE}, and the ratio is one over that.", WRONG,
                      "See that slope"),
        Misconception("one", "The slope of the sigmoid is p, or 1 − p.",
                      "It is p (1 − p), the product of both: it dies at both ends.", 3.0, "See it die at 3 too"),
        Misconception("upside", "The ratio is squared error's pull over that of cross-entropy.",
                      "It is the other way round: cross-entropy pulls harder, so it is above 1.", WRONG,
                      "See both pulls at −5"),
        Misconception("losses", "The ratio of the losses is the ratio of the pulls.",
                      f"At z = {decimal(WRONG)} that is {decimal(LOSSES)}. A loss may be high and flat; what moves z "
                      "is its slope.", -5.0, "See the slopes at −5"),
        Misconception("half", "The ½ of squared error, or the 2 of its slope, is left in the ratio.",
                      "It is 1 / (p (1 − p)): the ½ cancels the 2 of the square, and one slope of p is left.", -4.0,
                      "See the pulls at −4"),
        Misconception("twice", "Squared error loses the slope of p twice.",
                      "It has the factor p (1 − p) once. Its other factor, p − 1, is nearly 1 and in both.", -9.0,
                      "See the pulls at −9"),
        Misconception("base", "The logarithm has the base 10 or 2.",
                      "It is the natural one: its slope is 1 / p without a factor.", -2.0,
                      "See its pull, 1 − p and no factor"),
        Misconception("gap", "Cross-entropy is 1 − p.",
                      "That is the size of its slope in z. The loss is −ln p, which grows without bound.", -5.0,
                      "See the slope come near to 1"),
        Misconception("other", "What counts is the probability of the class that is not true.",
                      "The label of that class is 0, which removes its term.", 3.0,
                      "See it hardly pull where p is near 1"),
        Misconception("both", "The terms of both classes add up.",
                      "One label is 1 and the other 0, so one term is left.", -1.0,
                      "See the pull of that one term, 1 − p"),
    )  # fmt: skip
    checks = (cost_of, ratio_at, as_softmax)
    references = (
        Reference("ratio of the pulls at z = −5", lambda: ratio(WRONG), 150.41989704957569, 1e-11, DIGITS, SINCE),
        Reference("slope of cross-entropy at z = −5", lambda: float(pulls(WRONG)[0]), 0.9933071490757151, 1e-15, TORCH,
                  SINCE),
        Reference("slope of squared error at z = −5", lambda: float(pulls(WRONG)[1]), 0.006603562218556359, 1e-17,
                  DIGITS, SINCE),
        Reference("slope of the sigmoid at z = −5", lambda: 1 / RIGHT, 0.006648056670790155, 1e-17, DIGITS, SINCE),
        Reference("ratio of the losses at z = −5", lambda: LOSSES, 10.14882523665907, 1e-12, DIGITS, SINCE),
        Reference("least ratio of the pulls", lambda: LEAST, 4.0, 1e-14, "p (1 − p) is at most 1/4", SINCE),
        Reference("ratio of the pulls at z = −10", lambda: ratio(-10.0), 22028.465840206647, 1e-8, DIGITS, SINCE),
        Reference("cross-entropy at z = −5", lambda: cost(WRONG), 5.006715348489118, 1e-12, TORCH, SINCE),
        Reference("−ln 0.9", lambda: float(binary_divergence(0.9, 1.0)), 0.10536051565782628, 1e-15, DIGITS, SINCE),
        Reference("−ln 0.5", lambda: float(binary_divergence(0.5, 1.0)), 0.6931471805599453, 1e-15, DIGITS, SINCE),
        Reference("−ln 0.01", lambda: float(binary_divergence(0.01, 1.0)), 4.605170185988091, 1e-14, DIGITS, SINCE),
        Reference("softmax of (1.7, 0), first class", lambda: float(softmax([1.7, 0.0]).probabilities[0]),
                  0.8455347349164653, 1e-15, "1 / (1 + e^−1.7), mpmath", SINCE),
    )  # fmt: skip
    limits = (
        "It is a ratio of slopes in z, not of training times: a step may be larger where slopes are small. "
        "A wrong label pulls as hard as a right one."
    )

    def truth(self) -> float:
        """The ratio of the pulls."""
        return ratio(WRONG)

    def given(self) -> Picture:
        """Both losses; how steep they are is to be judged."""
        cross, squared = costs(Z)
        ends, *heights = tangents(WRONG, SHORT)
        lines = (Line("cross-entropy", Z, cross, "truth"), Line("squared error", Z, squared, "other"),
                 *(Line("", ends, one, "given", labelled=False) for one in heights))  # fmt: skip
        return Picture(f"Both losses, their slopes at z = {decimal(WRONG)}", ACROSS, Axis("loss", 0.0, 14.0), lines,
                       rules=(Rule(f"z = {decimal(WRONG)}", WRONG, "x", "given"),))  # fmt: skip

    def seen(self, prediction: float | None) -> Seen:
        """The ratio at every score, and the score to which the one that was said belongs."""
        truth = self.truth()
        spots = [Spot(f"{times(truth)} at z = {decimal(WRONG)}", WRONG, truth)]
        rules, words, place, share = list[Rule](), list[str](), None, ""
        if prediction is not None:
            place = belongs(prediction)
            rules.append(Rule(f"yours: {prediction:,.6g}" if place is None else "", prediction, "y", "yours"))
            words.append(became(prediction, place))
            if not self.mark(prediction).right:
                spots += places(place, prediction, ACROSS.high)
                share = off_by(prediction, truth)
        if place != 0.0:
            spots.append(Spot(f"{decimal(LEAST)}, the least", 0.0, LEAST, "theory"))
        cross, squared = (float(one) for one in pulls(WRONG))
        words.append(f"At z = {decimal(WRONG)} cross-entropy pulls {times(truth)} times as hard{share}: "
                     f"with {decimal(cross)} against {decimal(squared)}.")  # fmt: skip
        shown = Picture("How many times as hard cross-entropy pulls", ACROSS,
                        Axis("cross-entropy / squared error", 0.07, 3e6, log=True),
                        (Line("ratio, farther left", BEYOND, ratios(BEYOND), "theory", labelled=False),
                         Line("ratio", SWEPT, ratios(SWEPT), moves=True, labelled=False)), rules=tuple(rules),
                        spots=tuple(spots), tick="z", at=tuple(SWEPT.tolist()))  # fmt: skip
        return Seen(shown, tuple(words))

    def aha(self) -> Aha:
        """One over the slope of the sigmoid."""
        return self.aha_played(WRONG)

    def value_at(self, step: int) -> float:
        """The score."""
        return float(SWEPT[step])

    def aha_played(self, value: float) -> Aha:
        """The same at another score."""
        factors = f"1 / (p (1 − p)) = 1 / ({decimal(chance(value), 4)} · {decimal(chance(-value), 4)})"
        return Aha(times(ratio(value)), in_lines(factors),
                   "Squared error loses its pull where the sigmoid saturates; cross-entropy cancels that.")  # fmt: skip

    def aha_at(self, value: float) -> Aha:
        """In a number alone."""
        return replace(self.aha_played(value), equals="1 / (p (1 − p))", words="")

    def why(self, value: float) -> Why:
        """One factor more, which saturates."""
        p, left = chance(value), chance(-value)
        cross, squared = (float(one) for one in pulls(value))
        words = (
            "In z, −ln p is as steep as 1 − p. Squared error has a factor more: the sigmoid's own slope, p (1 − p).",
            f"At z = {decimal(value)} that factor is {decimal(p * left, 4)}, and the ratio is one over it.",
        )
        return Why(words, r"\frac{1-p}{(1-p)\,p\,(1-p)}=\frac{1}{p(1-p)}",
                   rf"\frac{{{unlike(cross, 1.0, 4)}}}{{{in_tex(squared, 4)}}}={times_in_tex(ratio(value))}",
                   (Part("p", "the probability of class 1", decimal(p, 4), inside=False),
                    Part("1-p", "the pull of cross-entropy", unlike(cross, 1.0, 4), "cross-entropy"),
                    Part("p(1-p)", "the slope of the sigmoid", decimal(p * left, 4), inside=False),
                    Part(r"(1-p)\,p(1-p)", "the pull of squared error", decimal(squared, 4),
                         "squared error")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """Both pulls, and a score."""
        cross, squared = pulls(Z)
        here = [float(one) for one in pulls(value)]
        usual = self.vary.default
        lines = (Line("cross-entropy", Z, cross, "truth"), Line("squared error", Z, squared, "other"))
        gaps = (Line("", np.zeros(2), np.array(pulls(0.0)), "theory", labelled=False),
                Line("", np.full(2, value), np.array(here), "given", labelled=False))  # fmt: skip
        rules = (Rule("" if value == usual else f"z = {decimal(usual)}", usual, "x", "yours"),
                 Rule(f"z = 0: {decimal(LEAST)} times" if abs(value) > APART else "", 0.0, "x", "theory"))  # fmt: skip
        spots = (Spot(unlike(here[0], 1.0), value, here[0]), Spot(decimal(here[1]), value, here[1], "other"))
        shown = Picture("How hard each loss pulls", ACROSS, PULL, (*lines, *gaps), rules=rules, spots=spots)
        found = ratio(value)
        told = f"At z = {decimal(value)} cross-entropy pulls {times(found)} times as hard as squared error."
        if value > 0 and found >= LEVEL:
            told += " Squared error is flat on this side too."
        if found < LEVEL:
            told += f" The least is {decimal(LEAST)} times, at z = 0."
        return Seen(shown, (told,), found < LEVEL)

    def held(self, value: float) -> tuple[float, float]:
        """The pull of cross-entropy at a score."""
        return (value, float(pulls(value)[0]))

    def lab(self, value: float) -> str:
        """The true class at the same score against the rest, with both losses beside each other."""
        return f"/softmax?rest=0,{value:.6g}&target=0&panel=binary"

    def outcome(self, value: float) -> float:
        """The ratio."""
        return ratio(value)
