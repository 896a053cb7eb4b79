"""Exponentials: the relatives of ELU, and softened corners."""

from __future__ import annotations

import numpy as np

from ..catalogue import knob
from ..numbers import Real
from .base import Activation
from .shared import choose, clip, hypotenuse, indicator, negative, positive

SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


class SELU(Activation):
    """An ELU scaled so that mean 0 and variance 1 reproduce themselves from layer to layer.

    f = lambda x for x > 0, lambda alpha (e^x - 1) otherwise, with alpha = 1.6733 and lambda = 1.0507.
    """

    name = "selu"
    title = "SELU"
    tex = r"\lambda x \;\text{for}\; x > 0,\quad \lambda\alpha(e^x - 1) \;\text{for}\; x \le 0"
    source = "Klambauer, Unterthiner, Mayr & Hochreiter, 2017"
    pros = ("keeps activations normalised without a normalisation layer",)
    cons = ("needs its own initialisation and dropout", "the slope jumps at 0")

    def both(self, x: Real) -> tuple[Real, Real]:
        """Lambda x and lambda for x > 0, lambda alpha (e^x - 1) and lambda alpha e^x otherwise."""
        m = negative(x)
        value, slope = np.expm1(m), np.exp(m)
        value *= SELU_ALPHA
        value += positive(x)
        slope *= SELU_SCALE * SELU_ALPHA
        with np.errstate(over="ignore"):
            value *= SELU_SCALE
        return value, choose(np.greater(x, 0), SELU_SCALE, slope)

    def breaks(self) -> tuple[float, ...]:
        """The corner at 0."""
        return (0.0,)


class CELU(Activation):
    """An ELU whose slope is 1 at 0 for every alpha.

    f = x for x > 0, alpha (e^(x / alpha) - 1) otherwise.
    """

    name = "celu"
    title = "CELU"
    tex = r"\max(0, x) + \min(0,\, \alpha(e^{x/\alpha} - 1))"
    source = "Barron, 2017"
    pros = ("smooth for every alpha", "does not saturate for x > 0")
    cons = ("saturates for x < 0", "exp is a bit expensive")

    alpha: float = knob(r"\alpha", "depth of the floor for x < 0", low=0.001, high=100.0, default=1.0, log=True)

    def both(self, x: Real) -> tuple[Real, Real]:
        """x and 1 for x > 0, alpha (e^(x / alpha) - 1) and e^(x / alpha) otherwise."""
        m = clip(x, -1e6, 0.0)
        m *= 1 / self.alpha
        floor = np.expm1(m)
        floor *= self.alpha
        return floor + positive(x), np.exp(m)

    def breaks(self) -> tuple[float, ...]:
        """The seam at 0."""
        return (0.0,)


class Softplus(Activation):
    """A ReLU with a rounded corner; its slope is the sigmoid.

    f = log(1 + e^(beta x)) / beta, which beyond beta x = 40 is x to the last bit: there the exponential stops growing.
    """

    name = "softplus"
    title = "Softplus"
    tex = r"\frac{1}{\beta}\ln\left(1 + e^{\beta x}\right)"
    source = "Dugas, Bengio, Bélisle, Nadeau & Garcia, 2000"
    pros = ("smooth everywhere", "always positive: serves for scales and variances")
    cons = ("outputs are not zero-centred", "exp and log are a bit expensive")

    beta: float = knob(r"\beta", "sharpness of the bend", low=0.1, high=50.0, default=1.0, log=True)

    def both(self, x: Real) -> tuple[Real, Real]:
        """Log(1 + e^(beta x)) / beta and sigma(beta x)."""
        c = clip(x, -np.inf, 40 / self.beta)
        with np.errstate(over="ignore"):
            e = np.exp(self.beta * c)
        bend = np.log1p(e)
        bend *= 1 / self.beta
        return bend + (x - c), e / (1 + e)


class Squareplus(Activation):
    """A softplus made of a square root alone: no exponential is needed.

    f = (x + sqrt(x^2 + b)) / 2, and f(x) f(-x) = b / 4 gives it for x < 0 without cancellation; f' = f / sqrt(x^2 + b).
    """

    name = "squareplus"
    title = "Squareplus"
    tex = r"\frac{x + \sqrt{x^2 + b}}{2}"
    source = "Barron, 2021"
    pros = ("algebraic: cheaper than softplus", "smooth everywhere")
    cons = ("outputs are not zero-centred", "approaches ReLU only slowly, like b / 4|x|")

    b: float = knob("b", "size of the bend; with 0 it is ReLU", low=0.0, high=100.0, default=4.0, log=True)

    def both(self, x: Real) -> tuple[Real, Real]:
        """(x + sqrt(x^2 + b)) / 2 and (1 + x / sqrt(x^2 + b)) / 2; with b = 0 ReLU, its slope at 0 included."""
        if not self.b:
            return positive(x), indicator(np.greater(x, 0))
        h = hypotenuse(x, self.b)
        right = np.abs(x) / 2 + h / 2
        value = choose(np.less(x, 0), self.b / 4 / right, right)
        return value, value / h

    def breaks(self) -> tuple[float, ...]:
        """The corner at 0, if the bend has no size."""
        return () if self.b else (0.0,)


class LogSigmoid(Activation):
    """The logarithm of the sigmoid: what a loss needs of a probability.

    f = -log(1 + e^-x), f' = sigma(-x); before x = -40 f is x to the last bit.
    """

    name = "log_sigmoid"
    title = "Log-sigmoid"
    tex = r"\ln\frac{1}{1 + e^{-x}}"
    source = "Cox, 1958 (logistic regression)"
    pros = ("keeps its digits where log(sigmoid(x)) has none left",)
    cons = ("never positive", "made for losses rather than for hidden layers")

    def both(self, x: Real) -> tuple[Real, Real]:
        """-log(1 + e^-x) and 1 / (1 + e^x)."""
        c = clip(x, -40.0, np.inf)
        e = np.exp(-c)
        return (x - c) - np.log1p(e), e / (1 + e)


class Exponential(Activation):
    """e^x: always positive, and its own slope."""

    name = "exponential"
    title = "Exponential"
    tex = "e^x"
    source = "Euler, 1748"
    pros = ("turns a score into a rate or a scale", "softmax is this, divided by its sum")
    cons = ("overflows beyond x = 709.78", "the slope grows without bound")

    def both(self, x: Real) -> tuple[Real, Real]:
        """e^x twice."""
        with np.errstate(over="ignore"):
            e = np.exp(x)
        return e, +e
