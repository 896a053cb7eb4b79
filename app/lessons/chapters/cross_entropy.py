"""B3: three probabilities and a label that is 1 for one class and 0 for the others. What is the loss made of?"""

from __future__ import annotations

import numpy as np

from ...core.numbers import Array
from ...core.numerals import decimal, fixed
from ..base import Aha, Lesson, Misconception, Part, Reference, Seen, Term, Vary, Why
from ..checks import Question, numbered
from ..options import Choice, Option
from ..pictures import Axis, Bars, Picture, Spot
from ..runs.cross_entropy import (
    LEADS,
    READINGS,
    SCORES,
    TRUE,
    P,
    bits,
    first_loss,
    learning,
    least_of,
    loss_of,
    surprises,
    with_first,
)

LABEL = tuple(float(k == TRUE) for k in range(len(SCORES)))
EVEN = (1 / len(SCORES),) * len(SCORES)
HAIR = (0.34, 0.33, 0.33)  # the first is the largest, by a hair
NARROW = 0.43  # of the first, as the knob has it
HIGHEST, ADDED = 6.0, "What each class adds to the loss"  # of the picture
LOW = 0.1  # a loss to aim at
TORCH, SINCE = "torch.nn.functional.cross_entropy, in doubles", "2026-11-26"
ORDINALS = ("first", "second", "third")
SPLITS = ((0.5, 0.3, 0.2), (0.6, 0.3, 0.1), (0.7, 0.2, 0.1), (0.45, 0.35, 0.2), (0.8, 0.15, 0.05), (0.1, 0.2, 0.7))

NAMES = tuple((k + 1.0, f"p {fixed(one)}, y {decimal(LABEL[k])}") for k, one in enumerate(P))
ACROSS = Axis("class", 0.4, len(SCORES) + 0.6, names=NAMES)
CLASSES = Axis("class", 0.4, len(SCORES) + 0.6, names=tuple((k + 1.0, ORDINALS[k]) for k in range(len(SCORES))))
UP = Axis("nats", 0.0, HIGHEST)


def told(numbers: tuple[float, ...]) -> str:
    """Numbers with commas between them."""
    return ", ".join(map(decimal, numbers))


def bars(name: str, heights: Array, role: str, beside: float = 0.0) -> Bars:
    """A bar for each class, `beside` its place; one that has no end goes to the top."""
    return Bars(name, np.arange(1.0, len(heights) + 1) + beside, np.minimum(heights, HIGHEST), role)


def named(*rows: tuple[Bars, str]) -> tuple[Spot, ...]:
    """A text for each row of bars, at the highest of them."""
    return tuple(Spot(text, float(row.x[row.y.argmax()]), float(row.y.max()), row.role) for row, text in rows)


def summed(name: str, terms: Array) -> str:
    """A name with the sum of some bars, which is no bar's height where there are several."""
    several = np.count_nonzero(terms) > 1
    return f"{name}{', in all' if several else ''} {fixed(float(terms.sum()))}"


def loss_for(random: np.random.Generator) -> Question:
    """The loss of other probabilities."""
    p, true = SPLITS[random.integers(len(SPLITS))], int(random.integers(3))
    key = float(loss_of(p, true).losses)
    prompt = f"The probabilities are {told(p)}, and the {ORDINALS[true]} class is true. What is the loss, in nats?"
    wrong = [(float(READINGS[one](p, true).sum()), one) for one in ("every", "missing", "others", "nothing")]
    way = (f"One term survives, that of the true class: −ln {decimal(p[true])} = {fixed(key)}.",)
    return numbered(prompt, key, wrong, way, "Which labels are 0?", low=0, high=100, apart=0.004)


def before_learning(random: np.random.Generator) -> Question:
    """The loss of a model whose scores are all the same."""
    classes = int(random.choice([3, 4, 5, 8, 20, 50, 100, 200, 500, 1000]))
    key, share = first_loss(classes), 1 / classes
    prompt = f"A new model gives {classes} classes the same score each. What is its loss, in nats?"
    wrong = [(classes * key, "every"), (1 - share, "missing"), (0.0, "nothing")]
    way = (
        f"Each class has the probability 1 / {classes}.",
        f"The loss is −ln (1 / {classes}) = ln {classes} = {fixed(key)}.",
    )
    return numbered(prompt, key, wrong, way, "What is the probability of the true class?", low=0, high=1e5, apart=0.004)


def slope_by_score(random: np.random.Generator) -> Question:
    """The slope of the loss along a score."""
    p, true, along = SPLITS[random.integers(len(SPLITS))], int(random.integers(3)), int(random.integers(3))
    key, share = float(loss_of(p, true).gradient[along]), p[along]
    prompt = (
        f"The probabilities are {told(p)}, and the {ORDINALS[true]} class is true. "
        f"What is the slope of the loss along the {ORDINALS[along]} score?"
    )
    ours = [(-1 / share, "alone"), (0.0, "nothing"), (share, "every")]
    theirs = [(0.0, "alone"), (share - 1, "every"), (1 / (1 - share), "others")]
    label = decimal(float(along == true))
    way = (f"The slope is p − y = {decimal(share)} − {label} = {decimal(key)}.",)
    hint = "Each score is in the sum below the fraction, so none is left alone."
    return numbered(prompt, key, ours if along == true else theirs, way, hint, low=-1e3, high=1e3, apart=0.004)


