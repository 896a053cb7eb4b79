"""A plot area: data coordinates to per cent of its width and height, ticks, and the path of a curve."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.web.page.numerals import decimal

FAR = 3000.0  # path units; a curve that leaves the picture is cut three heights away, far outside the visible part


@dataclass(frozen=True)
class Tick:
    """A place on an axis in per cent, with its text; every second one may be left out where space is short."""

    at: float
    text: str
    spare: bool = False


@dataclass(frozen=True)
class Panel:
    """A rectangle of the plane, x in [left, right] and y in [bottom, top]."""

    left: float
    right: float
    bottom: float
    top: float

    def across(self, x: Any) -> Any:
        """Per cent of the width, from the left."""
        return 100 * (x - self.left) / (self.right - self.left)

    def down(self, y: Any) -> Any:
        """Per cent of the height, from the top."""
        return 100 * (self.top - y) / (self.top - self.bottom)

    def path(self, x: Any, y: Any) -> str:
        """SVG path data in a 1000 by 1000 box."""
        across = 10 * self.across(np.asarray(x))
        down = np.clip(10 * self.down(np.asarray(y)), -FAR, FAR)
        return "M" + "L".join(f"{a:.5g} {d:.5g}" for a, d in zip(across.tolist(), down.tolist(), strict=True))

    def across_ticks(self, about: int = 8) -> list[Tick]:
        """Round numbers along x; those a narrow screen can do without are marked spare."""
        places = round_numbers(self.left, self.right, about)
        middle = min(range(len(places)), key=lambda i: abs(places[i]))
        return [Tick(self.across(x), decimal(x), (i - middle) % 2 == 1) for i, x in enumerate(places)]

    def down_ticks(self, about: int = 4) -> list[Tick]:
        """Round numbers along y."""
        return [Tick(self.down(y), decimal(y)) for y in round_numbers(self.bottom, self.top, about)]


def round_numbers(low: float, high: float, about: int) -> list[float]:
    """About so many multiples of 1, 2, 2.5 or 5 times a power of ten in [low, high]."""
    rough = (high - low) / about
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]
