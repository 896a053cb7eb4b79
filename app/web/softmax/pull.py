"""Two losses of one score z: cross-entropy and squared error, and how hard each pulls at it."""

from __future__ import annotations

import math

import numpy as np

from ...core.activations.base import Array
from ...core.losses import BinaryLoss, binary_cross_entropy
from ...core.losses.training import against_the_rest
from ...core.numerals import decimal
from ..figures import labels
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import NAME, decade_axis, layout, note, number_axis
from ..figures.labels import LETTER, place
from ..figures.places import Box, free
from ..figures.style import Look
from .lesson import Taught
from .slope import below

WIDTHS = (8.0, 16.0, 40.0, 120.0, 800.0)
SAMPLED = 161  # as many evenly spaced, and as many dense where the losses bend
BEND = 12.0  # of z, to both sides
LEAST = 1e-300  # a slope of 0 lies far below
FILE = {"width": 720, "height": 460, "margin": {"l": 72, "r": 24, "t": 20, "b": 56}}
FRAMES = ((356.0, 200.0), (259.0, 348.0))  # px of a plot on a laptop, and for a room at the size of its type
LOSSES = ("cross-entropy", "squared error")
TOOLS = 136.0, 32.0  # px of the plot's tools in the upper right corner
NODES = 72  # places along a curve, and along the line through z, that a value may not cover


def reach_of(z: float) -> float:
    """How far the axis of z reaches to both sides."""
    return next((width for width in WIDTHS if abs(z) <= width), WIDTHS[-1])


def score_in_focus(told: Taught) -> tuple[float, float]:
    """The score of the class in focus against the rest, as far as it can be shown, and its label."""
    now = told.now
    return within_reach(against_the_rest(now.z, now.focus, now.temperature)), float(now.loss.labels[now.focus])


def within_reach(z: float) -> float:
    """A score, or the end of the widest axis that is nearest to it."""
    return min(max(z, -WIDTHS[-1]), WIDTHS[-1])


def both_losses(told: Taught, look: Look) -> Figure:
    """Cross-entropy and squared error over z."""
    z, y = score_in_focus(told)
    wide = reach_of(z)
    x = scores_over(wide)
    curves, here = costs(binary_cross_entropy(x, y)), costs(binary_cross_entropy(z, y))
    area = Area(Axis(-wide, wide), Axis(0.0, wide), FRAMES[look.bold])
    names = curve_names(LOSSES, area, x, curves, look)
    return {
        "data": curves_with_points(x, curves, (z, here), (0.0, wide), "%{y:.4~g}", look),
        "layout": frame_of_z(look, z, wide, number_axis(look, 0, wide, 4, zerolinecolor=look("rule")), names),
    }


def both_slopes(told: Taught, look: Look) -> Figure:
    """The sizes of their slopes by z, on a logarithmic scale."""
    z, y = score_in_focus(told)
    wide = reach_of(z)
    x, found = scores_over(wide), binary_cross_entropy(z, y)
    low, high = float(max(-12, math.floor(-wide / math.log(10)) - 1)), 0.4
    curves, here = slopes(binary_cross_entropy(x, y)), slopes(found)
    area = Area(Axis(-wide, wide), Axis(low, high, log=True), FRAMES[look.bold])
    values = decimal(float(found.gradient), 4), decimal(float(found.squared_error_gradient))
    names = round_points(values, area, x, curves, (z, here), look)
    return {
        "data": curves_with_points(x, curves, (z, here), (10**low, 10**high), "size %{y:.3~g}", look),
        "layout": frame_of_z(look, z, wide, decade_axis(look, low, high, 6), names),
    }


def scores_over(wide: float) -> Array:
    """Scores, denser where the losses bend."""
    return np.unique(
        np.concatenate([np.linspace(-wide, wide, SAMPLED), np.linspace(-BEND, BEND, SAMPLED)]).clip(-wide, wide)
    )


def costs(found: BinaryLoss) -> Array:
    """Both losses, shape (2, ...)."""
    return np.stack([np.asarray(found.cross_entropy), np.asarray(found.squared_error)])


def slopes(found: BinaryLoss) -> Array:
    """The sizes of both slopes, shape (2, ...)."""
    both = np.stack([np.asarray(found.gradient), np.asarray(found.squared_error_gradient)])
    return np.asarray(np.maximum(np.abs(both), LEAST))


