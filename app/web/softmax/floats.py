"""Where each kind of number breaks: the largest score whose e^z it can hold, on a logarithmic ruler from 1 to 1000."""

from __future__ import annotations

import numpy as np

from ...core.losses import naive_limits
from ...core.losses.naive import Floats
from ...core.losses.soft import tempered
from ...core.numerals import decimal
from ..figures.area import Figure, Words
from ..figures.axes import NAME, decade_axis, layout, note
from ..figures.style import Look
from .lesson import Taught
from .slope import below

FLOATS: tuple[Floats, ...] = ("float16", "float32", "float64")
DECADES = (0.0, 3.0)
FILE = {"width": 720, "height": 460, "margin": {"l": 24, "r": 32, "t": 20, "b": 56}}
TOP, EVERY, THICK = 0.8, 0.27, 0.18  # of the height: the first bar, from one to the next, one bar


def largest(told: Taught) -> float:
    """The largest score, divided by the temperature."""
    return float(tempered(told.now.z, told.now.temperature).max())


def ruler(told: Taught, look: Look) -> Figure:
    """A bar for each kind of number, hatched where e^z is none, and a flag at the largest score."""
    z = largest(told)
    at = min(max(z, 10 ** DECADES[0]), 10 ** DECADES[1])
    marker = {"symbol": "triangle-up", "size": look.px(12), "color": look("ink")}
    flag = {"type": "scatter", "mode": "markers", "x": [at], "y": [0.028], "marker": marker, "cliponaxis": False}
    limits = [naive_limits(kind).overflow for kind in FLOATS]
    data = [trace for k, edge in enumerate(limits) for trace in overflow_of(k, edge, look)]
    scaled = " / T" if told.now.temperature != 1 else ""
    return {
        "data": [*data, {**flag, "hovertemplate": f"largest score{scaled}: {decimal(z, 4)}<extra></extra>"}],
        "layout": layout(
            look, **FILE, hovermode="closest",
            xaxis=decade_axis(look, *DECADES, showgrid=False),
            yaxis={"range": [0, 1], "showgrid": False, "showticklabels": False, "fixedrange": True},
            shapes=[line(at, 0, 1, look, "ink", 1.4), base(look),
                    *(edge_of(k, edge, look) for k, edge in enumerate(limits))],
            annotations=[*(named_kind(k, edge, look) for k, edge in enumerate(limits)),
                         below(look, f"largest score{scaled}: {decimal(z, 4)}")],
        ),
    }  # fmt: skip


def lying(k: int) -> tuple[float, float]:
    """Where one bar lies: its lower and its upper end."""
    top = TOP - EVERY * k
    return top - THICK, top


def overflow_of(k: int, edge: float, look: Look) -> list[Words]:
    """The scores whose e^z overflows, and what is to be read of them."""
    low, high = lying(k)
    far = 10.0 ** (2 * DECADES[1])
    pattern = {"shape": "/", "fgcolor": look("edge"), "size": 7, "solidity": 0.2}
    told = {"type": "scatter", "mode": "lines", "fill": "toself", "fillpattern": pattern, "hoverinfo": "skip"}
    told |= {"line": {"width": 0, "color": look("muted")}, "fillcolor": look("paper", alpha=0)}
    places = np.geomspace(edge, 10 ** DECADES[1], 8)
    words = f"{FLOATS[k]}: e^z overflows above z = {edge:.5g}<extra></extra>"
    read = {"type": "scatter", "mode": "none", "x": places, "y": np.full(8, (low + high) / 2), "hovertemplate": words}
    return [{**told, "x": [edge, far, far, edge], "y": [low, low, high, high]}, read]


def line(at: float, low: float, high: float, look: Look, colour: str, width: float) -> Words:
    """An upright line at a score."""
    pen = {"color": look(colour), "width": look.px(width)}
    told = {"type": "line", "xref": "x", "yref": "y", "x0": at, "x1": at, "y0": low, "y1": high, "line": pen}
    return {**told, "layer": "above"}


def edge_of(k: int, edge: float, look: Look) -> Words:
    """Where one kind of number ends."""
    return line(edge, *lying(k), look, "warn", 3)


def base(look: Look) -> Words:
    """The axis itself."""
    pen = {"color": look("edge"), "width": look.px(1)}
    return {"type": "line", "xref": "x domain", "yref": "y", "x0": 0, "x1": 1, "y0": 0, "y1": 0, "line": pen}


def named_kind(k: int, edge: float, look: Look) -> Words:
    """One kind of number, and its largest score, left of its bar; Plotly wants the logarithm."""
    words = {"xanchor": "right", "xshift": -8, "size": NAME, "weight": 600, "color": look("ink")}
    return note(look, f"{FLOATS[k]} {edge:.5g}", float(np.log10(edge)), sum(lying(k)) / 2, **words)
