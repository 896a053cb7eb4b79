"""The loss as the true class's probability grows, with its tangent where the model stands."""

from __future__ import annotations

import numpy as np

from ...core.activations.base import Array
from ...core.losses import Along, along
from ...core.numerals import decimal, fixed
from ..figures.area import Figure, Words
from ..figures.axes import NAME, NORMAL, layout, note, number_axis
from ..figures.style import Look
from .lesson import Taught

TOPS = (4.0, 8.0, 16.0, 40.0, 160.0, 800.0)
HALF = 0.26  # of the width: half a tangent
RIGHT = 0.6  # of the width: from here on there is no room for words right of the point
FILE = {"width": 720, "height": 460, "margin": {"l": 56, "r": 24, "t": 20, "b": 56}}
TOP_LOSS = 1e300  # a loss above it leaves no room for an axis
LEAST_P, MOST_P = 1e-300, 1 - 1e-12  # of a probability whose loss is a number


def loss_curve(told: Taught, look: Look) -> Figure:
    """The loss over p of the true class, as the other classes keep their proportions."""
    now, one = told.now, told.now.true
    loss, p = min(float(now.loss.losses), TOP_LOSS), float(now.loss.softmax.probabilities[one])
    way = along(now.loss, one)
    top = next((top for top in TOPS if loss < 0.97 * top), TOPS[-1] if loss < TOP_LOSS else TOPS[0])
    steep = float(way.slope(np.clip(p, LEAST_P, MOST_P)))
    lines = [curve_of(way, look), tangent(p, loss, steep, top, look), standing(p, loss, top, look)]
    return {"data": lines, "layout": frame_of_p(told, top, max(loss, float(way.loss(RIGHT))), look)}


def curve_of(way: Along, look: Look) -> Words:
    """The curve, with its slope in words."""
    x = chances()
    steep = [decimal(one) for one in way.slope(x).tolist()]
    pen = {"color": look("ink"), "width": look.px(2), "simplify": False}
    told = {"type": "scatter", "mode": "lines", "name": "loss", "x": x, "y": np.minimum(way.loss(x), TOP_LOSS)}
    return {**told, "line": pen, "text": steep, "hovertemplate": "loss %{y:.4~g}, slope %{text}<extra></extra>"}


def chances() -> Array:
    """Probabilities, dense at both ends, where the loss is steep."""
    ends = np.concatenate([np.geomspace(LEAST_P, 1e-9, 40), np.geomspace(1e-8, 0.05, 60)])
    return np.concatenate([ends, np.linspace(0.06, 0.94, 120), 1 - ends[:39:-1]])


def tangent(p: float, loss: float, steep: float, top: float, look: Look) -> Words:
    """A stretch of the tangent, as long for a steep one as for a flat one."""
    flat = abs(steep) / top
    ends = p + HALF / (1 + flat * flat) ** 0.5 * np.array([-1.0, 1.0])
    pen = {"color": look("accent"), "width": look.px(2), "dash": "6px,4px"}
    told = {"type": "scatter", "mode": "lines", "name": "tangent", "x": ends, "y": loss + steep * (ends - p)}
    return {**told, "line": pen, "hoverinfo": "skip"}


def standing(p: float, loss: float, top: float, look: Look) -> Words:
    """Where the model stands; above the picture an arrow at its edge."""
    symbol = "circle" if loss <= top else "triangle-up"
    marker = {"symbol": symbol, "size": look.px(14), "color": look("accent")}
    marker["line"] = {"color": look("paper"), "width": look.px(2)}
    told = {"type": "scatter", "mode": "markers", "x": [p], "y": [min(loss, top)], "marker": marker}
    return {**told, "cliponaxis": False, "hoverinfo": "skip"}


def frame_of_p(told: Taught, top: float, clear: float, look: Look) -> Words:
    """Axes, the foot of the point, and what is said of it: right of the middle above `clear`, where no curve is."""
    now, one = told.now, told.now.true
    loss, p = float(now.loss.losses), float(now.loss.softmax.probabilities[one])
    where = min(loss, top)
    drop = {"type": "line", "xref": "x", "yref": "y", "x0": p, "x1": p, "y0": 0, "y1": where, "layer": "above"}
    drop["line"] = {"color": look("accent"), "width": look.px(1)}
    beside = {"xanchor": "right"} if p > RIGHT else {"xanchor": "left", "xshift": 12}
    words = {"size": NAME, "weight": 600, "color": look("link"), "yshift": 16 if loss <= top else -10, **beside}
    at = (1, min(clear, top)) if p > RIGHT else (p, where)
    notes = [note(look, f"{fixed(loss)} at p = {fixed(p)}", *at, **words)]
    if top == TOPS[0] and loss < 0.6 * top:
        notes.append(note(look, "sure and wrong: steep", 0.13, 0.76 * top, xanchor="left", size=NORMAL))
    who = told.letters[one] if len(now.z) > 2 else "the true class"
    return layout(
        look, **FILE, hovermode="x", shapes=[drop],
        xaxis=number_axis(look, 0, 1, 2, showgrid=False, hoverformat=".3~g"),
        yaxis=number_axis(look, 0, top, 4, zerolinecolor=look("rule")),
        annotations=[*notes, below(look, f"probability given to {who}")],
    )  # fmt: skip


def below(look: Look, words: str) -> Words:
    """The title of an x axis, under its ticks."""
    corner = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top"}
    return note(look, words, 1, 0, **corner, yshift=-24 if not look.bold else -44)
