"""Maxout: what its sentences claim, by other ways."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.options import Choice
from app.lessons.pictures import Line
from app.lessons.runs.maxout import FINE, TARGETS, X, envelope, missed, target, target_finely
from app.lessons.runs.two_lines import fitted, four, left_over, one_does, out_of_reach
from app.web.lessons.told import table_of

MAXOUT = LESSONS["maxout"]
NAMES = list(TARGETS)
CALLED = dict(zip(NAMES, (text for _, text in MAXOUT.given().across.names), strict=True))


def fits(text: str) -> list[Line]:
    lines = MAXOUT.seen(MAXOUT.prediction.read(text)).picture.lines
    return [one for one in lines if one.moves]


@pytest.mark.parametrize("name", NAMES)
def test_a_fit_is_two_lines_that_bend_upwards(name: str) -> None:
    bends = np.diff(fitted(name).y, 2)
    assert (bends > -1e-12).all()
    assert (bends > 1e-9).sum() <= 2  # a corner between two places shows at both


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "elu"])
def test_no_two_lines_of_many_come_nearer(name: str) -> None:
    y, best = target(name), fitted(name).error
    random = np.random.default_rng(0)
    w, b = random.uniform(-0.3, 1.1, (2, 40_000, 1)), random.uniform(-1.2, 1.2, (2, 40_000, 1))
    thin = slice(None, None, 8)
    errors = np.abs(np.maximum(w[0] * X[thin] + b[0], w[1] * X[thin] + b[1]) - y[thin]).max(axis=1)
    assert errors.min() > 0.97 * best
    assert np.abs(fitted(name).y - y).max() <= best + 1e-12


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "elu"])
def test_no_small_change_of_the_four_numbers_comes_nearer(name: str) -> None:
    best, y = np.array(list(four(fitted(name)).values())), target_finely(name)
    random = np.random.default_rng(1)
    for scale in (1e-1, 1e-2, 1e-3, 1e-4):
        for w1, b1, w2, b2 in best + scale * random.standard_normal((400, 4)):
            off = np.abs(np.maximum(w1 * FINE + b1, w2 * FINE + b2) - y).max()
            assert off > fitted(name).error * (1 - 2e-3)  # the corner of ELU's lines lies between two places


def test_a_second_line_brings_nothing_where_one_reaches_what_no_number_of_lines_passes() -> None:
    assert [name for name in NAMES if one_does(name)] == ["sigmoid", "tanh"]
    for name in ("sigmoid", "tanh"):
        assert fitted(name).error == pytest.approx(out_of_reach(name), abs=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_what_no_number_of_lines_reaches_is_half_of_the_longest_drop_to_a_chord(name: str) -> None:
    y, drop = target(name), 0.0
    for left, right in combinations(range(0, 161, 4), 2):
        chord = np.interp(X[left : right + 1], X[[left, right]], y[[left, right]])
        drop = max(drop, float((y[left : right + 1] - chord).max()))
    assert out_of_reach(name) == pytest.approx(drop / 2, abs=2e-3)
    assert out_of_reach(name) <= fitted(name).error + 1e-12


def test_those_that_can_be_hit_are_those_with_one_corner() -> None:
    one_corner = {"relu": (0, 0, 1, 0), "leaky_relu": (0.1, 0, 1, 0), "abs": (-1, 0, 1, 0)}
    assert set(MAXOUT.truth()) == set(one_corner)
    for name, (w1, b1, w2, b2) in one_corner.items():
        assert np.allclose(np.maximum(w1 * X + b1, w2 * X + b2), target(name))


@pytest.mark.parametrize(
    ("text", "trap"),
    [
        ("tanh,relu,leaky_relu,abs", "any"),
        ("relu,leaky_relu,abs,elu", "curved"),
        ("relu,leaky_relu", "rising"),
        ("relu,abs", "flat"),
        ("none", "alone"),
    ],
)
def test_a_wrong_tick_is_named_and_all_six_are_fitted(text: str, trap: str) -> None:
    told = MAXOUT.prediction.read(text)
    assert MAXOUT.trap(told) == trap
    for name, line in zip(NAMES, fits(text), strict=True):
        hit, mine = name in MAXOUT.truth(), name in told
        assert line.role == ("truth" if hit else "yours" if mine else "other")
        assert line.name == CALLED[name]


def share(name: str) -> float:
    return left_over(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_gap_over_a_curve_is_what_is_seen_beside_it(name: str) -> None:
    """Both are drawn by the curve's own height, so the gap is in the unit of the axis; rounding is no gap."""
    shown = MAXOUT.seen(None).picture
    line, text = shown.lines[1 + NAMES.index(name)], shown.spots[NAMES.index(name)].brief
    low, span = float(target(name).min()), float(np.ptp(target(name)))
    drawn = np.abs(line.y - (target(name) - low) / span).max()
    assert float(text) == pytest.approx(drawn, rel=0.06, abs=1e-9)
    assert (text == "0") == (name in MAXOUT.truth())


@pytest.mark.parametrize("name", NAMES)
def test_the_best_lines_are_told_by_their_four_numbers(name: str) -> None:
    w1, b1, w2, b2 = four(fitted(name)).values()
    assert np.abs(np.maximum(w1 * X + b1, w2 * X + b2) - fitted(name).y).max() < 1e-9


@pytest.mark.parametrize(
    ("text", "missed_ones"), [("relu", "leaky and |x|"), ("relu,tanh", "leaky and |x|"), ("relu,abs", "leaky")]
)
def test_what_was_left_out_is_told_as_missed(text: str, missed_ones: str) -> None:
    words = MAXOUT.seen(MAXOUT.prediction.read(text)).words
    assert any(f"You missed {missed_ones}:" in one for one in words)


