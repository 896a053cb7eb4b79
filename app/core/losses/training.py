"""One observation taught to a linear model under softmax: forwards, backwards, and the steps of any optimizer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ..numbers import Array, Real
from ..optimizers import Optimizer
from . import CrossEntropy, softmax
from .cross import of_softmax
from .soft import gap, softmax_of_rows

RIGHT = 0.1  # every probability this near to its label


@dataclass(frozen=True)
class Observation:
    """One input x `(D,)`, its labels `(K,)` that sum to 1, the temperature of the softmax, and how the loss counts.

    `gamma` is that of a focal loss, `class_weight` (K,) are weights of the classes, all 1 where there are none.
    """

    x: Array
    labels: Array
    temperature: float = 1.0
    gamma: float = 0.0
    class_weight: Array | None = None

    def loss(self, weights: Array, bias: Array) -> CrossEntropy:
        """What W x + b costs, for weights `(..., K, D)` and bias `(..., K)`; its gradient is that of the logits."""
        logits = weights @ self.x + bias
        labels = np.broadcast_to(self.labels, logits.shape)
        found = softmax_of_rows(logits, self.temperature)
        return of_softmax(found, labels=labels, gamma=self.gamma, class_weight=self.class_weight)

    def slopes(self, found: CrossEntropy) -> tuple[Array, Array]:
        """dL/dW = g x^T `(..., K, D)` and dL/db = g `(..., K)`, with g the gradient of the logits."""
        g = found.gradient
        if self.temperature:
            return g[..., :, None] * self.x, g
        with np.errstate(invalid="ignore"):  # a slope without bound, by an input of 0
            return np.where(self.x == 0, 0.0, g[..., :, None] * self.x), g

    def right(self, found: CrossEntropy) -> bool:
        """Whether every probability is within 0.1 of its label."""
        return bool((np.abs(found.softmax.probabilities - self.labels) <= RIGHT).all())


@dataclass(frozen=True)
class Training:
    """A course of steps; index 0 is the start. `broke` is the step that left the floats: nothing follows it.

    `weights` (n + 1, K, D), `bias` (n + 1, K), `probabilities` (n + 1, K), `losses` (n + 1,).
    """

    weights: Array
    bias: Array
    probabilities: Array
    losses: Array
    broke: int | None


class Course:
    """Weights and bias on their way; each call of `step` is one step of the optimizer on all of them.

    `rates` are learning rates `(n, 1)` of n courses at once; without them there is one, at the optimizer's own rate.
    """

    def __init__(
        self, optimizer: Optimizer, on: Observation, weights: ArrayLike, bias: ArrayLike, rates: Array | None = None
    ) -> None:
        self.optimizer, self.on, self.t = optimizer, on, 0
        w, b = np.asarray(weights, dtype=np.float64), np.asarray(bias, dtype=np.float64)
        self._shape = w.shape
        theta = np.concatenate([w.ravel(), b])
        self._rates: Real = optimizer.lr if rates is None else rates
        self._theta = theta if rates is None else np.broadcast_to(theta, (len(rates), theta.size))
        self._memory: tuple[Real, ...] = optimizer.begin()
        self._known: CrossEntropy | None = None

    @property
    def weights(self) -> Array:
        """W `(..., K, D)`."""
        return self._parted(self._theta)[0]

    @property
    def bias(self) -> Array:
        """b `(..., K)`."""
        return self._parted(self._theta)[1]

    def loss(self) -> CrossEntropy:
        """What the model costs now."""
        if self._known is None:
            self._known = self.on.loss(self.weights, self.bias)
        return self._known

    def step(self) -> bool:
        """Take one step; False, and nothing changed, where it would leave the floats."""
        ahead = np.asarray(self.optimizer.probe(self._rates, self._theta, *self._memory))
        here = self.loss() if ahead is self._theta else self.on.loss(*self._parted(ahead))
        slope_w, slope_b = self.on.slopes(here)
        g = np.concatenate([slope_w.reshape(*slope_b.shape[:-1], -1), slope_b], axis=-1)
        new, *memory = self.optimizer.step(self._rates, self.t + 1, self._theta, g, *self._memory)
        theta = np.asarray(new)
        if not np.isfinite(theta).all():
            return False
        self._theta, self._memory, self.t, self._known = theta, tuple(memory), self.t + 1, None
        return True

    def _parted(self, theta: Array) -> tuple[Array, Array]:
        classes, inputs = self._shape
        size = classes * inputs
        return theta[..., :size].reshape(*theta.shape[:-1], classes, inputs), theta[..., size:]


def train(optimizer: Optimizer, on: Observation, weights: ArrayLike, bias: ArrayLike, steps: int) -> Training:
    """So many steps of an optimizer on W and b, fewer where they leave the floats."""
    course, broke = Course(optimizer, on, weights, bias), None
    seen = [(course.weights, course.bias, course.loss())]
    with np.errstate(all="ignore"):
        for t in range(1, steps + 1):
            if not course.step():
                broke = t
                break
            seen.append((course.weights, course.bias, course.loss()))
    w, b, losses = zip(*seen, strict=True)
    p = np.stack([one.softmax.probabilities for one in losses])
    return Training(np.stack(w), np.stack(b), p, np.array([float(one.losses) for one in losses]), broke)


def steps_until_right(
    optimizer: Optimizer, on: Observation, weights: ArrayLike, bias: ArrayLike, most: int
) -> int | None:
    """The first step after which every probability is within 0.1 of its label; None if none of `most` steps is."""
    course = Course(optimizer, on, weights, bias)
    with np.errstate(all="ignore"):
        return next((t for t, found in enumerate(_losses(course, most)) if on.right(found)), None)


def _losses(course: Course, most: int) -> Iterator[CrossEntropy]:
    yield course.loss()
    for _ in range(most):
        if not course.step():
            return
        yield course.loss()


def losses_by_rate(
    optimizer: Optimizer, on: Observation, weights: ArrayLike, bias: ArrayLike, rates: Array, steps: int
) -> Array:
    """The loss after so many steps for each learning rate `(n,)`; nan from where any of them leaves the floats."""
    course = Course(optimizer, on, weights, bias, rates[:, None])
    with np.errstate(all="ignore"):
        if not all(course.step() for _ in range(steps)):
            return np.full(rates.shape, np.nan)
        return course.loss().losses


def bias_for(logits: Array, weights: Array, x: Array) -> Array:
    """The bias `(K,)` with which W x + b gives these logits."""
    return logits - weights @ x


def logits_for(probabilities: ArrayLike, temperature: float, mean: float) -> Array:
    """The logits `(K,)` of this mean whose softmax is p: T ln p + a constant. What is below 1e-6 counts as that."""
    logarithms = np.log(np.maximum(np.asarray(probabilities, dtype=np.float64), 1e-6))
    return np.asarray(temperature * (logarithms - logarithms.mean()) + mean)


def shared(labels: Array, one: int, share: float) -> Array:
    """Labels in which one class has this share; the others keep their proportions, or are equal if they had nothing."""
    others = np.delete(labels, one)
    total = others.sum()
    rest = others / total if total > 0 else np.full(others.size, 1 / max(others.size, 1))
    return np.insert(rest * (1 - share), one, share)


def against_the_rest(logits: Array, one: int, temperature: float = 1.0) -> float:
    """The logit z of one class beside all others together: sigma(z) is its softmax probability.

    z = z_i / T - ln sum_{j != i} e^(z_j / T); of two classes it is their difference. -inf or inf beyond the floats.
    """
    others = softmax(np.delete(logits, one), temperature)
    return float(gap(logits[one : one + 1], others.peak, temperature)[0] - np.log1p(others.rest)[0])
