"""The landscape: contour lines with half a decade between them, nested fills, heights written on the lines.

Levels are logarithmic in f - f*, so the valley of a function that spans five decades is not empty; where f falls
without end they are logarithmic on both sides of zero, whose line is bold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
from contourpy import ContourGenerator, FillType, LineType, contour_generator
from numpy.typing import NDArray

from app.core.surfaces import Surface
from app.web.page.numerals import decimal
from app.web.surfaces.window import HEIGHT, REACH, WIDTH, Window, window

Array = NDArray[np.float64]

POINTS = 150  # along x
DECADES = 5.5  # shown below the highest place
NARROW = 1.3  # decades that hold nine tenths of a picture which needs more lines
BEYOND = 3.0  # units: what is outlined reaches so far over the left and the right edge
TOLERANCE = 0.12  # units: how far a line may be from where it belongs
ONCE = "1 \N{MULTIPLICATION SIGN} "
EDGE = 26.0  # units: no height is written nearer to an edge


@dataclass(frozen=True)
class Level:
    """One height: the region on its far side from the valley (from zero, where heights have a sign), to be outlined.

    The outline of a whole decade is heavier, that of zero is bold. The region is tinted, upwards or downwards; the
    opacities of nested regions add up to equal steps.
    """

    area: str
    kind: str
    side: str
    opacity: float


@dataclass(frozen=True)
class Height:
    """A height, written on its line, in units of the picture."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Landscape:
    """Everything of the picture that does not move."""

    window: Window
    levels: list[Level]
    heights: list[Height]


def landscape(surface: Surface, start: tuple[float, float]) -> Landscape:
    """The picture of a surface, for runs from `start`."""
    return drawn_in(surface, window(surface, start))


@lru_cache(maxsize=64)
def drawn_in(surface: Surface, shown: Window) -> Landscape:
    """The picture of what a window shows; made once, however often the start moves within it."""
    across = np.linspace(-BEYOND, WIDTH + BEYOND, POINTS)
    down = np.linspace(-REACH, HEIGHT + REACH, round(POINTS * (HEIGHT + 2 * REACH) / WIDTH))
    x = shown.left + across / WIDTH * (shown.right - shown.left)
    y = shown.top - down / HEIGHT * (shown.top - shown.bottom)
    with np.errstate(all="ignore"):
        z = np.asarray(surface.value(x[None, :], y[:, None]), dtype=np.float64)
    lowest = float(z.min()) if surface.lowest is None else surface.lowest
    heights = signed_levels(z) if surface.signed else levels(z, lowest)
    lines = contour_generator(across, down, z, line_type=LineType.Separate, fill_type=FillType.OuterCode)
    told = [(decimal(height, 3).removeprefix(ONCE), drawn(lines, height)) for height, kind in heights if kind != "half"]
    return Landscape(shown, outlined(lines, heights, z), written(told))


def levels(z: Array, lowest: float) -> list[tuple[float, str]]:
    """Heights half a decade apart in f - f*, from the highest place down; whole decades are of kind `decade`.

    Where nearly all of the picture lies within one decade or so there are six heights to a decade instead.
    """
    low, high, top = np.log10(np.maximum(np.quantile(z, [0.05, 0.95, 1.0]) - lowest, 1e-300))
    parts = 6 if high - low < NARROW else 2
    steps = (
        np.arange(np.ceil(parts * (top - DECADES)), np.ceil(parts * top))
        if parts == 2
        else (np.arange(np.ceil(parts * (low - 1)), np.ceil(parts * top)))
    )
    return [(lowest + 10 ** (step / parts), "half" if step % parts else "decade") for step in steps.tolist()]


def signed_levels(z: Array) -> list[tuple[float, str]]:
    """Zero, and heights half a decade apart on both sides of it, down to a thousandth of the highest."""
    top = np.log10(float(np.abs(z).max()))
    halves = np.arange(np.ceil(2 * (top - 2.1)), np.ceil(2 * top)).tolist()
    sizes = [(10 ** (half / 2), "half" if half % 2 else "decade") for half in halves]
    below = [(-size, kind) for size, kind in reversed(sizes)]
    return [one for one in (*below, (0.0, "zero"), *sizes) if z.min() < one[0] < z.max()]


