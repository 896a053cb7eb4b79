"""A sweep is many runs at once: each cell ends as the run with its value does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.descent.conditions import Conditions
from app.core.descent.sweeps import sweep
from app.core.descent.walk import fleet, run
from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import Beale, Quadratic, Saddle, Surface


@pytest.mark.parametrize("surface", [Quadratic(kappa=50.0), Beale(), Saddle()], ids=str)
@pytest.mark.parametrize("name", ["sgd", "momentum", "nesterov", "rmsprop", "adam"])
def test_each_cell_ends_as_its_own_run(surface: Surface, name: str) -> None:
    on = Conditions(surface, surface.start, 60)
    rates = np.geomspace(1e-4, 1.0, 9)
    found = sweep(OPTIMIZERS[name](), "lr", rates, on)
    told = (rates, found.loss, found.arrived, found.diverged)
    for rate, loss, arrived, diverged in zip(*(column.tolist() for column in told), strict=True):
        alone = run(OPTIMIZERS[name](lr=rate), on)
        assert diverged == (alone.ending.outcome == "diverged")
        assert arrived == (alone.ending.arrived if alone.ending.arrived is not None else np.inf)
        if not diverged:
            assert loss + (surface.lowest or 0.0) == pytest.approx(float(alone.value[-1]), rel=1e-9, abs=1e-12)


def test_another_knob_is_swept_too() -> None:
    on = Conditions(Quadratic(kappa=100.0), (1.0, 1.0), 300)
    rhos = np.array([0.0, 0.5, 0.8, 0.9, 0.99])
    found = sweep(OPTIMIZERS.read("momentum(lr=0.01)"), "rho", rhos, on)
    assert int(found.loss.argmin()) == 2  # 0.8, nearest to the critical 0.81


def test_what_blew_up_on_the_way_has_blown_up_even_if_it_comes_back() -> None:
    surface = Beale()
    on, rates = Conditions(surface, surface.start, 200), np.array([0.5, 20.0, 40.0])
    found = sweep(OPTIMIZERS["adagrad"](), "lr", rates, on)
    assert found.diverged.tolist() == [False, True, True]
    assert [run(OPTIMIZERS["adagrad"](lr=lr), on).ending.outcome == "diverged" for lr in rates.tolist()] == [
        False,
        True,
        True,
    ]
    start = np.full(3, surface.start[0]), np.full(3, surface.start[1])
    *_, (x, y) = fleet(OPTIMIZERS["adagrad"].with_settings({"lr": rates}), replace(on, start=start))
    assert np.isfinite(surface.value(x, y)).all()  # where they are at the end is no sign of it
