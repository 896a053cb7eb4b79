"""Waves: up and down again."""

from __future__ import annotations

import numpy as np

from ..numbers import Real
from .base import Activation


class Gaussian(Activation):
    """A bell: the output says how near the input is to 0."""

    name = "gaussian"
    title = "Gaussian"
    tex = r"e^{-x^2}"
    source = "Broomhead & Lowe, 1988 (radial basis functions)"
    pros = ("smooth everywhere", "local: a unit answers for its own region only")
    cons = ("not monotonic", "no gradient far away from 0")

    def both(self, x: Real) -> tuple[Real, Real]:
        """e^(-x^2) and -2 x e^(-x^2)."""
        t = np.minimum(np.abs(x), 40.0)
        e = np.exp(-(t * t))
        return e, -2 * (x * e)


class Sine(Activation):
    """A wave that never saturates and never settles.

    With t = tan(x / 2), sin x = 2t / (1 + t^2) and cos x = (1 - t^2) / (1 + t^2): one tangent, which NumPy works out
    several at a time, for two calls that it does not.
    """

    name = "sine"
    title = "Sine"
    tex = r"\sin x"
    source = "Sitzmann, Martel, Bergman, Lindell & Wetzstein, 2020 (SIREN)"
    pros = ("represents fine detail and its derivatives", "outputs are zero-centred")
    cons = ("not monotonic: many minima", "needs a careful initialisation")
    settles = False

    def both(self, x: Real) -> tuple[Real, Real]:
        """sin x and cos x."""
        t = np.tan(np.divide(x, 2))
        square = t * t
        return 2 * t / (1 + square), (1 - square) / (1 + square)
