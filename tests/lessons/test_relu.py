"""ReLU: what its sentences claim, by other ways."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.pictures import Line
from app.web.lessons.told import table_of

RELU = LESSONS["relu"]


def said(height: float) -> tuple[float, float]:
    told: tuple[float, float] = RELU.prediction.read(f"-2,{height}")
    return told


def line(height: float, name: str) -> Line:
    return next(one for one in RELU.seen(said(height)).picture.lines if one.name == name)


def test_the_truth_is_what_differences_tell() -> None:
    place, slope = RELU.truth()
    assert slope == (max(0.0, place + 1e-3) - max(0.0, place - 1e-3)) / 2e-3


@pytest.mark.parametrize("height", [-2.5, -1.0, 0.1, 0.3, 1.0, 1.5])
def test_what_was_said_is_the_slope_of_the_curve_left_of_zero_and_of_nothing_else(height: float) -> None:
    mine, true = line(height, "your f"), line(height, "max(0, x)")
    left = mine.x < 0
    assert np.allclose(line(height, "your f′").y[left], height)
    assert np.allclose(mine.y[left], height * mine.x[left])
    assert np.array_equal(mine.y[~left], true.y[~left])
    assert np.array_equal(true.y, np.maximum(0.0, true.x))
    assert mine.moves
    assert mine.role == "yours"


@pytest.mark.parametrize(
    ("height", "trap", "word"),
    [(-2.5, "falls", "from above."),
     (-2.0, "input", "from above."), (-1.0, "falls", "|x|"), (-0.1, "falls", "from above."),
     (0.1, "leak", "leaky"), (0.8, "leak", "leaky"), (1.0, "line", "y = x"), (1.5, "size", "steeper"),
     (2.5, "size", "steeper")],
)  # fmt: skip
def test_a_wrong_slope_is_named_and_told(height: float, trap: str, word: str) -> None:
    assert RELU.trap(said(height)) == trap
    assert word in RELU.seen(said(height)).words[1]
    assert "exactly 0" in RELU.seen(said(height)).words[-1]


def test_before_the_prediction_nothing_is_drawn_left_of_zero() -> None:
    assert all((one.x > 0).all() for one in RELU.given().lines)


@pytest.mark.parametrize("bias", [-2.0, -0.5, 0.0, 1.0, 3.0])
def test_the_share_that_learns_is_near_the_normal_one(bias: float) -> None:
    share = (1 + math.erf(bias / math.sqrt(2))) / 2
    found = RELU.outcome(bias)
    assert found is not None
    assert abs(found - share) < 4 * math.sqrt(share * (1 - share) / 1000) + 1e-3
    bars = RELU.varied(bias).picture.bars
    assert sum(one.y.sum() for one in bars if "leaky" not in one.name) == 1000
    assert next(one for one in bars if one.role == "truth").y.sum() == round(1000 * found)


def test_the_unit_is_dead_from_about_where_one_input_is_expected() -> None:
    edge = RELU.vary.critical
    assert edge is not None
    assert 1000 * (1 + math.erf(edge / math.sqrt(2))) / 2 == pytest.approx(1)
    assert "1 is expected" in RELU.varied(edge).words[1]
    reached = [value for value in RELU.vary.places.tolist() if RELU.varied(value).reached]
    assert max(reached) == pytest.approx(edge, abs=0.1), "about where theory has it"
    assert all("dead" in RELU.varied(value).words[0] for value in reached)
    assert RELU.vary.low in reached


def test_a_unit_is_told_dead_of_its_inputs_alone() -> None:
    """Of all normal inputs a few would still wake it."""
    assert "for these inputs" in RELU.varied(-4.0).words[0]
    assert "of these 1000 it is 0" in RELU.why_varied(-4.0).words[1]
    one = next(b for b in np.arange(-4.0, 0.0, 1e-3).tolist() if RELU.outcome(b) == 1e-3)
    live = RELU.aha_at(one)
    assert live is not None
    assert (live.number, live.equals) == ("0.1 %", "1 of 1000 inputs teach it")


@pytest.mark.parametrize(("bias", "slope"), [(0.0, "0"), (1.5, "0"), (3.0, "1")])
def test_the_formula_gives_the_slope_that_is_asked_for(bias: float, slope: str) -> None:
    why = RELU.why(bias)
    assert why.numbers.endswith(f"={slope}")
    assert why.parts[-1].value == slope
    lines = {one.name for one in RELU.seen(None).picture.lines}
    here, before = (float(one.value) for one in why.parts[2:4])
    assert (here - before) / float(why.parts[1].value) == pytest.approx(float(slope))
    assert {one.line for one in why.parts if one.line} == lines


def test_the_number_to_remember_is_the_answer_and_its_words_say_how_many_meet_it() -> None:
    aha = RELU.aha()
    assert float(aha.number) == RELU.truth()[1]
    x = np.random.default_rng(2).standard_normal(100_000)
    share = float(aha.words.split(" %")[0].split()[-1])
    assert share == pytest.approx(100 * (x < 0).mean(), abs=1)


def test_the_inputs_are_a_usual_sample() -> None:
    """As many learn as are expected, give or take what is told of chance."""
    count, chance = 1000 * (RELU.outcome(0.0) or 0.0), math.sqrt(1000 / 4)
    assert abs(count - 500) < chance


def test_the_table_tells_of_each_bar() -> None:
    for bias in (-2.0, 0.0, 4.0):
        heads, rows = table_of(RELU.varied(bias).picture)
        learns = 1000 * (RELU.outcome(bias) or 0.0)
        for name, whole in (("slope 0", 1000 - learns), ("ReLU learns from", learns)):
            at = heads.index(name)
            assert sum(float(row[at]) for row in rows if row[at]) == whole


def test_nearly_all_are_not_told_to_be_all() -> None:
    why = RELU.why_varied(4.0)
    share = (1 + math.erf(4 / math.sqrt(2))) / 2
    assert float(why.numbers.split("=")[-1]) == pytest.approx(share, rel=1e-5)
    assert float(why.parts[1].value) < 1
    told = " ".join(RELU.varied(4.0).words)
    assert "the other 0" not in told
    assert "1000 are expected" in told


@pytest.mark.parametrize("height", [-0.1, 0.1, 0.3])
def test_a_small_slope_is_seen_apart_from_none(height: float) -> None:
    up = RELU.seen(said(height)).picture.up
    assert abs(2 * height) > 0.03 * (up.high - up.low)


@pytest.mark.parametrize("height", [-2.5, -1.0, 0.3, 1.5])
def test_all_is_seen_in_the_window_of_the_question(height: float) -> None:
    asked_in, shown = RELU.given(), RELU.seen(said(height)).picture
    assert (shown.across, shown.up) == (asked_in.across, asked_in.up)
    assert all(shown.up.low < one.y < shown.up.high for one in shown.spots), "what was said, and what is true"


@pytest.mark.parametrize("bias", [-3.0, -0.55, 0.0, 1.0])
def test_the_bars_stand_still_and_the_bias_says_which_of_them_learn(bias: float) -> None:
    (off, leaky, on), (all_off, _, all_on) = RELU.varied(bias).picture.bars, RELU.varied(0.0).picture.bars
    assert np.allclose(leaky.y, 0.1 * off.y)
    assert np.array_equal(off.y + on.y, all_off.y + all_on.y)
    half = 0.125
    assert not on.y[on.x + half < -bias].any()
    assert not off.y[off.x - half > -bias].any()
    assert RELU.turned(bias).picture.handle is not None
    assert RELU.turned(bias).picture.handle[0] == -bias  # type: ignore[index]  # it is there


def test_the_run_goes_by_steps_that_are_told_apart_from_the_jump_of_the_slope() -> None:
    slopes = line(0.3, "f′, its slope")
    assert set(slopes.y.tolist()) == {0.0, 1.0}
    assert slopes.jump < 1, "and is not joined"
    assert 0.0 in slopes.x.tolist(), "where PyTorch's choice is told"
    assert slopes.y[slopes.x == 0] == 0


def test_the_rows_of_the_run_are_at_tidy_places() -> None:
    places = [float(row[0].replace("−", "-")) for row in table_of(RELU.seen(None).picture)[1]]
    assert places == pytest.approx(np.linspace(-2, 3, 21))


def test_a_leaky_unit_is_told_beside_the_dead_one() -> None:
    assert "0 of ReLU, 0.1 of a leaky one" in RELU.varied(-4.0).words[0]
    assert "0.493 of ReLU, 0.544 of a leaky one" in RELU.varied(0.0).words[0]
    assert any("leaky: × 0.1" in one.text for one in RELU.varied(0.0).picture.spots)


@pytest.mark.parametrize("bias", [-4.0, -1.5, 0.0, 2.0])
def test_the_mean_slopes_are_those_of_a_large_sample(bias: float) -> None:
    x = np.random.default_rng(7).standard_normal(1_000_000) + bias
    told = [float(one.value.replace(" × 10⁻⁵", "e-5")) for one in RELU.why_varied(bias).parts[1:]]
    assert told == pytest.approx([np.where(x > 0, 1, slope).mean() for slope in (0, 0.1)], abs=2e-3)


def test_a_mean_without_its_spread_is_told_so_and_not_taken_for_another_slip() -> None:
    for seed in range(40):
        question = asked(RELU.checks[0], seed)
        if abs(question.key - 0.399) > 0.02:
            assert question.trap(0.399) == "spread"


def test_whoever_takes_an_open_unit_for_shut_is_told_of_these_two() -> None:
    question = next(q for q in (asked(RELU.checks[2], seed) for seed in range(40)) if q.key)
    assert question.trap(0.0) == "sparse"
    told = next(one.instead for one in question.own if one.name == "sparse")
    assert told == "What goes into either is above 0: both pass it on."


def test_what_is_said_of_a_slip_holds_of_the_two_units_that_were_drawn() -> None:
    for question in (asked(RELU.checks[2], seed) for seed in range(40)):
        assert question.key == 0 or "leak" not in {trap for _, trap in question.wrong}, "nothing is left of 0"
        assert all("not at all" not in one.instead for one in question.own)


def test_a_little_slope_is_denied_on_either_side() -> None:
    """The belief is named after a check in which all gates are open, too."""
    leak = RELU.misconception("leak")
    assert leak is not None
    assert "exactly 0" in leak.instead
    assert "exactly 1" in leak.instead


def test_a_check_agrees_with_a_large_sample() -> None:
    x = np.random.default_rng(1).standard_normal(400_000)
    for seed in range(8):
        question = asked(RELU.checks[0], seed)
        spread = float(question.prompt.split("deviation ")[1].split(". What")[0])
        assert np.maximum(0, spread * x).mean() == pytest.approx(question.key, rel=0.01)


def test_one_shut_gate_shuts_all() -> None:
    for seed in range(40):
        question = asked(RELU.checks[2], seed)
        shut = "−" in question.prompt
        assert (question.key == 0) == shut


@pytest.mark.parametrize("bias", [-2.0, 0.0, 1.0])
def test_a_count_stands_beside_what_chance_makes_of_it(bias: float) -> None:
    share = (1 + math.erf(bias / math.sqrt(2))) / 2
    words = RELU.varied(bias).words[1]
    assert words.startswith(f"{1000 * share:.0f} are expected")
    samples = (np.random.default_rng(4).standard_normal((2_000, 1_000)) + bias > 0).sum(axis=1)
    assert float(words.split("about ")[1].rstrip(".")) == pytest.approx(samples.std(), rel=0.1)


def test_the_link_from_a_slope_of_one_does_not_lead_where_it_is_one() -> None:
    line_of = RELU.misconception("line")
    assert line_of is not None
    assert (RELU.outcome(line_of.value) or 0.0) < 0.01


def test_where_hardly_one_is_expected_it_is_told_how_many_samples_have_none() -> None:
    none = (np.random.default_rng(5).standard_normal((20_000, 1000)).max(axis=1) < 3.5).mean()
    words = RELU.varied(-3.5).words[1]
    assert words.endswith("would have none.")
    assert float(words.split("about ")[1].split()[0]) == pytest.approx(100 * none, abs=1.5)