class CrossEntropyLesson(Lesson[str]):
    """One-hot cross-entropy: of the sum over classes one term is left, and all scores feel it."""

    slug = "cross-entropy"
    place = "B3"
    title = "Cross-entropy"
    question = f"With the label ({told(LABEL)}), what is the loss made of?"
    setting = (
        f"A model gives three classes the probabilities {', '.join(map(fixed, P))}. The first is true. "
        "Each bar is −ln p of a class, its surprise."
    )
    terms = (
        Term("cross-entropy", "the loss that compares probabilities with a label, in nats: learning makes it small"),
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
    vary = Vary("p₁", "the probability of the true class; the others share the rest", 0.01, 0.99,
                float(f"{P[TRUE]:.3g}"), critical=LEADS, mark="the largest from here", scent="the loss",
                goal=f"Bring the loss below {decimal(LOW)}.")  # fmt: skip
    misconceptions = (
        Misconception("every", "There is a loss for each class, and all are summed.",
                      "Each is multiplied by its label first, and a label of 0 leaves nothing.", 0.9,
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
        "One term is left of a one-hot label alone. "
        f"With the soft label (0.7, 0.3) there are two, and the least loss is {fixed(least_of((0.7, 0.3)))}, not 0."
    )

    def truth(self) -> str:
        """The option whose bars are those of the loss."""
        return next(name for name, terms in READINGS.items() if np.array_equal(terms(P, TRUE), loss_of(P).terms))

    def given(self) -> Picture:
        """-ln p of each class."""
        return Picture("The surprise of each class", ACROSS, UP, bars=(bars("−ln p", surprises(P), "given"),))

    def seen(self, prediction: str | None) -> Seen:
        """The terms of the loss, and those of what was said."""
        loss = loss_of(P).terms
        rows = [bars("−ln p", surprises(P), "given", -0.26), bars("cross-entropy", loss, "truth")]
        words: list[str] = []
        texts = ["−ln p", summed("loss", loss)]
        if prediction is not None:
            mine = READINGS[prediction](P, TRUE)
            rows.append(bars("yours", mine, "yours", 0.26))
            texts.append(summed("yours", mine))
            words += BECAME[prediction]
        words.append(f"Each −ln p is multiplied by its label. One of three terms is left: {fixed(float(loss.sum()))}.")
        spots = named(*zip(rows, texts, strict=True))
        return Seen(Picture(ADDED, ACROSS, UP, (learning(),), tuple(rows), (), spots), tuple(words))

    def aha(self) -> Aha:
        """The surprise at the true class."""
        known = ", ".join(f"{decimal(first_loss(k))} for {k}" for k in (3, 10, 1000))
        return Aha(fixed(float(loss_of(P).losses)), f"−ln {fixed(P[TRUE])}",
                   f"Before learning, all classes are alike and the loss is ln K: {known} classes.")  # fmt: skip

    def why(self, value: float) -> Why:
        """The labels choose one term."""
        p = with_first(value)
        found = loss_of(p)
        words = (
            f"A label of 0 takes its term away, and that of the true class stays: {fixed(float(found.losses))}.",
            f"All scores feel it: the slopes p − y are {told(tuple(found.gradient.tolist()))}, and sum to 0.",
        )
        terms = "".join(rf"-{y:.0f}\,\ln\,{one:.3f}" for y, one in zip(LABEL, p, strict=True))
        return Why(words, r"D=-\sum_{c} y_c \ln p_c", rf"{terms}={float(found.losses):.3g}",
                   (Part("y_c", "label of class c", told(LABEL)), Part("p_c", "probability of class c", told(p)),
                    Part("D", "the loss", fixed(float(found.losses)), "cross-entropy")))  # fmt: skip

    def varied(self, value: float) -> Seen:
        """The terms at another probability of the true class."""
        p = with_first(value)
        loss = float(loss_of(p).losses)
        rows = (bars("−ln p", surprises(p), "given", -0.26), bars("cross-entropy", loss_of(p).terms, "truth"),
                bars(f"p₁ = {fixed(P[TRUE])}", loss_of(P).terms, "yours", 0.26))  # fmt: skip
        spots = named(*zip(rows, ("−ln p", summed("loss", loss_of(p).terms), "before"), strict=True))
        words = (
            f"p₁ = {decimal(value)}: the loss is {fixed(loss)}.",
            f"All three would sum to {fixed(float(surprises(p).sum()))}, and the gap to 1 is {fixed(1 - value)}.",
        )
        return Seen(Picture("What each class adds to the loss", CLASSES, UP, bars=rows, spots=spots), words, loss < LOW)

    def lab(self, value: float) -> str:
        """The same probabilities, the first class true."""
        return f"/softmax?p={','.join(f'{one:.6g}' for one in with_first(value))}"

    def outcome(self, value: float) -> float | None:
        """The loss."""
        return float(loss_of(with_first(value)).losses)


def became(prediction: str) -> tuple[str, ...]:
    """What becomes of a loss that is made of something else."""
    found = fixed(float(READINGS[prediction](P, TRUE).sum()))
    rows = surprises(EVEN), READINGS["others"]((P[TRUE], 1 - P[TRUE]), TRUE), READINGS["nothing"](HAIR, TRUE)
    least, one, hair = (float(row.sum()) for row in rows)
    return {
        "own": (f"The first bar alone is the whole loss: {found}.",),
        "every": (f"All three bars sum to {found}, and never to less than {fixed(least)}, whichever class is true.",),
        "missing": (f"The gap to 1 is {found}, and never more than 1, however wrong a model is.",),
        "others": (f"The two wrong classes sum to {found}, and to {fixed(one)} if one of them had it all.",
                   "The true class would be no less likely."),
        "nothing": (f"If nothing counts, {told(HAIR)} costs {decimal(hair)} too, and learning ends there.",),
        "swapped": (f"−ln of a label of 0 is infinite: every model that is not certain has the loss {found}.",),
    }[prediction]  # fmt: skip


BECAME = {one: became(one) for one in READINGS}
