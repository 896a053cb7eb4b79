"""What the API tells of the four panels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from ...core.descent.contests import Contest, Key, four
from ..http.answers import Answer
from .figure import moving
from .query import PanelsQuery


class ResultAnswer(Answer):
    """What one method came to in a panel."""

    run: str = Field(description="The optimizer in the notation, with every knob.")
    value: float | None = Field(description="A place, a number of steps or a floor of noise; null if there is none.")
    diverged: bool = Field(description="Whether it blew up.")
    x: list[float] = Field(description="What the picture shows of each step along x: a weight, in noise the step.")
    y: list[float] = Field(description="And along y: the other weight; from the side, and in noise, the loss.")


class ContestAnswer(Answer):
    """One panel, decided."""

    key: Key
    surface: str
    results: list[ResultAnswer] = Field(min_length=2, max_length=2, description="SGD first.")
    winner: str | None = Field(description="`sgd` or `momentum`; null where they are level within a tenth.")


class ContestsAnswer(Answer):
    """The slide's four panels: SGD against SGD + momentum."""

    alpha: float
    rho: float
    fair: bool
    contests: list[ContestAnswer]


def contests(query: PanelsQuery) -> ContestsAnswer:
    """All four, decided."""
    told = [contest(one) for one in four(query.setting)]
    return ContestsAnswer(alpha=query.alpha, rho=query.rho, fair=bool(query.fair), contests=told)


def contest(one: Contest) -> ContestAnswer:
    """One panel as the API tells it."""
    results = [
        ResultAnswer(run=str(racer), value=result.value, diverged=result.blew_up, x=path.x.tolist(), y=path.y.tolist())
        for racer, result, path in zip(one.racers, one.results, moving(one), strict=True)
    ]
    return ContestAnswer(key=one.panel.key, surface=str(one.panel.surface), results=results, winner=one.winner)


def table(answer: ContestsAnswer) -> Iterator[list[Any]]:
    """One row a method and panel."""
    yield ["panel", "surface", "run", "value", "diverged", "winner"]
    for one in answer.contests:
        for result in one.results:
            value = "" if result.value is None else result.value
            yield [one.key, one.surface, result.run, value, result.diverged, one.winner or ""]
