"""The learning rates that come with a surface, and what the trap and the wells are there to show."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import SURFACES, Surface
from app.core.surfaces.base import TUNED
from tests.core.walks import path

NEAR = 0.05
MEMORY = {"rmsprop": {"alpha": 0.9}}
# A little more than the slowest surface takes with each: a rate ten times too small does not pass.
MOST = {"sgd": 400, "momentum": 110, "nesterov": 90, "adagrad": 200, "rmsprop": 320, "adam": 120}
FOLLOWING_THE_VALLEY = {"sgd": 4500, "momentum": 240, "nesterov": 650, "adagrad": 3800, "rmsprop": 2900, "adam": 2200}


def end(surface: Surface, name: str, rate: float, steps: int, most: int | None = None) -> tuple[float, float] | None:
    """The known minimum about which a run stays from step `most` on, or for its last 20 steps."""
    run = OPTIMIZERS[name].with_settings({"lr": rate} | MEMORY.get(name, {}))
    points = np.array([(x, y) for x, y, _, _ in path(run, surface, surface.start, steps)][most or -20 :])
    for one in surface.stationary():
        if one.kind == "minimum" and np.all(np.hypot(points[:, 0] - one.x, points[:, 1] - one.y) <= NEAR):
            return one.x, one.y
    return None


@pytest.mark.parametrize("optimizer", TUNED)
@pytest.mark.parametrize("name", [name for name, entry in SURFACES.items() if entry().lowest is not None])
def test_rates_lead_to_a_minimum_soon(name: str, optimizer: str) -> None:
    surface = SURFACES[name]()
    most = (FOLLOWING_THE_VALLEY if name == "rosenbrock" else MOST)[optimizer]
    assert end(surface, optimizer, surface.rates[optimizer], most + 300, most) is not None


@pytest.mark.parametrize("name", ["saddle", "monkey_saddle"])
@pytest.mark.parametrize("optimizer", TUNED)
def test_rates_lead_off_a_saddle_at_leisure(name: str, optimizer: str) -> None:
    surface = SURFACES[name]()
    run = OPTIMIZERS[optimizer].with_settings({"lr": surface.rates[optimizer]} | MEMORY.get(optimizer, {}))
    (x_low, x_high), (y_low, y_high) = surface.domain
    places = [(x, y) for x, y, _, _ in path(run, surface, surface.start, 400)]
    inside = [x_low < x < x_high and y_low < y < y_high for x, y in places]
    assert 10 <= inside.index(False) <= 400


def test_the_trap_holds_descent_and_not_momentum() -> None:
    trap = SURFACES["trap"]()
    for rate in np.geomspace(0.01, 0.85, 25).tolist():
        found = end(trap, "sgd", rate, 3000)
        assert found is not None
        assert math.hypot(found[0] + 2.5, found[1] - 0.5) < 0.5
    for rate in np.geomspace(0.01, 0.5, 25).tolist():
        found = end(trap, "momentum", rate, 3000)
        assert found is not None
        assert math.hypot(*found) < 1e-3


def test_momentum_leaves_the_shallow_well() -> None:
    wells = SURFACES["tilted_double_well"]()
    for rate in (0.01, wells.rates["sgd"]):
        assert end(wells, "sgd", rate, 2000) == pytest.approx((0.9601495555, 0))
    for rate in (0.01, wells.rates["momentum"]):
        assert end(wells, "momentum", rate, 2000) == pytest.approx((-1.0355787141, 0))
