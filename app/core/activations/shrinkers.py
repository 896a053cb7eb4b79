"""Shrinkers: small inputs become 0, or nearly."""

from __future__ import annotations

import numpy as np

from ..catalogue import knob
from ..elementary import horner
from ..numbers import Real
from .base import Activation
from .shared import choose, clip, indicator

LAMBERT_A = (44.0, 12_870.0, 810_810.0, 11_486_475.0)
LAMBERT_B = (45.0, 13_860.0, 945_945.0, 16_216_200.0, 34_459_425.0)


def about_zero(size: float) -> tuple[float, ...]:
    """-size and size, which are one place if it is 0."""
    return (-size, size) if size else (0.0,)


class HardShrink(Activation):
    """Silence what is small, pass the rest unchanged."""

    name = "hard_shrink"
    title = "Hard shrink"
    tex = r"x \;\text{for}\; |x| > \lambda,\quad 0 \;\text{for}\; |x| \le \lambda"
    source = "Donoho & Johnstone, 1994"
    pros = ("makes codes sparse", "leaves large inputs as they are")
    cons = ("jumps at -lambda and lambda", "no gradient for small inputs")

    lambd: float = knob(r"\lambda", "inputs up to this size are silenced", low=0.0, high=10.0, default=0.5)

    def both(self, x: Real) -> tuple[Real, Real]:
        """x and 1 for |x| > lambd, 0 otherwise."""
        passed = indicator(np.greater(np.abs(x), self.lambd))
        return x * passed, passed

    def breaks(self) -> tuple[float, ...]:
        """The jumps at -lambd and lambd."""
        return about_zero(self.lambd)


class SoftShrink(Activation):
    """Move every input towards 0 by the same distance, and stop there."""

    name = "soft_shrink"
    title = "Soft shrink"
    tex = r"\operatorname{sign}(x)\,\max(|x| - \lambda,\, 0)"
    source = "Donoho, 1995"
    pros = ("makes codes sparse", "continuous; the step of the lasso")
    cons = ("large inputs are shrunk as well", "no gradient for small inputs")

    lambd: float = knob(r"\lambda", "distance by which inputs move", low=0.0, high=10.0, default=0.5)

    def value(self, x: Real) -> Real:
        """sign(x) max(|x| - lambd, 0), which is x less its part within -lambd and lambd."""
        return x - clip(x, -self.lambd, self.lambd)

    def slope(self, x: Real) -> Real:
        """1 for |x| > lambd, 0 otherwise."""
        return indicator(np.greater(np.abs(x), self.lambd))

    def breaks(self) -> tuple[float, ...]:
        """The corners at -lambd and lambd."""
        return about_zero(self.lambd)


class TanhShrink(Activation):
    """What tanh leaves over: almost nothing of small inputs, almost all of large ones.

    f = x - tanh x, f' = tanh^2 x. Near 0 the difference has no digits left; there f = x s A(s) / B(s) with s = x^2,
    from the continued fraction of Lambert (1768), tanh x = x / (1 + s / (3 + s / (5 + ... s / 17))), right to 8e-17.
    """

    name = "tanh_shrink"
    title = "Tanh shrink"
    tex = r"x - \tanh x"
    source = "Collobert, Kavukcuoglu & Farabet, 2011 (Torch7)"
    pros = ("smooth everywhere", "outputs are zero-centred")
    cons = ("slope 0 at x = 0", "exp is a bit expensive")

    def both(self, x: Real) -> tuple[Real, Real]:
        """x - tanh x and tanh^2 x."""
        c = clip(x, -1.0, 1.0)
        s = c * c
        near = c * s * horner(LAMBERT_A, s) / horner(LAMBERT_B, s)
        tanh = np.tanh(x)
        return choose(np.less(np.abs(x), 1), near, x - tanh), tanh * tanh
