"""The picture of activation functions: f above f', on one x axis."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from ...core.activations import Activation, Maxout
from ...core.activations.properties import properties
from ..figures.area import Figure, Words
from ..figures.axes import NAME, captioned, layout, note, number_axis, told_from
from ..figures.labels import Box, Label, place
from ..figures.palette import Stroke, strokes
from ..figures.style import Look
from ..http.tables import distinct
from .query import ActivationsQuery
from .spans import Curves, Span, Values, curves_of
from .words import summary

DOMAINS = {"y2": (0.408, 1.0), "y": (0.0, 0.322)}  # of f and f' in the height of the figure
HIGH = 430.0  # px of that height on a laptop
SIZES = {"wide": (700.0, 1.0), "narrow": (342.0, 0.95)}  # labels are placed for both: px of width, share of the height
ROOM = 1230.0  # px of width for a room
APART = 10.0  # px between the points of a curve by which its name is placed
TITLE = Box(0, 0, 100, 32)  # px: the title of a panel stands in this corner
FILE = {"width": 760, "height": 620, "margin": {"l": 48, "r": 20, "t": 16, "b": 44}}


def figure(query: ActivationsQuery, look: Look) -> Figure:
    """Both panels with the cursor; labels named `narrow` are for a narrow screen, those named `wide` for any other."""
    curves, names, lines = curves_of(query), titles(query.f), strokes(query.f)
    order = sorted(query.drawn, key=lambda i: i == query.focused)
    data = hatched(query, curves, look)
    for i in order:
        data += both(query, curves, i, names[i], lines[i], look)
    data += [trace for one in query.f if isinstance(one, Maxout) for trace in straight(one, curves, look)]
    cursors = [cursor(query, curves, i, lines[i], look) for i in order]
    data += [trace for pair in zip(*cursors, strict=True) for trace in pair]
    made: Figure = {"data": data, "layout": laid_out(query, curves, names, lines, look)}
    told = summary(query.f, names, query.low, query.high, query.here)
    return captioned(made, f"{', '.join(names)}: values above slopes", told)


def titles(entries: Sequence[Activation]) -> list[str]:
    """The names for labels; two of a kind are told apart by their knobs, two alike by their number."""
    names = [type(one).title for one in entries]
    told = (_with_knobs(one) if names.count(type(one).title) > 1 else type(one).title for one in entries)
    return list(distinct(told))


def _with_knobs(one: Activation) -> str:
    return f"{type(one).title} {' '.join(f'{one.settings()[knob.name]:g}' for knob in one.knobs())}".strip()


def laid_out(query: ActivationsQuery, curves: Curves, names: list[str], lines: list[Stroke], look: Look) -> Words:
    """Axes, titles, labels and the cursor's line."""
    low, high = query.low, query.high
    line = {"color": look("ink"), "width": look.px(1.4)}
    at = {"type": "line", "xref": "x", "yref": "paper", "x0": query.here, "x1": query.here, "y0": 0, "y1": 1}
    return layout(
        look,
        **FILE,
        hovermode="x",
        xaxis=number_axis(look, low, high, showgrid=False, anchor="y"),
        yaxis=number_axis(look, *curves.slope_span, 5, domain=DOMAINS["y"]),
        yaxis2=number_axis(look, *curves.value_span, 5, domain=DOMAINS["y2"], anchor="x"),
        shapes=[{**at, "line": line, "layer": "below", "name": "cursor"}],
        annotations=[*headings(query, look), *labels(query, curves, names, lines, look)],
    )


def headings(query: ActivationsQuery, look: Look) -> list[Words]:
    """What each panel shows."""
    top = {"xref": "paper", "yref": "paper", "xanchor": "left", "xshift": 8, "size": NAME, "weight": 600}
    ink = look("ink")
    return [
        note(look, "output f(x)", 0, 1, **top, color=ink, yanchor="top", yshift=-6),
        note(look, "slope f′(x)", 0, DOMAINS["y"][1], **top, color=ink, yanchor="top", yshift=-6),
        note(look, told_from("input x", query.low, query.high, 8), 1, DOMAINS["y"][1], xref="paper", yref="paper",
             xanchor="right", yanchor="bottom", yshift=6, name="spare"),
    ]  # fmt: skip


def both(query: ActivationsQuery, curves: Curves, i: int, name: str, line: Stroke, look: Look) -> list[Words]:
    """The curve of f and that of f'; those in focus are heavier, on a halo."""
    focused = i == query.focused
    wide = look.px(2.8 if focused else 1.8)
    found = []
    for axis, values, what in (("y2", curves.values, "f"), ("y", curves.slopes, "f′")):
        told = {"type": "scatter", "mode": "lines", "x": curves.x, "y": values[i], "yaxis": axis}
        if focused:
            halo = {"color": look("paper"), "width": 2 * wide + 1}
            found.append({**told, "line": halo, "hoverinfo": "skip", "showlegend": False})
        pen = {"color": look(line.colour), "width": wide, "dash": line.dashes}
        names = {"name": name, "legendgroup": str(query.f[i]), "meta": {"row": i}}
        hover = f"{name} {what} = %{{y:.4~g}}<extra></extra>"
        found.append({**told, **names, "line": pen, "hovertemplate": hover, "showlegend": axis == "y2"})
    return found


