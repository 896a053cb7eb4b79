"""What is to be worked out, whoever asks: fits side by side on the same rows, how far they go, and what that costs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from pydantic_core import PydanticCustomError

from ...core.data import DataSet
from ...core.models import LinearRegression, LogisticRegression, Model
from ...core.models.marks import Marks
from ...core.models.optimum import JUDGED
from ...core.models.ways import way_of, work
from ...core.optimizers import SGD, Optimizer
from ...core.schedules import Constant, Schedule

MOST_RUNS = 8
FEW_RUNS = 4
MOST_MARKS = 2_000  # steps that one answer tells of, of all runs together
TOLD_A_DOUBLING, FINE = (
    16,
    512,
)  # steps of each doubling that are told, and that are looked at for when a tenth is reached
SINGLE, MINI = 1, 32  # rows of a batch, where nobody says
USUAL_SAMPLES, USUAL_PASSES = {"number": 100_000, "class": 20_000}, 10  # a logistic step is not worked out in blocks
USUAL_RATES = {"number": {SINGLE: 0.005, MINI: 0.05}, "class": {SINGLE: 0.05, MINI: 0.5}}  # that suit the usual set
WHOLE_RATES = {"number": 1.0, "class": 4.0}
JUDGING = 1.5e-4, 3e-8  # seconds for a mark of a logistic regression, and for each of its rows and seeds
LARGE_SET, LARGEST_SET = 2_000_000, 22_000_000  # numbers of a data set, targets with them; 88 MB
LONG_FIT = 2.0  # seconds
Each = TypeVar("Each")
MODELS: dict[str, Model] = {"number": LinearRegression(), "class": LogisticRegression()}


class Runner(NamedTuple):
    """One fit, up to so many rows that it has looked at."""

    optimizer: Optimizer
    batch: int
    samples: int
    schedule: Schedule = Constant()

    @property
    def steps(self) -> int:
        """At least one."""
        return max(1, self.samples // self.batch)


@dataclass(frozen=True)
class Fits:
    """Fits of weights for `p` columns to `n` rows whose target is a number or a class."""

    runners: tuple[Runner, ...]
    target: str
    n: int
    p: int
    seed: int
    seeds: int
    every: int

    @property
    def model(self) -> Model:
        """Linear regression for numbers, logistic regression for classes."""
        return MODELS[self.target]

    @property
    def a_doubling(self) -> int:
        """How many steps of each doubling are told: all answers fit."""
        return TOLD_A_DOUBLING if len(self.runners) <= FEW_RUNS else TOLD_A_DOUBLING // 2

    @property
    def shown(self) -> Marks:
        """The steps that are told."""
        return Marks(self.every, self.a_doubling)

    @property
    def looked_at(self) -> Marks:
        """The steps at which losses are worked out: far more where that costs nothing."""
        return Marks(self.every, FINE if self.target == "number" else self.a_doubling)

    def runs_of(self, runner: Runner) -> int:
        """How many seeds of a fit differ: on all rows at once there is nothing to draw."""
        return 1 if runner.batch == self.n else self.seeds

    def seconds(self, runner: Runner, steps: int | None = None) -> float:
        """About how long a fit takes, or its first steps."""
        runs, count = self.runs_of(runner), runner.steps if steps is None else steps
        way = way_of(runner.optimizer, self.model, self.n, runner.batch, runs)
        took = work(way, self.p, count, runner.batch, runs)
        return took + (self.target == "class") * self.marks_in(count) * (JUDGING[0] + JUDGING[1] * JUDGED * runs)

    def marks_in(self, steps: int) -> int:
        """About how many marks there are in so many steps."""
        if self.every:
            return steps // self.every + 1
        return min(steps, self.a_doubling * max(2, steps.bit_length() + 1 - int(math.log2(self.a_doubling))))

    @cached_property
    def cost(self) -> float:
        """Seconds for all fits together."""
        return sum(map(self.seconds, self.runners))

    @property
    def large(self) -> bool:
        """Whether only few such may go on at once."""
        return self.n * (self.p + 1) > LARGE_SET or self.cost > LONG_FIT


def usual_runs(data: DataSet) -> tuple[Optimizer, ...]:
    """Plain descent on single rows, on some and on all, each at a rate that suits it."""
    return (*(SGD(lr=rate) for rate in USUAL_RATES[data.target].values()), SGD(lr=WHOLE_RATES[data.target]))


def usual_batches(runs: int, n: int, named: bool) -> tuple[int, ...]:
    """Those of the usual runs; single rows for whichever others are named."""
    return (SINGLE,) * runs if named else (SINGLE, min(MINI, n), n)


def usual_samples(batch: tuple[int, ...], data: DataSet) -> tuple[int, ...]:
    """Some ten thousand rows; where each step looks at all of them ten times all."""
    n = int(data.n)
    return tuple(USUAL_PASSES * n if one == n else max(one, min(n, USUAL_SAMPLES[data.target])) for one in batch)


def for_each(name: str, values: tuple[Each, ...], runs: int) -> tuple[Each, ...]:
    """One value a run: its own, or the one that serves all."""
    if len(values) not in {1, runs}:
        told = {"field": name, "count": len(values), "runs": runs}
        sentence = "{field} must be given once, or once for each of {runs} runs, got {count}"
        raise PydanticCustomError("misfit", sentence, told)
    return values * runs if len(values) == 1 else values


def check_batches(batch: tuple[int, ...], n: int) -> None:
    """Raise a validation error for a batch of more rows than there are."""
    if max(batch) > n:
        told = {"field": "batch", "most": n, "batch": max(batch)}
        raise PydanticCustomError("budget", "batch must be at most {most}, the number of rows, got {batch}", told)


def check_size(data: DataSet) -> None:
    """Raise a validation error for a set that takes more memory than there is for it."""
    most = LARGEST_SET // (data.features + 1)
    if data.n > most:
        told = {"field": "data", "most": most, "d": data.features, "n": int(data.n)}
        raise PydanticCustomError("budget", "n must be at most {most} for {d} features, got {n}", told)


def check_marks(asked: Fits) -> None:
    """Raise a validation error for what would be told of too many steps."""
    if asked.every and sum(asked.marks_in(one.steps) for one in asked.runners) > MOST_MARKS:
        least = -(-sum(one.steps for one in asked.runners) // MOST_MARKS)
        told = {"field": "every", "least": least, "most": MOST_MARKS, "every": asked.every}
        sentence = "every must be at least {least}, got {every}: an answer tells of at most {most} steps of all runs"
        raise PydanticCustomError("budget", sentence, told)


def too_long(asked: Fits, seconds: float) -> str | None:
    """The sentence about fits that would take longer than so many seconds."""
    if asked.cost <= seconds:
        return None
    one = max(asked.runners, key=asked.seconds)
    most = int(one.samples * seconds / asked.cost)
    return (
        f"samples must be at most {most} for {one.optimizer} on batches of {one.batch}, got {one.samples}: "
        f"all runs would take about {asked.cost:.0f} s, more than {seconds:g} s"
    )
