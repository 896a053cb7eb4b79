"""Fits: the weights of a model on their way, by any optimizer, on batches of any size, several seeds side by side.

Plain gradient descent on least squares goes in blocks, and least squares on all rows at once by its normal equations;
everything else goes step by step. Where two of these can go, both come to the same weights.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, islice, repeat
from typing import NamedTuple

import numpy as np

from ..data import Samples
from ..data.batches import Batches, Order
from ..numbers import Array, Real
from ..optimizers import Optimizer
from ..schedules import Constant, Schedule
from .base import Model
from .blocks import LEAST_STEPS, leaps, steps_in_a_block, strides
from .marks import Marks, Steps
from .normal_equations import NormalEquations, normal_equations
from .ways import ABREAST, TURN_ROWS, Way, way_of

CONSTANT_RATE = Constant()
EVERY_STEP = Marks(1)
TURN_STEPS, PLAIN_ROWS, PART_ROWS = 32, 2_048, 8_192  # of a turn: steps by a rule, rows of plain ones and of parts
PILES = 8  # of rows that go together in one call, where a batch takes many


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

    def rates(self, lr: float, done: int, steps: int) -> Array:
        """The learning rates `(steps,)` of the next steps, of an optimizer whose own rate is `lr`."""
        return np.array(list(islice(self.pace(lr, done), steps)))

    def pace(self, lr: Real, done: int = 0) -> Iterator[Real]:
        """The learning rates from a step on, without end; those of a fleet are arrays like its own."""
        if isinstance(self.schedule, Constant):
            return repeat(lr)
        return (lr * self.schedule.factor(t, self.steps) for t in count(done))

    def orders(self) -> list[Batches]:
        """Which rows each run looks at; a batch of all is the same in any order."""
        order: Order = "given" if self.batch == len(self.samples) else self.order
        return [Batches(len(self.samples), self.batch, order, seed) for seed in self.seeds]

    def parts(self, order: Batches) -> Iterator[Samples]:
        """The rows of the next step, some at a time."""
        most = PILES * self.samples.at_once
        if self.batch == len(self.samples):
            return self.samples.pieces(most)
        return map(self.samples.at, order.parts(most))


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
    """An optimizer at work on weights `(runs, p)`, or `(p,)` of one, one step after the other."""

    def __init__(self, optimizer: Optimizer, on: Plan) -> None:
        self.weights = self.ahead = on.start[0] if len(on.seeds) == 1 else on.start
        self._optimizer, self._pace = optimizer, on.pace(optimizer.lr)
        self._state, self._t = optimizer.begin(), 0
        self._prepare()

    def _prepare(self) -> None:
        """What the next step needs before its gradient: the rate, and `ahead`, where the gradient is taken."""
        self._lr, self.ahead = next(self._pace), self.weights
        if self._optimizer.looks_ahead:
            self.ahead = np.asarray(self._optimizer.probe(self._lr, self.weights, *self._state))

    def go(self, gradient: Array) -> None:
        """One step along the gradient at `ahead`."""
        self._t += 1
        weights, *state = self._optimizer.step(self._lr, self._t, self.weights, gradient, *self._state)
        self.weights, self._state = np.asarray(weights), tuple(state)
        self._prepare()


class Kept:
    """The weights of a turn at its marks."""

    def __init__(self, done: int, marks: Steps) -> None:
        self._done, self._marks, self.count = done, marks[marks > 0], abs(int(marks[-1]))
        self.marks = set(self._marks.tolist())
        self._found: list[Array] = []

    def see(self, step: int, weights: Array) -> None:
        """The weights `(runs, p)`, or `(p,)` of one, after a step of this turn, counted from 1."""
        if step in self.marks:
            self._found.append(weights.copy())

    def stretch(self) -> Stretch:
        """The turn as a whole."""
        weights = np.stack(self._found, axis=-2) if self._found else np.empty((0, 0, 0))
        weights = weights[None] if weights.ndim == 2 else weights
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


def looked_at(on: Plan, orders: list[Batches], steps: int) -> Samples:
    """The rows that the next steps look at, `(steps, runs, batch)`."""
    return on.samples.at(np.stack([order.take(steps) for order in orders], axis=1))


def stepwise(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """A fit on batches, step by step, by any optimizer."""
    stepper, orders = Stepper(optimizer, on), on.orders()
    alone, slope = len(orders) == 1, on.model.slope
    for turn in turns(on, most=max(1, min(TURN_STEPS, TURN_ROWS // on.rows))):
        rows = looked_at(on, orders, turn.count)
        x, y = rows.x.astype(np.float64), on.model.coded(rows.y)
        batches = zip(x[:, 0], y[:, 0], strict=True) if alone else zip(x, y, strict=True)
        with np.errstate(all="ignore"):
            for k, batch in enumerate(batches, 1):
                stepper.go(slope(stepper.ahead, *batch))
                turn.see(k, stepper.weights)
        yield turn.stretch()


def in_parts(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """A fit on batches of which each takes a turn or more."""
    stepper, orders = Stepper(optimizer, on), on.orders()
    nothing = np.empty(0, dtype=np.int64), np.empty((0, 0, 0))
    for step, turn in enumerate(turns(on, most=1)):
        total, seen = np.zeros_like(stepper.weights), 0
        runs = zip(np.atleast_2d(stepper.ahead), np.atleast_2d(total), orders, strict=True)
        for part, at, down in ((part, at, down) for at, down, order in runs for part in on.parts(order)):
            with np.errstate(all="ignore"):
                for pile in part.piles():
                    x, y = pile.x.astype(np.float64), on.model.coded(pile.y)
                    down += on.model.total(at, x, y).sum(axis=0)
            seen += len(part)
            if seen >= PART_ROWS:
                yield Stretch(step, *nothing)
                seen = 0
        with np.errstate(all="ignore"):
            stepper.go(total / on.batch)
        turn.see(1, stepper.weights)
        yield turn.stretch()


def plainly(optimizer: Optimizer, on: Plan) -> Iterator[Stretch]:
    """Plain gradient descent on least squares: single rows of a few runs in blocks, and else step by step."""
    weights, orders, done = on.start, on.orders(), 0
    for turn in turns(on, most=1 << int(math.log2(min(TURN_ROWS, PLAIN_ROWS // on.rows)))):
        rows, rates = looked_at(on, orders, turn.count), on.rates(optimizer.lr, done, turn.count)
        steps = steps_in_a_block(math.gcd(turn.count, *turn.marks)) if on.batch == 1 and on.rows <= ABREAST else 1
        done += turn.count
        work = weights, rows.x, rows.y, rates
        with np.errstate(all="ignore"):
            way = leaps(*work, steps) if steps >= LEAST_STEPS else strides(*work, turn.marks | {turn.count})
            for k, weights in way:
                turn.see(k, weights)
        yield turn.stretch()


WAYS: dict[Way, Callable[[Optimizer, Plan], Iterator[Stretch]]] = {
    "equations": by_equations,
    "parts": in_parts,
    "blocks": plainly,
    "plain": plainly,
    "steps": stepwise,
}
