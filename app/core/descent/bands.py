"""Bands: between which losses the runs of many seeds lie, at each step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

import numpy as np

from ..numbers import Array
from ..optimizers import Optimizer
from .conditions import Conditions
from .walk import fleet

QUANTILES = (0.1, 0.5, 0.9)


def bands(optimizer: Optimizer, on: Conditions, seeds: int, stretch: int = 256) -> Iterator[Array]:
    """Quantiles of the losses over so many seeds, `on.seed` and those after it; step 0 is the start.

    Arrays `(3, k)` of the 10, 50 and 90 % quantiles, for the next k <= stretch steps each. A loss that has left the
    floats counts as infinite, and so may a quantile be.
    """
    assert isinstance(on.seed, int)
    start = np.full(seeds, float(on.start[0])), np.full(seeds, float(on.start[1]))
    points = chain([start], fleet(optimizer, replace(on, start=start, seed=tuple(range(on.seed, on.seed + seeds)))))
    while places := list(islice(points, stretch)):
        x, y = np.moveaxis(np.array(places), 1, 0)
        with np.errstate(all="ignore"):
            losses = np.asarray(on.surface.value(x, y))
            losses[np.isnan(losses)] = np.inf
            yield quantiles(losses)


def quantiles(losses: Array) -> Array:
    """The quantiles along the last axis, linear between neighbours: `(k, n)` to `(3, k)`."""
    ranked = np.sort(losses, axis=-1)
    place = np.array(QUANTILES) * (losses.shape[-1] - 1)
    below = place.astype(int)
    above = np.minimum(below + (place > below), losses.shape[-1] - 1)
    low, high = ranked[:, below], ranked[:, above]
    return np.where(low == high, low, low + (place - below) * (high - low)).T
