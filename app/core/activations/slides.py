"""The six activation functions of the slides, in their order."""

from __future__ import annotations

import math

import numpy as np

from ..catalogue import knob
from ..numbers import Real
from .base import Activation
from .shared import choose, indicator, leak, logistic, negative, positive, tangent


class Sigmoid(Activation):
    """Squash any number into (0, 1), like the firing rate of a neuron.

    f = 1 / (1 + e^-x), f' = f (1 - f).
    """

    name = "sigmoid"
    title = "Sigmoid"
    tex = r"\frac{1}{1 + e^{-x}}"
    source = "Verhulst, 1845 (as the logistic curve)"
    pros = ("reads as a probability or a firing rate", "smooth everywhere")
    cons = ("saturated units kill the gradient", "outputs are not zero-centred", "exp is a bit expensive")

    def both(self, x: Real) -> tuple[Real, Real]:
        """1 / (1 + e^-x) and e^-x / (1 + e^-x)^2."""
        return logistic(x)


class Tanh(Activation):
    """Squash any number into (-1, 1), centred on zero.

    f = tanh x, f' = 1 - tanh^2 x.
    """

    name = "tanh"
    title = "tanh"
    tex = r"\tanh x"
    source = "LeCun, Bottou, Orr & Müller, 1998"
    pros = ("outputs are zero-centred", "four times the sigmoid's steepest slope")
    cons = ("saturated units still kill the gradient", "exp is a bit expensive")

    def both(self, x: Real) -> tuple[Real, Real]:
        """tanh x and 1 - tanh^2 x."""
        return tangent(x)


class ReLU(Activation):
    """Pass what is positive, silence the rest."""

    name = "relu"
    title = "ReLU"
    tex = r"\max(0, x)"
    source = "Fukushima, 1969; Nair & Hinton, 2010"
    pros = ("does not saturate for x > 0", "very cheap", "often trains faster than sigmoid and tanh")
    cons = ("outputs are not zero-centred", "no gradient at all for x < 0")

    def value(self, x: Real) -> Real:
        """max(0, x)."""
        return positive(x)

    def slope(self, x: Real) -> Real:
        """0 for x <= 0, 1 beyond."""
        return indicator(np.greater(x, 0))

    def breaks(self) -> tuple[float, ...]:
        """The corner at 0."""
        return (0.0,)


class LeakyReLU(Activation):
    """A ReLU that leaks: the small slope for x < 0 keeps a silent unit trainable."""

    name = "leaky_relu"
    title = "Leaky ReLU"
    tex = r"\max(\alpha x,\, x)"
    source = "Maas, Hannun & Ng, 2013"
    pros = ("does not saturate", "very cheap", "a unit with x < 0 still learns")
    cons = ("outputs are not zero-centred", "one more number to choose")

    negative_slope: float = knob(r"\alpha", "slope for x < 0", low=0.0, high=1.0, default=0.1)

    def value(self, x: Real) -> Real:
        """max(negative_slope x, x), as negative_slope <= 1."""
        return np.maximum(self.negative_slope * x, x)

    def slope(self, x: Real) -> Real:
        """1 for x > 0, negative_slope otherwise."""
        return leak(x, self.negative_slope)

    def breaks(self) -> tuple[float, ...]:
        """The corner at 0."""
        return (0.0,)


class Maxout(Activation):
    """The upper envelope of two lines; with the second one y = x and the first y = 0 it is ReLU.

    f = max(w1 x + b1, w2 x + b2), with its kink where the lines meet, x = (b1 - b2) / (w2 - w1): the less steep line
    is the higher one before it, the steeper one beyond.
    """

    name = "maxout"
    title = "Maxout"
    tex = r"\max(w_1 x + b_1,\; w_2 x + b_2)"
    source = "Goodfellow, Warde-Farley, Mirza, Courville & Bengio, 2013"
    pros = ("generalises ReLU and leaky ReLU", "does not saturate, does not die")
    cons = ("twice the parameters for each unit", "always convex: it cannot copy sigmoid or tanh")

    w1: float = knob("w_1", "slope of the first line", low=-10.0, high=10.0, default=0.0)
    b1: float = knob("b_1", "height of the first line at x = 0", low=-10.0, high=10.0, default=0.0)
    w2: float = knob("w_2", "slope of the second line", low=-10.0, high=10.0, default=1.0)
    b2: float = knob("b_2", "height of the second line at x = 0", low=-10.0, high=10.0, default=0.0)

    def value(self, x: Real) -> Real:
        """max(w1 x + b1, w2 x + b2)."""
        with np.errstate(over="ignore"):
            return np.maximum(np.multiply(self.w1, x) + self.b1, np.multiply(self.w2, x) + self.b2)

    def slope(self, x: Real) -> Real:
        """The slope of the higher line; the mean of both where they tie, as torch.maximum has it."""
        steep, flat, meet = max(self.w1, self.w2), min(self.w1, self.w2), self._meet()
        below, above = np.less(x, meet), np.greater(x, meet)
        return choose(above, steep, choose(below, flat, (steep + flat) / 2))

    def breaks(self) -> tuple[float, ...]:
        """Where the lines meet; nowhere if they are parallel, or meet too far away for a double."""
        return (self._meet(),) if math.isfinite(self._meet()) else ()

    def _meet(self) -> float:
        return (self.b1 - self.b2) / (self.w2 - self.w1) if self.w1 != self.w2 else math.inf


class ELU(Activation):
    """Follow x when it is positive, and settle smoothly at -alpha when it is not."""

    name = "elu"
    title = "ELU"
    tex = r"x \;\text{for}\; x \ge 0,\quad \alpha(e^x - 1) \;\text{for}\; x < 0"
    source = "Clevert, Unterthiner & Hochreiter, 2015"
    pros = ("does not saturate for x > 0", "mean output nearer to zero than ReLU's", "smooth at alpha = 1")
    cons = ("saturates for x < 0", "exp is a bit expensive")

    alpha: float = knob(r"\alpha", "depth of the floor for x < 0", low=0.0, high=10.0, default=1.0)

    def both(self, x: Real) -> tuple[Real, Real]:
        """x and 1 for x > 0, alpha (e^x - 1) and alpha e^x otherwise."""
        m = negative(x)
        value, slope = np.expm1(m), np.exp(m)
        value *= self.alpha
        value += positive(x)
        slope *= self.alpha
        return value, choose(np.greater(x, 0), 1.0, slope)

    def breaks(self) -> tuple[float, ...]:
        """The seam at 0."""
        return (0.0,)
