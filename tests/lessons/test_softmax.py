"""What the lesson on softmax says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.checks import Check, asked
from app.lessons.runs.softmax import factor_for, first, raised
from app.web.lessons.asking import asking

LESSON = LESSONS["softmax"]
SCORES = (2.0, 1.0, 0.1)


def by_hand(factor: float) -> list[float]:
    """Powers of e over their sum, in plain floats."""
    powers = [math.exp(factor * one) for one in SCORES]
    return [one / sum(powers) for one in powers]


def heights(prediction: float | None, role: str) -> list[float]:
    (bars,) = [one for one in LESSON.seen(prediction).picture.bars if one.role == role]
    return list(bars.y.tolist())


def test_the_truth_is_ten_times_the_scores() -> None:
    assert LESSON.truth() == pytest.approx(by_hand(10)[0], rel=1e-15)
    assert heights(None, "truth") == pytest.approx(by_hand(10), rel=1e-14)
    assert heights(None, "given") == pytest.approx(by_hand(1), rel=1e-14)


@pytest.mark.parametrize("said", [0.01, 0.2, 0.34, 0.5, 0.66, 0.951, 0.98, 0.9999])
def test_what_was_said_is_drawn_with_the_factor_that_gives_it(said: float) -> None:
    mine = heights(said, "yours")
    factor = math.log(mine[0] / mine[1])  # the first two scores are 1 apart
    assert mine == pytest.approx(by_hand(factor), rel=1e-9)
    assert mine[0] == pytest.approx(said, abs=1e-8)
    assert ("round" in LESSON.seen(said).words[0]) == (said < 1 / 3) == (factor < 0)


@pytest.mark.parametrize("said", [0.0, 1.0])
def test_no_factor_gives_all_or_nothing(said: float) -> None:
    assert factor_for(said) is None
    assert "No factor" in LESSON.seen(said).words[0]
    assert sum(heights(said, "yours")) == pytest.approx(1)


def test_odds_that_are_multiplied_are_not_what_happens() -> None:
    odds = 10 * by_hand(1)[0] / (1 - by_hand(1)[0])
    told = odds / (1 + odds)
    assert raised(by_hand(1)[0], 10) == pytest.approx(told)
    assert LESSON.trap(told) == "ratio"
    assert not LESSON.mark(told).right
    assert LESSON.trap(by_hand(1)[0]) == LESSON.trap(2 / 3.1) == "divides"
    assert LESSON.trap(by_hand(0.1)[0]) == "smoother"


def test_the_answer_is_not_shown_before() -> None:
    assert max(float(one.y.max()) for one in LESSON.given().bars) < 0.7
    assert "0.9999" not in repr(LESSON.given()) + LESSON.setting + LESSON.question


def test_one_is_no_factor_and_the_goal_is_what_the_slider_marks() -> None:
    assert first(1.0) == pytest.approx(by_hand(1)[0])
    assert LESSON.vary.critical is not None
    assert LESSON.varied(LESSON.vary.critical).reached
    for value in LESSON.vary.places.tolist():
        assert LESSON.varied(value).reached == (0.9895 <= by_hand(value)[0] < 0.9905)
    assert "closer" in LESSON.varied(0.9).words[0]
    assert "apart" in LESSON.varied(1.1).words[0]
    assert not LESSON.varied(LESSON.usual).reached, "where the page of the knob opens"


def test_the_mark_on_the_slider_is_where_the_first_class_has_what_it_says() -> None:
    assert LESSON.vary.critical is not None
    assert 4.5 < LESSON.vary.critical < 4.8  # ln 99, and a little for the third class
    assert by_hand(LESSON.vary.critical)[0] == pytest.approx(float(LESSON.vary.mark.split()[-1]), abs=1e-9)


@pytest.mark.parametrize("text", ["6.59", "1.005", "10"])
def test_more_than_one_is_read_and_named(text: str) -> None:
    told = LESSON.prediction.read(text)
    assert not LESSON.mark(told).right
    assert LESSON.trap(told) == "tenfold"
    assert "no probability" in LESSON.seen(told).words[0]
    assert LESSON.mark(1.0).right
    assert max(heights(told, "yours")) <= LESSON.seen(told).picture.up.high


def test_the_slider_moves_over_probabilities_alone() -> None:
    form = asking(LESSON.prediction, lambda **_: "", "prediction")
    assert form.between == ("0", "1")
    assert form.slider is not None
    assert max(map(float, form.slider.places.split())) == 1
    assert form.slider.text == "0.5"


@pytest.mark.parametrize("said", [0.3, 0.659, 0.97, 0.9999])
def test_each_kind_of_bar_has_a_name_in_the_picture(said: float) -> None:
    shown = LESSON.seen(said).picture
    assert [one.text.split(":")[0] for one in shown.spots] == [one.name for one in shown.bars if not one.ahead]
    assert {one.role for one in shown.spots} | {one.role for one in shown.lines if one.labelled} == {
        "given", "truth", "yours",
    }  # fmt: skip


@pytest.mark.parametrize("step", [0, 17, 60])
def test_the_bars_are_those_of_the_factor_that_is_played(step: int) -> None:
    shown = LESSON.seen(0.8).picture
    factor, bars = shown.at[step], [one for one in shown.lines if one.bar]
    assert [float(one.y[step]) for one in bars] == pytest.approx(by_hand(factor))
    assert float(bars[0].notes[step]) == pytest.approx(by_hand(factor)[0], abs=6e-4)


@pytest.mark.parametrize(
    ("factor", "told"), [(0.0, "all alike"), (-0.5, "turned round"), (0.5, "closer"), (2.0, "farther")]
)
def test_the_knob_goes_through_0(factor: float, told: str) -> None:
    seen = LESSON.varied(factor)
    assert told in seen.words[0]
    assert list(seen.picture.bars[1].y) == pytest.approx(by_hand(factor))
    assert {0.0, 1.0} <= set(LESSON.vary.places.tolist())


def test_a_misconception_speaks_of_no_scores_of_its_own() -> None:
    """It is told after a check with other scores, too."""
    for one in LESSON.misconceptions:
        assert not any(str(round(share, 3)) in one.instead for share in (*by_hand(1), *[s / 3.1 for s in SCORES]))


def test_the_reason_is_told_at_the_factor_that_was_asked_about() -> None:
    why = LESSON.why(LESSON.usual)
    assert "e^{20}" in why.numbers
    assert why.numbers.endswith("0.99995")
    assert why.parts[1].value == "2, 1, 0.1"


@pytest.mark.parametrize("check", LESSON.checks)
def test_numbers_of_checks_have_at_least_two_distractors(check: Check) -> None:
    for seed in range(300):
        assert len(asked(check, seed).wrong) >= 2


def test_a_temperature_that_is_asked_for_gives_what_was_wanted() -> None:
    for seed in range(30):
        question = asked(LESSON.checks[2], seed)
        gap, share = float(question.prompt.split()[2].strip(",")), float(question.prompt.split()[-1].strip("?"))
        powers = np.exp(np.array([gap, 0.0]) / question.key)
        assert powers[0] / powers.sum() == pytest.approx(share)


def test_each_class_is_seen_on_its_way_from_its_share_to_that_at_ten_times_the_scores() -> None:
    lines = LESSON.seen(None).picture.lines
    ends = [(float(line.y[0]), float(line.y[-1])) for line in lines]
    assert [round(first, 3) for first, _ in ends] == [0.659, 0.242, 0.099]
    assert abs(sum(last for _, last in ends) - 1) < 1e-12
    assert ends[0][1] > 0.9999
