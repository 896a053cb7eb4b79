"""B3: three probabilities and a label that is 1 for one class and 0 for the others. What is the loss made of?"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import Self

import numpy as np

from ...core.numerals import decimal, fixed
from ...core.spelling import quote
from ..base import Lesson
from ..content import Aha, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..options import Choice, Option
from ..pictures import Axis, Picture, Spot
from ..runs.cross_entropy import (
    BESIDE,
    GROWING,
    HIGHEST,
    MOST,
    READINGS,
    ROOM,
    SCORES,
    TRUE,
    USUAL,
    P,
    bars,
    bits,
    curve,
    first_loss,
    learning,
    least_of,
    loss_of,
    surprises,
    with_first,
)
from ..runs.cross_entropy_told import BECAME, LIKELY, LOW, alike, near_low
from ..runs.losses import before_learning, loss_for, slope_by_score, told

LABEL = tuple(float(k == TRUE) for k in range(len(SCORES)))
NARROW = 0.43  # of the first, as the knob has it
GROWN = f"What each class adds to the loss; played, p₁ grows from {fixed(GROWING[0])} to {fixed(GROWING[-1])}"
SHARED = decimal(P[1] / P[2])  # of the second class to the third, whatever the first has
OVER_BAR = 0.2  # nats from a bar to its name
TORCH, SINCE = "torch.nn.functional.cross_entropy, in doubles", "2026-11-26"
DIGITS, TODAY = "mpmath, 30 digits", "2026-11-28"

NAMES = tuple((k + 1.0, f"p {fixed(one)}, y {decimal(LABEL[k])}") for k, one in enumerate(P))
ACROSS = Axis("p of a class, its label y", 0.4, len(SCORES) + 0.6, names=NAMES)
CLASSES = replace(ACROSS, names=tuple((k + 1.0, f"class {k + 1}, y {decimal(y)}") for k, y in enumerate(LABEL)))
SHARE, UP = Axis("p₁", 0.0, 1.0), Axis("nats", 0.0, HIGHEST)


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
                float(f"{P[TRUE]:.3g}"), critical=LIKELY, mark=f"−ln p₁ = {decimal(LOW)}", scent="the loss",
                along="x", goal=f"Bring the loss below {decimal(LOW)}.")  # fmt: skip
    misconceptions = (
        Misconception("every", "There is a loss for each class, and all are summed.",
                      "Each is multiplied by its label first, and a label of 0 leaves nothing.", 0.85,
                      "See a small loss beside large surprises"),
        Misconception("missing", "The loss is how far the probability is from 1.",
                      f"Near 1 they agree. At p = 0.01 cross-entropy costs {fixed(float(surprises((0.01, 0.99))[0]))}, "
                      "and the gap 0.99.", 0.01, "See p = 0.01"),
        Misconception("others", "The loss punishes the wrong classes for what they have.",
                      f"It asks for the true class alone: at p = 0.5 it is {fixed(math.log(2))}, however these share.",
                      0.5, "See p = 0.5"),
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
        Misconception("chance", "The loss is the probability itself.",
                      "It is −ln of it: the rarer what is true, the larger the loss.", 0.1, "See p = 0.1"),
        Misconception("unlabelled", "The slope is p, or misses 1, whatever is true.",
                      "It is p − y: a label of 1 is taken off, a label of 0 takes nothing off.", 0.5, "See p = 0.5"),
        Misconception("along", "The slope along a score is that along its p.",
                      "A score moves every p, as all sum to 1: along the score it is p − y.", 0.3, "See p = 0.3"),
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
        Reference("sum of all three, −ln p of each", lambda: float(surprises(P).sum()), 4.1510900488335, 1e-13, DIGITS,
                  TODAY),
        Reference("the least that this sum can be", lambda: 3 * first_loss(3), 3.295836866004329, 1e-14, DIGITS, TODAY),
        Reference("the two wrong classes, −ln (1 − p) of each", lambda: float(READINGS["others"](P, TRUE).sum()),
                  0.38141158675448355, 1e-15, DIGITS, TODAY),
        Reference("what the first class misses of 1", lambda: float(READINGS["missing"](P, TRUE).sum()),
                  0.34099886111403210, 1e-15, DIGITS, TODAY),
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

    def __init__(self, face: str = "") -> None:
        """The lesson beside a reading of the loss that was chosen."""
        self.face = face

    @classmethod
    @cache
    def by(cls, face: str) -> Self:
        """The same, made once."""
        return cls(face)

    def facing(self, face: str | None, prediction: str | None) -> Self:
        """Beside the reading that is asked for, or that was chosen. Raises ValueError if there is none such."""
        if face is not None and face not in READINGS:
            raise ValueError(f"{quote(face)} is none of {', '.join(READINGS)}")
        return self.by(face or prediction or "")

    @property
    def beside(self) -> tuple[str, ...]:
        """The readings that are drawn beside the loss."""
        return (self.face,) if self.face in BESIDE else USUAL

    def truth(self) -> str:
        """The option whose bars are those of the loss."""
        return next(name for name, terms in READINGS.items() if np.array_equal(terms(P, TRUE), loss_of(P).terms))

    def given(self) -> Picture:
        """-ln p of each class."""
        return Picture(
            "−ln p of each class, its surprise in nats, above its p and its label y",
            ACROSS,
            UP,
            bars=(bars("−ln p", surprises(P), "given"),),
            spots=(Spot("−ln p", float(len(P)), float(surprises(P)[-1]) + OVER_BAR, "given", bare=True),),
        )

    def seen(self, prediction: str | None) -> Seen:
        """The terms of the loss, and those of what was said."""
        words = [] if prediction is None else [*BECAME[prediction]]
        words.append("Each −ln p is multiplied by its label. One of three terms is left, −ln p₁.")
        shown = Picture(GROWN, CLASSES, UP, learning(prediction), tick="p₁", at=tuple(GROWING))
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
                   f"Before learning, all classes are alike and the loss is ln K: {known} classes.", "loss",
                   fixed(value))  # fmt: skip

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
                   (Part("y_c", "label of class c", told(LABEL), "loss"),
                    Part("p_c", "its probability", alike(p), "−ln p"),
                    Part(r"y_c\ln p_c", "each term, 0 where y is 0", alike((-found.terms).tolist()),
                         "−ln p"),
                    Part("D", "the loss", loss, "loss")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The loss at every probability of the true class, beside what other readings come to."""
        p = with_first(value)
        loss, found = float(loss_of(p).losses), {one: float(READINGS[one](p, TRUE).sum()) for one in READINGS}
        pens = {one: "yours" if self.face in BESIDE else BESIDE[one][1] for one in self.beside}
        near, room = near_low(loss), MOST if "every" in self.beside else ROOM
        spots = [Spot(f"loss {near}", value, loss)]
        spots += [Spot("", value, found[one], pens[one]) for one in self.beside if found[one] < room]
        if value != self.vary.default:
            spots.append(Spot("before", self.vary.default, self.outcome(self.vary.default), "given"))
        words = (f"p₁ = {decimal(value)}: the loss is {near}.", self.compared(found))
        mine = "yours: " if self.face in BESIDE else ""
        lines = (*(curve(mine + BESIDE[one][0], one, pens[one]) for one in self.beside), curve("loss", "own"))
        shown = Picture(
            "The loss, and what other readings of it come to", SHARE, replace(UP, high=room), lines, spots=tuple(spots)
        )
        return Seen(shown, words, loss < LOW)

    def compared(self, found: dict[str, float]) -> str:
        """What other readings come to, of what they `found`."""
        if self.face in ("", "own"):
            return f"All three would sum to {fixed(found['every'])}, and the gap to 1 is {fixed(found['missing'])}."
        return f"What you chose would be {fixed(found[self.face]) if found[self.face] else '0'}."

    def held(self, value: float) -> tuple[float, float]:
        """The loss at a probability of the true class."""
        return (value, float(loss_of(with_first(value)).losses))

    def lab(self, value: float) -> str:
        """The same probabilities, the first class true."""
        return f"/softmax?p={','.join(f'{one:.6g}' for one in with_first(value))}"

    def outcome(self, value: float) -> float:
        """The loss."""
        return float(loss_of(with_first(value)).losses)
