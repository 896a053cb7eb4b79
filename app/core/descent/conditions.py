"""What runs that are compared have in common: surface, start, steps, schedule, noise, clipping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from ..numbers import Array, Real, reals
from ..schedules import Constant, Schedule
from ..surfaces import Surface
from .clipping import by_norm, by_value
from .loops import Slopes

CONSTANT = Constant()
DRAW = 256  # steps whose noise is drawn at once


@dataclass(frozen=True)
class Conditions:
    """What the runs that are compared have in common.

    `start` is a point (x, y), of floats for a walk and of arrays `(n,)` for a fleet. `noise` is the standard deviation
    of what is added to each component of each gradient, `seed` where it comes from; a fleet may have a tuple of n seeds
    and is else given the same noise all over. The rate of step t is the optimizer's own times the schedule's factor.
    `clip_value` bounds each component of the gradient, noise and all, then `clip_norm` its length; 0 does not clip.
    """

    surface: Surface
    start: tuple[Any, Any]
    steps: int
    schedule: Schedule = CONSTANT
    noise: float = 0.0
    seed: int | tuple[int, ...] = 0
    clip_norm: float = 0.0
    clip_value: float = 0.0

    def __post_init__(self) -> None:
        """Raise TypeError for what is of another kind, ValueError for a number that is none or out of bounds."""
        for name, kind, like in (("surface", Surface, "Beale()"), ("schedule", Schedule, "Cosine()")):
            if not isinstance(getattr(self, name), kind):
                raise TypeError(f"{name} must be a {name} such as {like}, got {getattr(self, name)!r}")
        if not all(np.isfinite(reals(one)).all() for one in self.start):
            raise ValueError(f"start must be a point (x, y) of finite numbers, got {self.start}")
        seeds: tuple[object, ...] = self.seed if isinstance(self.seed, tuple) else (self.seed,)
        for name, one in (("steps", self.steps), *(("seed", seed) for seed in seeds)):
            if not (isinstance(one, int | np.integer) and one >= 0):
                raise ValueError(f"{name} must be a whole number that is not negative, got {one!r}")
        for name in ("steps", "seed"):
            if isinstance(getattr(self, name), np.integer):  # which is no int
                object.__setattr__(self, name, int(getattr(self, name)))
        for name in ("noise", "clip_norm", "clip_value"):
            if not 0 <= reals(getattr(self, name)) < np.inf:
                raise ValueError(f"{name} must be a finite number that is not negative, got {getattr(self, name)}")

    def rates(self, lr: Real) -> Iterator[Real]:
        """The learning rate of each step."""
        if isinstance(self.schedule, Constant):
            return repeat(lr, self.steps)
        return (lr * self.schedule.factor(t, self.steps) for t in range(self.steps))

    def slopes(self) -> Slopes:
        """The gradient as the runs see it: each call, for the next step, adds that step's noise; then it is clipped."""
        gradient, luck = self.surface.gradient, self.luck()

        def noisy(x: Real, y: Real) -> tuple[Real, Real]:
            (g_x, g_y), (noise_x, noise_y) = gradient(x, y), next(luck)
            return g_x + noise_x, g_y + noise_y

        seen: Slopes = noisy if self.noise else gradient
        seen = by_value(seen, self.clip_value) if self.clip_value else seen
        return by_norm(seen, self.clip_norm) if self.clip_norm else seen

    def luck(self) -> Iterator[tuple[Real, Real]]:
        """The noise of each step; it does not depend on how far one looks ahead."""
        if not self.noise:
            return repeat((0.0, 0.0), self.steps)
        return self._shared() if isinstance(self.seed, int) else self._separate(self.seed)

    def _shared(self) -> Iterator[tuple[float, float]]:
        random = np.random.default_rng(self.seed)
        for first in range(0, self.steps, DRAW):
            yield from (self.noise * random.standard_normal((min(DRAW, self.steps - first), 2))).tolist()

    def _separate(self, seeds: tuple[int, ...]) -> Iterator[tuple[Array, Array]]:
        randoms = [np.random.default_rng(seed) for seed in seeds]
        for first in range(0, self.steps, DRAW):
            shape = min(DRAW, self.steps - first), 2
            yield from self.noise * np.stack([random.standard_normal(shape) for random in randoms], axis=-1)
