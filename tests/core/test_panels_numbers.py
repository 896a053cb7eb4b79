"""The numbers of the slide's four panels, as they were worked out apart from this code."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core.curvature import stationary_variance
from app.core.descent.conditions import Conditions
from app.core.descent.contests import (
    LEVEL,
    NOISE,
    RAVINE,
    SADDLE,
    SCENES,
    TRAP,
    Setting,
    cloud,
    contest,
    four,
    path,
    winner,
)
from app.core.descent.counting import Count, beyond, first_step, within
from app.core.descent.walk import run
from app.core.optimizers import SGD, Momentum
from app.core.surfaces import Quadratic, Saddle

DEFAULT = four(Setting())


def values(setting: Setting) -> list[tuple[float | None, float | None]]:
    return [(one.results[0].value, one.results[1].value) for one in four(setting)]


def winners(setting: Setting) -> list[str | None]:
    return [one.winner for one in four(setting)]


def test_the_four_numbers_of_the_slide() -> None:
    trap, saddle, ravine, noise = values(Setting())
    assert trap == pytest.approx((0.960, -1.036), abs=5e-4)
    assert saddle == (145, 52)
    assert ravine == (1341, 258)
    assert noise == pytest.approx((0.026, 0.257), abs=5e-4)
    assert winners(Setting()) == ["momentum", "momentum", "momentum", "sgd"]


@pytest.mark.parametrize(("rho", "steps"), [(0.0, 1341), (0.5, 654), (0.8, 187), (0.9, 258), (0.95, 495), (0.99, 2179)])
def test_steps_down_the_ravine_have_a_valley_of_their_own(rho: float, steps: int) -> None:
    assert contest(RAVINE, Setting(rho=rho)).results[1].value == steps


@pytest.mark.parametrize(("rho", "steps"), [(0.0, 145), (0.9, 52), (0.99, 47)])
def test_steps_off_the_ridge(rho: float, steps: int) -> None:
    assert contest(SADDLE, Setting(rho=rho)).results[1].value == steps


def test_sgd_leaves_the_ridge_when_the_theory_says() -> None:
    for alpha in (0.1, 0.5, 1.0, 3.0):
        due = math.ceil(math.log(1e6) / math.log1p(0.1 * alpha))
        assert contest(SADDLE, Setting(alpha=alpha)).results[0].value == due


def test_a_little_more_memory_falls_back_into_the_trap() -> None:
    assert winners(Setting(rho=0.95)) == [None, "momentum", "momentum", "sgd"]
    assert contest(TRAP, Setting(rho=0.95)).results[1].value == pytest.approx(0.960, abs=5e-4)
    assert winners(Setting(rho=0.5))[0] is None


@pytest.mark.parametrize(
    "setting", [Setting(), Setting(rho=0.99), Setting(0.1, 0.95), Setting(0.1, 0.99, True)], ids=str
)
def test_who_rests_early_is_where_all_the_steps_lead(setting: Setting) -> None:
    for one, told in zip(setting.racers(TRAP), contest(TRAP, setting).results, strict=True):
        assert told.value == pytest.approx(run(one, TRAP.conditions(10_000)).x[-1], abs=1e-7)


def test_still_more_memory_loses_the_ravine() -> None:
    assert winners(Setting(rho=0.99)) == ["momentum", "momentum", "sgd", "sgd"]


def test_a_fair_rate_draws_level_in_noise() -> None:
    fair = contest(NOISE, Setting(fair=True))
    assert fair.winner is None
    assert fair.results[1].value == pytest.approx(0.0251, abs=5e-5)
    assert fair.racers[1].lr == 0.01


@pytest.mark.parametrize("panel", SCENES, ids=lambda panel: panel.key)
@pytest.mark.parametrize("fair", [False, True])
def test_momentum_without_memory_is_sgd(panel: object, fair: bool) -> None:
    one = next(one for one in four(Setting(rho=0.0, fair=fair)) if one.panel is panel)
    assert one.winner is None
    assert one.results[0] == one.results[1]


def test_four_hundred_replicas_come_to_the_floor_of_the_theory() -> None:
    for setting in (Setting(), Setting(fair=True)):
        for one, told in zip(setting.racers(NOISE), contest(NOISE, setting).results, strict=True):
            assert cloud(NOISE, one).mean[200:].mean() == pytest.approx(told.value, rel=0.05)


def test_half_of_the_replicas_lie_in_the_cloud() -> None:
    found = cloud(NOISE, SGD(lr=0.1))
    variance = stationary_variance(0.1, 0.0, 1.0, 1.0)
    assert variance is not None
    quarters = np.array([found.low[200:].mean(), found.high[200:].mean()]) / (variance / 2)
    assert quarters == pytest.approx([0.1015, 1.3233], rel=0.06)  # quartiles of chi-squared with one degree
    assert found.mean[0] == found.low[0] == found.high[0] == 2.0
    assert found.mean.shape == (401,)


def test_what_blows_up_says_so_and_loses() -> None:
    one = contest(RAVINE, Setting(alpha=3.0))
    assert (one.results[0].value, one.results[0].blew_up) == (None, True)
    assert one.winner == "momentum"
    both = contest(RAVINE, Setting(alpha=10.0))
    assert [result.blew_up for result in both.results] == [True, True]
    assert both.winner is None
    assert contest(TRAP, Setting(alpha=10.0, rho=0.99)).results[1].blew_up


def test_who_is_never_there_is_told_from_who_blew_up() -> None:
    slow = contest(RAVINE, Setting(alpha=0.1)).results[0]
    assert (slow.value, slow.blew_up, slow.cost) == (None, False, math.inf)


def test_level_means_within_a_tenth() -> None:
    assert winner(100.0, 100 * (1 - LEVEL)) is None
    assert winner(100.0, 89.0) == "momentum"
    assert winner(89.0, 100.0) == "sgd"
    assert winner(math.inf, math.inf) is None
    assert winner(math.inf, 1e9) == "momentum"


def test_counting_begins_at_the_start_and_takes_the_first_time() -> None:
    on = Conditions(Quadratic(kappa=1.0), (1.0, 0.0), 2_000)
    assert first_step(SGD(lr=0.5), on, within((1.0, 0.0), 1.0)) == Count(0)
    assert first_step(SGD(lr=0.5), on, within((1.0, 0.0), 0.3)) == Count(2)
    x, v, passed = 1.0, 0.0, []
    for t in range(1, 100):
        v = 0.99 * v + x
        x -= 0.1 * v
        passed += [t] if abs(x) <= 0.2 else []
    assert passed[-1] - passed[0] >= len(passed)  # it leaves again
    assert first_step(Momentum(lr=0.1, rho=0.99), on, within((1.0, 0.0), 0.2)) == Count(passed[0])
    assert first_step(SGD(lr=0.1), Conditions(Saddle(), (1.0, 0.0), 2_000), beyond(1.0)) == Count(None, False)
    assert first_step(SGD(lr=1e-3), Conditions(Quadratic(kappa=1.0), (1.0, 0.0), 2_000), within((1.0, 0.0), 0.2)) == (
        Count(1609)
    )


def test_the_pictures_show_the_runs_that_are_counted() -> None:
    for one in DEFAULT:
        for racer in one.racers:
            assert len(path(one.panel, racer).x) == 401
    assert path(TRAP, DEFAULT[0].racers[1]).x[-1] == pytest.approx(-1.0356, abs=1e-3)
    assert not path(TRAP, DEFAULT[0].racers[1]).y.any()
