"""Heights of a landscape: which levels are drawn, and the regions beyond them, traced as Matplotlib does.

Levels are logarithmic in f - f*, where f* is the lowest height of what is shown, so the valley of a function that spans
five decades is not empty; where f falls without end they are logarithmic on both sides of zero, whose line is bold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from contourpy import ContourGenerator, FillType, LineType, contour_generator
from numpy.typing import NDArray

from .lines import Array, thinned

DECADES = 5.5  # shown below the highest place
NARROW = 1.3  # decades that hold nine tenths of a picture which needs more lines
MOST_POINTS = 7_000  # of all outlines together: a figure has to fit into 256 KiB
HOLE = np.full((1, 2), np.nan)


@dataclass(frozen=True)
class Level:
    """One height, `above` what levels are counted from: the region on its far side from the valley, or from zero.

    The outline (n, 2) of a whole decade is heavier, that of zero bold; rings are parted by nan. The region has a
    `share` of the full tint and covers those of lower levels.
    """

    above: float
    kind: str
    side: str
    share: float
    outline: Array
    lines: list[Array]


def traced(across: Array, down: Array, z: Array, heights: list[tuple[float, str]]) -> list[Level]:
    """These levels of z (rows of equal `down`), from the valley outwards, or from zero if that is among them."""
    lines = contour_generator(across, down, z, line_type=LineType.Separate, fill_type=FillType.OuterCode)
    signed = any(kind == "zero" for _, kind in heights)
    up = [one for one in heights if not signed or one[0] >= 0]
    below = [one for one in reversed(heights) if one not in up]
    found = [traced_one(lines, one, "up", (k + 1) / (len(up) + 0.5), z) for k, one in enumerate(up)]
    found += [traced_one(lines, one, "down", (k + 1) / (len(below) + 0.5), z) for k, one in enumerate(below)]
    return affordable(found)


def traced_one(lines: ContourGenerator, told: tuple[float, str], side: str, share: float, z: Array) -> Level:
    """One level."""
    height, kind = told
    beyond = lines.filled(height, float(z.max()) + 1) if side == "up" else lines.filled(float(z.min()) - 1, height)
    outline = outlined(*beyond) if beyond[0] else HOLE
    return Level(height, kind, side, share, outline, cast(list[Array], lines.lines(height)))


def affordable(found: list[Level]) -> list[Level]:
    """The levels without those of half decades that have the most points, until the others fit into a figure.

    Where ripples are as close as the places whose heights are known, such lines would be noise in any case.
    """
    kept = list(found)
    while len(kept) > 1 and sum(len(one.outline) for one in kept) > MOST_POINTS:
        halves = [one for one in kept if one.kind == "half"]
        kept.remove(max(halves or kept, key=lambda one: len(one.outline)))
    return kept


def outlined(regions: list[Array], codes: list[NDArray[np.uint8]]) -> Array:
    """The rings of all regions, thinned and parted by nan; where contourpy's code is 1 a ring begins."""
    starts = np.concatenate(codes) == 1
    return thinned(np.concatenate(regions), ends=starts | np.roll(starts, -1))


def levels(z: Array) -> list[tuple[float, str]]:
    """Heights half a decade apart, from the highest place down; whole decades are of kind `decade`.

    Where nearly all of the picture lies within one decade or so there are six heights to a decade instead.
    """
    low, high, top = np.log10(np.maximum(np.quantile(z, [0.05, 0.95, 1.0]), 1e-300))
    parts = 6 if high - low < NARROW else 2
    bottom = top - DECADES if parts == 2 else low - 1
    steps = np.arange(np.ceil(parts * bottom), np.ceil(parts * top)).tolist()
    return [(10 ** (step / parts), "half" if step % parts else "decade") for step in steps]


def signed_levels(z: Array) -> list[tuple[float, str]]:
    """Zero, and heights half a decade apart on both sides of it, down to a thousandth of the highest."""
    top = np.log10(max(float(np.abs(z).max()), 1e-300))
    halves = np.arange(np.ceil(2 * (top - 2.1)), np.ceil(2 * top)).tolist()
    sizes = [(10 ** (half / 2), "half" if half % 2 else "decade") for half in halves]
    below = [(-size, kind) for size, kind in reversed(sizes)]
    return [one for one in (*below, (0.0, "zero"), *sizes) if z.min() < one[0] < z.max()]
