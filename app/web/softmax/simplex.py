"""All possible answers: a triangle for three classes, a line for two, with lines of equal loss and the way downhill.

With more classes the triangle shows the true one, its strongest rival, and all others together. The side of the
triangle is 1; a place in it is the mean of the corners, weighted by the probabilities.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.activations.base import Array
from ...core.losses import CrossEntropy, divergence
from ...core.numerals import decimal, fixed
from ..figures.area import Figure, Words
from ..figures.axes import NAME, layout, note
from ..figures.style import Look
from .beside import BRIEF, name_of_p
from .lesson import Taught
from .levels import SEGMENT, TRIANGLE, EqualLoss, equal_losses

WINDOW = (-0.208, 1.209), (-0.1, 1.0)  # as wide to its height as 425 to 330
FILE = {"width": 560, "height": 438, "margin": {"l": 20, "r": 20, "t": 16, "b": 18}}
LETTER_AT = {  # of the first, second and third corner: where its letter stands
    "triangle": (("center", "bottom", 0, 4), ("right", "middle", -8, 2), ("left", "middle", 8, 2)),
    "line": (("left", "middle", 14, 0), ("right", "middle", -14, 0)),
}
CLOSE = np.array([0.14, 0.07])  # nearer than this, across and up, two numbers run into each other
STEPS = 20  # of a share, between two places whose values can be read
SHORTEST = 0.07  # an arrow that just shows its head beside p
HEAD = 0.02  # how far behind the tip its head has its middle
BRIEFLY = 0.01  # a loss below it is told with one digit, which leaves it as short as others
NEAREST = 1e-3  # to 0 and to 1: a share that a hand may give


def triangle(told: Taught, look: Look) -> Figure:
    """The picture of all answers, with the way that the training took, what is still to come, and p itself."""
    now, course = told.now, told.course.probabilities
    order = seen(course[told.step], now.loss.labels)
    ends = corners(len(now.z))
    points = merged(course, order) @ ends
    names = corner_names(order, told.letters)
    found = equal_losses(now.loss, order)
    shown = told_apart(found, points[told.step])
    ground = outline(ends, look), *(ruled_line(one, look) for one in found)
    data = [*ground, readable(tuple(names), known(now.loss, order), now.loss.gamma, look), *way(told, points, look)]
    words = [
        *corner_letters(ends, names, look),
        *(height(one, look) for one in shown),
        name_of_p(points, told.step, ends, [one.at for one in shown], look),
    ]
    return {"data": data, "layout": {**axes(look), "annotations": words}}


def corners(classes: int) -> Array:
    """The corners (3, 2) of the triangle, or the ends (2, 2) of the line."""
    return SEGMENT if classes == 2 else TRIANGLE


def axes(look: Look) -> Words:
    """Two axes of one scale without a tick."""
    bare = {"showgrid": False, "showticklabels": False, "zeroline": False}
    return layout(
        look, **FILE, hovermode="closest",
        xaxis={**bare, "range": list(WINDOW[0])},
        yaxis={**bare, "range": list(WINDOW[1]), "scaleanchor": "x"},
    )  # fmt: skip


def seen(p: Array, labels: Array) -> list[int]:
    """Which classes have corners: all of up to three in their order, else the true one and its strongest rival."""
    if len(p) <= 3:
        return list(range(len(p)))
    true = int(np.argmax(labels))
    rival = max((i for i in range(len(p)) if i != true), key=lambda i: float(p[i]))
    return [true, rival]


def corner_names(order: list[int], letters: str) -> list[str]:
    """What stands at the corners."""
    rest = len(letters) - len(order)
    return [*(letters[i] for i in order), *([f"other {rest}"] if rest else [])]


def merged(course: Array, order: list[int]) -> Array:
    """The probabilities (n, 2 or 3) of these classes, and of all others together."""
    kept = course[:, order]
    others = np.delete(course, order, axis=1)
    return kept if not others.size else np.column_stack([kept, others.sum(axis=1)])


def spot_of(told: Taught) -> tuple[float, float]:
    """Where p lies in the picture."""
    p, labels = told.now.loss.softmax.probabilities, told.now.loss.labels
    x, y = merged(p[None], seen(p, labels))[0] @ corners(len(p))
    return round(float(x), 5), round(float(y), 5)


def shares(x: float, y: float, classes: int) -> Array:
    """The probabilities at a place in the picture, or at the nearest that is no corner and on no edge."""
    kept = np.clip(weights_at(np.array([x, y]), corners(classes)), NEAREST, 1 - NEAREST)
    return np.asarray(kept / kept.sum())


def weights_at(at: Array, ends: Array) -> Array:
    """How the corners are weighted at a place, whose mean it is; outside some are negative."""
    if len(ends) == 2:
        first = (at[0] - ends[1, 0]) / (ends[0, 0] - ends[1, 0])
        return np.array([first, 1 - first])
    return np.asarray(np.linalg.solve(np.vstack([ends.T, np.ones(3)]), np.append(at, 1.0)))


def outline(ends: Array, look: Look) -> Words:
    """The triangle, or the line."""
    return {
        "type": "scatter", "mode": "lines", "x": ends[[0, 1, -1, 0], 0], "y": ends[[0, 1, -1, 0], 1], "fill": "toself",
        "fillcolor": look("surface"), "line": {"color": look("edge"), "width": look.px(1.4)}, "hoverinfo": "skip",
    }  # fmt: skip


def corner_letters(ends: Array, names: list[str], look: Look) -> list[Words]:
    """The classes, each at its corner; a long name stands below its own."""
    found = []
    for name, (x, y), (xanchor, yanchor, across, up) in zip(
        names, ends.tolist(), LETTER_AT["line" if len(ends) == 2 else "triangle"], strict=True
    ):
        place = {"xanchor": xanchor, "yanchor": yanchor, "xshift": across, "yshift": up}
        place = place if len(name) == 1 else {"xanchor": "center", "yanchor": "top", "yshift": -3}
        found.append(note(look, name, x, y, **place, size=NAME + 1, weight=700, color=look("ink")))
    return found


def ruled_line(level: EqualLoss, look: Look) -> Words:
    """One line of equal loss."""
    pen = {"color": look("decade"), "width": look.px(1.2)}
    x, y = level.line.T
    told = {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": pen, "hoverinfo": "skip"}
    return {**told, "name": f"loss {decimal(level.loss)}"}


def told_apart(found: list[EqualLoss], here: Array) -> list[EqualLoss]:
    """The lines that are told by a number: not those whose number would stand in p, in another, or twice."""
    kept: list[EqualLoss] = []
    for one in found:
        taken = [here, *(other.at for other in kept)] if one.side == "middle" else []
        twice = one.side == "middle" and any(other.loss == one.loss for other in kept)
        if not twice and all((np.abs(one.at - other) > CLOSE).any() for other in taken):
            kept.append(one)
    return kept


def height(level: EqualLoss, look: Look) -> Words:
    """How much that loss is."""
    place = {"left": {"xanchor": "left", "xshift": 8}, "right": {"xanchor": "right", "xshift": -8}}.get(level.side, {})
    place |= {"yanchor": "top", "yshift": -3} if level.side == "below" else {}
    return note(look, decimal(level.loss, 3 if level.loss > BRIEFLY else 1), *level.at.tolist(), **place)


@lru_cache(maxsize=64)
def readings(names: tuple[str, ...], weighted: tuple[float, ...], gamma: float) -> tuple[Array, list[str]]:
    """Answers (n, 2 or 3) a twentieth of a share apart, and what is to be said of each."""
    places = range(STEPS + 1)
    if len(names) == 2:
        found = np.array([(i, STEPS - i) for i in places]) / STEPS
    else:
        found = np.array([(i, j, STEPS - i - j) for i in places for j in places if i + j <= STEPS]) / STEPS
    said = [", ".join(f"{name} {decimal(p)}" for name, p in zip(names, row, strict=True)) for row in found.tolist()]
    if not weighted:
        return found, said
    losses = divergence(found, weighted, gamma).tolist()
    return found, [f"{words}<br>loss {fixed(loss)}" for words, loss in zip(said, losses, strict=True)]


def known(loss: CrossEntropy, order: list[int]) -> tuple[float, ...]:
    """What the corners' -ln p count, if the loss is known of a place: others are together only beside a hard label."""
    if len(order) == len(loss.labels) or loss.labels.max() > 1 - 1e-9:
        return tuple(merged(loss.weighted[None], order)[0].tolist())
    return ()


