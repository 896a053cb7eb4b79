"""Fits: the weights of a model on their way, by any optimizer, on batches of any size, several seeds side by side.

Plain gradient descent on least squares goes in blocks, and least squares on all rows at once by its normal equations;
everything else goes step by step. Where two of these can go, both come to the same weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from ..data import Samples
from ..data.batches import Order, batches
from ..numbers import Array
from ..optimizers import SGD, Optimizer
from ..schedules import Constant, Schedule
from .base import Model
from .blocks import maps, steps_in_a_block
from .normal_equations import NormalEquations, normal_equations
from .regression import LinearRegression

CONSTANT_RATE = Constant()
STRETCH_ROWS = 32_768  # rows gathered at once, of all runs together
AT_A_TIME = 1_024  # steps on all rows that are handed out at once


@dataclass(frozen=True)
class Plan:
    """What the fits that are compared have in common: a step looks at `batch` rows, every `every`-th is kept.

    Each seed is a run of its own, with its own order of the rows; all begin with weights of 0.
    Raises ValueError unless `every` divides `steps`.
    """

    model: Model
    samples: Samples
    batch: int
    steps: int
    every: int = 1
    schedule: Schedule = CONSTANT_RATE
    order: Order = "shuffled"
    seeds: tuple[int, ...] = (0,)

    def __post_init__(self) -> None:
        if self.steps % self.every:
            raise ValueError(f"steps must be a multiple of every = {self.every}, got {self.steps}")

    @cached_property
    def equations(self) -> NormalEquations:
        """The normal equations of all rows."""
        return normal_equations(self.samples)

    @property
    def start(self) -> Array:
        """Zeros, `(runs, p)`."""
        return np.zeros((len(self.seeds), self.samples.x.shape[-1]))

    def rate(self, lr: float, t: int) -> float:
        """The learning rate of step t = 1, 2, ..., of an optimizer whose own rate is `lr`."""
        return lr * self.schedule.factor(t - 1, self.steps)

    def stretches(self) -> Iterator[Samples]:
        """The rows of the next k steps as doubles: x `(runs, k, batch, p)`, y `(runs, k, batch)`; `every` divides k."""
        fit_in = STRETCH_ROWS // (self.batch * len(self.seeds)) // self.every
        together = min(max(1, fit_in) * self.every, self.steps)
        orders = [batches(len(self.samples), self.batch, self.order, seed, together) for seed in self.seeds]
        for done in range(0, self.steps, together):
            some = self.samples.at(np.stack([next(order)[: self.steps - done] for order in orders]))
            yield Samples(some.x.astype(np.float64), some.y)


def fit(optimizer: Optimizer, on: Plan) -> Iterator[Array]:
    """The weights after every `every`-th step, in arrays `(runs, k, p)` of the next k that are kept.

    What blows up goes on as inf or nan.
    """
    least_squares = isinstance(on.model, LinearRegression)
    if on.batch == len(on.samples):
        slope = on.equations.gradient if least_squares else everywhere(on.model, on.samples)
        return whole(optimizer, on, slope)
    return blockwise(optimizer.lr, on) if least_squares and type(optimizer) is SGD else stepwise(optimizer, on)


def everywhere(model: Model, samples: Samples) -> Callable[[Array], Array]:
    """The gradient on all rows, as a function of the weights `(runs, p)`."""

    def gradient(weights: Array) -> Array:
        total = np.zeros_like(weights)
        for part in samples.pieces():
            total += model.gradient(weights, part) * len(part)
        return total / len(samples)

    return gradient


class Stepper:
    """An optimizer at work on weights `(runs, p)`, one step after the other."""

    def __init__(self, optimizer: Optimizer, on: Plan) -> None:
        self.weights = on.start
        self._optimizer, self._on = optimizer, on
        self._state, self._t = optimizer.begin(), 0

    def go(self, gradient: Callable[[Array], Array]) -> None:
        """One step along a gradient."""
        self._t += 1
        rule, lr = self._optimizer, self._on.rate(self._optimizer.lr, self._t)
        ahead = np.asarray(rule.probe(lr, self.weights, *self._state))
        weights, *state = rule.step(lr, self._t, self.weights, gradient(ahead), *self._state)
        self.weights, self._state = np.asarray(weights), tuple(state)


def whole(optimizer: Optimizer, on: Plan, gradient: Callable[[Array], Array]) -> Iterator[Array]:
    """A fit that looks at all rows at every step."""
    stepper, kept = Stepper(optimizer, on), []
    for t in range(1, on.steps + 1):
        with np.errstate(all="ignore"):
            stepper.go(gradient)
        if t % on.every == 0:
            kept.append(stepper.weights)
        if kept and (t % AT_A_TIME == 0 or t == on.steps):
            yield np.stack(kept, axis=1)
            kept = []


def stepwise(optimizer: Optimizer, on: Plan) -> Iterator[Array]:
    """A fit on batches, step by step, by any optimizer."""
    stepper = Stepper(optimizer, on)
    for rows in on.stretches():
        kept = []
        with np.errstate(all="ignore"):
            for k in range(rows.y.shape[1]):
                now = Samples(rows.x[:, k], rows.y[:, k])
                stepper.go(partial(on.model.gradient, batch=now))
                if (k + 1) % on.every == 0:
                    kept.append(stepper.weights)
        yield np.stack(kept, axis=1)


def blockwise(lr: float, on: Plan) -> Iterator[Array]:
    """Plain gradient descent on least squares, many steps at once."""
    weights, done = on.start[..., None], 0
    steps = steps_in_a_block(on.batch, on.every)
    for rows in on.stretches():
        runs, count, batch, p = rows.x.shape
        rates = np.array([on.rate(lr, done + k) for k in range(1, count + 1)]).reshape(-1, steps)
        done += count
        shape = runs, count // steps, steps, batch
        kept = []
        with np.errstate(all="ignore"):
            turn, shift = maps(np.asarray(rows.x, dtype=np.float64).reshape(*shape, p), rows.y.reshape(shape), rates)
            for k in range(count // steps):
                weights = weights + turn[:, k] @ weights - shift[:, k, :, None]
                if (k + 1) * steps % on.every == 0:
                    kept.append(weights[..., 0])
        yield np.stack(kept, axis=1)
