"""How far above the least loss weights are, for both regressions: exactly, or from some thousand of many rows."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..data import Samples
from ..numbers import Array
from .base import Model
from .normal_equations import Sums
from .regression import LinearRegression, LogisticRegression

JUDGED = 4_096  # rows on which logistic weights are judged
FIRST_ROWS = 65_536  # on which Newton's method comes near its end before it looks at all
MOST_PASSES, LAST_PASSES = 30, 2  # over the first rows, and over all
PARTS_A_TURN = 4  # parts that are worked on in one turn


class Optimum(Protocol):
    """The weights of the least loss on all rows."""

    @property
    def best(self) -> Array:
        """These weights, `(p,)`."""

    def excess(self, weights: Array) -> Array:
        """How far the loss of weights `(..., p)` is above theirs, `(...)`."""


@dataclass(frozen=True)
class LogisticOptimum:
    """That of a logistic regression; of many rows some are `judged`.

    On these the loss above that of the best is counted from the tangent there. On all rows the tangent is level, so
    that the mean over all choices of rows is the excess on all, and no choice lets it fall below 0.
    """

    best: Array
    judged: Samples

    def excess(self, weights: Array) -> Array:
        """L(w) - L(best) - L'(best) (w - best) on the judged rows."""
        model = LogisticRegression()
        slope = model.gradient(self.best, self.judged)
        above: Array = model.value(weights, self.judged) - model.value(self.best, self.judged)
        return above - (weights - self.best) @ slope


def optimum(model: Model, samples: Samples, sums: Sums | None = None) -> Generator[None, None, Optimum]:
    """The optimum on all rows, worked out a millisecond a turn, unless the rows are added up in `sums` already."""
    if not isinstance(model, LinearRegression):
        return (yield from newton(samples))
    if sums is not None:
        return sums.equations
    sums = Sums(samples.x.shape[-1])
    for k, part in enumerate(samples.pieces()):
        sums.add(part)
        if k % PARTS_A_TURN == 0:
            yield
    return sums.equations


def newton(samples: Samples) -> Generator[None, None, LogisticOptimum]:
    """Newton's method for a logistic regression: to its end on the first rows, then over all of them twice.

    Where the classes can be told apart without a fault there is no best: it stops on the way to there.
    """
    first = samples.at(slice(0, FIRST_ROWS))
    weights = yield from passes(np.zeros(samples.x.shape[-1]), first, MOST_PASSES)
    if len(samples) > len(first):
        weights = yield from passes(weights, samples, LAST_PASSES)
    judged = samples.at(slice(0, JUDGED))
    return LogisticOptimum(weights, Samples(judged.x.astype(np.float64), judged.y))


def passes(weights: Array, samples: Samples, most: int) -> Generator[None, None, Array]:
    """At most so many steps of Newton's method, each half as long again while the loss would rise."""
    loss, step = np.inf, np.zeros_like(weights)
    for _ in range(most):
        now, slope, curvature = yield from derivatives(weights - step, samples)
        if now > loss * (1 + 1e-14):
            step = step / 2
            continue
        weights, loss = weights - step, now
        step = np.asarray(np.linalg.lstsq(curvature, slope, rcond=None)[0], dtype=np.float64)
        if slope @ step <= 1e-16 * loss or loss < 1e-9:
            break
    return weights - step


def derivatives(weights: Array, samples: Samples) -> Generator[None, None, tuple[float, Array, Array]]:
    """The logistic loss of weights `(p,)` on all rows, its slope `(p,)` and its second derivatives `(p, p)`."""
    model, p = LogisticRegression(), len(weights)
    loss, slope, curvature = 0.0, np.zeros(p), np.zeros((p, p))
    for k, part in enumerate(samples.pieces()):
        x = np.asarray(part.x, dtype=np.float64)
        z = x @ weights
        with np.errstate(over="ignore"):
            pull = model.pulls(z, model.coded(part.y))
        loss += float(model.losses(z, part.y).sum())
        slope += pull @ x
        curvature += (x.T * (np.abs(pull) * (1 - np.abs(pull)))) @ x
        if k % PARTS_A_TURN == 0:
            yield
    n = len(samples)
    return loss / n, slope / n, curvature / n
