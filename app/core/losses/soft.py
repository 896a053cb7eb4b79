"""Softmax: from scores to probabilities, and everything that is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..numbers import Array
from .checks import scores, warmth
from .doubles import difference, quotient

LARGEST = float(np.finfo(np.float64).max)
LOWEST = -1e3  # e^-1000 is 0 already
SAFE = 300.0  # e^300 leaves room for the sum, and what vanishes beside a largest score of at least 0 is 0 in any case


@dataclass(frozen=True)
class Softmax:
    """p_i = e^(z_i / T) / sum_j e^(z_j / T) of finite logits z of shape `(..., K)` at a temperature T.

    At T = 0 everything is the limit: the largest logits share all probability equally, and what grows without bound,
    like the slope at a tie, is inf.

    `top` (N,) are the places of the largest of each row, the first if there are several, in the flattened logits, and
    `rest` (..., 1) is the sum of the other e^(z_i / T) beside e^(z_top / T): near one-hot it holds the digits.
    """

    logits: Array
    temperature: float
    probabilities: Array
    rest: Array
    top: NDArray[np.intp]

    @cached_property
    def peak(self) -> Array:
        """The largest logit, shape (..., 1)."""
        return self.logits.reshape(-1)[self.top].reshape(self.rest.shape)

    @cached_property
    def gaps(self) -> Array:
        """(z - max z) / T, shape (..., K), at most 0; -inf beyond the largest double."""
        return gap(self.logits, self.peak, self.temperature)

    @cached_property
    def complements(self) -> Array:
        """1 - p_i, shape (..., K): for the largest the sum of the others, which has digits where 1 - p has none."""
        found = 1 - self.probabilities
        found.reshape(-1)[self.top] = (self.rest / (1 + self.rest)).ravel()
        return found

    @cached_property
    def log_probabilities(self) -> Array:
        """ln p_i = gap_i - ln(1 + rest), shape (..., K): two numbers of one sign, so nothing cancels."""
        return self.gaps - np.log1p(self.rest)

    @property
    def log_sum_exp(self) -> Array:
        """ln sum_j e^(z_j / T) = max z / T + ln(1 + rest), shape (...); inf beyond the largest double."""
        with np.errstate(over="ignore"):
            return np.asarray((tempered(self.peak, self.temperature) + np.log1p(self.rest))[..., 0])

    @property
    def entropy(self) -> Array:
        """H = -sum_i p_i ln p_i in nats, shape (...), each term at least 0; what has no probability adds nothing."""
        surprise = np.minimum(-self.log_probabilities, LARGEST)
        return np.asarray((self.probabilities * surprise).sum(axis=-1))

    @property
    def jacobian(self) -> Array:
        """d p_i / d z_j = p_i (delta_ij - p_j) / T, shape (..., K, K): symmetric, each row sums to 0."""
        p = self.probabilities
        found = -p[..., :, None] * p[..., None, :]
        each = range(p.shape[-1])
        found[..., each, each] = p * self.complements
        return tempered(found, self.temperature)

    @property
    def log_jacobian(self) -> Array:
        """d ln p_i / d z_j = (delta_ij - p_j) / T, shape (..., K, K)."""
        p = self.probabilities
        found = np.repeat(-p[..., None, :], p.shape[-1], axis=-2)
        each = range(p.shape[-1])
        found[..., each, each] = self.complements
        return tempered(found, self.temperature)


def softmax_of_rows(logits: ArrayLike, temperature: float = 1.0) -> Softmax:
    """The softmax along the last axis, unchecked: nan where a row has no largest logit that is finite."""
    z, t = scores(logits), warmth(temperature)
    rows = z.reshape(-1, z.shape[-1])
    top = rows.argmax(axis=1)
    if len(rows) > 1:
        top += np.arange(0, rows.size, rows.shape[1])
    e = powers(rows, rows.reshape(-1)[top][:, None], t)
    flat = e.reshape(-1)
    largest = flat[top][:, None]
    flat[top] = 0.0
    others = np.add.reduce(e, axis=1, keepdims=True)
    total = largest + others
    e /= total
    flat[top] = (largest / total)[:, 0]
    others /= largest
    return Softmax(z, t, e.reshape(z.shape), others.reshape(*z.shape[:-1], 1), top)


def powers(z: Array, peak: Array, temperature: float) -> Array:
    """e^(z / T) of each row (N, K), or e^((z - peak) / T) where that is too large, as if no gap had been rounded.

    A gap of 700 is rounded by as much as 5e-14, which is a relative error of its power.
    """
    if temperature == 1 and all(0 <= one <= SAFE for one in peak[:, 0].tolist()):
        return np.exp(z)
    if not temperature:
        return np.equal(z, peak).astype(np.float64)
    half = temperature / 2  # no difference of halves overflows
    apart, lost = difference(z / 2, peak / 2)
    gaps, more = quotient(np.maximum(apart, LOWEST * half), half)
    lost /= half
    lost += more
    e = np.exp(gaps)
    lost *= e
    e += lost
    return e


def gap(z: Array, peak: Array, temperature: float) -> Array:
    """(z - peak) / T, -inf only where that itself is beyond the largest double."""
    with np.errstate(over="ignore"):
        return z - peak if temperature == 1 else tempered(z / 2 - peak / 2, temperature / 2)


def tempered(numbers: Array, temperature: float) -> Array:
    """x / T, and its limit at T = 0: infinite wherever x is not 0."""
    if temperature:
        with np.errstate(over="ignore"):
            return np.asarray(numbers / temperature)
    return np.where(numbers == 0, 0.0, np.copysign(np.inf, numbers))
