"""Schedules that only ever fall."""

from __future__ import annotations

import math

from ..catalogue import knob
from .base import Schedule


class Constant(Schedule):
    """The same learning rate at every step."""

    name = "constant"
    title = "Constant"
    tex = r"1"
    source = "Robbins & Monro, 1951 (as what to compare with)"

    def factor(self, t: int, steps: int) -> float:
        """1."""
        return 1.0


class StepDecay(Schedule):
    """Drop the learning rate by a factor every so many steps.

    gamma^floor(t / every); torch's StepLR.
    """

    name = "step"
    title = "Steps"
    tex = r"\gamma^{\lfloor t / n \rfloor}"
    source = "Krizhevsky, Sutskever & Hinton, 2012 (as used there by hand)"

    every: float = knob("n", "steps between drops", low=1.0, high=1e5, default=100.0, log=True)
    gamma: float = knob(r"\gamma", "factor of each drop", low=0.0, high=1.0, default=0.1)

    def factor(self, t: int, steps: int) -> float:
        """gamma to the number of drops so far."""
        return math.pow(self.gamma, t // self.every)


class ExponentialDecay(Schedule):
    """Shrink the learning rate by the same share at every step.

    gamma^t; torch's ExponentialLR.
    """

    name = "exponential"
    title = "Exponential"
    tex = r"\gamma^t"
    source = "LeCun, Bottou, Orr & Müller, 1998"

    gamma: float = knob(r"\gamma", "factor of each step", low=0.0, high=1.0, default=0.99)

    def factor(self, t: int, steps: int) -> float:
        """gamma^t."""
        return math.pow(self.gamma, t)


class Polynomial(Schedule):
    """Fall to zero at the end of the run along a power of the time that is left; power 1 is a straight line.

    (1 - t / steps)^power; torch's PolynomialLR with `total_iters` = steps.
    """

    name = "polynomial"
    title = "Polynomial"
    tex = r"(1 - t / T)^p"
    source = "Chen, Papandreou, Kokkinos, Murphy & Yuille, 2016 (there called poly)"

    power: float = knob("p", "power of the share of time left", low=0.1, high=10.0, default=1.0, log=True)

    def factor(self, t: int, steps: int) -> float:
        """The share of time left, to the power."""
        return math.pow(1 - min(t, steps) / steps, self.power)


class InverseTime(Schedule):
    """Fall like 1 / t: slowly enough to get anywhere, fast enough for the noise to average out.

    1 / (1 + decay t). The sum of 1 / t diverges, the sum of its squares does not.
    """

    name = "inverse_time"
    title = "Inverse time"
    tex = r"\frac{1}{1 + \delta t}"
    source = "Robbins & Monro, 1951"

    decay: float = knob(r"\delta", "how fast it falls", low=0.0, high=100.0, default=0.1, log=True)

    def factor(self, t: int, steps: int) -> float:
        """1 / (1 + decay t)."""
        return 1 / (1 + self.decay * t)
