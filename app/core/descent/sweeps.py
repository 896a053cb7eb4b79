"""Sweeps: what becomes of a run over a whole range of one knob, in one fleet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from ..numbers import Array, Bools, Real
from ..optimizers import Optimizer
from .outcomes import base, blown_up, limit
from .walk import Conditions, flight, parts

TOGETHER = 32  # steps whose losses are worked out at once: NumPy is called so many times less often


@dataclass(frozen=True)
class Sweep:
    """For each of n values of a knob, arrays `(n,)`: the final loss above the lowest, and whether the run blew up."""

    values: Array
    loss: Array
    diverged: Bools


def sweep(optimizer: Optimizer, knob: str, values: Array, on: Conditions) -> Sweep:
    """The end of the run for each value `(n,)` of one knob, all other things equal.

    Raises NotationError for a value that the knob does not allow.
    """
    settings: dict[str, Real] = {**optimizer.settings(), knob: values}
    x, y = (np.full(len(values), float(one)) for one in on.start)
    ends = [end(*part) for part in parts(type(optimizer).with_settings(settings), replace(on, start=(x, y)))]
    height, diverged = (np.concatenate(column) for column in zip(*ends, strict=True))
    return Sweep(values, np.where(diverged, np.inf, height - base(on.surface)), diverged)


def end(optimizer: Optimizer, on: Conditions) -> tuple[Array, Bools]:
    """The last losses of a fleet, and which of its runs blew up on the way."""
    most = limit(on.surface, on.start)
    diverged = np.zeros(len(on.start[0]), dtype=bool)
    height = np.asarray(on.surface.value(*on.start))[None]
    with np.errstate(all="ignore"):
        points = flight(optimizer, on)
        while path := list(islice(points, TOGETHER)):
            x, y = np.stack(path, axis=1)
            height = np.asarray(on.surface.value(x, y))
            diverged |= blown_up(on.surface, x, y, height, most).any(axis=0)
    return height[-1], diverged
