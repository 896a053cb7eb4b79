"""The questions of the optimizers page: a state each, and what it shows, in numbers from the core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.curvature import stationary_variance
from ...core.descent.outcomes import steepest
from ...core.descent.walk import Run, race
from ...core.numerals import decimal, listed, plural
from ...core.optimizers import OPTIMIZERS, Momentum
from ...core.schedules import Constant, InverseTime
from ...core.surfaces import SURFACES
from ..http.address import address
from ..page.widgets import Finding
from .losses import banded
from .query import RaceQuery
from .words import how_clipped, told_of

Said = Callable[[RaceQuery, Sequence[Run], Sequence[str]], Finding | None]


@dataclass(frozen=True)
class RaceQuestion:
    """A state of the page and what it shows. `slug` is None for the plain race."""

    slug: str | None
    name: str
    title: str
    icon: str
    surface: str
    state: dict[str, Any]
    runs: tuple[str, ...]
    answer: Said
    calm: str = ""

    def headed(self, query: RaceQuery, first: Run) -> str:
        """The title over these runs: another one where what it asks about does not come to pass in the first."""
        return self.calm if self.calm and settles(query, first) else self.title

    def query(self, view: str | None = None, predict: int = 0) -> RaceQuery:
        """The state of the page that asks it, in a view, with something predicted first or not."""
        told = {"surface": SURFACES.read(self.surface), **self.state}
        if self.runs:
            told["run"] = tuple(map(OPTIMIZERS.read, self.runs))
        return RaceQuery.model_validate({**told, "question": self.slug, "view": view, "predict": predict})


def first_to_arrive(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding | None:
    """Who arrives first, and when."""
    there = [
        (run.ending.arrived, name) for run, name in zip(runs, names, strict=True) if run.ending.arrived is not None
    ]
    if not there:
        return None
    step, name = min(there)
    words = f"{name} arrives first: within 0.05 of the minimum, for good, after {step} steps."
    late = [name for run, name in zip(runs, names, strict=True) if run.ending.arrived is None]
    more = (f"{listed(late)} {'is' if len(late) == 1 else 'are'} not there by step {query.steps}.",) if late else ()
    return Finding(str(step), "steps", (words, *more), step)


def where_they_stop(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding:
    """On which side of the hill the first two end."""
    ends = [decimal(float(run.x[-1])) for run in runs[:2]]
    words = f"{names[0]} ends at x = {ends[0]}, the nearer valley."
    if len(runs) > 1:
        way = "rolls over the hill to" if runs[1].x[-1] < 0 < runs[0].x[-1] else "ends at"
        words = f"{names[0]} stops at x = {ends[0]}; {names[1]} {way} {ends[1]}."
    return Finding(ends[-1], "where the last one ends", (words, "With rho = 0.95 it falls back in: luck, not law."))


def steps_off_the_ridge(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding | None:
    """How many steps until |y| = 1."""
    counts = [off_the_ridge(run) for run in runs]
    told = ", ".join(f"{name} {'never' if n is None else n}" for name, n in zip(names, counts, strict=True))
    first = "never" if counts[0] is None else str(counts[0])
    words = f"Steps until |y| = 1: {told}.", "From y = 0 exactly, never: the slope there is zero, and it is no minimum."
    return Finding(first, "" if counts[0] is None else f"steps of {names[0]}", words, counts[0])


def off_the_ridge(run: Run) -> int | None:
    """The first step with |y| >= 1, if there is one."""
    return next(iter(np.flatnonzero(np.abs(run.y) >= 1).tolist()), None)


def steps_down_the_ravine(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding:
    """How many steps to arrive, by the rule of every race."""
    counts = [run.ending.arrived for run in runs]
    told = ", ".join(f"{name} {'more' if n is None else n}" for name, n in zip(names, counts, strict=True))
    kappa = decimal(query.surface.settings().get("kappa", 1.0))
    words = (
        f"Steps until within 0.05 of the minimum, for good: {told}.",
        f"The ravine is {kappa} times steeper across than along.",
    )
    first, last = counts[0], counts[-1]
    if len(runs) > 1 and first and last:
        return Finding(decimal(first / last, 2) + "×", f"as many steps for {names[0]}", words, max(first, last))
    return Finding("more" if first is None else str(first), f"steps of {names[0]}", words, first)


def settles(query: RaceQuery, run: Run) -> bool:
    """Whether a run stays within bounds: for gradient descent alone whether its rate is below 2 / L."""
    one, most = run.optimizer, steepest(query.surface)
    return one.lr * most <= 2 if most is not None and one.name == "sgd" else run.ending.step is None


def why_it_blows_up(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding | None:
    """By what the first run's step multiplies the distance across the valley."""
    one, most = runs[0].optimizer, steepest(query.surface)
    if most is None or one.name != "sgd":
        return None
    factor, lr, steep = (decimal(value, 4) for value in (1 - one.lr * most, one.lr, most))
    grows = not settles(query, runs[0])
    turns = ", and changes sides" if one.lr * most > 1 else ""
    words = (
        f"Across the valley the slope is L = {steep} times the distance, so each step multiplies the distance by "
        f"1 − α L = {factor}: it {'grows' if grows else 'shrinks'}{turns}.",
        f"Only for α below 2 / L = {decimal(2 / most, 4)} is this between −1 and 1.",
    )
    return Finding(factor, f"= 1 − {lr} · {steep}", words, 0)


