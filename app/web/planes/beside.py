"""Beside the plane: the rows as points with the line of the weights, and how many rows are how far from it."""

from __future__ import annotations

from math import inf

import numpy as np

from ...core.data.batches import Picks
from ...core.numbers import Array
from ..figures.area import Figure, Words
from ..figures.axes import layout, note, number_axis
from ..figures.palette import runners
from ..figures.style import Look
from .plane import BRUSHED
from .scene import PlaneScene

AROUND_POINTS = 0.08  # of what the points reach over: how much is shown around them
FILE = {"width": 640, "height": 320, "margin": {"l": 56, "r": 20, "t": 28, "b": 44}}
ABOVE_BARS = 1.12  # times the highest bar: how high the axis goes
BETWEEN_BARS = 0.08  # of a bar's width that it leaves free
DOT, LOOKED_AT = 7.0, 12.0  # px of a row, and of one that the batch or the brush has
STILL_WORDS: Words = {"type": "scatter", "hoverinfo": "skip", "showlegend": False}


def points_figure(scene: PlaneScene, look: Look) -> Figure:
    """The rows as points (x, y), the line of the least loss, that of the weights, and the rows of the batch."""
    x, y = scene.points.columns.T
    across, up = span_of(x), span_of(y)
    ends = np.array([2 * across[0] - across[1], 2 * across[1] - across[0]])
    line: Words = {**STILL_WORDS, "mode": "lines", "x": ends}
    best = scene.points.heights(np.array(scene.bowl.best), ends)
    least = {**line, "y": best, "line": {"color": look("decade"), "width": look.px(1.4), "dash": "6px,4px"}}
    dots = {"symbol": "circle", "size": look.px(DOT), "color": look("muted")}
    hover = "x %{x:.5~g}<br>y %{y:.5~g}<extra></extra>"
    rows: Words = {**STILL_WORDS, "mode": "markers", "x": x, "y": y, "marker": dots}
    rows |= {"hoverinfo": "all", "hovertemplate": hover}
    told = layout(
        look, **FILE, xaxis=number_axis(look, *across, 7), yaxis=number_axis(look, *up, 4),
        annotations=[headed("Rows and line" if look.bold else "Rows, and the line of these weights", look)],
    )  # fmt: skip
    return {"data": [least, rows, *at_the_step(scene, ends, look)], "layout": told}


def headed(title: str, look: Look) -> Words:
    """What a plot shows, above its left end."""
    place: Words = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "yshift": 4}
    return note(look, title, 0, 1, **place, weight=600)


def span_of(values: Array) -> tuple[float, float]:
    """What an axis shows of some values."""
    low, high = float(values.min()), float(values.max())
    more = AROUND_POINTS * (high - low) or 1.0
    return low - more, high + more


def at_the_step(scene: PlaneScene, ends: Array, look: Look) -> list[Words]:
    """The line of the weights of the run in focus, the rows of its next batch, and those that are looked at."""
    colour = look(runners(scene.query.run)[scene.query.focus].colour)
    heights = np.nan_to_num(scene.points.heights(scene.here, ends), nan=0.0, posinf=1e300, neginf=-1e300)
    pen = {"color": colour, "width": look.px(2.6)}
    now: Words = {**STILL_WORDS, "mode": "lines", "x": ends, "y": heights, "line": pen, "meta": {"moves": "line"}}
    found = [now] if scene.whole else [now, ringed(scene, scene.batch, colour, look)]
    if scene.brushed is not None:
        found.append(ringed(scene, scene.brushed.rows, look(BRUSHED), look))
    return found


def ringed(scene: PlaneScene, rows: Picks, colour: str, look: Look) -> Words:
    """Some rows, each with a ring."""
    x, y = scene.points.columns[rows].T
    edge = {"color": colour, "width": look.px(2.2)}
    marker = {"symbol": "circle", "size": look.px(LOOKED_AT), "color": look("paper", alpha=0), "line": edge}
    return {**STILL_WORDS, "mode": "markers", "x": x, "y": y, "marker": marker, "meta": {"moves": "rows"}}


def residuals_figure(scene: PlaneScene, look: Look) -> Figure:
    """How many rows have which residual at the step; the batch's rows and those that are looked at are marked."""
    low, high = float(scene.edges[0]), float(scene.edges[-1])
    top = ABOVE_BARS * float(scene.counts.max())
    told = layout(
        look, **FILE, xaxis=number_axis(look, low, high, 7, zeroline=True, zerolinecolor=look("edge")),
        yaxis=whole_ticks(number_axis(look, 0.0, top, 3)),
        annotations=[headed("Residuals" if look.bold else "Rows by their residual, y − prediction", look)],
    )  # fmt: skip
    return {"data": [*bars_at_the_step(scene, look), rug(scene, look)], "layout": told}


