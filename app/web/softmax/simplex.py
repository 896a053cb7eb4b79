"""All possible answers: a triangle for three classes, a line for two, with lines of equal loss and the way downhill.

With more classes the triangle shows the true one, its strongest rival, and all others together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from contourpy import contour_generator

from app.core.activations.base import Array
from app.core.losses import divergence
from app.web.page.numerals import decimal

TRIANGLE = np.array([[170.0, 32.0], [50.0, 240.0], [290.0, 240.0]])
LINE = np.array([[290.0, 140.0], [50.0, 140.0]])
OUT = np.array([[0.0, -10.0], [-14.0, 6.0], [14.0, 6.0]])  # from a corner to its letter
ASIDE = np.array([[14.0, 0.0], [-14.0, 0.0]])
SHARES = (0.9, 0.7, 0.5, 0.25, 0.1)  # of the true class, on lines of equal loss
ABOVE = (0.03, 0.1, 0.3, 0.7, 1.5)  # the least loss, where labels are soft
CELLS = 81
BRIEF = 26.0  # units: the shortest arrow that shows its head


@dataclass(frozen=True)
class Level:
    """A line of equal loss, and where it says how much."""

    path: str
    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Corner:
    """A class, in its corner."""

    text: str
    x: float
    y: float
    letter_x: float
    letter_y: float
    anchor: str = "middle"


@dataclass(frozen=True)
class Simplex:
    """The picture in a box of 340 by 260; `held` says whether the point can be taken to any place in it."""

    outline: str
    corners: list[Corner]
    levels: list[Level]
    past: str
    future: str
    here: tuple[float, float]
    arrow: tuple[float, float]
    held: bool


def simplex(course: Array, here: int, labels: Array, letters: str) -> Simplex:
    """The picture for probabilities (n, K) of which row `here` is shown, those before passed, those after to come."""
    order = seen(course[here], labels)
    ends = LINE if len(labels) == 2 else TRIANGLE
    points = merged(course, order) @ ends
    named = [letters[i] for i in order[: len(ends)]]
    if len(labels) > 3:
        named.append(f"other {len(labels) - 2}")
    out = ASIDE if len(labels) == 2 else OUT
    corners = [Corner(name, *a.tolist(), *(a + b).tolist()) for name, a, b in zip(named, ends, out, strict=True)]
    if len(labels) > 3:
        corners[2] = replace(corners[2], letter_x=338.0, letter_y=258.0, anchor="end")
    after = points[min(here + 1, len(points) - 1)]
    return Simplex(
        path(ends) + "Z", corners, levels(labels, order), path(points[: here + 1]), path(points[here:]),
        rounded(points[here]), arrow(points[here], after), len(labels) <= 3,
    )  # fmt: skip


def seen(p: Array, labels: Array) -> list[int]:
    """Which classes have corners: all of up to three in their order, else the true one and its strongest rival."""
    if len(p) <= 3:
        return list(range(len(p)))
    true = int(np.argmax(labels))
    rival = max((i for i in range(len(p)) if i != true), key=lambda i: float(p[i]))
    return [true, rival]


def merged(course: Array, order: list[int]) -> Array:
    """The probabilities of these classes, and of all others together."""
    kept = course[:, order]
    others = np.delete(course, order, axis=1)
    return kept if not others.size else np.column_stack([kept, others.sum(axis=1)])


def arrow(start: Array, end: Array) -> tuple[float, float]:
    """Where the arrow to the next point ends; a short one is drawn longer, as it tells a direction."""
    way = end - start
    size = float(np.hypot(*way))
    return rounded(start + way * max(1.0, BRIEF / size) if size > 1e-9 else start)


def path(points: Array) -> str:
    """A line through points `(n, 2)`."""
    return "M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in points.tolist())


def rounded(point: Array) -> tuple[float, float]:
    """A place in tenths of a unit."""
    x, y = point.round(1).tolist()
    return x, y


def levels(labels: Array, order: list[int]) -> list[Level]:
    """Lines of equal loss: straight ones beside a one-hot label, curves beside a soft one."""
    if labels.max() > 1 - 1e-9:
        true = order.index(int(np.argmax(labels)))
        return [ruled(true, share, len(order) == 2 and len(labels) == 2) for share in SHARES]
    return curved(tuple(labels.tolist())) if len(labels) == 3 else []


def ruled(true: int, share: float, line: bool) -> Level:
    """All answers that give the true class the same share."""
    text = decimal(float(divergence([share, 1 - share], [1.0, 0.0])))
    if line:
        x, y = (share * LINE[true] + (1 - share) * LINE[1 - true]).tolist()
        return Level(f"M{x:.4g} {y - 9:.4g}V{y + 9:.4g}", text, round(x, 1), y + 26, "middle")
    others = [i for i in range(3) if i != true]
    ends = share * TRIANGLE[true] + (1 - share) * TRIANGLE[others]
    side = {0: 1, 1: 0, 2: 0}[true]  # the end that lies on an edge with room for a number
    left = true == 1
    x, y = ends[side].tolist()
    return Level(path(ends), text, round(x + (-10 if left else 10), 1), round(y, 1), "end" if left else "start")


@lru_cache(maxsize=64)
def curved(labels: tuple[float, ...]) -> list[Level]:
    """Lines of equal loss round the labels, found on the square (s, t) that p = (s, (1-s) t, (1-s)(1-t)) folds up."""
    s = t = (1 - np.cos(np.linspace(0.02, np.pi - 0.02, CELLS))) / 2  # dense where the loss is steep
    square = np.stack(np.meshgrid(s, t), axis=-1)
    losses = divergence(unfolded(square), labels)
    least = float(divergence(labels, labels))
    found = []
    for more in ABOVE:
        for line in contour_generator(s, t, losses).lines(least + more):
            points = unfolded(np.asarray(line)) @ TRIANGLE
            x, y = points[np.argmax(points[:, 1])].tolist()
            found.append(Level(path(points), decimal(least + more), round(x, 1), round(y, 1), "middle"))
    return found


def unfolded(square: Array) -> Array:
    """(s, t) as three probabilities."""
    s, t = square[..., 0], square[..., 1]
    return np.stack([s, (1 - s) * t, (1 - s) * (1 - t)], axis=-1)
