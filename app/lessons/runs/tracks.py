"""What a method does in each of the slide's four boxes, step by step: the numbers that its picture draws."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...core.descent.conditions import Conditions
from ...core.descent.contests import (
    MILLIONTH,
    NOISE,
    RAVINE,
    SADDLE,
    TRAP,
    Contest,
    Scene,
    Setting,
    contest,
    hilltop,
    path,
)
from ...core.descent.walk import run
from ...core.numbers import Array
from ...core.numerals import together
from ...core.optimizers import SGD, Momentum, Optimizer
from ...core.surfaces import Saddle
from ..pictures import Line
from .noise import losses

SHOWN = {TRAP: 160, SADDLE: 240, RAVINE: 1_600, NOISE: 400}  # steps
TINY = MILLIONTH / 10  # up to which a distance is drawn
RATE = together("α (1 − ρ)")  # at which steps with momentum are as long as without
FAIR = f"momentum at {RATE}"
BRIEF = {FAIR: RATE}  # names where there is little room


@lru_cache(maxsize=256)
def track(scene: Scene, one: Optimizer) -> Array:
    """Where it is after each step: x, how far from the ridge or the minimum, or the mean loss; shape (k + 1,)."""
    last = SHOWN[scene]
    if scene is TRAP:
        return path(scene, one).x[: last + 1]
    if scene is NOISE:
        return losses(one)[: last + 1]
    if scene is SADDLE:  # as it is counted: at half the rate where the ground falls off twice as steeply
        half = type(one).with_settings({**one.settings(), "lr": one.lr / 2})
        apart = np.abs(run(half, Conditions(Saddle(), scene.start, last)).y)
        return until(apart, apart >= 1)
    found = run(one, scene.conditions(last))
    apart = np.maximum(np.hypot(found.x, found.y) / math.hypot(*scene.start), TINY)
    return until(apart, apart <= TINY)


def until(told: Array, there: NDArray[np.bool_]) -> Array:
    """The numbers up to the first that is there, or all."""
    return told[: int(np.argmax(there)) + 1] if there.any() else told


def line(scene: Scene, one: Optimizer, name: str, role: str, moves: bool = True) -> Line:
    """The same against the step."""
    found = track(scene, one)
    return Line(name, np.arange(float(len(found))), found, role, moves, brief=BRIEF.get(name, ""))


def decided(scene: Scene, rho: float, fair: bool = False) -> Contest:
    """A box at a rho, at the same rate, or with momentum's times 1 − rho."""
    return contest(scene, Setting(rho=rho, fair=fair))


def plain(scene: Scene) -> SGD:
    """Descent without momentum."""
    return SGD(lr=scene.lr)


def ball(scene: Scene, rho: float, fair: bool = False) -> Momentum:
    """Momentum at the same rate, or at a fair one."""
    return decided(scene, rho, fair).racers[1]


@lru_cache(maxsize=8)
def border(scene: Scene, low: float, high: float) -> float:
    """The rho between two at which another wins."""
    first = decided(scene, low).winner
    while high - low > 1e-4:
        middle = (low + high) / 2
        low, high = (middle, high) if decided(scene, middle).winner == first else (low, middle)
    return high


@lru_cache(maxsize=256)
def at_the_top(rho: float) -> tuple[int, float, float]:
    """The last step before the hilltop, or that nearest to it, the velocity before it, and the slope there."""
    one, surface = ball(TRAP, rho), TRAP.surface
    x, y, v, nearest = *TRAP.start, 0.0, (math.inf, 0, 0.0, 0.0)
    for t in range(1, SHOWN[TRAP] + 1):
        slope = float(surface.gradient(x, y)[0])
        after, speed = map(float, one.step(one.lr, t, x, slope, v))
        if after < hilltop(surface):
            return t - 1, v, slope
        nearest = min(nearest, (x, t - 1, v, slope))
        x, v = after, speed
    return nearest[1:]
