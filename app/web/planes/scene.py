"""What is worked out for a state: the runs over the plane, and at each step the batch, its loss and the residuals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from ...core.data import DataSet
from ...core.data.batches import Picks
from ...core.descent.outcomes import TOO_HIGH
from ...core.models import LinearRegression
from ...core.models.fits import Plan, fit
from ...core.models.planes import LossBowl, bowls_of, common_pull, residuals
from ...core.numbers import Array
from ...core.optimizers import Optimizer
from ..regressions.asked import Runner
from ..regressions.names import names_of_fits
from .query import PlaneQuery
from .rows import points_of

BARS = 24  # of the residuals
REACHES = 2.0  # times the largest residual of the least loss: how far the bars reach
TINIEST = 1e-12  # of a loss: no run of which less is left of the start blows up for that
SMALLEST = 1e-9  # of the residuals of the start: what is smaller is rounding
LEAST_SQUARES = LinearRegression()


@dataclass(frozen=True)
class Track:
    """One run: its weights `(steps + 1, 2)` from the start on, the loss of all rows there, and each step's batch.

    `picks` are the rows of the step to come, `(steps + 1, batch)`, of the last one too, which is not made.
    """

    optimizer: Optimizer
    weights: Array
    losses: Array
    picks: Picks

    @property
    def uphill(self) -> int:
        """How many of its steps have raised the loss of all rows."""
        return int((self.losses[1:] > self.losses[:-1]).sum())

    @property
    def broke(self) -> int | None:
        """The step at which it has blown up, if it has."""
        high = np.flatnonzero(~(self.losses <= TOO_HIGH * max(self.losses[0], TINIEST)))
        return int(high[0]) if len(high) else None


@dataclass(frozen=True)
class Brushed:
    """Rows that are looked at by themselves: which, and which way they would have the weights go."""

    rows: Picks
    way: Array


class PlaneScene:
    """The numbers behind the page; pictures and words are made of them."""

    def __init__(self, query: PlaneQuery) -> None:
        self.query, self.points = query, query.points
        self.bowl = self.points.bowl
        self.step = query.shown_step
        told = query.data, query.rows, bool(query.scaled), query.steps, query.seed
        self.tracks = [track(*told, *one) for one in zip(query.run, query.batch, strict=True)]

    @cached_property
    def names(self) -> list[str]:
        """What the runs are called."""
        both = zip(self.query.run, self.query.batch, strict=True)
        fits = [Runner(one, batch, batch * self.query.steps) for one, batch in both]
        return names_of_fits(fits, len(self.points.samples))

    @property
    def focused(self) -> Track:
        """The run whose batches are shown."""
        return self.tracks[self.query.focus]

    @property
    def here(self) -> Array:
        """Its weights at the step, `(2,)`."""
        found: Array = self.focused.weights[self.step]
        return found

    @property
    def batch(self) -> Picks:
        """The rows of its next step."""
        found: Picks = self.focused.picks[self.step]
        return found

    def bowls(self, first: int = 0, last: int | None = None) -> list[LossBowl]:
        """The loss of each of its batches, or of some of them."""
        picks = self.focused.picks[first:last]
        if self.whole:
            return [self.bowl] * len(picks)
        return bowls_of(self.points.samples, picks, self.bowl.best)

    @property
    def whole(self) -> bool:
        """Whether each of its batches is all rows."""
        return self.query.batch[self.query.focus] == len(self.points.samples)

    @cached_property
    def batch_bowl(self) -> LossBowl:
        """The loss of that of the next step."""
        return self.bowls(self.step, self.step + 1)[0]

    @cached_property
    def residuals(self) -> Array:
        """The residuals of all rows at each step of the run in focus, `(steps + 1, n)`."""
        with np.errstate(all="ignore"):
            return residuals(self.focused.weights, self.points.samples)

    @cached_property
    def edges(self) -> Array:
        """The edges of the bars, the same at all steps."""
        ends = residuals(np.array([self.bowl.best, (0.0, 0.0)]), self.points.samples)
        best, start = np.abs(ends).max(axis=1).tolist()
        far = REACHES * best if best > SMALLEST * start else start or 1.0
        return np.linspace(-far, far, BARS + 1)

    @cached_property
    def counts(self) -> Picks:
        """How many rows are in each bar at each step, `(steps + 1, bars)`; beyond is in the last of a side."""
        return np.stack([np.bincount(row, minlength=BARS) for row in self.bars])

    @cached_property
    def bars(self) -> Picks:
        """The bar of each row at each step."""
        return np.searchsorted(self.edges[1:-1], np.nan_to_num(self.residuals), side="right")

    def counted(self, rows: Picks) -> Picks:
        """How many of some rows are in each bar at the step."""
        return np.bincount(self.bars[self.step][rows], minlength=BARS)

    @cached_property
    def downhill(self) -> Array:
        """Which way all rows would have the weights go."""
        with np.errstate(all="ignore"):
            return common_pull(LEAST_SQUARES, self.here, self.points.samples)

    @cached_property
    def next_way(self) -> Array:
        """Which way the rows of the batch would."""
        with np.errstate(all="ignore"):
            return common_pull(LEAST_SQUARES, self.here, self.points.samples.at(self.batch))

    @cached_property
    def brushed(self) -> Brushed | None:
        """The rows in the brush; what lies beyond the bars belongs to their ends."""
        brush = self.query.brush
        if brush is None:
            return None
        low, high = brush
        now = np.clip(np.nan_to_num(self.residuals[self.step]), self.edges[0], self.edges[-1])
        rows = np.flatnonzero((now >= max(min(low, self.edges[-1]), self.edges[0])) & (now <= max(high, self.edges[0])))
        with np.errstate(all="ignore"):
            return Brushed(rows, common_pull(LEAST_SQUARES, self.here, self.points.samples.at(rows)))

    @property
    def turned(self) -> float | None:
        """The angle in degrees between the batch's way and that of all rows; None where there is no way."""
        return angle(self.next_way, self.downhill)


@lru_cache(maxsize=48)
def track(
    data: DataSet, own: str | None, scaled: bool, steps: int, seed: int, optimizer: Optimizer, batch: int
) -> Track:
    """One run, worked out once for all that is looked at in it."""
    points = points_of(data, own, scaled)
    samples, n = points.samples, len(points.samples)
    on = Plan(LEAST_SQUARES, samples, batch, steps, seeds=(seed,))
    weights = np.concatenate([on.start, *(one.weights[0] for one in fit(optimizer, on) if len(one.steps))])
    picks = on.orders()[0].take(steps + 1) if batch < n else np.broadcast_to(np.arange(n), (steps + 1, n))
    with np.errstate(all="ignore"):
        losses = np.nan_to_num(np.asarray(points.bowl.value(*weights.T)), nan=np.inf, posinf=np.inf)
    return Track(optimizer, weights, losses, picks)


def angle(one: Array, other: Array) -> float | None:
    """The angle between two ways, in degrees."""
    both = float(np.hypot(*one)) * float(np.hypot(*other))
    if not 0 < both < np.inf:
        return None
    return float(np.degrees(np.arccos(np.clip(one @ other / both, -1.0, 1.0))))


@lru_cache(maxsize=16)
def scene_of(query: PlaneQuery) -> PlaneScene:
    """What is worked out for a state."""
    return PlaneScene(query)
