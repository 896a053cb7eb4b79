"""The four panels in words: what is counted, who wins and by how much, and the whole in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...core.descent.contests import (
    LONGEST,
    NOISE,
    RAVINE,
    SADDLE,
    STEPS,
    TRAP,
    Contest,
    Result,
    Setting,
    cloud,
    hilltop,
    path,
)
from ...core.descent.walk import Array
from ...core.numerals import MINUS, decimal
from ..page.foretold import Truth

WAIT = f"{LONGEST:,}".replace(",", "\N{NO-BREAK SPACE}")
RULE = "A panel is won in the deeper valley, in fewer steps or on the lower floor of noise. Level means within a tenth."
COUNTS = {"1": "One", "2": "Two", "3": "Three", "4": "All four", "0": "None"}  # of panels, as they may be predicted
NAMES = {"sgd": "SGD", "momentum": "Momentum"}


@dataclass(frozen=True)
class Words:
    """What a panel is called, its function, what its numbers count, and the same at one step."""

    title: str
    formula: str
    counts: str
    here: str


WORDS = {
    TRAP.key: Words("Local minima", "(x² − 1)² + 0.3x", f"x after {WAIT} steps, from x = 2", "x"),
    SADDLE.key: Words(
        "Saddle points", "½x² + ¼y⁴ − ½y²", "steps until |y| = 1, counted on the plain saddle ½x² − ½y²", "|y|"
    ),
    RAVINE.key: Words(
        "Poor conditioning", "½x² + 50y²", "steps until first within a millionth of the distance at the start",
        "distance",
    ),
    NOISE.key: Words(
        "Gradient noise", "½x², noise σ = 1", "loss where the mean settles, by theory; bands hold half of 400 runs",
        "mean loss",
    ),
}  # fmt: skip


def told(contest: Contest, result: Result) -> str:
    """What one method came to."""
    if result.value is None:
        return "blows up" if result.blew_up else f"> {WAIT}"
    if contest.panel is TRAP:
        return f"{result.value:.3f}".replace("-", MINUS)
    return decimal(result.value) if contest.panel is NOISE else str(int(result.value))


def verdict(contest: Contest) -> str:
    """Who wins, and by how much."""
    lost = [name for name, one in zip(NAMES.values(), contest.results, strict=True) if one.blew_up]
    if len(lost) == 2:
        return "Both blow up."
    if contest.panel is TRAP and not lost:
        return valleys(contest)
    if contest.winner is None:
        return "Level." if contest.results[0].value is not None else f"Neither is there by step {WAIT}."
    name, times = NAMES[contest.winner], ratio(contest)
    if times is None:
        return f"{lost[0]} blows up." if lost else f"Only {name} is there by step {WAIT}."
    return f"{name}’s floor is {times}× lower." if contest.panel is NOISE else f"{name} is {times}× as fast."


def ratio(contest: Contest) -> str | None:
    """How many times the larger number is the smaller, to two digits."""
    values = [result.value for result in contest.results]
    low, high = min(values, key=lambda v: v or 0), max(values, key=lambda v: v or 0)
    return None if None in values or not low or not high else decimal(high / low, 2)


def valleys(contest: Contest) -> str:
    """Who ends in which valley."""
    top = hilltop(contest.panel.surface)
    deep = [name for name, one in zip(NAMES.values(), contest.results, strict=True) if (one.value or 0.0) < top]
    if len(deep) == 1:
        return f"{deep[0]} gets over the hill."
    return "Both get over the hill." if deep else "Both stay this side of the hill."


def score(contests: Sequence[Contest]) -> tuple[int, int, int]:
    """How many panels momentum wins, how many SGD, and how many are level."""
    won = [one.winner for one in contests]
    return won.count("momentum"), won.count("sgd"), won.count(None)


def scored(contests: Sequence[Contest]) -> str:
    """The score in a sentence."""
    momentum, sgd, level = score(contests)
    return f"Momentum wins {momentum} of four, SGD {sgd}" + (f", {level} level." if level else ".")


def truth(contests: Sequence[Contest]) -> Truth:
    """Of how many panels momentum wins, as it may be predicted."""
    momentum, _, _ = score(contests)
    return Truth(frozenset({str(momentum)}), scored(contests), STEPS)


def rates(contest: Contest) -> str:
    """Both learning rates, told once where they are the same."""
    ours, theirs = (decimal(one.lr) for one in contest.racers)
    return f"α = {ours}" if ours == theirs else f"α = {ours}, momentum {theirs}"


def lesson(setting: Setting) -> str:
    """Why, in one or two sentences."""
    if setting.rho == 0:
        return "With ρ = 0 momentum remembers nothing: it is SGD, and all four are level."
    times = decimal(1 / (1 - setting.rho))
    if setting.fair:
        return f"Momentum’s α is 1 / {times} of SGD’s, so on a slope both go equally fast. Level means within a tenth."
    return (
        f"On a slope momentum goes up to 1 / (1 − ρ) = {times} times as far: that wins races, and lifts the floor of "
        "noise. Level means within a tenth."
    )


def measured(contest: Contest) -> list[Array]:
    """What the table and the spoken line tell of each step, one array for each method."""
    if contest.panel is NOISE:
        return [cloud(contest.panel, one).mean for one in contest.racers]
    runs = [path(contest.panel, one) for one in contest.racers]
    if contest.panel is TRAP:
        return [run.x for run in runs]
    return [np.abs(run.y) if contest.panel is SADDLE else np.hypot(run.x, run.y) for run in runs]


def at(values: Array, step: int) -> str:
    """A number of a step, or a dash after a run has blown up."""
    return decimal(float(values[step])) if step < len(values) else "\N{EN DASH}"


def spoken(contests: Sequence[Contest], step: int) -> list[str]:
    """Where all four stand at a step."""
    found = []
    for one in contests:
        words, (sgd, momentum) = WORDS[one.panel.key], measured(one)
        found.append(f"{words.title}, {words.here}: SGD {at(sgd, step)}, momentum {at(momentum, step)}")
    return found


def unseen(contests: Sequence[Contest], setting: Setting) -> list[str]:
    """The page in sentences before anything is known of it."""
    head = f"SGD against SGD + momentum with ρ = {decimal(setting.rho)}. {RULE}"
    return [head, *(f"{WORDS[one.panel.key].title}, {rates(one)}: {WORDS[one.panel.key].counts}." for one in contests)]


def summary(contests: Sequence[Contest], setting: Setting) -> list[str]:
    """The page in sentences, headline first."""
    head = f"SGD against SGD + momentum with ρ = {decimal(setting.rho)}. {scored(contests)} {lesson(setting)}"
    found = [head]
    for one in contests:
        words, (sgd, momentum) = WORDS[one.panel.key], (told(one, result) for result in one.results)
        found.append(f"{words.title}, {rates(one)}: SGD {sgd}, momentum {momentum} ({words.counts}). {verdict(one)}")
    return found
