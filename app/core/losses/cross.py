"""Cross-entropy from logits, plain, weighted by class or focal, for a class or a distribution, and its gradient."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from ..numbers import Array
from .checks import InputError, class_weights, classes, focusing, fraction, reached, weights
from .focal import dampening, steepness
from .soft import Softmax, gap, softmax_of_rows, tempered

EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class CrossEntropy:
    """-sum_c w_c y_c (1 - p_c)^gamma ln p_c of each row, in nats: `losses` (...), and its `gradient` by the logits.

    `labels` (..., K) are y as it was used, after smoothing; `weighted` are w y, and y where no weight is given. With
    gamma = 0, no weights and labels that sum to 1 the gradient (..., K) is (p - y) / T. `divisor` makes a mean of sums.
    """

    softmax: Softmax
    labels: Array
    losses: Array
    gradient: Array
    weighted: Array
    divisor: float
    gamma: float = 0.0

    @cached_property
    def shares(self) -> Array:
        """What -ln p_c of each class is multiplied by: w_c y_c (1 - p_c)^gamma, shape (..., K)."""
        return self.weighted * dampening(self.softmax, self.gamma) if self.gamma else self.weighted

    @cached_property
    def steep(self) -> Array:
        """Labels s whose cross-entropy has this loss's gradient, ((sum_c s_c) p - s) / T; shape (..., K)."""
        return self.weighted * steepness(self.softmax, self.gamma) if self.gamma else self.weighted

    @cached_property
    def terms(self) -> Array:
        """What each class adds to the loss, shape (..., K), each at least 0; a class without a label has 0."""
        return terms(self.softmax, self.shares)

    @cached_property
    def plain(self) -> Array:
        """The cross-entropies without weights and gamma, shape (...)."""
        if self.weighted is self.labels and not self.gamma:
            return self.losses
        with np.errstate(over="ignore"):
            return np.asarray(terms(self.softmax, self.labels).sum(axis=-1))

    @property
    def mean(self) -> float:
        """The mean over all rows; of weighted classes, as in PyTorch, over the weights of the true ones."""
        return float((self.losses / self.divisor).sum())

    @property
    def sum(self) -> float:
        """The sum over all rows."""
        with np.errstate(over="ignore"):
            return float(self.losses.sum())

    @property
    def gradient_of_mean(self) -> Array:
        """The gradient of the mean with respect to all logits, shape (..., K)."""
        return self.gradient / self.divisor


def cross_entropy(
    logits: ArrayLike,
    target: ArrayLike | None = None,
    labels: ArrayLike | None = None,
    temperature: float = 1.0,
    label_smoothing: float = 0.0,
    *,
    gamma: float = 0.0,
    class_weight: ArrayLike | None = None,
) -> CrossEntropy:
    """The cross-entropy of logits `(..., K)` against classes `target` (...) or distributions `labels` `(..., K)`.

    Smoothing replaces y by (1 - e) y + e / K (Szegedy et al., 2016). Labels need not sum to 1: a row of zeros is left
    out. `class_weight` (K,) counts classes more or less, after smoothing, as PyTorch's `weight` does: the mean is then
    over the weights of the targets, of distributions over the rows. `gamma` lets what is right count less (Lin et al.,
    2017).
    Raises InputError for both or neither of target and labels, for anything that does not fit the logits, for logits
    of which none is the largest that is finite, and for weights of 0 for all that is true.
    """
    with np.errstate(invalid="ignore"):
        found = softmax_of_rows(logits, temperature)
    reached(found.logits.reshape(-1)[found.top])
    return of_softmax(found, target, labels, label_smoothing, gamma=gamma, class_weight=class_weight)


def of_softmax(
    found: Softmax,
    target: ArrayLike | None = None,
    labels: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    *,
    gamma: float = 0.0,
    class_weight: ArrayLike | None = None,
) -> CrossEntropy:
    """`cross_entropy` of a softmax: nan where that is, as it is once a training has left the floats."""
    smoothing, gamma = fraction(label_smoothing), focusing(gamma)
    if (target is None) == (labels is None):
        raise InputError("target", "give either target, a class, or labels, a distribution")
    if labels is None:
        assert target is not None
        if not smoothing and not gamma and class_weight is None:
            return of_class(found, target)
        labels = one_hot(target, found.logits.shape)
    y = weights(labels, found.logits.shape)
    y = smooth(y, smoothing) if smoothing else y
    if class_weight is None:
        return of_shares(found, y, y, gamma)
    w = class_weights(class_weight, y.shape[-1])
    true = w[np.asarray(target)] if target is not None else (w * y).sum(axis=-1)
    if not true.any():
        raise InputError("class_weight", "class_weight must be greater than 0 for a class that is true")
    return of_shares(found, y, w * y, gamma, float(true.sum()) if target is not None else None)


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
        gradient = tempered(gradient, found.temperature)
    shape = found.logits.shape
    told = y.reshape(shape)
    return CrossEntropy(found, told, losses.reshape(shape[:-1]), gradient.reshape(shape), told, losses.size)


def of_shares(found: Softmax, y: Array, weighted: Array, gamma: float, divisor: float | None = None) -> CrossEntropy:
    """-sum_c s_c ln p_c for s = w y (1 - p)^gamma, whose gradient is that of other labels under cross-entropy."""
    shares = weighted * dampening(found, gamma) if gamma else weighted
    with np.errstate(over="ignore"):
        losses = np.asarray(terms(found, shares).sum(axis=-1))
    gradient = pull(found, weighted * steepness(found, gamma) if gamma else weighted)
    return CrossEntropy(found, y, losses, gradient, weighted, divisor or losses.size, gamma)


def pull(found: Softmax, y: Array) -> Array:
    """The gradient of -sum_c y_c ln p_c by the logits: ((sum_c y_c) p - y) / T.

    For the largest p the gradient is also the sum of the other y less 1 - p times that of all: of the two ways the one
    is taken whose numbers are smaller, as they carry the smaller errors.
    """
    shape, p = found.logits.shape, found.probabilities
    mass = y.sum(axis=-1, keepdims=True)
    gradient = mass * p - y
    top = found.top
    y_top, p_top = y.reshape(-1)[top], p.reshape(-1)[top]
    others = y.copy()
    others.reshape(-1)[top] = 0.0
    apart = others.reshape(-1, shape[-1]).sum(axis=1) - (mass * found.rest / (1 + found.rest)).ravel()
    near = mass.ravel() * p_top + y_top > mass.ravel()
    gradient.reshape(-1)[top] = np.where(near, apart, gradient.reshape(-1)[top])
    if not found.temperature:
        gradient[np.abs(gradient) <= 4 * EPS * mass] = 0.0  # what is left of rounding would grow without bound
    return tempered(gradient, found.temperature)


def terms(found: Softmax, y: Array) -> Array:
    """-y_c ln p_c, 0 where y_c is 0; finite also where -ln p_c overflows and a small part of it does not."""
    logarithms = found.log_probabilities
    if np.isfinite(logarithms).all():
        return y * -logarithms
    if not found.temperature:
        return np.multiply(y, -logarithms, out=np.zeros(y.shape), where=y != 0)
    halves = found.peak / 2 - found.logits / 2
    with np.errstate(over="ignore"):
        far = np.multiply(y, halves, out=np.zeros(y.shape), where=y != 0) * (2 / found.temperature)
        return np.asarray(far + y * np.log1p(found.rest))
