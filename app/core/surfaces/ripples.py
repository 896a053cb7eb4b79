"""Waves: a broad shape, and minima everywhere on it."""

from __future__ import annotations

import math
from math import pi

from ..elementary import cos, sin
from ..numbers import Real
from .base import Surface, rates

SQRT_HALF = math.sqrt(0.5)


class Rastrigin(Surface):
    """A bowl of egg cups: the gradient tells of the nearest cup and hardly of the bowl.

    20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y), written so that no digits are lost near the minimum. The
    stationary points given are those within a step of the middle; there are some 440 in the domain.
    """

    name = "rastrigin"
    title = "Rastrigin"
    tex = r"20 + x^2 - 10\cos 2\pi x + y^2 - 10\cos 2\pi y"
    source = "Rastrigin, 1974"
    domain = ((-5.12, 5.12), (-5.12, 5.12))
    view = ((-2.6, 2.6), (-1.6, 1.6))
    start = (1.35, -0.75)
    rates = rates(0.0032, 7.1e-05, 0.0022, 0.2, 0.02, 0.071)
    places = tuple((x, y) for x in (0.0, 0.995, -0.995, 0.503, -0.503) for y in (0.0, 0.995, -0.995, 0.503, -0.503))

    def value(self, x: Real, y: Real) -> Real:
        """x^2 + 20 sin^2(pi x) + y^2 + 20 sin^2(pi y)."""
        s, t = sin(pi * x), sin(pi * y)
        return x * x + y * y + 20 * (s * s + t * t)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2 x + 20 pi sin(2 pi x), and the same in y."""
        return 2 * x + 20 * pi * sin(2 * pi * x), 2 * y + 20 * pi * sin(2 * pi * y)

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """2 + 40 pi^2 cos(2 pi x), 0, and the same in y."""
        return 2 + 40 * pi * pi * cos(2 * pi * x), 0.0, 2 + 40 * pi * pi * cos(2 * pi * y)


class Griewank(Surface):
    """Gentle waves on a bowl so wide that it is not felt: from afar a bowl, from nearby nothing but waves.

    The stationary points given are those nearest the middle.
    """

    name = "griewank"
    title = "Griewank"
    tex = r"\tfrac{1}{4000}(x^2 + y^2) - \cos x\,\cos\tfrac{y}{\sqrt 2} + 1"
    source = "Griewank, 1981"
    domain = ((-10.0, 10.0), (-10.0, 10.0))
    view = ((-6.5, 6.5), (-4.0, 4.0))
    start = (2.5, 1.5)
    rates = rates(1.4, 0.35, 1.1, 1.0, 0.025, 0.32)
    places = (
        (0.0, 0.0),
        *((x, y) for x in (3.14, -3.14) for y in (4.438, -4.438)),
        *((6.28, 0.0), (-6.28, 0.0), (0.0, 8.877), (0.0, -8.877)),
        *((3.14, 0.0), (-3.14, 0.0), (0.0, 4.438), (0.0, -4.438)),
        *((x, y) for x in (1.571, -1.571) for y in (2.221, -2.221)),
    )

    def value(self, x: Real, y: Real) -> Real:
        """(x^2 + y^2) / 4000 + 1 - cos x cos(y / sqrt 2)."""
        return (x * x + y * y) / 4000 + (1 - cos(x * 1.0) * cos(SQRT_HALF * y))

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """x / 2000 + sin x cos(y / sqrt 2) and y / 2000 + cos x sin(y / sqrt 2) / sqrt 2."""
        t = SQRT_HALF * y
        return x / 2000 + sin(x) * cos(t), y / 2000 + SQRT_HALF * (cos(x) * sin(t))

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """1/2000 + cos x cos t, -sin x sin t / sqrt 2 and 1/2000 + cos x cos t / 2 with t = y / sqrt 2."""
        t = SQRT_HALF * y
        both = cos(x) * cos(t)
        return 0.0005 + both, -SQRT_HALF * (sin(x) * sin(t)), 0.0005 + both / 2


class Levy(Surface):
    """Waves that grow with the distance: the farther out, the deeper the valleys that lie across the way.

    w = 1 + (x - 1) / 4 and the same of y. Written with u = w - 1, by which the sines lose whole turns and no digits are
    lost at the minimum (1, 1). The stationary points given are those less than 5 away from it in x and y.
    """

    name = "levy"
    title = "Lévy"
    tex = (
        r"\sin^2 \pi w + (w - 1)^2 (1 + 10 \sin^2(\pi w + 1)) + (v - 1)^2 (1 + \sin^2 2\pi v),"
        r" \quad w = 1 + \tfrac{x - 1}{4},\; v = 1 + \tfrac{y - 1}{4}"
    )
    source = "Lévy & Montalvo, 1985; Surjanovic & Bingham, 2013 (in this form)"
    domain = ((-10.0, 10.0), (-10.0, 10.0))
    view = ((-4.0, 7.0), (-2.4, 4.4))
    start = (5.2, 2.8)
    rates = rates(0.63, 0.11, 0.45, 1.1, 0.025, 0.032)
    places = tuple((x, y) for x in (1.0, 2.7689, 3.7911, -2.7053) for y in (1.0, 4.2567, -2.2567, 4.8906, -2.8906))

    def value(self, x: Real, y: Real) -> Real:
        """sin^2(pi u) + u^2 (1 + 10 sin^2(pi u + 1)) + v^2 (1 + sin^2(2 pi v)), u = (x - 1) / 4, v = (y - 1) / 4."""
        u, v = (x - 1) / 4, (y - 1) / 4
        p, q, r = sin(pi * u), sin(pi * u + 1), sin(2 * pi * v)
        return p * p + u * u * (1 + 10 * (q * q)) + v * v * (1 + r * r)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """A quarter of the slopes in u and v: by sin 2t = 2 sin t cos t, that of sin^2(pi u) is pi sin(2 pi u)."""
        u, v = (x - 1) / 4, (y - 1) / 4
        q, r = sin(pi * u + 1), sin(2 * pi * v)
        fu = pi * sin(2 * pi * u) + 2 * u * (1 + 10 * (q * q)) + u * u * (10 * pi * sin(2 * pi * u + 2))
        fv = 2 * v * (1 + r * r) + v * v * (2 * pi * sin(4 * pi * v))
        return fu / 4, fv / 4

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """A sixteenth of the second derivatives in u and v; 0 across."""
        u, v = (x - 1) / 4, (y - 1) / 4
        q, r = sin(pi * u + 1), sin(2 * pi * v)
        fuu = 2 * pi * pi * cos(2 * pi * u) + 2 * (1 + 10 * (q * q))
        fuu = fuu + 40 * pi * (u * sin(2 * pi * u + 2)) + 20 * pi * pi * (u * u * cos(2 * pi * u + 2))
        fvv = 2 * (1 + r * r) + 8 * pi * (v * sin(4 * pi * v)) + 8 * pi * pi * (v * v * cos(4 * pi * v))
        return fuu / 16, 0.0, fvv / 16


class Levy13(Surface):
    """Waves across a bowl, three to a unit: a step that is short enough for the waves is too short for the bowl.

    Number 13 of its family. The sines have a whole number of waves to a unit, so x - 1 serves for x in them, and no
    digits are lost at the minimum (1, 1). The stationary points given are those less than 1/2 away from it in x and y.
    """

    name = "levy_13"
    title = "Lévy N. 13"
    tex = r"\sin^2 3\pi x + (x - 1)^2(1 + \sin^2 3\pi y) + (y - 1)^2(1 + \sin^2 2\pi y)"
    source = "Lévy & Montalvo, 1985"
    domain = ((-10.0, 10.0), (-10.0, 10.0))
    view = ((-0.6, 2.6), (0.0, 2.0))
    start = (1.5, 1.4)
    rates = rates(0.01, 0.00056, 0.00071, 0.089, 0.02, 0.05)
    places = (
        *((1 + u, 1.0) for u in (0.0, 0.329619, -0.329619, 0.168565, -0.168565)),
        *((1 + u, 1 + v) for u in (0.328334, -0.328334) for v in (0.266107, -0.266107)),
        *((1 + u, 1 + v) for u in (0.327564, -0.327564) for v in (0.243462, -0.243462)),
    )

    def value(self, x: Real, y: Real) -> Real:
        """sin^2(3 pi x) + u^2 (1 + sin^2(3 pi y)) + v^2 (1 + sin^2(2 pi y)) with u = x - 1, v = y - 1."""
        u, v = x - 1, y - 1
        p, q, r = sin(3 * pi * u), sin(3 * pi * v), sin(2 * pi * v)
        return p * p + u * u * (1 + q * q) + v * v * (1 + r * r)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """By sin 2t = 2 sin t cos t, the slope of sin^2(3 pi x) is 3 pi sin(6 pi x)."""
        u, v = x - 1, y - 1
        q, r = sin(3 * pi * v), sin(2 * pi * v)
        fx = 3 * pi * sin(6 * pi * u) + 2 * u * (1 + q * q)
        return fx, u * u * (3 * pi * sin(6 * pi * v)) + 2 * v * (1 + r * r) + v * v * (2 * pi * sin(4 * pi * v))

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """Twice the slope of the slope: 18 pi^2 cos(6 pi x) for sin^2(3 pi x)."""
        u, v = x - 1, y - 1
        q, r = sin(3 * pi * v), sin(2 * pi * v)
        fxx = 18 * pi * pi * cos(6 * pi * u) + 2 * (1 + q * q)
        fyy = 18 * pi * pi * (u * u * cos(6 * pi * v)) + 2 * (1 + r * r)
        fyy = fyy + 8 * pi * (v * sin(4 * pi * v)) + 8 * pi * pi * (v * v * cos(4 * pi * v))
        return fxx, 6 * pi * (u * sin(6 * pi * v)), fyy


class Bohachevsky(Surface):
    """A bowl with ripples of two lengths: far out they do not matter, at the bottom nothing else does.

    The first of three. The stationary points given are those nearest the minimum.
    """

    name = "bohachevsky"
    title = "Bohachevsky"
    tex = r"x^2 + 2y^2 - 0.3\cos 3\pi x - 0.4\cos 4\pi y + 0.7"
    source = "Bohachevsky, Johnson & Stein, 1986"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    view = ((-1.5, 1.5), (-0.95, 0.95))
    start = (-0.9, 0.75)
    rates = rates(0.025, 0.0013, 0.014, 0.13, 0.025, 0.028)
    places = tuple((x, y) for x in (0.0, 0.619, -0.619, 0.362, -0.362) for y in (0.0, 0.469, -0.469, 0.271, -0.271))

    def value(self, x: Real, y: Real) -> Real:
        """x^2 + 2 y^2 + 0.6 sin^2(1.5 pi x) + 0.8 sin^2(2 pi y)."""
        s, t = sin(1.5 * pi * x), sin(2 * pi * y)
        return x * x + 2 * (y * y) + 0.6 * (s * s) + 0.8 * (t * t)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2 x + 0.9 pi sin(3 pi x) and 4 y + 1.6 pi sin(4 pi y)."""
        return 2 * x + 0.9 * pi * sin(3 * pi * x), 4 * y + 1.6 * pi * sin(4 * pi * y)

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """2 + 2.7 pi^2 cos(3 pi x), 0 and 4 + 6.4 pi^2 cos(4 pi y)."""
        return 2 + 2.7 * pi * pi * cos(3 * pi * x), 0.0, 4 + 6.4 * pi * pi * cos(4 * pi * y)