def whole_ticks(axis: Words) -> Words:
    """An axis of rows, of which there are no halves."""
    told = [(x, text) for x, text in zip(axis["tickvals"], axis["ticktext"], strict=True) if float(x).is_integer()]
    return {**axis, "tickvals": [x for x, _ in told], "ticktext": [text for _, text in told]}


def bars_at_the_step(scene: PlaneScene, look: Look) -> list[Words]:
    """The bars of all rows, the band of the brush, and over them the bars of the rows in it."""
    found = [bars_of(scene, scene.counts[scene.step], look("line"))]
    if scene.brushed is not None:
        low, high = brush_shown(scene)
        top = 2 * ABOVE_BARS * float(scene.counts.max())
        band: Words = {**STILL_WORDS, "mode": "lines", "fill": "toself", "meta": {"moves": "brush"}}
        pen = {"width": look.px(1.4), "color": look(BRUSHED)}
        x, y = np.array([low, low, high, high, low]), np.array([-1.0, top, top, -1.0, -1.0])
        found.insert(0, {**band, "x": x, "y": y, "fillcolor": look(BRUSHED, share=0.12), "line": pen})
        found.append(bars_of(scene, scene.counted(scene.brushed.rows), look(BRUSHED)))
    return found


def brush_shown(scene: PlaneScene) -> tuple[float, float]:
    """The brush, no wider than the bars."""
    low, high = scene.query.brush or (-inf, inf)
    first, last = float(scene.edges[0]), float(scene.edges[-1])
    return min(max(low, first), last), max(min(high, last), first)


def bars_of(scene: PlaneScene, counts: Picks, colour: str) -> Words:
    """Bars as one outline."""
    edges, some = scene.edges, np.flatnonzero(counts)
    aside = BETWEEN_BARS * float(edges[1] - edges[0]) / 2
    left, right, high = edges[some] + aside, edges[some + 1] - aside, counts[some].astype(float)
    gone, zero = np.full(len(some), np.nan), np.zeros(len(some))
    x = np.stack([left, left, right, right, left, gone], axis=1).ravel()
    y = np.stack([zero, high, high, zero, zero, gone], axis=1).ravel()
    bar: Words = {**STILL_WORDS, "mode": "lines", "fill": "toself", "meta": {"moves": "bars"}}
    return {**bar, "x": x, "y": y, "fillcolor": colour, "line": {"width": 0, "color": colour}}


def rug(scene: PlaneScene, look: Look) -> Words:
    """The residuals of the rows of the batch, on the axis; those of all rows are the bars."""
    x = rug_places(scene)
    colour = runners(scene.query.run)[scene.query.focus].colour
    marker: Words = {"symbol": "triangle-up", "size": look.px(11.0), "color": look(colour)}
    marker["line"] = {"color": look("paper"), "width": look.px(1.0)}
    return {**STILL_WORDS, "mode": "markers", "x": x, "y": np.zeros(len(x)), "marker": marker, "meta": {"moves": "rug"}}


def rug_places(scene: PlaneScene) -> Array:
    """Where these are; nowhere where the batch is all rows."""
    rows = scene.batch[:0] if scene.whole else scene.batch
    found: Array = np.clip(np.nan_to_num(scene.residuals[scene.step][rows]), scene.edges[0], scene.edges[-1])
    return found


def moves_beside(scene: PlaneScene) -> tuple[Words, Words]:
    """What the canvas draws over the points, and over the bars: all else that it needs comes with the numbers."""
    colour = runners(scene.query.run)[scene.query.focus].colour
    rows = scene.brushed.rows.tolist() if scene.brushed else []
    counts = scene.counted(scene.brushed.rows).tolist() if scene.brushed else []
    brush = [*brush_shown(scene)] if scene.brushed else []
    told: Words = {"lines": [], "colour": colour, "chosen": BRUSHED, "batch": scene.batch.tolist()}
    return {**told, "rows": rows}, {
        **told,
        "gap": BETWEEN_BARS,
        "brush": brush,
        "counts": counts,
        "rug": rug_places(scene).tolist(),
    }
