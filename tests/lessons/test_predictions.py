"""Laws of each kind of prediction: the truth is right, the gap tells how far off it is, reading refuses in words."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.options import Choice, Option, Rank, Several
from app.lessons.predictions import Kind
from app.lessons.quantities import MOST_DRAWN, Click, Draw, Number, Reach, Trap
from tests.lessons.spelling import refusal

NAMES = ("a", "b", "c", "d", "e")
OPTIONS = tuple(Option(name, name.upper(), f"trap {name}") for name in NAMES)
CURVE = Draw(-1.0, 3.0, -2.0, 2.0, points=9, base=0.25)
PLACE = Click(-2.0, -2.5, 1.5, 0.08, (Trap(-2.5, -1.0, "low"),))
KINDS: list[Kind[Any]] = [
    Choice(OPTIONS), Several(OPTIONS), Rank(OPTIONS), Number(1, 1e4, log=True), Number(-5, 5), PLACE, CURVE,
    Reach(0.0, 0.999), *(one.prediction for one in LESSONS.values()),
]  # fmt: skip
every = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)

orders = st.permutations(NAMES).map(tuple)
ticked = st.sets(st.sampled_from(NAMES)).map(lambda told: tuple(sorted(told)))
heights = st.lists(st.floats(-2, 2).map(lambda one: float(f"{one:.3g}")), min_size=2, max_size=MOST_DRAWN)


@every
@settings(deadline=None, max_examples=200)
@given(text=st.text(max_size=900) | st.text("0123456789,.-+eE^*/% nainf_abcde", max_size=60))
def test_any_text_is_read_or_refused_in_a_sentence(kind: Kind[Any], text: str) -> None:
    if not refusal(kind.read, text):
        told = kind.read(text)
        written = kind.write(told)
        assert kind.read(written) == told
        assert kind.write(kind.read(written)) == written


@every
@pytest.mark.parametrize("text", ["", " ", ",", ",,,,", "none,a", "a,", "nan", "inf", "-inf", "1e999", "0x1", "None"])
def test_what_says_nothing_is_refused(kind: Kind[Any], text: str) -> None:
    assert refusal(kind.read, text)


def test_names_are_names() -> None:
    assert refusal(Choice(OPTIONS).read, "A") == "'A' is none of a, b, c, d, e"
    assert refusal(Several(OPTIONS).read, "a,x") == "'x' is none of a, b, c, d, e"
    assert Choice(OPTIONS).read(" a ") == "a"
    assert Several(OPTIONS).read("c, a,c") == ("a", "c")
    assert Several(OPTIONS).read("none") == ()
    assert Several(OPTIONS).write(()) == "none"


@pytest.mark.parametrize("text", ["a", "a,b,c,d", "a,b,c,d,d", "a,b,c,d,e,a"])
def test_an_order_names_each_once(text: str) -> None:
    assert refusal(Rank(OPTIONS).read, text) == f"an order of all of a, b, c, d, e is asked for, got '{text}'"


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_one_option_is_right_and_each_other_betrays_its_own(value: str, truth: str) -> None:
    kind = Choice(OPTIONS)
    assert kind.mark(value, truth).right == (value == truth)
    assert kind.mark(value, truth).gap is None
    assert kind.trap(value) == f"trap {value}"


@given(ticked, ticked)
def test_the_gap_of_several_counts_the_wrong_ticks_and_those_left_out(value: Any, truth: Any) -> None:
    marked = Several(OPTIONS).mark(value, truth)
    assert marked.gap == len([one for one in NAMES if (one in value) != (one in truth)])
    assert marked.right == (marked.gap == 0) == (value == truth)


@given(orders, orders)
def test_the_gap_of_an_order_is_the_swaps_of_neighbours_that_lead_to_the_truth(value: Any, truth: Any) -> None:
    row, swaps = [truth.index(one) for one in value], 0
    for _ in row:  # bubbles rise
        for i in range(len(row) - 1):
            if row[i] > row[i + 1]:
                row[i], row[i + 1], swaps = row[i + 1], row[i], swaps + 1
    marked = Rank(OPTIONS).mark(value, truth)
    assert (marked.gap, marked.right) == (swaps, value == truth)
    assert Rank(OPTIONS).mark(truth, value).gap == swaps


def test_the_reverse_of_an_order_has_all_pairs_wrong() -> None:
    assert Rank(OPTIONS).mark(NAMES[::-1], NAMES).gap == len(list(itertools.combinations(NAMES, 2)))


@given(st.floats(0.5, 1e5), st.floats(0.5, 1e5), st.sampled_from([0.0, 0.02, 0.25]), st.sampled_from([0.0, 1.0]))
def test_a_number_is_right_within_a_share_or_a_distance(value: float, truth: float, share: float, apart: float) -> None:
    plain, log = (Number(0.1, 1e6, within=share, apart=apart, log=log) for log in (False, True))
    assert plain.mark(truth, truth).right
    assert plain.mark(truth, truth).gap == 0
    assert log.mark(truth, truth).gap == 1
    gap = plain.mark(value, truth).gap
    assert gap == value - truth
    assert log.mark(value, truth).gap == pytest.approx(value / truth)
    near = abs(gap) <= share * truth or abs(gap) <= apart
    assert plain.mark(value, truth).right == log.mark(value, truth).right == near


@given(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_a_sign_makes_no_tolerance(value: float, truth: float) -> None:
    kind = Number(-1e3, 1e3, within=0.1)
    assert kind.mark(value, truth).right == kind.mark(-value, -truth).right
    assert not kind.mark(-truth, truth).right or truth == 0


@given(st.floats(0, 1))
def test_what_is_reached_is_right_wherever_it_is(value: float) -> None:
    kind = Reach(0.0, 1.0, goal="Get above a half.", reached=lambda told: told > 0.5)
    assert kind.mark(value, 0.75).right == (value > 0.5)
    assert kind.mark(value, 0.75).gap == value - 0.75


@given(st.floats(-2.5, 1.5), st.floats(-2.5, 1.5))
def test_a_place_is_right_by_its_height(y: float, truth: float) -> None:
    marked = PLACE.mark((-2.0, y), (-2.0, truth))
    assert (marked.gap, marked.right) == (y - truth, abs(y - truth) <= 0.08)
    assert PLACE.trap((-2.0, y)) == ("low" if y <= -1.0 else None)


@pytest.mark.parametrize(
    ("text", "height"),
    [("0.5", 0.5), ("0,5", 0.5), ("−0,5", -0.5), ("-2,0.5", 0.5), ("−2, 1", 1.0), ("-2.0,-1", -1.0),
     ("-1.9,0.3", 0.3), ("1/4", 0.25), ("-2,1/4", 0.25), (",5", 0.5), ("5e-1", 0.5), ("-2,-2", -2.0)],
)  # fmt: skip
def test_a_height_may_have_a_comma(text: str, height: float) -> None:
    assert PLACE.read(text) == (-2.0, height)


@pytest.mark.parametrize("text", ["1,6", "-2,1.6", "-3", "-2,x", "x,1", "-2,-2,", "3,1"])
def test_a_height_is_within_the_picture(text: str) -> None:
    assert refusal(PLACE.read, text)


@settings(deadline=None)
@given(heights, heights)
def test_a_curve_is_scored_by_areas(value: list[float], truth: list[float]) -> None:
    ours, theirs = (CURVE.read(",".join(map(str, one))) for one in (value, truth))
    flat = (CURVE.base,) * CURVE.points
    if theirs == flat:
        return
    assert CURVE.mark(theirs, theirs).gap == 0
    assert CURVE.mark(theirs, theirs).right
    assert CURVE.mark(flat, theirs).gap == pytest.approx(1)
    assert not CURVE.mark(flat, theirs).right
    marked = CURVE.mark(ours, theirs)
    area = sum(abs(a - b) for a, b in zip(ours, theirs, strict=True))
    whole = sum(abs(b - CURVE.base) for b in theirs)
    assert marked.gap == pytest.approx(area / whole)
    assert marked.right == (marked.gap is not None and marked.gap <= 1 - CURVE.enough)


@given(st.floats(0, 1))
def test_half_way_to_the_base_is_half_a_score(share: float) -> None:
    truth = np.sin(CURVE.x) + 0.5
    drawn = tuple((CURVE.base + share * (truth - CURVE.base)).tolist())
    assert CURVE.mark(drawn, tuple(truth.tolist())).gap == pytest.approx(1 - share)


@settings(deadline=None)
@given(heights)
def test_a_curve_is_read_at_its_own_places_along_straight_lines(told: list[float]) -> None:
    found = CURVE.read(",".join(map(str, told)))
    assert len(found) == CURVE.points == len(CURVE.x)
    assert (found[0], found[-1]) == (told[0], told[-1])
    assert min(told) <= min(found) <= max(found) <= max(told)
    where = np.linspace(-1, 3, len(told))
    assert np.allclose(found, np.interp(CURVE.x, where, told), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("text", ["1", ",".join(["0"] * 65), "0,3", "0,-2.1", "0,nan", "0,,1", "0;1", "0 1", "1,inf"])
def test_a_curve_is_a_few_heights_within_the_picture(text: str) -> None:
    assert refusal(CURVE.read, text).startswith("2 to 64 heights from -2 to 2, commas between them, are asked for")


@lessons
def test_the_middle_of_a_slider_says_nothing(lesson: AnyLesson) -> None:
    kind = lesson.prediction
    if isinstance(kind, Number):
        assert kind.low <= kind.middle <= kind.high
        assert not lesson.mark(kind.middle).right
        band = kind.plausible or (kind.low, kind.high)
        assert kind.low <= band[0] <= lesson.truth() <= band[1] <= kind.high


@lessons
def test_every_wrong_number_betrays_one_thing(lesson: AnyLesson) -> None:
    kind = lesson.prediction
    if isinstance(kind, Number):
        for first, second in itertools.pairwise(kind.traps):
            assert first.low < first.high <= second.low
        assert kind.traps[0].low <= kind.low or lesson.mark(kind.low).right
        assert kind.traps[-1].high >= kind.high or lesson.mark(kind.high).right
        assert all(math.isfinite(one.low) and math.isfinite(one.high) for one in kind.traps)
