"""The parts of the activations page: rows, handles and bars, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ...core.activations import Maxout
from ...core.activations.costs import Costs
from ...core.numerals import decimal
from ..figures.palette import Stroke
from ..page.widgets import Slider

LEAST_FLAG, DIGIT_PX = 46, 9.0  # px: half of the flag with x, which grows with its digits


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
    toggle_url: str
    only_url: str
    hidden: bool


@dataclass(frozen=True)
class Flag:
    """The flag with x: its text, per cent from the left, half of its width in px, and its shift to be seen."""

    text: str
    across: float
    half: int
    nudge: float


def flag(x: float, low: float, high: float) -> Flag:
    """The flag at x; it keeps inside the figure, whose margins are narrower than half of it."""
    text, across = decimal(x, 4), round(100 * min(max((x - low) / (high - low), 0.0), 1.0), 3)
    half = max(LEAST_FLAG, round(DIGIT_PX / 2 * (len(text) + 4)) + 19)
    left, right = (max(0.0, 1 - share / 12) for share in (across, 100 - across))
    return Flag(text, across, half, round((half - LEAST_FLAG) * left - (half - 8) * right, 1))


@dataclass(frozen=True)
class Handle:
    """Where a Maxout line is held: the place on the axes of f, the knob it turns, the line's height at x = 0."""

    knob: str
    x: float
    y: float
    base: float


def handles(one: Maxout, low: float, high: float) -> list[Handle]:
    """Each line is held at x = 0, which moves it, and at an arm's length, which turns it."""
    arm = (high - low) / 8
    return [
        Handle(knob, x, b + w * x, b)
        for k, (w, b) in enumerate(((one.w1, one.b1), (one.w2, one.b2)), start=1)
        for knob, x in ((f"b{k}", 0.0), (f"w{k}", arm * (1 if k == 2 else -1)))
    ]


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