def test_the_table_has_a_row_for_each_of_the_six() -> None:
    heads, rows = table_of(MAXOUT.seen(None).picture)
    assert [row[0] for row in rows] == list(CALLED.values())
    assert [row[1] == "0" for row in rows] == [name in MAXOUT.truth() for name in NAMES]
    assert len(heads) == len(rows[0])


def test_the_error_that_is_told_is_that_of_the_curve_that_is_drawn() -> None:
    lines = MAXOUT.seen(("elu",)).picture.lines
    mine = next(one for one in lines if one.role == "yours")
    dots = next(one for one in lines if one.dots)
    held = np.isin(dots.x, mine.x)
    span = 4 - math.expm1(-4)
    apart = np.abs(dots.y[held] - mine.y[np.isin(mine.x, dots.x)]).max() * span
    assert held.sum() == 21
    assert 0.1 * fitted("elu").error < apart <= fitted("elu").error + 1e-12
    assert f"{share('elu'):.3g}" in MAXOUT.seen(("elu",)).words[0]


@pytest.mark.parametrize("count", range(2, 11))
def test_tangents_miss_a_parabola_by_one_over_the_square_of_their_number(count: int) -> None:
    x = np.linspace(-1, 1, 2001)
    above = x**2 - envelope(count, x)
    assert above.min() >= -1e-15
    assert above.max() == pytest.approx(1 / count**2, rel=0.02)
    assert missed(count) == pytest.approx(1 / count**2, rel=1e-12)


def test_the_left_line_goes_through_all_three_that_two_lines_can_be() -> None:
    """The curve behind the slider touches 0 where the slope is that of |x|, ReLU and leaky ReLU, and nowhere else."""
    hit = [value for value, gap in MAXOUT.scent() if gap is not None and gap < 1e-9]
    assert hit == pytest.approx([-1.0, 0.0, 0.1])
    assert len(hit) == len(MAXOUT.truth())
    assert [MAXOUT.varied(value).reached for value in hit] == [False, True, False]
    assert MAXOUT.vary.critical == pytest.approx(hit[1])


@pytest.mark.parametrize("slope", [-1.5, -0.7, 0.0, 0.1, 0.14, 0.5])
def test_each_gap_over_a_curve_is_the_largest_distance_of_the_lines_that_are_drawn(slope: float) -> None:
    told = [one.brief for one in MAXOUT.varied(slope).picture.spots]
    for name, text in zip(NAMES, told, strict=True):
        found = fitted(name, slope)
        w1, b1, w2, b2 = four(found).values()
        gap = np.abs(np.maximum(w1 * FINE + b1, w2 * FINE + b2) - target_finely(name)).max()
        assert w1 == slope
        assert gap == pytest.approx(found.error, abs=1e-9)
        assert text == f"{left_over(name, slope):.2g}"
        assert left_over(name, slope) >= left_over(name) - 1e-12


def test_the_wrong_belief_about_a_smooth_curve_leads_to_that_curve() -> None:
    value = next(one.value for one in MAXOUT.misconceptions if one.name == "curved")
    assert "nearest is ELU" in MAXOUT.varied(value).words[0]


def test_the_handle_lies_on_the_left_line_over_the_absolute_value() -> None:
    for value in (-1.2, -1.0, -0.4):
        line = MAXOUT.varied(value).picture.lines[1 + NAMES.index("abs")]
        held = MAXOUT.held(value)
        assert held is not None
        assert np.interp(held[0], line.x, line.y) == pytest.approx(held[1])


def test_the_bend_lies_where_both_lines_are_equally_high() -> None:
    for seed in range(30):
        question = asked(MAXOUT.checks[0], seed)
        plain = question.prompt.replace("−", "-").replace("?", "").replace(".", "").split()
        w1, w2, b1, b2 = (float(one) for one in plain if one.lstrip("-").isdigit() and one != "0")
        assert w1 * question.key + b1 == pytest.approx(w2 * question.key + b2)


def test_what_lines_come_near_to_bends_upwards_alone() -> None:
    titles = {ACTIVATIONS[name].title: ACTIVATIONS[name]() for name in ACTIVATIONS}
    random = np.random.default_rng(3).uniform(-8, 8, (2, 2_000))
    for seed in range(20):
        question = asked(MAXOUT.checks[2], seed)
        assert isinstance(question.kind, Choice)
        for option in question.kind.options:
            f = titles[option.text].value
            over = np.asarray(f(random.mean(axis=0))) - (np.asarray(f(random[0])) + np.asarray(f(random[1]))) / 2
            assert (over.max() < 1e-9) == (option.name == question.key), option.text


def test_what_is_told_is_short_enough_for_a_room() -> None:
    for count in range(len(NAMES) + 1):
        for told in combinations(NAMES, count):
            words = MAXOUT.seen(told).words
            assert 2 <= len(words) <= 3
            assert len(words[0].split()) <= 20
            spots = [one for one in MAXOUT.seen(told).picture.spots if one.text == "yours"]
            assert [NAMES[round(one.x)] for one in spots] == [name for name in NAMES if name in told]
            for name in told:
                named = f"{CALLED[name]} by {share(name):.3g}" in words[0]
                assert named == (name not in MAXOUT.truth())


def test_the_number_to_remember_is_what_was_asked() -> None:
    """How many two lines can do, beside how far they are from the others."""
    aha = MAXOUT.aha()
    assert aha.number == f"{len(MAXOUT.truth())} of {len(NAMES)}"
    for name in set(NAMES) - set(MAXOUT.truth()):
        assert f"{share(name):.3g}" in aha.words


def test_names_on_the_axis_have_room_on_a_phone() -> None:
    """Six of them beside each other on 320 px."""
    assert max(len(name) for _, name in MAXOUT.given().across.names) <= 7
