"""Cross-entropy from logits, for a class or a distribution, and its gradient p - y."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from ..numbers import Array
from .checks import InputError, classes, fraction, weights
from .soft import Softmax, gap, softmax


@dataclass(frozen=True)
class CrossEntropy:
    """-sum_c y_c ln p_c of each row, in nats: `losses` (...), and its `gradient` (..., K) with respect to the logits.

    `labels` (..., K) are y as it was used, after smoothing. Where y sums to 1 the gradient is (p - y) / T.
    """

    softmax: Softmax
    labels: Array
    losses: Array
    gradient: Array

    @cached_property
    def terms(self) -> Array:
        """-y_c ln p_c of each class, shape (..., K), each at least 0; a class without a label has 0."""
        return terms(self.softmax, self.labels)

    @property
    def mean(self) -> float:
        """The mean over all rows."""
        return float((self.losses / self.losses.size).sum())

    @property
    def sum(self) -> float:
        """The sum over all rows."""
        with np.errstate(over="ignore"):
            return float(self.losses.sum())

    @property
    def gradient_of_mean(self) -> Array:
        """The gradient of the mean with respect to all logits, shape (..., K)."""
        return self.gradient / self.losses.size


def cross_entropy(
    logits: ArrayLike,
    target: ArrayLike | None = None,
    labels: ArrayLike | None = None,
    temperature: float = 1.0,
    label_smoothing: float = 0.0,
) -> CrossEntropy:
    """The cross-entropy of logits `(..., K)` against classes `target` (...) or distributions `labels` `(..., K)`.

    Smoothing replaces y by (1 - e) y + e / K (Szegedy et al., 2016). Labels need not sum to 1: scaled by a weight of
    each class they make the weighted loss, and a row of zeros is left out.
    Raises InputError for both or neither of target and labels, and for anything that does not fit the logits.
    """
    found = softmax(logits, temperature)
    smoothing = fraction(label_smoothing)
    if (target is None) == (labels is None):
        raise InputError("target", "give either target, a class, or labels, a distribution")
    if labels is None:
        assert target is not None
        if not smoothing:
            return of_class(found, target)
        labels = one_hot(target, found.logits.shape)
    y = weights(labels, found.logits.shape)
    return of_labels(found, smooth(y, smoothing) if smoothing else y)


def one_hot(target: ArrayLike, shape: tuple[int, ...]) -> Array:
    """1 for the class, 0 for every other, in the shape `(..., K)` of the logits."""
    y = np.zeros(shape)
    y.reshape(-1)[classes(target, shape)] = 1.0
    return y


def smooth(labels: Array, smoothing: float) -> Array:
    """(1 - e) y + e / K."""
    return (1 - smoothing) * labels + smoothing / float(labels.shape[-1])


def of_class(found: Softmax, target: ArrayLike) -> CrossEntropy:
    """-ln p_t and p - y for one class a row: only what a one-hot y leaves is worked out."""
    z, rest = found.logits.reshape(-1), found.rest.ravel()
    place = classes(target, found.logits.shape)
    y, gradient = np.zeros(z.shape), found.probabilities.reshape(-1).copy()
    y[place] = 1.0
    losses = np.log1p(rest)
    losses -= gap(z[place], z[found.top], found.temperature)
    away = gradient[place]
    away -= 1
    # p - 1 has no digits near one-hot; less the others' probabilities has them all.
    np.copyto(away, -rest / (1 + rest), where=place == found.top)
    gradient[place] = away
    if found.temperature != 1:
        gradient /= found.temperature
    shape = found.logits.shape
    return CrossEntropy(found, y.reshape(shape), losses.reshape(shape[:-1]), gradient.reshape(shape))


def of_labels(found: Softmax, y: Array) -> CrossEntropy:
    """-sum_c y_c ln p_c and its gradient (sum_c y_c) p - y.

    For the largest p the gradient is also the sum of the other y less 1 - p times that of all: of the two ways the one
    is taken whose numbers are smaller, as they carry the smaller errors.
    """
    shape, p = found.logits.shape, found.probabilities
    with np.errstate(over="ignore"):
        losses = np.asarray(terms(found, y).sum(axis=-1))
    mass = y.sum(axis=-1, keepdims=True)
    gradient = mass * p - y
    top = found.top
    y_top, p_top = y.reshape(-1)[top], p.reshape(-1)[top]
    others = y.copy()
    others.reshape(-1)[top] = 0.0
    apart = others.reshape(-1, shape[-1]).sum(axis=1) - (mass * found.rest / (1 + found.rest)).ravel()
    near = mass.ravel() * p_top + y_top > mass.ravel()
    gradient.reshape(-1)[top] = np.where(near, apart, gradient.reshape(-1)[top])
    return CrossEntropy(found, y, losses, gradient / found.temperature)


def terms(found: Softmax, y: Array) -> Array:
    """-y_c ln p_c, 0 where y_c is 0; finite also where -ln p_c overflows and a small part of it does not."""
    logarithms = found.log_probabilities
    if np.isfinite(logarithms).all():
        return y * -logarithms
    halves = found.peak / 2 - found.logits / 2
    with np.errstate(over="ignore"):
        return np.asarray(y * halves * (2 / found.temperature) + y * np.log1p(found.rest))
