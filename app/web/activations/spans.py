"""What the picture of activation functions shows: x from low to high, and the y ranges of f and f' that go with it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...core.activations import Activation
from ..figures.axes import round_step
from .query import ActivationsQuery

Values = NDArray[np.float64]
Span = tuple[float, float]

SAMPLES = 401
MOST_SAMPLES = 3_000  # of all curves together: a figure has to fit into 256 KiB
WIDE_ENOUGH = (
    8.0  # of x about 0: from here on the frame is the same whatever is drawn, and lets straight lines leave it
)
OFTEN = 0.02  # of the samples: what is less is not worth a larger frame
LEAST = 1e-300  # of a range: between the ticks of one much smaller there are no floats


@dataclass(frozen=True)
class Curves:
    """The functions over the window: x (n,), values and slopes (k, n), and the ranges that are shown."""

    x: Values
    values: Values
    slopes: Values
    value_span: Span
    slope_span: Span


def curves_of(query: ActivationsQuery) -> Curves:
    """The functions of a query over its window."""
    one = drawn(query.f, query.low, query.high)
    value_span = given(query.y_low, query.y_high, one.value_span)
    return replace(one, value_span=value_span, slope_span=given(query.slope_low, query.slope_high, one.slope_span))


@lru_cache(maxsize=32)
def drawn(entries: tuple[Activation, ...], low: float, high: float) -> Curves:
    """The functions over an interval, with the ranges that suit them; kept while only the cursor moves."""
    x = grid(entries, low, high)
    with np.errstate(all="ignore"):
        values = np.array([one.value(x) for one in entries])
        slopes = np.array([one.slope(x) for one in entries])
    whole = low < 0 < high and high - low >= WIDE_ENOUGH
    return Curves(x, values, slopes, *(usual(values, slopes) if whole else (fitted(values), fitted(slopes))))


def grid(entries: Sequence[Activation], low: float, high: float) -> Values:
    """Evenly spaced x, with both sides of every break so that a jump is drawn as one."""
    breaks = [place for one in entries for place in one.breaks() if low < place < high]
    sides = [side for place in breaks for side in (np.nextafter(place, -np.inf), np.nextafter(place, np.inf))]
    return np.unique(np.concatenate([np.linspace(low, high, min(SAMPLES, MOST_SAMPLES // len(entries))), sides]))


def usual(values: Values, slopes: Values) -> tuple[Span, Span]:
    """The frame of the whole: one of a few, so that it stands still while a knob moves and slopes can be compared."""
    falls = values.min() < -1.35 < values.max() and often(values < -1.35)
    lowest = float(slopes.min())
    below = -0.12 if lowest > -0.1 else -0.24 if lowest > -0.22 else -1.2
    return (-3.2 if falls else -1.35, 2.5), (below, 2.2 if often(slopes > 1.2) else 1.2)


def often(where: NDArray[np.bool_]) -> bool:
    """Whether one curve at least is there for more than a moment."""
    return bool(where.mean(axis=1).max() > OFTEN)


def fitted(values: Values) -> Span:
    """What all curves take, with a little room, out to round numbers: a knob that moves hardly changes it."""
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    if high - low <= 1e-12 * max(abs(low), abs(high), 1e-300):
        half = abs(low) / 10 or 1.0
        return low - half, high + half
    step = round_step(high - low, 10)
    return step * math.floor(low / step - 0.4), step * math.ceil(high / step + 0.4)


def given(low: float | None, high: float | None, otherwise: Span) -> Span:
    """The range that was asked for, the right way round; one that is empty is not taken."""
    first, last = sorted((otherwise[0] if low is None else low, otherwise[1] if high is None else high))
    wide = last - first > max(1e-12 * max(abs(first), abs(last)), LEAST)
    return (first, last) if wide else otherwise
