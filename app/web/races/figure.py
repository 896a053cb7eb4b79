"""The picture of a race: the landscape, and over it the runs as far as they are at a step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...core.descent.outcomes import lowest_minima
from ...core.descent.walk import Run, race
from ...core.numerals import decimal
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import NORMAL, captioned, note
from ..figures.palette import runners
from ..figures.paths import Moving, named, placed, told, traces
from ..figures.places import Box
from ..figures.style import Look
from ..surfaces.figure import BELOW, BESIDE, STARRED, boxes_of_minima, landscape, names_of_minima, starred
from ..surfaces.window import HEIGHT, WIDTH, Window, window
from .focus import Focus
from .losses import losses
from .names import names_of
from .query import RaceQuery
from .rates import learning_rates
from .tilted import tilted
from .words import summary

# How arrows are drawn, whose lengths tell nothing: px of length and of width, dashes, how much is let through.
ARROWS = {
    "gradient": (60.0, 2.2, "5px,4px", 1.0),
    "velocity": (60.0, 4.0, "solid", 0.35),
    "move": (42.0, 2.2, "solid", 1.0),
}

OTHERS = {"losses": losses, "rates": learning_rates, "tilted": tilted}
SHOWN = {"landscape": "A race on", "tilted": "A race on", "losses": "Losses on", "rates": "Learning rates on"}
MOST_POINTS = 1_300  # of all runs together, thrice: what is to come, the path and its halo; a figure fits into 256 KiB
LARGER = 1.55  # in a room type is so much larger than the picture
RING, START = 16.0, 98.0  # px from the start to its name, and the width of that


def figure(query: RaceQuery, look: Look) -> Figure:
    """The figure that a query asks for."""
    with np.errstate(all="ignore"):
        runs = race(query.run, query.conditions)
        names = names_of(query.run)
        made = (OTHERS.get(query.picture) or over_ground)(query, runs, look)
        title = f"{SHOWN[query.picture]} {type(query.surface).title}: {', '.join(names)}"
        return captioned(made, title, summary(query, runs, names))


def over_ground(query: RaceQuery, runs: Sequence[Run], look: Look) -> Figure:
    """The landscape with the runs on it."""
    ground, over = landscape(query.surface, query.window, look, live=True), racing(query, runs, look)
    texts = [*ground["layout"]["annotations"], *over["layout"]["annotations"]]
    return {"data": [*ground["data"], *over["data"]], "layout": {**ground["layout"], "annotations": texts}}


def racing(query: RaceQuery, runs: Sequence[Run], look: Look) -> Figure:
    """The runs alone, on the landscape's axes: their paths, names, the ring of the start, the arrows of the focus."""
    area, lines, step = area_of(query.window, look.bold), moving(query, runs), query.shown_step
    data = [trace for one in lines for trace in traces(area, one, step, look)]
    places = placed(area, lines, step, taken(query, area), filled(query, area))
    texts = [named(area, one, step, places[one.index][step], look) for one in lines]
    texts.append(start_name(query, look))
    data += [trace for one in arrows(query, runs) for trace in arrow(one, look)]
    return {
        "data": [*data, *ring(query, look), stars_on_top(query, look)],
        "layout": {**plain(query.window, look), "annotations": texts},
    }


def looks(query: RaceQuery, runs: Sequence[Run]) -> list[Words]:
    """How the canvas draws the runs."""
    area, lines = area_of(query.window, query.look.bold), moving(query, runs)
    places = placed(area, lines, query.shown_step, taken(query, area), filled(query, area))
    return [told(one, places[one.index]) for one in lines]


def plain(shown: Window, look: Look) -> Words:
    """Axes without anything to see."""
    silent = {"tickvals": [], "ticktext": [], "showgrid": False, "showticklabels": False}
    x, y = {**silent, "range": [shown.left, shown.right]}, {**silent, "range": [shown.bottom, shown.top]}
    return {
        "xaxis": x,
        "yaxis": y,
        "meta": {"spread": True},
        "paper_bgcolor": look("paper"),
        "font": {"size": 13, "color": ""},
    }


def area_of(shown: Window, bold: bool = False) -> Area:
    """The picture's rectangle, in px of a laptop; in a room, where type grows more, in fewer of them."""
    fewer = LARGER if bold else 1.0
    return Area(Axis(shown.left, shown.right), Axis(shown.bottom, shown.top), (WIDTH / fewer, HEIGHT / fewer))


def moving(query: RaceQuery, runs: Sequence[Run]) -> list[Moving]:
    """The runs that are drawn; the name of one that has left the picture tells how high it is."""
    names, strokes, step = names_of(query.run), runners(query.run), query.shown_step
    found, most = [], MOST_POINTS // max(1, len(query.drawn))
    zoomed = query.window != window(query.surface, query.conditions.start)
    for i in query.drawn:
        run, k = runs[i], min(step, len(runs[i].x) - 1)
        inside = query.window.inside(float(run.x[k]), float(run.y[k]))
        height = "" if inside else decimal(float(run.value[k]))
        look = strokes[i], run.x, run.y, i == query.focused, height
        found.append(Moving(i, names[i], *look, stepped=zoomed, most=most))
    return found


