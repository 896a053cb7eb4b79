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

    def pulls(self, z: Array, coded: Array) -> Array:
        """z - y."""
        return z - coded


class LogisticRegression(Model):
    """Cross-entropy of sigmoid(score) with the class 0 or 1, right for scores of any size."""

    def losses(self, z: Array, y: Array) -> Array:
        """ln(1 + e^z) - y z, as max(z, 0) - y z + ln(1 + e^-|z|)."""
        return np.maximum(z, 0.0) - y * z + np.log1p(np.exp(-np.abs(z)))

    def coded(self, y: Array) -> Array:
        """-1 or 1."""
        return 2.0 * y - 1.0

    def pulls(self, z: Array, coded: Array) -> Array:
        """sigmoid(z) - y as -s / (1 + e^(s z)), with s the coded class: right to all digits though e^(s z) overflow."""
        return coded / (-1.0 - np.exp(coded * z))
