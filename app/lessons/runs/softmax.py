"""Softmax of scores that are multiplied, and what other rules would make of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np

from ...core.losses import softmax
from ...core.numerals import RAISED, decimal, fixed
from ..content import Reference
from ..pictures import Line

SCORES = (2.0, 1.0, 0.1)
FACTOR = 10.0
ALIKE = 1e-3  # a factor that is 0 for people
FARTHEST = 40.0  # factors beyond which a double knows no probability but 0 and 1


@lru_cache(maxsize=1024)
def shares(scores: tuple[float, ...], factor: float = 1.0, added: float = 0.0) -> tuple[float, ...]:
    """The probabilities of scores that are multiplied, and then have something added."""
    return tuple(softmax(factor * np.array(scores) + added).probabilities.tolist())


def first(factor: float) -> float:
    """The probability of the first class."""
    return shares(SCORES, factor)[0]


@lru_cache(maxsize=256)
def factor_for(share: float) -> float | None:
    """The factor that gives the first class a share, below 0 where the order must turn; None for what none gives."""
    low, high = -FARTHEST, FARTHEST
    if not first(low) < share < first(high):
        return None
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if first(middle) < share else (low, middle)
    return (low + high) / 2


def divided(scores: Sequence[float]) -> list[float]:
    """What dividing by the sum would give."""
    return [one / sum(scores) for one in scores]


def raised(share: float, factor: float) -> float:
    """What the first would have if the factor multiplied its odds, instead of being their exponent."""
    odds = factor * share / (1 - share)
    return odds / (1 + odds)


def at_the_end(share: float) -> tuple[float, ...]:
    """A first class that has nothing, all or more, as no factor makes it; the others share the rest."""
    rest = max(0.0, 1 - share) / (len(SCORES) - 1)
    return (share, *[rest] * (len(SCORES) - 1))


def power(exponent: float) -> str:
    """A power of e: e¹⁰."""
    return f"e{decimal(exponent).translate(RAISED)}"


def became(share: float, factor: float | None) -> str:
    """Which factor gives what was said."""
    said = decimal(share, 6)
    if share > 1:
        return f"{said} is no probability: none is more than 1."
    if factor is None:
        return f"No factor gives {said}: every class keeps something, however little."
    if abs(factor) < ALIKE:
        return f"{said} is what multiplying by 0 gives: all classes alike."
    if factor < 0:
        return f"{said} is what multiplying the scores by {decimal(factor)} gives, which turns their order round."
    if abs(factor - 1) < 0.005:
        return f"{said} is what multiplying by 1 gives, which leaves all as it is."
    near = abs(factor - FACTOR) < 0.5
    by = f"{decimal(factor)}, about {decimal(FACTOR)}," if near else decimal(factor)
    return f"{said} is what multiplying the scores by {by} gives{'' if near else f', not by {decimal(FACTOR)}'}."


def became_of_all(factor: float) -> str:
    """What a factor does to all probabilities."""
    if factor <= 0:
        return "all alike" if factor == 0 else "their order turned round"
    return "as they were" if factor == 1 else "farther apart" if factor > 1 else "closer together"


CLIMB = np.geomspace(1.0, FACTOR, 61).tolist()  # factors on the way to ten


def climbing() -> tuple[Line, ...]:
    """Each probability as the factor grows from 1 to ten, point by point, as a bar above its class."""
    heights = np.array([shares(SCORES, factor) for factor in CLIMB]).T
    return tuple(
        Line(letter, np.full(len(CLIMB), k + 1.0), heights[k], moves=True, bar=True, labelled=k == 0,
             notes=tuple(map(fixed, heights[k].tolist())))
        for k, letter in enumerate("ABC")
    )  # fmt: skip


def published(
    scores: Sequence[float], factor: float, values: Sequence[float], source: str, since: str, off: float = 5e-4
) -> list[Reference]:
    """A reference for each of the probabilities of scores times a factor."""
    told = f"({', '.join(map(decimal, scores))}) × {decimal(factor)}"
    return [
        Reference(f"softmax of {told}, class {k + 1}", partial(share_of, tuple(scores), factor, k), value, off, source,
                  since)
        for k, value in enumerate(values)
    ]  # fmt: skip


def share_of(scores: tuple[float, ...], factor: float, which: int) -> float:
    """One of the probabilities of scores times a factor."""
    return shares(scores, factor)[which]


def scores_told() -> str:
    """The scores with commas between them."""
    return ", ".join(map(decimal, SCORES))
