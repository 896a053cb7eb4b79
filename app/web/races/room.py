"""What a room is told of a race that is shown to it: nothing before the step at which it can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...core.descent.walk import Run
from ...core.numerals import decimal
from ..page.widgets import Finding
from .query import RaceQuery


@dataclass(frozen=True)
class Arrival:
    """What a room is told of a run: its rate from the start, what becomes of it from the step on when it is known."""

    rate: str
    text: str
    since: int


@dataclass(frozen=True)
class Room:
    """A race before a room: its state and runs, what it answers, and its summary.

    Where it is `covered`, as something is to be predicted first, nothing is known of it at any step.
    """

    state: RaceQuery
    runs: Sequence[Run]
    answer: Finding | None
    summary: Sequence[str]
    covered: bool = False

    @property
    def arrivals(self) -> list[Arrival]:
        """Of each run: its rate, the step at which it arrives or what else becomes of it, and when that is known."""
        found = [arrival(run, self.state.steps) for run in self.runs]
        return [replace(one, text="", since=self.state.steps) for one in found] if self.covered else found

    @property
    def counts(self) -> bool:
        """Whether it is to be said what is counted: there is somewhere to arrive, and the answer does not say it."""
        return self.state.question is not None and self.state.surface.lowest is not None

    @property
    def told(self) -> Sequence[str]:
        """What is said of the picture: in a room not how it ends, before it has been played."""
        large, step = self.state.view == "projector", self.state.shown_step
        return self.summary if not large or step >= self.state.steps else self.summary[:1]

    @property
    def since(self) -> int:
        """The step at which the answer is known."""
        return self.state.steps if self.answer is None or self.answer.since is None else self.answer.since


def arrival(run: Run, steps: int) -> Arrival:
    """The step from which a run is near a lowest minimum for good; if there is none, whether it blew up."""
    end, rate = run.ending, decimal(run.optimizer.lr)
    if end.arrived is not None:
        return Arrival(rate, str(end.arrived), end.arrived)
    return Arrival(rate, "blows up", end.step) if end.step is not None else Arrival(rate, "\N{EN DASH}", steps)
