"""Cross-entropies of probabilities that are given, as the slides write them."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from ..numbers import Array


def divergence(probabilities: ArrayLike, labels: ArrayLike, gamma: float = 0.0) -> Array:
    """D(S, L) = -sum_c L_c (1 - S_c)^gamma ln S_c of distributions S `(..., K)`; what cannot be costs inf."""
    s, y = np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in (probabilities, labels)))
    return np.asarray(_cost(y * (1 - s) ** gamma if gamma else y, s, np.log).sum(axis=-1))


def binary_divergence(p: ArrayLike, y: ArrayLike) -> Array:
    """-(y ln p + (1 - y) ln(1 - p)) of numbers or arrays of one shape."""
    s, label = np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in (p, y)))
    return _cost(label, s, np.log) + _cost(1 - label, -s, np.log1p)


def _cost(weight: Array, p: Array, log: np.ufunc) -> Array:
    with np.errstate(divide="ignore"):
        surprise = -log(p)
    return np.asarray(np.multiply(weight, surprise, out=np.zeros(np.shape(p)), where=weight != 0))
