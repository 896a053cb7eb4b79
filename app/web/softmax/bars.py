"""Bars that grow from an axis: places in per cent of the column's width, on domains that do not move with a hand.

They are cells of a table and tracks of sliders, forty to a page, each with its number beside it: widgets in SVG, not
figures. There is nothing in one to zoom into, and forty plots would take longer to draw than all that is to be seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...core.activations.base import Array

HIGHEST = (2.5, 4.0, 6.0, 10.0, 25.0, 60.0, 150.0, 400.0, 1e3)
LOWEST = (1.0, 2.5, *HIGHEST[1:])
EDGE = 0.98  # of a domain: what has reached it is given more room


@dataclass(frozen=True)
class Domain:
    """The numbers from `low` to `high`, with 0 among them."""

    low: float
    high: float

    def across(self, value: float) -> float:
        """Per cent of the width, kept inside."""
        share = (value - self.low) / (self.high - self.low)
        return round(100 * min(max(share, 0.0), 1.0), 3) if not math.isnan(share) else 0.0

    @property
    def zero(self) -> float:
        """Where the axis stands."""
        return self.across(0.0)


@dataclass(frozen=True)
class Bar:
    """A bar from `left`, `width` wide, with its value right of it, at `end`; `words` tell how it came about."""

    left: float
    width: float
    end: float
    text: str
    words: str


def bar(domain: Domain, value: float, text: str, words: str = "") -> Bar:
    """The bar of one value."""
    left, right = sorted((domain.zero, domain.across(value)))
    return Bar(left, round(right - left, 3), right, text, words)


def room_for(scores: Array) -> Domain:
    """A domain for scores: the smallest of a few that leaves them some room, so that most changes leave it alone."""
    return Domain(-_level(-float(scores.min()), LOWEST), _level(float(scores.max()), HIGHEST))


def _level(value: float, levels: tuple[float, ...]) -> float:
    fitting = [level for level in levels if value < EDGE * level]
    return fitting[0] if fitting else 10.0 ** math.ceil(math.log10(value) + 0.01)
