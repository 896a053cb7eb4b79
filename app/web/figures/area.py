"""Where a figure's data lie: each pair of axes is a rectangle of the plot area, linear or logarithmic."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .lines import Array, path

PAGE_SIZE = (4000.0, 4000.0)  # units of a rectangle in a page, which stretches it: a few of them make a px
Words = dict[str, Any]  # a part of a figure, said in Plotly's words: a trace, an axis, a text
Figure = Words  # the whole: `data` and `layout`


@dataclass(frozen=True)
class Axis:
    """One axis: what it shows and which share of the plot area it takes."""

    low: float
    high: float
    start: float = 0.0
    end: float = 1.0
    log: bool = False

    def share(self, value: ArrayLike) -> Array:
        """Where values are, 0 at the low end and 1 at the high end."""
        number = np.atleast_1d(np.asarray(value, dtype=np.float64))
        with np.errstate(all="ignore"):
            number = np.log10(np.maximum(number, 1e-300)) if self.log else number
            found: Array = (number - self.low) / (self.high - self.low)
        return found

    def at(self, value: float) -> float:
        """Where one value is: `share` of a number, without the detour through an array."""
        number = math.log10(max(value, 1e-300)) if self.log else value
        return (number - self.low) / (self.high - self.low)

    def value(self, share: float) -> float:
        """The number at a share of the axis."""
        number = self.low + share * (self.high - self.low)
        return float(10.0**number) if self.log else number


UNIT = Axis(0.0, 1.0)


@dataclass(frozen=True)
class Area:
    """The rectangle of one pair of axes, drawn in units of its `size`."""

    x: Axis
    y: Axis
    size: tuple[float, float] = PAGE_SIZE

    @property
    def box(self) -> str:
        """Its place, in per cent of the whole plot area."""
        left, top = 100 * self.x.start, 100 * (1 - self.y.end)
        wide, high = 100 * (self.x.end - self.x.start), 100 * (self.y.end - self.y.start)
        return f'x="{left:.5g}%" y="{top:.5g}%" width="{wide:.5g}%" height="{high:.5g}%"'

    def refer(self, told: Words) -> Area:
        """The same rectangle, measured from 0 to 1 along each axis that `told` refers to by its domain."""
        x = UNIT if told.get("xref", "").endswith("domain") else self.x
        y = UNIT if told.get("yref", "").endswith("domain") else self.y
        return Area(x, y, self.size)

    def powers(self) -> Area:
        """The same rectangle, told in powers of ten where it is logarithmic: so Plotly places its annotations."""
        return Area(replace(self.x, log=False), replace(self.y, log=False), self.size)

    def at(self, x: ArrayLike, y: ArrayLike) -> list[tuple[float, float]]:
        """Per cent from the left and from the top of this rectangle."""
        across, down = 100 * self.x.share(x), 100 * (1 - self.y.share(y))
        return list(zip(across.round(3).tolist(), down.round(3).tolist(), strict=True))

    def spot(self, x: float, y: float) -> tuple[float, float]:
        """One place in per cent from the left and from the top."""
        return round(100 * self.x.at(x), 3), round(100 * (1 - self.y.at(y)), 3)

    def px(self, x: float, y: float) -> tuple[float, float]:
        """One place in units of the size, from the left and from the top."""
        return self.size[0] * self.x.at(x), self.size[1] * (1 - self.y.at(y))

    def back(self, across: float, down: float) -> tuple[float, float]:
        """The numbers at a place in units of the size."""
        return self.x.value(across / self.size[0]), self.y.value(1 - down / self.size[1])

    def path(self, trace: Words, closed: bool = False) -> str:
        """SVG path data of a trace."""
        line = np.stack([self.x.share(trace["x"]), 1 - self.y.share(trace["y"])], axis=1) * self.size
        return path(line, self.size, 1.0 if self.size == PAGE_SIZE else 0.1, closed)


WHOLE = Area(UNIT, UNIT)  # the plot area itself, measured as Plotly's `paper`


def axis_of(layout: Words, name: str) -> Axis:
    """The axis that traces call `x`, `y`, `x2` ..."""
    told = layout[f"{name[0]}axis{name[1:]}"]
    low, high = told["range"]
    start, end = told.get("domain", (0.0, 1.0))
    return Axis(float(low), float(high), start, end, told.get("type") == "log")


def names_of(trace: Words) -> tuple[str, str]:
    """The names of the axes that a trace is drawn on."""
    return trace.get("xaxis", "x"), trace.get("yaxis", "y")


def areas_of(figure: Figure, size: tuple[float, float] = PAGE_SIZE) -> dict[tuple[str, str], Area]:
    """The rectangles that traces are drawn in, by the names of their axes."""
    found: dict[tuple[str, str], Area] = {}
    for names in dict.fromkeys(map(names_of, figure["data"])):
        x, y = (axis_of(figure["layout"], name) for name in names)
        part = size if size == PAGE_SIZE else (size[0] * (x.end - x.start), size[1] * (y.end - y.start))
        found[names] = Area(x, y, part)
    return found
