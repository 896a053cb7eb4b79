"""The losses of the steps taken, and of a few to come."""

from __future__ import annotations

import numpy as np

from ..figures.area import Figure, Words
from ..figures.axes import layout, note, number_axis
from ..figures.style import Look
from .lesson import Taught
from .slope import TOP_LOSS, below

SHOWN, FEW = 10, 24  # steps: as many are shown from the first on; points of so many are told apart
HEADROOM = 1.15  # above the highest loss
INDENT = 0.04  # of the steps, so that the first point is whole
FILE = {"width": 720, "height": 460, "margin": {"l": 56, "r": 24, "t": 20, "b": 56}}
HOVER = "step %{x}: loss %{y:.4~g}<extra></extra>"


def trail(told: Taught, look: Look) -> Figure:
    """The trail up to the step that is shown, its points marked while they are few; what is to come is dotted."""
    here, losses = told.step, np.minimum(told.course.losses, TOP_LOSS)
    last = max(here, SHOWN)
    top = HEADROOM * max(float(losses[: last + 1].max()), 1e-12)
    steps, ahead = np.arange(here + 1), np.arange(here, min(last + 1, len(losses)))
    marked = steps if here <= FEW else steps[[0, -1]]
    lines = ((ahead, 1.3, "1.5px,4px", "to come"), (steps, 2, "solid", "taken"))
    data: list[Words] = [
        {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": losses[x], "hovertemplate": HOVER,
         "line": {"color": look("accent"), "width": look.px(width), "dash": dash}}
        for x, width, dash, name in lines
    ]  # fmt: skip
    for x, size in ((marked, 5.2), (steps[-1:], 9)):
        marker = {"symbol": "circle", "size": look.px(size), "color": look("accent")}
        told_of = {"type": "scatter", "mode": "markers", "x": x, "y": losses[x], "marker": marker}
        data.append({**told_of, "cliponaxis": False, "hoverinfo": "skip"})
    title = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top", "xshift": 8, "yshift": -6}
    return {
        "data": data,
        "layout": layout(
            look, **FILE, hovermode="x",
            xaxis=whole_axis(look, last),
            yaxis=number_axis(look, 0, top, 3, zerolinecolor=look("edge")),
            annotations=[note(look, "loss", 0, 1, **title, name="wide"), below(look, "step")],
        ),
    }  # fmt: skip


def whole_axis(look: Look, last: int) -> Words:
    """The steps: whole numbers only."""
    axis = number_axis(look, -INDENT * last, last, 6, showgrid=False, hoverformat="d")
    texts = zip(axis["tickvals"], axis["ticktext"], strict=True)
    return {**axis, "ticktext": [text if value == int(value) and value >= 0 else "" for value, text in texts]}
