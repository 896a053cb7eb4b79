"""Tables that somebody brings: columns of numbers as text, read strictly, so that nothing is guessed or lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..numbers import Array
from ..spelling import NUMBER, quote
from .base import Samples

MOST_ROWS, MOST_COLUMNS = 10_000, 11  # ten features and the target
LARGEST_CELL = 1e15  # of a number: the squares of 10,000 such are far from the end of the floats
LONGEST_TABLE = 2_500_000  # characters: all of that with all digits
SEPARATORS = "\t;,"
EXAMPLE = "write a row on each line, the target last, such as 1.5, 2"

Cells = tuple[int, list[str]]


class TableError(ValueError):
    """Text that is no table of numbers; the message is a sentence that names line and column."""


@dataclass(frozen=True)
class Table:
    """Columns by name, the features and last the target; `values` is `(n, columns)`."""

    names: tuple[str, ...]
    values: Array

    @property
    def samples(self) -> Samples:
        """The rows for a model; each ends in a 1, whose weight is the intercept."""
        ones = np.ones((len(self.values), 1))
        return Samples(np.concatenate([self.values[:, :-1], ones], axis=1), self.values[:, -1].copy())


def read_table(text: str | bytes) -> Table:
    """The table that `text` writes, as UTF-8 where it is bytes: a line a row, the target last.

    Columns are divided by tabs, semicolons or commas, whichever of these the first line has; that line may hold names.
    Raises TableError.
    """
    (at, first), *rest = lines(decoded(text))
    if not 2 <= len(first) <= MOST_COLUMNS:
        raise TableError(f"line {at} has {columns(len(first))}; there must be 2 to {MOST_COLUMNS}, the target last")
    names = None if all(NUMBER.fullmatch(cell) for cell in first) else checked_names(at, first)
    rows = rest if names else [(at, first), *rest]
    if not 2 <= len(rows) <= MOST_ROWS:
        raise TableError(f"the table has {len(rows)} rows of numbers; there must be 2 to {MOST_ROWS}")
    values = np.array([list(read_row(*row, len(first))) for row in rows])
    return Table(names or (*(f"x{k}" for k in range(1, len(first))), "y"), values)


def decoded(text: str | bytes) -> str:
    """The text, which must not be longer than any table that is taken."""
    if len(text) > LONGEST_TABLE:
        raise TableError(f"the table is longer than {LONGEST_TABLE} characters; give at most {MOST_ROWS} rows of it")
    if isinstance(text, bytes):
        raw = text
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise TableError(f"line {line} is not UTF-8; save the table as CSV in UTF-8") from None
    return text.removeprefix("\ufeff")


def lines(text: str) -> list[Cells]:
    """The lines that are not empty, each with its number, from 1, and its cells."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((mark for mark in SEPARATORS if mark in head), ",")
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    found: list[Cells] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise TableError(f"line {reader.line_num} cannot be read as CSV: {error}") from None
    if not found:
        raise TableError(f"the table is empty; {EXAMPLE}")
    return found


def checked_names(at: int, cells: list[str]) -> tuple[str, ...]:
    """The names of the columns, if a first line that is not all numbers can be names."""
    numbers = [cell for cell in cells if NUMBER.fullmatch(cell)]
    if numbers:
        wrong = next(k for k, cell in enumerate(cells, 1) if not NUMBER.fullmatch(cell))
        raise TableError(f"line {at}, column {wrong} is {quote(cells[wrong - 1])}, which is no number like 1.5 or 1e-3")
    if len(set(cells)) < len(cells) or not all(cells):
        raise TableError(f"line {at} must name each column, and no two alike")
    return tuple(cells)


def columns(count: int) -> str:
    """How many columns, in words."""
    return "1 column" if count == 1 else f"{count} columns"


def read_row(at: int, cells: list[str], width: int) -> Iterator[float]:
    """The numbers of one line."""
    if len(cells) != width:
        raise TableError(f"line {at} has {columns(len(cells))}, the first line {width}")
    for column, cell in enumerate(cells, 1):
        if NUMBER.fullmatch(cell) is None:
            raise TableError(f"line {at}, column {column} is {quote(cell)}, which is no number like 1.5 or 1e-3")
        value = float(cell)
        if not abs(value) <= LARGEST_CELL:
            raise TableError(f"line {at}, column {column} is {quote(cell)}; it must lie within {LARGEST_CELL:g} of 0")
        yield value
