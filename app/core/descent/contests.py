"""The slide's four panels: SGD against SGD + momentum in a local minimum, on a saddle, in a ravine and in noise.

Both take the same rate, and one factor alpha scales the rates of all four. In a fair race momentum's rate is multiplied
by 1 - rho, so that on a constant slope both move equally fast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from typing import Literal

import numpy as np

from ..curvature import stationary_variance
from ..numbers import Array
from ..optimizers import SGD, Momentum, Optimizer
from ..surfaces import BoundedSaddle, Quadratic, Saddle, Surface, TiltedDoubleWell
from .conditions import Conditions
from .counting import STRETCH, Count, beyond, first_step, within
from .walk import Run, Walk, fleet, run

Key = Literal["trap", "saddle", "ravine", "noise"]

STEPS = 400  # in the pictures
LONGEST = 10_000  # steps after which nobody waits any longer
SEEDS = 200  # of the cloud; each is two replicas, one along x and one along y
LEVEL = 0.1  # results that differ by no more than this share of the larger are called level
MILLIONTH = 1e-6
RESTED = 1e-9  # a run that moves less in 512 steps is where it will be


@dataclass(frozen=True)
class Scene:
    """One of the four: where both start, at which rate, and how noisy each component of each gradient is."""

    key: Key
    surface: Surface
    start: tuple[float, float]
    lr: float
    noise: float = 0.0

    def conditions(self, steps: int = STEPS) -> Conditions:
        """What both runs have in common."""
        return Conditions(self.surface, self.start, steps, noise=self.noise)


TRAP = Scene("trap", TiltedDoubleWell(tilt=0.3), (2.0, 0.0), 0.01)
SADDLE = Scene("saddle", BoundedSaddle(), (1.0, 1e-6), 0.1)
RAVINE = Scene("ravine", Quadratic(kappa=100.0), (1.0, 1.0), 0.01)
NOISE = Scene("noise", Quadratic(kappa=1.0), (2.0, 2.0), 0.1, 1.0)
SCENES = (TRAP, SADDLE, RAVINE, NOISE)


@dataclass(frozen=True)
class Setting:
    """What is turned: the factor of all rates, momentum's rho, and whether momentum's rate is made fair."""

    alpha: float = 1.0
    rho: float = 0.9
    fair: bool = False

    def racers(self, scene: Scene) -> tuple[SGD, Momentum]:
        """Both methods in one scene."""
        lr = scene.lr * self.alpha
        slower = lr * (1 - self.rho) if self.fair else lr
        return SGD(lr=float(f"{lr:.12g}")), Momentum(lr=float(f"{slower:.12g}"), rho=self.rho)


@dataclass(frozen=True)
class Result:
    """What one method came to: a place, a number of steps or a floor, None where there is none; the less the better."""

    value: float | None
    cost: float
    blew_up: bool = False


@dataclass(frozen=True)
class Contest:
    """One panel decided: both methods, what they came to, SGD first, and who wins; None where they are level."""

    panel: Scene
    racers: tuple[SGD, Momentum]
    results: tuple[Result, Result]
    winner: Literal["sgd", "momentum"] | None


def four(setting: Setting) -> tuple[Contest, ...]:
    """All four panels, decided."""
    return tuple(contest(scene, setting) for scene in SCENES)


def unrun(setting: Setting) -> tuple[Contest, ...]:
    """All four panels before anything is known of them."""
    nothing = Result(None, inf), Result(None, inf)
    return tuple(Contest(scene, setting.racers(scene), nothing, None) for scene in SCENES)


def contest(scene: Scene, setting: Setting) -> Contest:
    """One scene, decided."""
    racers = setting.racers(scene)
    results = result(scene, racers[0]), result(scene, racers[1])
    return Contest(scene, racers, results, winner(results[0].cost, results[1].cost))


def winner(sgd: float, momentum: float) -> Literal["sgd", "momentum"] | None:
    """Whose cost is smaller by more than a tenth of the larger; two that are infinite are level."""
    low, high = sorted((sgd, momentum))
    if low == high or high - low <= LEVEL * high < inf:
        return None
    return "momentum" if momentum < sgd else "sgd"


@lru_cache(maxsize=512)
def result(scene: Scene, one: Optimizer) -> Result:
    """What one method comes to in one scene."""
    if scene.key == "trap":
        return valley(scene, one)
    if scene.key == "noise":
        return floor(scene, one)
    steps = off_the_ridge(scene, one) if scene.key == "saddle" else to_a_millionth(scene, one)
    return Result(steps.at, inf if steps.at is None else float(steps.at), steps.blew_up)


def valley(scene: Scene, one: Optimizer) -> Result:
    """Where x is after 10 000 steps, or after 512 that changed nothing; the deeper valley costs 0, the other 1."""
    walk = Walk(one, scene.conditions(LONGEST))
    x, moved = np.array([scene.start[0]]), inf
    while not walk.ended and moved > RESTED:
        x, _, _ = walk.advance(STRETCH)
        moved = float(np.ptp(x)) if len(x) else inf
    if walk.broke is not None:
        return Result(None, inf, True)
    return Result(float(x[-1]), float(x[-1] > hilltop(scene.surface)))


def hilltop(surface: Surface) -> float:
    """The x that divides two valleys."""
    return next(point.x for point in surface.stationary() if point.kind == "saddle")


def off_the_ridge(scene: Scene, one: Optimizer) -> Count:
    """How many steps until |y| = 1 on (x^2 - y^2) / 2, which the panel's surface is near its saddle.

    On x^2 - y^2, twice as high, the same path takes half the rate. At |y| = 1 the bounded surface is lowest: there a
    run would only come near.
    """
    half = type(one).with_settings({**one.settings(), "lr": one.lr / 2})
    return first_step(half, replace(scene.conditions(LONGEST), surface=Saddle()), beyond(1.0))


def to_a_millionth(scene: Scene, one: Optimizer) -> Count:
    """How many steps until a run is first within a millionth of the distance at the start."""
    return first_step(one, scene.conditions(LONGEST), within(scene.start, MILLIONTH))


def floor(scene: Scene, one: Optimizer) -> Result:
    """The mean loss along one axis at which noise keeps a run, by theory: half the variance times the curvature, 1."""
    rho = one.rho if isinstance(one, Momentum) else 0.0
    variance = stationary_variance(one.lr, rho, 1.0, scene.noise)
    return Result(None, inf, True) if variance is None else Result(variance / 2, variance / 2)


@lru_cache(maxsize=512)
def path(scene: Scene, one: Optimizer) -> Run:
    """The run that the picture shows."""
    return run(one, scene.conditions())


@dataclass(frozen=True)
class Cloud:
    """The losses along one axis of 400 replicas, at each of n + 1 steps: the mean, and between which half of them lie.

    Three arrays `(n + 1,)`; what has left the floats is infinite.
    """

    mean: Array
    low: Array
    high: Array


@lru_cache(maxsize=128)
def cloud(scene: Scene, one: Optimizer) -> Cloud:
    """The replicas of one method: both axes of 200 seeds, since along each axis the surface is x^2 / 2."""
    start = np.full(SEEDS, scene.start[0]), np.full(SEEDS, scene.start[1])
    on = replace(scene.conditions(), start=start, seed=tuple(range(SEEDS)))
    with np.errstate(all="ignore"):
        places = np.array([np.concatenate(start), *(np.concatenate(point) for point in fleet(one, on))])
        loss = np.asarray(scene.surface.value(places, 0.0), dtype=np.float64)
    loss[np.isnan(loss)] = inf
    quarter = SEEDS // 2
    low, high = np.sort(loss, axis=1)[:, [quarter, -quarter - 1]].T  # copies: what is kept holds no replica
    return Cloud(loss.mean(axis=1), low, high)
