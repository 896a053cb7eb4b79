"""The part of the plane that a landscape shows, in units of a picture that is 630 wide and 388 high.

A page scales the picture to its width; where it is higher than that, as on a phone, more of the plane appears above and
below. So whatever is drawn reaches `REACH` beyond both edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from app.core.surfaces import Surface
from app.web.figures.axes import Tick, round_numbers
from app.web.page.numerals import decimal

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

    def across(self, x: Any) -> Any:
        """From the left edge, in units of the picture."""
        return WIDTH * (x - self.left) / (self.right - self.left)

    def down(self, y: Any) -> Any:
        """From the upper edge, in units of the picture."""
        return HEIGHT * (self.top - y) / (self.top - self.bottom)

    def inside(self, x: float, y: float) -> bool:
        """Whether a point is within the picture as a laptop shows it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def path(self, x: Any, y: Any) -> str:
        """SVG path data of a line through the points; what is far outside is cut off three pictures away."""
        across = np.clip(self.across(np.asarray(x)), -3 * WIDTH, 4 * WIDTH)
        down = np.clip(self.down(np.asarray(y)), -3 * HEIGHT, 4 * HEIGHT)
        return "M" + "L".join(f"{a:.4g} {d:.4g}" for a, d in zip(across.tolist(), down.tolist(), strict=True))

    def across_ticks(self) -> list[Tick]:
        """Round numbers along x, in per cent of the width."""
        return [Tick(self.across(x) * 100 / WIDTH, decimal(x)) for x in round_numbers(self.left, self.right, 6)]

    def down_ticks(self) -> list[Tick]:
        """Round numbers along y, in units of the picture, those beyond its edges too."""
        more = REACH * (self.top - self.bottom) / HEIGHT
        step = round_numbers(self.bottom, self.top, 4)
        gap = step[1] - step[0]
        places = np.arange(np.ceil((self.bottom - more) / gap), np.floor((self.top + more) / gap) + 1) * gap
        return [Tick(float(self.down(y)), decimal(round(float(y), 10))) for y in places]


@lru_cache(maxsize=64)
def window(surface: Surface, start: tuple[float, float]) -> Window:
    """What to show of runs from `start`: the surface's view, widened on two sides until both axes have one scale."""
    (left, right), (bottom, top) = surface.shown_from(start)
    flat = ((right - left) / (top - bottom)) / (WIDTH / HEIGHT)
    if flat > MOST_STRETCH:
        return Window(left, right, bottom, top)
    if flat < 1:
        more = (right - left) * (1 / flat - 1) / 2
        return Window(left - more, right + more, bottom, top)
    more = (top - bottom) * (flat - 1) / 2
    return Window(left, right, bottom - more, top + more)
