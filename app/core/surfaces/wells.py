"""Wells: several minima, and a start decides which one is found."""

from __future__ import annotations

import math

from ..catalogue import knob
from ..elementary import exp
from ..numbers import Real
from .base import MIDDLE, Stationary, Surface, rates


class Himmelblau(Surface):
    """Four equal minima: the map of which start finds which is the map of the method's basins."""

    name = "himmelblau"
    title = "Himmelblau"
    tex = r"(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    source = "Himmelblau, 1972"
    domain = ((-6.0, 6.0), (-6.0, 6.0))
    start = (0.0, 0.0)
    rates = rates(0.02, 0.0071, 0.013, 1.0, 0.02, 0.28)
    places = (
        (3.0, 2.0),
        (-2.805118086953, 3.131312518250),
        (-3.779310253378, -3.283185991286),
        (3.584428340330, -1.848126526964),
        (0.086677504555, 2.884254701175),
        (3.385154183607, 0.073851879838),
        (-0.127961346731, -1.953714980445),
        (-3.073025750764, -0.081353044288),
        (-0.270844590667, -0.923038522965),
    )

    def value(self, x: Real, y: Real) -> Real:
        """p^2 + q^2 with p = x^2 + y - 11, q = x + y^2 - 7."""
        p, q = x * x + y - 11, x + y * y - 7
        return p * p + q * q

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """4 x p + 2 q and 2 p + 4 y q."""
        p, q = x * x + y - 11, x + y * y - 7
        return 4 * x * p + 2 * q, 2 * p + 4 * y * q

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """12 x^2 + 4 y - 42, 4 (x + y), 12 y^2 + 4 x - 26."""
        return 12 * (x * x) + 4 * y - 42, 4 * (x + y), 12 * (y * y) + 4 * x - 26


