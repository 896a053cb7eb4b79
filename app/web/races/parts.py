"""The parts of the optimizers page: chips of runs with their sliders, marks of the landscape, the curvature."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ...core.catalogue import Knob, number
from ...core.curvature import axes, condition_number
from ...core.descent.outcomes import lowest_minima, place
from ...core.descent.swings import oscillates
from ...core.descent.walk import Run
from ...core.numerals import decimal
from ...core.optimizers import Optimizer
from ...core.surfaces import Surface
from ..figures.palette import Stroke
from ..page.widgets import Slider, slider
from .query import RaceQuery
from .scents import NO_SCENT, Scent, scent, span


@dataclass(frozen=True)
class Chip:
    """One run: legend, outcome and knobs in one. `scent` belongs to the first slider, the learning rate.

    Before anything is predicted outcome and scent are empty.
    """

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
class Curvature:
    """What the second derivatives say at one point; the ellipse shows the steep and the flat direction.

    `edge` is the largest rate that settles there by the optimizer's own `formula`; where none is known, 2 / L.
    """

    steepest: str
    flattest: str
    ratio: str
    edge: str
    formula: str
    above: bool
    kind: str
    turn: float
    flat: float


def chip(query: RaceQuery, index: int, run: Run, title: str, stroke: Stroke, covered: bool = False) -> Chip:
    """The chip of one run, without what becomes of it where that is covered."""
    one = run.optimizer
    low, high = span(query.conditions, one)
    knobs = [knob for knob in one.knobs() if knob.name != "lr"]
    rate = next(knob for knob in one.knobs() if knob.name == "lr")
    ranged = slider(one, replace(rate, low=low, high=high))
    words, bad = ("", False) if covered else outcome(run, query)
    return Chip(
        index=index, f=str(one), title=title, summary=type(one).summary(), stroke=stroke,
        outcome=words, bad=bad, reason=(run.ending.reason or "") if bad else "",
        rate=replace(ranged, least=number(rate.low), most=number(rate.high)),
        scent=NO_SCENT if covered else scent(unrated(one), query.conditions, low, high),
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
        return (f"falls off by step {end.step}", False) if falls else (f"blows up at step {end.step}", True)
    if end.arrived is not None:
        return f"arrives at step {end.arrived}", False
    resting = place(query.surface, (float(run.x[-1]), float(run.y[-1])))
    if resting is not None and not query.noise:
        return f"ends {resting.split(' (')[0]}", False
    if query.surface.lowest is None and run.value[-1] < run.value[0]:
        return f"has fallen to {decimal(float(run.value[-1]))}", False
    there = "not there by" if lowest_minima(query.surface) else "goes on at"
    swing = "oscillates, " if not query.noise and oscillates(run.x, run.y) else ""
    return f"{swing}{there} {query.steps}", False


def curvature(surface: Surface, one: Optimizer, lr: float, x: float, y: float) -> Curvature:
    """The curvature at (x, y), and whether the rate of `one` there is above what it bears: its own edge, if known."""
    hessian = tuple(float(entry) for entry in surface.hessian(x, y))
    found = axes(*hessian)
    ratio = condition_number(*hessian)
    edge = one.largest_stable_lr(found.high)
    kind = "saddle" if found.low < 0 < found.high else "bowl" if found.low > 0 else "dome" if found.high < 0 else "flat"
    flat = 1.0 if found.low <= 0 else math.sqrt(max(found.low / found.high, 0.02))
    turn = round(math.degrees(math.atan2(found.high_axis[1], found.high_axis[0])), 1)
    usual = 2 / found.high if found.high > 0 else None
    limit, formula = (usual, "") if edge is None else (edge, one.edge.replace("rho", "ρ"))
    return Curvature(
        decimal(found.high), decimal(found.low), "none" if ratio is None else decimal(ratio),
        "none" if limit is None else decimal(limit), formula,
        edge is not None and lr > edge, kind, -turn, round(flat, 3),
    )  # fmt: skip
