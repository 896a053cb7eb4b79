"""Sparsemax: a softmax that gives most classes no probability at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..numbers import Array
from .checks import reached, scores, warmth
from .soft import gap, tempered


@dataclass(frozen=True)
class Sparsemax:
    """The point of the simplex nearest to z / T: `probabilities` (..., K), of which `support` (...) are not 0."""

    temperature: float
    probabilities: Array

    @property
    def support(self) -> Array:
        """How many classes have a probability, shape (...)."""
        return np.asarray((self.probabilities > 0).sum(axis=-1))

    @property
    def jacobian(self) -> Array:
        """d p_i / d z_j = (delta_ij - 1 / |S|) / T for i and j in the support S, 0 elsewhere; shape (..., K, K)."""
        inside = (self.probabilities > 0).astype(np.float64)
        shared = inside[..., :, None] * inside[..., None, :] / inside.sum(axis=-1)[..., None, None]
        return tempered(inside[..., :, None] * np.eye(inside.shape[-1]) - shared, self.temperature)


def sparsemax(logits: ArrayLike, temperature: float = 1.0) -> Sparsemax:
    """max(z / T - tau, 0), with tau such that these sum to 1, of finite logits `(..., K)`.

    With u the gaps (z - max z) / T in falling order, the support is the largest k with 1 + k u_k > u_1 + ... + u_k, and
    tau = (u_1 + ... + u_k - 1) / k. Right to a few eps.
    Raises InputError for no logits, and for a temperature outside [0, 1e300]. Martins & Astudillo, 2016.
    """
    z, t = scores(logits), warmth(temperature)
    gaps = np.maximum(gap(z, reached(z.max(axis=-1, keepdims=True)), t), -2.0)  # at -1 a class is out already
    falling = -np.sort(-gaps, axis=-1)
    sums = falling.cumsum(axis=-1)
    counts = np.arange(1, z.shape[-1] + 1)
    size = (1 + counts * falling > sums).sum(axis=-1, keepdims=True)
    tau = (np.take_along_axis(sums, size - 1, axis=-1) - 1) / size
    return Sparsemax(t, np.maximum(gaps - tau, 0.0))
