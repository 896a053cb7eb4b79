"""The loss as the probability of one class grows and the others shrink together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..numbers import Array, Real
from .cross import CrossEntropy
from .given import divergence
from .soft import softmax_of_rows


@dataclass(frozen=True)
class Along:
    """Distributions with p for one class and (1 - p) r_c for each other: r (K,) are 0 there, and sum to 1 elsewhere.

    `weighted` (K,) are the labels times the weights of the classes, and `gamma` is that of the focal loss.
    """

    one: int
    proportions: Array
    weighted: Array
    gamma: float

    def probabilities(self, p: Real) -> Array:
        """All of them, shape (..., K), for p in (0, 1) of shape (...)."""
        at = np.asarray(p, dtype=np.float64)[..., None]
        found = (1 - at) * self.proportions
        found[..., self.one] = at[..., 0]
        return np.asarray(found)

    def loss(self, p: Real) -> Array:
        """What these probabilities cost, shape (...)."""
        return divergence(self.probabilities(p), self.weighted, self.gamma)

    def slope(self, p: Real) -> Array:
        """Its derivative by p, shape (...); of a class that never has a probability the loss does not change."""
        q, g = self.probabilities(p), self.gamma
        ways = -self.proportions
        ways[self.one] = 1.0
        moving = q > 0
        safe = np.where(moving, q, 0.5)
        left = 1 - safe
        bend = np.divide(np.log(safe), left, out=np.full_like(left, -1.0), where=left > 0)  # ln q / (1 - q), at 1 too
        return np.asarray((self.weighted * ways * np.where(moving, left**g * (g * bend - 1 / safe), 0.0)).sum(axis=-1))


def along(found: CrossEntropy, one: int) -> Along:
    """The loss of one row of logits as the probability of class `one` changes, and no proportion of the others."""
    z = found.softmax.logits
    others = softmax_of_rows(np.delete(z, one), found.softmax.temperature).probabilities if z.size > 1 else np.array([])
    return Along(one, np.insert(others, one, 0.0), found.weighted, found.gamma)
