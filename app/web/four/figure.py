"""The pictures of the four panels: two landscapes from above, one from the side, and losses in noise."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.descent.contests import NOISE, RAVINE, SADDLE, STEPS, TRAP, Contest, cloud, four, path
from app.web.figures.area import Area, Axis, Figure
from app.web.figures.palette import runners
from app.web.figures.paths import Moving, told, traces
from app.web.figures.scales import SMALL, decade_axis, layout, note, number_axis
from app.web.figures.style import Look
from app.web.four.query import PanelsQuery
from app.web.page.numerals import decimal
from app.web.surfaces.figure import landscape
from app.web.surfaces.window import HEIGHT, WIDTH, Window, widened

TAIL = 60  # steps of a path that are drawn heavily; what is older is drawn thin, or a long run hides the other
DECADES = -3.0, 2.0  # of the loss in noise
SIDE, STEEP = (-2.1, 2.1), (-0.7, 3.3)  # what is shown of the well from the side: weight and loss
WINDOWS = {SADDLE.key: Window(-2.2, 2.2, -1.355, 1.355), RAVINE.key: Window(-2.0, 2.0, -1.232, 1.232)}
FILE = {"width": 640, "height": 420, "margin": {"l": 56, "r": 24, "t": 16, "b": 44}}


def figure(query: PanelsQuery, look: Look) -> Figure:
    """The panel that a query asks for."""
    contest = next(one for one in four(query.setting) if one.panel.key == query.picture)
    return panel(contest, query, look, live=True)


def panel(contest: Contest, query: PanelsQuery, look: Look, live: bool = False) -> Figure:
    """One panel with both methods at a step."""
    ground = grounds(contest, query, look, live)
    area, lines = area_of(contest, query), moving(contest)
    data = [trace for one in lines for trace in traces(area, one, query.shown_step, look)]
    return {"data": [*ground["data"], *data], "layout": {**ground["layout"], **FILE}}


def looks(contest: Contest) -> list[dict[str, Any]]:
    """How the canvas draws both methods; their names stand beside the picture."""
    return [told(one, {}) for one in moving(contest)]


def moving(contest: Contest) -> list[Moving]:
    """Both methods, SGD first; the panels have no names in them."""
    strokes, kind = runners(contest.racers), contest.panel
    found = []
    for i, one in enumerate(contest.racers):
        if kind is NOISE:
            mean = np.nan_to_num(cloud(kind, one).mean, posinf=1e300)
            x, y, tail = np.arange(STEPS + 1.0), np.clip(mean, 1e-300, 1e300), 0
        else:
            run = path(kind, one)
            x, y, tail = run.x, run.value if kind is TRAP else run.y, TAIL
        found.append(Moving(i, ("SGD", "Momentum")[i], strokes[i], x, y, tail=tail, marked=kind is not NOISE))
    return found


def window_of(contest: Contest, query: PanelsQuery) -> Window:
    """What a panel shows: the usual, or what was asked for of this one."""
    key = contest.panel.key
    usual = WINDOWS.get(key) or (Window(*SIDE, *STEEP) if key == TRAP.key else Window(0.0, float(STEPS), *DECADES))
    if query.zoomed != key:
        return usual
    x, y = query.edges((usual.left, usual.right), (usual.bottom, usual.top))
    return widened(x, y) if key in WINDOWS else Window(*x, *y)


def area_of(contest: Contest, query: PanelsQuery) -> Area:
    """The panel's rectangle, in px."""
    shown = window_of(contest, query)
    y = Axis(shown.bottom, shown.top, log=contest.panel is NOISE)
    return Area(Axis(shown.left, shown.right), y, (WIDTH, HEIGHT))


def grounds(contest: Contest, query: PanelsQuery, look: Look, live: bool) -> Figure:
    """What does not move."""
    kind, shown = contest.panel, window_of(contest, query)
    if kind is TRAP:
        return from_the_side(contest, shown, look)
    if kind is NOISE:
        return in_noise(contest, shown, look)
    ground = landscape(kind.surface, shown, look, live)
    kept = [one for one in ground["layout"]["annotations"] if one.get("name") in {"title-top", "title-foot"}]
    return {"data": [*ground["data"], ring(contest, look)], "layout": {**ground["layout"], "annotations": kept}}


