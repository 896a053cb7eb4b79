"""The plane of two weights: the loss of all rows as a landscape, the batch's behind it, the runs, who pulls where."""

from __future__ import annotations

import numpy as np

from ...core.models.planes import Ellipse, LossBowl, ellipse
from ...core.numbers import Array
from ..figures.area import Figure, Words
from ..figures.palette import runners
from ..figures.paths import Moving, named, placed, told, traces
from ..figures.places import Place
from ..figures.still import Still, still
from ..figures.style import Look
from ..races.figure import area_of, arrow, plain
from ..surfaces.figure import STARRED, boxes_of_minima, landscape, starred, starting, still_landscape, traced_in
from ..surfaces.window import HEIGHT, REACH, WIDTH, Window
from .scene import PlaneScene

GHOST_POINTS = 65  # of one side of an ellipse
GHOST = 1.3, "6px,3px", 0.75  # px of its lines, their dashes, how much is let through
# Which ways are drawn, whose lengths tell nothing: px of length and of width, dashes.
WAYS = {"all": (70.0, 2.0, "5px,4px"), "batch": (52.0, 2.6, "solid"), "brush": (70.0, 3.4, "solid")}
BRUSHED = "rmsprop"  # the colour of what is looked at by itself
FARTHEST_PLACE = 1e9  # of a weight that is drawn


def loss_of_all(scene: PlaneScene, look: Look) -> Figure:
    """The loss of all rows, live."""
    return landscape(scene.bowl, scene.query.window, look, live=True, names=scene.points.names)


def still_plane(scene: PlaneScene, over: Figure, look: Look) -> Still:
    """The still picture of the plane with what moves over it."""
    below = still_landscape(scene.bowl, scene.query.window, look, scene.points.names)
    return below.under(still(over))


def over_plane(scene: PlaneScene, look: Look) -> Figure:
    """What moves: the loss of the batch, the runs with their names, the ways that rows pull."""
    shown, step = scene.query.window, scene.step
    area, lines = area_of(shown, look.bold), tracks_of(scene)
    data = [] if scene.whole else [ghost(scene, look), *ghost_middle(scene, look)]
    data += [trace for one in lines for trace in traces(area, one, step, look)]
    places = where_names_stand(scene, lines, look)
    texts = [named(area, one, step, places[one.index][step], look) for one in lines]
    data += [trace for one in ways(scene) for trace in arrow(one, look)]
    return {"data": [*data, starting(0.0, 0.0, look)], "layout": {**plain(shown, look), "annotations": texts}}


def tracks_of(scene: PlaneScene) -> list[Moving]:
    """The runs as they are drawn."""
    query = scene.query
    names, strokes = scene.names, runners(query.run)
    found = []
    for i, one in enumerate(scene.tracks):
        x, y = np.nan_to_num(one.weights.T, nan=FARTHEST_PLACE, posinf=FARTHEST_PLACE, neginf=-FARTHEST_PLACE)
        x, y = (np.clip(axis, -FARTHEST_PLACE, FARTHEST_PLACE) for axis in (x, y))
        found.append(Moving(i, names[i], strokes[i], x, y, i == query.focus))
    return found


def where_names_stand(scene: PlaneScene, lines: list[Moving], look: Look) -> dict[int, dict[int, Place]]:
    """Where the names of the runs stand: on neither the start nor the star."""
    shown = scene.query.window
    area = area_of(shown, look.bold)
    taken = [area.px(*place) for place in ((0.0, 0.0), scene.bowl.best)]
    return placed(area, lines, scene.step, taken, boxes_of_minima(scene.bowl, shown, area, look.bold))


def heights_shown(scene: PlaneScene) -> list[float]:
    """The heights above the least at which lines of the landscape are drawn: those of a batch are the same."""
    return [one.above for one in traced_in(scene.bowl, scene.query.window, False)]


def ghost(scene: PlaneScene, look: Look) -> Words:
    """The lines of the batch's loss, at the same heights above its own least."""
    lines = outlines(scene.batch_bowl, heights_shown(scene), scene.query.window)
    gap = np.full((1, 2), np.nan)
    whole = np.concatenate([part for line in lines for part in (line, gap)] or [gap])
    wide, dash, alpha = GHOST
    colour = runners(scene.query.run)[scene.query.focus].colour
    pen = {"color": look(colour), "width": look.px(wide), "dash": dash}
    told: Words = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, "opacity": alpha}
    return {**told, "x": whole[:, 0], "y": whole[:, 1], "line": pen, "meta": {"moves": "ghost"}}


