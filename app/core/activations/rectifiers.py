"""Straight pieces: the line itself, the relatives of ReLU, and the step it all began with."""

from __future__ import annotations

import numpy as np

from ..catalogue import knob
from ..numbers import Real
from .base import Activation
from .shared import between, choose, clip, indicator, leak, negative, positive


class Identity(Activation):
    """Pass everything: a network of these is one straight line, however deep."""

    name = "identity"
    title = "Identity"
    tex = "x"
    source = "Widrow & Hoff, 1960 (ADALINE)"
    pros = ("the output layer of a regression", "the gradient passes unchanged")
    cons = ("no non-linearity: many layers do the work of one",)

    def value(self, x: Real) -> Real:
        """x, as a copy."""
        return np.multiply(x, 1.0)

    def slope(self, x: Real) -> Real:
        """1 everywhere."""
        return np.ones(np.shape(x))[()]


class ReLU6(Activation):
    """A ReLU with a ceiling at 6, so that few bits can hold its output."""

    name = "relu6"
    title = "ReLU6"
    tex = r"\min(\max(0, x),\, 6)"
    source = "Krizhevsky, 2010"
    pros = ("bounded: suits low-precision arithmetic", "very cheap")
    cons = ("no gradient below 0 nor above 6", "outputs are not zero-centred")

    def value(self, x: Real) -> Real:
        """min(max(0, x), 6)."""
        return clip(x, 0.0, 6.0)

    def slope(self, x: Real) -> Real:
        """1 for 0 < x < 6, 0 elsewhere."""
        return between(x, 0.0, 6.0)

    def breaks(self) -> tuple[float, ...]:
        """The corners at 0 and 6."""
        return (0.0, 6.0)


class PReLU(Activation):
    """A leaky ReLU whose slope for x < 0 is learnt along with the weights."""

    name = "prelu"
    title = "PReLU"
    tex = r"\max(0, x) + a \min(0, x)"
    source = "He, Zhang, Ren & Sun, 2015"
    pros = ("the data choose the leak", "does not saturate")
    cons = ("one more parameter to learn, and to overfit", "outputs are not zero-centred")

    weight: float = knob("a", "slope for x < 0, learnt in training", low=-1.0, high=2.0, default=0.25)

    def value(self, x: Real) -> Real:
        """x for x > 0, weight x otherwise."""
        with np.errstate(over="ignore"):
            return positive(x) + self.weight * negative(x)

    def slope(self, x: Real) -> Real:
        """1 for x > 0, weight otherwise."""
        return leak(x, self.weight)

    def breaks(self) -> tuple[float, ...]:
        """The corner at 0."""
        return (0.0,)


class SquaredReLU(Activation):
    """A ReLU squared: no corner is left at 0, and large inputs count for more."""

    name = "squared_relu"
    title = "Squared ReLU"
    tex = r"\max(0, x)^2"
    source = "So, Mańke, Liu, Dai, Shazeer & Le, 2021 (Primer)"
    pros = ("smooth at 0", "cheap: one product more than ReLU")
    cons = ("the slope grows without bound", "no gradient at all for x < 0")

    def value(self, x: Real) -> Real:
        """max(0, x)^2."""
        with np.errstate(over="ignore"):
            return positive(x) ** 2

    def slope(self, x: Real) -> Real:
        """2 max(0, x)."""
        with np.errstate(over="ignore"):
            return 2 * positive(x)

    def breaks(self) -> tuple[float, ...]:
        """The seam at 0."""
        return (0.0,)


class Threshold(Activation):
    """Pass what exceeds a threshold, and put a constant in the place of the rest."""

    name = "threshold"
    title = "Threshold"
    tex = r"x \;\text{for}\; x > \theta,\quad v \;\text{for}\; x \le \theta"
    source = "Collobert, Kavukcuoglu & Farabet, 2011 (Torch7)"
    pros = ("very cheap", "drops small inputs altogether")
    cons = ("jumps where x = threshold, unless value = threshold", "no gradient below the threshold")

    threshold: float = knob(r"\theta", "what x must exceed to pass", low=-20.0, high=20.0, default=1.0)
    value_: float = knob("v", "output at and below the threshold", low=-20.0, high=20.0, default=0.0)

    def value(self, x: Real) -> Real:
        """x for x > threshold, the constant otherwise."""
        return choose(np.greater(x, self.threshold), x, self.value_)

    def slope(self, x: Real) -> Real:
        """1 for x > threshold, 0 otherwise."""
        return indicator(np.greater(x, self.threshold))

    def breaks(self) -> tuple[float, ...]:
        """The step at the threshold."""
        return (self.threshold,)


class Step(Activation):
    """Fire or do not: the first model of a neuron, and one that no gradient can train."""

    name = "step"
    title = "Step"
    tex = r"1 \;\text{for}\; x \ge 0,\quad 0 \;\text{for}\; x < 0"
    source = "McCulloch & Pitts, 1943; Rosenblatt, 1958"
    pros = ("a yes or a no", "as cheap as a comparison")
    cons = ("the slope is 0 everywhere: gradient descent learns nothing", "jumps at 0")

    def value(self, x: Real) -> Real:
        """1 for x >= 0, 0 otherwise."""
        return indicator(np.greater_equal(x, 0))

    def slope(self, x: Real) -> Real:
        """0, also at the jump."""
        return np.zeros(np.shape(x))[()]

    def breaks(self) -> tuple[float, ...]:
        """The jump at 0."""
        return (0.0,)
