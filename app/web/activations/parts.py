"""The parts of the activations page: rows, handles and bars, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from app.core.activations import Maxout
from app.core.activations.costs import Costs
from app.web.activations.figure import Picture
from app.web.figures.palette import Stroke
from app.web.page.numerals import decimal
from app.web.page.widgets import Slider


@dataclass(frozen=True)
class Row:
    """One function: legend, read-out and knobs in one."""

    index: int
    f: str
    title: str
    formula: Markup
    stroke: Stroke
    value: str
    slope: str
    knobs: list[Slider]
    focus_url: str
    remove_url: str


@dataclass(frozen=True)
class Handle:
    """Where a Maxout line is held: place in per cent, the knob it turns, its x and the line's height at x = 0."""

    knob: str
    x: float
    y: float
    at: float
    base: float


@dataclass(frozen=True)
class Lines:
    """The two lines of a Maxout: the row they belong to, their paths, their handles."""

    row: int
    paths: list[str]
    handles: list[Handle]


def handles(one: Maxout, drawn: Picture) -> list[Handle]:
    """Each line is held at x = 0, which moves it, and at an arm's length, which turns it."""
    panel = drawn.plots[0].panel
    arm = (drawn.high - drawn.low) / 8
    found = []
    for k, (w, b) in enumerate(((one.w1, one.b1), (one.w2, one.b2)), start=1):
        for knob, x in ((f"b{k}", 0.0), (f"w{k}", arm * (1 if k == 2 else -1))):
            found.append(Handle(knob, panel.across(x), float(np.clip(panel.down(b + w * x), 0, 100)), x, b))
    return found


@dataclass(frozen=True)
class Bar:
    """What one function costs, and the length of its bar in per cent."""

    title: str
    nanoseconds: str
    share: float


@dataclass(frozen=True)
class CostView:
    """The measured costs; without rows they are not measured yet."""

    rows: list[Bar]
    ratio: str = ""
    note: str = ""


def costs_view(costs: Costs | None) -> CostView:
    """The measured cost of each function, as bars."""
    if costs is None:
        return CostView([])
    longest = max(cost.value for cost in costs.activations)
    known = {cost.f.name: cost.value for cost in costs.activations}
    bars = [
        Bar(type(cost.f).title, decimal(cost.value), round(100 * cost.value / longest, 2)) for cost in costs.activations
    ]
    note = f"{costs.machine}, {costs.measured[:10]}, median of {costs.rounds} rounds over {costs.elements:,} elements."
    return CostView(bars, decimal(known["sigmoid"] / known["relu"], 2), note)