def taken(query: RaceQuery, area: Area) -> list[tuple[float, float]]:
    """What no name may cover, in px: the start and the stars."""
    best = [(one.x, one.y) for one in lowest_minima(query.surface) if query.window.inside(one.x, one.y)]
    return [area.px(*place) for place in [query.conditions.start, *best]]


def filled(query: RaceQuery, area: Area) -> list[Box]:
    """Where other names stand, in px: those of the minima, and that of the start with all its words."""
    (x, y), left = area.px(*query.conditions.start), is_left(query)
    start = x - RING - START if left else x + RING, y - 10, x - RING if left else x + RING + START, y + 10
    return [*boxes_of_minima(query.surface, query.window, area, query.look.bold), start]


def stars(query: RaceQuery) -> Words:
    """For the canvas: the lowest minima, drawn over whatever comes to rest there, and their names."""
    found = names_of_minima(query.surface, query.window, query.look.bold)
    names = {(x, y): (words, right) for words, x, y, right in found}
    told_ = [[one.x, one.y, *names.get((one.x, one.y), ("", True))] for one in lowest_minima(query.surface)]
    return {"path": starred(STARRED), "across": BESIDE, "down": BELOW, "all": told_}


def stars_on_top(query: RaceQuery, look: Look) -> Words:
    """The stars of the lowest minima once more, as an outline over whatever comes to rest there."""
    best = lowest_minima(query.surface)
    edge = {"color": look("ink"), "width": look.px(1.6)}
    marker = {"symbol": "star", "size": look.px(STARRED), "color": look("paper", alpha=0), "line": edge}
    told_: Words = {"type": "scatter", "mode": "markers", "showlegend": False, "hoverinfo": "skip"}
    told_ |= {"x": [one.x for one in best], "y": [one.y for one in best], "marker": marker}
    return {**told_, "meta": {"moves": "star"}}


def is_left(query: RaceQuery) -> bool:
    """Whether the name of the start stands on its left."""
    return bool(query.window.across(query.conditions.start[0]) > WIDTH / 4)


def ring(query: RaceQuery, look: Look) -> list[Words]:
    """The start: a ring with a dot."""
    x, y = query.conditions.start
    base: Words = {"type": "scatter", "mode": "markers", "x": [x], "y": [y], "showlegend": False}
    base |= {"hoverinfo": "skip", "meta": {"moves": "start"}}
    ink, paper = look("ink"), look("paper")
    outer = {"symbol": "circle", "size": look.px(18), "color": paper, "line": {"color": ink, "width": look.px(2.4)}}
    return [{**base, "marker": outer}, {**base, "marker": {"symbol": "circle", "size": look.px(4), "color": ink}}]


def start_name(query: RaceQuery, look: Look) -> Words:
    """What the ring is."""
    x, y = query.conditions.start
    left = is_left(query)
    side = {"xanchor": "right" if left else "left", "xshift": look.px(-RING if left else RING)}
    return {**note(look, "start", x, y, **side, size=NORMAL), "name": "moves"}


def arrows(query: RaceQuery, runs: Sequence[Run]) -> list[Words]:
    """Of the run in focus: downhill, what its velocity adds, the move just made; each from a place to another."""
    i, shown = query.focused, query.window
    if i in query.hidden:
        return []
    found = []
    for name, (x, y, dx, dy) in Focus(runs[i], query.conditions, query.shown_step).ways.items():
        across, down = dx / shown.wide * WIDTH, dy / (shown.top - shown.bottom) * HEIGHT
        size = float(np.hypot(across, down))
        if 1e-12 < size < np.inf and shown.inside(x, y):
            long, wide, dash, share = ARROWS[name]
            pen = {"colour": runners(query.run)[i].colour, "width": wide, "dash": dash, "alpha": share}
            ends = {"from": [x, y], "to": [x + dx * long / size, y + dy * long / size]}
            found.append({**ends, **pen, "turn": float(np.degrees(np.arctan2(across, down)))})
    return found


def arrow(one: Words, look: Look) -> list[Words]:
    """An arrow as a line with a head."""
    (x1, y1), (x2, y2) = one["from"], one["to"]
    base: Words = {"type": "scatter", "hoverinfo": "skip", "showlegend": False, "opacity": one["alpha"]}
    base["meta"] = {"moves": "arrow"}
    pen = {"color": look(one["colour"]), "width": look.px(one["width"]), "dash": one["dash"]}
    head = {"symbol": "triangle-up", "angle": one["turn"], "size": look.px(10), "color": look(one["colour"])}
    line = {**base, "mode": "lines", "x": np.array([x1, x2]), "y": np.array([y1, y2]), "line": pen}
    return [line, {**base, "mode": "markers", "x": [x2], "y": [y2], "marker": head}]
