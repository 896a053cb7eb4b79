"""How a run ends: converged, diverged or still running, and why; one rule for a walk and for a fleet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from ..catalogue import number
from ..curvature import eigenvalues
from ..numbers import Array, Bools, Real
from ..optimizers import Optimizer
from ..surfaces import Stationary, Surface

Outcome = Literal["converged", "diverged", "running"]

TOO_HIGH = 1_000.0  # a loss so many times the highest one in the picture, or that of the start, has blown up
STILL = 1e-6  # |gradient| at the end of a run that has converged
SETTLED = 1e-9  # relative change of its loss in the last step
ARRIVED = 0.05  # distance from a lowest minimum


@dataclass(frozen=True)
class Ending:
    """How a run ended.

    `step` is where it blew up, None unless it diverged. `arrived` is the step from which it stays within 0.05 of a
    lowest minimum; None if it is not there at its end. `reason` is a sentence, where there is one to say.
    """

    outcome: Outcome
    reason: str | None
    step: int | None
    arrived: int | None


@lru_cache(maxsize=256)
def base(surface: Surface) -> float:
    """The loss from which losses are counted: the lowest, or 0 where there is none."""
    return surface.lowest or 0.0


@lru_cache(maxsize=256)
def span(surface: Surface) -> float:
    """The largest distance of f from its lowest value (from 0 where it has none) on the domain."""
    x, y = (np.linspace(low, high, 65) for low, high in surface.domain)
    return float(np.abs(surface.value(x[None, :], y[:, None]) - base(surface)).max())


def limit(surface: Surface, start: tuple[Real, Real]) -> Real:
    """The loss, counted from the lowest one, beyond which a run from `start` has blown up."""
    with np.errstate(all="ignore"):
        here = np.abs(surface.value(*(np.asarray(one, dtype=np.float64) for one in start)) - base(surface))
    most: Real = TOO_HIGH * np.maximum(np.nan_to_num(here, nan=0.0, posinf=0.0), span(surface))
    return most


def blown_up(surface: Surface, x: Real, y: Real, value: Real, most: Real) -> Bools:
    """Which points have left the floats or lie too high; `value` are their losses and `most` is their `limit`."""
    with np.errstate(all="ignore"):
        return ~((np.abs(value - base(surface)) <= most) & np.isfinite(x) & np.isfinite(y))


def near_lowest(surface: Surface, x: Real, y: Real, within: float = ARRIVED) -> Bools:
    """Which points lie within a distance of a lowest minimum."""
    with np.errstate(all="ignore"):
        apart = [np.square(x - point.x) + np.square(y - point.y) for point in lowest_minima(surface)]
    return np.min(apart, axis=0) <= within * within if apart else np.zeros(np.shape(x), dtype=bool)


@lru_cache(maxsize=256)
def lowest_minima(surface: Surface) -> tuple[Stationary, ...]:
    """The minima that are as low as any."""
    minima = [point for point in surface.stationary() if point.kind == "minimum"]
    lowest = min((point.value for point in minima), default=0.0)
    return tuple(point for point in minima if point.value <= lowest + 1e-9 * (1 + abs(lowest)))


class Watch:
    """What has to be remembered of a path to tell how it ended: O(1), however long it is."""

    def __init__(self, surface: Surface, start: tuple[float, float]) -> None:
        self._surface = surface
        self._here = float(start[0]), float(start[1])
        self._losses = [float(surface.value(*self._here))] * 2  # the last but one, the last
        self._seen = 1
        self._since = 0 if bool(near_lowest(surface, *self._here)) else 1

    def see(self, x: Array, y: Array, value: Array) -> None:
        """The next points of the path, each `(n,)`."""
        if not len(x):
            return
        outside = np.flatnonzero(~near_lowest(self._surface, x, y))
        if outside.size:
            self._since = self._seen + int(outside[-1]) + 1
        self._seen += len(x)
        self._here = float(x[-1]), float(y[-1])
        self._losses = [*self._losses, *map(float, value[-2:])][-2:]

    def ending(self, optimizer: Optimizer, unbound: bool, broke: int | None) -> Ending:
        """What became of a path that blew up at step `broke`, or did not; theory speaks of whole gradients alone."""
        theory = above_the_edge(self._surface, optimizer) if unbound else None
        if broke is not None:
            return Ending("diverged", theory or f"the loss left every bound at step {broke}", broke, None)
        arrived = self._since if self._since < self._seen else None
        if not self._settled():
            return Ending("running", theory and f"{theory}: it will blow up", None, arrived)
        where = place(self._surface, self._here) or f"the slope is below {number(STILL)}"
        return Ending("converged", where, None, arrived)

    def _settled(self) -> bool:
        """Whether the slope here, and the last change of the loss, are nothing to speak of."""
        before, last = self._losses
        slope = float(np.hypot(*self._surface.gradient(*self._here)))
        return slope <= STILL and abs(last - before) <= SETTLED * (1 + abs(last))


def place(surface: Surface, here: tuple[float, float]) -> str | None:
    """Within 0.05 of which stationary point that is, in words; None if of none."""
    near = [point for point in surface.stationary() if np.hypot(point.x - here[0], point.y - here[1]) < ARRIVED]
    if not near:
        return None
    point = min(near, key=lambda one: float(np.hypot(one.x - here[0], one.y - here[1])))
    local = point.kind == "minimum" and point not in lowest_minima(surface)
    names = {"minimum": "local minimum" if local else "minimum", "saddle": "saddle point", "degenerate": "flat point"}
    return f"at the {names.get(point.kind, point.kind)} ({point.x:.4g}, {point.y:.4g})"


@lru_cache(maxsize=256)
def steepest(surface: Surface) -> float | None:
    """L, the largest curvature of a quadratic, whose Hessian is the same everywhere; None for any other surface."""
    (left, right), (bottom, top) = surface.domain
    places = [(left, bottom), (right, top), (0.3 * left + 0.7 * right, bottom), surface.start]
    hessians = np.array([surface.hessian(x, y) for x, y in places])
    alike = np.abs(hessians - hessians[0]) <= (1e-9 if surface.by_differences else 1e-12) * np.abs(hessians[0]).max()
    return eigenvalues(*hessians[0])[1] if alike.all() else None


def above_the_edge(surface: Surface, optimizer: Optimizer) -> str | None:
    """The theorem by which a run on a quadratic must blow up, as a sentence; None where there is none."""
    most = steepest(surface)
    edge = optimizer.largest_stable_lr(most) if most is not None else None
    if edge is None or optimizer.lr <= edge:
        return None
    return f"lr {number(optimizer.lr)} > {optimizer.edge} = {edge:.4g}"
