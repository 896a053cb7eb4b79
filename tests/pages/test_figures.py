"""What the picture of activation functions is made of, and the sentences beside it."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, ELU, Activation, ReLU, Sigmoid, Tanh
from app.core.activations.properties import properties
from app.core.numerals import decimal
from app.web.activations.figure import DOMAINS, HIGH, SIZES, figure
from app.web.activations.query import ActivationsQuery
from app.web.activations.questions import QUESTIONS
from app.web.activations.words import facts, summary
from app.web.figures.labels import HEIGHT, LETTER
from app.web.figures.palette import strokes
from app.web.figures.still import svg
from app.web.figures.style import LIGHT

ALL = [ACTIVATIONS[name]() for name in ACTIVATIONS]
SETS = [ALL[:6], ALL[6:12], [Sigmoid(), Tanh()], [ELU(), ELU(alpha=0.5)]]


def drawn(entries: list[Activation], **state: Any) -> dict[str, Any]:
    return figure(ActivationsQuery(f=tuple(entries), **state), LIGHT)


def curve_of(told: dict[str, Any], axis: str, row: int) -> dict[str, Any]:
    """The one line of a function on an axis that has a name."""
    named = [one for one in told["data"] if one["mode"] == "lines" and one.get("meta") == {"row": row}]
    (line,) = (one for one in named if one["yaxis"] == axis)
    return dict(line)


def labels(told: dict[str, Any], axis: str, width: str = "wide") -> list[dict[str, Any]]:
    return [one for one in told["layout"]["annotations"] if (one.get("name"), one["yref"]) == (width, axis)]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (-0.0, "0"), (0.11920292, "0.119"), (-2.0, "−2"), (9.5367e-7, "9.54 × 10⁻⁷"), (float("inf"), "∞")],
)
def test_numbers_are_written_with_three_digits_and_a_real_minus(value: float, text: str) -> None:
    assert decimal(value) == text


@pytest.mark.parametrize("entry", ALL, ids=str)
def test_both_lines_of_a_function_hold_the_numbers_of_the_core(entry: Activation) -> None:
    told = drawn([ReLU(), entry], focus=0)
    for axis, right in (("y2", entry.value), ("y", entry.slope)):
        line = curve_of(told, axis, 1)
        assert (line["x"][0], line["x"][-1], len(line["x"]) >= 401) == (-8, 8, True)
        assert np.array_equal(line["y"], np.asarray(right(line["x"])))


def test_a_jump_of_the_slope_is_drawn_upright() -> None:
    line = curve_of(drawn([ReLU()]), "y", 0)
    (here,) = np.flatnonzero(np.diff(line["y"]) > 0.5)
    assert line["y"][[here, here + 1]].tolist() == [0, 1]
    assert line["x"][here + 1] - line["x"][here] < 1e-300


def test_the_still_picture_of_relu_has_its_corner_and_the_jump_of_its_slope() -> None:
    lines = re.findall(r'<path fill="none"[^>]* d="M([^"]*)"', svg(drawn([ReLU()], low=-4, high=4)))
    numbers = [[float(one) for one in re.findall(r"-?[\d.]+", line)] for line in lines]
    value, slope = (np.cumsum(np.reshape(one, (-1, 2)), axis=0) for one in numbers[::2])
    assert np.interp([0, 346, 519, 692], *value.T) == pytest.approx([value[0, 1]] * 2 + [
        (value[0, 1] + value[-1, 1]) / 2, value[-1, 1]], abs=2)  # fmt: skip
    rises = np.flatnonzero(np.diff(slope[:, 1]) < -10)
    assert (len(rises), np.diff(slope[:, 0])[rises[0]]) == (1, pytest.approx(0, abs=0.5))


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("axis", DOMAINS)
@pytest.mark.parametrize("entries", SETS)
def test_names_stay_inside_and_do_not_touch(entries: list[Activation], axis: str, width: str) -> None:
    told = drawn(entries)
    (low, high), (start, end) = told["layout"][f"{axis[0]}axis{axis[1:]}"]["range"], DOMAINS[axis]
    (wide, share), boxes = SIZES[width], []
    tall = HIGH * share * (end - start)
    for one in labels(told, axis, width):
        x, y, half = (one["x"] + 8) / 16 * wide, (high - one["y"]) / (high - low) * tall, LETTER * len(one["text"]) / 2
        assert 0 <= x - half <= x + half <= wide
        assert 0 <= y - HEIGHT / 2 <= y + HEIGHT / 2 <= tall
        boxes.append((x - half, x + half, y - HEIGHT / 2, y + HEIGHT / 2))
    for a, b in itertools.combinations(boxes, 2):
        assert a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]


@pytest.mark.parametrize("axis", DOMAINS)
def test_every_function_of_a_small_set_is_named_once_at_least(axis: str) -> None:
    named = {name for label in labels(drawn(ALL[:6]), axis) for name in label["text"].split(", ")}
    assert named == {"Sigmoid", "tanh", "ReLU", "Leaky ReLU", "Maxout", "ELU"}


@pytest.mark.parametrize("entries", SETS)
def test_a_name_stands_near_its_own_curve_and_in_its_colour(entries: list[Activation]) -> None:
    told, looks = drawn(entries), strokes(entries)
    names = [one["name"] for one in told["data"] if one.get("showlegend")]
    rows = [one["meta"]["row"] for one in told["data"] if one.get("showlegend")]
    for axis, (start, end) in DOMAINS.items():
        low, high = told["layout"][f"{axis[0]}axis{axis[1:]}"]["range"]
        for label in labels(told, axis):
            row = rows[names.index(label["text"].split(", ")[0])]
            line = curve_of(told, axis, row)
            far = HEIGHT * 3 / (HIGH * (end - start)) * (high - low)
            half = LETTER * len(label["text"]) / 700 * 16
            near = np.abs(line["x"] - label["x"]) <= half
            assert np.abs(line["y"][near] - label["y"]).min() < far, label["text"]
            assert label["font"]["color"] == LIGHT.said(looks[row].colour)


def test_the_band_begins_where_the_slope_is_under_one_per_cent_of_its_peak() -> None:
    bands = [one for one in drawn([Sigmoid()])["data"] if "fillpattern" in one]
    assert {one["yaxis"] for one in bands} == {"y", "y2"}
    edge = min(bands[-1]["x"])
    assert edge == pytest.approx(5.986, abs=1e-3)
    assert Sigmoid().slope(edge + 1e-6) < 0.01 * 0.25 < Sigmoid().slope(edge - 1e-6)
    assert max(bands[-1]["x"]) > 8  # a hand that pans finds it there as well


def test_the_band_belongs_to_the_function_in_focus() -> None:
    assert [one for one in drawn([Sigmoid(), ReLU()], focus=0)["data"] if "fillpattern" in one]
    bands = [one for one in drawn([Sigmoid(), ReLU()], focus=1)["data"] if "fillpattern" in one]
    assert {max(one["x"]) for one in bands} == {0.0}


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
