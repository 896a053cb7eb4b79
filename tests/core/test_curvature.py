"""Curvature against closed forms, against long runs, and against the reference."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from app.core import curvature
from app.core.surfaces import SURFACES

REFERENCE = json.loads((Path(__file__).parents[1] / "golden" / "reference_analytic.json").read_text())
RUNS = REFERENCE["quadratic_1d"]

MATRICES = [
    (2.0, 0.0, 2.0),
    (1.0, 0.0, 100.0),
    (100.0, 0.0, 1.0),
    (2.0, 0.0, -2.0),
    (0.0, 1.0, 0.0),
    (0.0, 0.0, 0.0),
    (10.0, 8.0, 10.0),
    (-10.0, 8.0, -10.0),
    (802.0, -400.0, 200.0),
    (25.75, -42.86825748732971, 75.25),
    (1e-9, 1e-5, 1.0),
    (1.0, -1e-9, 1e-12),
    (-3.0, 5.0, 1.0),
    (1e300, 3e299, 1e299),
    (-1e-200, 3e-201, 2e-200),
    (1.0, 1.0, 1.0000001),
]


@pytest.mark.parametrize("matrix", MATRICES, ids=str)
def test_eigenvalues_and_directions(matrix: tuple[float, float, float]) -> None:
    a, b, d = matrix
    found = curvature.axes(*matrix)
    with mp.workdps(700):
        mean, radius = (mp.mpf(a) + d) / 2, mp.hypot((mp.mpf(a) - d) / 2, b)
        for ours, true in ((found.low, mean - radius), (found.high, mean + radius)):
            # What rounding the three numbers alone does to the smaller one.
            assert abs(ours - true) <= 4e-16 * (abs(mean) + radius)
        determinant = mp.mpf(a) * d - mp.mpf(b) ** 2
        assert abs(mp.mpf(found.low) * found.high - determinant) <= 1e-15 * (abs(mp.mpf(a) * d) + mp.mpf(b) ** 2)
    assert found[:2] == curvature.eigenvalues(*matrix)
    assert found.low <= found.high
    size = max(map(abs, matrix))
    for value, (x, y) in ((found.low, found.low_axis), (found.high, found.high_axis)):
        assert math.hypot(x, y) == pytest.approx(1, rel=1e-15)
        assert abs(a * x + b * y - value * x) <= 1e-15 * size
        assert abs(b * x + d * y - value * y) <= 1e-15 * size
    assert abs(np.dot(found.low_axis, found.high_axis)) < 1e-16


def test_a_tiny_eigenvalue_keeps_its_digits() -> None:
    low, high = curvature.eigenvalues(1e-9 + 1e-16, 1e-5 * 0.1, 1e-3)
    assert high == pytest.approx(1e-3 + 1e-9, rel=1e-12)
    assert low == pytest.approx(1e-16, rel=1e-5)  # mean - radius would leave no digit of it


@pytest.mark.parametrize(
    ("matrix", "shape", "kind", "condition"),
    [
        ((2.0, 0.0, 2.0), "convex", "minimum", 1.0),
        ((-2.0, 0.0, -4.0), "concave", "maximum", 2.0),
        ((2.0, 0.0, -50.0), "saddle", "saddle", 25.0),
        ((0.0, 3.0, 0.0), "saddle", "saddle", 1.0),
        ((0.0, 0.0, 0.0), "flat", "degenerate", None),
        ((2.0, 0.0, 0.0), "convex", "degenerate", None),
        ((0.0, 0.0, -2.0), "concave", "degenerate", None),
        ((1.0, 1.0, 1.0), "convex", "degenerate", None),
        ((10.0, 8.0, 10.0), "convex", "minimum", 9.0),
        ((math.inf, 0.0, math.inf), "convex", "minimum", None),
    ],
)
def test_kinds(matrix: tuple[float, float, float], shape: str, kind: str, condition: float | None) -> None:
    assert curvature.shape(*matrix) == shape
    assert curvature.kind(*matrix) == kind
    assert curvature.condition_number(*matrix) == (None if condition is None else pytest.approx(condition, rel=1e-15))


def test_an_eigenvalue_lost_in_rounding_bends_neither_way() -> None:
    assert curvature.kind(1.0, 0.0, 1e-14) == curvature.kind(1.0, 0.0, -1e-14) == "degenerate"
    assert curvature.shape(1.0, 0.0, -1e-14) == "convex"
    assert curvature.kind(1.0, 0.0, 1e-6) == "minimum"
    assert curvature.kind(1.0, 0.0, -1e-6) == "saddle"


def test_a_quadratic_has_the_eigenvalues_it_is_made_of() -> None:
    for angle in (0.0, 0.3, -2.0):
        surface = SURFACES["quadratic"].with_settings({"kappa": 100, "angle": angle})
        found = curvature.axes(*surface.curvatures(1.0, 2.0))
        assert (found.low, found.high) == pytest.approx((1, 100), rel=1e-13)
        assert curvature.condition_number(*surface.curvatures(1.0, 2.0)) == pytest.approx(100, rel=1e-13)
        assert abs(np.dot(found.low_axis, (math.cos(angle), math.sin(angle)))) == pytest.approx(1, rel=1e-15)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run['form']}-{run['curvature']:g}-{run['learning_rate']:g}")
def test_reference(run: dict[str, Any]) -> None:
    lam, lr, rho = run["curvature"], run["learning_rate"], run["momentum"]
    limits = {
        "gd": curvature.largest_stable_lr(lam),
        "momentum": curvature.largest_stable_lr(lam, rho),
        "nesterov": curvature.largest_stable_nesterov_lr(lam, rho),
        "ema": (curvature.largest_stable_lr(lam, rho) or 0) / (1 - rho),
    }
    radii = {
        "gd": curvature.spectral_radius(lr, 0.0, lam),
        "momentum": curvature.spectral_radius(lr, rho, lam),
        "nesterov": curvature.nesterov_spectral_radius(lr, rho, lam),
        "ema": curvature.spectral_radius(lr * (1 - rho), rho, lam),
    }
    assert limits[run["form"]] == pytest.approx(run["max_stable_learning_rate"], rel=1e-14)
    # At the double root of Nesterov's run with lr lambda = 1 the root of a rounding error is left.
    assert radii[run["form"]] == pytest.approx(run["spectral_radius"], rel=1e-13, abs=1e-8)
    assert (radii[run["form"]] < 1) == (run["regime"] == "convergent")


@pytest.mark.parametrize("curve", [0.5, 1.0, 50.0])
@pytest.mark.parametrize("rho", [0.0, 0.5, 0.9])
def test_limits_are_where_the_radius_is_one(rho: float, curve: float) -> None:
    for limit, radius in (
        (curvature.largest_stable_lr(curve, rho), curvature.spectral_radius),
        (curvature.largest_stable_nesterov_lr(curve, rho), curvature.nesterov_spectral_radius),
    ):
        assert limit is not None
        assert radius(limit, rho, curve) == pytest.approx(1, rel=1e-12)
        assert radius(limit * 0.999, rho, curve) < 1 < radius(limit * 1.001, rho, curve)


def test_no_limit_without_upward_curvature() -> None:
    for curve in (0.0, -1.0, -math.inf, math.nan):
        assert curvature.largest_stable_lr(curve, 0.9) is None
        assert curvature.largest_stable_nesterov_lr(curve, 0.9) is None
    assert curvature.largest_stable_lr(math.inf) == 0


def test_lessons_numbers() -> None:
    assert curvature.largest_stable_lr(50.0) == 0.04
    assert curvature.best_lr(1.0, 50.0) == pytest.approx(2 / 51, rel=1e-15)
    assert curvature.largest_stable_lr(100.0, 0.9) == pytest.approx(0.038, rel=1e-15)
    assert curvature.critical_rho(0.01, 1.0) == pytest.approx(0.81, rel=1e-14)
    # C7: steps to a millionth of the distance with the best gradient descent, by its rate.
    steps = [math.log(1e-6) / math.log(curvature.best_rate(kappa)) for kappa in (10.0, 25.0, 50.0, 100.0, 1000.0)]
    assert [round(count) for count in steps] == [69, 173, 345, 691, 6908]


@pytest.mark.parametrize("kappa", [1.0, 4.0, 100.0, 1000.0])
def test_best_rates_are_best(kappa: float) -> None:
    low, high = 0.5, 0.5 * kappa
    lr = curvature.best_lr(low, high)

    def left(rate: float, rho: float) -> float:
        return max(curvature.spectral_radius(rate, rho, curve) for curve in (low, high))

    assert left(lr, 0.0) == pytest.approx(curvature.best_rate(kappa), rel=1e-12, abs=1e-15)
    assert all(left(lr * factor, 0.0) > left(lr, 0.0) for factor in (0.9, 0.999, 1.001, 1.1))
    lr, rho = curvature.best_heavy_ball(low, high)
    assert left(lr, rho) == pytest.approx((math.sqrt(kappa) - 1) / (math.sqrt(kappa) + 1), rel=1e-7, abs=1e-7)
    dice = np.random.default_rng(1)
    assert all(
        left(lr * a, min(max(rho + b, 0.0), 0.9999)) > left(lr, rho) - 1e-6
        for a, b in zip(dice.uniform(0.5, 1.5, 300), dice.uniform(-0.3, 0.3, 300), strict=True)
    )


@pytest.mark.parametrize("scaled", [0.01, 0.3, 0.9])
def test_critical_rho_is_where_the_swinging_begins(scaled: float) -> None:
    rho = curvature.critical_rho(scaled, 1.0)
    radii = [curvature.spectral_radius(scaled, rho + step, 1.0) for step in (-1e-3, 0.0, 1e-3)]
    assert radii[1] == pytest.approx(math.sqrt(rho), abs=1e-7)
    assert radii[2] == pytest.approx(math.sqrt(rho + 1e-3), rel=1e-14)
    assert radii[1] < min(radii[0], radii[2])


@pytest.mark.parametrize(
    ("lr", "rho", "curve", "sigma"), [(0.1, 0.0, 1.0, 1.0), (0.1, 0.9, 1.0, 1.0), (0.02, 0.5, 30.0, 2.0)]
)
def test_stationary_variance_solves_its_own_equation(lr: float, rho: float, curve: float, sigma: float) -> None:
    # z = (x, v): v' = rho v + lambda x + noise, x' = x - lr v'; the covariance P = A P A^T + Q, solved outright.
    a = np.array([[1 - lr * curve, -lr * rho], [curve, rho]])
    push = np.array([[-lr], [1.0]]) * sigma
    covariance = np.linalg.solve(np.eye(4) - np.kron(a, a), (push @ push.T).ravel()).reshape(2, 2)
    assert curvature.stationary_variance(lr, rho, curve, sigma) == pytest.approx(covariance[0, 0], rel=1e-10)


def test_stationary_variance_of_the_lesson() -> None:
    floors = [
        curvature.stationary_variance(lr, rho, 1.0, 1.0) or 0 for lr, rho in ((0.1, 0.0), (0.1, 0.9), (0.01, 0.9))
    ]
    assert [f"{floor / 2:.4f}" for floor in floors] == ["0.0263", "0.2568", "0.0251"]
    assert curvature.stationary_variance(2.0, 0.0, 1.0, 1.0) is None
    assert curvature.stationary_variance(0.1, 1.0, 1.0, 1.0) is None
    assert curvature.stationary_variance(0.1, 0.0, -1.0, 1.0) is None
