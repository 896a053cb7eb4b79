"""The picture of activation functions: f above, f' below, on one x axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.activations import Activation
from app.core.activations.properties import Properties, properties
from app.web.figures.axes import Panel, Tick
from app.web.figures.labels import Box, Label, place
from app.web.figures.palette import Stroke, strokes

Values = NDArray[np.float64]

SAMPLES = 321
Size = tuple[float, tuple[float, float]]  # px: width, heights of both panels
WIDE: Size = (700.0, (316.0, 172.0))
NARROW: Size = (342.0, (206.0, 124.0))
TITLE = Box(0, 0, 92, 28)  # px: "output f(x)" stands in this corner


@dataclass(frozen=True)
class Curve:
    """One function in one panel: its path, and where the cursor meets it, cut to the panel; `off` tells the side."""

    stroke: Stroke
    path: str
    at: float
    off: int


@dataclass(frozen=True)
class Plot:
    """One of the two panels."""

    key: str
    panel: Panel
    ticks: list[Tick]
    curves: list[Curve]
    wide: list[Label]
    narrow: list[Label]


@dataclass(frozen=True)
class Picture:
    """Both panels, the x axis they share, the cursor, and where the function in focus is saturated."""

    low: float
    high: float
    at: float
    at_across: float
    ticks: list[Tick]
    bands: list[tuple[float, float]]
    plots: list[Plot]


def picture(
    entries: Sequence[Activation], low: float, high: float, at: float, focus: int, wide: Size = WIDE
) -> Picture:
    """Draw `entries` over [low, high] with the cursor at `at`; entry number `focus` shows where it saturates.

    Labels are placed twice: for a figure of size `wide`, and for a phone.
    """
    x = grid(entries, low, high)
    names = titles(entries)
    lines = strokes(entries)
    values = np.array([one.value(x) for one in entries])
    slopes = np.array([one.slope(x) for one in entries])
    panels = (Panel(low, high, *value_span(values)), Panel(low, high, *slope_span(slopes)))
    at_values = [float(one.value(at)) for one in entries]
    at_slopes = [float(one.slope(at)) for one in entries]
    plots = [
        _plot("value", panels[0], x, values, at_values, names, lines, wide),
        _plot("slope", panels[1], x, slopes, at_slopes, names, lines, wide),
    ]
    across = float(np.clip(panels[0].across(at), 0, 100))
    return Picture(
        low, high, at, across, panels[0].across_ticks(), _bands(panels[0], properties(entries[focus])), plots
    )


def grid(entries: Sequence[Activation], low: float, high: float) -> Values:
    """Evenly spaced x, with both sides of every break so that a jump is drawn as one."""
    breaks = [place for one in entries for place in one.breaks() if low < place < high]
    sides = [side for place in breaks for side in (np.nextafter(place, -np.inf), np.nextafter(place, np.inf))]
    return np.unique(np.concatenate([np.linspace(low, high, SAMPLES), sides]))


def titles(entries: Sequence[Activation]) -> list[str]:
    """The names for labels; two of a kind are told apart by their knobs."""
    names = [type(one).title for one in entries]
    return [_with_knobs(one) if names.count(type(one).title) > 1 else type(one).title for one in entries]


def _with_knobs(one: Activation) -> str:
    return f"{type(one).title} {' '.join(f'{one.settings()[knob.name]:g}' for knob in one.knobs())}".strip()


def value_span(values: Values) -> tuple[float, float]:
    """The y range of f: one of two heights, so that it stands still while a knob moves."""
    return (-3.2 if values.min() < -1.35 and values.max() > -1.35 and _often(values < -1.35) else -1.35, 2.5)


def slope_span(slopes: Values) -> tuple[float, float]:
    """The y range of f'; slopes of different functions are to be compared, so it hardly ever changes."""
    return (-1.2 if slopes.min() < -0.15 else -0.12, 2.2 if _often(slopes > 1.2) else 1.2)


def _often(where: Any) -> bool:
    return bool(where.mean(axis=1).max() > 0.02)


def _bands(panel: Panel, facts: Properties) -> list[tuple[float, float]]:
    """Where the slope stays under 1 % of its peak: (start, width) in per cent."""
    bands = []
    if facts.saturates_left is not None and facts.saturates_left > panel.left:
        bands.append((0.0, min(100.0, panel.across(facts.saturates_left))))
    if facts.saturates_right is not None and facts.saturates_right < panel.right:
        start = max(0.0, panel.across(facts.saturates_right))
        bands.append((start, 100 - start))
    return bands


def _plot(
    key: str,
    panel: Panel,
    x: Values,
    curves: Values,
    at: list[float],
    names: list[str],
    lines: list[Stroke],
    big: Size,
) -> Plot:
    drawn = [
        Curve(stroke, panel.path(x, y), *_cursor(panel, here))
        for stroke, y, here in zip(lines, curves, at, strict=True)
    ]
    ticks = panel.down_ticks(4 if key == "value" else 5)
    wide, narrow = (_labels(key, panel, x, curves, names, size) for size in (big, NARROW))
    return Plot(key, panel, ticks, drawn, wide, narrow)


def _cursor(panel: Panel, y: float) -> tuple[float, int]:
    down = float(panel.down(y))
    return min(max(down, 0.0), 100.0), (-1 if down < 0 else 1 if down > 100 else 0)


def _labels(key: str, panel: Panel, x: Values, curves: Values, names: list[str], size: Size) -> list[Label]:
    width, height = size[0], size[1][0 if key == "value" else 1]
    nodes = np.linspace(panel.left, panel.right, 72)
    heights = np.array([np.interp(nodes, x, y) for y in curves])
    taken = [TITLE] if key == "value" else []
    return place(names, panel.across(nodes) * width / 100, panel.down(heights) * height / 100, width, height, taken)
