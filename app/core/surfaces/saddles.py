"""Saddles: the gradient is 0, and it is not a minimum."""

from __future__ import annotations

from ..numbers import Real
from .base import MIDDLE, Surface, rates


class Saddle(Surface):
    """Down to the middle of the ridge, then off it: how far beside the ridge it starts decides when and where."""

    name = "saddle"
    title = "Saddle"
    tex = r"x^2 - y^2"
    source = "Dauphin, Pascanu, Gulcehre, Cho, Ganguli & Bengio, 2014 (saddle points)"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (-1.5, 0.001)
    rates = rates(0.05, 0.02, 0.02, 0.1, 0.01, 0.05)
    places = MIDDLE
    signed = True

    def value(self, x: Real, y: Real) -> Real:
        """(x - y)(x + y)."""
        return (x - y) * (x + y)

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """2x and -2y."""
        return 2 * x, -2 * y

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """2, 0, -2 everywhere."""
        return 2.0, 0.0, -2.0


class BoundedSaddle(Surface):
    """A saddle between two minima: the distance from the ridge grows like interest, by the factor 1 + lr a step."""

    name = "bounded_saddle"
    title = "Saddle between two minima"
    tex = r"\tfrac{1}{2}x^2 + \tfrac{1}{4}y^4 - \tfrac{1}{2}y^2"
    source = "Nesterov, 2004"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.0, 1e-6)
    rates = rates(0.1, 0.1, 0.1, 0.71, 0.025, 0.05)
    signed = True
    places = ((0.0, 1.0), (0.0, -1.0), (0.0, 0.0))

    def value(self, x: Real, y: Real) -> Real:
        """x^2 / 2 + y^4 / 4 - y^2 / 2."""
        square = y * y
        return x * x / 2 + square * (square - 2) / 4

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """x and y^3 - y."""
        return 1.0 * x, y * (y * y - 1)

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """1, 0 and 3 y^2 - 1."""
        return 1.0, 0.0, 3 * (y * y) - 1


class MonkeySaddle(Surface):
    """Two valleys for the legs and one for the tail: at the middle all second derivatives are 0 and decide nothing."""

    name = "monkey_saddle"
    title = "Monkey saddle"
    tex = r"x^3 - 3 x y^2"
    source = "Hilbert & Cohn-Vossen, 1932"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.5, 0.2)
    rates = rates(0.02, 0.01, 0.01, 0.1, 0.01, 0.05)
    places = MIDDLE
    signed = True

    def value(self, x: Real, y: Real) -> Real:
        """x (x^2 - 3 y^2)."""
        return x * (x * x - 3 * (y * y))

    def gradient(self, x: Real, y: Real) -> tuple[Real, Real]:
        """3 (x^2 - y^2) and -6 x y."""
        return 3 * ((x - y) * (x + y)), -6 * (x * y)

    def hessian(self, x: Real, y: Real) -> tuple[Real, Real, Real]:
        """6x, -6y, -6x."""
        return 6 * x, -6 * y, -6 * x
