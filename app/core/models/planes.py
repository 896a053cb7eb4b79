"""Least squares of two weights, seen from above: the loss of all rows, or of one batch, as a landscape."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..catalogue import knob
from ..curvature import axes
from ..data import Samples
from ..numbers import Array, Real
from ..surfaces import Surface
from ..surfaces.base import Point
from .base import Model
from .normal_equations import NormalEquations, normal_equations

AS_LEVEL = 1e-13  # of the other curvature: one that is smaller is rounding, and the loss level along a valley
FAR_OUT = 1e6  # the ratio of the curvatures with which a valley is drawn
UNBOUNDED = 1e300


def of_rows(help: str, default: float = 0.0) -> float:
    """A number that belongs to the rows."""
    return knob("", help, low=-UNBOUNDED, high=UNBOUNDED, default=default)


class LossBowl(Surface, abstract=True):
    """The mean loss of some rows over two weights: a bowl above its least, or a valley where they leave weights open.

    least + (fxx u^2 + 2 fxy u v + fyy v^2) / 2 with u and v from (best_x, best_y), where the loss is least.
    """

    name = "loss"
    domain = ((-1e6, 1e6), (-1e6, 1e6))
    start = (0.0, 0.0)

    best_x: float = of_rows("the first weight where the loss is least")
    best_y: float = of_rows("the second")
    least: float = of_rows("the least loss")
    fxx: float = of_rows("the second derivative along the first weight", 1.0)
    fxy: float = of_rows("along both")
    fyy: float = of_rows("along the second", 1.0)

    @property
    def best(self) -> Point:
        """Where the loss is least; of a valley, the place that was nearest."""
        return self.best_x, self.best_y

    @property
    def open(self) -> bool:
        """Whether the rows leave a direction open: they are as content anywhere along a valley."""
        low, high, _, _ = axes(self.fxx, self.fxy, self.fyy)
        return low <= AS_LEVEL * high

    @property
    def steepest(self) -> float:
        """The larger curvature."""
        return axes(self.fxx, self.fxy, self.fyy).high

    def value(self, x: Real, y: Real) -> Real:
        """The loss of the weights x and y."""
        u, v = x - self.best_x, y - self.best_y
        return self.least + (self.fxx * u * u + 2 * self.fxy * u * v + self.fyy * v * v) / 2

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """Its slopes."""
        u, v = x - self.best_x, y - self.best_y
        return self.fxx * u + self.fxy * v, self.fxy * u + self.fyy * v

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """The same everywhere."""
        return self.fxx, self.fxy, self.fyy

    @property
    def places(self) -> tuple[Point, ...]:  # type: ignore[override]  # every bowl has a place of its own
        """Where it is level."""
        return (self.best,)


class Ellipse(NamedTuple):
    """The line on which a loss is 1 above its least: its middle, and two half axes from there.

    At a height h above the least it is the square root of h times as large. The long half axis of a valley has an end,
    far out, so that it can be drawn.
    """

    middle: Point
    long: Point
    short: Point


def ellipse(bowl: LossBowl) -> Ellipse:
    """The line 1 above the least loss."""
    low, high, flat, steep = axes(bowl.fxx, bowl.fxy, bowl.fyy)
    long, short = ((2 / one) ** 0.5 for one in (high / FAR_OUT if bowl.open else low, high))
    return Ellipse(bowl.best, (long * flat[0], long * flat[1]), (short * steep[0], short * steep[1]))


def bowl_of(equations: NormalEquations, near: Point = (0.0, 0.0)) -> LossBowl:
    """The loss of least squares on rows of two features; of a valley its best place is that nearest to `near`.

    Raises ValueError for rows of more or fewer features.
    """
    if equations.hessian.shape != (2, 2):
        raise ValueError(f"a plane shows two weights, got {len(equations.cross)}")
    here = np.asarray(near, dtype=np.float64)
    best = here + np.linalg.lstsq(equations.hessian, -equations.gradient(here), rcond=AS_LEVEL)[0]
    least = float(equations.square - (equations.cross - equations.gradient(best)) @ best) / 2
    x, y = best.tolist()
    (fxx, fxy), (_, fyy) = equations.hessian.tolist()
    return LossBowl(best_x=x, best_y=y, least=max(0.0, least), fxx=fxx, fxy=fxy, fyy=fyy)


def bowls_of(samples: Samples, picks: NDArray[np.int64], near: Point) -> list[LossBowl]:
    """The loss of each batch, of rows `picks` `(steps, batch)`."""
    return [bowl_of(normal_equations(samples.at(rows)), near) for rows in picks]


def residuals(weights: Array, samples: Samples) -> Array:
    """Target minus score of each row, `(..., n)`, for weights `(..., p)`."""
    found: Array = samples.y - weights @ np.asarray(samples.x, dtype=np.float64).T
    return found


def common_pull(model: Model, weights: Array, samples: Samples) -> Array:
    """Which way some rows would have weights `(..., p)` go: minus the gradient of their mean loss; 0 for no rows."""
    return -model.gradient(weights, samples) if len(samples) else np.zeros_like(weights)
