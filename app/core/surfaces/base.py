"""What every surface has: a height, its first and second derivatives, and the places where it is level."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from ..catalogue import Entry
from ..curvature import Kind, kind
from ..numbers import Real
from .differences import level_places, second_derivatives

Interval = tuple[float, float]
Point = tuple[float, float]

MIDDLE: tuple[Point, ...] = ((0.0, 0.0),)  # the places of what is level in the middle only

TUNED = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")


def rates(*values: float) -> MappingProxyType[str, float]:
    """Learning rates in the order sgd, momentum, nesterov, adagrad, rmsprop, adam."""
    return MappingProxyType(dict(zip(TUNED, values, strict=True)))


@dataclass(frozen=True)
class Stationary:
    """A place where the gradient is 0: where, how high, and what the second derivatives make of it."""

    x: float
    y: float
    value: float
    kind: Kind


class Surface(Entry, ABC, abstract=True):
    """A function f of two numbers, with its derivatives by hand.

    x and y are floats or arrays of any shape `(...)`; the answer has the same shape, but a derivative that is the same
    everywhere may come as one number. Nothing is raised, whatever the floats: what is too large is inf, and inf - inf
    is nan. With arrays NumPy warns of that, unless the caller says `np.errstate`.

    A surface may leave its Hessian out: then it has one by differences of its gradient, and `by_differences` says so.
    `places` are the stationary points within the domain, to a few digits; Newton's method does the rest, and looks for
    them all over the domain where no places are given. `rates`, where there are some, are
    learning rates with which an optimizer of that name (rho = 0.9, alpha = 0.9) comes from `start` to within 0.05 of
    a minimum in about as few steps as it can. `signed` surfaces fall below 0 without end or look best so drawn: their
    heights belong on a logarithmic scale with a sign.
    """

    domain: ClassVar[tuple[Interval, Interval]]
    view: ClassVar[tuple[Interval, Interval] | None] = None  # the part of the domain a picture shows, if not all
    start: ClassVar[Point]
    rates: ClassVar[Mapping[str, float]] = MappingProxyType({})
    signed: ClassVar[bool] = False
    places: ClassVar[tuple[Point, ...] | None] = None
    by_differences: ClassVar[bool] = True

    def __init_subclass__(cls, abstract: bool = False) -> None:
        """Tell the surfaces that write their Hessian from those that do not. Raises TypeError for a wrong domain."""
        super().__init_subclass__(abstract=abstract)
        cls.by_differences = cls.hessian is Surface.hessian
        if not abstract:
            check_rectangle(cls.__name__, cls.domain, cls.start)

    @abstractmethod
    def value(self, x: Real, y: Real) -> Real:
        """f(x, y)."""

    @abstractmethod
    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """The slopes (fx, fy)."""

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """The second derivatives (fxx, fxy, fyy)."""
        return second_derivatives(self.gradient, self.domain, x, y)

    def curvatures(self, x: float, y: float) -> tuple[float, float, float]:
        """The second derivatives (fxx, fxy, fyy) at one point."""
        fxx, fxy, fyy = map(float, self.hessian(x, y))
        return fxx, fxy, fyy

    def stationary(self) -> tuple[Stationary, ...]:
        """The known stationary points within the domain, to the last digits."""
        return tuple(self.at(x, y) for x, y in (searched(self) if self.places is None else self.places))

    @property
    def lowest(self) -> float | None:
        """The height of the lowest known minimum within the domain; None where there is none."""
        return min((one.value for one in self.stationary() if one.kind == "minimum"), default=None)

    def shown_from(self, start: Point) -> tuple[Interval, Interval]:
        """What a picture shows of a run from `start`: the view, wherever it starts."""
        return self.view or self.domain

    def at(self, x: float, y: float) -> Stationary:
        """The stationary point next to (x, y), by Newton's method."""
        for _ in range(8):
            fx, fy = map(float, self.gradient(x, y))
            fxx, fxy, fyy = self.curvatures(x, y)
            determinant = fxx * fyy - fxy * fxy
            if (fx == 0 and fy == 0) or determinant == 0:
                break
            x, y = x - (fyy * fx - fxy * fy) / determinant, y - (fxx * fy - fxy * fx) / determinant
        return Stationary(x, y, float(self.value(x, y)), kind(*self.curvatures(x, y)))


@lru_cache(maxsize=64)
def searched(surface: Surface) -> tuple[Point, ...]:
    """Where a surface that does not say so is level."""
    return level_places(surface.gradient, surface.hessian, surface.domain)


def check_rectangle(name: str, domain: object, start: object) -> None:
    """Raise TypeError unless a domain is two intervals ((low, high), (low, high)), and a start a point."""
    sides, point = (np.array(one, dtype=object) for one in (domain, start))
    if sides.shape != (2, 2) or not finite(sides) or not all(low < high for low, high in sides.tolist()):
        raise TypeError(f"{name}.domain must be ((low, high), (low, high)), got {domain}")
    if point.shape != (2,) or not finite(point):
        raise TypeError(f"{name}.start must be a point (x, y), got {start}")


def finite(numbers: NDArray[np.object_]) -> bool:
    """Whether all these are finite numbers."""
    return all(isinstance(one, float | int) and math.isfinite(one) for one in numbers.flat)
