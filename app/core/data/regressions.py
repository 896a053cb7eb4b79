"""Data sets that come from weights: what a linear and a logistic regression are to find again."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.random import Generator

from ..catalogue import knob
from ..numbers import Array
from .base import DataSet, Singles, rows, spread


class Weighted(DataSet, abstract=True):
    """Independent normal features whose variances fall from 1 to 1 / kappa in equal ratios, and weights for them.

    The Hessian of a linear regression on many such rows is diagonal, with condition number kappa.
    """

    counts = ("n", "d")

    n: float = rows(1e6)
    d: float = knob("d", "features", low=1.0, high=64.0, default=20.0)
    kappa: float = knob(r"\kappa", "ratio of the features' variances", low=1.0, high=1e4, default=10.0, log=True)

    def variances(self) -> Array:
        """The variance of each feature, `(d,)`."""
        return np.logspace(0.0, -np.log10(self.kappa), self.features)

    @cached_property
    def spreads(self) -> Singles:
        """The standard deviation of each feature, `(d,)`."""
        return np.sqrt(self.variances()).astype(np.float32)

    def truth(self, random: Generator) -> Array:
        """Standard normal weights, `(d,)`."""
        return random.standard_normal(self.features)

    def scores(self, places: Generator, x: Singles, truth: Array) -> Singles:
        """Fill the rows, and answer x . w, added up feature by feature, as the order decides the last bit."""
        places.standard_normal(out=x, dtype=np.float32)
        x *= self.spreads
        total = np.zeros(len(x), np.float32)
        for column, weight in zip(x.T.copy(), truth.astype(np.float32), strict=True):
            column *= weight
            total += column
        return total


class Linear(Weighted):
    """A linear trend with normal noise: y = w . x + noise."""

    name = "linear"
    title = "Linear trend"
    tex = r"y = w \cdot x + \sigma \varepsilon"
    source = "Gauss, 1809"
    target = "number"

    noise: float = spread(1.0)

    def draw(self, places: Generator, luck: Generator, x: Singles, truth: Array) -> Singles:
        """w . x and the noise."""
        y = self.scores(places, x, truth)
        y += np.float32(self.noise) * luck.standard_normal(len(x), dtype=np.float32)
        return y


class Logistic(Weighted):
    """Two classes, the second as likely as the logistic function of a score says: P(y = 1) = sigmoid(w . x)."""

    name = "logistic"
    title = "Logistic classes"
    tex = r"P(y = 1) = \sigma(s \, w \cdot x)"
    source = "Berkson, 1944"
    target = "class"

    scale: float = knob("s", "how far apart the classes are", low=0.0, high=100.0, default=1.0)

    def draw(self, places: Generator, luck: Generator, x: Singles, truth: Array) -> Array:
        """1 where a number drawn evenly from [0, 1) lies below the likelihood."""
        score = self.scale * self.scores(places, x, truth).astype(np.float64)
        return np.where(luck.random(len(x)) * (1 + np.exp(-score)) < 1, 1.0, 0.0)
