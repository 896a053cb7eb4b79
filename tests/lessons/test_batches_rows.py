"""Batches: the picture of how many rows there are, and what plain loops over orders came to."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.runs.batches import expected, single
from app.lessons.runs.batches_rows import COUNTED, counted

LESSON = LESSONS["batches"]
ROWS_FACE = LESSON.facing("rows", None)
ORDERS = json.loads((Path(__file__).parents[1] / "golden" / "orders.json").read_text())
N = 1_000_000


def test_what_is_published_of_means_and_orders_is_what_plain_loops_came_to() -> None:
    told = {one.what: one for one in LESSON.references}
    pairs = {"the same in the mean": "mean", "a quarter of the orders need less than": "quarter",
             "a quarter of them need more than": "three quarters"}  # fmt: skip
    for what, name in pairs.items():
        assert told[what].value == round(ORDERS["single 0.005"][name][0])
    for what, rate_told in (("half the rate, the mean", "0.0025"), ("the same at twice the rate", "0.01")):
        (one,) = [each for name, each in told.items() if name.endswith(what)]
        found, error = ORDERS[f"single {rate_told}"]["mean"]
        assert one.value == found
        assert 2 * error < one.tolerance <= 10 * error
    assert ORDERS["hundred"]["7"][0] > 0.1 > ORDERS["hundred"]["8"][0]
    steps = np.arange(1, 11)
    assert [ORDERS["hundred"][str(k)][0] for k in steps] == pytest.approx(expected(100, steps).tolist(), rel=0.005)


@pytest.mark.parametrize("n", [1_000, 10_000, 100_000])
def test_dots_are_where_other_rows_of_the_kind_are_too(n: int) -> None:
    median, apart = ORDERS[f"of {n}"]["median"]
    single, whole = counted()
    ours = float(single[COUNTED.index(n)])
    assert ours == pytest.approx(median, abs=3 * apart)
    assert ours == pytest.approx(LESSON.truth(), rel=0.06)
    assert whole[COUNTED.index(n)] == ORDERS[f"of {n}"]["whole"][0] * n


def test_the_line_of_single_rows_is_level_and_that_of_all_is_three_times_the_rows() -> None:
    lines = {one.name: one for one in ROWS_FACE.seen(1e6).picture.lines}
    assert set(lines["one row a step"].y) == {LESSON.truth()}
    assert (lines["all rows a step"].y == 3 * lines["all rows a step"].x).all()
    (yours,) = [one for one in ROWS_FACE.seen(1e6).picture.spots if one.role == "yours"]
    assert (yours.x, yours.y) == (N, 1e6)


def test_more_rows_are_asked_about_beside_the_picture_of_them_and_the_answer_is_not_told_in_the_first() -> None:
    for seed in range(20):
        question = asked(LESSON.checks[2], seed)
        assert question.face == "rows"
        assert ROWS_FACE.vary.low <= (question.value or 0) <= ROWS_FACE.vary.high
    assert "549" not in LESSON.aha().words
    assert not ROWS_FACE.varied(float(N)).reached
    assert ROWS_FACE.varied(1e8).reached


def test_a_thousand_fresh_rows_and_a_thousand_that_come_back() -> None:
    """A run on single rows is over before it has seen all of a thousand: it may as well draw from any number."""
    assert LESSON.truth() < ROWS_FACE.vary.low
    assert (single() <= 0.1).argmax(axis=1).max() < ROWS_FACE.vary.low


def test_no_link_of_a_misconception_arrives_at_the_goal() -> None:
    assert not any(LESSON.facing(one.face, None).varied(one.value).reached for one in LESSON.misconceptions)
