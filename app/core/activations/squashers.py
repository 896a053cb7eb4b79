"""Squashers: every number into an interval."""

from __future__ import annotations

import numpy as np

from ..catalogue import knob
from ..numbers import Real
from .base import Activation
from .shared import between, clip, hypotenuse, ramp, tangent

HEIGHT, STEEPNESS = 1.7159, 2 / 3


class HardSigmoid(Activation):
    """The sigmoid drawn with three straight lines."""

    name = "hard_sigmoid"
    title = "Hard sigmoid"
    tex = r"\frac{\min(\max(0,\, x + 3),\, 6)}{6}"
    source = "Courbariaux, Bengio & David, 2015"
    pros = ("a sigmoid without exp", "reaches 0 and 1")
    cons = ("no gradient at all for |x| > 3", "outputs are not zero-centred")

    def value(self, x: Real) -> Real:
        """(x + 3) / 6 kept within 0 and 1."""
        return ramp(x)

    def slope(self, x: Real) -> Real:
        """1 / 6 for |x| < 3, 0 elsewhere."""
        slope = between(x, -3.0, 3.0)
        slope *= 1 / 6
        return slope

    def breaks(self) -> tuple[float, ...]:
        """The corners at -3 and 3."""
        return (-3.0, 3.0)


class HardTanh(Activation):
    """A line with a floor and a ceiling."""

    name = "hard_tanh"
    title = "Hard tanh"
    tex = r"\min(\max(m,\, x),\, M)"
    source = "Collobert, 2004"
    pros = ("very cheap", "bounded")
    cons = ("no gradient at all beyond its bounds",)

    min_val: float = knob("m", "the floor", low=-10.0, high=0.0, default=-1.0)
    max_val: float = knob("M", "the ceiling", low=0.1, high=10.0, default=1.0)

    def value(self, x: Real) -> Real:
        """x kept within min_val and max_val."""
        return clip(x, self.min_val, self.max_val)

    def slope(self, x: Real) -> Real:
        """1 between the bounds, 0 at them and beyond."""
        return between(x, self.min_val, self.max_val)

    def breaks(self) -> tuple[float, ...]:
        """The corners at both bounds."""
        return (self.min_val, self.max_val)


class LecunTanh(Activation):
    """A tanh scaled so that f(1) = 1 and f(-1) = -1, with the greatest curvature there.

    f = 1.7159 tanh(2x / 3).
    """

    name = "lecun_tanh"
    title = "LeCun's tanh"
    tex = r"1.7159\,\tanh\left(\tfrac{2}{3}x\right)"
    source = "LeCun, Bottou, Orr & Müller, 1998"
    pros = ("targets of -1 and 1 lie away from the saturated ends", "outputs are zero-centred")
    cons = ("saturated units still kill the gradient", "exp is a bit expensive")

    def both(self, x: Real) -> tuple[Real, Real]:
        """1.7159 tanh(2x / 3) and 1.7159 (2 / 3) (1 - tanh^2(2x / 3))."""
        value, slope = tangent(np.multiply(STEEPNESS, x))
        return HEIGHT * value, HEIGHT * STEEPNESS * slope


class Softsign(Activation):
    """Squash any number into (-1, 1) with one division."""

    name = "softsign"
    title = "Softsign"
    tex = r"\frac{x}{1 + |x|}"
    source = "Bergstra, Desjardins, Lamblin & Bengio, 2009"
    pros = ("no exp", "the gradient fades like 1 / x^2, not exponentially")
    cons = ("approaches its bounds very slowly", "still saturates")

    def both(self, x: Real) -> tuple[Real, Real]:
        """x / (1 + |x|) and 1 / (1 + |x|)^2."""
        d = 1 + np.abs(x)
        return x / d, np.square(1 / d)


class Arctan(Activation):
    """Squash any number into (-pi/2, pi/2), with tails that fade slowly."""

    name = "arctan"
    title = "Arctan"
    tex = r"\arctan x"
    source = "Gregory, 1671 (the series)"
    pros = ("outputs are zero-centred", "the gradient fades like 1 / x^2, not exponentially")
    cons = ("still saturates", "an inverse tangent is a bit expensive")

    def value(self, x: Real) -> Real:
        """arctan x."""
        return np.arctan(x)

    def slope(self, x: Real) -> Real:
        """1 / (1 + x^2)."""
        return (1 / hypotenuse(x, 1.0)) ** 2


class ISRU(Activation):
    """Squash any number with an inverse square root.

    f = x / sqrt(1 + alpha x^2), f' = (1 + alpha x^2)^(-3/2).
    """

    name = "isru"
    title = "ISRU"
    tex = r"\frac{x}{\sqrt{1 + \alpha x^2}}"
    source = "Carlile, Delamarter, Kinney, Marti & Whitney, 2017"
    pros = ("no exp", "outputs are zero-centred")
    cons = ("still saturates", "one more number to choose")

    alpha: float = knob(r"\alpha", "the bounds are -1 and 1 over its root", low=0.01, high=10.0, default=1.0, log=True)

    def both(self, x: Real) -> tuple[Real, Real]:
        """x / sqrt(1 + alpha x^2) and (1 + alpha x^2)^(-3/2)."""
        c = clip(x, -1e150, 1e150)
        r = 1 / np.sqrt(1 + self.alpha * (c * c))
        return c * r, r * r * r
