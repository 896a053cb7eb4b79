"""What the pictures and the sentences are made of."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, ELU, ReLU, Sigmoid, Tanh
from app.core.activations.properties import properties
from app.web.activations.figure import WIDE, picture
from app.web.activations.questions import QUESTIONS
from app.web.activations.words import facts, summary
from app.web.figures.axes import Panel, round_numbers
from app.web.figures.labels import HEIGHT, LETTER
from app.web.figures.palette import strokes
from app.web.page.numerals import decimal

ALL = [ACTIVATIONS[name]() for name in ACTIVATIONS]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (0.11920292, "0.119"), (-2.0, "−2"), (9.5367e-7, "9.54 × 10⁻⁷"), (float("inf"), "∞")],
)
def test_numbers_are_written_with_three_digits_and_a_real_minus(value: float, text: str) -> None:
    assert decimal(value) == text


def test_a_panel_maps_its_corners_to_the_ends() -> None:
    panel = Panel(-8, 8, -1, 2)
    assert (panel.across(-8), panel.across(8), panel.down(2), panel.down(-1)) == (0, 100, 0, 100)
    assert panel.path([-8, 8], [-1, 2]) == "M0 1000L1000 0"


@pytest.mark.parametrize(("low", "high"), [(-8, 8), (0, 1), (-0.12, 1.2), (-1e6, 1e6), (3.1, 3.2)])
def test_ticks_are_round_and_inside(low: float, high: float) -> None:
    ticks = round_numbers(low, high, 6)
    assert 3 <= len(ticks) <= 15
    assert all(low - 1e-9 <= tick <= high + 1e-9 for tick in ticks)
    assert np.allclose(np.diff(ticks), ticks[1] - ticks[0])


def test_a_jump_of_the_slope_is_drawn_upright() -> None:
    path = picture([ReLU()], -8, 8, 0, 0).plots[1].curves[0].path
    xs = [float(point.split()[0]) for point in path[1:].split("L")]
    assert xs.count(500) >= 2


@pytest.mark.parametrize("entries", [ALL[:6], ALL[6:12], [Sigmoid(), Tanh()], [ELU(), ELU(alpha=0.5)]])
def test_labels_stay_inside_and_do_not_touch(entries: list[object]) -> None:
    for plot, height in zip(picture(entries, -8, 8, -2, 0).plots, WIDE[1], strict=True):  # type: ignore[arg-type]  # lists of activations
        boxes = []
        for label in plot.wide:
            x, y, half = label.x * WIDE[0] / 100, label.y * height / 100, LETTER * len(label.text) / 2
            assert 0 <= x - half <= x + half <= WIDE[0]
            boxes.append((x - half, x + half, y - HEIGHT / 2, y + HEIGHT / 2))
        for a, b in itertools.combinations(boxes, 2):
            assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]


def test_every_function_of_a_small_set_is_named_once_at_least() -> None:
    for plot in picture(ALL[:6], -8, 8, -2, 0).plots:
        named = {name for label in plot.wide for name in label.text.split(", ")}
        assert named == {"Sigmoid", "tanh", "ReLU", "Leaky ReLU", "Maxout", "ELU"}


def test_the_band_begins_where_the_slope_is_under_one_per_cent_of_its_peak() -> None:
    drawn = picture([Sigmoid()], -8, 8, 0, 0)
    start, width = drawn.bands[1]
    edge = start / 100 * 16 - 8
    assert edge == pytest.approx(5.986, abs=1e-3)
    assert Sigmoid().slope(edge + 1e-6) < 0.01 * 0.25 < Sigmoid().slope(edge - 1e-6)
    assert start + width == pytest.approx(100)


def test_the_six_of_the_slides_keep_their_strokes() -> None:
    looks = {stroke.colour for stroke in strokes(ALL[:6])}
    assert looks == {"adam", "momentum", "sgd", "adagrad", "nesterov", "rmsprop"}
    assert strokes([ALL[2]])[0] == strokes(ALL[:6])[2]


def test_summary_says_the_numbers_of_the_core() -> None:
    said = summary([Sigmoid()], ["Sigmoid"], -8, 8, -2.0)
    assert "at x = −2 it is 0.119, slope 0.105" in said[1]
    assert "Range (0, 1), steepest slope 0.25 at 0, saturates beyond |x| = 5.99." in said[1]


@pytest.mark.parametrize("entry", ALL, ids=str)
def test_every_entry_has_facts_in_words(entry: ReLU) -> None:
    said = dict(facts(properties(entry), 10))
    assert all(said.values())
    assert "nan" not in " ".join(said.values())


@pytest.mark.parametrize(
    ("slug", "number"),
    [("saturated", "9.54 × 10⁻⁷"), ("zero_centred", "0.5"), ("negative_side", "0"), ("leak", "1 × 10⁻¹⁰")],
)
def test_the_questions_are_answered_with_the_numbers_of_the_slides(slug: str, number: str) -> None:
    question = next(one for one in QUESTIONS if one.slug == slug)
    assert question.answer is not None
    answer = question.answer(question.entries(), 10)
    assert answer.number == number
    if slug == "zero_centred":
        assert "0 for tanh, 0.399 for ReLU" in answer.words[0]
