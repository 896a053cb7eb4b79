"""A race as a figure for Plotly: the paths in the colours, dashes and markers of the pages, over the contour lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pydantic_core import to_json

from app.core.descent.walk import Array, Run, race
from app.core.surfaces import Surface
from app.web.figures import palette
from app.web.figures.contours import INK, PAPER, contours
from app.web.figures.palette import Stroke, runners
from app.web.races.query import RaceQuery
from app.web.surfaces.query import SurfaceQuery

GRID = 61  # heights along each axis under the paths: the picture is small and its lines are still smooth
MARKED = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765)
MOST_STRETCH = 2.2  # a domain flatter than that is stretched rather than shown to scale
SYMBOLS = {
    palette.CIRCLE: "circle",
    palette.SQUARE: "square",
    palette.UP: "triangle-up",
    palette.DOWN: "triangle-down",
    palette.CROSS: "x",
    palette.DIAMOND: "diamond",
    palette.STAR: "star",
}


def race_figure(query: RaceQuery) -> bytes:
    """The whole figure as JSON, over what a picture of the surface shows."""
    surface = query.surface
    (left, right), (bottom, top) = surface.view or surface.domain
    x, y = np.linspace(left, right, GRID), np.linspace(bottom, top, GRID)
    runs = race(query.run, query.conditions)
    traces = [trace for run, look in zip(runs, runners(query.run), strict=True) for trace in path(run, look)]
    return figure(surface, [*contours(surface, x, y, heights(surface, x, y)), *traces], x, y)


def surface_figure(query: SurfaceQuery) -> bytes:
    """The surface alone as JSON, over the rectangle that is asked for."""
    x, y = query.axes()
    return figure(query.surface, contours(query.surface, x, y, heights(query.surface, x, y)), x, y)


def heights(surface: Surface, x: Array, y: Array) -> Array:
    """f over a grid, rows of equal y."""
    with np.errstate(all="ignore"):
        return np.broadcast_to(np.asarray(surface.value(x[None, :], y[:, None]), dtype=np.float64), (len(y), len(x)))


def figure(surface: Surface, traces: Sequence[Any], x: Array, y: Array) -> bytes:
    """Traces over a picture that stands still: its axes are the rectangle's, whatever runs beyond it."""
    across, down = [float(x[0]), float(x[-1])], [float(y[0]), float(y[-1])]
    flat = (across[1] - across[0]) / (down[1] - down[0])
    equal = {"scaleanchor": "x"} if 1 / MOST_STRETCH <= flat <= MOST_STRETCH else {}
    axis = {"zeroline": False, "showgrid": False, "constrain": "domain"}
    layout = {
        "font": {"family": "system-ui, sans-serif", "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "title": {"text": str(surface)},
        "legend": {"orientation": "h"},
        "xaxis": {**axis, "title": {"text": "x"}, "range": across},
        "yaxis": {**axis, "title": {"text": "y"}, "range": down, **equal},
    }
    return to_json({"data": traces, "layout": layout}, inf_nan_mode="null")


def path(run: Run, look: Stroke) -> list[dict[str, Any]]:
    """A line, and on it markers at the steps 0, 1, 2, 3, 5, 8 ..., so that time is visible as spacing."""
    name = str(run.optimizer)
    dash = "px,".join(look.dash.split()) + "px" if look.dash else "solid"
    common = {"type": "scatter", "name": name, "legendgroup": name}
    line = {
        **common,
        "mode": "lines",
        "x": run.x.tolist(),
        "y": run.y.tolist(),
        "line": {"color": look.light, "width": 2, "dash": dash},
        "customdata": [float(f"{loss:.6g}") for loss in run.value.tolist()],
        "hovertemplate": "step %{pointNumber}<br>x %{x:.4g}<br>y %{y:.4g}<br>f %{customdata:.4g}",
    }
    steps = [step for step in MARKED if step < len(run.x)]
    marks = {"symbol": SYMBOLS[look.marker], "size": 8, "color": look.light, "line": {"color": PAPER, "width": 1}}
    markers = {"x": run.x[steps].tolist(), "y": run.y[steps].tolist(), "marker": marks}
    return [line, {**common, "mode": "markers", "showlegend": False, "hoverinfo": "skip", **markers}]
