"""The names of what moves in a lesson's picture: each beside its point, from the highest to the lowest in their order.

They keep clear of the texts that stand and of all lines, also as far as these come until the names are placed anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ...core.numbers import Array
from ...lessons.pictures import Picture
from ..figures.paths import LETTER, LINE, MARKS, Moving, Place, spot
from .labels import LEADING, ON_TEXT, Labels, dense_points
from .tries import Standing, close_by

ANEW = (0, *MARKS)  # steps at which names are placed anew, beside those at which points have passed each other
PASSED = 4.0  # px by which a point is past another
COLUMN = 40.0  # px between points whose names are read from the top down
OUT_OF_ORDER = 100.0  # what this costs, where a point of a line that is covered costs 1
FAR_COSTS = 25.0  # what it costs to be more than a line away
KEPT_ON = 64  # ways of placing the names so far that are gone on with


@dataclass
class Names:
    """Where the names of lines stand."""

    labels: Labels  # those of the same picture
    lines: Sequence[Moving]

    def at(self, step: int, until: int) -> list[Place]:
        """Where each name stands at a step; it hangs beside its point as it does here up to another."""
        here, later = (np.array([spot(self.labels.area, one, k) for one in self.lines]) for k in (step, until))
        clear = Labels(self.still, self.labels.sheet, self.labels.look, boxes=list(self.labels.boxes))
        passed = [points[steps <= until] for points, steps in self.ways_in_px]
        clear.busy = np.concatenate([clear.busy, here, later, *passed])
        wide = [LETTER * len(one.name) for one in self.lines]
        tries = [[close_by((x, y), width) for width, (x, y) in zip(wide, ends.tolist(), strict=True)]
                 for ends in (here, later)]  # fmt: skip
        prices = [clear.prices(now) + clear.prices(then) + beyond_a_line(now) for now, then in zip(*tries, strict=True)]
        best = self.together(np.argsort(here[:, 1], kind="stable").tolist(), here, tries, prices)
        return [(*tries[0][i][k].shift, tries[0][i][k].anchor[0]) for i, k in enumerate(best)]

    def together(
        self, order: list[int], here: Array, tries: list[list[list[Standing]]], prices: list[Array]
    ) -> list[int]:
        """The place of each name that makes the best of all, from the top down."""
        chosen, costs = np.empty((1, 0), dtype=int), np.zeros(1)
        for n, i in enumerate(order):
            whole = costs[:, None] + prices[i]
            for m, j in enumerate(order[:n]):
                met = sum(overlaps(ends[j], ends[i]) for ends in tries) + self.ordered(here, j, i, tries[0])
                whole = whole + met[chosen[:, m]]
            best = np.argsort(whole, axis=None, kind="stable")[:KEPT_ON]
            rows, places = np.unravel_index(best, whole.shape)
            chosen, costs = np.column_stack([chosen[rows], places]), whole[rows, places]
        return [int(chosen[0, order.index(i)]) for i in range(len(order))]

    def ordered(self, here: Array, upper: int, lower: int, now: list[list[Standing]]) -> Array:
        """What it costs to name the upper of two points below the lower one, where they stand in one column."""
        (x, y), (other, down) = here[upper], here[lower]
        high, low = (middles(now[i]) for i in (upper, lower))
        counts = abs(x - other) < COLUMN and down - y > 1.0
        return np.asarray(OUT_OF_ORDER * counts * (high[:, None] > low[None, :]))

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
        """A step, and those at which they are placed anew."""
        longest = max((len(one.x) for one in self.lines), default=0)
        return sorted({step, *(k for k in (*ANEW, *self.passings()) if k < longest)})

    def passings(self) -> list[int]:
        """The steps at which a point has passed another, up or down."""
        longest = max((len(one.y) for one in self.lines), default=0)
        up = [self.labels.area.y.share(one.y) * self.labels.area.size[1] for one in self.lines]
        heights = np.array([np.pad(one, (0, longest - len(one)), mode="edge") for one in up])
        found, order = [], np.argsort(-heights[:, 0], kind="stable") if longest else np.empty(0, dtype=int)
        for k in range(longest):
            if (np.diff(heights[order, k]) > PASSED).any():
                order = np.argsort(-heights[:, k], kind="stable")
                found.append(k)
        return found

    @cached_property
    def ways_in_px(self) -> list[tuple[Array, Array]]:
        """Of each line its points in px, and at which step each is come to."""
        return [dense_points(self.labels.area, one.x, one.y) for one in self.lines]

    @cached_property
    def still(self) -> Picture:
        """The picture without them."""
        shown = self.labels.shown
        return replace(shown, lines=tuple(one for one in shown.lines if not one.moves))


def middles(tries: Sequence[Standing]) -> Array:
    """How far down each place is, (n,)."""
    return np.array([(one.box[1] + one.box[3]) / 2 for one in tries])


def beyond_a_line(tries: Sequence[Standing]) -> Array:
    """What it costs to be more than a line away, (n,)."""
    return FAR_COSTS * np.array([abs(one.shift[1]) > LINE + 1 for one in tries])


def overlaps(some: Sequence[Standing], others: Sequence[Standing]) -> Array:
    """What it costs that two texts lie on each other, (n, k)."""
    one, other = (np.array([each.box for each in tries]) for tries in (some, others))
    (left, top, right, bottom), (a, b, c, d) = one.T[:, :, None], other.T[:, None, :]
    return np.asarray(ON_TEXT * ((left < c) & (right > a) & (top < d - LEADING) & (bottom > b + LEADING)))
