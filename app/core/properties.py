"""What can be said of an activation by looking at it everywhere: nothing here is typed in, all of it is computed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import erf, inf, sqrt

import numpy as np
from numpy.typing import NDArray

from app.core.activations.base import Activation, Array, Kink

SATURATED = 0.01  # a unit is called saturated where its slope is under this share of its peak
SMALL = 0.01  # ... and its slope small where it is under this
CENTRED = 1e-9  # a mean output below this is rounding
EDGE = 38.0  # beyond it a standard normal has no mass that a double could show
NODES, WEIGHTS = np.polynomial.legendre.leggauss(20)


@dataclass(frozen=True)
class Properties:
    """Computed facts: `low` and `high` are the range's ends (inf if there is none), `*_open` if they are never attained.

    `mean` is the mean output for inputs from N(0, 1), `small_slope_share` the share of these whose |slope| is below
    0.01; `saturates_left` and `saturates_right` are the x beyond which |f'| stays under 1 % of its peak, None if never.
    `max_slope` is the largest |f'|, found at `max_slope_at`, the nearest such x to 0; an infinite x means that it is
    only approached.
    """

    low: float
    high: float
    low_open: bool
    high_open: bool
    mean: float
    zero_centred: bool
    monotonic: bool
    saturates_left: float | None
    saturates_right: float | None
    max_slope: float
    max_slope_at: float
    small_slope_share: float
    kinks: tuple[Kink, ...]


@lru_cache(maxsize=1024)
def properties(activation: Activation) -> Properties:
    """Look at `activation` from -1e300 to 1e300, most closely near zero."""
    x = wide_grid(activation)
    value, slope = activation.curve(x)
    steep = np.abs(slope)
    peak, at = _steepest(activation, x, steep)
    low, low_open = _end(activation, x, value, slope, -1.0)
    high, high_open = _end(activation, x, value, slope, 1.0)
    mean = mean_output(activation)
    centred = abs(mean) < CENTRED
    return Properties(
        low=low,
        high=high,
        low_open=low_open,
        high_open=high_open,
        mean=0.0 if centred else mean,
        zero_centred=centred,
        monotonic=bool(np.all(slope >= 0)) and all(kink.jump >= 0 for kink in activation.kinks()),
        saturates_left=_saturation(activation, x, steep < SATURATED * peak, peak),
        saturates_right=_saturation(activation, x[::-1], (steep < SATURATED * peak)[::-1], peak),
        max_slope=peak,
        max_slope_at=at,
        small_slope_share=small_slope_share(activation),
        kinks=activation.kinks(),
    )


def wide_grid(activation: Activation) -> Array:
    """Every 1/32 up to 40, then a few in each decade, and both sides of every break."""
    far = np.geomspace(41, 1e300, 600)
    near = np.linspace(-40, 40, 2561)
    sides = [np.nextafter(x, end) for x in activation.breaks() for end in (-inf, inf)]
    return np.unique(np.concatenate([-far, near, far, [*sides, *activation.breaks()]]))


def _steepest(activation: Activation, x: Array, steep: Array) -> tuple[float, float]:
    """The largest |f'| and the x nearest to 0 that has it; x is infinite where it is only approached."""
    peak = float(steep.max())
    if peak > 1e30:
        return inf, float(np.copysign(inf, x[np.argmax(steep)]))
    where = x[steep >= peak * (1 - 1e-12)]
    at = float(where[np.argmin(np.abs(where))])
    if abs(at) < 1e-300 or peak == 0:
        return peak, 0.0
    if any(abs(at - place) < 1e-9 for place in activation.breaks()):
        return peak, at
    if steep[0 if at < 0 else -1] >= peak * (1 - 1e-12):
        return peak, float(np.copysign(inf, at))
    at = _polish(activation, at)
    return max(peak, abs(float(activation.slope(at)))), at


