"""One fit on its way: what it has come to at the steps that are told, and how it ends."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from ...core.catalogue import number
from ...core.descent.bands import quantiles
from ...core.descent.outcomes import TOO_HIGH, Outcome
from ...core.models.fits import Plan, Stretch, fit
from ...core.models.floors import noise_floor
from ...core.models.optimum import JUDGED
from ...core.models.prices import step_seconds
from ...core.numbers import Array
from ..races.scents import Scent
from .asked import Fits, Runner
from .rows import SharedRows

TENTH = 0.1  # of the loss above the least at the start
AT_REST = 1.5  # a fit whose loss is at most so many times its floor has come to it
LAST_MARKS = 16  # steps that are told, of which the one in the middle counts
AT_LEAST = 1e-9  # of that of the start, where there is no noise
JUDGED_AT_ONCE = 32_768  # rows that weights are judged on in one turn
LOGISTIC = 0.25  # the most that the logistic loss curves, along its score
COLUMNS = ("excess", "low", "high", "first")


@dataclass(frozen=True)
class FitEnding:
    """How a fit ended, where it did: `step` is where it blew up, and `reason` a sentence, where there is one to say."""

    outcome: Outcome
    reason: str | None
    step: int | None


class Course:
    """The fit of one runner, on rows that are there: `go` until it has `ended`.

    `steps` are told, from 0 on, with the columns of losses above the least: over all seeds the median, the quantiles of
    10 and 90 %, and the first seed's own.
    """

    def __init__(self, asked: Fits, runner: Runner, ground: SharedRows) -> None:
        self.runner, self._ground, self.least_squares, self.ended = runner, ground, asked.target == "number", False
        seeds = tuple(range(asked.seed, asked.seed + asked.runs_of(runner)))
        plan = (ground.samples, runner.batch, runner.steps, asked.looked_at, runner.schedule)
        self.plan = Plan(ground.model, *plan, seeds=seeds, known=ground.equations)
        self._marks = asked.shown.all(runner.steps)
        known = runner.optimizer, runner.schedule, ground.equations, runner.batch, asked.n
        self.floor = noise_floor(*known) if self.least_squares else None
        self.start = float(ground.optimum.excess(self.plan.start[:1])[0])
        self.steps: list[int] = [0]
        self.columns: dict[str, list[float]] = {name: [self.start] for name in COLUMNS}
        self.tenth: int | None = None
        self.scent: Scent | None = None
        self.seconds_a_step = asked.seconds(runner) / runner.steps  # of all seeds together, as is thought before
        self.step_seconds = np.inf
        self.priced = False
        self._at_once = JUDGED_AT_ONCE // (JUDGED * len(seeds)) if asked.target == "class" else len(self._marks)
        self._broke: int | None = None
        self._work = self._turns()

    @property
    def steepest(self) -> float:
        """The largest curvature of the loss on all rows, L; of classes the most that it can be anywhere."""
        return float(self._ground.equations.curvatures[-1]) * (1.0 if self.least_squares else LOGISTIC)

    def excess(self, weights: Array) -> Array:
        """How far the loss of weights `(..., p)` is above the least, `(...)`."""
        return self._ground.optimum.excess(weights)

    @property
    def told(self) -> int:
        """How many of its marks it has passed."""
        return len(self.steps) - 1

    @property
    def over(self) -> bool:
        """Whether it has passed all."""
        return self.ended or self.told == len(self._marks)

    @property
    def marks(self) -> list[int]:
        """The steps that will be told, if it does not blow up."""
        return [int(step) for step in self._marks]

    def go(self) -> None:
        """One turn of the work."""
        self.ended = self.ended or next(self._work, "over") == "over"

    def close(self) -> None:
        """Let go of the rows."""
        self._work.close()

    def ending(self) -> FitEnding:
        """What has become of it."""
        if self._broke is not None:
            return FitEnding(
                "diverged", self._too_fast() or f"the loss left every bound by step {self._broke}", self._broke
            )
        last = float(np.median(self.columns["excess"][-LAST_MARKS:]))
        if self.floor and last <= AT_REST * self.floor:
            return FitEnding("converged", f"the noise of its batches keeps it about {self.floor:.3g} above", None)
        if last <= AT_LEAST * self.start:
            return FitEnding("converged", "at the least loss", None)
        return FitEnding("running", None, None)

    def _too_fast(self) -> str | None:
        """That the rate is beyond what theory allows for least squares, where it is; in words."""
        optimizer = self.runner.optimizer
        most = optimizer.largest_stable_lr(self.steepest) if self.least_squares else None
        if most is None or optimizer.lr <= most:
            return None
        return f"lr {number(optimizer.lr)} > {optimizer.edge} = {most:.4g}"

    def _turns(self) -> Generator[None, None, None]:
        for seconds in step_seconds(self.runner.optimizer, self.plan):
            self.step_seconds = min(self.step_seconds, float(f"{seconds:.3g}"))
            yield
        self.priced = True
        for one in fit(self.runner.optimizer, self.plan):
            for first in range(0, max(1, len(one.steps)), max(1, self._at_once)):
                self._see(one, slice(first, first + max(1, self._at_once)))
                yield
                if self._broke is not None:
                    return

    def _see(self, one: Stretch, which: slice) -> None:
        """Judge the weights at some marks."""
        steps = one.steps[which]
        if not len(steps):
            return
        with np.errstate(all="ignore"):
            excess = self._ground.optimum.excess(one.weights[:, which])
            levels = self._levels(np.where(np.isnan(excess), np.inf, np.maximum(excess, 0.0)))
        fine = levels[0] <= TOO_HIGH * self.start
        if not fine.all():
            self._broke = int(steps[np.argmin(fine)])
            steps, levels = steps[: np.argmin(fine)], levels[:, : np.argmin(fine)]
        reached = np.flatnonzero(levels[0] <= TENTH * self.start)
        if self.tenth is None and len(reached):
            self.tenth = int(steps[reached[0]]) * self.runner.batch
        told = np.isin(steps, self._marks)
        self.steps += steps[told].tolist()
        for name, level in zip(COLUMNS, levels, strict=True):
            self.columns[name] += level[told].tolist()

    def _levels(self, excess: Array) -> Array:
        """The columns `(4, k)` of losses `(runs, k)`."""
        low, median, high = quantiles(excess.T)
        return np.stack([median, low, high, excess[0]])
