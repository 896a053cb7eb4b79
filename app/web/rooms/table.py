"""A class's votes as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..http.tables import Cells, to_csv

VOTE_COLUMNS = ("given", "first", "first_sure", "first_right", "second", "second_sure", "second_right")
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # with which a spreadsheet takes a text for one


def as_table(questions: list[dict[str, Any]]) -> bytes:
    """A row for each answer, with the question it belongs to; what is not known is empty."""
    return to_csv(vote_rows(questions))


def vote_rows(questions: list[dict[str, Any]]) -> Iterator[Cells]:
    """The head, and a row for each answer."""
    yield ["question", "text", *VOTE_COLUMNS]
    for one in questions:
        for row in one["votes"]:
            yield [one["id"], untempting(one["text"]), *(shown(row[name]) for name in VOTE_COLUMNS)]


def untempting(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def shown(cell: Any) -> Any:
    """Yes and no as 1 and 0."""
    return "" if cell is None else int(cell) if isinstance(cell, bool) else cell
