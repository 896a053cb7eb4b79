"""The losses of a race over its steps, on a logarithmic scale that does not move while a knob does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.core.descent.outcomes import base
from app.core.descent.walk import Run
from app.core.surfaces import Surface
from app.web.figures.axes import Panel, Tick
from app.web.page.numerals import decimal

Array = NDArray[np.float64]

DECADES = 6  # below the loss of the start
MOST_POINTS = 600  # of a line: more than a screen shows
LINE = 18.0  # px: height of a name
HIGH = 180.0  # px: height of the panel


@dataclass(frozen=True)
class LossLine:
    """One run: its line, its loss where the cursor is, where that is in per cent, and where its name stands."""

    path: str
    loss: str
    down: float
    name_down: float


@dataclass(frozen=True)
class Losses:
    """The panel, whose `title` says what is shown; `base` is taken from each loss that is written.

    `spread` are areas between the 10th and the 90th per cent of many seeds, `medians` the lines between.
    """

    title: str
    base: float
    panel: Panel
    across: list[Tick]
    ticks: list[Tick]
    cursor: float
    lines: list[LossLine]
    spread: list[str]
    medians: list[str]


def losses(surface: Surface, runs: Sequence[Run], steps: int, step: int, bands: Sequence[Array | None]) -> Losses:
    """The picture of the losses with the cursor at `step`; `bands` are (3, steps + 1), one a run, or None."""
    scale = Scale(surface, float(runs[0].value[0]))
    panel = Panel(0, max(steps, 1), scale.bottom, scale.top)
    here = [float(run.value[min(step, len(run.value) - 1)]) for run in runs]
    downs = [float(np.clip(panel.down(scale.place(np.array(value))), 0.0, 100.0)) for value in here]
    names = apart(downs)
    lines = [
        LossLine(line(panel, scale, run.value), decimal(value - scale.base), down, name)
        for run, value, down, name in zip(runs, here, downs, names, strict=True)
    ]
    spread = [area(panel, scale, band) if band is not None else "" for band in bands]
    return Losses(
        title=scale.title,
        base=scale.base,
        panel=panel,
        across=step_ticks(panel, steps),
        ticks=scale.ticks(panel),
        cursor=float(panel.across(step)),
        lines=lines,
        spread=spread,
        medians=[line(panel, scale, band[1]) if band is not None else "" for band in bands],
    )


class Scale:
    """Where a loss stands: its logarithm above the lowest loss; the loss itself where it falls without end."""

    def __init__(self, surface: Surface, start: float) -> None:
        self.linear = surface.lowest is None or surface.signed
        self.base = 0.0 if self.linear else base(surface)
        if self.linear:
            size = max(abs(start), 1.0)
            self.bottom, self.top, self.title = -1.25 * size, 1.25 * size, "Loss"
            return
        self.top = math.ceil(math.log10(max(start - self.base, 1e-12)) + 0.1)
        self.bottom = self.top - DECADES
        self.title = "Loss, log scale" if abs(self.base) < 1e-12 else "Loss above the minimum, log scale"

    def place(self, value: Array) -> Array:
        """The number on the axis."""
        if self.linear:
            return value
        with np.errstate(all="ignore"):
            return np.log10(np.maximum(value - self.base, 1e-300))

    def ticks(self, panel: Panel) -> list[Tick]:
        """Every second decade, or round numbers."""
        if self.linear:
            return panel.down_ticks(4)
        return [Tick(float(panel.down(k)), decimal(10.0**k)) for k in range(int(self.top), int(self.bottom) - 1, -2)]


def step_ticks(panel: Panel, steps: int) -> list[Tick]:
    """Five places on the axis of steps."""
    places = [round(steps * k / 4) for k in range(5)] if steps >= 4 else list(range(steps + 1))
    return [Tick(float(panel.across(place)), str(place), k % 2 == 1) for k, place in enumerate(places)]


def sampled(length: int) -> NDArray[np.int_]:
    """Which points of a line to draw."""
    return np.unique(np.linspace(0, length - 1, min(length, MOST_POINTS)).round().astype(int))


def line(panel: Panel, scale: Scale, value: Array) -> str:
    """SVG path data of one run's losses."""
    shown = sampled(len(value))
    return panel.path(shown, scale.place(value[shown]))


def area(panel: Panel, scale: Scale, band: Array) -> str:
    """SVG path data of what lies between the lowest and the highest row of a band."""
    shown = sampled(band.shape[1])
    x = np.concatenate([shown, shown[::-1]])
    return panel.path(x, np.concatenate([scale.place(band[0, shown]), scale.place(band[2, shown[::-1]])])) + "Z"


def apart(downs: Sequence[float]) -> list[float]:
    """Places for names beside the cursor, in per cent, near their points and clear of each other."""
    gap = 100 * LINE / HIGH
    order = sorted(range(len(downs)), key=lambda i: downs[i])
    places = [downs[i] for i in order]
    for k in range(1, len(places)):
        places[k] = max(places[k], places[k - 1] + gap)
    over = max(0.0, places[-1] - (100 - gap / 3)) if places else 0.0
    for k in reversed(range(len(places))):
        limit = places[k + 1] - gap if k + 1 < len(places) else places[k] - over
        places[k] = min(places[k], limit)
    return [round(places[order.index(i)], 2) for i in range(len(downs))]
