"""Linear and logistic regression."""

from __future__ import annotations

import numpy as np

from ..numbers import Array
from .base import Model


class LinearRegression(Model):
    """Least squares: half the square of score minus target, whose slope is the residual."""

    def losses(self, z: Array, y: Array) -> Array:
        """(z - y)^2 / 2."""
        return np.square(z - y) / 2

    def pulls(self, z: Array, y: Array) -> Array:
        """z - y."""
        return z - y


class LogisticRegression(Model):
    """Cross-entropy of sigmoid(score) with the class 0 or 1, right for scores of any size."""

    def losses(self, z: Array, y: Array) -> Array:
        """ln(1 + e^z) - y z, as max(z, 0) - y z + ln(1 + e^-|z|)."""
        return np.maximum(z, 0.0) - y * z + np.log1p(np.exp(-np.abs(z)))

    def pulls(self, z: Array, y: Array) -> Array:
        """sigmoid(z) - y; where y is 1, -sigmoid(-z), which keeps its digits as z grows."""
        small = np.exp(-np.abs(z))
        toward = np.where((z < 0) == (y > 0.5), 1.0, small) / (1 + small)
        pull: Array = np.where(y > 0.5, -toward, toward)
        return pull