def readable(names: tuple[str, ...], weighted: tuple[float, ...], gamma: float, look: Look) -> Words:
    """Points that are not seen, but whose answer and loss can be read."""
    found, words = readings(names, weighted, gamma)
    x, y = (found @ corners(len(names))).T
    told = {"type": "scatter", "mode": "none", "x": x, "y": y, "text": words, "hovertemplate": "%{text}<extra></extra>"}
    return {**told, "line": {"color": look("edge")}}


def way(told: Taught, points: Array, look: Look) -> list[Words]:
    """The steps to come, dotted, those taken, and p."""
    here, losses, blue = told.step, told.course.losses, look("accent")
    parts = ((slice(here, None), "1.5px,3.5px"), (slice(here + 1), "solid"))
    found: list[Words] = []
    for part, dash in parts:
        x, y = points[part].T
        count = np.arange(len(points))[part]
        line = {"color": blue, "width": look.px(1.6), "dash": dash}
        hover = "step %{customdata[0]}: loss %{customdata[1]:.4~g}<extra></extra>"
        lasting = {"customdata": np.stack([count, losses[part]], axis=1), "hovertemplate": hover}
        found.append({"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, **lasting})
    marker = {"symbol": "circle", "size": look.px(16), "color": blue, "line": {"color": look("paper"), "width": 2}}
    p = ", ".join(f"{a} {fixed(one)}" for a, one in zip(told.letters, told.now.loss.softmax.probabilities, strict=True))
    words = {"text": [f"p: {p}<br>loss {fixed(float(losses[here]))}"], "hovertemplate": "%{text}<extra></extra>"}
    place = {"x": points[here, :1], "y": points[here, 1:], "cliponaxis": False}
    found += step_arrow(points, here, corners(len(told.letters)), look)
    return [*found, {"type": "scatter", "mode": "markers", "name": "p", **place, "marker": marker, **words}]


def step_arrow(points: Array, here: int, ends: Array, look: Look) -> list[Words]:
    """Where one step takes p; a short way is drawn longer, as it tells a direction, but not out of the picture."""
    start, after = points[here], points[min(here + 1, len(points) - 1)]
    size = float(np.hypot(*(after - start)))
    if size <= 1e-9:
        return []
    way = (after - start) / size
    far = min(max(BRIEF, size), max(size, room(start, way, ends)))
    if far < SHORTEST:
        return []
    told, blue = {"type": "scatter", "hoverinfo": "skip"}, look("accent")
    head = start + way * (far - HEAD)
    x, y = np.stack([start, head]).T
    shaft = {**told, "mode": "lines", "x": x, "y": y, "line": {"color": blue, "width": look.px(2.6)}}
    angle = round(float(np.degrees(np.arctan2(way[0], way[1]))), 2)
    marker = {"symbol": "triangle-up", "size": look.px(10), "angle": angle, "color": blue}
    return [shaft, {**told, "mode": "markers", "x": head[:1], "y": head[1:], "marker": marker}]


def room(start: Array, way: Array, ends: Array) -> float:
    """How far it is from a place along a way of length 1 to the edge of the picture."""
    weights = weights_at(start, ends)
    change = weights_at(start + way, ends) - weights
    falling = change < 0
    return float((-weights[falling] / change[falling]).min())
