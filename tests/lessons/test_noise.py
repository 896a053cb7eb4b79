"""What the lesson on gradient noise says."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest

from app.core.descent.contests import NOISE, cloud
from app.core.optimizers import SGD, Momentum
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.runs.noise import after_falling, level, losses, ran, rate_for, settled
from app.web.lessons.told import table_of

LESSON = LESSONS["noise"]
ORDER = ("half", "plain", "slow", "ball")
SETTINGS = {"half": (0.05, 0.0), "plain": (0.1, 0.0), "slow": (0.02, 0.9), "ball": (0.1, 0.9)}


def by_hand(lr: float, rho: float, sigma: float = 1.0, steps: int = 4_000) -> float:
    """The expected loss after many steps, from the moments of position and velocity: no formula for where they end."""
    moments = np.array([4.0, 0.0, 0.0])  # E x², E x v, E v²
    for _ in range(steps):
        xx, xv, vv = moments
        velocity = rho * rho * vv + 2 * rho * xv + xx + sigma * sigma  # v' = ρ v + x + noise
        both = rho * xv + xx
        moments = np.array([xx - 2 * lr * both + lr * lr * velocity, both - lr * velocity, velocity])
    return float(moments[0]) / 2


@pytest.mark.parametrize("name", SETTINGS)
def test_floors_are_those_of_the_moments(name: str) -> None:
    lr, rho = SETTINGS[name]
    one = Momentum(lr=lr, rho=rho) if rho else SGD(lr=lr)
    assert level(one) == pytest.approx(by_hand(lr, rho), rel=1e-9)
    assert settled(one) == pytest.approx(by_hand(lr, rho), rel=0.05)


def test_the_order_is_that_of_the_moments_and_no_two_are_near() -> None:
    floors = [by_hand(*SETTINGS[name]) for name in ORDER]
    assert LESSON.truth() == ORDER
    assert min(b / a for a, b in pairwise(floors)) > 1.8


def test_the_runs_are_those_of_the_four_panels() -> None:
    for one in (SGD(lr=0.1), Momentum(lr=0.02, rho=0.9)):
        assert np.array_equal(losses(one), cloud(NOISE, one).mean)


def test_each_wrong_order_betrays_the_first_thing_that_it_has_wrong() -> None:
    for order in permutations(ORDER):
        trap = LESSON.trap(order)
        if order.index("plain") < order.index("half"):
            assert trap == "faster"
        elif order[-1] != "ball":
            assert trap == "averages"
        elif order != ORDER:
            assert trap == "rate"


def test_what_was_said_stands_beside_the_name_of_each() -> None:
    order = ("ball", "half", "plain", "slow")
    seen = LESSON.seen(order)
    means = [one for one in seen.picture.lines if one.moves]
    lowest_first = sorted(means, key=lambda one: float(one.y[200:].mean()))
    names = ["0.05: 2nd → 1st", "0.1: 3rd → 2nd", "0.02, ρ 0.9: 4th → 3rd", "0.1, ρ 0.9: 1st → 4th"]
    spots = sorted(seen.picture.spots, key=lambda one: one.y)
    assert [one.text for one in spots] == names
    assert [one.brief for one in spots] == ["0.05 ✗", "0.1 ✗", "0.02, ρ 0.9 ✗", "0.1, ρ 0.9 ✗"]
    assert [one.name for one in lowest_first] == [f"α {one.split(': ')[0]}" for one in names]
    assert "0.05: 1st ✓" in {one.text for one in LESSON.seen(ORDER).picture.spots}
    heads, rows = table_of(seen.picture)
    assert heads[1:-1] == [one.name for one in seen.picture.lines]
    assert float(rows[-1][0]) == 400, "nothing stands past the last step"
    assert seen.words[0].startswith("None of four in place (yours → is). α = 0.1, ρ = 0.9 settles at ")
    assert seen.words[0].endswith("that is highest, not lowest.")
    assert "in this order" in LESSON.seen(ORDER).words[0]
    assert [len(one.x) for one in means] == [401] * 4


def test_before_a_prediction_the_curves_stand_in_another_order() -> None:
    ends = {one.role: float(one.y[-1]) for one in LESSON.given().lines if one.role != "faint"}
    assert len({len(one.x) for one in LESSON.given().lines}) == 1
    assert max(ends.values()) < 2
    lowest = [one for one, _ in sorted(ends.items(), key=lambda pair: pair[1])]
    assert lowest[0] != "truth"  # the pen of the one that ends lowest


def test_the_floor_of_momentum_draws_level_at_a_tenth_of_the_rate() -> None:
    reached = [value for value in LESSON.vary.places.tolist() if LESSON.varied(value).reached]
    assert max(reached) == pytest.approx(rate_for(SGD(lr=0.1), 0.9), rel=0.05)
    assert by_hand(rate_for(SGD(lr=0.1), 0.9), 0.9) == pytest.approx(by_hand(0.1, 0.0), rel=1e-6)


def test_noise_is_seen_in_one_run_beside_the_means() -> None:
    for shown in (LESSON.given(), LESSON.seen(None).picture, LESSON.varied(0.05).picture):
        alone, *means = shown.lines
        assert alone.role == "faint"
        assert len(alone.x) == len(means[0].x)
    jumps, *others = (np.abs(np.diff(np.log(one.y[50:]))).mean() for one in LESSON.seen(None).picture.lines)
    assert jumps > 5 * max(others)


def test_a_rate_that_falls_leaves_no_floor() -> None:
    assert after_falling(10_000) < after_falling(1_000) / 8
    assert after_falling(10_000) < by_hand(0.1, 0.0) / 400


def test_checks_follow_the_moments() -> None:
    for seed in range(20):
        question = asked(LESSON.checks[0], seed)
        told = question.prompt.replace(",", " ").replace(":", " ").split()
        lr, rho = (float(told[told.index(letter) + 2]) for letter in ("α", "ρ"))
        assert question.key == pytest.approx(by_hand(lr, rho), rel=1e-6)
        question = asked(LESSON.checks[1], seed)
        lr, batch = float(question.prompt.split()[3]), float(question.prompt.split(" like it")[0].split()[-1])
        assert question.key == pytest.approx(by_hand(lr, 0.0, sigma=batch**-0.5), rel=1e-6)
        question = asked(LESSON.checks[2], seed)
        lr, rho = float(question.prompt.split()[-1].strip("?")), float(question.prompt.split()[7])
        assert by_hand(question.key, rho, steps=20_000) == pytest.approx(by_hand(lr, 0.0), rel=1e-3)
        assert all(len(asked(check, seed).wrong) >= 2 for check in LESSON.checks)


def test_beside_the_plain_floor_no_ratio_is_rounded_to_one() -> None:
    seen = LESSON.varied(0.011)
    assert not seen.reached
    assert f"that is {by_hand(0.011, 0.9) / by_hand(0.1, 0.0):.3g} times" in seen.words[0]
    for value in LESSON.vary.places.tolist():
        told = LESSON.varied(value)
        ratio = float(told.words[0].split("that is ")[1].split(" ")[0])
        assert told.reached == (ratio < 1)


def test_what_is_theory_and_what_was_measured_is_said() -> None:
    aha = LESSON.aha()
    high, low = by_hand(0.1, 0.9), by_hand(0.1, 0.0)
    assert aha.equals.startswith(f"{high:.3g} / {low:.3g} in theory; the runs give ")
    assert float(aha.equals.split()[-1].rstrip("×")) == pytest.approx(high / low, rel=0.05)
    assert "σ = 1" in LESSON.setting.partition(". ")[0]
    assert aha.number == f"{high / low:.3g}×"
    assert (
        LESSON.seen(None).words[0].startswith("All four fall, then noise holds each at its floor. At the same α = 0.1 ")
    )


def test_what_was_measured_has_a_band_that_holds_theory() -> None:
    for lr, rho in SETTINGS.values():
        one = Momentum(lr=lr, rho=rho) if rho else SGD(lr=lr)
        assert abs(settled(one) - by_hand(lr, rho)) < 3 * ran(one)[1] < 0.08 * by_hand(lr, rho)
    assert "0.254 ± 0.004" in LESSON.seen(None).words[0]


@pytest.mark.parametrize("value", [0.002, 0.1, 0.2])
def test_a_floor_without_momentum_is_named_where_it_is_like_one_with_it(value: float) -> None:
    with_it, without = by_hand(0.02, 0.9), by_hand(0.2, 0.0)
    told = LESSON.why(value).words[1]
    assert f"With ρ, 0.02 settles at {with_it:.3g}; without, 0.2 does at {without:.3g}." in told
    assert without == pytest.approx(with_it, rel=0.15)
