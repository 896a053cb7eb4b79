"""Rows of numbers in a query: `w=1,-1&w=0.5,0.5`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from ...core.activations.base import Array
from ...core.catalogue import NotationError, number, read_number
from ..http.numbers import FURTHEST

DIGITS = 10  # what is worked out is written with so many, so that 1.4999999999999998 stays 1.5
LONGEST_ROW = 10


class Numbers:
    """A few numbers, written with commas; equal to another of the same numbers."""

    def __init__(self, values: Iterable[float]) -> None:
        self.values = tuple(values)

    def __str__(self) -> str:
        return ",".join(map(number, self.values))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Numbers) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read from text; numbers that are read already stay as they are."""
        return no_info_plain_validator_function(read_row)


Rows = tuple[Numbers, ...]


def read_row(value: Any) -> Numbers:
    """The numbers that a text writes."""
    if isinstance(value, Numbers):
        return value
    parts = str(value).split(",", LONGEST_ROW)
    try:
        numbers = [read_number(part.strip(), "each number") for part in parts]
    except NotationError as error:
        raise fault(str(error)) from None
    if len(numbers) > LONGEST_ROW:
        raise fault(f"a row takes at most {LONGEST_ROW} numbers")
    far = [one for one in numbers if abs(one) > FURTHEST]
    if far:
        raise fault(f"each number must lie in [-1e6, 1e6], got {far[0]:g}")
    return Numbers(numbers)


def fault(sentence: str) -> PydanticCustomError:
    """What is wrong with a row."""
    return PydanticCustomError("rule", "{sentence}", {"sentence": sentence})


def flat(rows: Rows) -> list[float]:
    """All numbers, row by row."""
    return [value for row in rows for value in row.values]


def written(array: Array) -> Rows:
    """A vector as one row, a matrix as its rows, with ten digits."""
    lines = np.atleast_2d(array).tolist()
    return tuple(Numbers(float(f"{value:.{DIGITS}g}") + 0.0 for value in line) for line in lines)
