"""Models and fits: gradients, the three ways of a fit, and what a million samples show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.curvature import stationary_variance
from app.core.data import DATA, Linear, Samples
from app.core.data.batches import Batches
from app.core.models import LinearRegression, LogisticRegression, Model, normal_equations
from app.core.models.fits import Plan, Stretch, fit
from app.core.models.floors import noise_floor
from app.core.models.marks import Marks
from app.core.models.optimum import LogisticOptimum, Optimum, optimum
from app.core.numbers import Array, Real
from app.core.optimizers import OPTIMIZERS, SGD, Momentum, Optimizer
from app.core.schedules import SCHEDULES, Constant, Schedule

ROWS = Linear(n=500.0, d=3.0).samples()
CLASSES = DATA["logistic"].with_settings({"n": 500.0, "d": 3.0}).samples()
TORCH = json.loads((Path(__file__).parents[1] / "golden" / "torch_regressions.json").read_text())
MODELS = [(LinearRegression(), ROWS), (LogisticRegression(), CLASSES)]


def joined(stretches: Iterator[Stretch]) -> Array:
    return np.concatenate([one.weights for one in stretches if len(one.steps)], axis=1)


def weights(optimizer: Optimizer, on: Plan) -> Array:
    return joined(fit(optimizer, on))


@pytest.mark.parametrize(("model", "rows"), MODELS)
def test_gradients_are_those_of_differences(model: Model, rows: Samples) -> None:
    at = np.random.default_rng(1).standard_normal((4, 3))
    step = 1e-5
    for k, side in enumerate(step * np.eye(3)):
        slope = (model.value(at + side, rows) - model.value(at - side, rows)) / (2 * step)
        assert model.gradient(at, rows)[:, k] == pytest.approx(slope, abs=1e-9)


@pytest.mark.parametrize(("model", "rows"), MODELS)
def test_runs_may_have_rows_of_their_own(model: Model, rows: Samples) -> None:
    at = np.random.default_rng(1).standard_normal((2, 3))
    own = rows.at(np.arange(20).reshape(2, 10))
    for k in range(2):
        alone = rows.at(slice(10 * k, 10 * k + 10))
        assert model.gradient(at, own)[k] == pytest.approx(model.gradient(at[k], alone), rel=1e-14)
        assert model.value(at, own)[k] == pytest.approx(model.value(at[k], alone), rel=1e-14)


def test_a_score_of_any_size_has_its_loss() -> None:
    z, model = np.array([-800.0, -40.0, 0.0, 40.0, 800.0]), LogisticRegression()
    assert model.losses(z, np.zeros(5)) == pytest.approx([0, np.exp(-40), np.log(2), 40, 800], rel=1e-15)
    assert model.losses(z, np.ones(5)) == pytest.approx([800, 40, np.log(2), np.exp(-40), 0], rel=1e-15)
    with np.errstate(over="ignore"):
        first, second = (model.pulls(z, model.coded(np.full(5, y))) for y in (0.0, 1.0))
    assert first == pytest.approx([0, np.exp(-40), 0.5, 1, 1], rel=1e-15)
    assert second == pytest.approx([-1, -1, -0.5, -np.exp(-40), 0], rel=1e-15)
    rows = Samples(z[:, None], np.zeros(5))
    assert model.gradient(np.ones(1), rows) == pytest.approx([(z * first).mean()], rel=1e-14)


def test_moments_hold_all_that_least_squares_needs() -> None:
    model, known = LinearRegression(), normal_equations(ROWS)
    at = np.random.default_rng(2).standard_normal((5, 3))
    assert known.gradient(at) == pytest.approx(model.gradient(at, ROWS), rel=1e-12)
    assert known.excess(at) + known.least == pytest.approx(model.value(at, ROWS), rel=1e-12)
    assert np.abs(model.gradient(known.best, ROWS)).max() < 1e-14


@pytest.mark.parametrize("optimizer", [entry() for entry in OPTIMIZERS.values()], ids=str)
def test_every_optimizer_is_its_rule_on_the_batches(optimizer: Optimizer) -> None:
    on = Plan(LogisticRegression(), CLASSES, 5, steps=20, seeds=(3,), order="given")
    kept = weights(optimizer, on)[0]
    w: Real = np.zeros(3)
    state = optimizer.begin()
    for t in range(1, 21):
        ahead = np.asarray(optimizer.probe(optimizer.lr, w, *state))
        slope = on.model.gradient(ahead, CLASSES.at(slice(5 * t - 5, 5 * t)))
        w, *rest = optimizer.step(optimizer.lr, t, w, slope, *state)
        state = tuple(rest)
        assert np.array_equal(kept[t - 1], w)


@pytest.mark.parametrize("case", TORCH["cases"], ids=lambda case: f"{case['model']}-{case['run']}")
def test_a_fit_is_that_of_pytorch(case: Any) -> None:
    model = LinearRegression() if case["model"] == "linear" else LogisticRegression()
    rows = Samples(np.array(TORCH["x"]), np.array(TORCH["targets"][case["model"]]))
    on = Plan(model, rows, TORCH["batch"], TORCH["steps"], Marks(TORCH["every"]), order="given")
    kept = weights(OPTIMIZERS.read(case["run"]), on)[0]
    assert np.abs(kept - case["weights"]).max() < 1e-12
    assert model.value(kept[-1], rows) == pytest.approx(case["loss"], abs=1e-12)
    assert model.gradient(kept[-1], rows) == pytest.approx(case["gradient"], abs=1e-12)


@pytest.mark.parametrize("every", [0, 1, 7, 64, 100, 5000])
@pytest.mark.parametrize("steps", [1, 31, 64, 1000, 4321])
@pytest.mark.parametrize("most", [1, 48, 1024, 10**6])
def test_marks_do_not_depend_on_the_turns(every: int, steps: int, most: int) -> None:
    marks, done, found = Marks(every, 16), 0, list[int]()
    for turn in marks.turns(steps, most):
        assert 1 <= abs(turn[-1]) <= most
        assert (turn[:-1] > 0).all()
        found += (done + turn[turn > 0]).tolist()
        done += abs(int(turn[-1]))
    assert done == steps
    assert found == marks.all(steps).tolist()
    usual = {t for t in range(1, steps + 1) if not t % every} if every else set(doubling(steps))
    assert found == sorted(usual | {steps})


def doubling(steps: int) -> Iterator[int]:
    """Steps, sixteen of each doubling."""
    for t in range(1, steps + 1):
        if not t % max(1, 2 ** int(np.log2(t)) // 16):
            yield t


def worked_out(model: Model, rows: Samples) -> Optimum:
    turns = optimum(model, rows)
    while True:
        try:
            next(turns)
        except StopIteration as over:
            found: Optimum = over.value
            return found


@pytest.mark.parametrize(("model", "rows"), MODELS)
def test_no_weights_are_better_than_the_best(model: Model, rows: Samples) -> None:
    known = worked_out(model, rows)
    assert np.abs(model.gradient(known.best, rows)).max() < 1e-12
    at = known.best + np.random.default_rng(3).standard_normal((2, 9, 3))
    flat = at.reshape(-1, 3)
    above = model.value(flat, rows) - model.value(known.best[None], rows)
    assert known.excess(at).ravel() == pytest.approx(above, rel=1e-10)


def test_of_many_rows_the_excess_is_told_by_some() -> None:
    rows = DATA["logistic"].with_settings({"n": 100_000.0, "d": 5.0}).samples()
    model, known = LogisticRegression(), worked_out(LogisticRegression(), rows)
    assert isinstance(known, LogisticOptimum)
    assert len(known.judged) == 4096
    assert np.abs(model.gradient(known.best, rows)).max() < 1e-9
    for far in (1.0, 0.1, 0.01):
        at = known.best + far * np.random.default_rng(4).standard_normal((6, 5))
        assert known.excess(at) == pytest.approx(model.value(at, rows) - model.value(known.best[None], rows), rel=0.12)
        assert (known.excess(at) > 0).all()


def test_classes_that_are_told_apart_without_a_fault_have_no_best() -> None:
    rows = Samples(np.array([[-1.0], [-2.0], [1.0], [3.0]]), np.array([0.0, 0.0, 1.0, 1.0]))
    known = worked_out(LogisticRegression(), rows)
    assert np.isfinite(known.best).all()
    assert known.excess(np.zeros((1, 1))) == pytest.approx([np.log(2)], rel=1e-6)


def test_what_blows_up_goes_on() -> None:
    on = Plan(LinearRegression(), ROWS, 1, steps=3000, marks=Marks(100))
    assert not np.isfinite(weights(SGD(lr=50.0), on)[0, -1]).any()


def test_batches_are_unbiased_and_their_noise_falls_with_the_root_of_their_size() -> None:
    model, at = LinearRegression(), np.array([[0.5, -0.5, 1.0]])
    whole = model.gradient(at, ROWS)[0]
    spreads = []
    for batch in (1, 4, 16, 64):
        rows = ROWS.at(Batches(500, batch, "drawn", 0).take(4000))
        slopes = model.gradient(np.repeat(at, 4000, axis=0), rows)
        error = (slopes.mean(axis=0) - whole) / (slopes.std(axis=0) / np.sqrt(len(slopes)))
        assert np.abs(error).max() < 4.2  # twelve such comparisons: one seed in three thousand fails
        spreads.append(slopes.std(axis=0).mean())
    assert spreads[0] / np.array(spreads) == pytest.approx([1, 2, 4, 8], rel=0.05)


@pytest.mark.parametrize("rho", [0.0, 0.9])
def test_a_fit_settles_on_the_floor_that_theory_knows(rho: float) -> None:
    rows = Linear(n=100_000.0, d=1.0, noise=1.0).samples()
    lr, seeds = 0.01 * (1 - rho), tuple(range(40))
    rule = Momentum(lr=lr, rho=rho) if rho else SGD(lr=lr)
    on = Plan(LinearRegression(), rows, 8, steps=12_000, marks=Marks(20), order="drawn", seeds=seeds)
    floor = on.equations.excess(weights(rule, on)[:, 150:]).mean()
    curvature = float(on.equations.curvatures[0])
    sigma = np.sqrt(2 * on.equations.least * curvature / 8)  # of one batch's gradient, at the best weights
    theory = (stationary_variance(lr, rho, curvature, sigma) or 0) * curvature / 2
    assert floor == pytest.approx(theory, rel=0.03)
    assert noise_floor(rule, Constant(), on.equations, 8, 100_000) == pytest.approx(theory, rel=3e-3)  # without return


@pytest.mark.parametrize("lr", [0.01, 0.05, 0.1, 0.15])
def test_single_rows_at_high_rates_settle_higher_than_noise_at_the_best_weights_says(lr: float) -> None:
    rows = Linear(n=100_000.0, d=20.0, noise=1.0).samples()
    on = Plan(LinearRegression(), rows, 1, steps=6_000, marks=Marks(20), order="drawn", seeds=tuple(range(40)))
    found = on.equations.excess(weights(SGD(lr=lr), on)[:, 150:]).mean()
    assert found == pytest.approx(noise_floor(SGD(lr=lr), Constant(), on.equations, 1, 100_000), rel=0.06)


def test_a_floor_is_told_only_where_theory_knows_it() -> None:
    rows = Linear(n=10_000.0, d=3.0).samples()
    known = normal_equations(rows)

    def floor(rule: Optimizer, batch: int = 10, schedule: Schedule | None = None) -> float | None:
        return noise_floor(rule, schedule or Constant(), known, batch, 10_000)

    assert floor(SGD(lr=0.1)) == pytest.approx(2 * (floor(SGD(lr=0.05)) or 0), rel=0.05)
    assert floor(SGD(lr=0.1)) == pytest.approx(2 * (floor(SGD(lr=0.1), 20) or 0), rel=0.01)
    assert (floor(Momentum(lr=0.01, rho=0.9)) or 0) == pytest.approx(floor(SGD(lr=0.1)) or 0, rel=0.1)
    assert floor(SGD(lr=0.1), 10_000) == 0.0
    assert floor(SGD(lr=3.0)) is None  # it blows up
    assert floor(SGD(lr=1.2), 1) is None  # so does it on single rows, at a rate that all rows bear
    assert floor(OPTIMIZERS["adam"]()) is None
    assert floor(SGD(lr=0.1), schedule=SCHEDULES["cosine"]()) is None
    assert floor(SGD(lr=1e-5)) is None  # it has not forgotten its start when the rows come again


def test_a_million_samples() -> None:
    """To a tenth of the loss above the least: some 550 samples one at a time, three looks at all of a million."""
    on = Plan(LinearRegression(), Linear().samples(), 1, steps=1000, seeds=tuple(range(25)))
    start = on.equations.excess(on.start)[0]
    excess = on.equations.excess(weights(SGD(lr=0.005), on))
    first = np.argmax(excess <= start / 10, axis=1) + 1
    assert start == pytest.approx(5.2, abs=0.05)
    assert 492 <= np.median(first) <= 582
    whole = on.equations.excess(weights(SGD(lr=1.0), replace(on, batch=1_000_000, steps=4, seeds=(0,))))[0]
    assert np.argmax(whole <= start / 10) + 1 == 3