def outlined(lines: ContourGenerator, heights: list[tuple[float, str]], z: Array) -> list[Level]:
    """The region beyond each height, from the valley (or from zero) outwards."""
    signed = any(kind == "zero" for _, kind in heights)
    up = [one for one in heights if not signed or one[0] >= 0]
    down = [one for one in reversed(heights) if one not in up]
    low, high = float(z.min()) - 1, float(z.max()) + 1
    found = []
    for side, steps in (("up", up), ("down", down)):
        for k, (height, kind) in enumerate(steps):
            regions = lines.filled(height, high) if side == "up" else lines.filled(low, height)
            area = "".join(polygon(*region) for region in zip(*regions, strict=True))
            found.append(Level(area, kind, side, round(1 / (len(steps) - k + 0.5), 4)))
    return found


def drawn(lines: ContourGenerator, height: float) -> list[Array]:
    """The lines at a height, each (n, 2)."""
    return cast(list[Array], lines.lines(height))  # contourpy answers in the form that LineType names


def polygon(points: Array, codes: NDArray[np.uint8]) -> str:
    """SVG path data of one region with its holes; where contourpy's code is 1 a ring begins."""
    rings = np.split(points, np.flatnonzero(codes == 1)[1:])
    return "".join(ring(thinned(one)) for one in rings)


def ring(points: Array) -> str:
    """A closed line in tenths of a unit, each point told by its distance from the one before."""
    tenths = np.round(10 * points).astype(int)
    moves = np.diff(tenths[:-1], axis=0) / 10
    text = "".join(f"{a:g} {d:g}," for a, d in moves.tolist())
    return f"M{tenths[0, 0] / 10:g} {tenths[0, 1] / 10:g}l{text[:-1]}Z" if text else ""


def thinned(line: Array) -> Array:
    """The line without the points that lie on the way from one neighbour to the other."""
    while len(line) > 4:
        before, here, after = line[:-2:2][: len(line[1:-1:2])], line[1:-1:2], line[2::2]
        way = after - before
        off = np.abs(way[:, 0] * (here - before)[:, 1] - way[:, 1] * (here - before)[:, 0])
        idle = off <= TOLERANCE * (np.hypot(way[:, 0], way[:, 1]) + 1e-9)
        if not idle.any():
            break
        line = np.delete(line, 1 + 2 * np.flatnonzero(idle), axis=0)
    return line


def written(lines: list[tuple[str, list[Array]]]) -> list[Height]:
    """One place for each height, where its line runs nearly level and no other number is near."""
    found: list[Height] = []
    for text, parts in reversed(lines):
        places = [place for part in parts if len(part) > 12 for place in candidates(part, text)]
        free = [place for place in places if all(apart(place, one) for one in found)]
        if free:
            _, x, y = min(free)
            found.append(Height(text, round(x, 1), round(y, 1)))
    return found


def candidates(line: Array, text: str) -> list[tuple[float, float, float]]:
    """(price, x, y) of points on a line: steep places and those off the middle cost more."""
    step = line[6:] - line[:-6]
    at = line[3:-3]
    half = 5 + 4 * len(text)
    steep = np.abs(step[:, 1]) / (np.hypot(step[:, 0], step[:, 1]) + 1e-9)
    price = 3 * steep + np.abs(at[:, 0] / WIDTH - 0.62) + 0.4 * np.abs(at[:, 1] / HEIGHT - 0.5)
    inside = (
        (at[:, 0] > EDGE + half) & (at[:, 0] < WIDTH - EDGE - half) & (at[:, 1] > EDGE) & (at[:, 1] < HEIGHT - EDGE)
    )
    return [(float(p), float(x), float(y)) for p, (x, y) in zip(price[inside], at[inside], strict=True)]


def apart(place: tuple[float, float, float], other: Height) -> bool:
    """Whether a number has room beside another."""
    return abs(place[1] - other.x) > 58 or abs(place[2] - other.y) > 24
