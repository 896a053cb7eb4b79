"""Noisy descent in a bowl: 400 replicas of a setting, where their loss settles, and where theory says it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np

from ...core.curvature import stationary_variance
from ...core.descent.conditions import Conditions
from ...core.descent.contests import NOISE, SEEDS, STEPS, floor
from ...core.descent.walk import flight
from ...core.numbers import Array, Real
from ...core.numerals import decimal
from ...core.optimizers import SGD, Momentum, Optimizer
from ...core.schedules import InverseTime
from ..pictures import Line

SETTLED = STEPS // 2  # from this step on the mean counts
LR, RHO = NOISE.lr, 0.9  # the rate of both, and what momentum keeps
PLAIN = SGD(lr=LR)
FALLING = InverseTime(decay=NOISE.lr)


@dataclass(frozen=True)
class Prepared(Conditions):
    """Noise that is drawn once for all settings, as each has the same luck."""

    def luck(self) -> Iterator[tuple[Real, Real]]:
        """That noise, step by step."""
        return iter(lucks(self.steps))


@lru_cache(maxsize=1)
def lucks(steps: int) -> tuple[tuple[Real, Real], ...]:
    """The noise of 200 seeds along both axes."""
    return tuple(replace(NOISE.conditions(steps), seed=tuple(range(SEEDS))).luck())


def losses(one: Optimizer) -> Array:
    """The mean loss along one axis of 400 replicas after each step, (steps + 1,)."""
    return ran(one)[0]


@lru_cache(maxsize=256)
def ran(one: Optimizer) -> tuple[Array, float, Array]:
    """That mean, both axes of 200 seeds, the standard error of where it settles, and the loss of the first of them."""
    start = np.full(SEEDS, NOISE.start[0]), np.full(SEEDS, NOISE.start[1])
    on = Prepared(NOISE.surface, start, STEPS, noise=NOISE.noise)
    with np.errstate(all="ignore"):
        points = list(islice(flight(one, on), STEPS))
    places = np.array([np.concatenate(start), *map(np.concatenate, points)])
    found = np.asarray(NOISE.surface.value(places, 0.0))
    each = found[SETTLED:].mean(axis=0)
    return np.asarray(found.mean(axis=1)), float(each.std(ddof=1) / np.sqrt(len(each))), found[:, 0]


def settled(one: Optimizer) -> float:
    """The mean loss of the second half."""
    return float(losses(one)[SETTLED:].mean())


def measured(one: Optimizer) -> str:
    """Where a setting settles, give or take a standard error."""
    return f"{decimal(settled(one))} ± {decimal(ran(one)[1], 1)}"


def level(one: Optimizer) -> float:
    """The floor in theory. Raises ValueError where nothing settles."""
    found = floor(NOISE, one).value
    if found is None:
        raise ValueError(f"{one} does not settle")
    return found


def momentum(lr: float, rho: float) -> Optimizer:
    """Momentum, or plain descent without any."""
    return Momentum(lr=lr, rho=rho) if rho else SGD(lr=lr)


def rate_for(one: Optimizer, rho: float) -> float:
    """The rate at which momentum has the floor of another run: between none and the largest that is stable."""
    low, high, wanted = 0.0, 2 * (1 + rho), 2 * level(one)
    while high - low > 1e-12:
        middle = (low + high) / 2
        found = stationary_variance(middle, rho, 1.0, NOISE.noise)
        low, high = (middle, high) if found is not None and found < wanted else (low, middle)
    return low


@lru_cache(maxsize=4)
def after_falling(steps: int, start: float = NOISE.start[0]) -> float:
    """The expected loss after so many steps at a rate that falls as 1 / t, from E x² ← (1 − α)² E x² + α² σ²."""
    square = start * start
    for t in range(steps):
        lr = NOISE.lr * FALLING.factor(t, steps)
        square = (1 - lr) ** 2 * square + (lr * NOISE.noise) ** 2
    return square / 2


def named(one: Optimizer) -> str:
    """A setting in symbols."""
    told = one.settings()
    rho = f", ρ = {decimal(told['rho'])}" if "rho" in told else ""
    return f"α = {decimal(told['lr'])}{rho}"


def short(one: Optimizer) -> str:
    """A setting for a picture."""
    told = one.settings()
    rho = f", ρ {decimal(told['rho'])}" if "rho" in told else ""
    return f"α {decimal(told['lr'])}{rho}"


def curve(one: Optimizer, role: str, steps: int = STEPS, name: str = "", **more: Any) -> Line:
    """The mean loss against the step."""
    told = losses(one)[: steps + 1]
    return Line(name or named(one), np.arange(float(len(told))), told, role, **{"moves": True, **more})


def alone(one: Optimizer, steps: int = STEPS) -> Line:
    """One run of those whose mean is drawn."""
    told = ran(one)[2][: steps + 1]
    return Line(f"one run, {named(one)}", np.arange(float(len(told))), told, "faint", labelled=False)