class StyblinskiTang(Surface):
    """Four wells of three depths: the same cut along either axis, so each coordinate makes its own choice."""

    name = "styblinski_tang"
    title = "Styblinski and Tang"
    tex = r"\tfrac{1}{2}\left(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y\right)"
    source = "Styblinski & Tang, 1990"
    domain = ((-5.0, 5.0), (-5.0, 5.0))
    start = (0.0, 4.5)
    rates = rates(0.018, 0.01, 0.018, 2.0, 0.025, 0.25)
    places = tuple((x, y) for x in (-2.9035, 2.7468, 0.1567) for y in (-2.9035, 2.7468, 0.1567))

    def value(self, x: Real, y: Real) -> Real:
        """Half of x (x^3 - 16 x + 5) + y (y^3 - 16 y + 5)."""
        return (x * (x * (x * x - 16) + 5) + y * (y * (y * y - 16) + 5)) / 2

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2 x^3 - 16 x + 2.5, and the same in y."""
        return 2 * x * (x * x - 8) + 2.5, 2 * y * (y * y - 8) + 2.5

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """6 x^2 - 16, 0, 6 y^2 - 16."""
        return 6 * (x * x) - 16, 0.0, 6 * (y * y) - 16


class DoubleWell(Surface):
    """Two equal wells: which one is found depends on the side of the start, and on the momentum it comes with."""

    name = "double_well"
    title = "Double well"
    tex = r"(x^2 - 1)^2 + y^2"
    source = "Landau, 1937"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.9, 1.5)
    rates = rates(0.045, 0.01, 0.045, 0.89, 0.03, 0.063)
    places = MIDDLE

    def value(self, x: Real, y: Real) -> Real:
        """(x^2 - 1)^2 + y^2."""
        u = x * x - 1
        return u * u + y * y

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """4 x (x^2 - 1) and 2y."""
        return 4 * x * (x * x - 1), 2 * y

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """12 x^2 - 4, 0, 2."""
        return 12 * (x * x) - 4, 0.0, 2.0

    def stationary(self) -> tuple[Stationary, ...]:
        """The two minima and the saddle between them."""
        return self.at(1.0, 0.0), self.at(-1.0, 0.0), self.at(0.0, 0.0)


class TiltedDoubleWell(Surface):
    """Two wells, one deeper: descent ends in the nearer, and momentum passes a barrier only by the speed it brings."""

    name = "tilted_double_well"
    title = "Tilted double well"
    tex = r"(x^2 - 1)^2 + t\,x + y^2"
    source = "Landau, 1937; Thom, 1972 (the cusp)"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (2.0, 1.5)
    rates = rates(0.035, 0.0045, 0.035, 0.89, 0.02, 0.45)
    places = MIDDLE

    tilt: float = knob("t", "how much deeper one well is than the other", low=-2.0, high=2.0, default=0.3)

    def value(self, x: Real, y: Real) -> Real:
        """(x^2 - 1)^2 + tilt x + y^2."""
        u = x * x - 1
        return u * u + self.tilt * x + y * y

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """4 x (x^2 - 1) + tilt and 2y."""
        return 4 * x * (x * x - 1) + self.tilt, 2 * y

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """12 x^2 - 4, 0, 2."""
        return 12 * (x * x) - 4, 0.0, 2.0

    def stationary(self) -> tuple[Stationary, ...]:
        """The roots of 4 x^3 - 4 x + tilt: three where |tilt| < 8 / sqrt 27, else the one of the only well."""
        ratio = self.tilt * math.sqrt(27) / 8
        if abs(ratio) < 1:
            angle = math.acos(-ratio) / 3
            roots = [2 * math.cos(angle - k * 2 * math.pi / 3) / math.sqrt(3) for k in (0, 2, 1)]
        else:
            roots = [-math.copysign(2 * math.cosh(math.acosh(abs(ratio)) / 3) / math.sqrt(3), ratio)]
        return tuple(self.at(x, 0.0) for x in roots)


class Trap(Surface):
    """A shallow dent on the way to a deep well: plain descent stops in the dent, momentum rolls through.

    (x^2 + y^2) / 10 - 2 e^(-(x^2 + y^2)) - e^(-2 ((x + 5/2)^2 + (y - 1/2)^2)) / 2: a broad bowl, the well in its
    middle, and the dent. From the start at (-4.5, 1) no rate up to 0.85 takes gradient descent past the dent, and
    momentum with rho = 0.9 passes it at every rate from 0.01 to 0.5.
    """

    name = "trap"
    title = "Trap"
    tex = (
        r"\tfrac{1}{10}(x^2 + y^2) - 2e^{-(x^2 + y^2)}"
        r" - \tfrac{1}{2}e^{-2\left((x + 5/2)^2 + (y - 1/2)^2\right)}"
    )
    source = "Slopes, 2026"
    domain = ((-5.0, 3.0), (-3.0, 3.0))
    start = (-4.5, 1.0)
    rates = rates(0.56, 0.14, 0.25, 0.79, 0.05, 0.045)
    places = ((0.0, 0.0), (-2.2002, 0.44), (-1.8895, 0.3779))

    def value(self, x: Real, y: Real) -> Real:
        """The bowl, the well and the dent."""
        u, v = x + 2.5, y - 0.5
        square = x * x + y * y
        return square / 10 - 2 * exp(-square) - exp(-2 * (u * u + v * v)) / 2

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """Each part pulls towards its middle."""
        u, v = x + 2.5, y - 0.5
        pull, dent = 0.2 + 4 * exp(-(x * x + y * y)), 2 * exp(-2 * (u * u + v * v))
        return x * pull + u * dent, y * pull + v * dent

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """Each part's pull, less what the pull loses with the distance from its middle."""
        u, v = x + 2.5, y - 0.5
        well, dent = 4 * exp(-(x * x + y * y)), 2 * exp(-2 * (u * u + v * v))
        pull, fade, wane = 0.2 + well + dent, 2 * well, 4 * dent
        fxx = pull - x * (x * fade) - u * (u * wane)
        return fxx, -x * (y * fade) - u * (v * wane), pull - y * (y * fade) - v * (v * wane)
