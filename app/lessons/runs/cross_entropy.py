"""What different readings of cross-entropy make of three probabilities and a one-hot label, term by term."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ...core.losses import CrossEntropy, binary_divergence, cross_entropy, divergence, softmax
from ...core.numbers import Array
from ...core.numerals import fixed
from ..pictures import Bars, Line

SCORES = (2.0, 1.0, 0.1)
LOWERED = "₁₂₃"
TRUE = 0  # the class whose label is 1
HIGHEST, BEYOND = 3.4, 3.7  # nats of a picture of bars, and how far one goes that has no end
STANDS = {"given": -0.26, "truth": 0.0, "yours": 0.26}  # beside its class: a bar

BESIDE = {
    "every": ("all three", "given"),
    "missing": ("1 − p₁", "bad"),
    "others": ("the wrong two", "other"),
    "nothing": ("0 once it is largest", "other"),
}  # the readings that can be drawn beside the loss
USUAL = ("every", "missing")  # those that are, where none was chosen
ROOM, MOST = 6.0, 11.0  # nats that the knob's picture shows, and with the sum of all three


@lru_cache(maxsize=1024)
def loss_of(p: tuple[float, ...], true: int = TRUE) -> CrossEntropy:
    """The cross-entropy of probabilities, from scores that give them."""
    return cross_entropy(np.log(np.array(p)), true)


P = tuple(softmax(np.array(SCORES)).probabilities.tolist())


def with_first(share: float) -> tuple[float, ...]:
    """Probabilities whose first is given; the others share the rest as they did."""
    left = (1 - share) / (1 - P[0])
    return (share, *(left * one for one in P[1:]))


def surprises(p: tuple[float, ...]) -> Array:
    """-ln p of each class, (K,)."""
    return np.array([float(loss_of(p, k).losses) for k in range(len(p))])


def own(p: tuple[float, ...], true: int) -> Array:
    """-y ln p: what is true."""
    return loss_of(p, true).terms


def every(p: tuple[float, ...], true: int) -> Array:
    """-ln p, whatever the label."""
    return surprises(p)


def missing(p: tuple[float, ...], true: int) -> Array:
    """What the true class misses of 1."""
    return np.asarray(loss_of(p, true).softmax.complements * loss_of(p, true).labels)


def others(p: tuple[float, ...], true: int) -> Array:
    """-ln(1 - p) of each wrong class."""
    return (1 - loss_of(p, true).labels) * binary_divergence(np.array(p), np.zeros(len(p)))


def nothing(p: tuple[float, ...], true: int) -> Array:
    """0 where the largest probability is the true class's, else -ln p of that."""
    return own(p, true) * float(np.argmax(p) != true)


def swapped(p: tuple[float, ...], true: int) -> Array:
    """-p ln y, infinite for each wrong class that has any probability."""
    labels, each = loss_of(p, true).labels, np.eye(len(p))
    return np.array([float(divergence(labels, one * p)) for one in each])


READINGS: dict[str, Callable[[tuple[float, ...], int], Array]] = {
    "own": own, "every": every, "missing": missing, "others": others, "nothing": nothing, "swapped": swapped,
}  # fmt: skip


def first_loss(classes: int) -> float:
    """The loss of so many classes whose scores are all the same."""
    return float(cross_entropy(np.zeros(classes), 0).losses)


def least_of(label: tuple[float, ...]) -> float:
    """The least loss that a soft label allows: where the probabilities are the label."""
    return float(divergence(label, label))


def bits(nats: float) -> float:
    """The same information in bits."""
    return nats / math.log(2)


GROWING = np.linspace(1 / len(P), P[TRUE], 61).tolist()  # the true class's probability, from all alike to its own
SHARES = np.linspace(0.01, 0.99, 197)


@lru_cache(maxsize=8)
def learning(reading: str | None) -> tuple[Line, ...]:
    """The surprises, the loss and a reading of it while the true class's probability grows: bars, point by point."""
    mine = () if reading is None else rising(reading, "yours", "yours")
    return (*rising("own", "loss", "truth"), *rising("every", "−ln p", "given"), *mine)


def rising(reading: str, name: str, role: str) -> list[Line]:
    """The terms of a reading, without those that stay 0; the tallest has the name and the sum, where it is one."""
    terms = np.array([READINGS[reading](with_first(share), TRUE) for share in GROWING]).T
    there = [k for k in range(len(P)) if terms[k].any()] or [TRUE]
    heights, told = np.minimum(terms, BEYOND), summed(terms, role)
    named = min(there, key=lambda k: (terms[k, -1] > HIGHEST, -terms[k, -1])) if role != "given" else len(P) - 1
    return [
        Line(f"{name}{LOWERED[k]}" if len(there) > 1 and k != named else name,
             np.full(len(GROWING), k + 1 + STANDS[role]), heights[k], role, moves=True, bar=True, labelled=k == named,
             notes=told if k == named else ())
        for k in there
    ]  # fmt: skip


def summed(terms: Array, role: str) -> tuple[str, ...]:
    """What is told of terms (K, n) at each point: their sum, by that name where there are several; of surprises no."""
    sums: list[float] = terms.sum(axis=0).tolist()
    if role == "given":
        return ("",) * len(sums)
    several = np.count_nonzero(terms[:, -1]) > 1
    return tuple(f"{'sum ' if several else ''}{fixed(one) if one else '0'}" for one in sums)


@lru_cache(maxsize=8)
def made_of(reading: str) -> Array:
    """What a reading of the loss comes to at each of the shares, (198,)."""
    return np.array([float(READINGS[reading](with_first(share), TRUE).sum()) for share in SHARES.tolist()])


def curve(name: str, reading: str, role: str = "truth") -> Line:
    """What a reading of the loss comes to at every probability of the true class, as far up as there is room."""
    found = made_of(reading)
    return Line(name, SHARES[found <= MOST], found[found <= MOST], role, labelled=reading != "own")


def bars(name: str, heights: Array, role: str, beside: float = 0.0) -> Bars:
    """A bar for each class, `beside` its place; one that has no end goes to the top."""
    return Bars(name, np.arange(1.0, len(heights) + 1) + beside, np.minimum(heights, HIGHEST), role)
