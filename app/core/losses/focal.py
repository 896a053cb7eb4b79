"""Focal loss: what is right already counts less than its cross-entropy. Lin et al., 2017."""

from __future__ import annotations

import numpy as np

from ..numbers import Array
from .soft import LARGEST, Softmax


def dampening(found: Softmax, gamma: float) -> Array:
    """(1 - p)^gamma of each class, shape (..., K): by what focal loss multiplies -ln p; its digits hold near p = 1."""
    return np.asarray(found.complements**gamma)


def steepness(found: Softmax, gamma: float) -> Array:
    """-p d/dp of (1 - p)^gamma (-ln p), which is (1 - p)^gamma (1 + gamma p (-ln p) / (1 - p)); shape (..., K).

    Under cross-entropy it is 1: labels times this have the gradient of the focal loss, (sum_c s_c) p - s.
    """
    p, rest = found.probabilities, found.complements
    surprise = p * np.minimum(-found.log_probabilities, LARGEST)
    beside = np.divide(surprise, rest, out=np.ones(p.shape), where=rest > 0)  # -ln p is 1 - p near p = 1
    return np.asarray(rest**gamma * (1 + gamma * beside))
