"""A look at one function from end to end: its values and slopes on a grid, and what lies between the points.

The grid is dense near 0, where the knobs bend the functions, holds every break with its two neighbours, and reaches to
1e308. Extrema and crossings between two of its points are found by narrowing down.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property

import numpy as np

from ..numbers import Array, Bools
from .base import Activation

EXACT = 1e-12  # relative: what counts as the same number
ENDLESS = 1e100  # a slope that still matters here never settles
MAGNITUDES = np.concatenate([np.geomspace(1e-5, 9e-3, 60), np.arange(1, 1_400) / 100, np.geomspace(14.0, 1e308, 350)])
WHOLE = np.array(sorted(range(-12, 13), key=lambda n: (abs(n), -n)), dtype=float)  # 0, 1, -1, 2, -2, ...


def narrow(test: Callable[[Array], Bools], low: Array, high: Array) -> tuple[Array, Array]:
    """Narrow each pair (low, high), whose tests differ, down to neighbouring doubles or nearly so.

    Bisection with 16 parts instead of 2: a call on 17 points costs hardly more than one on 1, and a quarter suffice.
    """
    pairs = np.arange(low.size)
    for _ in range(16):
        x = np.linspace(low, high, 17)
        passed = test(x)
        turn = np.argmax(passed != passed[0], axis=0)
        low, high = x[turn - 1, pairs], x[turn, pairs]
    return low, high


def nearest(xs: Array) -> float:
    """The one nearest to 0, and of two equally near the positive one."""
    return float(min(xs.tolist(), key=lambda x: (abs(x), -x)))


class Survey:
    """The values and slopes of one activation function, from -1e308 to 1e308."""

    def __init__(self, f: Activation) -> None:
        self.f = f
        self.breaks = np.array(f.breaks(), dtype=np.float64)
        beside = [np.nextafter(self.breaks, side) for side in (-np.inf, np.inf)]
        x: Array = np.unique(np.concatenate([-MAGNITUDES, [0.0], MAGNITUDES, self.breaks, *beside]))
        with np.errstate(over="ignore", invalid="ignore"):
            value, slope = f.curve(x)
        known = ~(np.isnan(value) | np.isnan(slope))  # one's own formula may say 0 times infinity far out
        if not known.any():
            raise ValueError(f"{f} is nan everywhere")
        self.x, self.value, self.slope = x[known], value[known], slope[known]
        self.steepness = np.abs(self.slope)

    def rises(self) -> bool:
        """Whether f never falls: no slope and no jump is negative."""
        return bool((self.slope >= 0).all()) and all(kink.jump >= 0 for kink in self.f.kinks())

    def bound(self, sign: int) -> tuple[float, bool]:
        """The supremum (sign = 1) or infimum (sign = -1) of f, and whether it is only approached."""
        turns = np.asarray(self.f.value(self.turns)).tolist() if self.turns.size else []
        found = [*((value, True) for value in turns), *self._beside_breaks(), self._end(0), self._end(-1)]
        best = max(sign * value for value, _ in found)
        near = best - EXACT * abs(best) if math.isfinite(best) else best
        reached = any(attained for value, attained in found if sign * value >= near)
        return sign * best + 0.0, not reached

    @cached_property
    def turns(self) -> Array:
        """The places where the slope changes its sign: there f is lower, or higher, than all around."""
        bends = np.flatnonzero((self.slope != 0) & np.isfinite(self.slope))
        turns = np.flatnonzero(np.diff(np.sign(self.slope[bends])))
        if not turns.size:
            return np.array([])
        ends = narrow(lambda x: np.greater(self.f.slope(x), 0), self.x[bends[turns]], self.x[bends[turns + 1]])
        low = np.where(np.less(*(np.abs(self.f.slope(end)) for end in ends)), *ends)
        whole = np.rint(low)
        plain = np.where(np.abs(low - whole) <= EXACT * np.maximum(1, np.abs(low)), whole + 0.0, low)
        return np.array([self._snap(float(x)) for x in plain])

    def place(self, sign: int) -> float | None:
        """Where f is highest (sign = 1) or lowest (sign = -1), the nearest to 0; None if at no turn of its curve."""
        best, open_ = self.bound(sign)
        values = np.asarray(self.f.value(self.turns)) if self.turns.size else self.turns
        there = self.turns[np.abs(values - best) <= EXACT * abs(best)] if math.isfinite(best) else self.turns[:0]
        return nearest(there) if there.size and not open_ else None

    def _beside_breaks(self) -> list[tuple[float, bool]]:
        """The values at the breaks, and the limits from both sides: attained if f is continuous or flat there."""
        found = []
        for x, middle in zip(self.breaks, np.asarray(self.f.value(self.breaks)), strict=True):
            found.append((float(middle), True))
            for side in (-np.inf, np.inf):
                beside = np.nextafter(x, side)
                value, slope = self.f.both(beside)
                limit = float(value + slope * (x - beside))
                meets = bool(np.isclose(limit, middle, rtol=EXACT, atol=EXACT))
                found.append((float(middle) if meets else limit, meets or bool(slope == 0)))
        return found

    def _end(self, end: int) -> tuple[float, bool]:
        """The limit of f at an end of the line, infinite where f goes on as a line; attained only by a constant."""
        value, inner = float(self.value[end]), np.copysign(1e300, self.x[end])
        goes_on = self.slope[end] != 0 and self.slope[end] == self.f.slope(inner)
        if goes_on or math.isinf(value):
            return math.copysign(math.inf, value), False
        return (0.0 if abs(value) < 1e-300 else value), not self.slope.any()

    @cached_property
    def steepest(self) -> tuple[float, float | None]:
        """The largest |f'| and where: preferably at a plain number; None if only approached."""
        peak = float(self.steepness.max())
        if math.isinf(peak):
            return peak, None
        at, found = self._zoom(nearest(self.x[self.steepness == peak]))
        peak = max(peak, found)
        same = peak * (1 - EXACT)
        if self._approaches(same, 0) or self._approaches(same, -1):
            return peak, None
        plain = np.concatenate([WHOLE, (self.breaks[1:] + self.breaks[:-1]) / 2])
        plain = plain[np.abs(self.f.slope(plain)) >= same]
        at = float(plain[0]) if plain.size else self._snap(at)
        there = abs(float(self.f.slope(at)))
        return (there if there >= same else peak), at  # a neighbour may round up where the place itself does not

    def _zoom(self, at: float) -> tuple[float, float]:
        """The steepest place between the neighbours of a grid point, and |f'| there."""
        i = int(np.searchsorted(self.x, at))
        low, high = self.x[max(i - 1, 0)], self.x[min(i + 1, len(self.x) - 1)]
        found = at, float(self.steepness[i])
        for _ in range(6):
            x = np.linspace(low, high, 65)
            steepness = np.abs(self.f.slope(x))
            best = int(steepness.argmax())
            low, high = x[max(best - 1, 0)], x[min(best + 1, 64)]
            if steepness[best] > found[1]:
                found = float(x[best]), float(steepness[best])
        return found

    def _approaches(self, peak: float, end: int) -> bool:
        """Whether the slope climbs to its peak on the way to an end of the line, and is not simply straight there."""
        if self.steepness[end] < peak:
            return False
        inside = self.x > self.breaks.max(initial=-np.inf) if end else self.x < self.breaks.min(initial=np.inf)
        return bool(np.ptp(self.slope[inside]) > 0)

    def _snap(self, x: float) -> float:
        """x, or the break of which it is a neighbour."""
        close = self.breaks[np.abs(self.breaks - x) <= 2 * np.spacing(np.abs(self.breaks))]
        return float(close[0]) if close.size else x

    def saturates(self, side: int, share: float) -> float | None:
        """The x beyond which |f'| stays under a share of its peak (of 1 where it has none); None if it never does."""
        peak = self.steepest[0]
        limit = share * (peak if math.isfinite(peak) else 1.0)
        steep = np.flatnonzero(self.steepness >= limit)
        last = steep[-1] if side > 0 else steep[0]
        if abs(self.x[last]) > ENDLESS:
            return None
        pair = self.x[[last]], self.x[[last + side]]
        _, beyond = narrow(lambda x: np.abs(self.f.slope(x)) >= limit, *pair)
        return self._snap(float(beyond[0])) + 0.0

    def flat_stretches(self, limit: float, end: float) -> Array:
        """The intervals of -end ... end on which |f'| < limit, as rows (from, to)."""
        x = self.x[np.abs(self.x) <= end]
        flat = np.abs(self.f.slope(x)) < limit
        turns = np.flatnonzero(np.diff(flat))
        edges, _ = narrow(lambda t: np.abs(self.f.slope(t)) < limit, x[turns], x[turns + 1])
        first, last = [-np.inf] if flat[0] else [], [np.inf] if flat[-1] else []
        return np.concatenate([first, edges, last]).reshape(-1, 2)
