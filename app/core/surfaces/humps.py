"""Humps: polynomials and one sine with several minima, all of their stationary points known."""

from __future__ import annotations

import math

from ..elementary import cos, sin
from ..numbers import Real
from .base import Surface, rates

INNER, OUTER = math.sqrt(2.1 - math.sqrt(0.91)), math.sqrt(2.1 + math.sqrt(0.91))  # roots of x^4 - 4.2 x^2 + 3.5

SIX = (
    (0.089842013, -0.712656403),
    (1.703606715, -0.796083569),
    (1.607104753, 0.568651455),
    (1.109205337, -0.768268093),
    (1.638067984, 0.228674069),
    (1.296070267, 0.605084388),
    (1.230229877, 0.162334584),
)


class ThreeHumpCamel(Surface):
    """Three minima in a row, the middle one lowest: too small a step stops at the first one it meets."""

    name = "three_hump_camel"
    title = "Three-hump camel"
    tex = r"2x^2 - 1.05x^4 + \tfrac{1}{6}x^6 + x y + y^2"
    source = "Branin, 1972 (Dixon & Szegö, 1978)"
    domain = ((-5.0, 5.0), (-5.0, 5.0))
    start = (2.2, 3.0)
    rates = rates(0.11, 0.002, 0.035, 1.8, 0.056, 0.32)
    places = ((0.0, 0.0), (-OUTER, OUTER / 2), (OUTER, -OUTER / 2), (-INNER, INNER / 2), (INNER, -INNER / 2))

    def value(self, x: Real, y: Real) -> Real:
        """2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2."""
        s = x * x
        return s * (2 + s * (s / 6 - 1.05)) + x * y + y * y

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """4 x - 4.2 x^3 + x^5 + y and x + 2 y."""
        s = x * x
        return x * (4 + s * (s - 4.2)) + y, x + 2 * y

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """4 - 12.6 x^2 + 5 x^4, 1, 2."""
        s = x * x
        return 4 + s * (5 * s - 12.6), 1.0, 2.0


class SixHumpCamel(Surface):
    """Six minima in three pairs, two of them lowest: symmetric about the middle, where a saddle waits."""

    name = "six_hump_camel"
    title = "Six-hump camel"
    tex = r"\left(4 - 2.1x^2 + \tfrac{1}{3}x^4\right)x^2 + x y + (4y^2 - 4)\,y^2"
    source = "Branin, 1972 (Dixon & Szegö, 1978)"
    domain = ((-3.0, 3.0), (-2.0, 2.0))
    start = (-1.2, 1.6)
    places = ((0.0, 0.0), *((side * x, side * y) for side in (1, -1) for x, y in SIX))
    rates = rates(0.016, 0.0018, 0.0079, 0.79, 0.05, 0.028)

    def value(self, x: Real, y: Real) -> Real:
        """4 x^2 - 2.1 x^4 + x^6 / 3 + x y - 4 y^2 + 4 y^4."""
        s, t = x * x, y * y
        return s * (4 + s * (s / 3 - 2.1)) + x * y + 4 * (t * (t - 1))

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """8 x - 8.4 x^3 + 2 x^5 + y and x - 8 y + 16 y^3."""
        s = x * x
        return x * (8 + s * (2 * s - 8.4)) + y, x + 8 * y * (2 * (y * y) - 1)

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """8 - 25.2 x^2 + 10 x^4, 1, 48 y^2 - 8."""
        s = x * x
        return 8 + s * (10 * s - 25.2), 1.0, 48 * (y * y) - 8


