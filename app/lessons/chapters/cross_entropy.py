"""B3: three probabilities and a label that is 1 for one class and 0 for the others. What is the loss made of?"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ...core.numbers import Array
from ...core.numerals import decimal, fixed
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..options import Choice, Option
from ..pictures import Axis, Bars, Line, Picture, Spot
from ..runs.cross_entropy import (
    GROWING,
    READINGS,
    SCORES,
    SHARES,
    TRUE,
    P,
    bits,
    first_loss,
    learning,
    least_of,
    loss_of,
    made_of,
    surprises,
    with_first,
)
from ..runs.cross_entropy_told import BECAME, LOW, near_low
from ..runs.losses import before_learning, loss_for, slope_by_score, told

LABEL = tuple(float(k == TRUE) for k in range(len(SCORES)))
NARROW = 0.43  # of the first, as the knob has it
HIGHEST = 3.4  # of the picture
GROWN = f"What each class adds to the loss; played, p₁ grows from {fixed(GROWING[0])} to {fixed(GROWING[-1])}"
SHARED = decimal(P[1] / P[2])  # of the second class to the third, whatever the first has
NAMED = (("all three", 0.35, 3.95, "given"), ("1 − p₁", 0.12, 0.4, "bad"))  # where there is room for names
FARTHEST = 2.65  # class at which a text ends before the picture does
ABOVE, ROW = 0.2, 0.36  # nats from the top of a bar to a text, and from one text to the next
ROOM = 6.0  # nats that the knob's picture shows
TORCH, SINCE = "torch.nn.functional.cross_entropy, in doubles", "2026-11-26"

NAMES = tuple((k + 1.0, f"{fixed(one)}, y {decimal(LABEL[k])}") for k, one in enumerate(P))
ACROSS = Axis("p of a class, its label y", 0.4, len(SCORES) + 0.6, names=NAMES)
SHARE, UP = Axis("p₁", 0.0, 1.0), Axis("nats", 0.0, HIGHEST)


def bars(name: str, heights: Array, role: str, beside: float = 0.0) -> Bars:
    """A bar for each class, `beside` its place; one that has no end goes to the top."""
    return Bars(name, np.arange(1.0, len(heights) + 1) + beside, np.minimum(heights, HIGHEST), role)


def curve(name: str, reading: str, role: str = "truth") -> Line:
    """What a reading of the loss comes to at every probability of the true class, as far up as there is room."""
    found = made_of(reading)
    return Line(name, SHARES[found <= ROOM], found[found <= ROOM], role, labelled=False)


def summed(name: str, terms: Array) -> str:
    """A name with the sum of some bars, which is no bar's height where there are several."""
    several = np.count_nonzero(terms) > 1
    return f"{name}{', sum' if several else ''} {fixed(float(terms.sum()))}"


def over(rows: list[Bars], texts: list[str]) -> tuple[Spot, ...]:
    """A text for each row of bars, above one of its classes: the true one for the loss, else where there is most."""
    spots: list[Spot] = []
    for row, text in zip(rows, texts, strict=True):
        tall = np.where(row.y < HIGHEST, row.y, -1.0)  # what has no end leaves no room above it
        k = 1 if row.role == "given" else int(np.argmax(tall))
        top = max(float(learning()[k].y[0]), *(float(one.y[k]) for one in rows if one.y[k] < HIGHEST))
        below = sum(abs(one.x - k - 1) < 0.5 for one in spots)
        place = float(row.x[k]) if row.role == "given" else min(k + 1.0, FARTHEST)
        spots.append(Spot(text, place, top + ABOVE + below * ROW, row.role, bare=True))
    return tuple(spots)


