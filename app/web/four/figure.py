"""The pictures of the four panels: two landscapes from above, one from the side, and losses in noise."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.descent.contests import (
    NOISE,
    RAVINE,
    SADDLE,
    STEPS,
    TRAP,
    Contest,
    Scene,
    Setting,
    cloud,
    contest,
    four,
    path,
)
from ...core.descent.outcomes import lowest_minima
from ...core.numerals import decimal
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import NORMAL, captioned, decade_axis, layout, note, number_axis, told_from
from ..figures.palette import runners
from ..figures.paths import Moving, told, traces
from ..figures.still import Still, still
from ..figures.style import Look
from ..races.figure import plain
from ..surfaces.figure import STARRED, cleared, frame, landscape, starred, starting
from ..surfaces.query import between
from ..surfaces.window import HEIGHT, WIDTH, Window, widened
from .query import PanelsQuery
from .words import WORDS, verdict

NAMES = ("SGD", "Momentum")
STAR = 0.65  # of its size on a large landscape
TAIL = 60  # steps of a path that are drawn heavily; what is older is drawn thin, or a long run hides the other
MOST = 1e300  # what is larger than this is drawn as this
ABOUT = 5, 3  # ticks along x and y
DECADES = -3.0, 2.0  # of the loss in noise
FARTHEST_DECADE = 300.0  # of a window, to either side: beyond it there are no floats to tell its ticks
SIDE, STEEP = (-2.1, 2.1), (-0.7, 3.3)  # what is shown of the well from the side: weight and loss
WINDOWS = {SADDLE.key: Window(-2.2, 2.2, -1.355, 1.355), RAVINE.key: Window(-2.0, 2.0, -1.232, 1.232)}
FILE = {"width": 640, "height": 420, "margin": {"l": 56, "r": 24, "t": 16, "b": 44}}


def figure(query: PanelsQuery, look: Look) -> Figure:
    """The panel that a query asks for, with both methods at a step."""
    one = next(one for one in four(query.setting) if one.panel.key == query.picture)
    ground, over = grounds(one, window_of(one, query), look, seen_in(one, query), live=True), racing(one, query, look)
    made: Figure = {"data": [*ground["data"], *over["data"]], "layout": {**ground["layout"], **FILE}}
    told = WORDS[one.panel.key]
    return captioned(made, f"{told.title}: SGD against SGD with momentum", [f"{told.formula}.", verdict(one)])


def racing(one: Contest, query: PanelsQuery, look: Look, known: int = STEPS) -> Figure:
    """Both methods alone, on the axes of their panel, as far as they are known."""
    shown, log = window_of(one, query), one.panel is NOISE
    area = Area(Axis(shown.left, shown.right), Axis(shown.bottom, shown.top, log=log), (WIDTH, HEIGHT))
    bare = plain(shown, look)
    bare["yaxis"]["type"] = "log" if log else "linear"
    data = [trace for path in moving(one, known) for trace in traces(area, path, query.shown_step, look)]
    data += [starting(*start, look) for start in starts(one.panel)]
    return {"data": data, "layout": bare}


def starts(kind: Scene) -> list[tuple[float, float]]:
    """Where both start, if that is seen."""
    return [kind.start] if kind.key in WINDOWS else []


def still_ground(one: Contest, query: PanelsQuery, look: Look, known: int = STEPS) -> Still:
    """The still picture of what does not move; landscapes are the same for all settings."""
    same = one if one.panel is NOISE else contest(one.panel, Setting())
    return _still_ground(same, window_of(one, query), look, min(known, seen_in(one, query)))


@lru_cache(maxsize=48)
def _still_ground(one: Contest, shown: Window, look: Look, seen: int) -> Still:
    return still(grounds(one, shown, look, seen))


def seen_in(one: Contest, query: PanelsQuery) -> int:
    """The last step of noise that is drawn: a room does not see what is to come."""
    return query.shown_step if query.look.bold and one.panel is NOISE else STEPS


def moves(one: Contest, bold: bool = False, known: int = STEPS) -> Words:
    """What the canvas draws: both methods, whose names stand beside the picture, and where they start."""
    lines: Words = {"lines": [told(path, {}) for path in moving(one, known)], "origins": starts(one.panel)}
    if one.panel.key not in WINDOWS:
        return {**lines, "uncovered": STEPS} if bold and one.panel is NOISE else lines
    best = [[point.x, point.y, "", True] for point in lowest_minima(one.panel.surface)]
    return {**lines, "stars": {"path": starred(STAR * STARRED), "across": 0, "down": 0, "all": best}}


def moving(one: Contest, known: int = STEPS) -> list[Moving]:
    """Both methods, SGD first, up to the step that is known: places on a landscape; from the side weights and losses;
    in noise steps and losses."""
    strokes, kind = runners(one.racers), one.panel
    found = []
    for i, racer in enumerate(one.racers):
        if kind is NOISE:
            mean = np.nan_to_num(cloud(kind, racer).mean, posinf=MOST)
            x, y, tail = np.arange(STEPS + 1.0), np.clip(mean, 1 / MOST, MOST), 0
        else:
            run = path(kind, racer)
            x, y, tail = run.x, np.clip(run.value if kind is TRAP else run.y, -MOST, MOST), TAIL
        x, y = x[: known + 1], y[: known + 1]
        found.append(Moving(i, NAMES[i], strokes[i], x, y, tail=tail, marked=kind is not NOISE, plain=False))
    return found


def usual_window(kind: Scene) -> Window:
    """What a panel shows until it is zoomed."""
    return WINDOWS.get(kind.key) or (Window(*SIDE, *STEEP) if kind is TRAP else Window(0.0, float(STEPS), *DECADES))


def window_of(one: Contest, query: PanelsQuery) -> Window:
    """What a panel shows: the usual, or what was asked for of this one."""
    usual, key = usual_window(one.panel), one.panel.key
    if query.zoomed != key:
        return usual
    x, y = query.edges((usual.left, usual.right), (usual.bottom, usual.top))
    if one.panel is NOISE:
        low, high = np.clip(y, -FARTHEST_DECADE, FARTHEST_DECADE).tolist()
        y = between(low, high, *y)
    return widened(x, y) if key in WINDOWS else Window(*x, *y)


def grounds(one: Contest, shown: Window, look: Look, seen: int = STEPS, live: bool = False) -> Figure:
    """What does not move."""
    kind = one.panel
    if kind is TRAP:
        return from_the_side(kind, shown, look)
    if kind is NOISE:
        return in_noise(one, shown, look, seen)
    ground = landscape(kind.surface, shown, look, live)
    kept = [text for text in ground["layout"]["annotations"] if text.get("name") in {"title-top", "title-foot"}]
    data = [*map(smaller, ground["data"])]
    return {
        "data": data,
        "layout": {**ground["layout"], "annotations": kept, "xaxis": short(ground["layout"]["xaxis"], shown, look)},
    }


def smaller(trace: Words) -> Words:
    """The sign of a minimum as large as it may be in a small picture."""
    marker = trace.get("marker", {})
    return {**trace, "marker": {**marker, "size": STAR * marker["size"]}} if marker.get("symbol") == "star" else trace


def from_the_side(kind: Scene, shown: Window, look: Look) -> Figure:
    """The well along y = 0."""
    aside, deep = shown.right - shown.left, shown.top - shown.bottom
    x = np.linspace(shown.left - aside, shown.right + aside, 541)
    y = np.asarray(kind.surface.value(x, 0.0), dtype=np.float64)
    foot = min(float(y.min()), shown.bottom - 2 * deep)
    earth = {"type": "scatter", "mode": "lines", "fill": "toself", "hoverinfo": "skip", "showlegend": False,
             "x": np.concatenate([x, x[[-1, 0]]]), "y": np.concatenate([y, [foot, foot]]),
             "fillcolor": look("surface"), "line": {"width": 0, "color": look("surface")}}  # fmt: skip
    edge = {"type": "scatter", "mode": "lines", "x": x, "y": y, "showlegend": False, "name": "loss",
            "line": {"color": look("decade"), "width": look.px(1.6)},
            "hovertemplate": "weight %{x:.5~g}<br>loss %{y:.5~g}<extra></extra>"}  # fmt: skip
    return {
        "data": [earth, edge],
        "layout": {**laid_out(shown, ("weight x", "loss"), look, log=False), "hoverdistance": -1},
    }


def in_noise(one: Contest, shown: Window, look: Look, seen: int) -> Figure:
    """The half of all replicas in the middle up to a step, and once all is seen the floors of the theory."""
    data, k = [], np.arange(0, seen + 1, 2)
    for racer, stroke in zip(one.racers, runners(one.racers), strict=True):
        found = cloud(one.panel, racer)
        edge = np.concatenate([found.low[k], found.high[k[::-1]]])
        around = {"x": np.concatenate([k, k[::-1]]).astype(float), "y": np.clip(edge, 1 / MOST, MOST)}
        drawn = {"type": "scatter", "mode": "lines", "fill": "toself", "hoverinfo": "skip", "showlegend": False}
        pen = {"width": 0, "color": look(stroke.colour)}
        data.append({**drawn, **around, "fillcolor": look(stroke.colour, alpha=0.14), "line": pen})
    bare, lines = laid_out(shown, ("step", "loss"), look, log=True), floors(one, look) if seen == STEPS else []
    texts = [] if look.bold else [text for _, text in lines]  # a room is told them when it has seen the race
    notes = [*bare["annotations"], *texts]
    return {"data": data, "layout": {**bare, "annotations": notes, "shapes": [*bare["shapes"], *(s for s, _ in lines)]}}


def laid_out(shown: Window, names: tuple[str, str], look: Look, log: bool) -> Words:
    """Axes with lines at the ticks of the upright one, their names in the corners, a frame."""
    corner: Words = {"xref": "paper", "yref": "paper", "size": NORMAL}
    across = told_from(names[0], shown.left, shown.right, ABOUT[0])
    up = names[1] if log else told_from(names[1], shown.bottom, shown.top, ABOUT[1])
    titles = [
        note(look, up, 0, 1, **corner, xanchor="left", yanchor="top", xshift=6, yshift=-6),
        note(look, across, 1, 0, **corner, xanchor="right", yanchor="top", yshift=-4),
    ]
    low, high = shown.bottom, shown.top
    upright = decade_axis(look, low, high) if log else number_axis(look, low, high, ABOUT[1])
    flat = short(number_axis(look, shown.left, shown.right, ABOUT[0], showgrid=False), shown, look)
    return layout(look, xaxis=flat, yaxis=upright, shapes=[frame(look)], annotations=titles)


def short(across: Words, shown: Window, look: Look) -> Words:
    """The axis with room for its name, which takes more of a picture of this size where it is large, for a room."""
    return cleared(across, shown, 0.68 if look.bold else 0.86)


def floors(one: Contest, look: Look) -> list[tuple[Words, Words]]:
    """The level at which theory says that noise keeps each method, with its text, clear of the other's."""
    values, found = [result.value for result in one.results], []
    for i, value in enumerate(values):
        other = values[1 - i]
        if value is not None and DECADES[0] < np.log10(value) < DECADES[1]:
            lower = other is None or value < other or (value == other and i == 1)
            colour = runners(one.racers)[i].colour
            line = {"color": look(colour), "width": look.px(1.4), "dash": "dot"}
            across = {"xref": "x domain", "x0": 0, "x1": 1, "yref": "y", "y0": value, "y1": value}
            place = {"xref": "x domain", "xanchor": "right", "yanchor": "top" if lower else "bottom"}
            text = note(look, f"floor {decimal(value)}", 0.99, float(np.log10(value)), **place, weight=600,
                        color=look.said(colour))  # fmt: skip
            found.append(({"type": "line", **across, "line": line, "layer": "below"}, text))
    return found
