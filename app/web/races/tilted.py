"""The landscape in three dimensions with the runs on it: for intuition, where the flat picture is for reading."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

import numpy as np

from ...core.descent.walk import Run
from ..figures.area import Figure, Words
from ..figures.axes import NAME, layout
from ..figures.lines import Array
from ..figures.palette import runners
from ..figures.style import FAMILY, Look
from ..surfaces.heights import above, ground
from .names import names_of
from .query import RaceQuery

POINTS = 61  # heights along each axis
SHALLOW = 1e-5  # of the height that is shown: what is lower lies on the floor
EYE = {"x": -0.9, "y": -1.5, "z": 0.9}
SHAPE = {"x": 1.5, "y": 1.0, "z": 0.6}
MOST_POINTS = 800  # of a run
ASIDE, NAME_ROW = 8.0, 24.0  # px from an end to its name, and a line of names
ROUND_AN_END = tuple(
    (side, row) for row in (1, -1, 2, -2, 3, -3) for side in ("left", "right")
)  # of names about an end


def tilted(query: RaceQuery, runs: Sequence[Run], look: Look) -> Figure:
    """The surface, tinted from front to back, and every run that is drawn."""
    shown = query.window
    x, y = np.linspace(shown.left, shown.right, POINTS), np.linspace(shown.bottom, shown.top, POINTS)
    from_ = ground(query.surface, shown)
    z = above(query.surface, from_, x, y)
    floor = 0.0 if query.surface.signed else SHALLOW * float(z.max())
    tints = [[0.0, look("line")], [1.0, look("hi")]]
    sheet = {
        "type": "surface", "x": x, "y": y, "z": z + floor, "showscale": False, "opacity": 0.92, "hoverinfo": "skip",
        "surfacecolor": np.repeat(np.arange(POINTS, dtype=np.float64)[:, None], POINTS, axis=1), "colorscale": tints,
        "contours": {"z": {"show": True, "color": look("decade"), "width": 1}},
    }  # fmt: skip
    names, strokes = names_of(query.run), runners(query.run)
    lines = [path(runs[i], names[i], look(strokes[i].colour), from_.base - floor) for i in query.drawn]
    space = scene(query, z + floor, look)
    inks = [look.said(strokes[i].colour) for i in query.drawn]
    log = space["zaxis"]["type"] == "log"
    space["annotations"] = [name(*told, look, log) for told in zip(lines, inks, range(len(lines)), strict=True)]
    return {
        "data": [sheet, *lines, *map(end, lines)],
        "layout": layout(look, scene=space, margin=EDGELESS, dragmode="turntable"),
    }


EDGELESS = {"l": 0, "r": 0, "t": 0, "b": 0}


def path(run: Run, name: str, colour: str, base: float) -> Words:
    """A run on the surface."""
    some = np.unique(np.linspace(0, len(run.x) - 1, min(len(run.x), MOST_POINTS)).round().astype(int))
    place = {"x": run.x[some], "y": run.y[some], "z": run.value[some] - base}
    line = {"color": colour, "width": 6}
    return {"type": "scatter3d", "mode": "lines", "name": name, "hoverinfo": "name", **place, "line": line}


def end(line: Words) -> Words:
    """Where a path ends."""
    last = {key: line[key][-1:] for key in ("x", "y", "z")}
    marker = {"size": 5, "color": line["line"]["color"]}
    return {"type": "scatter3d", "mode": "markers", "hoverinfo": "skip", "showlegend": False, **last, "marker": marker}


def name(line: Words, colour: str, k: int, look: Look, log: bool) -> Words:
    """What a path is called, where it ends, over whatever is there; about one place, where many end, in rows aside."""
    x, y, z = (float(line[key][-1]) for key in ("x", "y", "z"))
    side, row = ROUND_AN_END[k % len(ROUND_AN_END)]
    z = math.log10(max(z, 1e-300)) if log else z  # where Plotly wants it
    away = {
        "xshift": look.px(ASIDE if side == "left" else -ASIDE),
        "yshift": look.px(NAME_ROW * (row - math.copysign(0.5, row))),
    }
    font = {"color": colour, "size": look.px(NAME), "family": FAMILY, "weight": 600}
    told = {"text": escape(line["name"]), "showarrow": False, "xanchor": side, "yanchor": "middle"}
    return {"x": x, "y": y, "z": z, **told, **away, "font": font, "bgcolor": look("paper", alpha=0.8), "borderpad": 1}


def scene(query: RaceQuery, z: Array, look: Look) -> Words:
    """The axes: losses logarithmic, or even where heights have a sign."""
    plain = {"color": look("muted"), "gridcolor": look("rule"), "showspikes": False, "zeroline": False}
    plain |= {"backgroundcolor": look("paper")}
    high, shown = float(np.abs(z).max()), query.window
    up: Words = {"type": "log", "dtick": 2}
    if query.surface.signed:
        up = {"type": "linear", "range": [-high, high]}
    return {
        "xaxis": {**plain, "title": {"text": "weight x"}, "range": [shown.left, shown.right]},
        "yaxis": {**plain, "title": {"text": "weight y"}, "range": [shown.bottom, shown.top]},
        "zaxis": {**plain, "title": {"text": "loss"}, **up},
        "aspectratio": SHAPE,
        "camera": {"eye": EYE},
    }
