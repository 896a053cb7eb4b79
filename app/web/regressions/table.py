"""Regressions as a table: one row a step that is told of."""

from __future__ import annotations

from collections.abc import Iterator

from ..http.tables import Cells, distinct, to_csv
from .comparison import Comparison
from .course import COLUMNS

FITS_TABLE = (
    "A row for each step of each run that is told of; columns `number,run,batch,step,samples,seconds,excess,low,high,"
    "first,outcome`. `number` counts the runs from 0, and a second run that is the same is called ` (2)`, so that a "
    "pivot holds them apart."
)


def as_csv(job: Comparison) -> bytes:
    """The whole table of fits that are done."""
    return to_csv(table(job))


def table(job: Comparison) -> Iterator[Cells]:
    """Its head, and run by run its rows."""
    yield ["number", "run", "batch", "step", "samples", "seconds", *COLUMNS, "outcome"]
    names = [*distinct(str(one.runner.optimizer) for one in job.courses)]
    courses = zip(names, job.courses, job.columns(), job.endings(), strict=True)
    for number, (run, course, columns, ending) in enumerate(courses):
        for row in zip(*(columns[name] for name in ("steps", "samples", "seconds", *COLUMNS)), strict=True):
            yield [number, run, course.runner.batch, *row, ending["outcome"]]
