"""Loops spelled out are the loop of any rule, and a large fleet in parts is the fleet."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import replace
from itertools import repeat
from typing import Any

import numpy as np
import pytest

from app.core.descent.conditions import Conditions
from app.core.descent.loops import LOOPS, Trail, remembering_anything, stride
from app.core.descent.outcomes import base
from app.core.descent.sweeps import sweep
from app.core.descent.walk import LEAVES_THE_FLOATS, PART, fleet, land, parts
from app.core.optimizers import OPTIMIZERS, SGD, Adam, Momentum, Optimizer, Rprop
from app.core.schedules import Cosine
from app.core.surfaces import Beale, Quadratic, Rosenbrock
from tests.core.walks import RUNS

CELLS = 2 * PART + 7


def steep(x: Any, y: Any) -> tuple[Any, Any]:
    """The gradient of x^10 / 10 + x y + y^2 / 2."""
    return x**9 + y, x + y


def trail(loop: Any, run: Optimizer, steps: int) -> Trail:
    """What a loop makes of a run on a hill so steep that some of them leave the floats, where powers raise."""
    state = tuple(map(float, run.begin()))
    found = Trail(1.0, 1.5, state, state, np.full(steps, np.nan), np.full(steps, np.nan))
    ahead = zip(range(steps), range(1, steps + 1), repeat(run.lr), strict=False)
    with suppress(*LEAVES_THE_FLOATS):
        loop(run, steep, ahead, found)
    return found


@pytest.mark.parametrize("run", RUNS, ids=str)
def test_a_loop_spelled_out_is_the_loop_of_any_rule(run: Optimizer) -> None:
    first, other = (trail(loop, run, 40) for loop in (stride, remembering_anything))
    assert repr(first) == repr(other)
    assert first.xs.tobytes() + first.ys.tobytes() == other.xs.tobytes() + other.ys.tobytes()


def test_every_loop_is_somebodys() -> None:
    assert set(LOOPS) <= {(len(entry.state), entry.looks_ahead) for entry in OPTIMIZERS.values()}


def test_points_until_the_floats_give_out_are_kept() -> None:
    found = trail(stride, Momentum(lr=10.0), 40)
    reached = np.isfinite(found.xs) & np.isfinite(found.ys)
    assert 1 < reached.sum() < 40
    assert reached[: reached.sum()].all()
    assert (found.x, found.of_x) == (1.0, (0.0,))
    whole = trail(stride, Momentum(lr=1e-3), 40)
    assert (whole.x, whole.y) == (whole.xs[-1], whole.ys[-1])


def cells(low: float, high: float) -> Any:
    return np.linspace(low, high, CELLS)


@pytest.mark.parametrize(
    ("many", "start", "seed"),
    [
        (Momentum(lr=cells(1e-4, 1e-2), rho=cells(0.0, 0.99)), (-1.2, 1.0), 3),
        (Adam(lr=0.05, beta1=cells(0.0, 0.99)), (cells(-2, 2), cells(-1, 3)), 3),
        (Rprop(lr=cells(1e-3, 1e-1)), (-1.2, cells(-1, 3)), 3),
        (SGD(lr=1e-3), (-1.2, 1.0), tuple(range(CELLS))),
        (SGD(lr=1e-3), (cells(-2, 2), 1.0), 3),
        (SGD(lr=1e-3), (-1.2, 1.0), 3),
    ],
    ids=["knobs", "knob-and-starts", "begins-with-a-knob", "seeds", "starts", "one"],
)
@pytest.mark.parametrize("noise", [0.0, 0.2])
def test_a_fleet_lands_where_its_parts_land(many: Optimizer, start: Any, seed: Any, noise: float) -> None:
    on = Conditions(Rosenbrock(), start, 5, Cosine(), noise, seed)
    whole = deque(fleet(many, on), maxlen=1).pop()
    for landed, flown in zip(land(many, on), whole, strict=True):
        assert landed.tolist() == np.broadcast_to(flown, landed.shape).tolist()


def test_parts_are_small_and_in_order() -> None:
    found = list(parts(Momentum(lr=cells(1e-4, 1e-2), rho=0.5), Conditions(Beale(), (cells(-1, 1), 0.5), 3)))
    assert [np.size(some.lr) for some, _ in found] == [PART, PART, 7]
    assert np.concatenate([some.lr for some, _ in found]).tolist() == cells(1e-4, 1e-2).tolist()
    assert np.concatenate([on.start[0] for _, on in found]).tolist() == cells(-1, 1).tolist()
    assert {(on.start[1], some.settings()["rho"]) for some, on in found} == {(0.5, 0.5)}


def test_a_large_sweep_is_many_small_ones() -> None:
    on = Conditions(Quadratic(kappa=9), (1.0, 1.0), 400, noise=0.1, seed=2)
    whole = sweep(Momentum(rho=0.5), "lr", cells(0.01, 0.6), on)
    assert 0 < whole.diverged.sum() < CELLS
    assert np.isinf(whole.loss[whole.diverged]).all()
    few = slice(PART - 5, None, 1_000)
    alone = sweep(Momentum(rho=0.5), "lr", cells(0.01, 0.6)[few], on)
    assert alone.loss.tolist() == whole.loss[few].tolist()
    assert alone.diverged.tolist() == whole.diverged[few].tolist()


def test_a_sweep_of_no_steps_stays_at_the_start() -> None:
    on = Conditions(Beale(), (1.0, 1.5), 0)
    height = Beale().value(1.0, 1.5) - base(Beale())
    assert sweep(SGD(), "lr", cells(0.01, 0.1), on).loss.tolist() == [height] * CELLS
    assert sweep(SGD(), "lr", cells(0.01, 0.1), replace(on, steps=1)).loss.max() != height
