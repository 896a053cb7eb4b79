"""Names beside lines that stand still: each at the place along its line where it covers least."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ...lessons.pictures import Line, Spot
from ..figures.area import Area, Words
from ..figures.axes import NAME, note
from ..figures.paths import LETTER, Box, free
from ..figures.style import Look
from .marks import role

ALONG = (0.94, 0.8, 0.65, 0.5, 0.35, 0.2, 0.08)  # shares of a line's visible points where its name is tried
SAMPLED = 80  # points of each line that a name is not to cover


def beside(area: Area, lines: Sequence[Line], spots: Sequence[Spot], look: Look) -> list[Words]:
    """One text a line."""
    seen = [visible(area, one) for one in lines]
    busy = [place for points in seen for place in points[:: max(1, len(points) // SAMPLED)]]
    busy += [area.px(spot.x, spot.y) for spot in spots]
    boxes: list[Box] = []
    return [
        label(area, one, points, busy, boxes, look)
        for one, points in zip(lines, seen, strict=True) if points
    ]  # fmt: skip


def visible(area: Area, one: Line) -> list[tuple[float, float]]:
    """The points of a line that are within the picture, in px."""
    across, down = area.x.share(one.x) * area.size[0], (1 - area.y.share(one.y)) * area.size[1]
    inside = (across >= 0) & (across <= area.size[0]) & (down >= 0) & (down <= area.size[1])
    return list(zip(across[inside].tolist(), down[inside].tolist(), strict=True))


def label(
    area: Area, one: Line, points: Sequence[tuple[float, float]], busy: Sequence[tuple[float, float]],
    boxes: list[Box], look: Look,
) -> Words:  # fmt: skip
    """The name of a line at the best of some places along it."""
    wide = LETTER * len(one.name)
    best = None
    for share in ALONG:
        at = points[min(len(points) - 1, int(share * len(points)))]
        tried = list(boxes)
        place = free(area.size, at, wide, busy, tried)
        box = tried[-1]
        hits = sum(box[0] < a < box[2] and box[1] < d < box[3] for a, d in busy)
        hits += 4 * sum(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in boxes)
        if best is None or hits < best[0]:
            best = hits, box, at, place
        if not hits:
            break
    assert best is not None
    _, box, at, (right, down, anchor) = best
    boxes.append(box)
    x, y = area.back(*at)
    x, y = (math.log10(v) if axis.log else v for v, axis in ((x, area.x), (y, area.y)))
    return note(look, one.name, float(np.float64(x)), float(np.float64(y)), xanchor=anchor, xshift=look.px(right),
                yshift=-look.px(down), size=NAME, weight=600, color=look.said(role(one.role).colour))  # fmt: skip