def curves_with_points(
    x: Array, curves: Array, at: tuple[float, Array], ends: tuple[float, float], value: str, look: Look
) -> list[Words]:
    """Both curves, and a point on each; one outside of the picture is an arrow at its edge."""
    found: list[Words] = []
    pens = ({"color": look("accent"), "width": look.px(2.6), "simplify": False},
            {"color": look("ink"), "width": look.px(2), "dash": "7px,4px", "simplify": False})  # fmt: skip
    for name, y, pen in zip(LOSSES, curves, pens, strict=True):
        told = {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": pen}
        found.append({**told, "hovertemplate": f"{name}: {value}<extra></extra>"})
    for y, pen, symbol, size in zip(at[1].tolist(), pens, ("circle", "square"), (14, 13), strict=True):
        shape = symbol if ends[0] <= y <= ends[1] else "triangle-down" if y < ends[0] else "triangle-up"
        marker = {"symbol": shape, "size": look.px(size), "color": pen["color"]}
        marker["line"] = {"color": look("paper"), "width": look.px(2)}
        told = {"type": "scatter", "mode": "markers", "x": [at[0]], "y": [min(max(y, ends[0]), ends[1])]}
        found.append({**told, "marker": marker, "cliponaxis": False, "hoverinfo": "skip"})
    return found


def frame_of_z(look: Look, z: float, wide: float, yaxis: Words, names: list[Words]) -> Words:
    """Axes, names, and a line through z."""
    cursor = {"type": "line", "xref": "x", "yref": "paper", "x0": z, "x1": z, "y0": 0, "y1": 1, "layer": "below"}
    cursor |= {"name": "cursor", "line": {"color": look("ink"), "width": look.px(1.4)}}
    xaxis = number_axis(look, -wide, wide, 4, showgrid=False, hoverformat=".3~g")
    told = {"xaxis": xaxis, "yaxis": yaxis, "shapes": [cursor], "annotations": [*names, below(look, "score z")]}
    return layout(look, **FILE, hovermode="x", **told)


def curve_names(words: tuple[str, ...], area: Area, x: Array, curves: Array, look: Look) -> list[Words]:
    """A text beside each curve, where there is most room; on a logarithmic axis Plotly wants the logarithm."""
    wide, high = area.size
    across, down = area.x.share(x) * wide, np.array([(1 - area.y.share(one)) * high for one in curves])
    found = []
    for label in place(list(words), across, down, wide, high, [labels.Box(*toolbar(area))]):
        at = area.x.low + label.x / 100 * (area.x.high - area.x.low)
        up = area.y.high - label.y / 100 * (area.y.high - area.y.low)
        told = {"size": NAME, "weight": 600, "color": look("ink" if label.curve else "link")}
        found.append(note(look, label.text, at, up, **told))
    return found


def toolbar(area: Area) -> Box:
    """The corner where the plot's tools stand."""
    return area.size[0] - TOOLS[0], 0.0, area.size[0], TOOLS[1]


def round_points(
    words: tuple[str, ...], area: Area, x: Array, curves: Array, at: tuple[float, Array], look: Look
) -> list[Words]:
    """A value at each point, on the first of eight sides where it covers no curve."""
    nodes, shares = np.linspace(x[0], x[-1], NODES), np.linspace(0, 1, NODES).tolist()
    lines = [area.px(a, b) for curve in curves for a, b in zip(nodes.tolist(), np.interp(nodes, x, curve), strict=True)]
    busy, boxes = (
        [*lines, *(area.px(at[0], area.y.value(share)) for share in shares)],
        [toolbar(area)] * 3,
    )  # covered is worse than crossed
    found = []
    for k, (text, y) in enumerate(zip(words, at[1].tolist(), strict=True)):
        kept = min(max(y, area.y.value(0)), area.y.value(1))
        across, down, anchor = free(area.size, area.px(at[0], kept), LETTER * len(text), busy, boxes)
        side = {"xanchor": anchor, "xshift": look.px(across), "yshift": -look.px(down)}
        told = {**side, "size": NAME, "weight": 600, "color": look("ink" if k else "link")}
        found.append(note(look, text, at[0], math.log10(kept), **told))
    return found
