"""Poor conditioning: what the lesson says, worked out by loops of its own."""

from __future__ import annotations

import math

import pytest

from app.lessons import LESSONS
from app.lessons.checks import asked

LESSON = LESSONS["conditioning"]


def settled(lr: float, kappa: float = 100.0, most: int = 20_000) -> int | None:
    """Steps from (1, 1) until a millionth of the first distance."""
    x, y = 1.0, 1.0
    for t in range(1, most + 1):
        x, y = x - lr * x, y - lr * kappa * y
        if math.hypot(x, y) <= 1e-6 * math.sqrt(2):
            return t
    return None


def test_the_rate_for_any_start_is_not_the_fewest_steps_from_this_one() -> None:
    assert settled(2 / 101) == LESSON.truth() == 691
    assert settled(0.0196) == 681
    assert "10 fewer" in LESSON.varied(1.96).words[0]
    assert "fewer" not in LESSON.varied(1.9).words[0]
    assert "worst start" in LESSON.limits


def test_no_link_of_a_misconception_arrives_at_the_goal() -> None:
    assert not any(LESSON.varied(one.value).reached for one in LESSON.misconceptions)
    assert LESSON.varied(1.96).reached


@pytest.mark.parametrize("said", [1e4, 1e5])
def test_much_too_many_steps_leave_room_for_the_few_that_it_takes(said: float) -> None:
    picture = LESSON.seen(said).picture
    (line,) = picture.lines
    assert picture.across.log
    share = math.log(line.x[-1] / picture.across.low) / math.log(picture.across.high / picture.across.low)
    assert share > 0.2
    assert line.x[0] >= 1


@pytest.mark.parametrize(
    ("said", "told"),
    [(691.0, "With step 691 it has settled."), (692.0, "After 692 steps it has been settled for 1."),
     (1.0, "After 1 step it is"), (1e5, "After 100,000 steps it has been settled for 99,309.")],
)  # fmt: skip
def test_what_became_of_so_many_steps(said: float, told: str) -> None:
    assert LESSON.seen(said).words[0].startswith(told)


def test_as_many_steps_as_the_condition_shrink_by_e_squared() -> None:
    for kappa in (20.0, 100.0, 300.0):
        assert ((kappa - 1) / (kappa + 1)) ** kappa == pytest.approx(math.exp(-2), rel=0.01)
        assert settled(2 / (1 + kappa), kappa) == pytest.approx(kappa * math.log(1e6) / 2, abs=1)


@pytest.mark.parametrize("seed", range(12))
def test_a_steepest_curvature_is_no_condition(seed: int) -> None:
    question = asked(LESSON.checks[2], seed)
    told = question.prompt.split("[[")[1].split("]]")[0].replace("], [", ", ").split(", ")
    mean, half = float(told[0]), float(told[1])
    assert question.key == pytest.approx((mean + half) / (mean - half))
    assert question.trap(mean + half) in {"steepest", None} or question.mark(mean + half).right


def test_many_steps_are_written_with_commas() -> None:
    assert f"settled after {settled(0.001):,} steps" in LESSON.varied(0.1).words[0]
    assert f"settled after {settled(0.01)} steps" in LESSON.varied(1.0).words[0]
