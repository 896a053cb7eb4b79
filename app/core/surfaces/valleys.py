"""Valleys: easy to enter, long to follow."""

from __future__ import annotations

from ..catalogue import knob
from ..numbers import Real
from .base import MIDDLE, Stationary, Surface, rates


class Rosenbrock(Surface):
    """A narrow valley that bends: finding it takes a few steps, following it to its end takes thousands."""

    name = "rosenbrock"
    title = "Rosenbrock"
    tex = r"(a - x)^2 + b\,(y - x^2)^2"
    source = "Rosenbrock, 1960"
    domain = ((-2.0, 2.0), (-1.0, 3.0))
    start = (-1.2, 1.0)
    rates = rates(0.0018, 0.0028, 0.0011, 0.79, 0.005, 0.022)
    places = MIDDLE

    a: float = knob("a", "where along the valley its lowest point is", low=-1.5, high=1.5, default=1.0)
    b: float = knob("b", "how steep the valley's sides are", low=1.0, high=1000.0, default=100.0, log=True)

    def value(self, x: Real, y: Real) -> Real:
        """u^2 + b v^2 with u = a - x, v = y - x^2."""
        u, v = self.a - x, y - x * x
        return u * u + self.b * (v * v)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """-2 (u + 2 b x v) and 2 b v."""
        w = 2.0 * self.b * (y - x * x)
        return 2.0 * (x - self.a - x * w), w

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """2 - 4 b (v - 2 x^2), -4 b x and 2 b."""
        b = self.b
        return 2 - 4 * b * (y - 3 * (x * x)), -4 * b * x, 2 * b

    def stationary(self) -> tuple[Stationary, ...]:
        """The minimum at (a, a^2), and no other."""
        return (self.at(self.a, self.a * self.a),)


class Beale(Surface):
    """A plain with sharp ridges at the corners and one valley: gradients of very different size on one way down."""

    name = "beale"
    title = "Beale"
    tex = r"(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"
    source = "Beale, 1958"
    domain = ((-4.5, 4.5), (-4.5, 4.5))
    view = ((-0.95, 4.75), (-1.72, 1.78))
    start = (1.0, 1.5)
    rates = rates(0.03, 0.0032, 0.0035, 2.0, 0.03, 0.45)
    places = ((3.0, 0.5), (0.0, 1.0), (0.1005379373, -2.6445135850))

    def value(self, x: Real, y: Real) -> Real:
        """p^2 + q^2 + r^2, the three brackets."""
        p, q, r = self.brackets(x, y)
        return p * p + q * q + r * r

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2 (p px + q qx + r rx) and 2 (p py + q qy + r ry)."""
        p, q, r = self.brackets(x, y)
        square = y * y
        fx = 2 * (p * (y - 1) + q * (square - 1) + r * (square * y - 1))
        return fx, 2 * x * (p + 2 * (q * y) + 3 * (r * square))

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """2 (px^2 + qx^2 + rx^2), and so on: only the brackets' xy and yy bend."""
        p, q, r = self.brackets(x, y)
        square = y * y
        px, qx, rx = y - 1, square - 1, square * y - 1
        py, qy, ry = x, 2 * (x * y), 3 * (x * square)
        fxx = 2 * (px * px + qx * qx + rx * rx)
        fxy = 2 * (px * py + qx * qy + rx * ry + p + 2 * (q * y) + 3 * (r * square))
        return fxx, fxy, 2 * (py * py + qy * qy + ry * ry + 2 * (q * x) + 6 * (r * x * y))

    def brackets(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """1.5 - x + x y, 2.25 - x + x y^2 and 2.625 - x + x y^3."""
        square = y * y
        return 1.5 + x * (y - 1), 2.25 + x * (square - 1), 2.625 + x * (square * y - 1)
