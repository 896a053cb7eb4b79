"""The losses of a race over its steps, logarithmic above the lowest loss, down to where they are.

Where a surface falls without end there is no lowest loss: the scale is that of the loss itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from ...core.descent.bands import bands
from ...core.descent.outcomes import base
from ...core.descent.walk import Run
from ...core.numerals import decimal
from ...core.optimizers import Optimizer
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import decade_axis, layout, note, number_axis
from ..figures.lines import Array
from ..figures.palette import runners
from ..figures.paths import MARKS, Moving, named, told, traces
from ..figures.places import Place
from ..figures.style import Look
from .names import names_of
from .query import RaceQuery

DEPTHS = (
    6,
    8,
    10,
    12,
    14,
    16,
    20,
    24,
    36,
    72,
    320,
)  # decades below the start of which the first that holds all losses is shown
SIZE = (507.0, 132.0)  # px of the plot on a laptop; where it is larger, names have more room
LARGE = (165.0, 92.0)  # the same in a room, where type is larger
LINE = 18.0  # px: height of a name
BESIDE = 14.0  # px from the cursor to a name
LEFT = 0.62  # of the width: a cursor further right has the names on its left
MOST_POINTS = 600  # of a line: more than a screen shows
TOGETHER = 2_000  # of all lines, and as many of their bands: a figure has to fit into 256 KiB
FILE = {"width": 720, "height": 320, "margin": {"l": 76, "r": 32, "t": 28, "b": 44}}


@dataclass(frozen=True)
class Scale:
    """Where losses stand: above `base`, on a logarithmic axis or not, between two ends of that axis."""

    base: float
    log: bool
    bottom: float
    top: float

    @property
    def title(self) -> str:
        """What the axis shows."""
        if not self.log:
            return "Loss"
        return "Loss, log scale" if abs(self.base) < 1e-12 else "Loss above the minimum, log scale"

    def place(self, value: Array) -> Array:
        """The number that the axis shows; a loss that has no logarithm lies just below all that is shown."""
        return np.maximum(value - self.base, 10.0 ** (self.bottom - 30)) if self.log else value


def scale_of(query: RaceQuery, runs: Sequence[Run]) -> Scale:
    """The scale for a race; one of a few, so that it hardly moves while a knob does."""
    surface, start = query.surface, float(runs[0].value[0])
    if surface.lowest is None or surface.signed:
        size = max(abs(start), 1.0)
        return Scale(0.0, False, -1.25 * size, 1.25 * size)
    low, high = query.seen_steps
    zero = base(surface)
    seen = [run.value[low : high + 1] - zero for run in runs]
    some = np.concatenate([one[(one > 0) & np.isfinite(one)] for one in seen] or [np.ones(1)])
    highest = start - zero if low == 0 else float(some.max(initial=1e-300))
    top = math.ceil(math.log10(max(highest, 1e-300)) + 0.1)
    depth = top - math.log10(float(some.min(initial=10.0**top)))
    return Scale(zero, True, top - next((d for d in DEPTHS if d >= depth), DEPTHS[-1]), top)


def losses(query: RaceQuery, runs: Sequence[Run], look: Look) -> Figure:
    """The whole figure: bands and medians, every run, the cursor at the step with a name and a loss for each."""
    scale = scale_of(query, runs)
    area, step = area_of(query, scale, look.bold), query.shown_step
    lines = moving(query, runs, scale)
    data = [trace for i in query.drawn for trace in band(query, i, scale, look)]
    data += [trace for one in lines for trace in traces(area, one, step, look)] or [nothing()]
    places = beside(area, lines, step)
    texts = [named(area, one, step, places[one.index], look) for one in lines]
    return {"data": data, "layout": laid_out(query, scale, texts, look)}


def laid_out(query: RaceQuery, scale: Scale, texts: list[Words], look: Look) -> Words:
    """Steps across, losses up, the cursor between."""
    low, high = query.seen_steps
    up = decade_axis(look, scale.bottom, scale.top) if scale.log else number_axis(look, scale.bottom, scale.top, 4)
    line = {"color": look("ink"), "width": look.px(1.2)}
    at = {"type": "line", "x0": query.shown_step, "x1": query.shown_step, "y0": 0, "y1": 1, "line": line}
    steps = number_axis(look, low, high, 5, showgrid=False)
    pairs = zip(steps["tickvals"], steps["ticktext"], strict=True)
    steps["ticktext"] = [
        "" if (0.68 if look.bold else 0.9) < (k - low) / (high - low) <= 1 else text for k, text in pairs
    ]
    return layout(
        look,
        **FILE,
        xaxis=steps,
        yaxis={**up, "fixedrange": True},
        shapes=[{**at, "xref": "x", "yref": "paper", "layer": "below", "name": "moves"}],
        annotations=[
            note(look, scale.title, 0, 1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", weight=600),
            note(look, "step", 1, 0, xref="paper", yref="paper", xanchor="right", yanchor="top", yshift=-4),
            *texts,
        ],
    )


def area_of(query: RaceQuery, scale: Scale, bold: bool = False) -> Area:
    """The plot's rectangle, in px of a laptop."""
    low, high = query.seen_steps
    return Area(Axis(low, high), Axis(scale.bottom, scale.top, log=scale.log), LARGE if bold else SIZE)


