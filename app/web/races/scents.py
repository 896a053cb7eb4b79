"""The scent of a slider: what becomes of the run over the slider's whole range, seen before it is touched."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...core.curvature import eigenvalues
from ...core.descent.conditions import Conditions
from ...core.descent.outcomes import lowest_minima, steepest
from ...core.descent.sweeps import sweep
from ...core.numbers import Array, Bools
from ...core.optimizers import Optimizer
from ...core.surfaces import Surface
from .query import tuned

CELLS = 73
RATES = np.geomspace(1e-6, 100.0, 97)  # among which the end of a slider is looked for: twelve a decade
LONGEST = 300  # steps: what a slider promises need not look further
DECADES = 5.0  # of loss between the floor and the ceiling of the curve
BELOW, ABOVE = 60.0, 12.0  # the range of learning rates round a good one
FLOOR, CEILING = 940.0, 120.0  # of the curve, in a box of 1000 by 1000


@dataclass(frozen=True)
class Scent:
    """The curve of final losses, what of the range blows up as (start, width), and the theory's mark, in per mille.

    `edge` is what stands at the mark; `soonest` is the rate that arrives first, and its steps, if any rate does.
    """

    curve: str
    hatched: list[tuple[float, float]]
    tick: float | None
    edge: str
    soonest: tuple[float, int] | None


NO_SCENT = Scent("", [], None, "", None)


def span(on: Conditions, optimizer: Optimizer) -> tuple[float, float]:
    """The range of learning rates that the slider offers.

    Round a good one, up to where it fails, and wide enough for the present one.
    """
    good = tuned(on.surface, optimizer.name).lr
    calm = replace(on, noise=0.0, seed=0, steps=min(on.steps, LONGEST))
    low, high = min(good / BELOW, optimizer.lr), max(good * ABOVE, fails(calm, optimizer.name), optimizer.lr)
    return max(one_digit(low, up=False), 1e-8), min(one_digit(high, up=True), 100.0)


@lru_cache(maxsize=512)
def fails(on: Conditions, name: str) -> float:
    """The first rate above the best with which the usual optimizer blows up.

    Where none does, the first above the best that ends a stretch of three that do not arrive; where none does that
    either, the best itself, or 0.
    """
    one = tuned(on.surface, name)
    found = sweep(one, "lr", RATES, on)
    above = (one.lr if found.soonest is None else RATES[found.soonest]) < RATES
    bad = above & found.diverged
    if not bad.any() and found.soonest is not None:
        lost = above & ~np.isfinite(found.arrived)  # one alone may be bad luck, and lies between two cells
        bad = lost & np.roll(lost, 1) & np.roll(lost, 2)
    if not bad.any():
        return 0.0 if found.soonest is None else float(RATES[found.soonest])
    return float(RATES[bad.argmax()])


def one_digit(value: float, up: bool) -> float:
    """The next number of one digit, downwards or upwards."""
    power = 10.0 ** math.floor(math.log10(value))
    digit = math.ceil(value / power - 1e-9) if up else math.floor(value / power + 1e-9)
    return float(f"{digit * power:.1g}")


@lru_cache(maxsize=512)
def scent(optimizer: Optimizer, on: Conditions, low: float, high: float) -> Scent:
    """The scent of the learning rate of an optimizer between two rates."""
    rates = np.geomspace(low, high, CELLS)
    found = sweep(optimizer, "lr", rates, replace(on, steps=min(on.steps, LONGEST)))
    best = None if found.soonest is None else (float(rates[found.soonest]), int(found.arrived[found.soonest]))
    mark = tick(stable_rate(on.surface, optimizer), low, high)
    return Scent(curve(found.loss, first_loss(on)), hatched(found.diverged), mark, edge_told(optimizer), best)


def edge_told(optimizer: Optimizer) -> str:
    """The largest stable rate of an optimizer as a formula in a few letters."""
    return optimizer.edge.replace("rho", "ρ").replace(" ", "")


def first_loss(on: Conditions) -> float:
    """The loss at the start above the lowest, or 1 where there is none."""
    with np.errstate(all="ignore"):
        return abs(float(on.surface.value(*map(float, on.start))) - (on.surface.lowest or 0.0)) or 1.0


def curve(losses: Array, first: float) -> str:
    """The area under final losses `(n,)`, logarithmic, that of the start near the top; what blew up is inf."""
    with np.errstate(all="ignore"):
        height = np.log10(np.maximum(losses, 1e-300) / first) / DECADES
    down = np.clip(CEILING - height * (FLOOR - CEILING), 0.0, FLOOR)
    kept = np.isfinite(losses)
    across = np.linspace(0, 1000, len(down))
    runs = np.split(np.flatnonzero(kept), np.flatnonzero(np.diff(np.flatnonzero(kept)) > 1) + 1)
    return "".join(piece(across[run], down[run]) for run in runs if len(run))


def piece(across: NDArray[np.float64], down: NDArray[np.float64]) -> str:
    """One stretch of the area."""
    top = "L".join(f"{a:.0f} {d:.0f}" for a, d in zip(across.tolist(), down.tolist(), strict=True))
    return f"M{across[0]:.0f} 1000L{top}L{across[-1]:.0f} 1000Z"


def hatched(diverged: Bools) -> list[tuple[float, float]]:
    """The stretches in which every rate blows up."""
    cell = 1000 / (len(diverged) - 1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], diverged, [False]])))
    pairs = edges.reshape(-1, 2).tolist()
    ends = [(max(0.0, (first - 0.5) * cell), min(1000.0, (last - 0.5) * cell)) for first, last in pairs]
    return [(round(left, 1), round(right - left, 1)) for left, right in ends]


def stable_rate(surface: Surface, optimizer: Optimizer) -> float | None:
    """The largest stable rate on a surface, if theory has one."""
    curvature = edge_curvature(surface)
    return optimizer.largest_stable_lr(curvature) if curvature is not None else None


def tick(edge: float | None, low: float, high: float) -> float | None:
    """Where the largest stable rate stands on the slider, if there is one within its range."""
    if edge is None or not low < edge < high:
        return None
    return round(1000 * math.log(edge / low) / math.log(high / low), 1)


@lru_cache(maxsize=256)
def edge_curvature(surface: Surface) -> float | None:
    """L of a quadratic, else the steepest curvature at a lowest minimum."""
    lowest = lowest_minima(surface)
    return steepest(surface) or (eigenvalues(*surface.curvatures(lowest[0].x, lowest[0].y))[1] if lowest else None)
