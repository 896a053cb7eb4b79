"""The questions of the page on batches: a state each, and what it shows, in numbers from the core."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.numerals import decimal
from ...core.optimizers import OPTIMIZERS
from ...core.schedules import Constant, Cosine, InverseTime, StepDecay
from ..http.address import address
from ..page.widgets import Finding
from .comparison import Comparison
from .course import LAST_MARKS, Course
from .query import RegressionQuery

SaidOfFits = Callable[[RegressionQuery, Comparison, list[str]], Finding | None]


@dataclass(frozen=True)
class BatchQuestion:
    """A state of the page and what it shows; of fits that go on what is known of it, or None."""

    slug: str
    name: str
    title: str
    icon: str
    state: dict[str, Any]
    runs: tuple[str, ...]
    answer: SaidOfFits

    def query(self, view: str | None = None, predict: int = 0) -> RegressionQuery:
        """The state of the page that asks it; the first one is the page as it is found."""
        slug = None if self is BATCH_QUESTIONS[0] else self.slug
        told = {"run": tuple(map(OPTIMIZERS.read, self.runs))} if self.runs else {}
        return RegressionQuery.model_validate(
            {**self.state, **told, "question": slug, "view": view, "predict": predict}
        )


def so_many_times(more: float, less: float) -> str:
    """How many times as much."""
    ratio = more / less
    return f"{float(f'{ratio:.2g}'):,.0f}×" if 100 <= ratio < 1e7 else f"{decimal(ratio, 2)}×"


def samples_to_a_tenth(query: RegressionQuery, job: Comparison, names: list[str]) -> Finding | None:
    """How many rows the first and the last that come to a tenth of the loss of the start have looked at by then."""
    there = [(one.tenth, name) for one, name in zip(job.courses, names, strict=True) if one.tenth]
    if len(there) < 2:
        return None
    least, most = min(there), max(there)
    told = ", ".join(f"{name} {count:,}" for count, name in there)
    words = f"Samples looked at until a tenth of the loss is left: {told}.", after_one_pass(job, names)
    return Finding(so_many_times(most[0], least[0]), f"= {most[0]:,} / {least[0]:,} samples", words)


def after_one_pass(job: Comparison, names: list[str]) -> str:
    """What batch descent has made of one pass over all rows, and what is left of the loss then."""
    n, start = job.asked.n, job.courses[0].start if job.courses else 0.0
    for one, name in zip(job.courses, names, strict=True):
        if one.runner.batch == n and one.steps[1:2] == [1]:
            left = decimal(one.columns["excess"][1], 2)
            return f"After one pass over {n:,} rows {name} has made one step: {left} of {decimal(start, 2)} is left."
    return f"One pass over all rows is {n:,} samples."


def settled_at(course: Course) -> float:
    """The mean loss above the least over the last steps that are told."""
    return float(np.mean(course.columns["excess"][-LAST_MARKS:]))


def floors_beside_theory(query: RegressionQuery, job: Comparison, names: list[str]) -> Finding | None:
    """Where the noise of batches keeps each run, and what theory says of it, where it knows."""
    if not job.ended:
        return None
    ends = [settled_at(one) for one in job.courses]
    theory = [f" (theory {decimal(one.floor)})" if one.floor else "" for one in job.courses]
    told = "; ".join(f"{name} {decimal(end)}{known}" for name, end, known in zip(names, ends, theory, strict=True))
    words = (
        f"Loss above the least, mean of the last {LAST_MARKS} points: {told}.",
        "The floor falls in proportion to α, and it never goes away.",
    )
    return Finding(so_many_times(ends[0], ends[-1]), f"lower: {decimal(ends[0])} against {decimal(ends[-1])}", words)


def averaged_away(query: RegressionQuery, job: Comparison, names: list[str]) -> Finding | None:
    """By what momentum multiplies the floor at the same rate."""
    if not job.ended or len(job.courses) < 2:
        return None
    ends = [settled_at(one) for one in job.courses]
    told = "; ".join(f"{name} {decimal(end)}" for name, end in zip(names, ends, strict=True))
    higher = ends[1] > ends[0]
    words = (
        f"Loss above the least, mean of the last {LAST_MARKS} points: {told}.",
        "Momentum does not average the noise away: ρ makes each step 1 / (1 − ρ) times as long."
        if higher
        else f"{names[1]} ends no higher here.",
    )
    return Finding(so_many_times(ends[1], ends[0]), f"the floor of {names[0]}", words)


def seconds_to_a_tenth(course: Course) -> float | None:
    """How long its steps take here until a tenth of the loss is left, if it comes to that."""
    return course.tenth // course.runner.batch * course.step_seconds if course.tenth else None


def which_to_buy(query: RegressionQuery, job: Comparison, names: list[str]) -> Finding | None:
    """Which batch comes to a tenth first by the clock of this server."""
    there = [
        (seconds, one.runner.batch, name)
        for one, name in zip(job.courses, names, strict=True)
        if (seconds := seconds_to_a_tenth(one)) is not None
    ]
    if not there or not job.ended:
        return None
    told = "; ".join(f"{name} {decimal(seconds, 2)} s" for seconds, _, name in there)
    seconds, batch, name = min(there)
    words = (
        f"Seconds on this server until a tenth of the loss is left: {told}.",
        f"{name} is the first; on another machine it may be another.",
    )
    return Finding(f"{batch:,}", f"{'row' if batch == 1 else 'rows'} a step: {decimal(seconds, 2)} s", words)


def lowest_schedule(query: RegressionQuery, job: Comparison, names: list[str]) -> Finding | None:
    """Which schedule ends lowest, and how far above it the highest does."""
    if not job.ended:
        return None
    ends = sorted((one.columns["excess"][-1], name) for one, name in zip(job.courses, names, strict=True))
    (low, best), (high, worst) = ends[0], ends[-1]
    told = "; ".join(f"{name} {decimal(end)}" for end, name in ends)
    words = (
        f"Loss above the least after the last step: {told}.",
        "At a constant rate the noise keeps a floor; as the rate falls, the floor falls with it, if not too early.",
    )
    return Finding(so_many_times(high, low), f"{best} ends so much lower than {worst}", words)


BATCH_QUESTIONS = (
    BatchQuestion("samples", "Samples", "How many samples must each look at?", "samples", {}, (), samples_to_a_tenth),
    BatchQuestion("floor", "Floor", "Does it settle?", "noise",
                  {"batch": (1,), "samples": (200_000,)}, ("sgd(lr=0.01)", "sgd(lr=0.005)"), floors_beside_theory),
    BatchQuestion("momentum", "Momentum", "Does momentum average the noise away?", "momentum",
                  {"batch": (1,), "samples": (20_000,), "seeds": 20},
                  ("sgd(lr=0.005)", "momentum(lr=0.005,rho=0.9)", "momentum(lr=0.0005,rho=0.9)"), averaged_away),
    BatchQuestion("seconds", "Seconds", "Which batch would you buy?", "clock",
                  {"batch": (1, 10, 100, 1_000, 1_000_000), "across": "seconds"},
                  ("sgd(lr=0.005)", "sgd(lr=0.03)", "sgd(lr=0.3)", "sgd(lr=0.9)", "sgd(lr=1)"), which_to_buy),
    BatchQuestion("schedule", "Schedule", "Which schedule ends lowest?", "schedule",
                  {"batch": (1,), "samples": (100_000,), "seeds": 5,
                   "schedule": (Constant(), InverseTime(decay=0.001), StepDecay(every=25_000, gamma=0.1), Cosine())},
                  ("sgd(lr=0.01)",) * 4, lowest_schedule),
)  # fmt: skip


def question_of(query: RegressionQuery) -> BatchQuestion:
    """The question that a state asks: by its slug, or the first."""
    return next((one for one in BATCH_QUESTIONS if one.slug == query.question), BATCH_QUESTIONS[0])


def batch_url(question: BatchQuestion, view: str | None = None, predict: int = 0) -> str:
    """The page that asks `question`, in the same view."""
    return address("/sgd", question.query(view, predict).query())
