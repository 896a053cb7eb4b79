"""The landing page: one slider, one number, and the questions as doors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Annotated, Literal

import numpy as np
from fastapi import Depends, Request, Response
from pydantic import Field

from app.core.catalogue import number
from app.core.descent.outcomes import ARRIVED, steepest
from app.core.descent.sweeps import sweep
from app.core.descent.walk import Conditions, Run, race, run
from app.core.optimizers import SGD, Adam, Momentum, Optimizer
from app.core.surfaces import Quadratic
from app.web.figures.palette import OPTIMIZERS
from app.web.figures.paths import MARKS
from app.web.http.numbers import QueryNumber
from app.web.http.state import State, reader
from app.web.landing.doors import DOORS
from app.web.landing.figure import SEEN, Ravine, Trace, ravine, trace
from app.web.page.render import show
from app.web.races.query import RaceQuery
from app.web.races.scents import curve

LOWEST, HIGHEST = 0.003, 0.08  # of the slider
STAR = "M0 -11L2.8 -3.8L10.5 -3.4L4.5 1.4L6.5 8.9L0 4.6L-6.5 8.9L-4.5 1.4L-10.5 -3.4L-2.8 -3.8Z"
PLACES = 300  # steps of the slider: each changes the third digit
CELLS = 241  # rates below the edge whose end is worked out for the scent
PAUSED = 21  # the step at which the run stands
ON = Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150)
GHOSTS: tuple[tuple[str, Optimizer, int, int], ...] = (  # and where the name stands from the point, in px
    ("momentum", Momentum(lr=0.03, rho=0.9), 14, 26),
    ("Adam", Adam(lr=0.3), 30, -12),
)


class LandingQuery(State):
    """The learning rate on the slider, and whether others are shown beside it."""

    lr: Annotated[QueryNumber, Field(ge=LOWEST, le=HIGHEST)] = 0.0385
    show: Literal["momentum"] | None = None


LandingParameters = Annotated[LandingQuery, Depends(reader(LandingQuery, frozenset()))]


@dataclass(frozen=True)
class Slope:
    """What the slider shows of its range: final losses up to the edge, the edge in per cent, and what it moves over."""

    curve: str
    edge: float
    places: tuple[str, ...]

    @property
    def top(self) -> str:
        """The curve alone, without the area below it."""
        return self.curve[self.curve.index("L") + 1 : self.curve.rindex("L")]


@dataclass(frozen=True)
class Ghost:
    """Another method from the same start."""

    name: str
    colour: str
    trace: Trace
    run: Run
    dx: int
    dy: int


class LandingPage:
    """The page for one query."""

    seen, marks, steps, paused, last = SEEN, [k for k in MARKS if k < PAUSED], ON.steps, PAUSED, PLACES
    least, most, doors, star = number(LOWEST), number(HIGHEST), DOORS, STAR
    start = round(SEEN.across(ON.start[0]), 2), round(SEEN.down(ON.start[1]), 2)

    def __init__(self, query: LandingQuery) -> None:
        self.state = query
        self.lr = number(query.lr)
        self.run = run(SGD(lr=query.lr), ON)
        self.trace = trace(self.run, PAUSED)
        self.ravine, self.slope, self.ghosts = scenery(), slope(), ghosts()
        self.crossed = query.lr > edge()
        self.position = int(np.argmin([abs(float(place) - query.lr) for place in self.slope.places]))

    @property
    def number(self) -> str:
        """The number to remember: 2 / L, with four decimals."""
        return f"{edge():.4f}"

    @property
    def equals(self) -> str:
        """What it equals."""
        return f"2 / {number(curvature())}"

    @property
    def steeper(self) -> str:
        """How many times steeper across than along."""
        return number(ON.surface.settings()["kappa"])

    @property
    def label(self) -> str:
        """What stands beside the point."""
        end = self.run.ending
        if end.step is None:
            return f"step {PAUSED}, will blow up" if self.crossed else f"step {PAUSED}"
        return f"blew up at step {end.step}" if end.step <= PAUSED else f"step {PAUSED}, blows up at {end.step}"

    @property
    def words(self) -> str:
        """The run in a sentence."""
        end = self.run.ending
        if end.step is not None:
            return f"Learning rate {self.lr}: it blew up at step {end.step}, because {end.reason}."
        here = (
            f"Learning rate {self.lr}: after {ON.steps} steps the loss is {number(float(f'{self.run.value[-1]:.3g}'))}"
        )
        return f"{here}; {end.reason}." if self.crossed else f"{here}."

    @property
    def compared(self) -> str:
        """What the others do, in a sentence."""
        told = [f"{one.name} ({number(one.run.optimizer.lr)}) after {one.run.ending.arrived}" for one in self.ghosts]
        alone = f"SGD at its best rate after {alone_at_best()} steps"
        return f"Within {number(ARRIVED)} of the minimum, for good: {alone}, {', '.join(told)}."

    @property
    def why(self) -> str:
        """The same run in the lab, where its curvature is told."""
        return f"/optimizers?{self._race().query()}"

    @property
    def api(self) -> str:
        """The question to the API, without the run."""
        x, y = map(number, ON.start)
        return f"surface={ON.surface.name}(kappa={self.steeper})&x={x}&y={y}&steps={ON.steps}"

    @property
    def other(self) -> str:
        """The page with momentum and Adam, or without them."""
        text = self.state.query(show=None if self.state.show else "momentum")
        return f"/?{text}" if text else "/"

    def _race(self) -> RaceQuery:
        told = {"surface": ON.surface, "run": (SGD(lr=self.state.lr),), "steps": ON.steps, "step": PAUSED}
        return RaceQuery.model_validate({**told, "x": ON.start[0], "y": ON.start[1]})


def curvature() -> float:
    """L, the steepest curvature of the ravine."""
    most = steepest(ON.surface)
    assert most is not None
    return most


def edge() -> float:
    """The largest stable learning rate, 2 / L."""
    most = SGD().largest_stable_lr(curvature())
    assert most is not None
    return most


@lru_cache(maxsize=1)
def scenery() -> Ravine:
    """The landscape."""
    return ravine(ON.surface)


@lru_cache(maxsize=1)
def slope() -> Slope:
    """The slider's range."""
    found = sweep(SGD(), "lr", np.geomspace(LOWEST, edge(), CELLS), ON)
    places = [f"{place:.3g}" for place in np.geomspace(LOWEST, HIGHEST, PLACES + 1).tolist()]
    share = np.log(edge() / LOWEST) / np.log(HIGHEST / LOWEST)
    return Slope(curve(found, ON), round(100 * float(share), 2), tuple(number(float(place)) for place in places))


@lru_cache(maxsize=1)
def alone_at_best() -> int:
    """The fewest steps in which the run arrives, of all rates on the slider."""
    ends = (run(SGD(lr=float(place)), ON).ending.arrived for place in slope().places)
    return min(end for end in ends if end is not None)


@lru_cache(maxsize=1)
def ghosts() -> tuple[Ghost, ...]:
    """The others, at the same step."""
    runs = race(tuple(one for _, one, _, _ in GHOSTS), ON)
    return tuple(
        Ghost(name, OPTIMIZERS[one.name].colour, trace(found, PAUSED), found, dx, dy)
        for (name, one, dx, dy), found in zip(GHOSTS, runs, strict=True)
    )


async def landing(request: Request, query: LandingParameters) -> Response:
    """One slider that blows up, and the questions as doors."""
    return await show(request, "landing.html", partial(LandingPage, query))