def _polish(activation: Activation, at: float) -> float:
    """The top of |f'| near `at`, by golden section; `at` itself if that is no lower."""
    low, high = at - 1 / 32, at + 1 / 32
    shrink = (sqrt(5) - 1) / 2
    for _ in range(60):
        a, b = high - shrink * (high - low), low + shrink * (high - low)
        low, high = (low, b) if abs(float(activation.slope(a))) >= abs(float(activation.slope(b))) else (a, high)
    top = (low + high) / 2
    better = abs(float(activation.slope(top))) > abs(float(activation.slope(at))) * (1 + 1e-12)
    return top if better else at


def _end(activation: Activation, x: Array, value: Array, slope: Array, sign: float) -> tuple[float, bool]:
    """The largest (sign 1) or smallest (sign -1) value, and whether it is only approached."""
    best = int(np.argmax(sign * value))
    top = float(value[best])
    if abs(top) < 1e-200:
        top = 0.0  # 1 / x is still 1e-300 out there
    if abs(top) > 1e30:
        return sign * inf, True
    if sign * top > max(sign * value[0], sign * value[-1]) + 1e-12:
        found = _summit(activation, float(x[best - 1]), float(x[best + 1]), sign)
        return found if sign * found > sign * top else top, False
    return top, not any(
        flat_beyond(activation, side) for side, x in ((-1.0, 0), (1.0, -1)) if abs(value[x] - top) < 1e-200
    )


def flat_beyond(activation: Activation, side: float) -> bool:
    """Whether f is constant from its outermost break on. Without one it only comes near: zeros there are rounding."""
    breaks = activation.breaks()
    last = (breaks[-1] if side > 0 else breaks[0]) if breaks else None
    return last is not None and float(activation.slope(np.nextafter(last, side * inf))) == 0


def _summit(activation: Activation, low: float, high: float, sign: float) -> float:
    shrink = (sqrt(5) - 1) / 2
    for _ in range(60):
        a, b = high - shrink * (high - low), low + shrink * (high - low)
        low, high = (low, b) if sign * float(activation.value(a)) >= sign * float(activation.value(b)) else (a, high)
    return float(activation.value((low + high) / 2))


def _saturation(activation: Activation, x: Array, low: NDArray[np.bool_], peak: float) -> float | None:
    """The x up to which, coming from outside, the slope is small; None if it is not small out there."""
    if peak in {0.0, inf} or low.all() or not low[:50].all():
        return None
    inner = int(np.argmin(low))
    outside, inside = float(x[inner - 1]), float(x[inner])
    for _ in range(80):
        middle = (outside + inside) / 2
        small = abs(float(activation.slope(middle))) < SATURATED * peak
        outside, inside = (middle, inside) if small else (outside, middle)
    return 0.0 if abs(outside) < 1e-12 else outside


def mean_output(activation: Activation) -> float:
    """E f(X) for X from N(0, 1): Gauss-Legendre on pieces that end at the breaks."""
    inner = [x for x in activation.breaks() if -EDGE < x < EDGE]
    edges = np.unique([*np.linspace(-EDGE, EDGE, 153), *inner])
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    x = middle[:, None] + half[:, None] * NODES
    density = np.exp(-x * x / 2) / sqrt(2 * np.pi)
    return float(np.sum(half[:, None] * WEIGHTS * density * np.asarray(activation.value(x))))


def small_slope_share(activation: Activation) -> float:
    """P(|f'(X)| < 0.01) for X from N(0, 1), from the places where |f'| crosses 0.01."""
    x = np.unique(
        [*np.linspace(-12, 12, 3073), *(np.nextafter(b, e) for b in activation.breaks() for e in (-inf, inf))]
    )
    height = np.abs(np.asarray(activation.slope(x))) - SMALL
    small = height < 0
    below = np.array([(1 + erf(t / sqrt(2))) / 2 for t in _crossings(x, height)])
    signs = np.where(small[1:] & ~small[:-1], -1.0, 1.0)[small[1:] != small[:-1]]
    return float(np.clip(np.sum(signs * below) + float(small[-1]), 0.0, 1.0))


def _crossings(x: Array, height: Array) -> list[float]:
    """Where `height` changes its sign, by the secant between neighbours."""
    at = np.flatnonzero((height[1:] < 0) != (height[:-1] < 0))
    return [float(x[i] - height[i] * (x[i + 1] - x[i]) / (height[i + 1] - height[i])) for i in at]