class CrossEntropyLesson(Lesson[str]):
    """One-hot cross-entropy: of the sum over classes one term is left, and all scores feel it."""

    slug = "cross-entropy"
    place = "B3"
    title = "Cross-entropy"
    question = f"With the label ({told(LABEL)}), what is the loss made of?"
    setting = (
        "A model gives three classes a probability p each, and the first is true: its label y is 1. "
        "A bar is −ln p, the surprise of a class, in nats, which the natural logarithm counts."
    )
    terms = (
        Term("cross-entropy", "the loss: it holds p against the label, in nats"),
        Term("one-hot label y", "what is true, with a number for each class"),
        Term("p", "the probability that the model gives a class"),
    )
    prediction = Choice((
        Option("every", "All three bars: −ln p of each class, added up", "every"),
        Option("missing", "What the first class misses: 1 − p", "missing"),
        Option("own", "The first bar alone: −ln p of the true class"),
        Option("others", "The two wrong classes: −ln (1 − p) of each", "others"),
        Option("nothing", "Nothing: the largest probability is the right one", "nothing"),
        Option("swapped", "Each p times −ln of its label", "swapped"),
    ))  # fmt: skip
    vary = Vary("p₁", f"p of the true class; the others share the rest {SHARED} to 1", 0.01, 0.99,
                float(f"{P[TRUE]:.3g}"), critical=math.exp(-LOW), mark=f"−ln p₁ = {decimal(LOW)}", scent="the loss",
                along="x", goal=f"Bring the loss below {decimal(LOW)}.")  # fmt: skip
    misconceptions = (
        Misconception("every", "There is a loss for each class, and all are summed.",
                      "Each is multiplied by its label first, and a label of 0 leaves nothing.", 0.85,
                      "See a small loss beside large surprises"),
        Misconception("missing", "The loss is how far the probability is from 1.",
                      f"Near 1 they agree. At p = 0.01 cross-entropy costs {fixed(float(surprises((0.01, 0.99))[0]))}, "
                      "and the gap 0.99.", 0.01, "See p = 0.01"),
        Misconception("others", "The loss punishes the wrong classes for what they have.",
                      "It asks for the true class alone. How the others share the rest does not matter.", 0.5,
                      "See p = 0.5"),
        Misconception("nothing", "A right answer costs nothing.",
                      "Being right is not enough: the loss asks how sure the model is.", NARROW, "See a narrow lead"),
        Misconception("swapped", "Labels and probabilities may change places.",
                      "The logarithm is of p, which is never 0; that of a label of 0 is infinite.", 0.9,
                      "See p = 0.9"),
        Misconception("alone", "Only the true class is in the loss, so only its score is moved.",
                      "Every score is in the sum below the fraction: the slope along each is p − y.", 0.3,
                      "See p = 0.3"),
        Misconception("sign", "The loss is ln p, and the slope y − p.",
                      "ln p is below 0 wherever p is below 1: the loss is −ln p, and its slope p − y.", 0.5,
                      "See p = 0.5"),
        Misconception("base", "Any logarithm will do.",
                      "Nats are counted by the natural one; one to base 2 counts bits, 1.44 to a nat.", 0.5,
                      "See p = 0.5"),
    )  # fmt: skip
    checks = (loss_for, before_learning, slope_by_score)
    references = (
        Reference("loss of the slides' scores", lambda: float(loss_of(P).losses), 0.41703001627783354, 1e-15, TORCH,
                  SINCE),
        Reference("the same, in bits", lambda: bits(float(loss_of(P).losses)), 0.602, 5e-4, "-log2 p by hand", SINCE),
        Reference("slope along the first score", lambda: float(loss_of(P).gradient[0]), -0.340999, 5e-7, TORCH, SINCE),
        Reference("slope along the second", lambda: float(loss_of(P).gradient[1]), 0.242433, 5e-7, TORCH, SINCE),
        Reference("slope along the third", lambda: float(loss_of(P).gradient[2]), 0.098566, 5e-7, TORCH, SINCE),
        Reference("sum of the slopes", lambda: float(loss_of(P).gradient.sum()), 0, 1e-15, TORCH, SINCE),
        Reference("first loss of 3 classes", lambda: first_loss(3), 1.099, 5e-4, "ln 3", SINCE),
        Reference("first loss of 10 classes", lambda: first_loss(10), 2.303, 5e-4, "ln 10", SINCE),
        Reference("first loss of 1000 classes", lambda: first_loss(1000), 6.908, 5e-4, "ln 1000", SINCE),
        Reference("least loss of the label (0.7, 0.3)", lambda: least_of((0.7, 0.3)), 0.611, 5e-4,
                  "its entropy, by hand", SINCE),
    )  # fmt: skip
    limits = (
        "−ln p has no upper bound: as p₁ comes near 0 the loss grows beyond all. One term is left of a one-hot label. "
        f"With the soft label (0.7, 0.3) there are two, and the least loss is {fixed(least_of((0.7, 0.3)))}, not 0."
    )

    def truth(self) -> str:
        """The option whose bars are those of the loss."""
        return next(name for name, terms in READINGS.items() if np.array_equal(terms(P, TRUE), loss_of(P).terms))

    def given(self) -> Picture:
        """-ln p of each class."""
        return Picture(
            "The surprise of each class, above its p and its label y",
            ACROSS,
            UP,
            bars=(bars("−ln p", surprises(P), "given"),),
        )

    def seen(self, prediction: str | None) -> Seen:
        """The terms of the loss, and those of what was said."""
        loss = loss_of(P).terms
        rows = [bars("all three", surprises(P), "given", -0.26), bars("cross-entropy", loss, "truth")]
        words: list[str] = []
        texts = ["−ln p", summed("loss", loss)]
        if prediction is not None:
            mine = READINGS[prediction](P, TRUE)
            rows.append(bars("yours", mine, "yours", 0.26))
            texts.append(summed("yours", mine))
            words += BECAME[prediction]
        words.append(f"Each −ln p is multiplied by its label. One of three terms is left: {fixed(float(loss.sum()))}.")
        shown = Picture(GROWN, ACROSS, UP, learning(), tuple(rows), (), over(rows, texts), tick="p₁", at=tuple(GROWING))
        return Seen(shown, tuple(words))

    def aha(self) -> Aha:
        """The surprise at the true class."""
        return self.aha_played(P[TRUE])

    def value_at(self, step: int) -> float:
        """The probability of the true class."""
        return float(GROWING[step])

    def aha_played(self, value: float) -> Aha:
        """The same at a probability of it."""
        known = ", ".join(f"{decimal(first_loss(k))} for {k}" for k in (3, 10, 1000))
        left, loss = np.count_nonzero(loss_of(P).terms), fixed(self.outcome(value))
        return Aha(loss, f"−ln {fixed(value)}, {left} of {len(P)} terms",
                   f"Before learning, all classes are alike and the loss is ln K: {known} classes.")  # fmt: skip

    def why(self, value: float) -> Why:
        """The labels choose one term."""
        p = with_first(value)
        found = loss_of(p)
        loss = near_low(float(found.losses))
        words = (
            f"A label of 0 takes its term away, and that of the true class stays: {loss}.",
            f"All scores feel it: the slopes p − y are {told(tuple(found.gradient.tolist()))}, and sum to 0.",
        )
        terms = "".join(rf"-{y:.0f}\,\ln\,{one:.3f}" for y, one in zip(LABEL, p, strict=True))
        return Why(words, r"D=-\sum_{c} y_c \ln p_c", rf"{terms}={loss}",
                   (Part("y_c", "label of class c", told(LABEL), "cross-entropy"),
                    Part("p_c", "probability of class c", told(p), "all three"),
                    Part(r"y_c\ln p_c", "each term: 0 where the label is 0", told(tuple((-found.terms).tolist())),
                         "all three"),
                    Part("D", "the loss", loss, "cross-entropy")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The loss at every probability of the true class, beside what other readings come to."""
        loss, three = float(loss_of(with_first(value)).losses), float(surprises(with_first(value)).sum())
        near = near_low(loss)
        spots = [Spot(f"loss {near}", value, loss), *(Spot(*one, bare=True) for one in NAMED)]
        spots += [Spot("", value, three, "given")] if three < ROOM else []
        if value != self.vary.default:
            spots.append(Spot("before", self.vary.default, self.outcome(self.vary.default), "yours"))
        words = (
            f"p₁ = {decimal(value)}: the loss is {near}.",
            f"All three would sum to {fixed(three)}, and the gap to 1 is {fixed(1 - value)}.",
        )
        lines = (curve("all three", "every", "given"), curve("1 − p₁", "missing", "bad"), curve("cross-entropy", "own"))
        shown = Picture(
            "The loss, and what other readings of it come to", SHARE, replace(UP, high=ROOM), lines, spots=tuple(spots)
        )
        return Seen(shown, words, loss < LOW)

    def held(self, value: float) -> tuple[float, float]:
        """The loss at a probability of the true class."""
        return (value, float(loss_of(with_first(value)).losses))

    def lab(self, value: float) -> str:
        """The same probabilities, the first class true."""
        return f"/softmax?p={','.join(f'{one:.6g}' for one in with_first(value))}"

    def outcome(self, value: float) -> float:
        """The loss."""
        return float(loss_of(with_first(value)).losses)
