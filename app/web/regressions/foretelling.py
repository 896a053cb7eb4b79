"""What may be predicted of fits: who comes to a tenth of the loss first, in samples or by the clock, or ends lowest."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...core.numerals import decimal
from ..page.foretold import NONE_OF_THEM, Foretold, Truth
from .comparison import Comparison
from .names import names_of_fits
from .query import RegressionQuery
from .questions import seconds_to_a_tenth, settled_at

ON_THEIR_WAY = Truth(None, "It is known when the runs have come so far.")


def foretold_fits(query: RegressionQuery, link: Callable[..., str], job: Comparison | None) -> Foretold:
    """The question that fits ask first; of fits that go on the answer is given when it is known."""
    names = names_of_fits(query.asked.runners, query.asked.n)
    each = {str(i): name for i, name in enumerate(names)}
    some = {**each, **NONE_OF_THEM}
    if query.question == "seconds":
        return Foretold(query, link, "Which is first at a tenth of the loss?", some, lambda: by_the_clock(job, names))
    if query.question is not None and query.question != "samples":
        return Foretold(query, link, "Which ends lowest?", each, lambda: ends_lowest(job, names))
    asked = "Which needs the fewest samples to a tenth of the loss?"
    return Foretold(query, link, asked, some, lambda: by_samples(job, names))


def by_samples(job: Comparison | None, names: Sequence[str]) -> Truth:
    """Who comes to a tenth with the fewest samples: known once all others have looked at as many."""
    courses = job.courses if job else []
    there = [one.tenth for one in courses if one.tenth]
    least = min(there, default=None)
    seen = [one.over or bool(one.tenth) or one.steps[-1] * one.runner.batch >= (least or 0) for one in courses]
    if job is None or not (job.ended or (least and all(seen))):
        return ON_THEIR_WAY
    return fewest([one.tenth for one in courses], names, lambda count: f"with {count:,.0f} samples")


def by_the_clock(job: Comparison | None, names: Sequence[str]) -> Truth:
    """Who comes to a tenth first in seconds, as they are measured here."""
    if job is None or not job.ended:
        return ON_THEIR_WAY
    counts = [seconds_to_a_tenth(one) for one in job.courses]
    return fewest(counts, names, lambda seconds: f"after {decimal(seconds, 2)} s on this server")


def fewest(counts: Sequence[float | None], names: Sequence[str], told: Callable[[float], str]) -> Truth:
    """Whose count is the least, if anybody has one."""
    there = [count for count in counts if count]
    if not there:
        return Truth(frozenset(NONE_OF_THEM), "none of them gets there.")
    right = [i for i, count in enumerate(counts) if count == min(there)]
    return Truth(frozenset(map(str, right)), f"{names[right[0]]} is there first, {told(min(there))}.")


def ends_lowest(job: Comparison | None, names: Sequence[str]) -> Truth:
    """Whose loss is the lowest at last, among those that have not blown up."""
    if job is None or not job.ended:
        return ON_THEIR_WAY
    ends = {i: settled_at(one) for i, one in enumerate(job.courses) if one.ending().outcome != "diverged"}
    if not ends:
        return Truth(frozenset(), "all of them blow up.")
    best = min(ends, key=ends.__getitem__)
    return Truth(frozenset({str(best)}), f"{names[best]} ends lowest, {decimal(ends[best])} above the least loss.")
