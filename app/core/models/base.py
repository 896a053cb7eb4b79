"""What every model has: a loss, and its gradient, on a batch of rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from ..data import Samples
from ..numbers import Array


@dataclass(frozen=True)
class Model(ABC):
    """A loss of weights `(..., p)` on a batch of rows `(m, p)`, the same for all runs, or `(..., m, p)`, each its own.

    Axis 0 of the weights is which run. A score is w . x; who wants an intercept has rows that end in a 1. Losses are
    means over the rows of the batch.
    """

    def scores(self, weights: Array, batch: Samples) -> Array:
        """w . x for each row, `(..., m)`."""
        x = np.asarray(batch.x, dtype=np.float64)
        z: Array = weights.dot(x.T) if x.ndim == 2 else np.matvec(x, weights)
        return z

    def value(self, weights: Array, batch: Samples) -> Array:
        """The mean loss, `(...)`."""
        losses: Array = self.losses(self.scores(weights, batch), batch.y).mean(axis=-1)
        return losses

    def gradient(self, weights: Array, batch: Samples) -> Array:
        """Its slope along each weight, `(..., p)`: the mean over the rows of pull times features."""
        with np.errstate(over="ignore"):
            return self.slope(weights, np.asarray(batch.x, dtype=np.float64), self.coded(batch.y))

    def slope(self, weights: Array, x: Array, coded: Array) -> Array:
        """The gradient on rows that are doubles, with coded targets: what a loop does. It may overflow on the way."""
        total = self.total(weights, x, coded)
        return total if x.shape[-2] == 1 else total / x.shape[-2]

    def total(self, weights: Array, x: Array, coded: Array) -> Array:
        """The same, the sum over the rows."""
        if x.ndim == 2:
            g: Array = self.pulls(weights.dot(x.T), coded).dot(x)
        else:
            g = np.vecmat(self.pulls(np.matvec(x, weights), coded), x)
        return g

    def coded(self, y: Array) -> Array:
        """Targets as `pulls` takes them: as they are."""
        return y

    @abstractmethod
    def losses(self, z: Array, y: Array) -> Array:
        """The loss of each row, from its score and its target."""

    @abstractmethod
    def pulls(self, z: Array, coded: Array) -> Array:
        """The slope of each row's loss along its score."""
