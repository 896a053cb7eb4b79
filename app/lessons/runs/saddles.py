"""Runs that start beside the ridge of a saddle, and how long they take to fall off."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...core.curvature import spectral_radius
from ...core.descent.conditions import Conditions
from ...core.descent.counting import beyond, first_step
from ...core.descent.walk import fleet, run
from ...core.numbers import Array
from ...core.numerals import decimal, grouped
from ...core.optimizers import SGD, Momentum, Optimizer
from ...core.surfaces import Saddle

LR = 0.05
ACROSS = float(Saddle().hessian(0.0, 0.0)[2])  # the curvature across the ridge
BESIDE = 1e-6
OFF = 1.0  # |y| at which it is off the ridge
MOST = 1_000  # steps before the last of which every run has left the picture
LONGEST = 20_000  # steps after which nobody waits any longer
REPLICAS = 400  # of a run with noise
NOISE = 0.02  # its standard deviation in each part of a gradient, where a run is drawn with it
RHO = 0.9
BALL = Momentum(lr=LR, rho=RHO)
AS_LONG = Momentum(lr=round(LR * (1 - RHO), 6), rho=RHO)  # with steps as long as those of gradient descent


@lru_cache(maxsize=4096)
def steps(y: float, optimizer: Optimizer) -> int | None:
    """After how many steps a run from (1, y) is off the ridge; None if it never is."""
    return first_step(optimizer, Conditions(Saddle(), (1.0, y), LONGEST), beyond(OFF)).at


def fall(y: float, lr: float = LR) -> int:
    """The steps of gradient descent."""
    found = steps(y, SGD(lr=lr))
    assert found is not None
    return found


@lru_cache(maxsize=256)
def heights(y: float, last: int, optimizer: Optimizer = SGD(lr=LR)) -> Array:  # noqa: B008  # it is frozen
    """|y| after each step from (1, y), by default of gradient descent, until it has blown up; (k + 1,), k <= last."""
    return np.abs(run(optimizer, Conditions(Saddle(), (1.0, y), min(last, MOST))).y)


@lru_cache(maxsize=32)
def shaken(noise: float) -> Array:
    """Steps until each of 400 replicas from exactly on the ridge is off it, where gradients are noisy, (400,)."""
    start = np.ones(REPLICAS), np.zeros(REPLICAS)
    points = fleet(SGD(lr=LR), Conditions(Saddle(), start, LONGEST, noise=noise, seed=tuple(range(REPLICAS))))
    found = np.zeros(REPLICAS)
    for t, (_, y) in enumerate(points, start=1):
        found[(np.abs(y) >= OFF) & (found == 0)] = t
        if found.all():
            break
    return found


@lru_cache(maxsize=1)
def middle_one() -> tuple[Array, Array]:
    """The run with noise that falls off when half of them have: x and y after each step."""
    found = shaken(NOISE)
    replica = int(np.argmin(np.abs(found - np.median(found))))
    conditions = Conditions(Saddle(), (1.0, 0.0), int(found[replica]), noise=NOISE, seed=replica)
    one = run(SGD(lr=LR), conditions)
    return one.x, one.y


def faster() -> float:
    """The factor by which |y| grows at each step of momentum, in the long run."""
    return spectral_radius(LR, RHO, ACROSS)


def exact(y: float, lr: float = LR) -> float:
    """The steps of gradient descent by its formula, of which the next whole number is the first at which it is off."""
    return math.log(OFF / y) / math.log(growth(lr))


def growth(lr: float = LR) -> float:
    """The factor by which |y| grows at each step: 1 + α |λ|, with the curvature across the ridge."""
    return 1 + lr * abs(ACROSS)


def became(said: int, height: float, truth: int) -> str:
    """What became of a run of so many steps."""
    apart = f"{grouped(abs(said - truth))} step{'' if abs(said - truth) == 1 else 's'}"
    if said == truth:
        return f"With step {grouped(said)} it falls off."
    after = f"After {grouped(said)} step{'' if said == 1 else 's'} it"
    if said > truth:
        return f"{after} has been off the ridge for {apart}."
    return f"{after} is {decimal(height, 2)} beside the ridge, with {apart} to go."


def power(value: float) -> str:
    """A number as people write it, a power of ten without a factor of 1: 10⁻⁶."""
    return decimal(value).removeprefix("1 × ")


def tex(value: float) -> str:
    """A number in TeX, a small one with a power of ten."""
    mantissa, _, power = f"{value:.3g}".partition("e")
    if not power:
        return mantissa
    return ("" if mantissa == "1" else rf"{mantissa}\cdot ") + f"10^{{{int(power)}}}"
