"""What the lesson on softmax says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.checks import Check, asked
from app.lessons.runs.softmax import factor_for, first, raised

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


def test_one_is_no_factor_and_the_goal_lies_between_two_and_ten() -> None:
    assert first(1.0) == pytest.approx(by_hand(1)[0])
    reached = [value for value in LESSON.vary.places.tolist() if LESSON.varied(value).reached]
    assert 4.5 < min(reached) < 4.8  # ln 99, and a little for the third class
    assert "closer" in LESSON.varied(0.9).words[0]
    assert "apart" in LESSON.varied(1.1).words[0]


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
