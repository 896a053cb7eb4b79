"""Walks and fleets: one path whichever way it is worked out, luck that is shared, and how a run ends."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.descent.bands import bands
from app.core.descent.conditions import Conditions
from app.core.descent.walk import Walk, beginning, fleet, race, run
from app.core.numbers import Array
from app.core.optimizers import OPTIMIZERS, SGD, Adam, Momentum, Optimizer
from app.core.schedules import SCHEDULES, Cosine, InverseTime
from app.core.surfaces import (
    SURFACES,
    Ackley,
    Beale,
    DoubleWell,
    Quadratic,
    Rosenbrock,
    Saddle,
    Surface,
    TiltedDoubleWell,
)

STEPS = 60
PAIRS = list(itertools.product(OPTIMIZERS, SURFACES))


def modest(name: str, surface: Surface) -> Optimizer:
    """An optimizer with the surface's own rate where it has one, else a hundredth of the picture a step."""
    entry = OPTIMIZERS[name]
    if name in surface.rates:
        return entry.with_settings({"lr": surface.rates[name]})
    small, large = (abs(float(entry().step(1.0, 1, 0.0, g, *entry().begin())[0])) for g in (2.0, 4.0))
    follows_the_gradient = large > 1.5 * small
    return entry.with_settings({"lr": surface.rates["sgd"] / 10 if follows_the_gradient else 0.02})


def many(on: Conditions, runs: int, seeds: bool = False) -> Conditions:
    """The same for a fleet of so many runs from one start."""
    x, y = (np.full(runs, float(one)) for one in on.start)
    assert isinstance(on.seed, int)
    return replace(on, start=(x, y), seed=tuple(range(on.seed, on.seed + runs)) if seeds else on.seed)


def points(on: Conditions, optimizer: Optimizer) -> tuple[Array, Array]:
    """A fleet's path, arrays (steps + 1, n)."""
    found = [on.start, *fleet(optimizer, on)]
    return np.array([x for x, _ in found]), np.array([y for _, y in found])


def close(one: Array, other: Array) -> bool:
    return bool((np.abs(one - other) <= 1e-12 * np.maximum(1, np.abs(one))).all())


@pytest.mark.parametrize(("name", "place"), PAIRS, ids=lambda one: one)
def test_a_walk_is_a_fleet_of_one(name: str, place: str) -> None:
    surface = SURFACES[place]()
    for noise in (0.0, 0.1):
        on = Conditions(surface, surface.start, STEPS, Cosine(), noise, 3)
        path = run(modest(name, surface), on)
        x, y = points(many(on, 3), path.optimizer)
        length = len(path.x)
        assert length > STEPS / 3
        for k in range(3):
            assert close(path.x, x[:length, k])
            assert close(path.y, y[:length, k])


@given(
    st.sampled_from(PAIRS),
    st.lists(st.integers(1, 30), min_size=1, max_size=12),
    st.sampled_from([0.0, 0.3]),
    st.sampled_from(list(SCHEDULES)),
    st.sampled_from([1.0, 50.0]),
)
def test_stretches_do_not_matter(
    pair: tuple[str, str], stretches: list[int], noise: float, schedule: str, wild: float
) -> None:
    surface = SURFACES[pair[1]]()
    optimizer = modest(pair[0], surface)
    optimizer = type(optimizer).with_settings({**optimizer.settings(), "lr": min(100.0, wild * optimizer.lr)})
    on = Conditions(surface, surface.start, sum(stretches), SCHEDULES[schedule](), noise, 1)
    whole = run(optimizer, on)
    walk = Walk(optimizer, on)
    parts = [beginning(on), *(walk.advance(steps) for steps in stretches)]
    for name, column in zip(("x", "y", "value"), range(3), strict=True):
        assert np.array_equal(np.concatenate([part[column] for part in parts]), getattr(whole, name))
    assert walk.ended
    assert walk.ending == whole.ending
    assert walk.done == len(whole.x) - 1
    assert [part.size for part in walk.advance(5)] == [0, 0, 0]


def test_a_walk_ends_when_its_steps_are_done() -> None:
    walk = Walk(SGD(lr=0.01), Conditions(Beale(), (1.0, 1.5), 10))
    assert [len(walk.advance(7)[0]) for _ in range(3)] == [7, 3, 0]
    assert (walk.done, walk.ended) == (10, True)


def test_luck_is_shared_and_does_not_depend_on_how_far_one_looks() -> None:
    long, short = (Conditions(Beale(), (1.0, 1.5), steps, noise=0.5, seed=4) for steps in (700, 300))
    drawn: list[Any] = list(long.luck())
    assert len(drawn) == 700
    assert drawn[:300] == list(short.luck())
    assert drawn != list(replace(long, seed=5).luck())
    assert np.std(drawn) == pytest.approx(0.5, rel=0.1)
    seeds = [np.array(one) for one in replace(long, seed=(3, 4, 5)).luck()]
    assert np.array_equal(np.array(seeds)[:, :, 1], np.array(drawn))
    # Three equal runs in one race take one path: none has luck of its own.
    first, *others = race((SGD(lr=0.01),) * 3, long)
    assert all(np.array_equal(first.x, other.x) for other in others)


def test_noise_is_added_to_the_gradient() -> None:
    on = Conditions(Quadratic(kappa=1), (0.0, 0.0), 1, noise=2.0, seed=9)
    path = run(SGD(lr=0.1), on)
    assert (path.x[1], path.y[1]) == pytest.approx(tuple(-0.1 * one for one in next(on.luck())), rel=1e-15)
    assert (path.x[1], path.y[1]) == pytest.approx(
        tuple(-0.1 * 2.0 * np.random.default_rng(9).standard_normal(2)), rel=1e-15
    )