class GoldsteinPrice(Surface):
    """Heights from 3 to a million: far out the gradient is too large for any rate that is right near the minimum.

    A(w) B(z) with w = x + y and z = 2x - 3y: A = 1 + (w + 1)^2 (3 w^2 - 14 w + 19), B = 30 + z^2 (3 z^2 - 16 z + 18).
    Then A' = 12 (w + 1)(w - 1)(w - 2) and B' = 12 z (z - 1)(z - 3), and A, B > 0, so the stationary points are the nine
    crossings of w = -1, 1, 2 with z = 0, 1, 3.
    """

    name = "goldstein_price"
    title = "Goldstein and Price"
    tex = (
        r"\left[1 + (x + y + 1)^2(19 - 14x + 3x^2 - 14y + 6xy + 3y^2)\right]"
        r"\left[30 + (2x - 3y)^2(18 - 32x + 12x^2 + 48y - 36xy + 27y^2)\right]"
    )
    source = "Goldstein & Price, 1971"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (-1.5, -0.5)
    rates = rates(1.3e-05, 1.4e-05, 1.1e-05, 0.5, 0.02, 0.35)
    places = tuple(((3 * w + z) / 5, (2 * w - z) / 5) for w in (-1, 1, 2) for z in (3, 0, 1))

    def value(self, x: Real, y: Real) -> Real:
        """A B."""
        w, z = x + y, 2 * x - 3 * y
        return self.first(w) * self.second(z)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """A' B + 2 A B' and A' B - 3 A B'."""
        w, z = x + y, 2 * x - 3 * y
        p = 12 * ((w + 1) * (w - 1) * (w - 2)) * self.second(z)
        q = 12 * (z * (z - 1) * (z - 3)) * self.first(w)
        return p + 2 * q, p - 3 * q

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """A'' B + 4 A' B' + 4 A B'', A'' B - A' B' - 6 A B'' and A'' B - 6 A' B' + 9 A B''."""
        w, z = x + y, 2 * x - 3 * y
        p = 12 * (w * (3 * w - 4) - 1) * self.second(z)
        q = 144 * ((w + 1) * (w - 1) * (w - 2)) * (z * (z - 1) * (z - 3))
        r = 12 * (z * (3 * z - 8) + 3) * self.first(w)
        return p + 4 * (q + r), p - q - 6 * r, p - 6 * q + 9 * r

    def first(self, w: Real) -> Real:
        """A(w) = 1 + (w + 1)^2 (3 w^2 - 14 w + 19)."""
        return 1 + (w + 1) * (w + 1) * (w * (3 * w - 14) + 19)

    def second(self, z: Real) -> Real:
        """B(z) = 30 + z^2 (3 z^2 - 16 z + 18)."""
        return 30 + z * z * (z * (3 * z - 16) + 18)


class McCormick(Surface):
    """A wave on a slope: each valley is as good a trap as the next, and the lowest lies where the picture ends.

    With p = x + y and q = x - y it is sin p + q^2 + p / 2 - 2 q + 1: minima and saddles where cos p = -1/2, q = 1. It
    falls without end along q = 1; the lowest minimum is lowest within the domain.
    """

    name = "mccormick"
    title = "McCormick"
    tex = r"\sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1"
    source = "McCormick, 1976"
    domain = ((-1.5, 4.0), (-3.0, 4.0))
    start = (3.5, -1.0)
    rates = rates(0.18, 0.01, 0.18, 1.1, 0.02, 0.4)
    places = tuple((p / 2 + 0.5, p / 2 - 0.5) for p in (-2 * math.pi / 3, 4 * math.pi / 3, 2 * math.pi / 3))

    def value(self, x: Real, y: Real) -> Real:
        """sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1."""
        return sin(x + y) + (x - y) * (x - y) - 1.5 * x + 2.5 * y + 1

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """cos(x + y) + 2 (x - y) - 1.5 and cos(x + y) - 2 (x - y) + 2.5."""
        slope, across = cos(x + y), 2 * (x - y)
        return slope + across - 1.5, slope - across + 2.5

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """2 - sin(x + y), -2 - sin(x + y), 2 - sin(x + y)."""
        wave = sin(x + y)
        return 2 - wave, -2 - wave, 2 - wave
