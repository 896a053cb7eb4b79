"""The landing page's picture: a ravine from above, its heights as ellipses, and runs that are paused on their way.

All places are in per cent of a picture of any size, so a phone shows the whole of it; lines are drawn in a box of 1000
by 1000 that is stretched over it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.core.descent.walk import Run
from app.core.surfaces import Surface
from app.web.figures.axes import Panel
from app.web.figures.contours import levels
from app.web.figures.paths import MARKS
from app.web.page.numerals import decimal

SEEN = Panel(-10.4, 5.2, -1.56, 1.56)
GRID = 60  # heights along each axis from which the levels are chosen
SMALLEST = 2.0  # per cent of the width: what is smaller lies under the star
WRITTEN = {"1": -50.0, "10": 75.0}  # heights that are told, and in which direction, in degrees clockwise
LOW = 80.0  # per cent of the height
INSET = 4.0  # per cent: how far from the edge an arrow stands that points at a run outside


@dataclass(frozen=True)
class Ellipse:
    """The line of one height, half as wide as `across` and half as high as `down`; `opacity` is of the fill inside."""

    across: float
    down: float
    kind: str
    opacity: float


@dataclass(frozen=True)
class Place:
    """A place with a text."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Trace:
    """A run up to a step and beyond it, its marks, and where it stands; `off` is -1 above the picture, 1 below it."""

    past: str
    future: str
    marks: list[tuple[float, float]]
    x: float
    y: float
    off: int

    @property
    def low(self) -> bool:
        """Whether there is no room for a name below it."""
        return self.y > LOW


@dataclass(frozen=True)
class Ravine:
    """What does not move."""

    rings: list[Ellipse]
    heights: list[Place]
    centre: tuple[float, float]


def ravine(surface: Surface) -> Ravine:
    """The picture of a quadratic whose axes are those of the plane, its minimum at 0."""
    x, y = np.linspace(SEEN.left, SEEN.right, GRID), np.linspace(SEEN.bottom, SEEN.top, GRID)
    told = levels(np.asarray(surface.value(x[None, :], y[:, None])))
    sizes = [(height, kind, *half_axes(surface, height)) for height, kind in reversed(told)]
    shown = [(height, kind, *in_per_cent(a, b)) for height, kind, a, b in sizes if in_per_cent(a, b)[0] > SMALLEST]
    rings = [
        Ellipse(round(across, 2), round(down, 2), kind, round(1 / (len(shown) - k + 0.5), 3))
        for k, (_, kind, across, down) in enumerate(shown)
    ]
    centre = round(SEEN.across(0.0), 2), round(SEEN.down(0.0), 2)
    heights = [written(decimal(height), across, down, centre) for height, _, across, down in shown
               if decimal(height) in WRITTEN]  # fmt: skip
    return Ravine(rings, heights, centre)


def half_axes(surface: Surface, height: float) -> tuple[float, float]:
    """Of the ellipse on which a quadratic (a x^2 + b y^2) / 2 has a height: sqrt(2 height / a), sqrt(2 height / b)."""
    along, _, across = surface.hessian(0.0, 0.0)
    return math.sqrt(2 * height / along), math.sqrt(2 * height / across)


def in_per_cent(a: float, b: float) -> tuple[float, float]:
    """A length along x and one along y."""
    return 100 * a / (SEEN.right - SEEN.left), 100 * b / (SEEN.top - SEEN.bottom)


def written(text: str, across: float, down: float, centre: tuple[float, float]) -> Place:
    """A height on its line."""
    turn = math.radians(WRITTEN[text])
    return Place(round(centre[0] + across * math.cos(turn), 2), round(centre[1] + down * math.sin(turn), 2), text)


def trace(run: Run, step: int) -> Trace:
    """A run that is paused at a step, or at its end if that comes before."""
    k = min(step, len(run.x) - 1)
    off = -1 if run.y[k] > SEEN.top else 1 if run.y[k] < SEEN.bottom else 0
    x, y = place(run, k)
    marks = [place(run, i) for i in MARKS if i < k and SEEN.bottom <= run.y[i] <= SEEN.top]
    held = float(np.clip(y, INSET, 100 - INSET)) if off else y
    return Trace(SEEN.path(run.x[: k + 1], run.y[: k + 1]), SEEN.path(run.x[k:], run.y[k:]), marks, x, held, off)


def place(run: Run, step: int) -> tuple[float, float]:
    """Where a run is at a step."""
    return round(float(SEEN.across(run.x[step])), 2), round(float(SEEN.down(run.y[step])), 2)
