"""Gradient clipping, as PyTorch's clip_grad_norm_ and clip_grad_value_ do it: no gradient is longer than it may be."""

from __future__ import annotations

from ..elementary import hypot, smaller
from ..numbers import Real
from .loops import Slopes

SHY = 1e-6  # PyTorch's, added to the norm: what is clipped is that much shorter than it might be


def by_norm(slopes: Slopes, most: float) -> Slopes:
    """The gradient scaled by min(1, most / (norm + 1e-6)): its direction is kept. Pascanu et al., 2013."""

    def clipped(x: Real, y: Real) -> tuple[Real, Real]:
        g_x, g_y = slopes(x, y)
        share = smaller(most / (hypot(g_x, g_y) + SHY), 1.0)
        return g_x * share, g_y * share

    return clipped


def by_value(slopes: Slopes, most: float) -> Slopes:
    """Each component of the gradient cut off at -most and most: its direction may turn."""

    def clipped(x: Real, y: Real) -> tuple[Real, Real]:
        g_x, g_y = slopes(x, y)
        return -smaller(-smaller(g_x, most), most), -smaller(-smaller(g_y, most), most)

    return clipped
