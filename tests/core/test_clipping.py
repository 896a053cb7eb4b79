"""Clipped gradients: laws on every surface, PyTorch's loop by hand, floats beside arrays, and what it is good for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.core.descent import Conditions, fleet, run
from app.core.descent.bands import bands
from app.core.descent.counting import first_step, within
from app.core.descent.sweeps import sweep
from app.core.optimizers import OPTIMIZERS, SGD, Momentum
from app.core.surfaces import SURFACES, Beale, Quadratic

TORCH = json.loads((Path(__file__).parents[1] / "golden" / "torch_clips.json").read_text())
RANDOM = np.random.default_rng(5)
CLIPPED: dict[str, Any] = {"clip_norm": 0.6, "clip_value": 0.5}


def places(name: str, count: int = 200) -> np.ndarray[Any, Any]:
    (left, right), (bottom, top) = SURFACES[name]().domain
    return np.stack([RANDOM.uniform(left, right, count), RANDOM.uniform(bottom, top, count)])


@pytest.mark.parametrize("name", list(SURFACES))
def test_a_gradient_is_never_longer_than_the_norm_and_keeps_its_direction(name: str) -> None:
    surface, (x, y) = SURFACES[name](), places(name)
    g = np.array(surface.gradient(x, y))
    clipped = np.array(Conditions(surface, (0, 0), 1, clip_norm=0.7).slopes()(x, y))
    long = np.hypot(*g) > 0.7
    assert (np.hypot(*clipped) <= 0.7).all()
    np.testing.assert_allclose(np.hypot(*clipped)[long], 0.7, rtol=2e-6)
    assert np.array_equal(clipped[:, ~long & (np.hypot(*g) < 0.69)], g[:, ~long & (np.hypot(*g) < 0.69)])
    np.testing.assert_allclose(clipped[0] * g[1], clipped[1] * g[0], rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("name", list(SURFACES))
def test_a_component_is_never_larger_than_the_value(name: str) -> None:
    surface, (x, y) = SURFACES[name](), places(name)
    clipped = np.array(Conditions(surface, (0, 0), 1, clip_value=0.3).slopes()(x, y))
    assert np.array_equal(clipped, np.clip(np.array(surface.gradient(x, y)), -0.3, 0.3))


@pytest.mark.parametrize("name", list(OPTIMIZERS))
@pytest.mark.parametrize("clip", [{"clip_norm": 1e9}, {"clip_value": 1e9}, {"clip_norm": 1e9, "clip_value": 1e9}])
def test_a_huge_bound_changes_nothing_to_the_last_bit(name: str, clip: dict[str, Any]) -> None:
    one, on = OPTIMIZERS[name](), Conditions(Beale(), (1.0, 1.5), 60, noise=0.1, seed=3)
    free, bound = run(one, on), run(one, Conditions(Beale(), (1.0, 1.5), 60, noise=0.1, seed=3, **clip))
    assert np.array_equal(free.x, bound.x)
    assert np.array_equal(free.value, bound.value)


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_floats_and_arrays_agree(name: str) -> None:
    one, clip = OPTIMIZERS[name](), CLIPPED
    alone = run(one, Conditions(Beale(), (1.0, 1.5), 40, noise=0.2, seed=7, **clip))
    start = np.array([1.0, 1.0]), np.array([1.5, 1.5])
    together = list(fleet(one, Conditions(Beale(), start, 40, noise=0.2, seed=(7, 8), **clip)))
    np.testing.assert_allclose([x[0] for x, _ in together], alone.x[1:], rtol=1e-9)


@pytest.mark.parametrize("case", TORCH["cases"], ids=lambda one: f"{one['run']}-{one['clip']}")
def test_pytorch_goes_the_same_way(case: dict[str, Any]) -> None:
    on = Conditions(SURFACES.read(case["surface"]), tuple(case["start"]), len(case["x"]) - 1, **case["clip"])
    found = run(OPTIMIZERS.read(case["run"]), on)
    np.testing.assert_allclose(found.x, case["x"], rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(found.y, case["y"], rtol=1e-10, atol=1e-12)


def test_the_noise_is_clipped_too_as_that_of_a_minibatch_is() -> None:
    on = Conditions(Quadratic(kappa=1.0), (0.0, 0.0), 500, noise=10.0, clip_norm=1.0)
    found = run(SGD(lr=0.1), on)
    assert np.hypot(np.diff(found.x), np.diff(found.y)).max() <= 0.1


def test_sweeps_bands_and_counts_clip_as_runs_do() -> None:
    on = Conditions(Beale(), (1.0, 1.5), 50, clip_norm=0.2)
    rates = np.array([0.05, 0.2])
    swept = sweep(SGD(), "lr", rates, on).loss
    np.testing.assert_allclose(swept, [run(SGD(lr=lr), on).value[-1] for lr in rates.tolist()], rtol=1e-9)
    noisy = Conditions(Beale(), (1.0, 1.5), 20, noise=0.5, clip_value=0.1)
    levels = np.hstack(list(bands(SGD(lr=0.1), noisy, 3)))
    runs = [run(SGD(lr=0.1), Conditions(Beale(), (1.0, 1.5), 20, noise=0.5, seed=k, clip_value=0.1)) for k in range(3)]
    np.testing.assert_allclose(levels[1], np.median([one.value for one in runs], axis=0), rtol=1e-9)
    bowl = Quadratic(kappa=1.0)
    far = first_step(SGD(lr=0.5), Conditions(bowl, (30.0, 40.0), 500, clip_norm=1.0), within((30.0, 40.0), 0.5))
    assert far.at == 51  # 25 away at half a step each, less the millionth by which a clipped gradient is short


def test_theory_s_edge_is_not_said_of_a_run_that_is_clipped() -> None:
    free = run(SGD(lr=0.05), Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150))
    assert free.ending.reason == "lr 0.05 > 2/L = 0.04"
    bound = run(SGD(lr=0.05), Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150, clip_norm=1.0))
    assert (bound.ending.outcome, bound.ending.reason) == ("running", None)


def test_a_gradient_beyond_the_floats_is_none_however_it_is_clipped() -> None:
    with np.errstate(over="ignore"):
        found = run(Momentum(lr=1.0), Conditions(Quadratic(kappa=1000.0), (1e307, 1e307), 50, clip_norm=1.0))
    assert (found.ending.outcome, found.ending.step) == ("diverged", 1)
