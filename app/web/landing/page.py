"""The landing page: one slider, one number, and the questions as doors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Annotated, Literal, Self

import numpy as np
from fastapi import Depends, Request, Response
from pydantic import Field, model_validator

from ...core.catalogue import number
from ...core.descent.outcomes import ARRIVED, steepest
from ...core.descent.sweeps import sweep
from ...core.descent.walk import Run, race, run
from ...core.optimizers import SGD, Adam, Momentum, Optimizer
from ...lessons import LESSONS
from ..figures.still import still
from ..figures.style import Look
from ..http.address import address
from ..http.answers import LAB
from ..http.numbers import QueryNumber
from ..http.state import Reader, State
from ..page.plots import Plot, plot, written
from ..page.render import show
from ..races.query import RaceQuery
from ..races.scents import curve, first_loss
from .doors import doors
from .figure import ON, PAUSED, SEEN, moves, moving, racing, still_ground

LOWEST, HIGHEST = 0.003, 0.08  # of the slider
PLACES = 300  # steps of the slider: each changes the third digit
CELLS = 241  # rates below the edge whose end is worked out for the scent
OTHERS: tuple[Optimizer, ...] = (Momentum(lr=0.03, rho=0.9), Adam(lr=0.3))
NAMES = ("momentum", "Adam")
TAUGHT = LESSONS["learning-rate"]  # what the page begins to teach, without saying so


class LandingQuery(State):
    """The learning rate on the slider, where the flag was put, whether the edge is known, who is shown beside it."""

    lr: Annotated[QueryNumber, Field(ge=LOWEST, le=HIGHEST)] = 0.0385
    flag: Annotated[QueryNumber, Field(ge=LOWEST, le=HIGHEST)] | None = None
    edge: Literal["known"] | None = None
    show: Literal["momentum"] | None = None
    view: Literal["projector"] | None = None

    @model_validator(mode="after")
    def _settle(self) -> Self:
        if self.flag is not None:
            told = {} if "lr" in self.model_fields_set else {"lr": self.flag}  # it is tried where it stands
            self.settle(edge=None, **told)
        elif self.lr > edge():
            self.settle(edge="known")
        return self

    @property
    def known(self) -> bool:
        """Whether the edge is shown."""
        return self.flag is not None or self.edge is not None


LandingParameters = Annotated[LandingQuery, Depends(Reader(LandingQuery))]


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


class LandingPage:
    """The page for one query."""

    steps, paused, last = ON.steps, PAUSED, PLACES
    least, most = number(LOWEST), number(HIGHEST)

    def __init__(self, query: LandingQuery) -> None:
        self.state = query
        self.lr = number(query.lr)
        self.doors = doors()
        self.query = query.query()
        self.run = run(SGD(lr=query.lr), ON)
        self.slope = slope()
        self.blown = query.lr > edge()
        self.crossed = query.known
        self.position = self._place(query.lr) if self.crossed else PLACES // 2  # the flag says nothing of the edge
        self.shown = self.lr if self.crossed else self.slope.places[self.position]

    @cached_property
    def plot(self) -> Plot:
        """The picture."""
        runs = (self.run, *others()) if self.state.show else (self.run,)
        names = (f"SGD, {self.label}" if self.blown else "SGD", *NAMES) if self.state.show else (self.label,)
        lines = moving(runs, names, self.blown)
        look = Look("page", self.state.view == "projector")
        over, below = racing(lines, look), still_ground(look)
        return plot("hero-plot", "The ravine from above", over, self.picture, "ravine", below.under(still(over)),
                    moving=written(moves(lines)))  # fmt: skip

    @property
    def picture(self) -> str:
        """The address of the same picture, for Plotly or as a file."""
        hidden = () if self.state.show else tuple(range(1, 1 + len(OTHERS)))
        return address("/api/races", self._race.query(hidden=hidden, focus=1, step=PAUSED, **SEEN.edges()))

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
        if end.step is None or not self.blown:
            paused = f"step {PAUSED}" if self.crossed else f"α = {self.lr}, step {PAUSED}"
            return "will blow up" if self.blown else paused
        return f"blows up at step {end.step}"

    @property
    def words(self) -> str:
        """The run in a sentence, and the edge in another one where it is crossed."""
        end = self.run.ending
        if end.step is not None:
            found = f"Learning rate {self.lr}: it blows up at step {end.step}, because {end.reason}."
        else:
            loss = number(float(f"{self.run.value[-1]:.3g}"))
            reason = f"; {end.reason}" if self.blown else ""
            found = f"Learning rate {self.lr}: after {ON.steps} steps the loss is {loss}{reason}."
        return f"{found} The edge is {self.number} = {self.equals}." if self.blown else found

    @property
    def compared(self) -> str:
        """What the others do, in a sentence."""
        told = [
            f"{name} ({number(one.optimizer.lr)}) after {one.ending.arrived}"
            for name, one in zip(NAMES, others(), strict=True)
        ]
        alone = f"SGD at its best rate after {alone_at_best()} steps"
        return f"Within {number(ARRIVED)} of the minimum, for good: {alone}, {', '.join(told)}."

    @property
    def flag(self) -> float | None:
        """Where on the slider the flag stands, in per cent."""
        return None if self.state.flag is None else round(100 * self._place(self.state.flag) / PLACES, 2)

    @property
    def planted(self) -> str:
        """What became of the run where the flag was put."""
        flag = self.state.flag
        if flag is None:
            return ""
        end, told = run(SGD(lr=flag), ON).ending, f"You put the flag at {number(flag)}:"
        if TAUGHT.mark(flag).right:
            return f"{told} right."
        return f"{told} there it blows up at step {end.step}." if end.step else f"{told} there it still settles."

    @property
    def why(self) -> str:
        """The lesson that this page begins, at its reason, with the numbers of the slider."""
        low = getattr(TAUGHT.prediction, "low", HIGHEST)
        flag = self.state.flag
        said = f"prediction={number(flag)}" if flag is not None and flag >= low else "skip=1"
        return address(f"/lessons/{TAUGHT.slug}", f"{said}&beat=why&value={self.lr}")

    def _place(self, lr: float) -> int:
        return int(np.argmin([abs(float(place) - lr) for place in self.slope.places]))

    @property
    def api(self) -> str:
        """The runs for the canvas."""
        return self._race.query()

    @property
    def other(self) -> str:
        """The page with momentum and Adam, or without them."""
        return address("/", self.state.query(show=None if self.state.show else "momentum"))

    @cached_property
    def _race(self) -> RaceQuery:
        told = {"surface": ON.surface, "run": (SGD(lr=self.state.lr), *OTHERS), "steps": ON.steps}
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
def slope() -> Slope:
    """The slider's range."""
    found = sweep(SGD(), "lr", np.geomspace(LOWEST, edge(), CELLS), ON)
    places = [f"{place:.3g}" for place in np.geomspace(LOWEST, HIGHEST, PLACES + 1).tolist()]
    share = np.log(edge() / LOWEST) / np.log(HIGHEST / LOWEST)
    return Slope(
        curve(found.loss, first_loss(ON)), round(100 * float(share), 2), tuple(number(float(place)) for place in places)
    )


@lru_cache(maxsize=1)
def alone_at_best() -> int:
    """The fewest steps in which the run arrives, of all rates on the slider."""
    ends = (run(SGD(lr=float(place)), ON).ending.arrived for place in slope().places)
    return min(end for end in ends if end is not None)


@lru_cache(maxsize=1)
def others() -> tuple[Run, ...]:
    """The others from the same start."""
    return tuple(race(OTHERS, ON))


async def landing(request: Request, query: LandingParameters) -> Response:
    """One slider that blows up, and the questions as doors."""
    return await show(request, "landing.html", partial(LandingPage, query), LAB, view=query.view, projectable=True)
