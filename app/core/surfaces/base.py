"""What every surface has: a height, its first and second derivatives, and the places where it is level."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from ..catalogue import Entry
from ..curvature import Kind, kind
from ..numbers import Real

Interval = tuple[float, float]
Point = tuple[float, float]

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

    `places` are the stationary points within the domain, to a few digits; Newton's method does the rest. `rates` are
    learning rates with which an optimizer of that name (rho = 0.9, alpha = 0.9) comes from `start` to within 0.05 of
    a minimum in about as few steps as it can. `signed` surfaces fall below 0 without end or look best so drawn: their
    heights belong on a logarithmic scale with a sign.
    """

    domain: ClassVar[tuple[Interval, Interval]]
    view: ClassVar[tuple[Interval, Interval] | None] = None  # the part of the domain a picture shows, if not all
    start: ClassVar[Point]
    rates: ClassVar[MappingProxyType[str, float]]
    signed: ClassVar[bool] = False
    places: ClassVar[tuple[Point, ...]] = ((0.0, 0.0),)

    @abstractmethod
    def value(self, x: Real, y: Real) -> Real:
        """f(x, y)."""

    @abstractmethod
    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """The slopes (fx, fy)."""

    @abstractmethod
    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """The second derivatives (fxx, fxy, fyy)."""

    def curvatures(self, x: float, y: float) -> tuple[float, float, float]:
        """The second derivatives (fxx, fxy, fyy) at one point."""
        fxx, fxy, fyy = map(float, self.hessian(x, y))
        return fxx, fxy, fyy

    def stationary(self) -> tuple[Stationary, ...]:
        """The known stationary points within the domain, to the last digits."""
        return tuple(self.at(x, y) for x, y in self.places)

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
