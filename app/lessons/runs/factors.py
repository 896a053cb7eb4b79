"""By which factor a step of momentum shrinks, or grows, a distance in the long run: the formula, and its numbers."""

from __future__ import annotations

from ...core.curvature import spectral_radius
from ...core.numerals import decimal
from ..content import Part


def through_and_back(lr: float, rho: float, curvature: float) -> bool:
    """Whether the roots of momentum are complex: the ball goes through the minimum and back."""
    return (1 + rho - lr * curvature) ** 2 < 4 * rho


def law(lr: float, rho: float, curvature: float) -> tuple[str, str]:
    """The factor r as a formula in TeX, and with its numbers: the root of rho where it swings, else the larger root."""
    found = f"{spectral_radius(lr, rho, curvature):.4g}"
    if through_and_back(lr, rho, curvature):
        return r"r=\sqrt{\rho}", rf"r=\sqrt{{{rho:.4g}}}={found}"
    total = f"{1 + rho - lr * curvature:.4g}"
    numbers = rf"r=\frac{{{total}+\sqrt{{{total}^2-4\cdot {rho:.4g}}}}}{{2}}={found}"
    return r"r=\frac{b+\sqrt{b^2-4\rho}}{2}", numbers


def part_of_sum(lr: float, rho: float, curvature: float, line: str) -> tuple[Part, ...]:
    """The symbol b, where the formula has it."""
    if through_and_back(lr, rho, curvature):
        return ()
    sign, size = ("-", r"\lambda") if curvature > 0 else ("+", r"|\lambda|")
    value = decimal(1 + rho - lr * curvature, 4)
    return (Part(rf"b=1+\rho{sign}\alpha{size}", "for short", value, line),)
