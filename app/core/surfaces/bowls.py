"""Bowls: one minimum, no traps; all that matters is how long and narrow they are."""

from __future__ import annotations

import math
from functools import cached_property

from ..catalogue import knob
from ..numbers import Real
from .base import MIDDLE, Interval, Point, Surface, rates

FRAMES = (1.0, 1.5, 2.0, 3.0, 4.5, 6.0, 9.0, 10.0)


def frame_size(reach: float) -> float:
    """The next of a few sizes, so that a picture keeps its frame while a start moves a little."""
    power = 10.0 ** math.floor(math.log10(max(reach, 1e-6)))
    return next(size * power for size in FRAMES if size * power >= reach * (1 - 1e-12))


class Sphere(Surface):
    """A round bowl: the gradient points straight at the minimum, so every step goes the right way."""

    name = "sphere"
    title = "Sphere"
    tex = r"x^2 + y^2"
    source = "Rechenberg, 1973 (De Jong's first function, 1975)"
    domain = ((-5.0, 5.0), (-5.0, 5.0))
    start = (-4.0, 3.0)
    rates = rates(0.25, 0.0032, 0.25, 2.0, 0.05, 0.56)
    places = MIDDLE

    def value(self, x: Real, y: Real) -> Real:
        """x^2 + y^2."""
        return x * x + y * y

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2x and 2y."""
        return 2 * x, 2 * y

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """2, 0, 2 everywhere."""
        return 2.0, 0.0, 2.0


class Quadratic(Surface):
    """A ravine kappa times steeper across than along: no rate above 2 / kappa settles, so the way along takes long.

    (u^2 + kappa v^2) / 2 with u = x cos(angle) + y sin(angle), v = y cos(angle) - x sin(angle); turned, it shows that
    methods with a rate for each coordinate mend the conditioning only along the axes.
    """

    name = "quadratic"
    title = "Quadratic ravine"
    tex = r"\tfrac{1}{2}(u^2 + \kappa v^2)"
    source = "Polyak, 1964; Goh, 2017"
    domain = ((-10.0, 10.0), (-5.0, 5.0))
    start = (-9.0, 1.0)
    rates = rates(0.038, 0.03, 0.022, 2.0, 0.06, 0.25)
    places = MIDDLE

    kappa: float = knob(
        r"\kappa", "how many times steeper across than along", low=1.0, high=1000.0, default=50.0, log=True
    )
    angle: float = knob(r"\theta", "turn of the ravine, in radians", low=-math.pi, high=math.pi, default=0.0)

    @cached_property
    def turn(self) -> tuple[float, float]:
        """The cosine and the sine of the angle."""
        return math.cos(self.angle), math.sin(self.angle)

    def value(self, x: Real, y: Real) -> Real:
        """(u^2 + kappa v^2) / 2."""
        c, s = self.turn
        u, v = c * x + s * y, c * y - s * x
        return (u * u + self.kappa * (v * v)) / 2

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """u times its axis and kappa v times the other."""
        c, s = self.turn
        u, w = c * x + s * y, self.kappa * (c * y - s * x)
        return c * u - s * w, s * u + c * w

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """The same everywhere: eigenvalues 1 and kappa."""
        c, s = self.turn
        return c * c + self.kappa * s * s, (1 - self.kappa) * s * c, s * s + self.kappa * c * c

    def shown_from(self, start: Point) -> tuple[Interval, Interval]:
        """A quadratic looks alike at every scale: the start stands near an edge, the minimum beyond the middle."""
        reach = frame_size(max(abs(start[0]), abs(start[1])))
        side = math.copysign(1.0, start[0])
        left, right = sorted((1.17 * side * reach, -0.5 * side * reach))
        high = max(1.4 * frame_size(abs(start[1])), 0.245 * reach)
        return (left, right), (-high, high)


class Booth(Surface):
    """A bowl nine times steeper one way than the other, and turned by 45 degrees: the axes are no help."""

    name = "booth"
    title = "Booth"
    tex = r"(x + 2y - 7)^2 + (2x + y - 5)^2"
    source = "Jamil & Yang, 2013"
    domain = ((-10.0, 10.0), (-10.0, 10.0))
    start = (-8.0, -5.0)
    rates = rates(0.028, 0.0032, 0.028, 4.5, 0.06, 3.5)
    places = ((1.0, 3.0),)

    def value(self, x: Real, y: Real) -> Real:
        """p^2 + q^2 with p = x + 2y - 7, q = 2x + y - 5."""
        p, q = x + 2 * y - 7, 2 * x + y - 5
        return p * p + q * q

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2p + 4q and 4p + 2q."""
        p, q = x + 2 * y - 7, 2 * x + y - 5
        return 2 * p + 4 * q, 4 * p + 2 * q

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """10, 8, 10 everywhere: eigenvalues 2 and 18."""
        return 10.0, 8.0, 10.0


class Matyas(Surface):
    """A shallow ravine along the diagonal: down its side in a few steps, along its floor in many."""

    name = "matyas"
    title = "Matyas"
    tex = r"0.26\,(x^2 + y^2) - 0.48\,x y"
    source = "Jamil & Yang, 2013"
    domain = ((-10.0, 10.0), (-10.0, 10.0))
    start = (9.0, 3.0)
    rates = rates(1.3, 0.14, 1.1, 4.5, 0.06, 0.89)
    places = MIDDLE

    def value(self, x: Real, y: Real) -> Real:
        """0.26 (x^2 + y^2) - 0.48 x y."""
        return 0.26 * (x * x + y * y) - 0.48 * (x * y)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """0.52 x - 0.48 y and 0.52 y - 0.48 x."""
        return 0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """0.52, -0.48, 0.52 everywhere: eigenvalues 0.04 and 1."""
        return 0.52, -0.48, 0.52
