"""Two losses of one score z: cross-entropy and squared error, and how hard each pulls at it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.core.activations.base import Array
from app.core.losses import BinaryLoss, binary_cross_entropy
from app.web.figures.axes import Panel, Tick
from app.web.page.numerals import decimal

WIDTHS = (8.0, 16.0, 40.0, 120.0, 800.0)
POINTS = 241


@dataclass(frozen=True)
class Pull:
    """One panel: paths and places in per cent for cross-entropy, then for squared error."""

    panel: Panel
    ticks: list[Tick]
    across: list[Tick]
    paths: tuple[str, str]
    at: float
    downs: tuple[float, float]


def span(z: float) -> float:
    """How far the axis of z reaches to both sides."""
    return next((width for width in WIDTHS if abs(z) <= width), WIDTHS[-1])


def pulls(z: float, y: float) -> tuple[Pull, Pull]:
    """The losses, and the sizes of their slopes on a logarithmic scale."""
    wide = span(z)
    curve, here = binary_cross_entropy(np.linspace(-wide, wide, POINTS), y), binary_cross_entropy(z, y)
    floor = max(-12, math.floor(-wide / math.log(10)) - 1)
    heights, steeps = Panel(-wide, wide, 0, wide), Panel(-wide, wide, floor, 0.4)
    powers = [Tick(float(steeps.down(k)), power(k)) for k in range(0, floor - 1, -1 if floor > -6 else -3)]
    return (
        pull(heights, heights.down_ticks(4), z, costs(curve), costs(here)),
        pull(steeps, powers, z, slopes(curve), slopes(here)),
    )


def power(k: int) -> str:
    """A power of ten for an axis."""
    return decimal(10.0**k) if k > -4 else decimal(10.0**k).split(" ")[-1]


def costs(found: BinaryLoss) -> tuple[Array, Array]:
    """Both losses."""
    return np.asarray(found.cross_entropy), np.asarray(found.squared_error)


def slopes(found: BinaryLoss) -> tuple[Array, Array]:
    """Decimal logarithms of the sizes of both slopes; a slope of 0 lies far below."""
    with np.errstate(divide="ignore"):
        ce, se = (np.log10(np.maximum(np.abs(one), 1e-30)) for one in (found.gradient, found.squared_error_gradient))
    return np.asarray(ce), np.asarray(se)


def pull(
    panel: Panel,
    ticks: list[Tick],
    z: float,
    curves: tuple[Array, Array],
    here: tuple[Array, Array],
) -> Pull:
    """One panel with both curves and both points."""
    x = np.linspace(panel.left, panel.right, POINTS)
    ce, se = (round(float(np.clip(panel.down(float(one)), 0, 100)), 3) for one in here)
    paths = (panel.path(x, curves[0]), panel.path(x, curves[1]))
    at = round(float(np.clip(panel.across(z), 0, 100)), 3)
    return Pull(panel, ticks, panel.across_ticks(4), paths, at, (ce, se))
