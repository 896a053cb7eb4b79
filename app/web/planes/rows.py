"""The rows behind a plane: a data set of two weights, or one's own points, which a link holds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from pydantic_core import PydanticCustomError

from ...core.catalogue import number
from ...core.data import DataSet, Samples
from ...core.data.base import with_intercept
from ...core.data.tables import TableError, read_table
from ...core.models.normal_equations import normal_equations
from ...core.models.planes import LossBowl, bowl_of
from ...core.numbers import Array

OWN_POINTS = "own"  # what one's own points are called
MOST_POINTS = 100  # of one's own: a page has many links, each with all of them
LONGEST_LINK = 2_000  # characters of them
MOST_SET = 400  # rows of a data set
FARTHEST_CELL = 1e5  # where weights still lie within what a picture shows
ELSEWHERE = "POST /api/regressions takes up to 10000 rows of ten features"
STANDARDIZED = "slope", "height"  # for a standard deviation of x, and at its mean
PLAIN_WEIGHTS = "slope", "intercept"
FEATURES = "weight 1", "weight 2"


@dataclass(frozen=True)
class PlaneRows:
    """Rows that two weights are fitted to: `columns` as they came, the target last; `samples` as the model has them.

    Of points (x, y) the model has x, less its mean and divided by its spread where that is wished, and a 1.
    """

    what: str
    names: tuple[str, str]  # of the weights
    heads: tuple[str, ...]  # of the columns
    columns: Array
    samples: Samples
    middle: float = 0.0
    spread: float = 1.0

    @property
    def flat(self) -> bool:
        """Whether each row is a point (x, y)."""
        return len(self.heads) == 2

    @property
    def text(self) -> str:
        """PlaneRows as a link says them, rounded if need be."""
        return as_link(np.array([[float(f"{value:.4g}") for value in row] for row in self.columns.tolist()]))

    @property
    def bowl(self) -> LossBowl:
        """The loss of all rows."""
        return bowl_of(normal_equations(self.samples))

    def heights(self, weights: Array, x: Array) -> Array:
        """Where the lines of weights `(..., 2)` are at some x `(m,)` as they came, `(..., m)`."""
        scaled = (x - self.middle) / self.spread
        return weights[..., :1] * scaled + weights[..., 1:]


def own_points(text: str) -> str:
    """One's own points as a link says them: a line each, or a blank between two. Raises a validation error."""
    lines = text.strip() if "\n" in text.strip() else "\n".join(text.split())
    try:
        table = read_table(lines)
    except TableError as error:
        raise no_rows(str(error)) from None
    rows, columns = table.values.shape
    if columns != 2:
        raise no_rows(f"rows must have two columns, x and the target y, got {columns}; {ELSEWHERE}")
    if rows > MOST_POINTS:
        raise no_rows(f"a link holds at most {MOST_POINTS} rows, got {rows}; {ELSEWHERE}")
    if (far := np.abs(table.values) > FARTHEST_CELL).any():
        line, column = np.argwhere(far)[0].tolist()
        found = number(float(table.values[line, column]))
        raise no_rows(f"row {line + 1}, column {column + 1} is {found}; it must lie within {FARTHEST_CELL:.0f} of 0")
    told = as_link(table.values)
    if len(told) > LONGEST_LINK:
        raise no_rows(f"a link holds at most {LONGEST_LINK} characters of rows, got {len(told)}; give fewer digits")
    return told


def no_rows(sentence: str) -> PydanticCustomError:
    """A validation error that says no more than a sentence."""
    return PydanticCustomError("rule", "{sentence}", {"sentence": sentence})


def as_link(points: Array) -> str:
    """PlaneRows as a link says them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in points.tolist())


def check_plane(data: DataSet) -> None:
    """Raise a validation error for a set whose loss is no bowl over two weights, or that has too many rows."""
    if data.target != "number" or data.features > 2:
        sentence = "data must have a number for its target and one or two features here, such as linear(n=40,d=1)"
        raise PydanticCustomError("misfit", sentence, {"field": "data"})
    if data.n > MOST_SET:
        told = {"field": "data", "most": MOST_SET, "n": int(data.n)}
        raise PydanticCustomError("budget", "n must be at most {most} here, got {n}", told)


@lru_cache(maxsize=32)
def points_of(data: DataSet, own: str | None, scaled: bool) -> PlaneRows:
    """The rows that a state is about."""
    if own is None and data.features == 2:
        rows = data.samples()
        columns = np.concatenate([rows.x, rows.y[:, None]], axis=1, dtype=np.float64)
        return PlaneRows(str(data), FEATURES, ("x1", "x2", "y"), columns, rows)
    if own is None:
        rows = data.samples()
        columns = np.stack([rows.x[:, 0].astype(np.float64), rows.y], axis=1)
    else:
        columns = np.array([[float(cell) for cell in pair.split(",")] for pair in own.split(" ")])
    x, y = columns.T
    middle, spread = (float(x.mean()), float(x.std()) or 1.0) if scaled else (0.0, 1.0)
    samples = with_intercept(Samples(((x - middle) / spread)[:, None], y.copy()))
    names = STANDARDIZED if scaled else PLAIN_WEIGHTS
    return PlaneRows(str(data) if own is None else OWN_POINTS, names, ("x", "y"), columns, samples, middle, spread)
