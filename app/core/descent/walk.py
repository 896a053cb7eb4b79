"""Descent: one walk on floats, one fleet on arrays, both by the same rules.

Floats win below about ten runs at once, arrays above. The noise of a run comes from its seed alone, so runs that are
compared share their luck. A run that blows up is a result and is never clamped: it ends, and says why.
A large fleet goes in parts that stay in the processor's cache: `land` for its last points, `parts` for anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np

from ..numbers import Array as Array
from ..numbers import Real
from ..optimizers import Optimizer
from ..schedules import Constant
from .conditions import Conditions
from .loops import Trail, stride
from .outcomes import Ending, Watch, blown_up, limit

PART = 7_000  # runs of a fleet worked out together: a dozen arrays of 56 kB stay in a cache of 1 MB
LEAVES_THE_FLOATS = (OverflowError, ZeroDivisionError, ValueError)  # what floats raise where arrays say inf or nan


@dataclass(frozen=True)
class Moment:
    """One step about to be made: its learning rate and number, the point, the gradient used, the states for x and y."""

    lr: float
    t: int
    point: tuple[float, float]
    gradient: tuple[float, ...]
    memory: tuple[tuple[float, ...], tuple[float, ...]]


class Walk:
    """One path on floats, worked out a stretch at a time; what it remembers does not grow.

    `done` counts the points after the start that were handed out. `broke` is the step at which the run blew up: its
    point is the last one, unless it lies beyond the floats.
    """

    def __init__(self, optimizer: Optimizer, on: Conditions) -> None:
        for one, kind, like in ((optimizer, Optimizer, "an optimizer such as Adam()"), (on, Conditions, "Conditions")):
            if not isinstance(one, kind):
                raise TypeError(f"a run takes {like}, got {one!r}")
        self.optimizer = optimizer
        self.on = on
        self.done = 0
        self.broke: int | None = None
        self._x, self._y = map(float, on.start)
        self._memory_x = self._memory_y = tuple(map(float, optimizer.begin()))
        self._rates = on.rates(optimizer.lr)
        self._slopes = on.slopes()
        self._limit = limit(on.surface, on.start)
        self._watch = Watch(on.surface, on.start)

    @property
    def ended(self) -> bool:
        """Whether no step will follow."""
        return self.done >= self.on.steps or self.broke is not None

    @property
    def ending(self) -> Ending:
        """How it ended, or how it would if it ended here."""
        unbound = isinstance(self.on.schedule, Constant) and not (self.on.clip_norm or self.on.clip_value)
        return self._watch.ending(self.optimizer, unbound, self.broke)

    def moment(self) -> Moment:
        """What the next step is made of. The walk is not to be advanced after this."""
        lr, sides = float(next(self._rates)), ((self._x, self._memory_x), (self._y, self._memory_y))
        ahead = [self.optimizer.probe(lr, place, *memory) for place, memory in sides]
        slopes = [float(slope) + 0.0 for slope in self._slopes(*ahead)]  # nobody wants to read -0
        return Moment(lr, self.done + 1, (self._x, self._y), tuple(slopes), (self._memory_x, self._memory_y))

    def advance(self, steps: int) -> tuple[Array, Array, Array]:
        """The next points and their losses, three arrays `(n,)` with n <= steps; n < steps only where the run ends."""
        if self.ended:
            return np.empty(0), np.empty(0), np.empty(0)
        x, y = self._go(min(steps, self.on.steps - self.done))
        with np.errstate(all="ignore"):
            value = np.asarray(self.on.surface.value(x, y), dtype=np.float64)
        bad = np.flatnonzero(blown_up(self.on.surface, x, y, value, self._limit))
        shown = len(x)
        if bad.size:
            last = int(bad[0])
            self.broke = self.done + last + 1
            shown = last + bool(np.isfinite([x[last], y[last], value[last]]).all())
        self.done += shown
        self._watch.see(x[:shown], y[:shown], value[:shown])
        return x[:shown], y[:shown], value[:shown]

    def _go(self, steps: int) -> tuple[Array, Array]:
        """The next points, arrays `(steps,)`; nan where the floats gave out before."""
        x, y = np.full(steps, np.nan), np.full(steps, np.nan)
        trail = Trail(self._x, self._y, self._memory_x, self._memory_y, x.data, y.data)
        times = range(self.done + 1, self.done + steps + 1)
        with suppress(*LEAVES_THE_FLOATS):
            stride(self.optimizer, self._slopes, zip(range(steps), times, self._rates, strict=False), trail)
        self._x, self._memory_x = float(trail.x), tuple(map(float, trail.of_x))
        self._y, self._memory_y = float(trail.y), tuple(map(float, trail.of_y))
        return x, y


@dataclass(frozen=True)
class Run:
    """A whole path, arrays `(k + 1,)` whose index 0 is the start, and how it ended."""

    optimizer: Optimizer
    x: Array
    y: Array
    value: Array
    ending: Ending


def run(optimizer: Optimizer, on: Conditions) -> Run:
    """The path of one optimizer."""
    walk = Walk(optimizer, on)
    first = beginning(on)
    x, y, value = (np.concatenate(both) for both in zip(first, walk.advance(on.steps), strict=True))
    return Run(optimizer, x, y, value, walk.ending)


def beginning(on: Conditions) -> tuple[Array, Array, Array]:
    """The start and its loss, as a path of one point."""
    x, y = (np.array([float(one)]) for one in on.start)
    return x, y, np.asarray(on.surface.value(x, y), dtype=np.float64)


def race(optimizers: tuple[Optimizer, ...], on: Conditions) -> list[Run]:
    """The path of each optimizer from the same start, with the same noise."""
    return [run(optimizer, on) for optimizer in optimizers]


def fleet(optimizer: Optimizer, on: Conditions) -> Iterator[tuple[Array, Array]]:
    """The points of n runs after each step, arrays `(n,)`: many starts, many seeds, or many values of a knob.

    Knobs of the optimizer may be arrays that broadcast to `(n,)`. What blows up goes on as inf or nan.
    """
    points = flight(optimizer, on)
    for _ in range(on.steps):
        with np.errstate(all="ignore"):
            point = next(points)
        yield point


def flight(optimizer: Optimizer, on: Conditions) -> Iterator[tuple[Array, Array]]:
    """What `fleet` gives, for loops that have silenced NumPy's warnings themselves, once instead of at every step."""
    x: Real
    y: Real
    x, y = np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in on.start))
    of_x: Sequence[Real] = optimizer.begin()
    of_y, slopes = of_x, on.slopes()
    for t, lr in enumerate(on.rates(optimizer.lr), start=1):
        ahead = (optimizer.probe(lr, x, *of_x), optimizer.probe(lr, y, *of_y)) if optimizer.looks_ahead else (x, y)
        g_x, g_y = slopes(*ahead)
        x, *of_x = optimizer.step(lr, t, x, g_x, *of_x)
        y, *of_y = optimizer.step(lr, t, y, g_y, *of_y)
        yield np.asarray(x), np.asarray(y)


