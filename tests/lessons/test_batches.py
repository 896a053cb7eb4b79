"""What the lesson on batches says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core.data import Linear
from app.core.models.normal_equations import normal_equations
from app.core.numbers import Array
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.runs.batches import equations, expected, off, rate, single, slope, steps_to_tenth, whole
from app.web.lessons.told import table_of

LESSON = LESSONS["batches"]
N = 1_000_000
ROWS = Linear().samples(rows=40_000)
X, Y = ROWS.x.astype(np.float64), ROWS.y


def height(weights: Array) -> float:
    away = weights - equations().best
    return float(away @ equations().hessian @ away) / 2


def test_the_equations_are_those_of_the_rows() -> None:
    ours, theirs = equations(), normal_equations(ROWS)
    assert ours.hessian == pytest.approx(theirs.hessian, abs=0.03)
    assert ours.best == pytest.approx(theirs.best, abs=0.03)
    assert ours.least == pytest.approx(theirs.least, rel=0.03)


def test_all_rows_take_three_steps() -> None:
    """By a loop over the gradient of rows that are there: a million of the kind have nearly the same."""
    weights, left = np.zeros(20), []
    for _ in range(4):
        left.append(height(weights))
        weights = weights - 1.0 * (X.T @ (X @ weights - Y)) / len(Y)
    shares = np.array(left) / left[0]
    assert shares == pytest.approx(whole()[:4], abs=0.01)
    assert shares[2] > 0.1 > shares[3]


def test_single_rows_take_some_hundred() -> None:
    """By a plain loop over rows that none of its other loops has seen."""
    there, first = [], height(np.zeros(20))
    for stretch in range(20):
        weights = np.zeros(20)
        for k in range(2_000):
            x, y = X[2_000 * stretch + k], Y[2_000 * stretch + k]
            weights = weights - 0.005 * (x @ weights - y) * x
            if height(weights) <= first / 10:
                there.append(k + 1)
                break
    assert float(np.median(there)) == pytest.approx(LESSON.truth(), rel=0.08)
    assert LESSON.mark(float(np.median(there))).right


def test_the_mean_of_the_orders_is_as_expected() -> None:
    steps = np.array([0, 10, 100, 300, 600])
    assert single()[:, steps].mean(axis=0) == pytest.approx(expected(1, steps), rel=0.08)
    assert expected(1, np.array([10**7]))[0] == pytest.approx(expected(1, np.array([10**5]))[0], rel=1e-6)


def test_batches_in_between_are_as_expected_too() -> None:
    batch, first, random = 32, height(np.zeros(20)), np.random.default_rng(5)
    left = []
    for _ in range(40):
        weights = np.zeros(20)
        for _ in range(12):
            rows = random.integers(0, len(Y), batch)
            weights = weights - rate(batch) * X[rows].T @ (X[rows] @ weights - Y[rows]) / batch
        left.append(height(weights) / first)
    assert np.mean(left) == pytest.approx(expected(batch, np.array([12]))[0], rel=0.1)


def test_a_rate_suits_its_batch() -> None:
    assert rate(1) == pytest.approx(0.005)
    assert rate(N) == pytest.approx(1, rel=1e-3)


def test_gradients_of_rows_are_so_far_off() -> None:
    each = -Y[:, None] * X
    apart = each - each.mean(axis=0)
    assert off(1) == pytest.approx(math.sqrt((apart**2).sum(axis=1).mean()), rel=0.03)
    assert slope() == pytest.approx(float(np.linalg.norm(each.mean(axis=0))), rel=0.05)
    pairs = apart[:40_000].reshape(-1, 100, 20).mean(axis=1)
    assert off(100) == pytest.approx(math.sqrt((pairs**2).sum(axis=1).mean()), rel=0.1)


@pytest.mark.parametrize("said", [1.0, 40.0, 549.0, 5_000.0, 2.5e6])
def test_the_run_is_stopped_where_was_said(said: float) -> None:
    seen = LESSON.seen(said)
    (spot,) = [one for one in seen.picture.spots if one.role == "yours"]
    assert spot.x == said
    assert spot.y == pytest.approx(expected(1, np.array([round(said)]))[0], rel=0.1)
    made = int(said // N)
    assert f"has made {made or 'no'} step" in seen.words[0]
    moving = [one for one in seen.picture.lines if one.moves]
    assert [one.role for one in moving] == ["truth"]
    assert len(moving[0].x) <= 1_500


def test_descent_on_all_stays_until_it_has_seen_all() -> None:
    (line,) = [one for one in LESSON.seen(None).picture.lines if one.role == "other"]
    assert (line.y[line.x < N] == 1).all()
    assert line.y[line.x < 3 * N].min() > 0.1
    assert line.y[line.x == 3 * N].min() < 0.1


def test_the_answer_is_not_shown_before() -> None:
    (paused,) = [one for one in LESSON.given().lines if one.role == "truth"]
    assert paused.y.min() > 0.8
    assert "549" not in repr(LESSON.given()) + LESSON.setting + LESSON.question + repr(LESSON.misconceptions)


def test_larger_batches_cost_more_samples_and_fewer_steps() -> None:
    batches = [1, 4, 16, 64, 256, 1024, 4096]
    steps = [steps_to_tenth(one) for one in batches]
    assert steps == sorted(steps, reverse=True)
    samples = [one * count for one, count in zip(batches, steps, strict=True)]
    assert samples == sorted(samples)


def test_checks_count() -> None:
    for seed in range(50):
        assert all(len(asked(check, seed).wrong) >= 2 for check in LESSON.checks)
        question = asked(LESSON.checks[0], seed)
        told = question.prompt.replace(",", "").split()
        assert question.key * float(told[told.index("of") + 1].strip(":")) == float(told[0])
        question = asked(LESSON.checks[1], seed)
        told = question.prompt.replace(",", "").split()
        rows, now, more = float(told[3]), float(told[told.index("deviation") + 1].strip(".")), float(told[-2])
        assert question.key == pytest.approx(now / math.sqrt(more / rows), rel=0.01)


def test_the_luck_of_one_step_is_that_of_the_rows() -> None:
    """What a step on one row leaves above a step on all, at the same rate, over all rows that there are."""
    weights = rate(1) * Y[:, None] * X
    above = float(np.mean([height(one) for one in weights])) - height(weights.mean(axis=0))
    start, sure = height(np.zeros(20)), height(rate(1) * equations().hessian @ equations().best)
    assert expected(1, np.array([1]))[0] * start - sure == pytest.approx(above, rel=0.01)


def test_three_sizes_of_a_batch_each_at_its_own_rate() -> None:
    seen, samples = LESSON.seen(None), 100 * steps_to_tenth(100)
    told = (
        f"100 rows a step take, in the mean, {samples} in {steps_to_tenth(100)} steps; all rows a step 3,000,000 in 3"
    )
    assert told in " ".join(seen.words)
    (some,) = [one for one in seen.picture.lines if one.name.startswith("100 rows")]
    assert some.x[int(np.argmax(some.y <= 0.1))] == pytest.approx(samples, abs=100)
    assert LESSON.aha().number == f"{LESSON.truth():.0f}"


@pytest.mark.parametrize("batch", [2.0, 100.0, 1e6])
def test_every_symbol_is_a_line(batch: float) -> None:
    assert {part.line for part in LESSON.why(100.0).parts} - {""} <= {
        one.name for one in LESSON.seen(None).picture.lines
    }
    names = {one.name for one in LESSON.varied(batch).picture.lines}
    assert {part.line for part in LESSON.why_varied(batch).parts} - {""} <= names


def test_what_is_a_median_and_what_a_mean_is_said() -> None:
    assert f"after {LESSON.truth():.0f} rows, the median of" in LESSON.seen(None).words[-1]
    assert f"the mean of all orders is at a tenth after {steps_to_tenth(1)} steps" in LESSON.varied(1.0).words[0]


def test_rows_are_whole() -> None:
    assert LESSON.prediction.read("1.4") == 1
    assert LESSON.seen(1.0).words[0].startswith("After 1 row, 550 times too few, ")
    assert LESSON.seen(5e6).words[0].startswith("After 5,000,000 rows, 9100 times too many, 0.2 % is left")
    assert LESSON.seen(700.0).words[0].startswith("After 700 rows, 1.3 times too many, 6")
    assert LESSON.seen(300.0).words[0].startswith("After 300 rows, 1.8 times too few, ")
    assert LESSON.seen(549.0).words[0].startswith("After 549 rows 1")
    assert LESSON.seen(1.0).words[0].endswith("has made no steps.")
    assert LESSON.seen(1e7).words[0].endswith("has made 10 steps.")


def test_what_is_told_after_a_check_holds_for_other_rows() -> None:
    """The last check has up to a thousand times as many rows."""
    told = {one.name: one.instead for one in LESSON.misconceptions}
    assert not any(letter.isdigit() for letter in told["pass"] + told["share"])
    assert "A step on 1,000,000 rows" in told["same"]


def test_half_of_the_orders_are_in_the_band_and_the_mean_of_all_is_told_as_such() -> None:
    (band,) = LESSON.seen(None).picture.zones
    assert band.low < LESSON.truth() < band.high
    assert f"half need {band.low:.0f} to {band.high:.0f}" in LESSON.seen(None).words[-1]
    there = (single() <= 0.1).argmax(axis=1)
    assert 12 <= ((there >= band.low) & (there <= band.high)).sum() <= 14
    alone = LESSON.varied(1.0).words[0]
    assert "the mean of all orders" in alone
    assert alone.endswith(f"the median of 25 is {LESSON.truth():.0f}.")


@pytest.mark.parametrize("batch", [1, 100, 5000])
def test_the_formula_goes_on_to_the_rows(batch: int) -> None:
    why = LESSON.why(batch)
    told = {part.symbol: float(part.value.replace(",", "")) for part in why.parts}
    assert told["R"] == told["k"] * told["B"] == LESSON.outcome(batch)
    assert told["S"] == pytest.approx(told["R"] * rate(1) if batch == 1 else 2.76, abs=0.01)
    steps, rows = (float(one.rpartition("=")[2]) for one in why.numbers.replace("{,}", "").split(","))
    assert steps == pytest.approx(told["k"], rel=0.1)
    assert rows == pytest.approx(told["R"], rel=0.1)


def test_the_mark_is_where_the_rows_are_twice_those_of_one_by_one() -> None:
    mark = round(LESSON.vary.critical or 0)
    assert LESSON.outcome(mark) == pytest.approx(2 * float(LESSON.outcome(1) or 0), rel=0.01)
    assert rate(199) == pytest.approx(0.5, rel=0.01)
    for batch in (2, 10, 50):
        assert 1.7 < steps_to_tenth(batch) / steps_to_tenth(2 * batch) <= 2
    assert steps_to_tenth(100 * mark) == whole()[whole() > 0.1].size


def test_the_rates_are_in_the_picture_with_their_rule() -> None:
    seen = LESSON.seen(None)
    names = {one.name for one in seen.picture.lines}
    assert names == {
        f"{rows}, α {told}" for rows, told in (("1 row", "0.005"), ("100 rows", "0.334"), ("all rows", "1"))
    }
    assert rate(100) == pytest.approx(100 / (100 + 199))
    assert [part.meaning for part in LESSON.why(100.0).parts if part.symbol == "\\alpha"] == [
        "rate, chosen as B / (B + 199): 0.005 at B = 1"
    ]


def test_the_table_has_the_steps_of_all_rows_and_nothing_that_only_helps_the_eye() -> None:
    heads, rows = table_of(LESSON.seen(1e6).picture)
    column = heads.index("all rows, α 1")
    left = {row[0]: row[column] for row in rows}
    for step in range(1, 4):
        assert float(left[f"{step},000,000"]) == pytest.approx(whole()[step], rel=0.01)
    yours = next(row for row in rows if "yours" in row[-1])
    assert yours[-1].endswith(": 0.00196")
    assert not any("0.001" in cell.split() for row in rows for cell in row), "the foot of the picture is no result"
