"""The activations page as it opens: with functions and slopes, or without slopes while one is to be predicted."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np
from fastapi import Request, Response

from ...core.activations.costs import Costs
from ...core.numerals import decimal
from ..figures.area import Figure
from ..figures.style import Look
from ..http.answers import LAB
from ..http.desk import FRESH, VOLATILE
from ..http.services import costs_known
from ..page.plots import Plot, plot
from ..page.render import show
from .figure import figure, titles
from .links import check_room
from .page import TABLE_ROWS, ActivationsPage, whole_of
from .parts import Row
from .query import ActivationsParameters, ActivationsQuery
from .words import file_of, read

SLOPES_FRAME = (-0.5, 1.5)  # of slopes that are not shown: the same whatever they are


class UnseenActivationsPage(ActivationsPage):
    """The page before anything is predicted: functions and their values, nothing that follows from their slopes."""

    def __init__(self, query: ActivationsQuery, costs: Costs | None = None) -> None:
        super().__init__(query, costs)
        self.csv = ""

    @cached_property
    def plot(self) -> Plot:
        """The figure without slopes, which no call answers."""
        made = unseen_slopes(self.state, Look("page", self.state.view == "projector"))
        file, whole = file_of(self.entries, self.state.question), self.link(**whole_of(self.state))
        return plot("plot", "Activation functions", made, "", file, whole=whole)

    @cached_property
    def rows(self) -> list[Row]:
        """The functions in their order."""
        return [replace(one, slope="?") for one in super().rows]

    @property
    def caption(self) -> str:
        """What can be done."""
        return "Drag the x handle or press the arrow keys. A slope says how much f grows for a little more x."

    @property
    def spoken(self) -> str:
        """What a screen reader says of the cursor."""
        return f"x = {self.flag.text}: " + "; ".join(f"{row.title} {row.value}" for row in self.rows)

    @cached_property
    def summary(self) -> list[str]:
        """The figure in a sentence."""
        ends = f"from x = {decimal(self.low)} to {decimal(self.high)}"
        return [f"Values of {', '.join(titles(self.entries))} {ends}.", f"{self.spoken}."]

    @property
    def heads(self) -> list[str]:
        """The heads of the table's columns."""
        return ["x", *(f"{row.title} f" for row in self.rows)]

    @property
    def table(self) -> list[list[str]]:
        """Values at a few x, the cursor's among them."""
        x = np.unique([*np.linspace(self.low, self.high, TABLE_ROWS), self.here])
        columns = [read(one, x)[0] for one in self.entries]
        return [[decimal(float(cell), 4) for cell in line] for line in np.column_stack([x, *columns])]


def unseen_slopes(query: ActivationsQuery, look: Look) -> Figure:
    """The figure of a query with its lower panel empty, and nothing hatched."""
    low, high = SLOPES_FRAME
    framed = query.model_copy(update={"slope_low": low, "slope_high": high})
    made = figure(framed, look)
    meta = {name: told for name, told in made["layout"]["meta"].items() if name not in {"title", "words"}}
    data = [one for one in made["data"] if one.get("yaxis") != "y" and "fillpattern" not in one]
    texts = [one for one in made["layout"]["annotations"] if one.get("yref") != "y"]
    return {"data": data, "layout": {**made["layout"], "annotations": texts, "meta": meta}}


async def activations_lab(request: Request, query: ActivationsParameters) -> Response:
    """Curves and slopes, any number compared at once."""
    check_room(query)
    keep = VOLATILE if query.question == "cost" else FRESH  # a measurement is no function of the query
    costs = costs_known(request)

    def page() -> ActivationsPage:
        known = ActivationsPage(query, costs)
        return UnseenActivationsPage(query, costs) if known.foretold.covered else known

    numbers = LAB + 6_000 * len(query.f)
    return await show(request, "activations.html", page, numbers, keep, view=query.view, projectable=True)
