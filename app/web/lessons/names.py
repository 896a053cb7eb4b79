"""The names of what moves in a lesson's picture: each beside its point, from the highest to the lowest in their order.

They keep clear of the texts that stand and of all lines, also as far as these come until the names are placed anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ...core.numbers import Array
from ..figures.paths import MARKS, Moving, spot
from ..figures.places import LINE, Place
from .labels import LEADING, ON_TEXT, Labels, dense_points
from .tries import ALONE_COSTS, CLOSE_BY, DOWNWARD, boxes_close_by

ANEW = (0, *MARKS)  # steps at which names are placed anew, beside those at which points have passed each other
ON_TOP = 12.0  # px from a point from which on a name is over it
PASSED = 4.0  # px by which a point is past another
COLUMN = 40.0  # px between points whose names are read from the top down
OUT_OF_ORDER = 100.0  # what this costs, where a point of a line that is covered costs 1
BEYOND_A_LINE = 25.0 * (abs(DOWNWARD) > LINE + 1)  # what it costs to be farther from the point
ON_BARS = 40.0  # what it costs to stand beside the end of a bar, and not over it
KEPT_ON = 64  # ways of placing the names so far that are gone on with


@dataclass
class Names:
    """Where the names of lines stand."""

    labels: Labels  # those of the same picture
    lines: Sequence[Moving]

    def at(self, step: int, until: int) -> list[Place]:
        """Where each name stands at a step; it hangs beside its point as it does here up to another.

        Over bars that is where it is best in the end.
        """
        if self.on_bars:
            step = until = max(len(one.x) for one in self.lines) - 1
        here, later = (np.array([spot(self.labels.area, one, k) for one in self.lines]) for k in (step, until))
        passed = [points[steps <= until] for points, steps in self.ways_in_px]
        busy = np.concatenate([self.still.busy, here, later, *passed])
        wide = [one.room for one in self.lines]
        boxes = [[boxes_close_by(at, width) for at, width in zip(ends, wide, strict=True)] for ends in (here, later)]
        prices = [self.still.prices(now, ALONE_COSTS, busy) + self.still.prices(then, ALONE_COSTS + BEYOND_A_LINE, busy)
                  for now, then in zip(*boxes, strict=True)]  # fmt: skip
        for one, price in zip(self.lines, prices, strict=True):
            price += ON_BARS * bool(one.half) * (DOWNWARD > -ON_TOP)
        return [CLOSE_BY[k] for k in self.together(here, boxes, prices)]

    @property
    def on_bars(self) -> bool:
        """Whether these are names of bars."""
        return any(one.half for one in self.lines)

    def together(self, here: Array, boxes: list[list[Array]], prices: list[Array]) -> list[int]:
        """The place of each name that makes the best of all, from the top down."""
        order = np.argsort(here[:, 1], kind="stable").tolist()
        chosen, costs = np.empty((1, 0), dtype=int), np.zeros(1)
        for n, i in enumerate(order):
            whole = costs[:, None] + prices[i]
            for m, j in enumerate(order[:n]):
                met = sum(overlaps(ends[j], ends[i]) for ends in boxes) + out_of_order(here, j, i)
                whole = whole + met[chosen[:, m]]
            best = np.argsort(whole, axis=None, kind="stable")[:KEPT_ON]
            rows, places = np.unravel_index(best, whole.shape)
            chosen, costs = np.column_stack([chosen[rows], places]), whole[rows, places]
        return [int(chosen[0, order.index(i)]) for i in range(len(order))]

    def upto(self, step: int) -> dict[int, dict[int, Place]]:
        """Where they stand at a step and wherever they are placed anew: by the line's index, then by step."""
        steps = self.steps(step)
        found = {k: self.at(k, until) for k, until in zip(steps, [*steps[1:], steps[-1]], strict=True)}
        return {one.index: {k: found[k][i] for k in steps} for i, one in enumerate(self.lines)}

    def then(self, step: int) -> dict[int, Place]:
        """The same at that step alone."""
        until = min((k for k in self.steps(step) if k > step), default=step)
        return {one.index: place for one, place in zip(self.lines, self.at(step, until), strict=True)}

    def steps(self, step: int) -> list[int]:
        """A step, and those at which they are placed anew; over bars they stay where they were."""
        if self.on_bars:
            return [0]
        longest = max(len(one.x) for one in self.lines)
        return sorted({step, *(k for k in (*ANEW, *self.passings) if k < longest)})

    @cached_property
    def passings(self) -> list[int]:
        """The steps at which a point has passed another, up or down."""
        longest = max(len(one.y) for one in self.lines)
        up = [self.labels.area.y.share(one.y) * self.labels.area.size[1] for one in self.lines]
        heights = np.array([np.pad(one, (0, longest - len(one)), mode="edge") for one in up])
        found, k = list[int](), 0
        while k < longest:
            order = np.argsort(-heights[:, k], kind="stable")
            passed = (np.diff(heights[order, k:], axis=0) > PASSED).any(axis=0)
            if not passed.any():
                break
            k += int(np.argmax(passed))
            found.append(k)
        return found

    @cached_property
    def ways_in_px(self) -> list[tuple[Array, Array]]:
        """Of each line its points in px, and at which step each is come to."""
        return [dense_points(self.labels.area, one.x, one.y) for one in self.lines]

    @cached_property
    def still(self) -> Labels:
        """What stands in the picture without them, and what it covers."""
        shown, labels = self.labels.shown, self.labels
        without = replace(shown, lines=tuple(one for one in shown.lines if not one.moves or one.bar))
        return Labels(without, labels.sheet, labels.look, boxes=labels.boxes)


def out_of_order(here: Array, upper: int, lower: int) -> Array:
    """What it costs to name the upper of two points below the lower one, where they stand in one column, (k, k)."""
    (x, y), (other, down) = here[upper], here[lower]
    counts = abs(x - other) < COLUMN and down - y > 1.0
    return np.asarray(OUT_OF_ORDER * counts * ((y + DOWNWARD)[:, None] > (down + DOWNWARD)[None, :]))


def overlaps(some: Array, others: Array) -> Array:
    """What it costs that two texts lie on each other, by what they take (n, 4) and (k, 4), (n, k)."""
    (left, top, right, bottom), (a, b, c, d) = some.T[:, :, None], others.T[:, None, :]
    return np.asarray(ON_TEXT * ((left < c) & (right > a) & (top < d - LEADING) & (bottom > b + LEADING)))
