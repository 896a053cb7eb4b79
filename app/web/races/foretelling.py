"""What may be predicted of a race: who arrives first, who leaves a ridge first, or else who ends lowest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ...core.descent.outcomes import lowest_minima
from ...core.descent.walk import Run
from ...core.numerals import decimal, listed
from ..page.foretold import NONE_OF_THEM, Foretold, Truth
from .names import names_of
from .query import RaceQuery
from .questions import off_the_ridge


def foretold_race(query: RaceQuery, link: Callable[..., str], runs: Callable[[], Sequence[Run]]) -> Foretold:
    """The question that a race asks first; its runs are asked for when something is predicted."""
    names, last = names_of(query.run), query.steps
    each = {str(i): name for i, name in enumerate(names)}
    some = {**each, **NONE_OF_THEM}
    if query.question == "saddle":
        asked = "Which leaves the ridge first, to |y| = 1?"
        return Foretold(query, link, asked, some, lambda: soonest([off_the_ridge(one) for one in runs()], names, last))
    if lowest_minima(query.surface):
        asked = "Which arrives first?"
        return Foretold(query, link, asked, some, lambda: soonest([one.ending.arrived for one in runs()], names, last))
    asked = f"Which is lowest after {last} steps?"
    return Foretold(query, link, asked, each, lambda: lowest_at_last(runs(), names, last))


def soonest(counts: Sequence[int | None], names: Sequence[str], steps: int) -> Truth:
    """Whose count of steps is the least, if anybody has one; with the same one those who have it together."""
    found = [steps + 1 if count is None else count for count in counts]
    least = min(found)
    if least > steps:
        return Truth(frozenset(NONE_OF_THEM), f"none is there by step {steps}.", steps)
    right = [i for i, count in enumerate(found) if count == least]
    verb = "is" if len(right) == 1 else "are"
    told = f"{listed([names[i] for i in right])} {verb} first, after {least} steps."
    return Truth(frozenset(map(str, right)), told, least)


def lowest_at_last(runs: Sequence[Run], names: Sequence[str], steps: int) -> Truth:
    """Who ends lowest; of runs that have fallen off, who did so first, and of those that blew up none."""
    fallen = [run.ending.step or steps if run.value[-1] < run.value[0] else steps + 1 for run in runs]
    ends = [(k, float(np.nan_to_num(run.value[-1], nan=np.inf))) for k, run in zip(fallen, runs, strict=True)]
    right = [i for i, end in enumerate(ends) if end == min(ends)]
    verb, last = "is" if len(right) == 1 else "are", runs[right[0]]
    loss, step = decimal(float(last.value[-1])), len(last.value) - 1
    told = f"{listed([names[i] for i in right])} {verb} lowest, with a loss of {loss} at step {step}."
    return Truth(frozenset(map(str, right)), told, steps)
