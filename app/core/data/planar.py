"""Data sets of points in the plane that belong to one of two classes, which alternate row by row."""

from __future__ import annotations

from abc import abstractmethod
from math import pi

import numpy as np
from numpy.random import Generator

from ..catalogue import knob
from ..numbers import Array
from .base import DataSet, Singles, spread


class Planar(DataSet, abstract=True):
    """Points of two classes, as many of each, with normal noise round the place that each would have without.

    Worked out in doubles and rounded once, so that no machine's sine decides what a point is.
    """

    target = "class"

    noise: float = spread(0.1)

    def draw(self, places: Generator, luck: Generator, x: Singles, truth: Array) -> Array:
        """The places of both classes, and the noise."""
        y = np.arange(len(x), dtype=np.float64) % 2
        x[:] = self.points(places.random((len(x), 2)), y) + self.noise * luck.standard_normal(x.shape)
        return y

    @abstractmethod
    def points(self, u: Array, y: Array) -> Array:
        """The points `(m, 2)` of classes y `(m,)`, from numbers `(m, 2)` spread evenly over [0, 1)."""


def polar(radius: Array | float, angle: Array) -> Array:
    """Points `(m, 2)` at a radius and an angle."""
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


class Blobs(Planar):
    """Two round clouds, which a straight line divides as well as anything can."""

    name = "blobs"
    title = "Two blobs"
    tex = r"\mathcal N(\pm(\delta, \delta) / 2, \sigma^2)"
    source = "Fisher, 1936"

    noise: float = spread(0.5)
    distance: float = knob(r"\delta", "distance of the centres along each axis", low=0.0, high=10.0, default=2.0)

    def points(self, u: Array, y: Array) -> Array:
        """The centre of each class."""
        return np.repeat((self.distance * (y - 0.5))[:, None], 2, axis=1)


class Moons(Planar):
    """Two half circles that reach into each other."""

    name = "moons"
    title = "Moons"
    tex = r"(\cos t, \sin t),\ (1 - \cos t, \tfrac12 - \sin t)"
    source = "Pedregosa et al., 2011 (scikit-learn, make_moons)"

    def points(self, u: Array, y: Array) -> Array:
        """The upper half circle, or the lower one."""
        upper = polar(1.0, pi * u[:, 0])
        return np.where(y[:, None] == 0, upper, np.array([1.0, 0.5]) - upper)


class Circles(Planar):
    """A circle within a circle."""

    name = "circles"
    title = "Circles"
    tex = r"r \in \{1, f\}"
    source = "Pedregosa et al., 2011 (scikit-learn, make_circles)"

    noise: float = spread(0.05)
    factor: float = knob("f", "radius of the inner circle", low=0.0, high=1.0, default=0.5)

    def points(self, u: Array, y: Array) -> Array:
        """Anywhere on the circle of the class."""
        return polar(np.where(y == 0, 1.0, self.factor), 2 * pi * u[:, 0])


class Spirals(Planar):
    """Two arms of a spiral: the hardest of these for a network without depth."""

    name = "spirals"
    title = "Two spirals"
    tex = r"r = t,\ \varphi = 2 \pi k t + \pi y"
    source = "Lang & Witbrock, 1988"

    noise: float = spread(0.02)
    turns: float = knob("k", "turns of each arm", low=0.25, high=4.0, default=1.5)

    def points(self, u: Array, y: Array) -> Array:
        """Along the arm of the class, evenly by its radius."""
        return polar(u[:, 0], 2 * pi * self.turns * u[:, 0] + pi * y)


class Xor(Planar):
    """Four squares, of which those that lie crosswise belong together: no straight line divides them."""

    name = "xor"
    title = "XOR"
    tex = r"y = [x_1 x_2 < 0]"
    source = "Minsky & Papert, 1969"

    noise: float = spread(0.0)

    def points(self, u: Array, y: Array) -> Array:
        """Anywhere in the square [-1, 1]^2 where the signs differ (class 1) or agree (class 0)."""
        first = 2 * u[:, 0] - 1
        return np.stack([first, np.sign(first) * np.where(y == 1, -1, 1) * u[:, 1]], axis=1)


class Checkerboard(Planar):
    """The fields of a checkerboard."""

    name = "checkerboard"
    title = "Checkerboard"
    tex = r"y = (\lfloor k x_1 \rfloor + \lfloor k x_2 \rfloor) \bmod 2"
    source = "Ho & Kleinberg, 1996"
    counts = ("n", "fields")

    noise: float = spread(0.0)
    fields: float = knob("k", "fields along a side", low=2.0, high=16.0, default=4.0)

    def points(self, u: Array, y: Array) -> Array:
        """Anywhere on a field of the class, on the square [-1, 1]^2 that has so many fields along a side."""
        count = int(self.fields)
        column = np.floor(count * u[:, 0])
        halves = (count - (column + y) % 2 + 1) // 2  # fields of the class in this column, from the first or second on
        place = halves * u[:, 1]
        row = 2 * np.floor(place) + (column + y) % 2 + place % 1
        return np.stack([2 * u[:, 0] - 1, 2 * row / count - 1], axis=1)
