"""Steps that are known beforehand: first steps, closed forms on a bowl, and the numbers that the pages tell."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.optimizers import (
    OPTIMIZERS,
    SGD,
    AdaBelief,
    AdaGrad,
    Adam,
    AdamW,
    CenteredRMSProp,
    EMAMomentum,
    Lion,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    Yogi,
)
from tests.core.walks import walk

ANALYTIC = json.loads((Path(__file__).parents[1] / "golden" / "reference_analytic.json").read_text())
FORMS: dict[str, type[Optimizer]] = {"gd": SGD, "momentum": Momentum, "nesterov": Nesterov, "ema": EMAMomentum}


def power(scale: float, exponent: int) -> Callable[[Any], Any]:
    """The slope scale x^exponent."""
    return lambda x: scale * x**exponent


def first(run: Optimizer, g: float) -> float:
    """The first step, in units of the learning rate."""
    return -float(run.step(run.lr, 1, 0.0, g, *run.begin())[0]) / run.lr


def arrival(run: Optimizer, curvature: float, start: float, there: Any) -> int | None:
    """The first step after which `there(x)` holds, on the slope `curvature` x."""
    points = enumerate(walk(run, lambda x: curvature * x, start, 3000), start=1)
    return next((k for k, (x, *_) in points if there(x)), None)


@pytest.mark.parametrize("g", [1e-4, -0.3, 2.0, -1e4])
def test_first_steps(g: float) -> None:
    sign = math.copysign(1, g)
    assert first(Adam(eps=1e-16), g) == pytest.approx(sign, rel=1e-10)
    assert first(AdaGrad(eps=1e-16), g) == pytest.approx(sign, rel=1e-10)
    assert first(Yogi(eps=1e-16), g) == pytest.approx(0.1 * sign / math.sqrt(0.001), rel=1e-10)
    assert first(AdaBelief(eps=1e-30), g) == pytest.approx(sign / 0.9, rel=1e-10)
    assert first(Lion(), g) == pytest.approx(sign, rel=1e-12)
    assert first(EMAMomentum(), g) == pytest.approx(0.1 * g, rel=1e-12)
    for name in ("amsgrad", "adamw", "adamax"):
        assert first(OPTIMIZERS[name].with_settings({"eps": 1e-16}), g) == pytest.approx(sign, rel=1e-10)


@pytest.mark.parametrize(("alpha", "factor"), [(0.9, 3.16228), (0.99, 10.0), (0.999, 31.6228)])
def test_the_first_step_of_rmsprop_is_too_long(alpha: float, factor: float) -> None:
    assert first(RMSProp(alpha=alpha), -2.0) == pytest.approx(-factor, rel=1e-5)
    assert factor == pytest.approx(1 / math.sqrt(1 - alpha), rel=1e-5)


def test_eps_stands_outside_the_root() -> None:
    assert first(AdaGrad(eps=1.0), 1.0) == 1 / 2
    assert first(Adam(eps=1.0), 1.0) == pytest.approx(1 / 2, rel=1e-12)
    assert first(RMSProp(eps=1.0), 1.0) == pytest.approx(1 / 1.1, rel=1e-12)
    assert first(OPTIMIZERS["adadelta"].with_settings({"eps": 1.0, "rho": 0.0}), 1.0) == pytest.approx(2**-0.5)


def test_a_variance_that_rounding_made_negative_counts_as_none() -> None:
    run = CenteredRMSProp(lr=1.0, alpha=0.5, eps=0.25)
    for below in (2.0**-52, 2.0**-20):
        x, m, s, v = run.step(1.0, 9, 0.0, 1.0, 1.0, 1.0 - below, 0.0)
        assert s < m * m
        assert (x, v) == (-4.0, 4.0)


@pytest.mark.parametrize("name", ["adagrad", "adam", "amsgrad", "adamax", "nadam", "rmsprop", "adabelief"])
@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_the_scale_of_the_gradient_does_not_matter(name: str, scale: float) -> None:
    run = OPTIMIZERS[name].with_settings({"eps": 1e-30, "lr": 0.05})
    paths = [[x for x, *_ in walk(run, power(s, 3), 1.0, 40)] for s in (1.0, scale)]
    assert paths[0] == pytest.approx(paths[1], rel=1e-9)


@pytest.mark.parametrize("name", ["lion", "rprop"])
def test_only_the_sign_of_the_gradient_matters(name: str) -> None:
    run = OPTIMIZERS[name]()
    plain, loud = ([x for x, *_ in walk(run, power(s, 1), 1.0, 40)] for s in (1.0, 2.0**20))
    assert plain == loud


@pytest.mark.parametrize(("rho", "factor"), ANALYTIC["seed"]["momentum_terminal_velocity_factor"].items())
def test_terminal_velocity(rho: str, factor: float) -> None:
    *_, (_, v) = walk(Momentum(rho=float(rho)), lambda x: 0.25, 0.0, 5000)
    assert v == pytest.approx(0.25 * factor, rel=1e-12)
    *_, (_, mean) = walk(EMAMomentum(rho=float(rho)), lambda x: 0.25, 0.0, 5000)
    assert mean == pytest.approx(0.25, rel=1e-12)


@pytest.mark.parametrize("rho", [0.0, 0.5, 0.99])
def test_a_running_mean_is_momentum_at_a_smaller_rate(rho: float) -> None:
    mean = [x for x, *_ in walk(EMAMomentum(lr=0.1, rho=rho), math.sin, 2.0, 100)]
    decaying = [x for x, *_ in walk(Momentum(lr=0.1 * (1 - rho), rho=rho), math.sin, 2.0, 100)]
    assert mean == pytest.approx(decaying, rel=1e-11)


def test_without_friction_s_memory_momentum_is_sgd() -> None:
    plain = [x for x, *_ in walk(SGD(lr=0.1), math.sin, 2.0, 50)]
    for entry in (Momentum, Nesterov, EMAMomentum):
        assert [x for x, *_ in walk(entry(lr=0.1, rho=0.0), math.sin, 2.0, 50)] == plain


@pytest.mark.parametrize(
    "case", ANALYTIC["quadratic_1d"], ids=lambda c: f"{c['form']}-{c['curvature']}-{c['learning_rate']}"
)
def test_closed_forms_on_a_bowl(case: Any) -> None:
    knobs = {"lr": case["learning_rate"]} | ({} if case["form"] == "gd" else {"rho": case["momentum"]})
    run = FORMS[case["form"]].with_settings(knobs)
    points = walk(run, lambda x: case["curvature"] * x, case["x0"], case["steps"][-1])
    # The closed form of Nesterov is that of the point where the gradient is taken.
    xs = [case["x0"], *(run.probe(run.lr, *now) for now in points)]
    for k, x in zip(case["steps"], case["x"], strict=True):
        assert xs[k] == pytest.approx(x, rel=case["rtol"], abs=max(case["atol"], 1e-14))


def test_a_weight_decays_by_1_minus_alpha_lambda_and_not_through_the_gradient() -> None:
    run = AdamW(lr=0.01, weight_decay=0.1)
    *_, (x, *_) = walk(run, lambda x: 0.0, 1.0, 1000)
    assert x == pytest.approx((1 - 0.001) ** 1000, rel=1e-12)
    one, other = (run.step(0.01, 1, 3.0, g, 0.0, 0.0)[0] for g in (1e-2, 1e2))
    assert one == pytest.approx(other, rel=1e-7)
    assert one == pytest.approx(3.0 * 0.999 - 0.01, rel=1e-7)


@pytest.mark.parametrize(
    ("lr", "overshoots", "settled"), [(0.3, (-0.778, -0.299), (84, 18)), (0.01, (-0.153, -0.119), (85, 83))]
)
def test_how_much_nesterov_saves(lr: float, overshoots: tuple[float, float], settled: tuple[int, int]) -> None:
    for entry, deepest, steps in zip((Momentum, Nesterov), overshoots, settled, strict=True):
        xs = [x for x, *_ in walk(entry(lr=lr), lambda x: x, 1.0, 400)]
        assert min(xs) == pytest.approx(deepest, abs=5e-4)
        assert max(k for k, x in enumerate(xs, start=1) if abs(x) > 0.01) + 1 == steps


@pytest.mark.parametrize(("steps", "distance"), [(100, 1.859), (1000, 6.18)])
def test_the_brake_of_adagrad_never_lifts(steps: int, distance: float) -> None:
    xs = [-x for x, *_ in walk(AdaGrad(lr=0.1), lambda x: 1.0, 0.0, steps)]
    assert xs[-1] == pytest.approx(distance, abs=5e-4)
    assert xs[-1] == pytest.approx(sum(0.1 / math.sqrt(t) for t in range(1, steps + 1)), rel=1e-9)
    assert xs[-1] - xs[-2] == pytest.approx(0.1 / math.sqrt(steps), rel=1e-9)


@pytest.mark.parametrize(
    ("run", "steps"),
    [
        (SGD(lr=0.1), 145),
        (Momentum(lr=0.1, rho=0.9), 52),
        (Momentum(lr=0.1, rho=0.99), 47),
        (Nesterov(lr=0.1, rho=0.9), 47),
        (AdaGrad(lr=0.1), 17),
        (Adam(lr=0.1), 11),
        (RMSProp(lr=0.1, alpha=0.9), 4),
        (AdaGrad(lr=0.01), 1263),
        (SGD(lr=0.01), 1389),
        (Momentum(lr=0.01, rho=0.9), 226),
    ],
    ids=str,
)
def test_how_long_it_takes_to_fall_off_a_ridge(run: Optimizer, steps: int) -> None:
    assert arrival(run, -1.0, 1e-6, lambda y: abs(y) >= 1) == steps
    assert arrival(run, -1.0, 0.0, lambda y: y != 0) is None


@pytest.mark.parametrize(("rho", "steps"), [(0.0, 1341), (0.5, 654), (0.8, 187), (0.9, 258), (0.95, 495), (0.99, 2179)])
def test_how_long_a_ravine_is_for_each_rho(rho: float, steps: int) -> None:
    run = Momentum(lr=0.01, rho=rho)
    along, across = ([x for x, *_ in walk(run, power(c, 1), 1.0, 2500)] for c in (1.0, 100.0))
    inside = np.hypot(along, across) <= 1e-6 * math.sqrt(2)
    assert int(np.argmax(inside)) + 1 == steps
