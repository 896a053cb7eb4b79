"""A figure as an answer of the API: for Plotly, or as the picture itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from .area import Figure
from .still import svg
from .style import Look
from .written import written


class Asked(Protocol):
    """A query that says how its figure is to look."""

    @property
    def look(self) -> Look:
        """For which background, and for whom."""


Q = TypeVar("Q", bound=Asked)


def pictures(figure: Callable[[Q, Look], Figure]) -> dict[str, Callable[[Q], bytes]]:
    """What writes the figure of a query, by the `format` that is asked for."""
    return {
        "plotly": lambda query: written(figure(query, query.look)),
        "svg": lambda query: svg(figure(query, query.look)).encode(),
    }
