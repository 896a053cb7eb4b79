"""Which rows there are to choose from, and the knobs of those that are chosen."""

from __future__ import annotations

from ...core.data import DataSet, Linear
from ..http.address import address
from ..page.widgets import Slider, slider
from .query import PlaneQuery
from .rows import OWN_POINTS

OF_ONE, OF_TWO = Linear(n=40.0, d=1.0), Linear(n=40.0, d=2.0)


class RowChoices:
    """Points about a line, rows of two features, or one's own."""

    def __init__(self, state: PlaneQuery) -> None:
        self.state = state

    @property
    def sets(self) -> list[tuple[str, str, str]]:
        """The rows to choose from: notation, title, and the page about them."""
        present, own = self.state.data, self.state.rows
        kinds: tuple[tuple[str, DataSet], ...] = (
            ("Points about a line", OF_ONE if own or present.features != 1 else present),
            ("Two features", OF_TWO if own or present.features != 2 else present),
        )
        found = [(str(one), title, self._about(one)) for title, one in kinds]
        return [*found, (OWN_POINTS, "Your own points", address("/sgd/two", self.state.query()))] if own else found

    def _about(self, data: DataSet) -> str:
        told = {"data": data, "steps": self.state.steps, "view": self.state.view}
        return address("/sgd/two", PlaneQuery.model_validate(told).query())

    @property
    def chosen(self) -> str:
        """Which of them it is."""
        return OWN_POINTS if self.state.rows else str(self.state.data)

    @property
    def knobs(self) -> list[Slider]:
        """The knobs of the data set that change something here."""
        gone = {"d"} if self.state.data.features == 2 else {"d", "kappa"}
        every = [] if self.state.rows else self.state.data.knobs()
        return [slider(self.state.data, knob) for knob in every if knob.name not in gone]
