"""The moving parts of a landscape: paths up to now and beyond, their marks, and names that stand free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.core.descent.walk import Run
from app.web.surfaces.window import HEIGHT, WIDTH, Window

MARKS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765)  # time, seen as spacing
MOST_POINTS = 500  # of a path in the first picture
LETTER, LINE = 8.6, 20.0  # units: a letter of a name, a line of text
AWAY = 13.0  # units between a point and its name
ROUND = ((1, 0), (1, 1), (1, -1), (-1, 0), (-1, 1), (-1, -1), (0, 1), (0, -1))  # right first, then left, below, above


@dataclass(frozen=True)
class Name:
    """Where a name stands, and which end of it: `start`, `middle` or `end`."""

    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Path:
    """One run: what it did up to now, what it will do, marks at Fibonacci steps, and where it is.

    `x` and `y` are in units of the picture. Outside it, they lie on its edge and `turn` is the direction in degrees in
    which the point really is.
    """

    past: str
    future: str
    marks: list[tuple[float, float]]
    x: float
    y: float
    turn: float | None
    name: Name


def paths(
    shown: Window, runs: Sequence[Run], names: Sequence[str], step: int, taken: Sequence[tuple[float, float]]
) -> list[Path]:
    """The picture of a race at one step; `taken` are points no name may cover."""
    here = [point(shown, run, step) for run in runs]
    busy = [*taken, *((x, y) for x, y, _ in here)]
    boxes: list[tuple[float, float, float, float]] = []
    found = []
    for run, name, (x, y, turn) in zip(runs, names, here, strict=True):
        label = free(x, y, LETTER * len(name), busy, boxes)
        found.append(Path(*lines(shown, run, step), marks(shown, run, step), x, y, turn, label))
    return found


def point(shown: Window, run: Run, step: int) -> tuple[float, float, float | None]:
    """Where a run is at a step, or at its end; outside the picture, the place on its edge and the way to go."""
    k = min(step, len(run.x) - 1)
    x, y = float(shown.across(run.x[k])), float(shown.down(run.y[k]))
    if shown.inside(float(run.x[k]), float(run.y[k])):
        return round(x, 1), round(y, 1), None
    turn = float(np.degrees(np.arctan2(y - HEIGHT / 2, x - WIDTH / 2)))
    return float(np.clip(x, 8, WIDTH - 8)), float(np.clip(y, 8, HEIGHT - 8)), round(turn, 1)


def lines(shown: Window, run: Run, step: int) -> tuple[str, str]:
    """SVG path data up to the step and from it on."""
    k = min(step, len(run.x) - 1)
    pieces = []
    for first, last in ((0, k), (k, len(run.x) - 1)):
        kept = np.unique(np.linspace(first, last, min(last - first + 1, MOST_POINTS)).round().astype(int))
        pieces.append(shown.path(run.x[kept], run.y[kept]))
    return pieces[0], pieces[1]


def marks(shown: Window, run: Run, step: int) -> list[tuple[float, float]]:
    """The places of the Fibonacci steps so far that lie in the picture."""
    past = [k for k in MARKS if k < min(step, len(run.x) - 1)]
    seen = [k for k in past if shown.inside(float(run.x[k]), float(run.y[k]))]
    return [(round(float(shown.across(run.x[k])), 1), round(float(shown.down(run.y[k])), 1)) for k in seen]


def free(
    x: float,
    y: float,
    width: float,
    busy: Sequence[tuple[float, float]],
    boxes: list[tuple[float, float, float, float]],
) -> Name:
    """The first of eight places round a point where a name covers nothing; the box taken is added to `boxes`."""
    best: tuple[int, tuple[float, float, float, float], Name] | None = None
    for side, rise in ROUND:
        left = x + AWAY if side > 0 else x - AWAY - width if side < 0 else x - width / 2
        middle = y + rise * (AWAY + 5 if side == 0 else 12)
        box = (left, middle - LINE / 2, left + width, middle + LINE / 2)
        outside = box[0] < 4 or box[2] > WIDTH - 4 or box[1] < 4 or box[3] > HEIGHT - 4
        hits = sum(box[0] - 3 < a < box[2] + 3 and box[1] - 3 < d < box[3] + 3 for a, d in busy)
        hits += 4 * sum(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in boxes)
        place = Name(round(x + side * AWAY, 1), round(middle, 1), {1: "start", -1: "end", 0: "middle"}[side])
        if best is None or hits + 10 * outside < best[0]:
            best = hits + 10 * outside, box, place
    assert best is not None
    boxes.append(best[1])
    return best[2]
