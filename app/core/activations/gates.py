"""Gates: x g(x), where g opens from 0 to 1."""

from __future__ import annotations

import math
from abc import abstractmethod

import numpy as np

from ..catalogue import knob
from ..numbers import Real
from .base import Activation
from .shared import between, clip, logistic, mills, normal, ramp, reaches_below, thin

THIN = -700.0  # before it e^x has few digits left


class Gated(Activation, abstract=True):
    """f = x g(x) and f' = g(x) + x g'(x); a subclass writes the gate g and its slope."""

    @abstractmethod
    def gate(self, x: Real) -> tuple[Real, Real]:
        """g(x) and g'(x), both new."""

    def both(self, x: Real) -> tuple[Real, Real]:
        """x g and g + x g'."""
        g, dg = self.gate(x)
        dg *= x
        return x * g, dg + g


def swish(x: Real, beta: float) -> tuple[Real, Real]:
    """x g and g (1 + c r), where g = sigma(c) = e / (1 + e), r = 1 - g = 1 / (1 + e), e = e^c and c is beta x.

    Beyond c = 40 the gate is open to the last bit, and c r has vanished beside 1; before c = -1000 it is shut.
    """
    with np.errstate(over="ignore"):
        c = clip(np.multiply(x, beta), -1e3, 40.0)
    e = np.exp(c)
    r = 1 / (1 + e)
    g = e * r
    slope = c * r
    slope += 1
    slope *= g
    if not reaches_below(c, THIN):
        return x * g, slope
    shut = np.less(c, THIN)
    h = np.exp(c / 2)  # there r is 1
    return thin(shut, x * g, c / beta, h), thin(shut, slope, 1 + c, h)


class GELU(Gated):
    """Weigh x by the probability that a standard normal number is smaller.

    f = x Phi(x), f' = Phi(x) + x phi(x).
    """

    name = "gelu"
    title = "GELU"
    tex = r"x\,\Phi(x)"
    source = "Hendrycks & Gimpel, 2016"
    pros = ("smooth everywhere", "the choice of BERT and GPT")
    cons = ("not monotonic: dips below 0", "costs more than ReLU")

    def gate(self, x: Real) -> tuple[Real, Real]:
        """Phi and phi."""
        return normal(x)

    def both(self, x: Real) -> tuple[Real, Real]:
        """x Phi and Phi + x phi, both e^(-x^2 / 2) times something tame, which keeps their digits to the end."""
        value, slope = super().both(x)
        if not reaches_below(x, -37.0):
            return value, slope
        shut = np.less(x, -37.0)
        t = np.abs(clip(x, -39.0, 0.0))
        ratio, h = mills(t), np.exp(-0.25 * (t * t))
        return thin(shut, value, -t * ratio, h), thin(shut, slope, ratio - t / math.sqrt(2 * math.pi), h)


class GELUTanh(Gated):
    """The tanh approximation of GELU, faster where erf is slow.

    f = x (1 + tanh u) / 2 = x sigma(2u) with u = sqrt(2 / pi) (x + 0.044715 x^3).
    """

    name = "gelu_tanh"
    title = "GELU (tanh)"
    tex = r"\frac{x}{2}\left(1 + \tanh\left(\sqrt{2/\pi}\,(x + 0.044715\,x^3)\right)\right)"
    source = "Hendrycks & Gimpel, 2016"
    pros = ("within 0.0005 of GELU", "the form in the original GPT-2 and BERT code")
    cons = ("an approximation that modern hardware seldom needs",)

    def gate(self, x: Real) -> tuple[Real, Real]:
        """sigma(2u) and 2 u' sigma'(2u)."""
        c = clip(x, -50.0, 50.0)
        scale, square = 2 * math.sqrt(2 / math.pi), c * c
        g, dg = logistic(scale * c * (1 + 0.044715 * square))
        return g, scale * (1 + 3 * 0.044715 * square) * dg

    def both(self, x: Real) -> tuple[Real, Real]:
        """x sigma(2u) and its slope, which before sigma has few digits left are e^2u times something tame."""
        value, slope = super().both(x)
        if not reaches_below(x, -20.0):
            return value, slope
        shut = np.less(x, -20.0)
        c, scale = clip(x, -50.0, 0.0), math.sqrt(2 / math.pi)
        square = c * c
        h = np.exp(scale * c * (1 + 0.044715 * square))
        growth = 1 + 2 * scale * c * (1 + 3 * 0.044715 * square)
        return thin(shut, value, c, h), thin(shut, slope, growth, h)


