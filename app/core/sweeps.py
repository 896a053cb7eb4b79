"""Sweeps: what becomes of a run over a whole range of one knob, in one fleet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.descent import Array, Conditions, fleet
from app.core.optimizers import Optimizer
from app.core.outcomes import base, blown_up, limit


@dataclass(frozen=True)
class Sweep:
    """For each of n values of a knob, arrays `(n,)`: the final loss above the lowest, and whether the run blew up."""

    values: Array
    loss: Array
    diverged: np.ndarray[tuple[int], np.dtype[np.bool_]]


def sweep(optimizer: Optimizer, knob: str, values: Array, on: Conditions) -> Sweep:
    """The end of the run for each value `(n,)` of one knob, all other things equal.

    Raises NotationError for a value that the knob does not allow.
    """
    settings: dict[str, Any] = {**optimizer.settings(), knob: values}
    many = type(optimizer).with_settings(settings)
    most = limit(on.surface, on.start)
    diverged = np.zeros(len(values), dtype=bool)
    height = np.full(len(values), float(on.surface.value(*map(float, on.start))))
    for x, y in fleet(many, on):
        with np.errstate(all="ignore"):
            height = np.asarray(on.surface.value(x, y))
            diverged |= blown_up(on.surface, x, y, height, most)
    return Sweep(values, np.where(diverged, np.inf, height - base(on.surface)), diverged)