def ring(contest: Contest, look: Look) -> dict[str, Any]:
    """Where both start."""
    (x, y), edge = contest.panel.start, {"color": look("ink"), "width": look.px(2.4)}
    marker = {"symbol": "circle", "size": look.px(16), "color": look("paper"), "line": edge}
    return {"type": "scatter", "mode": "markers", "x": [x], "y": [y], "marker": marker, "showlegend": False,
            "hovertemplate": f"start ({decimal(x)}, {decimal(y)})<extra></extra>"}  # fmt: skip


def from_the_side(contest: Contest, shown: Window, look: Look) -> Figure:
    """The well along y = 0."""
    aside = shown.right - shown.left
    x = np.linspace(shown.left - aside, shown.right + aside, 541)
    y = np.asarray(contest.panel.surface.value(x, 0.0), dtype=np.float64)
    ground = {"type": "scatter", "mode": "lines", "x": x, "y": y, "showlegend": False,
              "line": {"color": look("edge"), "width": look.px(2)},
              "hovertemplate": "weight %{x:.4~g}<br>loss %{y:.4~g}<extra></extra>"}  # fmt: skip
    axes = {
        "xaxis": number_axis(look, shown.left, shown.right, 4, showgrid=False),
        "yaxis": number_axis(look, shown.bottom, shown.top, 3, showgrid=False),
    }
    return {"data": [ground], "layout": layout(look, **axes, annotations=titles("weight x", "loss", look))}


def in_noise(contest: Contest, shown: Window, look: Look) -> Figure:
    """The half of all replicas in the middle, and the floors of the theory."""
    data, strokes = [], runners(contest.racers)
    for one, stroke in zip(contest.racers, strokes, strict=True):
        found, k = cloud(contest.panel, one), np.arange(0, STEPS + 1, 2)
        edge = np.concatenate([found.low[k], found.high[k[::-1]]])
        around = {"x": np.concatenate([k, k[::-1]]).astype(float), "y": np.clip(edge, 1e-300, 1e300)}
        told_ = {"type": "scatter", "mode": "lines", "fill": "toself", "hoverinfo": "skip", "showlegend": False}
        pen = {"width": 0, "color": look(stroke.colour)}
        data.append({**told_, **around, "fillcolor": look(stroke.colour, alpha=0.14), "line": pen})
    axes = {
        "xaxis": number_axis(look, shown.left, shown.right, 4, showgrid=False),
        "yaxis": decade_axis(look, shown.bottom, shown.top),
    }
    lines = floors(contest, look)
    notes = [*titles("step", "loss", look), *(text for _, text in lines)]
    return {"data": data, "layout": layout(look, **axes, shapes=[shape for shape, _ in lines], annotations=notes)}


def floors(contest: Contest, look: Look) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The level at which theory says that noise keeps each method, with its text, clear of the other's."""
    values, found = [result.value for result in contest.results], []
    for i, value in enumerate(values):
        other = values[1 - i]
        if value is not None and DECADES[0] < np.log10(value) < DECADES[1]:
            lower = other is None or value < other or (value == other and i == 1)
            colour = runners(contest.racers)[i].colour
            line = {"color": look(colour), "width": look.px(1.4), "dash": "dot"}
            across = {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": value, "y1": value}
            place = {"xref": "x domain", "xanchor": "right", "yanchor": "top" if lower else "bottom"}
            level = float(np.log10(value))
            text = note(look, f"floor {decimal(value)}", 0.99, level, **place, size=SMALL, color=look.said(colour))
            found.append(({"type": "line", **across, "line": line, "layer": "below"}, text))
    return found


def titles(across: str, up: str, look: Look) -> list[dict[str, Any]]:
    """The names of both axes, inside the corners."""
    corner = {"xref": "paper", "yref": "paper"}
    return [
        note(look, up, 0, 1, **corner, xanchor="left", yanchor="top", xshift=6, yshift=-4),
        note(look, across, 1, 0, **corner, xanchor="right", yanchor="bottom", xshift=-6, yshift=4),
    ]
