"""What a run is made of, over the whole catalogue: rates that a schedule gives, where it ends, and what is lowest."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.core.descent import Conditions, land, run
from app.core.descent.outcomes import ARRIVED, lowest_minima, near_lowest
from app.core.optimizers import OPTIMIZERS, SGD, Optimizer, Rprop
from app.core.schedules import SCHEDULES, Schedule
from app.core.surfaces import SURFACES, Booth, Surface
from tests.core.walks import every_setting

RUNS = [one for entry in OPTIMIZERS.values() for one in every_setting(entry)]
PLANS = [one for entry in SCHEDULES.values() for one in every_setting(entry)]
GROUNDS = [entry() for entry in SURFACES.values()]


@pytest.mark.parametrize("one", RUNS, ids=str)
@pytest.mark.parametrize("share", [0.5, 0.01])
def test_a_step_at_another_rate_is_that_of_the_optimizer_with_this_rate(one: Optimizer, share: float) -> None:
    lr = max(one.lr * share, 1e-8)
    other = type(one).with_settings({**one.settings(), "lr": lr})
    state: Any = one.begin()
    for t, g in enumerate((0.5, -2.0, 3.0, 3.0, 0.25), start=1):
        for x in (0.0, -4.0):
            new, *rest = one.step(lr, t, x, g, *state)
            alone, *after = other.step(lr, t, x, g, *state)
            if isinstance(one, Rprop):  # its own rate is the first length of a step, and the factor multiplies them all
                alone = x + (alone - x) * (lr / one.lr)
            assert new == pytest.approx(alone, rel=1e-14, abs=1e-300)
            assert rest == after
            assert one.probe(lr, x, *state) == other.probe(lr, x, *state)
        _, *state = one.step(one.lr, t, 0.0, g, *state)


def wave(t: float, length: float, floor: float) -> float:
    """Half a cosine wave from 1 to the floor."""
    return floor + (1 - floor) * (1 + math.cos(math.pi * t / length)) / 2


def restarts(t: int, steps: int, period: float, mult: float, floor: float) -> float:
    """Wave after wave, counted one by one."""
    begin, length = 0.0, period
    while t >= (begin + length) * (1 - 1e-12):
        begin, length = begin + length, length * mult
    return wave(max(t - begin, 0.0), length, floor)


def one_cycle(t: int, steps: int, **k: float) -> float:
    """Up, down, and on to the end, each along half a wave."""
    p, d, e = k["pct_start"] * steps, k["div_factor"], k["final_div_factor"]
    legs = [(0.0, p - 1, 1 / d, 1.0), (p - 1, steps - 1.0, 1.0, 1 / d / e)]
    if k["three_phase"] >= 0.5:
        legs = [legs[0], (p - 1, 2 * p - 2, 1.0, 1 / d), (2 * p - 2, steps - 1.0, 1 / d, 1 / d / e)]
    for begin, end, high, low in legs:
        if begin < end and t <= end:
            return low + (high - low) * (1 + math.cos(math.pi * (t - begin) / (end - begin))) / 2
    return 1 / d / e


def saw(t: int, steps: int, half: float, floor: float, gamma: float) -> float:
    """Up for `half` steps, down for as many."""
    inside = math.fmod(t, 2 * half)
    return floor + (1 - floor) * gamma**t * (inside / half if inside <= half else 2 - inside / half)


def warmed(t: int, steps: int, warmup: float, floor: float) -> float:
    """A line, then a wave over what is left."""
    return min(1.0, (t + 1) / warmup) if t < warmup else wave(t - warmup, steps - warmup, floor)


BY_HAND: dict[str, Callable[..., float]] = {
    "constant": lambda t, n: 1.0,
    "step": lambda t, n, every, gamma: gamma ** math.floor(t / every),
    "exponential": lambda t, n, gamma: gamma**t,
    "polynomial": lambda t, n, power: ((n - t) / n) ** power,
    "inverse_time": lambda t, n, decay: 1 / (1 + decay * t),
    "cosine": lambda t, n, floor: wave(t, n, floor),
    "cosine_warm_restarts": restarts,
    "one_cycle": one_cycle,
    "cyclic": saw,
    "constant_warmup": lambda t, n, start, warmup: start if t < warmup else 1.0,
    "linear_warmup": lambda t, n, start, warmup: start + (1 - start) * min(t, warmup) / warmup,
    "warmup_cosine": warmed,
    "inverse_sqrt": lambda t, n, warmup: (t + 1) / warmup if t + 1 < warmup else math.sqrt(warmup) / math.sqrt(t + 1),
}


@pytest.mark.parametrize("plan", PLANS, ids=str)
@pytest.mark.parametrize("steps", [1, 2, 7, 60, 400])
def test_the_rates_of_a_run_are_those_worked_out_by_hand(plan: Schedule, steps: int) -> None:
    assert set(BY_HAND) == set(SCHEDULES)
    found = list(Conditions(Booth(), (0.0, 0.0), steps, plan).rates(0.25))
    by_hand = [0.25 * BY_HAND[plan.name](t, steps, **plan.settings()) for t in range(steps)]
    assert found == pytest.approx(by_hand, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("steps", [20, 101, 5000])
def test_a_schedule_that_knows_the_length_of_a_run_comes_to_its_end(steps: int) -> None:
    last = {name: SCHEDULES[name]().factor(steps - 1, steps) for name in SCHEDULES}
    after = {name: SCHEDULES[name]().factor(steps, steps) for name in ("polynomial", "cosine", "warmup_cosine")}
    assert last["one_cycle"] == pytest.approx(1 / 25 / 1e4, rel=1e-9)
    assert last["polynomial"] == pytest.approx(1 / steps, rel=1e-9)
    assert last["cosine"] == pytest.approx(math.sin(math.pi / 2 / steps) ** 2, rel=1e-9)
    assert last["warmup_cosine"] == pytest.approx(math.sin(math.pi / 2 / (steps - 10)) ** 2, rel=1e-9)
    assert after == pytest.approx({"polynomial": 0.0, "cosine": 0.0, "warmup_cosine": 0.0}, abs=1e-15)
    floored = [SCHEDULES[name].with_settings({"floor": 0.2}) for name in ("cosine", "warmup_cosine")]
    assert [one.factor(steps, steps) for one in floored] == pytest.approx([0.2, 0.2], rel=1e-14)


@pytest.mark.parametrize("plan", [entry() for entry in SCHEDULES.values()], ids=str)
@pytest.mark.parametrize("entry", OPTIMIZERS.values(), ids=lambda entry: entry.name)
def test_a_run_takes_the_rate_of_each_step(entry: type[Optimizer], plan: Schedule) -> None:
    one, on = entry.with_settings({"lr": 0.02}), Conditions(Booth(), (-3.0, 4.0), 40, plan)
    (x, y), state_x, state_y = on.start, one.begin(), one.begin()
    for t in range(40):
        lr = 0.02 * plan.factor(t, 40)
        g_x, g_y = Booth().gradient(one.probe(lr, x, *state_x), one.probe(lr, y, *state_y))
        x, *state_x = one.step(lr, t + 1, x, g_x, *state_x)  # type: ignore[assignment]  # a tuple before, a list after
        y, *state_y = one.step(lr, t + 1, y, g_y, *state_y)  # type: ignore[assignment]  # a tuple before, a list after
    seen = run(one, on)
    assert (seen.x[-1], seen.y[-1]) == (x, y)
    ends = land(one, Conditions(Booth(), (np.array([-3.0]), np.array([4.0])), 40, plan))
    assert [float(end[0]) for end in ends] == pytest.approx([x, y], rel=1e-10)


@pytest.mark.parametrize("surface", GROUNDS, ids=str)
@pytest.mark.parametrize("times", [1, 10, 1e3])
def test_a_start_far_outside_is_no_divergence(surface: Surface, times: float) -> None:
    (_, right), (_, top) = surface.domain
    on = Conditions(surface, (right * times, top * times), 5)
    rate = 1e-8 / (1 + math.hypot(*surface.gradient(*on.start))) * times
    ending = run(SGD(lr=max(rate, 1e-8)), on).ending if rate >= 1e-8 else None
    still = run(OPTIMIZERS["lion"](lr=1e-8), on).ending
    assert still.outcome != "diverged"
    assert ending is None or ending.outcome != "diverged"


@pytest.mark.parametrize("surface", [one for one in GROUNDS if one.lowest is not None], ids=str)
def test_arrived_means_within_a_twentieth_of_a_lowest_minimum(surface: Surface) -> None:
    assert ARRIVED == 0.05
    for one in lowest_minima(surface):
        for angle in np.linspace(0, 6, 7):
            for distance, there in ((0.0499, True), (0.0501, False)):
                x, y = one.x + distance * np.cos(angle), one.y + distance * np.sin(angle)
                assert bool(near_lowest(surface, x, y)) is there


def test_a_run_has_arrived_from_the_step_on_which_it_stays() -> None:
    for lr in (0.02, 0.05, 0.09):
        seen = run(OPTIMIZERS["momentum"](lr=lr), Conditions(Booth(), (1.0, 3.2), 400))
        away = np.flatnonzero(np.hypot(seen.x - 1, seen.y - 3) > 0.05)
        assert seen.ending.arrived == away[-1] + 1
        short = run(OPTIMIZERS["momentum"](lr=lr), Conditions(Booth(), (1.0, 3.2), int(away[-1])))
        assert short.ending.arrived is None


LOWEST = {"himmelblau": 4, "six_hump_camel": 2, "double_well": 2, "bounded_saddle": 2, "saddle": 0, "monkey_saddle": 0}


def downhill(surface: Surface, x: Any, y: Any, reach: float) -> tuple[Any, Any]:
    """Where a compass leads: to the lowest of eight neighbours, at half the distance where none is lower."""
    turns = [(np.cos(k * np.pi / 4), np.sin(k * np.pi / 4)) for k in range(8)]
    size = np.full(x.shape, reach)
    for _ in range(600):
        around = np.stack([surface.value(x + c * size, y + s * size) for c, s in turns])
        best, here = around.argmin(axis=0), surface.value(x, y)
        lower = around.min(axis=0) < here
        x, y = (
            np.where(lower, at + np.array([turn[side] for turn in turns])[best] * size, at)
            for side, at in enumerate((x, y))
        )
        size = np.where(lower, size, size / 2)
    return x, y


@pytest.mark.parametrize("surface", GROUNDS, ids=str)
def test_the_lowest_minima_are_those_that_a_compass_finds(surface: Surface) -> None:
    told = lowest_minima(surface)
    assert len(told) == LOWEST.get(surface.name, 1)
    if not told:
        return
    sides = [np.linspace(low, high, 240) for low, high in surface.domain]
    x, y = np.meshgrid(*sides)
    height = np.asarray(surface.value(x, y))
    inner = height[1:-1, 1:-1]
    around = [height[1 + i : 239 + i, 1 + j : 239 + j] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    pit = np.all([inner <= one for one in around], axis=0)
    x, y = downhill(surface, x[1:-1, 1:-1][pit], y[1:-1, 1:-1][pit], float(sides[0][1] - sides[0][0]))
    found = np.asarray(surface.value(x, y))
    assert found.min() == pytest.approx(told[0].value, abs=1e-5)
    lowest = found <= found.min() + 1e-5
    for one in told:
        assert np.hypot(x[lowest] - one.x, y[lowest] - one.y).min() < 0.01
    for a, b in zip(x[lowest], y[lowest], strict=True):
        assert min(math.hypot(one.x - a, one.y - b) for one in told) < 0.01
