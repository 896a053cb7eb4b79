"""The numbers that the pages tell, computed by the very walks that the pages show. Each count states its rule."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from app.core.curvature import best_heavy_ball, best_lr, largest_stable_lr, stationary_variance
from app.core.descent.conditions import Conditions
from app.core.descent.walk import Run, fleet, run
from app.core.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSProp
from app.core.surfaces import BoundedSaddle, Quadratic, Saddle, TiltedDoubleWell

MILLIONTH = 1e-6


def first_inside(path: Run, share: float) -> int | None:
    """The first step at which the distance from (0, 0) is at most so large a share of that at the start."""
    apart = np.hypot(path.x, path.y)
    inside = apart <= share * apart[0]
    return int(np.argmax(inside)) if inside.any() else None


def stays_inside(path: Run, distance: float) -> int | None:
    """The step from which the distance from (0, 0) stays at most `distance`."""
    outside = np.flatnonzero(np.hypot(path.x, path.y) > distance)
    return int(outside[-1]) + 1 if outside[-1] + 1 < len(path.x) else None


def ravine(optimizer: Optimizer, kappa: float = 100.0, steps: int = 7_500) -> Run:
    """Down (x^2 + kappa y^2) / 2 from (1, 1)."""
    return run(optimizer, Conditions(Quadratic(kappa=kappa), (1.0, 1.0), steps))


@pytest.mark.parametrize(
    ("kappa", "descent", "ball", "nesterov"),
    [(10, 69, 27, 43), (25, 173, 44, 73), (50, 346, 64, 107), (100, 691, 93, 155), (1000, 6908, 315, 508)],
)
def test_the_best_rates_in_a_ravine(kappa: int, descent: int, ball: int, nesterov: int) -> None:
    """Steps to a millionth of the distance at the start, the first time; none leaves it again."""
    lr, rho = best_heavy_ball(1.0, kappa)
    root = math.sqrt(kappa)
    runs = {
        SGD(lr=best_lr(1.0, kappa)): descent,
        Momentum(lr=lr, rho=rho): ball,
        Nesterov(lr=1 / kappa, rho=(root - 1) / (root + 1)): nesterov,
    }
    for optimizer, steps in runs.items():
        path = ravine(optimizer, kappa)
        assert (first_inside(path, MILLIONTH), stays_inside(path, MILLIONTH * math.sqrt(2))) == (steps, steps)
    assert descent == pytest.approx(math.log(1e6) / math.log((kappa + 1) / (kappa - 1)), abs=1)


@pytest.mark.parametrize(
    ("rho", "first", "for_good"),
    [(0, 1341, 1341), (0.5, 654, 654), (0.8, 187, 187), (0.9, 258, 263), (0.95, 495, 530), (0.99, 2179, 2762)],
)
def test_too_much_momentum_is_worse_than_none(rho: float, first: int, for_good: int) -> None:
    """kappa = 100 at lr 0.01: steps to a millionth for the first time, and from when it stays there."""
    path = ravine(Momentum(lr=0.01, rho=rho))
    assert (first_inside(path, MILLIONTH), stays_inside(path, MILLIONTH * math.sqrt(2))) == (first, for_good)


def test_the_edge_of_stability() -> None:
    """1.99/L settles, 2/L swings for ever, 2.01/L blows up; with rho = 0.9 the edge is 2 (1 + rho)/L = 0.038."""
    assert first_inside(ravine(SGD(lr=0.0199)), MILLIONTH) == 1341
    for_ever = ravine(SGD(lr=0.02))
    assert (for_ever.ending.outcome, abs(for_ever.y[-1])) == ("running", pytest.approx(1.0, abs=1e-12))
    over = ravine(SGD(lr=0.0201)).ending
    assert (over.outcome, over.reason) == ("diverged", "lr 0.0201 > 2/L = 0.02")
    assert largest_stable_lr(100.0, 0.9) == pytest.approx(0.038, rel=1e-15)
    assert first_inside(ravine(Momentum(lr=0.0379)), MILLIONTH) is not None
    assert ravine(Momentum(lr=0.0381)).ending.reason == "lr 0.0381 > 2 (1 + rho)/L = 0.038"
    assert ravine(SGD(lr=0.03)).ending.outcome == "diverged"
    assert first_inside(ravine(Momentum(lr=0.03)), MILLIONTH) == 250


def test_the_landing_page() -> None:
    """(x^2 + 50 y^2) / 2 from (-9, 1): the step from which the distance stays at most 0.1."""
    on = Conditions(Quadratic(kappa=50), (-9.0, 1.0), 4000)
    counts: dict[Optimizer, int | None] = {
        SGD(lr=0.0399): 460,
        SGD(lr=0.039): 114,
        SGD(lr=0.0395): 116,
        SGD(lr=0.001): None,
        Momentum(lr=0.03): 80,
        Adam(lr=0.3): 75,
    }
    for optimizer, steps in counts.items():
        assert (stays_inside(run(optimizer, replace(on, steps=4000)), 0.1)) == steps
    assert run(SGD(lr=0.041), on).ending.reason == "lr 0.041 > 2/L = 0.04"
    early = run(SGD(lr=0.041), replace(on, steps=20))
    assert (early.y[1:] / early.y[:-1]).tolist() == pytest.approx([-1.05] * 20, rel=1e-12)
    assert largest_stable_lr(50.0) == 0.04


RIDGE: list[tuple[Any, int]] = [
    (SGD(lr=0.1), 145),
    (Momentum(lr=0.1), 52),
    (Momentum(lr=0.1, rho=0.99), 47),
    (Nesterov(lr=0.1), 47),
    (AdaGrad(lr=0.1), 17),
    (Adam(lr=0.1), 11),
    (RMSProp(lr=0.1, alpha=0.9), 4),
]


@pytest.mark.parametrize(("optimizer", "steps"), RIDGE, ids=str)
def test_off_the_ridge(optimizer: Optimizer, steps: int) -> None:
    """(x^2 - y^2) / 2 from (1, 1e-6), until |y| = 1. Our saddle is x^2 - y^2, twice as steep: where the scale of the
    gradient matters it is run at half the rate."""
    scaled = optimizer.name in {"sgd", "momentum", "nesterov"}
    settings = {**optimizer.settings(), "lr": optimizer.lr / 2 if scaled else optimizer.lr}
    halved = type(optimizer).with_settings(settings)
    path = run(halved, Conditions(Saddle(), (1.0, 1e-6), 400))
    assert int(np.argmax(np.abs(path.y) >= 1)) == steps
    never = run(halved, Conditions(Saddle(), (1.0, 0.0), 4000))
    assert np.abs(never.y).max() == 0
    assert run(halved, Conditions(Saddle(), (1.0, 1e-6), 4000)).ending.outcome in {"diverged", "running"}


def test_the_straight_line_on_a_logarithmic_axis() -> None:
    assert math.ceil(math.log(1e6) / math.log(1.1)) == 145
    path = run(SGD(lr=0.1), Conditions(BoundedSaddle(), (1.0, 1e-6), 400))
    assert (path.ending.reason, path.y[-1]) == ("at the minimum (0, 1)", pytest.approx(1.0, abs=1e-9))


@pytest.mark.parametrize(
    ("optimizer", "floor"),
    [(SGD(lr=0.1), 0.0263), (Momentum(lr=0.1), 0.257), (Momentum(lr=0.01), 0.0251), (SGD(lr=0.05), 0.0128)],
    ids=str,
)
def test_the_floor_of_noise(optimizer: Optimizer, floor: float) -> None:
    """Mean of x^2 / 2 over 400 seeds and 1,600 steps after the first 400, sigma = 1; theory to three digits."""
    rho = optimizer.rho if isinstance(optimizer, Momentum) else 0.0
    variance = stationary_variance(optimizer.lr, rho, 1.0, 1.0)
    assert variance is not None
    assert variance / 2 == pytest.approx(floor, abs=5e-4 if floor > 0.1 else 5e-5)
    seeds = tuple(range(400))
    rest = np.zeros(400)
    on = Conditions(Quadratic(kappa=1), (rest, rest), 2_000, noise=1.0, seed=seeds)
    losses = [float(np.mean((x * x + y * y) / 4)) for x, y in fleet(optimizer, on)]
    assert float(np.mean(losses[400:])) == pytest.approx(variance / 2, rel=0.02)


def test_the_trap() -> None:
    """x^4 - 2 x^2 + 0.3 x, up to a constant, from x = 2 at lr 0.01: momentum escapes at 0.9, and at 0.95 falls back."""
    on = Conditions(TiltedDoubleWell(tilt=0.3), (2.0, 0.0), 4000)
    ends = {rho: float(run(Momentum(lr=0.01, rho=rho), on).x[-1]) for rho in (0.0, 0.5, 0.9, 0.95)}
    assert ends == {rho: pytest.approx(-1.036 if rho == 0.9 else 0.960, abs=5e-4) for rho in ends}


@pytest.mark.parametrize(
    ("lr", "overshoots", "settled"), [(0.3, (-0.778, -0.299), (84, 18)), (0.01, (-0.153, -0.119), (85, 83))]
)
def test_look_before_you_leap(lr: float, overshoots: tuple[float, float], settled: tuple[int, int]) -> None:
    """x^2 / 2 from 1: the furthest x on the other side, and the step from which |x| stays below 0.01."""
    for entry, deepest, steps in zip((Momentum, Nesterov), overshoots, settled, strict=True):
        path = run(entry(lr=lr), Conditions(Quadratic(kappa=1), (1.0, 0.0), 400))
        assert path.x.min() == pytest.approx(deepest, abs=5e-4)
        assert stays_inside(path, 0.01) == steps


@pytest.mark.parametrize(("angle", "adam"), [(0, 82), (15, 565), (30, 847), (45, 928)])
def test_adam_mends_conditioning_only_along_the_axes(angle: int, adam: int) -> None:
    """kappa = 100, turned together with its start (1, 1): the first step within 0.001; gradient descent at 2/101."""
    turn = math.radians(angle)
    c, s = math.cos(turn), math.sin(turn)
    on = Conditions(Quadratic(kappa=100, angle=turn), (c - s, s + c), 3000)
    share = 1e-3 / math.sqrt(2)
    assert first_inside(run(SGD(lr=best_lr(1.0, 100.0)), on), share) == 363
    assert first_inside(run(Adam(lr=0.05), on), share) == adam