def straight(one: Maxout, curves: Curves, look: Look) -> list[Words]:
    """The two lines of which a Maxout takes the larger."""
    ends = curves.x[[0, -1]]
    pen = {"color": look("nesterov"), "width": look.px(1.4), "dash": "2px,4px"}
    told = {"type": "scatter", "mode": "lines", "x": ends, "yaxis": "y2", "line": pen, "hoverinfo": "skip"}
    return [{**told, "y": w * ends + b, "showlegend": False} for w, b in ((one.w1, one.b1), (one.w2, one.b2))]


def cursor(query: ActivationsQuery, curves: Curves, i: int, line: Stroke, look: Look) -> list[Words]:
    """Where the cursor meets a curve; outside of the panel an arrow at its edge."""
    one, found = query.f[i], []
    for axis, value, (low, high) in (
        ("y2", float(one.value(query.here)), curves.value_span),
        ("y", float(one.slope(query.here)), curves.slope_span),
    ):
        symbol = line.symbol if low <= value <= high else "triangle-up" if value > high else "triangle-down"
        marker = {"symbol": symbol, "size": look.px(10), "color": look(line.colour)}
        marker["line"] = {"color": look("paper"), "width": look.px(1.4)}
        place = {"x": [query.here], "y": [min(max(value, low), high)], "yaxis": axis, "cliponaxis": False}
        told = {"type": "scatter", "mode": "markers", "marker": marker, "hoverinfo": "skip", "showlegend": False}
        found.append({**told, **place, "meta": {"row": i}})
    return found


def hatched(query: ActivationsQuery, curves: Curves, look: Look) -> list[Words]:
    """Where the function in focus is saturated: its slope stays under 1 % of its peak."""
    facts, wide = properties(query.f[query.focused]), query.high - query.low
    bands = []
    if facts.saturates_left is not None and facts.saturates_left > query.low:
        bands.append((query.low - wide, facts.saturates_left))
    if facts.saturates_right is not None and facts.saturates_right < query.high:
        bands.append((facts.saturates_right, query.high + wide))
    pattern = {"shape": "/", "fgcolor": look("line"), "size": 7, "solidity": 0.2}
    told: Words = {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "fillpattern": pattern,
        "hoverinfo": "skip",
    }
    told |= {"line": {"width": 0, "color": look("line")}, "fillcolor": look("paper", alpha=0), "showlegend": False}
    return [
        {**told, "x": [left, right, right, left], "y": tall(span), "yaxis": axis}
        for left, right in bands
        for axis, span in (("y2", curves.value_span), ("y", curves.slope_span))
    ]


def tall(span: Span) -> list[float]:
    """The corners of a band that reaches beyond both ends of a range."""
    low, high = 2 * span[0] - span[1], 2 * span[1] - span[0]
    return [low, low, high, high]


def labels(query: ActivationsQuery, curves: Curves, names: list[str], lines: list[Stroke], look: Look) -> list[Words]:
    """The name of each curve beside it, in both panels, where there is most room."""
    found, window, rows = [], (query.low, query.high), tuple(query.drawn)
    sizes = {"wide": (ROOM / 1.8, 1.15)} if look.bold else SIZES
    for axis, values, span in (("y2", curves.values, curves.value_span), ("y", curves.slopes, curves.slope_span)):
        start, end = DOMAINS[axis]
        for name, (wide, share) in sizes.items():
            size = wide, HIGH * share * (end - start)
            for label in placed(Drawn(curves.x, values, rows), window, span, tuple(names), size):
                colour = look.said(lines[rows[label.curve]].colour)
                x = window[0] + label.x / 100 * (window[1] - window[0])
                y = span[1] - label.y / 100 * (span[1] - span[0])
                look_of = {"size": NAME, "weight": 600, "color": colour, "name": name}
                found.append(note(look, label.text, x, y, yref=axis, **look_of))
    return found


class Drawn:
    """Some curves as a key: those of a window are made once, so the same array holds the same curves."""

    def __init__(self, x: Values, curves: Values, rows: tuple[int, ...]) -> None:
        self.x, self.curves, self.rows = x, curves, rows

    def __hash__(self) -> int:
        return hash((id(self.curves), self.rows))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drawn) and self.curves is other.curves and self.rows == other.rows


@lru_cache(maxsize=128)
def placed(drawn: Drawn, window: Span, span: Span, names: tuple[str, ...], size: tuple[float, float]) -> list[Label]:
    """Where the names go in one panel of a size in px."""
    nodes, rows = np.linspace(*window, round(size[0] / APART)), list(drawn.rows)
    finite = np.nan_to_num(drawn.curves[rows], posinf=1e300, neginf=-1e300)
    heights = np.array([np.interp(nodes, drawn.x, y) for y in finite]).reshape(len(rows), len(nodes))
    across = (nodes - window[0]) / (window[1] - window[0]) * size[0]
    down = np.clip((span[1] - heights) / (span[1] - span[0]) * size[1], -1e6, 1e6)
    return place([names[i] for i in rows], across, down, *size, [TITLE]) if rows else []
