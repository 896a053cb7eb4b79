"""What an activation function is like, worked out from its values and slopes; nothing here is typed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..numbers import Array
from .base import Activation, Kink
from .shared import normal
from .survey import Survey

SATURATED = 0.01  # of the peak slope
FLAT = 0.01  # a slope that hardly trains
CENTRED = 1e-9  # a mean output below this is zero but for rounding
LAST = 13.0  # N(0, 1) inputs beyond count for less than 1e-37

# Gauss-Legendre panels, narrow near 0 where a sharp knob bends the function.
NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
EDGES = np.array([0.01, 0.03, 0.1, 0.3, 0.6, *range(1, int(LAST) + 1)])


@dataclass(frozen=True)
class Properties:
    """What a page says of a function besides its curve.

    `low` and `high` bound the values, and are infinite where nothing does; an open end is approached, never reached.
    `mean` is the mean output for N(0, 1) inputs; it is called zero below 1e-9. `monotonic` means never falling.
    Beyond `saturates_left` and `saturates_right` |f'| stays under 1 % of its peak (of 1 where it has none); None if it
    never does. `max_slope` is the largest |f'|, possibly infinite, and `max_slope_at` where it is reached: on a
    straight piece the whole number nearest to 0, else its middle; None where it is only approached.
    `lowest_at` and `highest_at` are where the curve turns at `low` and at `high`, the nearest to 0; None where it does
    not, as where f only rises.
    `small_slope_share` is the share of N(0, 1) inputs with |f'| < 0.01.
    """

    low: float
    high: float
    low_open: bool
    high_open: bool
    lowest_at: float | None
    highest_at: float | None
    mean: float
    zero_centred: bool
    monotonic: bool
    saturates_left: float | None
    saturates_right: float | None
    max_slope: float
    max_slope_at: float | None
    small_slope_share: float
    kinks: tuple[Kink, ...]


@lru_cache(maxsize=1_024)
def properties(activation: Activation) -> Properties:
    """Everything about one activation function with its knobs as they are."""
    with np.errstate(all="ignore"):  # a formula of one's own may overflow far out
        return told(activation)


def told(activation: Activation) -> Properties:
    """The same, worked out anew."""
    survey = Survey(activation)
    low, low_open = survey.bound(-1)
    high, high_open = survey.bound(1)
    mean = mean_output(activation)
    max_slope, max_slope_at = survey.steepest
    return Properties(
        low=low,
        high=high,
        low_open=low_open,
        high_open=high_open,
        lowest_at=survey.place(-1),
        highest_at=survey.place(1),
        mean=mean,
        zero_centred=abs(mean) < CENTRED,
        monotonic=survey.rises(),
        saturates_left=survey.saturates(-1, SATURATED),
        saturates_right=survey.saturates(1, SATURATED),
        max_slope=max_slope,
        max_slope_at=max_slope_at,
        small_slope_share=normal_share(survey.flat_stretches(FLAT, LAST)),
        kinks=activation.kinks(),
    )


def mean_output(activation: Activation) -> float:
    """The integral of f(x) phi(x), by quadrature between the breaks."""
    breaks = [x for x in activation.breaks() if abs(x) < LAST]
    edges = np.unique(np.concatenate([-EDGES, [0.0], EDGES, breaks]))
    middle, half = (edges[1:] + edges[:-1]) / 2, np.diff(edges) / 2
    x = middle[:, None] + half[:, None] * NODES
    return float(np.sum(activation.value(x) * normal(x)[1] * half[:, None] * WEIGHTS))


def normal_share(stretches: Array) -> float:
    """The share of N(0, 1) numbers within intervals `(n, 2)`, to full precision on both sides of 0."""
    low, high = np.clip(stretches, -1e3, 1e3).T
    right = low > 0
    below = normal(np.where(right, -low, high))[0] - normal(np.where(right, -high, low))[0]
    return float(np.sum(below))
