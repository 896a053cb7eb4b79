"""The slope of a sigmoid: what its sentences claim, by other ways."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from app.core.numbers import Array
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.pictures import Line
from app.web.lessons.told import spoken

SIGMOID = LESSONS["sigmoid"]
PLACES = np.linspace(-8, 8, 17)


def of(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def said(heights: Array) -> tuple[float, ...]:
    told: tuple[float, ...] = SIGMOID.prediction.read(",".join(f"{one:.4g}" for one in heights.tolist()))
    return told


def line(heights: Array, name: str) -> Line:
    return next(one for one in SIGMOID.seen(said(heights)).picture.lines if one.name == name)


def bump(peak: float, width: float, at: float = 0.0) -> Array:
    return peak * np.exp(-(((PLACES - at) / width) ** 2))


def test_the_truth_is_what_differences_tell() -> None:
    differences = (of(PLACES + 1e-5) - of(PLACES - 1e-5)) / 2e-5
    assert np.allclose(SIGMOID.truth(), differences, rtol=1e-6, atol=1e-11)


def test_the_true_slope_adds_up_to_the_sigmoid() -> None:
    climb = line(np.array(SIGMOID.truth()), "your f")
    assert np.abs(climb.y - of(climb.x)).max() < 0.03  # straight lines between 17 places
    assert climb.y[-1] == pytest.approx(of(np.array(8.0)), abs=1e-3)


def test_f_drawn_as_its_own_slope_climbs_to_what_softplus_does() -> None:
    climb = line(of(PLACES), "your f")
    softplus = np.log1p(np.exp(climb.x)) - math.log1p(math.exp(-8)) + of(np.array(-8.0))
    assert np.abs(climb.y - softplus).max() < 0.03
    assert "ends at 8" in SIGMOID.seen(said(of(PLACES))).words[0]


def test_a_constant_slope_makes_a_straight_line_from_the_start_of_f() -> None:
    climb = line(np.full(17, 0.05), "your f")
    assert np.allclose(climb.y, of(np.array(-8.0)) + 0.05 * (climb.x + 8))
    assert climb.moves
    assert climb.role == "follows", "it is told from the slope that was drawn"


@pytest.mark.parametrize(
    ("heights", "trap"),
    [
        (of(PLACES), "itself"),
        (np.linspace(0, 1, 17), "itself"),
        (-bump(0.25, 2.2), "negative"),
        (np.tanh(-PLACES) * 0.2, "turns"),
        (np.full(17, 0.0625), "tails"),
        (of(-PLACES), "tails"),
        (bump(1.0, 2.2), "tall"),
        (np.array([0, *np.linspace(0.68, 0.1, 15), 0]), "tails"),  # a falling line whose stroke missed both ends
        (np.array([0, *np.linspace(0, 1, 15), 0]), "itself"),
        (bump(0.1, 2.2), "flat"),
        (bump(0.25, 2.2, at=3.0), "width"),
        (bump(0.25, 4.0), "width"),
    ],
)
def test_a_wrong_drawing_is_named(heights: Array, trap: str) -> None:
    assert not SIGMOID.mark(said(heights)).right
    assert SIGMOID.trap(said(heights)) == trap
    assert SIGMOID.misconception(trap)


def test_a_drawing_that_is_about_right_counts_as_right_and_betrays_nothing() -> None:
    for heights in (bump(0.25, 2.2), np.maximum(0, 0.25 * (1 - np.abs(PLACES) / 4))):
        assert SIGMOID.mark(said(heights)).right
        assert SIGMOID.trap(said(heights)) is None


def test_nothing_drawn_lacks_the_whole_area() -> None:
    assert SIGMOID.mark(said(np.zeros(17))).gap == pytest.approx(1.0)


@pytest.mark.parametrize(("z", "reached"), [(5.98, False), (5.99, True), (-5.99, True), (0.0, False)])
def test_a_percent_of_the_peak_is_left_at_five_and_ninety_nine_hundredths(z: float, reached: bool) -> None:
    assert SIGMOID.varied(z).reached is reached


def test_the_tangent_touches_and_nowhere_crosses_before_the_middle() -> None:
    found = {one.name: one for one in SIGMOID.varied(-3.0).picture.lines}
    x, y = found["tangent"].x, found["tangent"].y
    above = of(x) - y
    assert x[-1] <= 0
    assert above.min() == pytest.approx(0, abs=1e-12)
    assert above[np.isclose(x, -3.0)] == pytest.approx(0, abs=1e-12)


def test_the_places_that_are_asked_for_are_the_places() -> None:
    for seed in range(20):
        question = asked(SIGMOID.checks[1], seed)
        told = float(question.prompt.rstrip("?").split()[-1])
        assert of(np.array(question.key)) == pytest.approx(told)


def product(text: str) -> tuple[float, float, float]:
    """Two factors and what they are said to make."""
    one, two, made = re.findall(r"[0-9.]*[0-9]", text.split("=")[-2] + text.split("=")[-1])
    return float(one), float(two), float(made)


def test_solutions_can_be_followed_with_the_digits_that_they_show() -> None:
    for seed in range(60):
        many = asked(SIGMOID.checks[2], seed)
        told = re.search(r"through ([0-9]) sigmoids", many.prompt)
        assert told
        assert many.key == 4.0 ** -int(told[1])
        one, two, made = product(asked(SIGMOID.checks[0], seed).solution[-1])
        assert float(f"{one * two:.3g}") == made


def test_the_sentence_to_remember_says_how_much_passes_and_not_how_much_does_not() -> None:
    assert "at most 0.25 passes" in SIGMOID.aha().words


def test_a_curve_that_leaves_the_frame_has_all_its_numbers_in_the_table() -> None:
    for heights in (of(PLACES), np.full(17, 1.0), np.full(17, -0.3)):
        assert len(line(heights, "your f").y) == len(line(heights, "f").y)


def test_what_is_right_is_told() -> None:
    nearly = SIGMOID.seen(said(of(PLACES) * 0 + np.array(SIGMOID.truth()) * 1.2))
    assert SIGMOID.mark(said(np.array(SIGMOID.truth()) * 1.19)).right
    assert not SIGMOID.mark(said(np.array(SIGMOID.truth()) * 1.21)).right
    assert "up to 20 % is right" in nearly.words[2]


def test_where_a_curve_leaves_the_frame_its_end_is_told() -> None:
    seen = SIGMOID.seen(said(of(PLACES)))
    (mark,) = [one for one in seen.picture.spots if one.role == "follows"]
    climb = line(of(PLACES), "your f")
    assert mark.y == pytest.approx(np.interp(mark.x, climb.x, climb.y))
    assert mark.text.split()[-1] in seen.words[0]
    assert not [one for one in SIGMOID.seen(SIGMOID.truth()).picture.spots if one.role == "follows"]


def test_the_picture_ends_beyond_its_lines() -> None:
    """So that no dot is cut in half, and a stroke reaches the first height and the last."""
    across = SIGMOID.given().across
    assert across.low < PLACES[0] < PLACES[-1] < across.high


def test_no_number_says_1_of_what_is_less() -> None:
    assert spoken(SIGMOID.seen(None).picture, 320) == "z = 8: f 0.99966, f′ 0.000335"
