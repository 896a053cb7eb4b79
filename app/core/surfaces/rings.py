"""Rings and needles: surfaces made of the distance from one point."""

from __future__ import annotations

import math
from math import pi

from ..elementary import bend, cos, exp, expm1, hypot, larger, sin, sinc
from ..numbers import Real
from .base import MIDDLE, Stationary, Surface, rates

TINY = 5e-324


class Ackley(Surface):
    """A plain of small pits around one deep funnel: nearly flat and useless gradients until the funnel takes over.

    At the origin is the tip of a cone: the slope is 2 sqrt 2 in every direction away from it, and the curvature has no
    bound. The gradient there is given as 0, the mean of all directions, and the Hessian as inf, 0, inf: no constant
    learning rate settles on the tip. The stationary points given are those within the first ring of pits.
    """

    name = "ackley"
    title = "Ackley"
    tex = r"-20\,e^{-0.2\sqrt{(x^2 + y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + e + 20"
    source = "Ackley, 1987"
    domain = ((-5.0, 5.0), (-5.0, 5.0))
    view = ((-3.0, 3.0), (-1.8, 1.8))
    start = (-1.7, 0.6)
    places = (
        (0.0, 0.0),
        *(spot for d in (0.952167, 0.625781, -0.952167, -0.625781) for spot in ((d, 0.0), (0.0, d))),
        *((x, y) for d in (0.968478, 0.673097) for x in (d, -d) for y in (d, -d)),
        *((x, y) for x in (0.577413, -0.577413) for y in (0.874762, -0.874762)),
        *((x, y) for x in (0.874762, -0.874762) for y in (0.577413, -0.577413)),
    )
    rates = rates(0.032, 0.032, 0.013, 0.2, 0.05, 0.1)

    def value(self, x: Real, y: Real) -> Real:
        """20 (1 - e^(-s / 5)) + e (1 - e^(-w)), s = |(x, y)| / sqrt 2, w = sin^2(pi x) + sin^2(pi y)."""
        p, q = sin(pi * x), sin(pi * y)
        return -20 * expm1(-0.2 * math.sqrt(0.5) * hypot(x, y)) - math.e * expm1(-(p * p + q * q))

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2 e^(-s / 5) x / s + pi sin(2 pi x) e^(1 - w), and the same in y."""
        s, funnel, pits = self.parts(x, y)
        return 2 * funnel * (x / s) + pi * pits * sin(2 * pi * x), 2 * funnel * (y / s) + pi * pits * sin(2 * pi * y)

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """The funnel bends by e^(-s / 5) / s around itself and by -e^(-s / 5) / 5 along its slope."""
        s, funnel, pits = self.parts(x, y)
        p, q = x / s, y / s
        tip = ((x == 0) & (y == 0)) * 1e308 * 1e308
        a, b = sin(2 * pi * x), sin(2 * pi * y)
        fxx = funnel * (q * q / s - 0.2 * p * p) + pi * pi * pits * (2 * cos(2 * pi * x) - a * a)
        fyy = funnel * (p * p / s - 0.2 * q * q) + pi * pi * pits * (2 * cos(2 * pi * y) - b * b)
        return fxx + tip, -funnel * (p * q / s + 0.2 * p * q) - pi * pi * pits * a * b, fyy + tip

    def parts(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """s, never quite 0; e^(-s / 5); and e^(1 - w)."""
        s = larger(math.sqrt(0.5) * hypot(x, y), TINY)
        return s, exp(-0.2 * s), exp((cos(2 * pi * x) + cos(2 * pi * y)) / 2)


class DropWave(Surface):
    """Rings around a stone's splash: every ring is a valley that leads nowhere but round.

    With D = r^2 / 2 + 2 the slope is x g(r), g = (12 sin(12 r) / r D + 1 + cos 12 r) / D^2; both g and the bend
    h = g' / r have limits at r = 0 and are worked out without division by it. The floors of the rings are whole circles
    of minima; only the middle is given as a stationary point.
    """

    name = "drop_wave"
    title = "Drop wave"
    tex = r"-\frac{1 + \cos 12\sqrt{x^2 + y^2}}{\tfrac{1}{2}(x^2 + y^2) + 2}"
    source = "Molga & Smutnicki, 2005"
    domain = ((-5.12, 5.12), (-5.12, 5.12))
    view = ((-1.6, 1.6), (-1.0, 1.0))
    start = (0.2, 0.1)
    rates = rates(0.025, 0.025, 0.01, 0.071, 0.02, 0.05)
    places = MIDDLE

    def value(self, x: Real, y: Real) -> Real:
        """-2 cos^2(6 r) / D."""
        c = cos(6 * hypot(x, y))
        return -2 * (c * c) / ((x * x + y * y) / 2 + 2)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """x g and y g."""
        g = self.pulls(x, y)[0]
        return x * g, y * g

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """g + x^2 h, x y h and g + y^2 h."""
        g, h = self.pulls(x, y)
        return g + x * (x * h), x * (y * h), g + y * (y * h)

    def pulls(self, x: Real, y: Real) -> tuple[Real, Real]:
        """g, and h = -20736 bend(12 r) / D - 2 D g / D^2."""
        t = 12 * hypot(x, y)
        d = (x * x + y * y) / 2 + 2
        c = cos(t / 2)
        g = (144 * sinc(t) + 2 * (c * c) / d) / d
        return g, -(20736 * bend(t) + 2 * g) / d


class Easom(Surface):
    """A needle's hole in a plain: a step away from it the gradient is too small to say where it is.

    -cos x cos y e^(-(x - pi)^2 - (y - pi)^2) = -a(x - pi) a(y - pi) with a(t) = cos t e^(-t^2).
    """

    name = "easom"
    title = "Easom"
    tex = r"-\cos x\,\cos y\,e^{-(x - \pi)^2 - (y - \pi)^2}"
    source = "Easom, 1990"
    domain = ((-1.0, 7.0), (-1.0, 7.0))
    view = ((0.2, 6.1), (1.3, 5.0))
    start = (4.3, 2.2)
    rates = rates(0.45, 0.16, 0.32, 0.32, 0.05, 0.1)
    places = MIDDLE

    def value(self, x: Real, y: Real) -> Real:
        """-a(t) a(u) with t = x - pi, u = y - pi."""
        return -self.hump(x - pi)[0] * self.hump(y - pi)[0]

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """-a'(t) a(u) and -a(t) a'(u)."""
        (a, da, _), (b, db, _) = self.hump(x - pi), self.hump(y - pi)
        return -da * b, -a * db

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """-a''(t) a(u), -a'(t) a'(u) and -a(t) a''(u)."""
        (a, da, dda), (b, db, ddb) = self.hump(x - pi), self.hump(y - pi)
        return -dda * b, -da * db, -a * ddb

    def hump(self, t: Real) -> tuple[Real, Real, Real]:
        """a(t), a'(t) = -(sin t + 2 t cos t) e^(-t^2) and a''(t) = (4 t^2 cos t + 4 t sin t - 3 cos t) e^(-t^2)."""
        c, s, e = cos(t), sin(t), exp(-t * t)
        return c * e, -(s + 2 * t * c) * e, (4 * t * (t * c + s) - 3 * c) * e

    def stationary(self) -> tuple[Stationary, ...]:
        """Where a' = 0 in both, tan t = -2 t, and where a = 0 in both, t = pi / 2."""
        rest, zero = (0.0, 1.8366, -1.8366), (pi / 2, -pi / 2)
        level = [self.at(pi + t, pi + u) for t in rest for u in rest]
        return (*level, *(self.at(pi + t, pi + u) for t in zero for u in zero))
