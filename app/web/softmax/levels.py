"""Lines of equal loss in the triangle of answers: straight ones beside a one-hot label, curves beside a soft one.

The side of the triangle is 1; a place in it is the mean of the corners, weighted by the probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from contourpy import contour_generator

from ...core.activations.base import Array
from ...core.losses import CrossEntropy, divergence

TRIANGLE = np.array([[0.5, 0.75**0.5], [0.0, 0.0], [1.0, 0.0]])
SEGMENT = np.array([[1.0, 0.42], [0.0, 0.42]])
SHARES = (0.9, 0.7, 0.5, 0.25, 0.1)  # of the true class, on lines of equal loss
MORE = (0.03, 0.1, 0.3, 0.7, 1.5)  # the least loss, where labels are soft
FINENESS = 81


@dataclass(frozen=True)
class EqualLoss:
    """A line of equal loss (n, 2), where it says how much, and on which side of that place."""

    line: Array
    loss: float
    at: Array
    side: str


def equal_losses(found: CrossEntropy, order: list[int]) -> list[EqualLoss]:
    """Lines of equal loss: straight ones beside a one-hot label, curves beside a soft one."""
    labels, weighted, gamma = found.labels, found.weighted, found.gamma
    if labels.max() > 1 - 1e-9:
        true = order.index(int(np.argmax(labels)))
        costs = [divergence([share, 1 - share], [weighted.max(), 0.0], gamma).item() for share in SHARES]
        return [ruled(true, *one, len(labels) == 2) for one in zip(SHARES, costs, strict=True)]
    return curved(tuple(weighted.tolist()), gamma) if len(labels) == 3 else []


def ruled(true: int, share: float, loss: float, line: bool) -> EqualLoss:
    """All answers that give the true class the same share."""
    if line:
        at = share * SEGMENT[true] + (1 - share) * SEGMENT[1 - true]
        ends = at + np.array([[0.0, 0.0375], [0.0, -0.0375]])
        return EqualLoss(ends, loss, ends[1], "below")
    others = [i for i in range(3) if i != true]
    ends = share * TRIANGLE[true] + (1 - share) * TRIANGLE[others]
    place = {0: 1, 1: 0, 2: 0}[true]  # the end that lies on an edge with room for a number
    return EqualLoss(ends, loss, ends[place], "right" if true == 1 else "left")


@lru_cache(maxsize=64)
def curved(weighted: tuple[float, ...], gamma: float) -> list[EqualLoss]:
    """Lines of equal loss round the best answer, found on the square (s, t) that p = (s, (1-s) t, (1-s)(1-t)) folds up.

    The best answer is in proportion to the weighted labels; a focal loss has its own, which the square is asked for.
    """
    s = t = (1 - np.cos(np.linspace(0.02, np.pi - 0.02, FINENESS))) / 2  # dense where the loss is steep
    square = np.stack(np.meshgrid(s, t), axis=-1)
    losses = divergence(unfolded(square), weighted, gamma)
    least = float(losses.min()) if gamma else float(divergence(np.array(weighted) / sum(weighted), weighted))
    found = []
    for more in MORE:
        for line in contour_generator(s, t, losses).lines(least + more):
            points = unfolded(np.asarray(line)) @ TRIANGLE
            found.append(EqualLoss(points, least + more, points[np.argmin(points[:, 1])], "middle"))
    return found


def unfolded(square: Array) -> Array:
    """(s, t) as three probabilities."""
    s, t = square[..., 0], square[..., 1]
    return np.stack([s, (1 - s) * t, (1 - s) * (1 - t)], axis=-1)