def parts(optimizer: Optimizer, on: Conditions, most: int = PART) -> Iterator[tuple[Optimizer, Conditions]]:
    """A fleet of n runs as fleets of at most so many, in order.

    Coordinates of the start and knobs are numbers, the same in every part, or arrays `(n,)`.
    """
    knobs, seed = optimizer.settings(), on.seed
    runs = max(np.size(one) for one in (*on.start, *knobs.values(), *([] if isinstance(seed, int) else [seed])))
    for first in range(0, runs, most):
        here = slice(first, first + most)
        x, y, *values = (one[here] if np.size(one) > 1 else one for one in (*on.start, *knobs.values()))
        some = type(optimizer).with_settings(dict(zip(knobs, values, strict=True)))
        yield some, replace(on, start=(x, y), seed=seed if isinstance(seed, int) else seed[here])


def land(optimizer: Optimizer, on: Conditions) -> tuple[Array, Array]:
    """The points of n runs after their last step, arrays `(n,)`: where `fleet` ends, part by part."""
    with np.errstate(all="ignore"):
        ends = [last(*part) for part in parts(optimizer, on)]
    x, y = (np.concatenate(column) for column in zip(*ends, strict=True))
    return x, y


def last(optimizer: Optimizer, on: Conditions) -> list[Array]:
    """The points of a fleet after its last step: a walk on arrays, with room for one point that every step fills."""
    x, y = np.broadcast_arrays(*(np.asarray(one, dtype=np.float64) for one in on.start))
    trail = Trail(x, y, optimizer.begin(), optimizer.begin(), [x], [y])
    ahead = zip(repeat(0), range(1, on.steps + 1), on.rates(optimizer.lr), strict=False)
    stride(optimizer, on.slopes(), ahead, trail)
    return [np.atleast_1d(one) for one in (trail.x, trail.y)]
