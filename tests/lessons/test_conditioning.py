"""Poor conditioning: what the lesson says, worked out by loops of its own."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core.numerals import grouped
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.runs.conditioning import FURTHEST

LESSON = LESSONS["conditioning"]
RAVINES = LESSON.facing("condition", None)


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
    led = [(LESSON.facing(one.face, None), one.value) for one in LESSON.misconceptions]
    assert not any(face.varied(value).reached for face, value in led if value < 1000)
    assert LESSON.varied(1.96).reached


@pytest.mark.parametrize("said", [1e4, 1e5])
def test_much_too_many_steps_leave_room_for_the_few_that_it_takes(said: float) -> None:
    picture = LESSON.seen(said).picture
    line = next(one for one in picture.lines if one.role == "truth")
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
    assert f"{settled(0.001):,} steps" in LESSON.varied(0.1).words[0]
    assert f"{settled(0.01)} steps" in LESSON.varied(1.0).words[0]


def distance(lr: float, steps: int) -> float:
    """How far from the minimum a run from (1, 1) is after so many steps, 1 at the start."""
    return math.hypot((1 - lr) ** steps, (1 - 100 * lr) ** steps) / math.sqrt(2)


def test_what_settled_means_stands_in_the_first_sentence() -> None:
    assert "a millionth of its first distance" in LESSON.setting.partition(". ")[0]


@pytest.mark.parametrize("value", [0.1, 1.0, 1.5, 1.9, 1.98, 2.0, 2.02, 2.1])
def test_a_run_stops_where_it_settles_and_there_is_the_ring(value: float) -> None:
    shown = LESSON.varied(value).picture
    line = next(one for one in shown.lines if one.role == "truth")
    x, y = LESSON.held(value) or (0.0, 0.0)
    assert line.x[-1] == x
    steps = settled(value / 100)
    if steps is not None and steps <= 1400:
        assert (x, y) == (steps, 1e-6)
    else:
        assert y == pytest.approx(distance(value / 100, round(x)), rel=1e-9)
        assert x == 1400 or distance(value / 100, round(x) + 1) > FURTHEST


def test_momentum_is_drawn_beside_it() -> None:
    for seen in (LESSON.seen(None), LESSON.varied(1.0)):
        line = next(one for one in seen.picture.lines if one.role == "momentum")
        assert line.x[-1] == 93
        assert line.y[-1] <= 1e-6 < line.y[-2]


@pytest.mark.parametrize(("value", "steps"), [(200 / 101, 690.76), (1.0, 1375), (2.0, None)])
def test_the_formula_goes_on_to_the_steps(value: float, steps: float | None) -> None:
    why = LESSON.why(value)
    told = next(one.value for one in why.parts if one.symbol == "n")
    assert told == ("never" if steps is None else f"{steps:.0f}")
    assert why.numbers.endswith(f"={told}" if steps else "=1")
    if steps:  # whoever works it out from the numbers that stand there comes to the same
        above, left = why.numbers.split("{")[1].split("}")[0], float(why.parts[0].value)
        assert float(above) / -math.log(left) == pytest.approx(steps, abs=0.5)
        assert (settled(value / 100) or math.inf) <= steps + 1, "a bound for each start"


@pytest.mark.parametrize("said", [40.0, 600.0, 5000.0])
def test_what_was_said_is_marked_where_the_run_is(said: float) -> None:
    picture = LESSON.seen(said).picture
    height = distance(2 / 101, round(said))
    marked = [one.y for one in picture.spots if one.role == "yours"]
    assert marked == (pytest.approx([height]) if height >= picture.up.low else [])


def test_the_slider_has_the_best_rate_and_the_fewest_steps_among_its_places() -> None:
    places = LESSON.vary.places.tolist()
    assert LESSON.usual in places
    assert LESSON.usual == pytest.approx(200 / 101, rel=1e-5)
    fewest = min(steps for _, steps in LESSON.scent() if steps)
    assert fewest == min(settled(value / 100) or 10**6 for value in np.arange(1.95, 1.99, 0.001)) == 675


@pytest.mark.parametrize("kappa", [2.0, 20.0, 100.0, 250.0, 1000.0])
def test_each_ravine_is_counted(kappa: float) -> None:
    seen = RAVINES.varied(kappa)
    assert f"settles after {grouped(settled(2 / (1 + kappa), kappa) or 0)} steps" in seen.words[0]
    theory = next(one for one in seen.picture.lines if one.role == "theory")
    line = next(one for one in seen.picture.lines if one.role == "truth")
    late = line.x >= 10
    assert np.allclose(theory.y[late], line.y[late], rtol=0.02)
    assert RAVINES.held(kappa) == (kappa, settled(2 / (1 + kappa), kappa))


def test_momentum_is_ten_times_as_fast_from_some_condition_on() -> None:
    reached = [kappa for kappa in RAVINES.vary.places.tolist() if RAVINES.varied(kappa).reached]
    assert 150 < min(reached) < 250
    assert max(reached) == 1000


def test_what_was_said_stands_at_the_condition_of_the_question() -> None:
    (mine,) = [one for one in RAVINES.seen(100.0).picture.spots if one.role == "yours"]
    assert (mine.x, mine.y, mine.text) == (100.0, 100.0, "yours: 100")


@pytest.mark.parametrize(("said", "named"), [(100.0, "proportional"), (345.0, "faster"), (1400.0, "smaller"),
                                             (10_000.0, "squared"), (20.0, "independent")])  # fmt: skip
def test_a_wrong_number_is_told_the_belief_that_leads_to_it(said: float, named: str) -> None:
    assert LESSON.trap(said) == named
