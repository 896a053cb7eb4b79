"""Binary cross-entropy against squared error: what its sentences claim, by other ways."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from app.core.numbers import Array
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.runs.pulls import belongs

LESSON = LESSONS["binary-cross-entropy"]


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def slope(loss: Array, z: Array) -> float:
    return float((loss[1] - loss[0]) / (z[1] - z[0]))


@pytest.mark.parametrize("z", [-5.0, -2.0, 0.0, 2.0])
def test_the_ratio_is_that_of_two_differences(z: float) -> None:
    ends = np.array([z - 1e-4, z + 1e-4])
    p = 1 / (1 + np.exp(-ends))
    found = slope(-np.log(p), ends) / slope((p - 1) ** 2 / 2, ends)
    assert LESSON.outcome(z) == pytest.approx(found, rel=1e-6)


def test_the_truth_is_one_over_the_slope_of_the_sigmoid() -> None:
    p = sigmoid(-5)
    assert LESSON.truth() == pytest.approx(1 / (p * (1 - p)), rel=1e-12)


@pytest.mark.parametrize("told", [4.5, 10.0, 75.2, 1000.0, 1e5])
def test_what_was_said_is_the_ratio_at_the_score_that_is_marked(told: float) -> None:
    spot = next(one for one in LESSON.seen(told).picture.spots if one.role == "yours")
    p = sigmoid(spot.x)
    assert spot.y == told
    assert p * (1 - p) == pytest.approx(1 / told, rel=1e-9)
    assert spot.x == pytest.approx(math.log(p / (1 - p)))
    assert spot.x < 0


@pytest.mark.parametrize("told", [0.1, 1.0, 3.99])
def test_a_ratio_below_the_least_belongs_to_no_score(told: float) -> None:
    assert belongs(told) is None
    assert "no score" in LESSON.seen(told).words[0]
    assert [one.role for one in LESSON.seen(told).picture.rules] == ["yours"]


def test_the_ratio_that_is_right_belongs_to_the_score_that_was_asked_about() -> None:
    assert belongs(LESSON.truth()) == pytest.approx(-5.0)


@pytest.mark.parametrize(
    ("told", "trap"),
    [
        (0.5, "weaker"),
        (1.0, "scaled"),
        (4.0, "scaled"),
        (5.0, "steeper"),
        (20.0, "steeper"),
        (10.15, "losses"),
        (75.2, "half"),
        (125.0, "steeper"),
        (181.0, "flatter"),
        (300.8, "half"),
        (1000.0, "flatter"),
        (22_626.0, "twice"),
    ],
)
def test_a_wrong_ratio_is_named(told: float, trap: str) -> None:
    assert not LESSON.mark(told).right
    assert LESSON.trap(told) == trap


def test_the_ratio_is_least_at_zero_and_there_the_goal_is_reached() -> None:
    scores = np.linspace(-10, 3, 53).tolist()
    found = [float(LESSON.outcome(z) or 0.0) for z in scores]
    assert scores[int(np.argmin(found))] == 0.0
    assert min(found) == pytest.approx(4.0)
    reached = [z for z in scores if LESSON.varied(z).reached]
    assert max(map(abs, reached)) <= math.log((3 + math.sqrt(5)) / 2) < 1.0  # where p (1 − p) is 1/5


def test_the_ratio_that_is_told_is_the_gap_between_both_curves() -> None:
    spots = LESSON.varied(-3.0).picture.spots
    assert spots[0].y / spots[1].y == pytest.approx(LESSON.outcome(-3.0))


def test_two_classes_of_softmax_and_one_sigmoid_cost_the_same() -> None:
    for seed in range(30):
        question = asked(LESSON.checks[2], seed)
        z = float(question.prompt.split("scores ")[1].split(" and")[0].replace("−", "-"))
        assert question.key == pytest.approx(math.log1p(math.exp(-z)), rel=1e-12)


def test_thousands_stand_apart() -> None:
    for seen in (LESSON.seen(22_626.0), LESSON.seen(1e5)):
        assert re.search(r"\d,\d{3} ", seen.words[0])
        assert not re.search(r"\d{5}", " ".join([*seen.words, *(one.text for one in seen.picture.spots)]))


def test_the_name_of_the_axis_ends_right_of_its_zero() -> None:
    """As wide as it is written, in a picture of 640 px."""
    for shown in (LESSON.given(), LESSON.seen(None).picture, LESSON.varied(0.0).picture):
        axis = shown.across
        zero = (0 - axis.low) / (axis.high - axis.low)
        assert 1 - 7.5 * len(axis.title) / 640 > zero + 0.01


def test_the_mark_of_the_knob_is_where_its_goal_begins() -> None:
    edge = LESSON.vary.critical
    assert edge is not None
    assert LESSON.varied(edge + 1e-6).reached
    assert not LESSON.varied(edge - 1e-6).reached


def test_the_sweep_ends_where_the_question_is() -> None:
    swept = next(one for one in LESSON.seen(None).picture.lines if one.moves)
    assert swept.x[-1] == -5.0
    assert swept.y[-1] == pytest.approx(LESSON.truth())


def test_the_ratio_of_the_losses_is_told_to_whoever_takes_it_for_that_of_the_pulls() -> None:
    p = 1 / (1 + math.exp(5))
    told = LESSON.misconception("losses")
    assert told is not None
    assert f"that is {-math.log(p) / ((p - 1) ** 2 / 2):.3g}." in told.instead
    assert "−ln p" in LESSON.setting.partition(". ")[0], "what both losses are is said before the prediction"
    assert "½ (p − 1)²" in LESSON.setting.partition(". ")[0]


def test_a_tangent_touches_each_loss_where_the_pull_is_asked_about() -> None:
    cross, squared, *tangents = LESSON.given().lines
    for line, tangent in zip((cross, squared), tangents, strict=True):
        middle = float(tangent.x.mean())
        assert middle == -5
        assert tangent.y.mean() == pytest.approx(float(np.interp(middle, line.x, line.y)), rel=1e-6)
        assert np.diff(tangent.y)[0] / np.diff(tangent.x)[0] < 0


def test_all_scores_at_which_the_ratio_is_five_are_marked() -> None:
    for value in (LESSON.vary.critical, *LESSON.vary.besides):
        assert value is not None
        assert LESSON.outcome(value) == pytest.approx(5, rel=1e-6)
    assert not LESSON.varied(3.0).reached
    assert "flat on this side too" in LESSON.varied(3.0).words[0]


@pytest.mark.parametrize("told", [4.0, 4.000001, 3.999999])
def test_the_least_ratio_is_told_as_such_and_marked_once(told: float) -> None:
    seen = LESSON.seen(told)
    assert seen.words[0] == "4 is the least ratio there is, at z = 0."
    assert [(one.x, one.y) for one in seen.picture.spots if one.role == "yours"] == [(0.0, told)]


def test_a_belief_is_named_only_near_the_number_that_it_yields() -> None:
    p = sigmoid(-5)
    ratio = 1 / (p * (1 - p))
    losses = -math.log(p) / ((1 - p) ** 2 / 2)
    yields = [(1.0, "scaled"), (4.0, "scaled"), (losses, "losses"), (ratio / 2, "half"), (2 * ratio, "half"),
              (ratio**2, "twice")]  # fmt: skip
    for told in np.geomspace(1.2, 1e5, 400).tolist():
        if not LESSON.mark(told).right:
            near = [name for one, name in yields if one / 1.15 <= told <= one * 1.15]
            assert [LESSON.trap(told)] == (near or ["steeper" if told < ratio else "flatter"])


def test_how_far_a_ratio_is_off_is_told() -> None:
    assert ", 3.01 times what you said" in LESSON.seen(50.0).words[1]
    assert "you said 6.65 times that" in LESSON.seen(1000.0).words[1]
    assert "you said" not in LESSON.seen(150.0).words[1]


@pytest.mark.parametrize("z", [-10.0, -5.0, 1.0, 3.0])
def test_the_reason_divides_both_pulls(z: float) -> None:
    why = LESSON.why(z)
    values = [float(part.value.replace(" × 10⁻⁵", "e-5")) for part in why.parts]
    p = sigmoid(z)
    assert values == pytest.approx([p, 1 - p, p * (1 - p), (1 - p) * p * (1 - p)], rel=1e-3)
    assert values[1] / values[3] == pytest.approx(LESSON.outcome(z), rel=1e-3)
    assert LESSON.aha_played(z).number == why.numbers.rpartition("=")[2].removeprefix(r"\;\text{").rstrip("}")


def test_questions_on_a_loss_show_no_picture_of_pulls() -> None:
    values = [[asked(check, seed).value for seed in range(20)] for check in LESSON.checks]
    assert set(values[0]) == set(values[2]) == {None}
    assert None not in values[1]


def test_the_ratio_of_the_losses_is_told_at_the_score_of_the_question() -> None:
    for seed in range(20):
        question = asked(LESSON.checks[1], seed)
        assert question.own[0].name == "losses"
        assert question.own[0].value == question.value
        cross = math.log1p(math.exp(-float(question.value or 0.0)))
        assert f"They are {cross:.3g} and" in question.own[0].instead or cross < 1e-3
