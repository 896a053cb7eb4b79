"""Two classes: binary cross-entropy from one logit, and the squared error beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..activations.shared import choose, logistic
from ..numbers import Real
from .checks import InputError


@dataclass(frozen=True)
class BinaryLoss:
    """Both losses of p = sigma(z) against y, with their slopes in z; each a number, or an array of one shape (...)."""

    probability: Real
    cross_entropy: Real
    gradient: Real
    squared_error: Real
    squared_error_gradient: Real


def binary_cross_entropy(logit: Real, y: Real) -> BinaryLoss:
    """-(y ln p + (1 - y) ln(1 - p)) with p = sigma(z), for finite z and y in [0, 1] of shapes that broadcast.

    ln(1 + e^-|z|) + (1 - y) max(z, 0) + y max(-z, 0): three parts of one sign. Its slope p - y is, for z >= 0,
    (1 - y) - sigma(-z), so that it keeps its digits near y = 1 as it does near y = 0, and for |z| < 1
    (1/2 - y) + tanh(z / 2) / 2, which does so near y = 1/2. The squared error is
    (p - y)^2 / 2 and its slope (p - y) p (1 - p), where the last two factors are what saturates.
    Raises InputError for y outside [0, 1]. Cox, 1958.
    """
    z, y = np.float64(logit), np.float64(y)
    if not np.all((y >= 0) & (y <= 1)):
        raise InputError("y", "y must lie in [0, 1]")
    p, slope = logistic(z)
    wrong = choose(np.less(z, 0), p - y, (1 - y) - logistic(-z)[0])
    wrong = choose(np.less(np.abs(z), 1), (0.5 - y) + np.tanh(z / 2) / 2, wrong)
    cost = np.log1p(np.exp(-np.abs(z))) + (1 - y) * np.maximum(z, 0) + y * np.maximum(-z, 0)
    return BinaryLoss(p, cost, wrong, wrong * wrong / 2, wrong * slope)