def floor_of_noise(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding | None:
    """The mean loss at which noise keeps each run, by theory."""
    floors = []
    for run, name in zip(runs, names, strict=True):
        rho = run.optimizer.rho if isinstance(run.optimizer, Momentum) else 0.0
        variance = stationary_variance(run.optimizer.lr, rho, 1.0, query.noise)
        if variance is not None and run.optimizer.name in {"sgd", "momentum"}:
            floors.append((variance / 2, name))
    if not floors:
        return None
    told = ", ".join(f"{name} {decimal(floor)}" for floor, name in floors)
    return Finding(
        decimal(floors[-1][0] / floors[0][0]) + "×",
        f"the floor of {floors[0][1]}",
        (
            f"Mean loss along each axis in the end: {told}.",
            "Momentum does not average noise away: it takes longer steps.",
        ),
    )


def thrown_out(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding | None:
    """What becomes of the first run with its gradients clipped, and without."""
    held, name = runs[0].ending.arrived, names[0]
    (free,) = race((runs[0].optimizer,), query.model_copy(update={"clip_norm": 0.0, "clip_value": 0.0}).conditions)
    step = free.ending.step
    if step is None:
        return Finding(
            "no", f"need of clipping for {name}", (f"Without it {told_of(free, name)}",), free.ending.arrived
        )
    long, far = map(decimal, last_in_the_picture(query, free))
    thrown = f"{name} blows up at step {step}: on the wall its gradient is {long} long, and one step leads {far} away."
    if not query.clips:
        return Finding(f"step {step}", f"throws {name} out", (thrown, "Set clip ‖g‖ to 1, and it stays."), step)
    there = f"not there by step {query.steps}" if held is None else f"within 0.05 of the minimum from step {held} on"
    words = f"Unclipped, {thrown}", f"{how_clipped(query).strip()} {name} is {there}."
    return Finding("more" if held is None else str(held), "steps, clipped", words, held)


def last_in_the_picture(query: RaceQuery, free: Run) -> tuple[float, float]:
    """How long the gradient is where a run is seen last before it leaves the picture, and how far the step from there.

    The numbers of a run that never leaves it are those before its last step.
    """
    inside = [query.window.inside(x, y) for x, y in zip(free.x.tolist(), free.y.tolist(), strict=True)]
    left = next((k for k, seen in enumerate(inside) if not seen), len(inside))
    k = max(0, min(len(inside) - 2, left - 1))  # a run that begins beside the picture is seen last at its start
    x, y = free.x[k : k + 2], free.y[k : k + 2]
    return float(np.hypot(*query.surface.gradient(float(x[0]), float(y[0])))), float(np.hypot(x[1] - x[0], y[1] - y[0]))


def does_it_settle(query: RaceQuery, runs: Sequence[Run], names: Sequence[str]) -> Finding | None:
    """The loss about which noise keeps the first run in the end, under the schedule and at a constant rate."""
    if not query.noise:
        return None
    one, last, title = runs[0].optimizer, -max(1, query.steps // 4), type(query.schedule).title
    constant = query.model_copy(update={"schedule": Constant()})
    falls, stays = (float(banded(one, on)[1, last:].mean()) for on in (query, constant))
    told = f"{plural(query.seeds, 'seed')}, last quarter of the run"
    floor = f"At a constant rate {names[0]} stays about {decimal(stays)} above the minimum"
    if isinstance(query.schedule, Constant):
        words = (
            f"{floor} ({told}): noise keeps it at a distance that grows with α.",
            "Choose a schedule whose rate falls.",
        )
        return Finding(decimal(stays), f"the floor of {names[0]}", words)
    words = (
        f"{floor}, under {title} {decimal(falls)} ({told}).",
        "The floor falls with α, as long as α falls slowly enough.",
    )
    return Finding(f"{decimal(stays / falls, 2)}×", "lower floor", words)


RACE_QUESTIONS = (
    RaceQuestion(None, "Valley", "Four ways down. Who arrives first?", "valley", "beale", {}, (),
                 first_to_arrive),
    RaceQuestion("trap", "Local minimum", "Can momentum escape a trap?", "wells", "tilted_double_well(tilt=0.3)",
                 {"x": 2.0, "y": 1.0, "steps": 400}, ("sgd(lr=0.01)", "momentum(lr=0.01,rho=0.9)"), where_they_stop),
    RaceQuestion("saddle", "Saddle", "Is flat the same as finished?", "saddle", "saddle",
                 {"x": 1.0, "y": 1e-6, "steps": 200, "focus": 0},
                 ("sgd(lr=0.05)", "momentum(lr=0.05,rho=0.9)", "rmsprop(lr=0.1,alpha=0.9)", "adam(lr=0.1)"),
                 steps_off_the_ridge),
    RaceQuestion("ravine", "Poor conditioning", "How many steps down a ravine?", "ravine",
                 "quadratic(kappa=100)", {"x": 1.0, "y": 1.0, "steps": 400},
                 ("sgd(lr=0.01)", "momentum(lr=0.01,rho=0.9)"), steps_down_the_ravine),
    RaceQuestion("noise", "Noise", "Wait longer: does it settle?", "noise", "quadratic(kappa=1)",
                 {"x": -6.0, "y": 3.0, "steps": 400, "noise": 1.0, "seeds": 20},
                 ("sgd(lr=0.1)", "momentum(lr=0.1,rho=0.9)"), floor_of_noise),
    RaceQuestion("schedule", "Schedule", "Smaller steps: does it settle?", "schedule",
                 "quadratic(kappa=1)",
                 {"x": -6.0, "y": 3.0, "steps": 400, "noise": 1.0, "seeds": 20, "focus": 0,
                  "schedule": InverseTime(decay=0.1)},
                 ("sgd(lr=0.3)", "momentum(lr=0.1,rho=0.9)"), does_it_settle),
    RaceQuestion("cliff", "Cliff", "How do you survive a cliff?", "cliff", "beale",
                 {"x": 1.2, "y": 1.3, "clip_norm": 1.0}, ("sgd(lr=0.05)", "momentum(lr=0.05,rho=0.9)"), thrown_out),
)  # fmt: skip
WHY = RaceQuestion("edge", "The edge", "Why does it blow up?", "ravine", "quadratic(kappa=50)", {"steps": 150}, (),
                   why_it_blows_up, calm="Why does it not blow up?")  # fmt: skip


def asked(query: RaceQuery) -> RaceQuestion | None:
    """The question that a state asks: by its slug, or the plain race as it is found."""
    for question in (*RACE_QUESTIONS, WHY):
        same = query.surface.name == SURFACES.read(question.surface).name
        if question.slug == query.question and same:
            return question
    return None


def race_url(question: RaceQuestion, view: str | None = None, predict: int = 0) -> str:
    """The page that asks `question`, in the same view."""
    return address("/optimizers", question.query(view, predict).query())
