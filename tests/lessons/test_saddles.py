"""Saddle points: what the lesson says, worked out by loops of its own."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from app.core.numerals import grouped
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.options import Choice
from app.lessons.parsing import readings
from app.web.lessons.scents import knob_slider

LESSON = LESSONS["saddles"]


def fall(y: Fraction, growth: Fraction) -> int:
    """Steps until |y| >= 1, in fractions: no rounding."""
    steps = 0
    while abs(y) < 1:
        y, steps = y * growth, steps + 1
    return steps


def words(prediction: float) -> str:
    return " ".join(LESSON.seen(prediction).words)


def test_the_truth_is_counted_in_fractions() -> None:
    assert LESSON.truth() == fall(Fraction(1, 10**6), Fraction(11, 10)) == math.ceil(math.log(1e6) / math.log(1.1))


def test_growth_by_a_factor_is_a_straight_line() -> None:
    line = next(one for one in LESSON.seen(None).picture.lines if one.role == "truth")
    assert np.diff(np.log(line.y)) == pytest.approx(np.full(145, math.log(1.1)))
    assert line.y[-2] < 1 <= line.y[-1]
    assert line.moves


@pytest.mark.parametrize(
    ("said", "trap"), [(3.0, "steep"), (60.0, "few"), (300.0, "slower"), (3000.0, "crawls"), (1e6, "stays")]
)
def test_what_a_wrong_number_becomes(said: float, trap: str) -> None:
    assert not LESSON.mark(said).right
    assert LESSON.trap(said) == trap
    picture = LESSON.seen(said).picture
    if said > 1000:
        (edge,) = [one for one in picture.spots if one.role == "yours"]
        assert edge.text == f"yours: {grouped(round(said))} →"
        assert edge.bare, "its place is no number"
        assert f"To show it, this picture would have to be {grouped(round(said / 360))} times as wide" in words(said)
    else:
        assert picture.across.high > said
        assert [one.at for one in picture.rules if one.role == "yours"] == [said]
        height = 1e-6 * 1.1**said
        marked = [one.y for one in picture.spots if one.role == "yours"]
        assert marked == (pytest.approx([height]) if height < picture.up.high else []), "a mark stands where the run is"
    told = (
        f"{145 - said:.0f} steps to go"
        if said < 145
        else f"off the ridge for {said - 145:{',' if said > 1e4 else ''}.0f} steps"
    )
    assert told in words(said)


def test_the_step_itself_and_its_neighbours() -> None:
    assert "With step 145 it falls off" in words(145.0)
    assert "with 1 step to go" in words(144.0)
    assert "for 1 step." in words(146.0)


@pytest.mark.parametrize("power", [-12, -9, -4, -2, -1])
def test_the_knob_costs_as_many_steps_as_the_logarithm_says(power: int) -> None:
    assert LESSON.outcome(10.0**power) == fall(Fraction(10) ** power, Fraction(11, 10))


def test_nearer_is_later_and_only_from_the_ridge_itself_is_it_never() -> None:
    (at, never), *found = LESSON.scent()
    assert (at, never) == (0, None)
    assert [steps for _, steps in found] == sorted((steps or 0 for _, steps in found), reverse=True)
    assert LESSON.varied(0.0).reached
    assert not any(LESSON.varied(y).reached for y, _ in found)


def test_from_the_ridge_itself_noise_alone_gets_off() -> None:
    pictures = {face: LESSON.facing(face, None).varied(0.0).picture for face in ("distance", "above")}
    for face, shown in pictures.items():
        noisy = next(one for one in shown.lines if one.name == "with noise")
        assert np.abs(noisy.y[-1]) >= 1 > np.abs(noisy.y[:-1]).max()
        assert noisy.x[-1] == 69 or face == "above"
        assert len(noisy.x) + shown.first == 70, "step 0 has no place on a logarithmic axis"
    (still,) = [one for one in pictures["above"].lines if one.name == "gradient descent"]
    assert not still.y.any()
    told = {one.text for one in pictures["above"].spots}
    assert {"gradient descent: never", "with noise: 69"} <= told
    assert "half of 400 runs off within 69 steps" in LESSON.varied(0.0).words[1]


def test_before_a_prediction_it_still_runs_along_the_ridge() -> None:
    (line,) = [one for one in LESSON.given().lines if one.moves]
    assert np.abs(line.y).max() < 1e-5
    assert line.x[-1] == pytest.approx(0.9**12)


@pytest.mark.parametrize("seed", range(12))
def test_steps_from_elsewhere(seed: int) -> None:
    question = asked(LESSON.checks[0], seed)
    power = next(int(value) for value, trap in question.wrong if trap == "steep")
    rate = Fraction(question.prompt.split("α = ")[1].split(",")[0])
    assert question.key == fall(Fraction(1, 10**power), 1 + 2 * rate)


@pytest.mark.parametrize("seed", range(24))
def test_a_kind_is_what_the_heights_around_say(seed: int) -> None:
    question = asked(LESSON.checks[1], seed)
    numbers = question.prompt.replace("−", "-").split("[[")[1].split("]]")[0].replace("], [", ", ").split(", ")
    a, b, _, c = map(float, numbers)
    angle = np.linspace(0, math.pi, 721)
    heights = a * np.cos(angle) ** 2 + 2 * b * np.cos(angle) * np.sin(angle) + c * np.sin(angle) ** 2
    right = "a minimum" if heights.min() > 0 else "a maximum" if heights.max() < 0 else "a saddle point"
    assert isinstance(question.kind, Choice)
    assert next(one.text for one in question.kind.options if one.name == question.key) == right


@pytest.mark.parametrize("seed", range(6))
def test_noise_pushes_it_off(seed: int) -> None:
    question = asked(LESSON.checks[2], seed)
    noise = float(question.prompt.split("deviation ")[1].split(" in each")[0].replace(" × 10⁻⁵", "e-5"))
    random, y, left = np.random.default_rng(7), np.zeros(4000), np.zeros(4000)
    for t in range(1, 400):
        y = 1.1 * y + 0.05 * noise * random.standard_normal(4000)
        left[(np.abs(y) >= 1) & (left == 0)] = t
    assert isinstance(question.kind, Choice)
    told = next(one.text for one in question.kind.options if one.name == question.key)
    assert float(told.split()[-2]) == pytest.approx(np.median(left), abs=2)


@pytest.mark.parametrize("said", [3e4, 1e6, 1e7])
def test_much_too_many_steps_leave_room_for_the_few_that_it_takes(said: float) -> None:
    picture = LESSON.seen(said).picture
    assert not picture.across.log, "what grows by a factor stays a straight line"
    (line,) = [one for one in picture.lines if one.role == "truth"]
    assert line.x[-1] / picture.across.high > 0.4
    assert f"{said - 145:,.0f} steps." in words(said)


def test_steps_are_whole() -> None:
    assert LESSON.prediction.read("1.4") == 1
    assert LESSON.prediction.read("144.6") == 145
    with pytest.raises(ValueError, match="from 1 to"):
        LESSON.prediction.read("0.5")


def test_half_as_near_costs_the_steps_that_are_told() -> None:
    told = next(one.instead for one in LESSON.misconceptions if one.name == "constant")
    assert "at α = 0.05 " in told
    assert f"takes {math.log(2) / math.log(1.1):.2g} more" in told


def ball(y: float, rho: float = 0.9) -> int:
    """Steps of momentum at the same rate, by a loop."""
    v, steps = 0.0, 0
    while abs(y) < 1:
        v = rho * v - 2 * y
        y, steps = y - 0.05 * v, steps + 1
    return steps


@pytest.mark.parametrize("start", [1e-10, 1e-6, 1e-2])
def test_momentum_is_run_beside_it_from_the_same_start(start: float) -> None:
    lines = {one.name: one for one in LESSON.varied(start).picture.lines}
    assert len(lines["momentum"].x) - 1 == ball(start)
    assert lines["momentum"].y[0] == lines["gradient descent"].y[0] == start
    assert f"momentum after {ball(start)}, or after" in LESSON.varied(start).words[0]
    assert f"takes {ball(1e-6)}: each comes to 1.32 times the last" in words(1000.0)


def test_at_its_smaller_rate_momentum_is_slower_than_descent() -> None:
    v, y, steps = 0.0, 1e-6, 0
    while y < 1:
        v = 0.9 * v - 2 * y
        y, steps = y - 0.005 * v, steps + 1
    assert f"10 times as long, {steps}." in words(1000.0)
    assert steps > LESSON.truth()


def test_what_falling_means_and_where_it_never_does_is_told() -> None:
    assert "you fall off where |y| reaches 1" in LESSON.setting
    assert LESSON.vary.critical == 0
    assert LESSON.vary.mark == "0: never"
    assert LESSON.outcome(0.0) is None
    assert LESSON.facing("distance", None).tally(0.0) == "never off"


@pytest.mark.parametrize("seed", range(6))
def test_a_wrong_answer_is_told_by_the_numbers_of_the_question(seed: int) -> None:
    question = asked(LESSON.checks[0], seed)
    start = question.prompt.split("y = ")[1].split(",")[0]
    assert {one.name for one in question.own} == {trap for _, trap in question.wrong}
    assert all(one.look == f"See a start at {start}" for one in question.own)


def test_a_small_number_beside_the_slider_is_written_with_a_power_and_read_again() -> None:
    slider = knob_slider(LESSON.vary, 1e-6, written=True)
    places = slider.places.split(" ")
    assert slider.text == "10⁻⁶"
    assert not any("e" in one for one in places)
    assert [readings(one)[0] for one in places] == pytest.approx(LESSON.vary.places.tolist(), rel=1e-12)
