"""The loss as the true class's probability grows, with its tangent where the model stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.core.losses import binary_divergence
from app.core.losses.training import slope_along
from app.web.figures.axes import Panel, Tick
from app.web.page.numerals import fixed

TOPS = (4.0, 8.0, 16.0, 40.0, 160.0, 800.0)
REACH = 0.26  # of the width: half a tangent


@dataclass(frozen=True)
class Slope:
    """The curve, its tangent, the point in per cent, and what stands beside it."""

    curve: str
    tangent: str
    ticks: list[Tick]
    across: float
    down: float
    text: str
    left: bool


def slope(loss: float, p: float, y: float) -> Slope:
    """The loss over p, for a label y of the same class, as the other classes keep their proportions."""
    top = next((top for top in TOPS if loss < 0.97 * top), TOPS[-1])
    panel = Panel(0, 1, 0, top)
    inside = np.clip(p, 1e-300, 1 - 1e-12)
    rest = loss - float(binary_divergence(inside, y))  # what the others add among themselves
    ends = np.geomspace(1e-8, 0.05, 60)
    grid = np.concatenate([ends, np.linspace(0.06, 0.94, 90), 1 - ends[::-1]])
    steep = float(slope_along(inside, y))
    across, down = float(panel.across(p)), float(np.clip(panel.down(loss), 0, 100))
    return Slope(
        panel.path(grid, binary_divergence(grid, y) + rest), tangent(panel, p, loss, steep), panel.down_ticks(4),
        round(across, 3), round(down, 3), f"{fixed(loss)} at p = {fixed(p)}", across > 60,
    )  # fmt: skip


def tangent(panel: Panel, p: float, loss: float, steep: float) -> str:
    """A stretch of the tangent, as long for a steep one as for a flat one."""
    flat = abs(steep) / (panel.top - panel.bottom)
    half = REACH / (1 + flat * flat) ** 0.5
    ends = np.array([p - half, p + half])
    return panel.path(ends, loss + steep * (ends - p))
