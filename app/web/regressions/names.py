"""What fits that are compared are called."""

from __future__ import annotations

from collections.abc import Sequence

from ..http.tables import distinct
from ..races.names import names_of
from .asked import Runner


def names_of_fits(runners: Sequence[Runner], n: int) -> list[str]:
    """The optimizer of each; how many of n rows a step looks at, and the schedule, where fits differ in them.

    The optimizers are told apart by their knobs where nothing else does it.
    """
    batches, schedules = [rows_told(one.batch, n) for one in runners], [type(one.schedule).title for one in runners]
    several = [many for many in (batches, schedules) if len(set(many)) > 1]
    if len(runners) == 1:
        several = [batches]
    kinds = [type(one.optimizer).title for one in runners]
    short = [", ".join(parts) for parts in zip(kinds, *several, strict=True)]
    if len(set(short)) == len(short):
        return short
    full = zip(names_of([one.optimizer for one in runners]), *several, strict=True)
    return list(distinct(", ".join(parts) for parts in full))


def rows_told(batch: int, n: int) -> str:
    """How many of n rows, in words."""
    return "all rows" if batch == n else "1 row" if batch == 1 else f"{batch:,} rows"
