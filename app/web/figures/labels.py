"""Direct labels: each name beside its curve, where there is most room.

Every curve is seen as points in pixels. A candidate is a box above or below one of these points; its price counts the
points of any curve that it would cover. Curves that run together get one label with all their names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

LETTER = 8.3  # px: mean width of a letter at 15 px semibold
HEIGHT = 19.0  # px of a line
GAP = 9.0  # px from the curve
TOGETHER = 2.5  # px: curves nearer than this look like one
APART = 12.0  # px: a curve that is somewhere this far from all others deserves a label of its own
SIDES = 6  # boxes tried at each point
EVERY = 3  # of the points that are seen: nearer ones hardly differ
MARGIN = 6.0  # px to keep free at the edges of the panel


@dataclass(frozen=True)
class Label:
    """A text centred at (x, y), in per cent of the panel, that belongs to curve number `curve`."""

    curve: int
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels that a label may not touch."""

    left: float
    top: float
    right: float
    bottom: float


def place(
    names: list[str], x: Points, curves: Points, width: float, height: float, taken: Sequence[Box]
) -> list[Label]:
    """Where the names go. `x` has shape (n,), `curves` (k, n), both in pixels of a panel width x height."""
    gaps = np.abs(curves[:, None, :] - curves[None, :, :])  # (k, k, n)
    gaps[np.arange(len(names)), np.arange(len(names))] = np.inf
    seen = (curves > 0) & (curves < height)
    room = np.where(seen, np.minimum(gaps.min(axis=1), height), 0.0)  # (k, n): how far the nearest other curve is
    boxes, labels, done = list(taken), [], set[int]()
    for one in range(len(names)):
        if one in done or not seen[one].any():
            continue
        places = np.flatnonzero(seen[one])[::EVERY]
        near = gaps[one][:, places] < TOGETHER
        near[one] = True
        groups = [[k for k, one_is_near in enumerate(row) if one_is_near] for row in near.T.tolist()]
        texts = [", ".join(names[k] for k in group) for group in groups]
        found = _boxes(x[places], curves[one, places], np.array([LETTER * len(text) / 2 for text in texts]))
        price = _prices(found, x, curves, (width, height), boxes)
        price += np.repeat([5.0 * (len(group) - 1) for group in groups] - np.minimum(room[one, places], 30) / 15, SIDES)
        best = int(np.argmin(price))
        if not np.isfinite(price[best]):
            continue
        left, top, right, bottom = (float(edge) for edge in found[:, best])
        boxes.append(Box(left, top, right, bottom))
        done |= {k for k in groups[best // SIDES] if room[k].max() < APART} | {one}
        labels.append(Label(one, texts[best // SIDES], 50 * (left + right) / width, 50 * (top + bottom) / height))
    return labels


def _boxes(x: Points, y: Points, half: Points) -> Points:
    """Six boxes round each point, above and below, centred and leaning either way: edges in rows, shape (4, 6 n)."""
    lean, side = np.array([0, 0, -0.9, -0.9, 0.9, 0.9]), np.array([-1, 1, -1, 1, -1, 1])
    gap = np.where(lean == 0, GAP, 0.6 * GAP)
    middle = x[:, None] + lean * half[:, None]
    top = y[:, None] + np.where(side < 0, -gap - HEIGHT, gap)
    return np.stack([middle - half[:, None], top, middle + half[:, None], top + HEIGHT]).reshape(4, -1)


def _prices(boxes: Points, x: Points, curves: Points, size: tuple[float, float], taken: list[Box]) -> Points:
    """How many curve points each box would cover, times four; infinite where it may not be."""
    left, top, right, bottom = boxes
    nodes, under = _below(left - 2, right + 2, x)
    heights = curves[:, nodes]  # (k, boxes, n): of evenly spaced points only those that a box can reach
    covered = under & (heights > top[:, None] - 1) & (heights < bottom[:, None] + 1)
    price = 4.0 * np.count_nonzero(covered, axis=(0, 2))
    bad = (left < MARGIN) | (right > size[0] - MARGIN) | (top < MARGIN) | (bottom > size[1] - MARGIN)
    for box in taken:
        bad |= (left < box.right) & (right > box.left) & (top < box.bottom) & (bottom > box.top)
    return np.where(bad, np.inf, price)


def _below(left: Points, right: Points, x: Points) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each interval the indices of the points of an even grid in it, and which of them are: both (boxes, n)."""
    gap, most = x[1] - x[0], len(x)
    first = np.clip(np.floor((left - x[0]) / gap) + 1, 0, most - 1).astype(np.intp)
    nodes = first[:, None] + np.arange(min(int(np.ceil((right - left).max() / gap)) + 1, most))
    kept = np.minimum(nodes, most - 1)
    return kept, (nodes < most) & (x[kept] > left[:, None]) & (x[kept] < right[:, None])