def ghost_middle(scene: PlaneScene, look: Look) -> list[Words]:
    """Where the batch's loss is least, unless that is anywhere along a valley."""
    bowl = scene.batch_bowl
    if bowl.open:
        return []
    pen = {"color": look(runners(scene.query.run)[scene.query.focus].colour), "width": look.px(2.2)}
    marker = {"symbol": "x-thin", "size": look.px(10.0), "color": pen["color"], "line": pen}
    words = "least loss of the batch<br>%{x:.5~g}, %{y:.5~g}<extra></extra>"
    told: Words = {"type": "scatter", "mode": "markers", "showlegend": False, "meta": {"moves": "ghost"}}
    return [{**told, "x": [bowl.best_x], "y": [bowl.best_y], "marker": marker, "hovertemplate": words}]


def outlines(bowl: LossBowl, heights: list[float], shown: Window) -> list[Array]:
    """The lines on which a bowl is so much above its least, within a window and what a page shows around it."""
    one = ellipse(bowl)
    across, down = np.array([0, 0, WIDTH, WIDTH]), np.array([-REACH, HEIGHT + REACH] * 2)
    corners = np.stack([shown.x(across), shown.y(down)]) - np.array(one.middle)[:, None]
    along = np.linalg.solve(np.array([one.long, one.short]).T, corners)[0]  # in long half axes
    return [line for height in heights for line in both_sides(one, height**0.5, along.min(), along.max())]


def both_sides(one: Ellipse, root: float, low: float, high: float) -> list[Array]:
    """An ellipse so many times as large, between two places of its long axis: one line, or two that never meet."""
    first, last = max(-root, low), min(root, high)
    if first >= last:
        return []
    along = (first + last - (last - first) * np.cos(np.linspace(0, np.pi, GHOST_POINTS))) / 2
    aside = np.sqrt(np.maximum(root * root - along * along, 0.0))
    up, down = (
        np.array(one.middle) + along[:, None] * np.array(one.long) + side[:, None] * np.array(one.short)
        for side in (aside, -aside)
    )
    if last == root:
        return [np.concatenate([up, down[::-1]])]
    return [np.concatenate([up[::-1], down])] if first == -root else [up, down]


def ways(scene: PlaneScene) -> list[Words]:
    """From where the run in focus stands: the way of all rows, that of the batch, and that of the rows looked at."""
    x, y = scene.here.tolist()
    colour = runners(scene.query.run)[scene.query.focus].colour
    told = {"all": (scene.downhill, "ink"), "batch": (scene.next_way, colour)}
    if scene.brushed is not None:
        told["brush"] = scene.brushed.way, BRUSHED
    shown, found = scene.query.window, []
    for name, (way, ink) in told.items():
        across, down = way[0] / shown.wide * WIDTH, way[1] / shown.high * HEIGHT
        size = float(np.hypot(across, down))
        if 1e-12 < size < np.inf and shown.inside(x, y):
            long, wide, dash = WAYS[name]
            to = [x + float(way[0]) * long / size, y + float(way[1]) * long / size]
            pen = {"colour": ink, "width": wide, "dash": dash, "alpha": 1.0}
            found.append({"from": [x, y], "to": to, **pen, "turn": float(np.degrees(np.arctan2(across, down)))})
    return found


def moves_on_plane(scene: PlaneScene, look: Look) -> Words:
    """What the canvas draws, and how."""
    lines = tracks_of(scene)
    places = where_names_stand(scene, lines, look)
    best = [[*scene.bowl.best, "", True]] if not scene.bowl.open else []
    return {
        "lines": [told(one, places[one.index]) for one in lines],
        "arrows": ways(scene),
        "origins": [[0.0, 0.0]],
        "stars": {"path": starred(STARRED), "across": 0, "down": 0, "all": best},
        "ghost": None if scene.whole else ghost_told(scene),
    }  # fmt: skip


def ghost_told(scene: PlaneScene) -> Words:
    """How the canvas draws the loss of the batch: its line 1 above the least, and so many times as large."""
    wide, dash, alpha = GHOST
    pen = {"width": wide, "dash": [float(px) for px in dash.replace("px", "").split(",")], "alpha": alpha}
    roots = [height**0.5 for height in heights_shown(scene)]
    return {"roots": roots, "colour": runners(scene.query.run)[scene.query.focus].colour, **pen}
