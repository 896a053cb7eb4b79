"""The parts of the optimizers page: chips of runs with their sliders, marks of the landscape, the curvature."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.core.catalogue import Knob, number
from app.core.curvature import axes, condition_number
from app.core.descent.outcomes import lowest_minima, place
from app.core.descent.walk import Run
from app.core.optimizers import Optimizer
from app.core.surfaces import Surface
from app.web.figures.palette import Stroke
from app.web.page.numerals import decimal
from app.web.page.widgets import Slider, slider
from app.web.races.query import RaceQuery
from app.web.races.scents import Scent, scent, span
from app.web.surfaces.window import WIDTH, Window

ARROW = 60.0  # units: the length of an arrow
STAR = "M0 -11L2.8 -3.8L10.5 -3.4L4.5 1.4L6.5 8.9L0 4.6L-6.5 8.9L-4.5 1.4L-10.5 -3.4L-2.8 -3.8Z"
SIGNS = {
    "minimum": "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    "maximum": "M0 -5L5 4h-10z",
    "saddle": "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
    "degenerate": "M-5 0h10M0 -5v10",
}


@dataclass(frozen=True)
class Chip:
    """One run: legend, outcome and knobs in one. `scent` belongs to the first slider, the learning rate."""

    index: int
    f: str
    title: str
    summary: str
    stroke: Stroke
    outcome: str
    bad: bool
    reason: str
    rate: Slider
    scent: Scent
    knobs: list[Slider]
    small: list[Slider]
    hidden: bool


@dataclass(frozen=True)
class Mark:
    """A stationary point of the landscape."""

    kind: str
    shape: str
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Curvature:
    """What the second derivatives say at one point; the ellipse shows the steep and the flat direction."""

    steepest: str
    flattest: str
    ratio: str
    limit: str
    above: bool
    kind: str
    turn: float
    flat: float


def names_of(optimizers: Sequence[Optimizer]) -> list[str]:
    """The names for labels; two of a kind are told apart by the knobs in which they differ."""
    titles = [type(one).title for one in optimizers]
    return [
        title if titles.count(title) == 1 else _told_apart(one, optimizers)
        for title, one in zip(titles, optimizers, strict=True)
    ]


def _told_apart(one: Optimizer, optimizers: Sequence[Optimizer]) -> str:
    same = [other.settings() for other in optimizers if other.name == one.name]
    told = [f"{value:g}" for name, value in one.settings().items() if any(other[name] != value for other in same)]
    return " ".join([type(one).title, *told])


def chip(query: RaceQuery, index: int, run: Run, title: str, stroke: Stroke) -> Chip:
    """The chip of one run."""
    one = run.optimizer
    low, high = span(query.surface, one)
    knobs = [knob for knob in one.knobs() if knob.name != "lr"]
    rate = next(knob for knob in one.knobs() if knob.name == "lr")
    ranged = slider(one, replace(rate, low=low, high=high))
    words, bad = outcome(run, query)
    return Chip(
        index=index, f=str(one), title=title, summary=type(one).summary(), stroke=stroke,
        outcome=words, bad=bad, reason=(run.ending.reason or "") if bad else "",
        rate=replace(ranged, least=number(rate.low), most=number(rate.high)),
        scent=scent(unrated(one), query.conditions, low, high),
        knobs=[slider(one, knob) for knob in knobs if not is_small(knob)],
        small=[slider(one, knob) for knob in knobs if is_small(knob)],
        hidden=index in query.hidden,
    )  # fmt: skip


def unrated(one: Optimizer) -> Optimizer:
    """The optimizer at its default rate: the scent of the rate does not depend on where its slider stands."""
    return type(one).with_settings({name: value for name, value in one.settings().items() if name != "lr"})


def is_small(knob: Knob) -> bool:
    """Whether a knob is one that hardly anybody turns."""
    return knob.name in {"eps", "weight_decay", "momentum_decay", "step_min", "step_max"}


def outcome(run: Run, query: RaceQuery) -> tuple[str, bool]:
    """How a run ended, in a few words, and whether that is bad."""
    end = run.ending
    if end.outcome == "diverged":
        falls = query.surface.lowest is None and run.value[-1] < run.value[0]
        return (f"falls off by step {end.step}", False) if falls else (f"blew up at step {end.step}", True)
    if end.arrived is not None:
        return f"arrives at step {end.arrived}", False
    resting = place(query.surface, (float(run.x[-1]), float(run.y[-1])))
    if resting is not None and not query.noise:
        return f"ends {resting.split(' (')[0]}", False
    if query.surface.lowest is None and run.value[-1] < run.value[0]:
        return f"has fallen to {decimal(float(run.value[-1]))}", False
    there = "not there by" if lowest_minima(query.surface) else "goes on at"
    return f"{there} {query.steps}", False


def marks(surface: Surface, shown: Window) -> list[Mark]:
    """The stationary points in the picture: stars for the lowest minima."""
    lowest = lowest_minima(surface)
    found = []
    for point in surface.stationary():
        if shown.inside(point.x, point.y):
            best = point in lowest
            kind = "best" if best else point.kind
            spot = f"({decimal(point.x)}, {decimal(point.y)})"
            words = f"{'flat point' if point.kind == 'degenerate' else point.kind} {spot}, f = {decimal(point.value)}"
            x, y = round(float(shown.across(point.x)), 1), round(float(shown.down(point.y)), 1)
            found.append(Mark(kind, STAR if best else SIGNS[point.kind], x, y, words))
    return found


@dataclass(frozen=True)
class Label:
    """A text of the landscape."""

    text: str
    x: float
    y: float
    anchor: str


def labels(found: Sequence[Mark]) -> list[Label]:
    """The names of the lowest minima in the picture, while they are few."""
    best = [mark for mark in found if mark.kind == "best"]
    named = best if len(best) <= 2 else []
    sides = [("start", 14.0) if mark.x < WIDTH - 150 else ("end", -14.0) for mark in named]
    texts = [mark.words.split(", f =")[0] for mark in named]
    return [
        Label(text, round(mark.x + by, 1), mark.y + 16, anchor)
        for text, mark, (anchor, by) in zip(texts, named, sides, strict=True)
    ]


def curvature(surface: Surface, one: Optimizer, x: float, y: float) -> Curvature:
    """The curvature at (x, y), and whether the rate of `one` is above what it bears."""
    hessian = tuple(float(entry) for entry in surface.hessian(x, y))
    found = axes(*hessian)
    ratio = condition_number(*hessian)
    edge = one.largest_stable_lr(found.high)
    kind = "saddle" if found.low < 0 < found.high else "bowl" if found.low > 0 else "dome" if found.high < 0 else "flat"
    flat = 1.0 if found.low <= 0 else math.sqrt(max(found.low / found.high, 0.02))
    turn = round(math.degrees(math.atan2(found.high_axis[1], found.high_axis[0])), 1)
    limit = decimal(2 / found.high) if found.high > 0 else "none"
    return Curvature(
        decimal(found.high), decimal(found.low), "none" if ratio is None else decimal(ratio), limit,
        edge is not None and one.lr > edge, kind, -turn, round(flat, 3),
    )  # fmt: skip


@dataclass(frozen=True)
class Arrow:
    """An arrow in units of the picture, from one point to another."""

    name: str
    x1: float
    y1: float
    x2: float
    y2: float


def arrows(shown: Window, point: tuple[float, float], ways: dict[str, tuple[float, float]]) -> list[Arrow]:
    """Arrows from a point; they tell directions, so all but those of no length are drawn 60 units long."""
    start = np.array([shown.across(point[0]), shown.down(point[1])])
    found = []
    for name, (dx, dy) in ways.items():
        way = np.array([shown.across(point[0] + dx), shown.down(point[1] + dy)]) - start
        size = float(np.hypot(*way))
        if 1e-12 < size < math.inf:
            x, y = (start + way / size * (ARROW if name != "move" else 0.7 * ARROW)).round(1).tolist()
            found.append(Arrow(name, round(float(start[0]), 1), round(float(start[1]), 1), x, y))
    return found
