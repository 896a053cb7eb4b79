"""Sweeps: what becomes of a run over a whole range of one knob, in one fleet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from ..numbers import Array, Bools, Real
from ..optimizers import Optimizer
from .conditions import Conditions
from .outcomes import base, blown_up, limit, near_lowest
from .walk import flight, parts

TOGETHER = 32  # steps whose losses are worked out at once: NumPy is called so many times less often


@dataclass(frozen=True)
class Sweep:
    """For each of n values of a knob, arrays `(n,)`: what became of the run.

    `loss` is the final one above the lowest; `arrived` the step from which it stays within 0.05 of a lowest minimum,
    inf if it is not there at its end; `diverged` whether it blew up.
    """

    values: Array
    loss: Array
    arrived: Array
    diverged: Bools

    @property
    def soonest(self) -> int | None:
        """Which of the values arrives after the fewest steps, the first of them; None where none does."""
        return int(self.arrived.argmin()) if np.isfinite(self.arrived).any() else None


def sweep(optimizer: Optimizer, knob: str, values: Array, on: Conditions) -> Sweep:
    """The end of the run for each value `(n,)` of one knob, all other things equal.

    Raises NotationError for a value that the knob does not allow.
    """
    settings: dict[str, Real] = {**optimizer.settings(), knob: values}
    x, y = (np.full(len(values), float(one)) for one in on.start)
    ends = [end(*part) for part in parts(type(optimizer).with_settings(settings), replace(on, start=(x, y)))]
    height, arrived, diverged = (np.concatenate(column) for column in zip(*ends, strict=True))
    loss = np.where(diverged, np.inf, height - base(on.surface))
    return Sweep(values, loss, np.where(diverged | (arrived > on.steps), np.inf, arrived), diverged)


def end(optimizer: Optimizer, on: Conditions) -> tuple[Array, Array, Bools]:
    """Of a fleet: the last losses, the steps after the last ones that were not near a minimum, which runs blew up."""
    most = limit(on.surface, on.start)
    diverged = np.zeros(len(on.start[0]), dtype=bool)
    height = np.asarray(on.surface.value(*on.start))[None]
    since, done = np.where(near_lowest(on.surface, *on.start), 0.0, 1.0), 0
    with np.errstate(all="ignore"):
        points = flight(optimizer, on)
        while path := list(islice(points, TOGETHER)):
            x, y = np.stack(path, axis=1)
            height = np.asarray(on.surface.value(x, y))
            diverged |= blown_up(on.surface, x, y, height, most).any(axis=0)
            away = ~near_lowest(on.surface, x, y)
            last = len(path) - away[::-1].argmax(axis=0)  # of the steps of this stretch, counted from 1
            since = np.where(away.any(axis=0), done + last + 1.0, since)
            done += len(path)
    return height[-1], since, diverged
