"""The learning rate: what the lesson says, worked out by loops of its own."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.options import Rank
from app.lessons.pictures import Line

LESSON = LESSONS["learning-rate"]


def descend(rate: float, steps: int) -> list[tuple[float, float]]:
    """The points of gradient descent down (x² + 50 y²) / 2 from (−9, 1)."""
    points = [(-9.0, 1.0)]
    for _ in range(steps):
        x, y = points[-1]
        points.append((x - rate * x, y - rate * 50 * y))
    return points


def arrival(rate: float, most: int = 3000) -> int | None:
    return next((t for t, point in enumerate(descend(rate, most)) if math.hypot(*point) <= 0.1), None)


def mine(prediction: float) -> Line:
    return next(one for one in LESSON.seen(prediction).picture.lines if one.role == "yours")


def words(prediction: float) -> str:
    return LESSON.seen(prediction).words[0]


def test_the_edge_is_where_a_step_turns_the_distance_round() -> None:
    assert Fraction(LESSON.truth()).limit_denominator(1000) == Fraction(1, 25)
    assert abs(descend(0.0399, 3000)[-1][1]) < 1e-5
    assert abs(descend(0.0401, 3000)[-1][1]) > 1e5
    assert LESSON.mark(0.0395).right
    assert not LESSON.mark(0.0389).right


@pytest.mark.parametrize("rate", [0.01, 0.02, 0.035, 0.0395, 0.04])
def test_the_rate_that_was_said_is_run(rate: float) -> None:
    points = np.array(descend(rate, 24 if rate == 0.04 else 150))
    assert mine(rate).x == pytest.approx(points[:, 0])
    assert mine(rate).y == pytest.approx(points[:, 1], abs=1e-12)
    assert mine(rate).moves


@pytest.mark.parametrize("rate", [0.041, 0.05, 0.08])
def test_what_blows_up_is_drawn_until_it_is_far_outside(rate: float) -> None:
    line, top = mine(rate), LESSON.seen(rate).picture.up.high
    assert abs(line.y[-1]) > 2 * top
    assert (np.abs(line.y[:-1]) <= 2 * top).all()
    assert f"{abs(1 - 50 * rate):.3g} times" in words(rate)
    assert "blows up" in words(rate)


@pytest.mark.parametrize(
    ("rate", "said", "trap"),
    [(0.01, "crawls along", "overshoot"), (0.03, "settles: after 148", "overshoot"), (0.036, "settles", "swings"),
     (0.05, "blows up", "gradual"), (0.07, "blows up", "faster")],
)  # fmt: skip
def test_what_a_wrong_number_becomes(rate: float, said: str, trap: str) -> None:
    assert said in words(rate)
    assert LESSON.trap(rate) == trap
    assert not LESSON.mark(rate).right


def test_near_the_edge_it_swings_and_at_the_edge_it_stays() -> None:
    assert "swings across" in LESSON.varied(0.0399).words[0]
    line = LESSON.seen(None).picture.lines[0]
    assert np.abs(line.y) == pytest.approx(np.ones(25))
    assert line.x[-1] == pytest.approx(-9 * 0.96**24)


def test_the_curve_behind_the_knob_is_a_valley_that_ends_at_the_edge() -> None:
    for rate, steps in LESSON.scent():
        assert steps == arrival(rate)
        assert (steps is None) == (rate >= 0.04)
    told = [(steps, rate) for rate, steps in LESSON.scent() if steps is not None]
    assert 0.036 < min(told)[1] < 0.04
    assert arrival(0.001) is None


def test_before_a_prediction_nothing_tells_the_edge() -> None:
    (line,) = LESSON.given().lines
    assert len(line.x) == 13
    assert "0.04" not in repr((LESSON.setting, LESSON.question, [one.meaning for one in LESSON.terms], line.name))


@pytest.mark.parametrize("seed", range(12))
def test_three_rates_by_when_they_arrive(seed: int) -> None:
    question = asked(LESSON.checks[2], seed)
    assert isinstance(question.kind, Rank)
    rates = {one.name: float(one.text.split()[-1]) for one in question.kind.options}
    by = {name: arrival(rate) or 10**9 for name, rate in rates.items()}
    assert [by[name] for name in question.key] == sorted(by.values())
    assert len(question.wrong) >= 3


@pytest.mark.parametrize("seed", range(12))
def test_a_bowl_of_other_curvatures(seed: int) -> None:
    question = asked(LESSON.checks[0], seed)
    low, high = (float(one.strip(".")) for one in question.prompt.split(" ")[6:9:2])
    for share, stays in ((0.999, True), (1.001, False)):
        rate = share * question.key
        assert all(abs(1 - rate * one) < 1 for one in (low, high)) == stays


@pytest.mark.parametrize("rate", [0.0401, 0.0402, 0.03999, 0.05])
def test_beside_the_edge_no_factor_is_rounded_to_one(rate: float) -> None:
    why = LESSON.why(rate)
    factor = float(why.numbers.split("=")[-1].removesuffix(r"\,y_t"))
    assert abs(factor) != 1
    assert (abs(factor) > 1) == (rate > 0.04)
    assert float(why.words[0].split(" = ")[1].rstrip(".").replace("−", "-")) == factor
    if rate > 0.04:
        assert "ends 1 times" not in words(rate) + LESSON.varied(rate).words[0]


def test_the_words_count_what_is_drawn() -> None:
    for rate in (0.041, 0.045, 0.06, 0.08):
        steps = len(mine(rate).x) - 1
        assert f"after {steps} step" in words(rate)
        assert f"that is {abs(descend(rate, steps)[-1][1]):.3g}." in words(rate)
    assert "150" not in LESSON.seen(0.06).picture.title


def test_from_the_floor_of_the_valley_nothing_blows_up() -> None:
    x, y = 1.0, 0.0
    for _ in range(500):
        x, y = x - 0.06 * x, y - 0.06 * 50 * y
    assert math.hypot(x, y) < 1e-9
    assert "only a run from exactly y = 0 is spared" in LESSON.aha().words


def test_an_order_by_size_alone_is_named_and_no_other() -> None:
    for seed in range(40):
        question = asked(LESSON.checks[2], seed)
        assert [value for value, trap in question.wrong if trap == "safer"] in ([], [("a", "b", "c")])
        assert len(question.wrong) >= 2


@pytest.mark.parametrize(("rate", "first"), [(0.0399, True), (0.04, True), (0.06, False), (0.02, False)])
def test_only_of_a_run_that_is_cut_the_first_steps_are_told(rate: float, first: bool) -> None:
    seen = LESSON.varied(rate)
    assert any("its first 24 steps" in one for one in seen.words) == first
    own = next(one for one in seen.picture.lines if one.role == "truth")
    assert (len(own.x) == 25) == first
    usual = [one for one in seen.picture.lines if one.role == "yours"]
    assert all(one.moves and len(one.x) == 151 for one in usual), "both are played, from the same start"
