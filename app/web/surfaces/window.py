"""The part of the plane that a landscape shows, and the picture that it is drawn in, 630 by 388 units.

A page scales the picture to its width; where it is higher than that, as on a phone, more of the plane appears above and
below. So whatever is drawn reaches `REACH` beyond both edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from ...core.numbers import Array
from ...core.surfaces import Surface
from ...core.surfaces.base import Interval
from ..http.numbers import FURTHEST

N = TypeVar("N", float, Array)  # one number, or many
WIDTH, HEIGHT = 630.0, 388.0
REACH = 130.0  # units above and below: enough for a square
MOST_STRETCH = 1.8  # a domain flatter than the picture by more than this is stretched rather than shown whole


@dataclass(frozen=True)
class Window:
    """x in [left, right] and y in [bottom, top]; a step along y is drawn `stretch` times as long as one along x."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def stretch(self) -> float:
        """How much longer a unit of y is drawn than one of x."""
        return (HEIGHT / (self.top - self.bottom)) / (WIDTH / (self.right - self.left))

    @property
    def wide(self) -> float:
        """How much of x is shown."""
        return self.right - self.left

    @property
    def high(self) -> float:
        """How much of y is shown."""
        return self.top - self.bottom

    def across(self, x: N) -> N:
        """From the left edge, in units of the picture."""
        return WIDTH * (x - self.left) / (self.right - self.left)

    def down(self, y: N) -> N:
        """From the upper edge, in units of the picture."""
        return HEIGHT * (self.top - y) / (self.top - self.bottom)

    def x(self, across: N) -> N:
        """The number at a place of the picture."""
        return self.left + across / WIDTH * (self.right - self.left)

    def y(self, down: N) -> N:
        """The number at a place of the picture."""
        return self.top - down / HEIGHT * (self.top - self.bottom)

    def inside(self, x: float, y: float) -> bool:
        """Whether a point is within the picture as a laptop shows it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def edges(self) -> dict[str, float]:
        """The window as a query says it."""
        return {"x_low": self.left, "x_high": self.right, "y_low": self.bottom, "y_high": self.top}


@lru_cache(maxsize=64)
def window(surface: Surface, start: tuple[float, float]) -> Window:
    """What is usually shown of runs from `start`: the surface's view."""
    return widened(*surface.shown_from(start))


def widened(x: Interval, y: Interval) -> Window:
    """A rectangle, widened on two sides until both axes have one scale, unless that takes too much of the picture.

    No further than a place can be: there the scales are left to differ.
    """
    (left, right), (bottom, top) = within(x), within(y)
    flat = ((right - left) / (top - bottom)) / (WIDTH / HEIGHT)
    if flat > MOST_STRETCH or abs(flat - 1) < 1e-3:
        return Window(left, right, bottom, top)
    if flat < 1:
        more = (right - left) * (1 / flat - 1) / 2
        return Window(*within((left - more, right + more)), bottom, top)
    more = (top - bottom) * (flat - 1) / 2
    return Window(left, right, *within((bottom - more, top + more)))


def within(edges: Interval) -> Interval:
    """The part of an interval in which a place can be."""
    return max(-FURTHEST, edges[0]), min(FURTHEST, edges[1])
