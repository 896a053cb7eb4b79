"""Tables as CSV: whole where they surely fit into an answer, else in pieces, like whatever is long."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

import numpy as np
from fastapi import Request, Response
from starlette_compress import add_compress_type

from ...core.numbers import Array
from .answers import ANSWER_BYTES, CSV, Answer, to_json
from .desk import long, served
from .forms import Form
from .state import State

A = TypeVar("A", bound=Answer)
Cells = Iterable[object]
Turn = Callable[[], Awaitable[None]]
SOME = 64  # in one turn: about a quarter of a millisecond
NUMBER = 25  # the most bytes that a number takes, with its comma
add_compress_type("text/csv")


def to_csv(rows: Iterable[Cells]) -> bytes:
    """A table, its head first; what overflows is empty."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_shown(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _shown(cell: object) -> object:
    return "" if isinstance(cell, float) and not math.isfinite(cell) else cell


def in_cells(column: Array, count: int) -> list[str]:
    """So many cells of a column, empty where it has ended and where it overflows."""
    told = [repr(value) if finite else "" for value, finite in zip(column.tolist(), np.isfinite(column), strict=True)]
    return told + [""] * (count - len(told))


async def tabled(
    request: Request, query: State, numbers: int, rows: Callable[[], Iterable[Cells]], most: int, name: str
) -> Response:
    """A table of `numbers` that takes `most` bytes at the most."""
    if most <= ANSWER_BYTES:
        return await served(request, numbers, lambda: to_csv(rows()), CSV, name=name)
    return long(request, query, lambda turn: in_turns(rows(), turn), CSV, name)


async def either(
    request: Request, form: Form, answer: Callable[[], A], table: Callable[[A], Iterable[Cells]], name: str
) -> Response:
    """A short answer as JSON or as a table."""
    if form == "csv":
        return await served(request, 0, lambda: to_csv(table(answer())), CSV, name=name)
    return await served(request, 0, lambda: to_json(answer()))


async def in_turns(rows: Iterable[Cells], turn: Turn) -> AsyncGenerator[bytes, None]:
    """The table, some rows at a time."""
    left = iter(rows)
    while True:
        await turn()
        some = list(islice(left, SOME))
        if not some:
            return
        yield to_csv(some)


def distinct(names: Iterable[object]) -> Iterator[str]:
    """Names of which none is another's: the second `relu` is called `relu (2)`."""
    seen: Counter[object] = Counter()
    for name in names:
        seen[name] += 1
        yield f"{name} ({seen[name]})" if seen[name] > 1 else str(name)


def one_row(answer: Answer) -> list[Cells]:
    """An answer of single values as a table of one row."""
    told = answer.model_dump()
    return [[*told], [*told.values()]]
