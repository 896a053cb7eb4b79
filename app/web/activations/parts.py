"""The parts of the activations page: rows, sliders, presets, handles and bars, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from latex2mathml.converter import convert
from markupsafe import Markup

from app.core.activations import Maxout
from app.core.activations.costs import Costs
from app.core.catalogue import Entry, Knob, number
from app.web.activations.figure import Picture
from app.web.figures.axes import decimal
from app.web.figures.palette import Stroke

SLIDER_STEPS = 200


@lru_cache(maxsize=512)
def mathml(tex: str) -> Markup:
    """TeX as MathML, made once per formula."""
    return Markup(convert(tex))


@dataclass(frozen=True)
class Slider:
    """A knob as a range input. A logarithmic one moves over `places`, its values in order."""

    name: str
    help: str
    symbol: Markup
    text: str
    low: str
    high: str
    step: str
    position: str
    places: str
    least: str
    most: str


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
class Preset:
    """A question as a link."""

    name: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class Copy:
    """One form of the call that is on screen; {origin} stands for this server."""

    name: str
    text: str


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


def slider(entry: Entry, knob: Knob) -> Slider:
    """The knob of `entry` as a slider; the ends that are excluded stay excluded."""
    here = float(entry.settings()[knob.name])
    least, most = number(knob.low), number(knob.high)
    if knob.log and knob.low > 0:
        places = np.geomspace(knob.low, knob.high, SLIDER_STEPS + 1)
        position = int(np.argmin(np.abs(np.log(places) - np.log(max(here, knob.low)))))
        texts = " ".join(number(float(f"{place:.3g}")) for place in places)
        low, high, step, where = "0", str(SLIDER_STEPS), "1", str(position)
    else:
        low, high, step, where, texts = least, most, f"{(knob.high - knob.low) / SLIDER_STEPS:.3g}", number(here), ""
    return Slider(knob.name, knob.help, mathml(knob.symbol), number(here), low, high, step, where, texts, least, most)


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


ICONS = {
    "slides": "M3 5h18v13H3zM6 14l4-4 3 3 4-5",
    "saturating": "M3 18C10 18 11 6 21 6",
    "centred": "M3 12H21M12 4V20M6 17C11 17 13 7 18 7",
    "rectifier": "M3 17H12L20 6",
    "leak": "M3 19L12 16L20 6",
    "clock": "M12 4a8 8 0 1 0 .01 0M12 8V12L15 14",
    "maxout": "M3 5L10 17H14L21 5",
    "valley": "M3 5C5 14 9 18 21 18M6 5L10 12L13 15",
    "wells": "M3 5C4 20 9 21 11 12S15 8 17 14S20 16 21 6",
    "saddle": "M4 4C10 9 10 15 4 20M20 4C14 9 14 15 20 20",
    "ravine": "M3 12a9 4 0 1 0 18 0a9 4 0 1 0 -18 0M8 12a4 1.6 0 1 0 8 0a4 1.6 0 1 0 -8 0",
    "noise": "M3 8L5 14L7 9L9 16L11 11L13 17L15 13L17 18L19 15L21 17",
    "four": "M3 3h8v8H3zM13 3h8v8h-8zM3 13h8v8H3zM13 13h8v8h-8z",
}