def moving(query: RaceQuery, runs: Sequence[Run], scale: Scale) -> list[Moving]:
    """The runs that are drawn, each with its loss at the step."""
    names, strokes, step = names_of(query.run), runners(query.run), query.shown_step
    found = []
    for i in query.drawn:
        value = runs[i].value
        here = decimal(float(value[min(step, len(value) - 1)]) - scale.base)
        x, y = np.arange(len(value), dtype=np.float64), scale.place(value)
        look = strokes[i], x, y, i == query.focused, here
        found.append(Moving(i, names[i], *look, marked=False, plain=False, most=most(query)))
    return found


def looks(query: RaceQuery, runs: Sequence[Run]) -> Words:
    """How the canvas draws the losses."""
    scale = scale_of(query, runs)
    area, lines, step = area_of(query, scale, query.look.bold), moving(query, runs, scale), query.shown_step
    steps = {step, *(k for k in (0, *MARKS) if k <= query.steps)}
    places = {k: beside(area, lines, k) for k in steps}
    told_ = [told(one, {k: places[k][one.index] for k in steps}) for one in lines]
    moves: Words = {"uncovered": query.steps} if query.look.bold and query.has_band else {}
    return {**moves, "base": scale.base, "floor": 10.0 ** (scale.bottom - 30) if scale.log else None, "lines": told_}


def beside(area: Area, lines: Sequence[Moving], step: int) -> dict[int, Place]:
    """Places for the names beside the cursor, near their points and clear of each other."""
    high = area.size[1]
    downs = {one.index: min(max(area.px(0, float(one.y[one.at(step)]))[1], LINE / 3), high) for one in lines}
    left = area.x.at(step) > LEFT
    side = (-BESIDE, "right") if left else (BESIDE, "left")
    order = sorted(downs, key=lambda i: downs[i])
    kept = spread([downs[i] for i in order], LINE, high - LINE / 3)
    return {i: (side[0], down - downs[i], side[1]) for i, down in zip(order, kept, strict=True)}


def spread(places: list[float], gap: float, limit: float) -> list[float]:
    """Rising numbers, moved as little as it takes to be `gap` apart and at most `limit`."""
    found = list(places)
    for k in range(1, len(found)):
        found[k] = max(found[k], found[k - 1] + gap)
    for k in reversed(range(len(found))):
        found[k] = min(found[k], limit if k + 1 == len(found) else found[k + 1] - gap)
    return found


def band(query: RaceQuery, i: int, scale: Scale, look: Look) -> list[Words]:
    """What lies between the 10th and the 90th per cent of many seeds, and the median, if they are asked for."""
    if not query.has_band:
        return []
    low, median, high = (scale.place(row) for row in banded(query.run[i], query))
    kept = sampled(len(low), most(query))
    kept = kept[kept <= query.shown_step] if look.bold else kept  # a room does not see what is to come
    colour = runners(query.run)[i].colour
    base_: Words = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False}
    edge = np.concatenate([low[kept], high[kept[::-1]]])
    around = {"x": np.concatenate([kept, kept[::-1]]).astype(float), "y": edge, "fill": "toself"}
    pen = {"color": look(colour), "width": look.px(2.4)}
    return [
        {**base_, **around, "fillcolor": look(colour, alpha=0.16), "line": {"width": 0, "color": look(colour)}},
        {**base_, "x": kept.astype(float), "y": median[kept], "line": pen, "name": f"median of {query.seeds} seeds"},
    ]


def banded(optimizer: Optimizer, query: RaceQuery) -> Array:
    """The quantiles of the losses at each step, shape (3, steps + 1)."""
    return _banded(optimizer, query.conditions, query.seeds)


@lru_cache(maxsize=32)
def _banded(optimizer: Optimizer, on: Any, seeds: int) -> Array:
    return np.concatenate(list(bands(optimizer, on, seeds)), axis=1)


def most(query: RaceQuery) -> int:
    """How many points of one line are drawn."""
    return min(MOST_POINTS, TOGETHER // max(1, len(query.drawn)))


def sampled(length: int, most: int) -> Any:
    """Which points of a line to draw."""
    return np.unique(np.linspace(0, length - 1, min(length, most)).round().astype(int))


def nothing() -> Words:
    """A trace without a point: axes need one to be drawn."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.empty(0),
        "y": np.empty(0),
        "line": {"width": 0, "color": "#000"},
    }