def test_a_schedule_multiplies_the_rate() -> None:
    on = Conditions(Quadratic(kappa=1), (1.0, 1.0), 5, InverseTime(decay=1.0))
    expected = np.cumprod([1.0, *(1 - 0.5 / (1 + t) for t in range(5))])
    assert run(SGD(lr=0.5), on).x == pytest.approx(expected, rel=1e-14)


def test_a_fleet_takes_many_starts_and_many_values_of_a_knob() -> None:
    starts = np.array([1.0, -2.0, 3.0])
    rates: Any = np.array([0.01, 0.02, 0.03])
    *_, (x, y) = fleet(Momentum(lr=rates, rho=0.5), Conditions(Quadratic(kappa=9), (starts, starts), 30))
    for k in range(3):
        path = run(Momentum(lr=float(rates[k]), rho=0.5), Conditions(Quadratic(kappa=9), (starts[k], starts[k]), 30))
        assert (x[k], y[k]) == pytest.approx((path.x[-1], path.y[-1]), rel=1e-13)


def test_a_fleet_goes_on_beyond_the_floats_in_silence() -> None:
    *_, (x, y) = fleet(SGD(lr=1.0), many(Conditions(Rosenbrock(), (-1.2, 1.0), 60), 2))
    assert not np.isfinite([x, y]).any()


@pytest.mark.parametrize("stretch", [1, 7, 256])
def test_bands_are_quantiles_over_seeds(stretch: int) -> None:
    on = Conditions(Quadratic(kappa=4), (1.0, -1.0), 50, noise=0.3, seed=11)
    found = np.hstack(list(bands(Adam(lr=0.05), on, 9, stretch)))
    losses = [run(Adam(lr=0.05), replace(on, seed=seed)).value for seed in range(11, 20)]
    assert found == pytest.approx(np.quantile(losses, (0.1, 0.5, 0.9), axis=0), rel=1e-11)
    assert found[:, 0].tolist() == [2.5] * 3


def test_a_loss_beyond_the_floats_counts_as_infinite_in_a_band() -> None:
    found = np.hstack(list(bands(SGD(lr=1.0), Conditions(Rosenbrock(), (-1.2, 1.0), 40, noise=0.1), 5)))
    assert found.shape == (3, 41)
    assert np.isfinite(found[:, 0]).all()
    assert (found[:, -1] == np.inf).all()
    assert not np.isnan(found).any()


def test_converged_says_where() -> None:
    end = run(SGD(lr=0.02), Conditions(Beale(), (1.0, 1.5), 3000)).ending
    assert (end.outcome, end.reason, end.step) == ("converged", "at the minimum (3, 0.5)", None)
    well = TiltedDoubleWell(tilt=0.3)
    assert run(SGD(lr=0.01), Conditions(well, (2.0, 0.0), 4000)).ending.reason == "at the local minimum (0.9601, 0)"
    ridge = run(SGD(lr=0.05), Conditions(Saddle(), (1.0, 0.0), 400)).ending
    assert (ridge.outcome, ridge.reason, ridge.arrived) == ("converged", "at the saddle point (0, 0)", None)
    assert run(SGD(lr=0.1), Conditions(DoubleWell(), (0.0, 0.0), 9)).ending.reason == "at the saddle point (0, 0)"


def test_running_is_not_converged() -> None:
    end = run(SGD(lr=1e-4), Conditions(Beale(), (1.0, 1.5), 100)).ending
    assert (end.outcome, end.reason, end.step, end.arrived) == ("running", None, None, None)


def test_arrived_is_when_it_comes_to_stay() -> None:
    path = run(Momentum(lr=0.02, rho=0.95), Conditions(Quadratic(kappa=2), (-9.0, 1.0), 600))
    inside = np.hypot(path.x, path.y) <= 0.05
    arrived = path.ending.arrived
    assert arrived is not None
    assert inside[arrived:].all()
    assert not inside[arrived - 1]
    assert inside[:arrived].any()  # it had swung through before
    assert run(SGD(lr=0.1), Conditions(Quadratic(kappa=2), (0.01, 0.0), 5)).ending.arrived == 0


def test_diverged_says_at_which_step_and_by_which_theorem() -> None:
    path = run(SGD(lr=0.041), Conditions(Quadratic(kappa=50), (-9.0, 1.0), 4000))
    end = path.ending
    assert (end.outcome, end.reason) == ("diverged", "lr 0.041 > 2/L = 0.04")
    assert end.step == len(path.x) - 1 < 4000
    assert np.isfinite(path.value).all()
    assert path.value[-1] > 1_000 * path.value[0]
    unknown = run(SGD(lr=1.0), Conditions(Rosenbrock(), (-1.2, 1.0), 100)).ending
    assert unknown.reason == f"the loss left every bound at step {unknown.step}"
    warned = run(SGD(lr=0.041), Conditions(Quadratic(kappa=50), (-9.0, 1.0), 20)).ending
    assert (warned.outcome, warned.reason) == ("running", "lr 0.041 > 2/L = 0.04: it will blow up")


@pytest.mark.parametrize("start", [(1e300, 1.0), (1e6, -1e6), (0.0, 1e155)])
@pytest.mark.parametrize("surface", [Rosenbrock(), Beale(), Ackley(), Quadratic()], ids=str)
def test_no_number_that_is_none_ever_leaves_a_walk(surface: Surface, start: tuple[float, float]) -> None:
    for name in OPTIMIZERS:
        walk = Walk(OPTIMIZERS[name].with_settings({"lr": 100.0}), Conditions(surface, start, 200, noise=1e3))
        for column in walk.advance(200):
            assert np.isfinite(column).all()