class SiLU(Activation):
    """Let the sigmoid of x decide how much of x passes.

    f = x sigma(x), f' = sigma(x) + x sigma'(x).
    """

    name = "silu"
    title = "SiLU"
    tex = r"x\,\sigma(x)"
    source = "Elfwing, Uchibe & Doya, 2017"
    pros = ("smooth everywhere", "does not saturate for x > 0")
    cons = ("not monotonic: dips below 0", "exp is a bit expensive")

    def both(self, x: Real) -> tuple[Real, Real]:
        """x sigma and sigma + x sigma'."""
        return swish(x, 1.0)


class Swish(Activation):
    """SiLU with a sharpness: half the identity at beta = 0, SiLU at 1, ReLU in the limit.

    f = x sigma(beta x), f' = sigma(beta x) + beta x sigma'(beta x).
    """

    name = "swish"
    title = "Swish"
    tex = r"x\,\sigma(\beta x)"
    source = "Ramachandran, Zoph & Le, 2017"
    pros = ("found by search, and often better than ReLU", "beta can be learnt")
    cons = ("not monotonic", "exp is a bit expensive")

    beta: float = knob(r"\beta", "sharpness of the gate", low=0.0, high=10.0, default=1.0)

    def both(self, x: Real) -> tuple[Real, Real]:
        """x sigma(beta x) and sigma(beta x) + beta x sigma'(beta x)."""
        return swish(x, self.beta)


class Mish(Gated):
    """A smooth gate made of softplus and tanh.

    f = x tanh(log(1 + e^x)) = x n / (n + 2) with n = e^x (e^x + 2); the gate's slope is 4 e^x (e^x + 1) / (n + 2)^2.
    """

    name = "mish"
    title = "Mish"
    tex = r"x\,\tanh(\ln(1 + e^x))"
    source = "Misra, 2019"
    pros = ("smooth everywhere", "does not saturate for x > 0")
    cons = ("not monotonic: dips below 0", "costs more than ReLU")

    def gate(self, x: Real) -> tuple[Real, Real]:
        """n / (n + 2) and 4 e (e + 1) / (n + 2)^2; beyond x = 40 the gate is open to the last bit."""
        e = np.exp(clip(x, -np.inf, 40.0))
        n = e * (e + 2)
        r = 1 / (n + 2)
        return n * r, 4 * e * (e + 1) * r * r * np.less(x, 40)

    def both(self, x: Real) -> tuple[Real, Real]:
        """x times the gate and its slope, where e^x has few digits left x e^x and (1 + x) e^x."""
        value, slope = super().both(x)
        if not reaches_below(x, THIN):
            return value, slope
        shut = np.less(x, THIN)
        c = clip(x, -1e3, 0.0)
        h = np.exp(c / 2)
        return thin(shut, value, c, h), thin(shut, slope, 1 + c, h)


class HardSwish(Gated):
    """Swish drawn with straight lines: a gate that opens from -3 to 3."""

    name = "hard_swish"
    title = "Hard swish"
    tex = r"x\,\frac{\min(\max(0,\, x + 3),\, 6)}{6}"
    source = "Howard et al., 2019 (MobileNetV3)"
    pros = ("swish without exp", "suits low-precision arithmetic")
    cons = ("no gradient at all for x < -3", "the slope jumps at -3 and 3")

    def gate(self, x: Real) -> tuple[Real, Real]:
        """(x + 3) / 6 kept within 0 and 1, and its slope."""
        return ramp(x), between(x, -3.0, 3.0) * (1 / 6)

    def breaks(self) -> tuple[float, ...]:
        """The corners at -3 and 3."""
        return (-3.0, 3.0)
