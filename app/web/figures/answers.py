"""A figure as an answer of the API: for Plotly, or as the picture itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from starlette.responses import Response

from app.web.figures.area import Figure
from app.web.figures.still import svg
from app.web.figures.style import Look
from app.web.figures.written import written
from app.web.http.answers import PLOTLY

SVG = "image/svg+xml"
OTHER_FORMS: dict[str, Any] = {
    "text/csv": {"schema": {"type": "string"}},
    PLOTLY: {"schema": {"type": "object"}},
    SVG: {"schema": {"type": "string"}},
}


class Asked(Protocol):
    """A query that says how its figure is to look."""

    @property
    def look(self) -> Look:
        """For which background, and for whom."""


Q = TypeVar("Q", bound=Asked)


def pictures(figure: Callable[[Q, Look], Figure]) -> dict[str, Callable[[Q], Response]]:
    """What writes the figure of a query, by the `format` that is asked for."""
    return {
        "plotly": lambda query: Response(written(figure(query, query.look)), media_type=PLOTLY),
        "svg": lambda query: Response(svg(figure(query, query.look)), media_type=SVG),
    }
