"""A surface as contour lines for Plotly: half a decade between them, whole decades heavier, true heights in words.

Plotly takes no list of levels, only evenly spaced ones, so the heights themselves are put on a logarithmic scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.descent.outcomes import lowest_minima
from app.core.descent.walk import Array
from app.core.surfaces import Surface
from app.web.page.numerals import decimal

VALLEY = 1e-5  # of the visible range: differences smaller than that are drawn as none
RIDGE = 1e-3  # the same where heights have a sign
INK, PAPER, RULE, DECADE = "#1a1a1a", "#ffffff", "#b7c4d1", "#8da0b3"
UPHILL = [[0.0, PAPER], [1.0, "#dfe7ee"]]
BOTH_WAYS = [[0.0, "#efe3d3"], [0.5, PAPER], [1.0, "#dfe7ee"]]


@dataclass(frozen=True)
class Scale:
    """Where a height lies between the lines: the scale's own `places` of whole decades, with their true heights."""

    z: Array
    places: list[float]
    heights: list[float]


def scale(surface: Surface, value: Array) -> Scale:
    """log10(f - f* + eps), or sign(f) log10(1 + |f| / s) for a surface that falls below 0 without end."""
    if surface.signed:
        small = power_of_ten(RIDGE * float(np.abs(value).max()))
        z = np.sign(value) * np.log10(1 + np.abs(value) / small)
        places = decades(float(z.min()), float(z.max()))
        return Scale(z, places, [float(np.sign(k)) * small * (10 ** abs(k) - 1) for k in places])
    lowest = surface.lowest if surface.lowest is not None else float(value.min())
    above = np.maximum(value - lowest, 0.0)
    small = power_of_ten(VALLEY * float(above.max()))
    z = np.log10(above + small)
    places = decades(float(z.min()), float(z.max()))
    return Scale(z, places, [lowest + 10**k - small for k in places])


def power_of_ten(value: float) -> float:
    """The nearest power of ten; 1 for a surface that is level."""
    return float(10 ** np.round(np.log10(value))) if value > 0 else 1.0


def decades(low: float, high: float) -> list[float]:
    """The whole numbers in an interval."""
    return [float(k) for k in np.arange(np.ceil(low), np.floor(high) + 1)]


def contours(surface: Surface, x: Array, y: Array, value: Array) -> list[dict[str, Any]]:
    """Traces: tints and half-decade lines, decade lines, the bold line of zero where heights have a sign, minima."""
    scaled = scale(surface, value)
    rows = [[round(one, 3) for one in row] for row in scaled.z.tolist()]
    grid = {"type": "contour", "x": x.tolist(), "y": y.tolist(), "z": rows}
    levels = [(spaced(scaled.places, 1.0), DECADE, 1.2)]
    if surface.signed:
        levels.append(({"start": 0.0, "end": 0.0, "size": 1.0}, INK, 1.8))
    tints = {"colorscale": BOTH_WAYS, "zmid": 0.0} if surface.signed else {"colorscale": UPHILL}
    lines = [{**grid, **line(*one)} for one in levels]
    return [{**grid, **tints, **readable(scaled, value)}, *lines, *stars(surface)]


def readable(scaled: Scale, value: Array) -> dict[str, Any]:
    """Half-decade lines, a colour bar in true heights, and the true height under the pointer."""
    words = [decimal(height) for height in scaled.heights]
    return {
        "colorbar": {"tickvals": scaled.places, "ticktext": words, "title": {"text": "f"}},
        "contours": {"coloring": "fill", **spaced(scaled.places, 0.5)},
        "line": {"color": RULE, "width": 0.7},
        "customdata": [[float(f"{one:.6g}") for one in row] for row in value.tolist()],
        "hovertemplate": "x %{x:.4g}<br>y %{y:.4g}<br>f %{customdata:.4g}<extra></extra>",
    }


def line(levels: dict[str, float], colour: str, width: float) -> dict[str, Any]:
    """Further lines over the tints, with nothing to read."""
    told = {"coloring": "none", **levels}
    return {"showscale": False, "hoverinfo": "skip", "contours": told, "line": {"color": colour, "width": width}}


def spaced(places: list[float], size: float) -> dict[str, float]:
    """Evenly spaced levels that meet the whole decades."""
    first, last = (places[0], places[-1]) if places else (0.0, 0.0)
    return {"start": first - 1 + size, "end": last + 1 - size, "size": size}


def stars(surface: Surface) -> list[dict[str, Any]]:
    """The lowest minima: white stars with a dark edge."""
    best = lowest_minima(surface)
    marker = {"symbol": "star", "size": 13, "color": PAPER, "line": {"color": INK, "width": 1.2}}
    told = {"type": "scatter", "mode": "markers", "name": "minimum", "showlegend": False, "marker": marker}
    return [{**told, "x": [point.x for point in best], "y": [point.y for point in best]}] if best else []
