"""One's own rows for a regression: a table as text or columns of numbers, and what is to be fitted to them."""

from __future__ import annotations

from typing import Annotated, Literal, NoReturn, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ...core.data import Samples
from ...core.data.base import with_intercept
from ...core.data.tables import LARGEST_CELL, LONGEST_TABLE, MOST_COLUMNS, MOST_ROWS, Table, TableError, read_table
from ...core.numbers import Array
from ...core.optimizers import SGD
from ...core.schedules import Constant
from ..entries import OptimizerField, ScheduleField
from ..http.numbers import JsonNumber, JsonWhole
from ..http.problems import INVALID, MISFIT, Fault, Kind, Problem, ProblemError
from .asked import MOST_RUNS, Fits, Runner, check_batches, check_marks, for_each
from .query import MOST_BATCH, MOST_EVERY, MOST_LOOKS, MOST_SEEDS

OWN = "own"  # what one's own rows are called
OWN_SECONDS = 5.0  # of work, which one worker does at a stretch
Batch = Annotated[JsonWhole, Field(ge=1, le=MOST_BATCH)]
Looks = Annotated[JsonWhole, Field(ge=1, le=MOST_LOOKS)]
Cell = Annotated[JsonNumber, Field(ge=-LARGEST_CELL, le=LARGEST_CELL)]
Column = Annotated[list[Cell], Field(min_length=2, max_length=MOST_ROWS)]
USUAL = SGD(lr=0.01)
EXAMPLE = "size,rent\n50,610\n62,720\n35,480\n80,905\n"


class RegressionBody(BaseModel):
    """Regressions on one's own rows, for POST /api/regressions."""

    model_config = ConfigDict(extra="forbid")

    table: Annotated[str, Field(max_length=LONGEST_TABLE)] | None = Field(
        default=None,
        description=f"The rows as CSV: a line a row, up to {MOST_ROWS} of them, columns divided by commas, semicolons "
        "or tabs, the target last; the first line may name the columns.",
        examples=[EXAMPLE],
        json_schema_extra={"format": "csv"},
    )
    columns: Annotated[dict[str, Column], Field(min_length=2, max_length=MOST_COLUMNS)] | None = Field(
        default=None, description="The rows column by column instead, the target last."
    )
    target: Literal["number", "class"] = Field(
        default="number",
        description="What the last column is: a number, for least squares, or a class, 0 or 1, for the logistic loss.",
        examples=["number"],
    )
    scaled: Literal[0, 1] = Field(
        default=1,
        description="1 takes from each feature its mean and divides it by its standard deviation, so that one rate "
        "suits all; 0 leaves them as they are. A weight of its own, the intercept, comes in any case.",
        examples=[1],
    )
    run: Annotated[list[OptimizerField], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=[USUAL],
        description="Optimizers in the notation.",
        examples=[["sgd(lr=0.1)"]],
        json_schema_extra={"default": [str(USUAL)]},
    )
    batch: Annotated[list[Batch], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=[1], description="How many rows a step looks at: one number, or one a run.", examples=[[1]]
    )
    samples: Annotated[list[Looks], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=[10_000], description="How many rows a run looks at in all.", examples=[[1_000]]
    )
    schedule: Annotated[list[ScheduleField], Field(min_length=1, max_length=MOST_RUNS)] = Field(
        default=[Constant()],
        description="What multiplies the rates: one schedule, or one a run.",
        examples=[["cosine"]],
        json_schema_extra={"default": [str(Constant())]},
    )
    seed: Annotated[JsonWhole, Field(ge=0, le=2**31 - 1)] = Field(
        default=0, description="Where the order of the rows comes from.", examples=[0]
    )
    seeds: Annotated[JsonWhole, Field(ge=1, le=MOST_SEEDS)] = Field(
        default=1, description="Over how many seeds the median and the band are taken.", examples=[3]
    )
    every: Annotated[JsonWhole, Field(ge=0, le=MOST_EVERY)] = Field(
        default=0, description="Of how many steps one is told; 0 tells 16 of each doubling.", examples=[0]
    )

    @model_validator(mode="after")
    def _fit(self) -> Self:
        if (self.table is None) == (self.columns is None):
            raise PydanticCustomError("misfit", "give the rows either as table or as columns", {"field": "table"})
        lengths = {name: len(column) for name, column in (self.columns or {}).items()}
        for name, length in lengths.items():
            if length != (first := next(iter(lengths.values()))):
                told = {"field": "columns", "name": name[:40], "length": length, "first": first}
                sentence = "columns must be equally long; the first has {first} numbers and {name} has {length}"
                raise PydanticCustomError("misfit", sentence, told)
        self._runners()
        return self

    def own_rows(self) -> Samples:
        """The rows, each ending in a 1. Raises ProblemError for what is no table of numbers, with line and column."""
        table = self._table()
        x, y = table.values[:, :-1], table.values[:, -1].copy()
        if self.target == "class" and not np.isin(y, (0.0, 1.0)).all():
            row = int(np.argmin(np.isin(y, (0.0, 1.0))))
            where = "columns" if self.table is None else "table"
            _no_table(where, f"row {row + 1} of {table.names[-1]!a:.42} is {y[row]:g}, and a class is 0 or 1", MISFIT)
        return with_intercept(Samples(standardized(x) if self.scaled else x, y))

    def asked(self, n: int, p: int) -> Fits:
        """What is to be worked out. Raises a validation error for batches of more rows than there are."""
        runners = self._runners()
        check_batches(tuple(one.batch for one in runners), n)
        asked = Fits(runners, self.target, n, p, self.seed, self.seeds, self.every)
        check_marks(asked)
        return asked

    def _runners(self) -> tuple[Runner, ...]:
        runs = len(self.run)
        batch = for_each("batch", tuple(self.batch), runs)
        samples = for_each("samples", tuple(self.samples), runs)
        schedule = for_each("schedule", tuple(self.schedule), runs)
        return tuple(Runner(*one) for one in zip(self.run, batch, samples, schedule, strict=True))

    def _table(self) -> Table:
        if self.columns is not None:
            return Table(tuple(self.columns), np.array([*self.columns.values()], dtype=np.float64).T)
        try:
            return read_table(self.table or "")
        except TableError as error:
            _no_table("table", str(error))


def standardized(x: Array) -> Array:
    """Columns of mean 0 and standard deviation 1; one that is everywhere the same becomes 0."""
    away = x - x.mean(axis=0)
    spread = away.std(axis=0)
    scaled: Array = away / np.where(spread > 0, spread, 1.0)
    return scaled


def _no_table(field: str, sentence: str, kind: Kind = INVALID) -> NoReturn:
    raise ProblemError(Problem(kind, sentence, (Fault(f"/body/{field}", sentence),)))
