"""What different readings of cross-entropy make of three probabilities and a one-hot label, term by term."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ...core.losses import CrossEntropy, binary_divergence, cross_entropy, divergence, softmax
from ...core.numbers import Array
from ..pictures import Line

SCORES = (2.0, 1.0, 0.1)
TRUE = 0  # the class whose label is 1
BESIDE = 1 - 0.26  # where the bars of -ln p stand


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
SHARES = np.linspace(0.01, 0.995, 198)


@lru_cache(maxsize=1)
def learning() -> tuple[Line, ...]:
    """The loss and the surprise of the wrong classes while the true class's probability grows, point by point."""
    heights = np.array([surprises(with_first(share)) for share in GROWING]).T
    names = ("loss", *(f"−ln p{sign}" for sign in "₂₃"))
    at = [1.0, *(k + BESIDE for k in range(1, len(P)))]
    return tuple(
        Line(name, np.full(len(GROWING), at[k]), heights[k], "given" if k else "truth", moves=True, labelled=False)
        for k, name in enumerate(names)
    )


@lru_cache(maxsize=8)
def made_of(reading: str) -> Array:
    """What a reading of the loss comes to at each of the shares, (198,)."""
    return np.array([float(READINGS[reading](with_first(share), TRUE).sum()) for share in SHARES.tolist()])
