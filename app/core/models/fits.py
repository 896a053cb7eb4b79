"""Fits: the weights of a model on their way, by any optimizer, on batches of any size, several seeds side by side.

Plain gradient descent on least squares goes in blocks, and least squares on all rows at once by its normal equations;
everything else goes step by step. Where two of these can go, both come to the same weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..data import Samples
from ..data.base import PIECE
from ..data.batches import Batches, Order
from ..numbers import Array, Real
from ..optimizers import Optimizer
from ..schedules import Constant, Schedule
from .base import Model
from .blocks import maps, steps_in_a_block
from .marks import Marks, Steps
from .normal_equations import NormalEquations, normal_equations
from .ways import TURN_ROWS, Way, way_of

CONSTANT_RATE = Constant()
EVERY_STEP = Marks(1)
TURN_STEPS = 32  # of a turn, where each is made by itself


@dataclass(frozen=True)
class Plan:
    """What the fits that are compared have in common: a step looks at `batch` rows, and at `marks` weights are kept.

    Each seed is a run of its own, with its own order of the rows; all begin with weights of 0. The normal equations of
    the rows may be `known`.
    """

    model: Model
    samples: Samples
    batch: int
    steps: int
    marks: Marks = EVERY_STEP
    schedule: Schedule = CONSTANT_RATE
    order: Order = "shuffled"
    seeds: tuple[int, ...] = (0,)
    known: NormalEquations | None = field(default=None, compare=False)

    @cached_property
    def equations(self) -> NormalEquations:
        """The normal equations of all rows."""
        return self.known or normal_equations(self.samples)

    @property
    def start(self) -> Array:
        """Zeros, `(runs, p)`."""
        return np.zeros((len(self.seeds), self.samples.x.shape[-1]))

    @property
    def rows(self) -> int:
        """How many rows a step of all runs looks at."""
        return self.batch * len(self.seeds)

    def rates(self, lr: Real, done: int, count: int) -> Array:
        """The learning rates `(count,)` of the next steps, of an optimizer whose own rate is `lr`.

        Those of a fleet, whose rates are an array `(n, 1)`, are `(count, n, 1)`.
        """
        steady, steps = isinstance(self.schedule, Constant), range(done, done + count)
        factors = np.ones(count) if steady else np.array([self.schedule.factor(t, self.steps) for t in steps])
        return np.asarray(np.multiply.outer(factors, lr))

    def orders(self) -> list[Batches]:
        """Which rows each run looks at; a batch of all is the same in any order."""
        order: Order = "given" if self.batch == len(self.samples) else self.order
        return [Batches(len(self.samples), self.batch, order, seed) for seed in self.seeds]


class Stretch(NamedTuple):
    """What a turn of work comes to: the step it ends at, the marks on the way `(k,)`, their weights `(runs, k, p)`."""

    done: int
    steps: Steps
    weights: Array


def fit(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """The weights at all marks, in turns of a millisecond or two, of which some come to no mark.

    What blows up goes on as inf or nan.
    """
    return WAYS[way_of(optimizer, on.model, len(on.samples), on.batch, len(on.seeds))](optimizer, on)


class Stepper:
    """An optimizer at work on weights `(runs, p)`, one step after the other."""

    def __init__(self, optimizer: Optimizer, on: Plan) -> None:
        self.weights = on.start
        self._optimizer, self._on = optimizer, on
        self._state, self._t = optimizer.begin(), 0
        self.prepare()

    def prepare(self) -> None:
        """What the next step needs before its gradient: the rate, and the place where the gradient is taken."""
        self._lr = self._on.rates(self._optimizer.lr, self._t, 1)[0]
        self.ahead = np.asarray(self._optimizer.probe(self._lr, self.weights, *self._state))

    def go(self, gradient: Array) -> None:
        """One step along the gradient at `ahead`."""
        self._t += 1
        weights, *state = self._optimizer.step(self._lr, self._t, self.weights, gradient, *self._state)
        self.weights, self._state = np.asarray(weights), tuple(state)
        self.prepare()


class Kept:
    """The weights of a turn at its marks."""

    def __init__(self, done: int, marks: Steps) -> None:
        self._done, self._marks, self.count = done, marks[marks > 0], abs(int(marks[-1]))
        self.marks = set(self._marks.tolist())
        self._found: list[Array] = []

    def see(self, step: int, weights: Array) -> None:
        """The weights `(runs, p)` after a step of this turn, counted from 1."""
        if step in self.marks:
            self._found.append(weights)

    def stretch(self) -> Stretch:
        """The turn as a whole."""
        weights = np.stack(self._found, axis=1) if self._found else np.empty((0, 0, 0))
        return Stretch(self._done + self.count, self._done + self._marks, weights)


def turns(on: Plan, most: int) -> Iterator[Kept]:
    """The turns of a fit, of at most so many steps."""
    done = 0
    for marks in on.marks.turns(on.steps, most):
        yield (kept := Kept(done, marks))
        done += kept.count


def by_equations(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """Least squares on all rows at every step."""
    stepper = Stepper(optimizer, on)
    for turn in turns(on, TURN_STEPS):
        with np.errstate(all="ignore"):
            for k in range(turn.count):
                stepper.go(on.equations.gradient(stepper.ahead))
                turn.see(k + 1, stepper.weights)
        yield turn.stretch()


def stepwise(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """A fit on batches, step by step, by any optimizer."""
    stepper, orders = Stepper(optimizer, on), on.orders()
    for turn in turns(on, most=max(1, min(TURN_STEPS, TURN_ROWS // on.rows))):
        rows = on.samples.at(np.stack([order.take(turn.count) for order in orders]))
        x = rows.x.astype(np.float64)
        with np.errstate(all="ignore"):
            for k in range(turn.count):
                stepper.go(on.model.gradient(stepper.ahead, Samples(x[:, k], rows.y[:, k])))
                turn.see(k + 1, stepper.weights)
        yield turn.stretch()


def in_parts(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """A fit on batches of which each takes a turn or more."""
    stepper, orders = Stepper(optimizer, on), on.orders()
    nothing = np.empty(0, dtype=np.int64), np.empty((0, 0, 0))
    for step, turn in enumerate(turns(on, most=1)):
        slope, seen = np.zeros_like(stepper.weights), 0
        for run, order in enumerate(orders):
            for picks in order.parts(PIECE):
                part = on.samples.at(picks)
                with np.errstate(all="ignore"):
                    slope[run] += on.model.gradient(stepper.ahead[run], part) * (len(part) / on.batch)
                seen += len(part)
                if seen >= TURN_ROWS:
                    yield Stretch(step, *nothing)
                    seen = 0
        with np.errstate(all="ignore"):
            stepper.go(slope)
        turn.see(1, stepper.weights)
        yield turn.stretch()


def blockwise(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """Plain gradient descent on least squares, many steps at once."""
    weights, orders, done = on.start[..., None], on.orders(), 0
    for turn in turns(on, most=1 << int(math.log2(TURN_ROWS // on.rows))):
        rows = on.samples.at(np.stack([order.take(turn.count) for order in orders]))
        steps = steps_in_a_block(on.batch, math.gcd(turn.count, *turn.marks))
        shape = len(orders), turn.count // steps, steps, on.batch
        rates = on.rates(optimizer.lr, done, turn.count).reshape(-1, steps)
        done += turn.count
        with np.errstate(all="ignore"):
            x = rows.x.astype(np.float64).reshape(*shape, -1)
            ways, shifts = maps(x, rows.y.reshape(shape), rates)
            for k in range(turn.count // steps):
                weights = weights + ways[:, k] @ weights - shifts[:, k, :, None]
                turn.see((k + 1) * steps, weights[..., 0])
        yield turn.stretch()


WAYS: dict[Way, Callable[[Optimizer, Plan], Iterator[Stretch]]] = {
    "equations": by_equations,
    "parts": in_parts,
    "blocks": blockwise,
    "steps": stepwise,
}
