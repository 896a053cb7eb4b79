"""What the softmax page is made of: its state in a query, its bars and pictures, its words."""

from __future__ import annotations

from urllib.parse import parse_qsl

import numpy as np
import pytest
from pydantic import ValidationError

from app.core.losses import cross_entropy
from app.core.losses.training import against_the_rest
from app.core.numerals import fixed
from app.web.softmax.bars import Domain, bar, room_for
from app.web.softmax.page import SoftmaxPage
from app.web.softmax.questions import SOFTMAX_QUESTIONS, SoftmaxQuestion, question_url
from app.web.softmax.rows import Numbers, read_row
from app.web.softmax.state import LISTS, SoftmaxState


def state(query: str) -> SoftmaxState:
    told: dict[str, list[str]] = {}
    for name, value in parse_qsl(query):
        told.setdefault(name, []).append(value)
    return SoftmaxState.model_validate({name: all_ if name in LISTS else all_[-1] for name, all_ in told.items()})


def page(query: str = "") -> SoftmaxPage:
    with np.errstate(all="ignore"):
        return SoftmaxPage(state(query))


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("x=1,0.5&b=1.5,0.25,0.9&target=0&temperature=1", ""),
        ("x=1&x=0.5&w=1&w=-1&w=.5&w=.5&w=-1&w=.4&b=1.5&b=.25&b=.9", ""),
        ("z=-2,3,0.1", "b=-2.5,2.25,0.9"),
        ("z=-2&z=3&z=0.1", "b=-2.5,2.25,0.9"),
        ("labels=0.7,0.2,0.1", "labels=0.7,0.2,0.1"),
        ("labels=0.7,0.2,0.1&target=2", "target=2"),
        ("labels=0,1,0", "target=1"),
        ("share=1,0.3", "labels=0.7,0.3,0"),
        ("labels=.7,.2,.1&share=0,1", ""),
        ("w=1,2,3&w=4,5,6", "w=1,2,3&w=4,5,6"),
        ("optimizer=adam(lr=0.1)&steps=3", "optimizer=adam(lr=0.1,beta1=0.9,beta2=0.999,eps=1e-08)&steps=3"),
    ],
)
def test_a_query_is_read_and_written(query: str, canonical: str) -> None:
    found = state(query)
    assert found.query() == canonical
    assert state(found.query()) == found


def test_a_wish_for_probabilities_is_met() -> None:
    found = state("p=0.2,0.5,0.3")
    assert cross_entropy(found.logits, 0).softmax.probabilities == pytest.approx([0.2, 0.5, 0.3], abs=1e-9)


@pytest.mark.parametrize(
    ("wish", "p"),
    [
        ("spot=0.5,0.28868", [1 / 3, 1 / 3, 1 / 3]),
        ("spot=0.5,0.43301", [0.5, 0.25, 0.25]),
        ("spot=0.5,9", [0.998, 0.001, 0.001]),
        ("spot=0.25,0.42&w=1,-1&w=0.5,0.5", [0.25, 0.75]),
    ],
)
def test_a_place_in_the_triangle_is_an_answer(wish: str, p: list[float]) -> None:
    assert cross_entropy(state(wish).logits, 0).softmax.probabilities == pytest.approx(p, abs=1e-4)


@pytest.mark.parametrize("temperature", [1.0, 2.5])
def test_a_score_against_the_rest_moves_one_class_alone(temperature: float) -> None:
    found = state(f"rest=1,-3&temperature={temperature}")
    assert against_the_rest(found.logits, 1, temperature) == pytest.approx(-3)
    assert found.logits[[0, 2]] == pytest.approx([2.0, 0.1])


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("z=1,2", "z must have 3 numbers, one a class"),
        ("w=1,2", "w must have 2 to 10 rows, one a class, got 1"),
        ("w=1,2&w=3", "all rows of w must be equally long"),
        ("w=1,2,3,4,5&w=1,2,3,4,5", "a row of w takes at most 4 numbers, got 5"),
        ("x=1,2,3", "x must have 2 numbers, as each row of w has, got 3"),
        ("b=1,2", "b must have 3 numbers, one for each row of w, got 2"),
        ("target=3", "target must be a class from 0 to 2"),
        ("labels=0.5,0.1,0.1", "labels must sum to 1, got 0.7"),
        ("labels=0.5,0.5", "labels must be one number for each of the 3 logits, got 2"),
        ("spot=0.5", "spot must be a place x,y in the picture of two or three classes"),
        ("rest=3,1", "rest must be a class and its score against the rest, like 0,-5"),
        ("share=3,0.5", "share must be a class and its part of the label, like 0,0.7"),
        ("share=0", "share must be a class and its part of the label, like 0,0.7"),
        ("x=a,1", "each number must be a number like 0.1 or 1e-3, got 'a'"),
        ("x=1e7,1", "each number must lie in [-1e6, 1e6], got 1e+07"),
        ("x=" + "1," * 10 + "1", "a row takes at most 10 numbers"),
        ("z=1e6,1,1&x=1000000,1&w=1,1&w=1,1&w=1000000,1", "scores must lie in [-1e6, 1e6]"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(query: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as caught:
        state(query)
    assert sentence in str(caught.value)


def test_a_share_of_ten_labels_still_leaves_a_distribution() -> None:
    found = state("w=" + "&w=".join(["1,1"] * 10) + "&share=0,0.5")
    assert found.distribution.sum() == pytest.approx(1, abs=1e-9)
    assert state(found.query()) == found


def test_numbers_are_equal_by_value_and_written_short() -> None:
    assert read_row("1, -0.5") == Numbers((1.0, -0.5))
    assert str(Numbers((1.0, -0.5))) == "1,-0.5"
    assert hash(Numbers((1.0,))) == hash(Numbers((1.0,)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.6590011, "0.659"), (0.9999546, "0.99995"), (0.99977, "0.9998"), (4.54e-5, "4.54 × 10⁻⁵"), (2.0, "2.000"),
        (0.0, "0.000"), (-0.341, "−0.341"), (666.0, "666"), (11.2125, "11.213"), (float("inf"), "∞"), (1.0, "1.000"),
    ],
)  # fmt: skip
def test_three_decimals_are_enough_but_where_they_lie(value: float, text: str) -> None:
    assert fixed(value) == text


def test_a_bar_grows_from_its_axis_to_both_sides() -> None:
    domain = Domain(-1, 3)
    assert (bar(domain, 1.0, "").left, bar(domain, 1.0, "").width) == (25.0, 25.0)
    assert (bar(domain, -0.5, "").left, bar(domain, -0.5, "").width) == (12.5, 12.5)
    assert bar(domain, 99.0, "").end == 100.0
    assert room_for(np.array([2.0, 1.0, 0.1])) == Domain(-1.0, 2.5)
    assert room_for(np.array([-5e4, 2e7])) == Domain(-1e5, 1e8)


def test_the_slide_has_the_slide_s_numbers() -> None:
    found = page()
    assert [row.score.text for row in found.rows] == ["2", "1", "0.1"]
    assert [row.power.text for row in found.rows] == ["7.389", "2.718", "1.105"]
    assert [row.probability.text for row in found.rows] == ["0.659", "0.242", "0.099"]
    assert [row.gradient.text for row in found.rows] == ["−0.341", "0.242", "0.099"]
    assert (found.nats, found.bits, found.next_loss) == ("0.417", "0.602", "0.248")
    assert found.sums == {"powers": "11.213", "p": "1.000", "labels": "1.000", "terms": "0.417", "gradient": "0.000"}
    assert found.moves == "A rises, B and C sink."
    assert "0.7, 0.2, 0.1" in found.caption


def follow(url: str) -> SoftmaxPage:
    return page(url.partition("?")[2])


def test_scores_shifted_and_scaled() -> None:
    shifted, warmer, colder = (follow(url) for _, url, _ in page().scalings)
    assert [row.probability.text for row in shifted.rows] == ["0.659", "0.242", "0.099"]
    assert [row.score.text for row in shifted.rows] == ["102", "101", "100.1"]
    assert warmer.rows[0].probability.text == "0.99995"
    assert [row.probability.text for row in colder.rows] == ["0.366", "0.331", "0.303"]


def test_classes_come_and_go() -> None:
    found = page("labels=0.5,0.3,0.2")
    four = follow(found.added)
    assert [row.label for row in four.rows] == ["0.5", "0.3", "0.2", "0"]
    assert follow(four.removed).state == state("labels=0.5,0.3,0.2")
    two = follow(page("target=2").removed)
    assert (two.removed, two.state.target) == ("", 0)
    ten = page("w=" + "&w=".join(["1,1"] * 10))
    assert ten.added == ""
    assert len({row.letter for row in ten.rows}) == 10


def test_after_steps_all_that_is_changed_starts_from_what_is_shown() -> None:
    found = page("steps=4")
    assert [row.weights[0].text for row in found.rows] == [f"{w:.3f}" for w in found.now.weights[:, 0]]
    again = follow(found.scalings[0][1])
    assert again.state.steps == 0
    assert [row.probability.text for row in again.rows] == [row.probability.text for row in found.rows]
    assert found.caption.startswith("After 4 steps of SGD.")
    assert page("until=right").state.steps == 5


def test_a_training_that_leaves_the_floats_says_so() -> None:
    found = page("optimizer=adamw(lr=100,weight_decay=1)&steps=1000")
    assert found.broke is not None
    assert found.step == found.broke - 1


def test_equal_scores_cost_ln_k() -> None:
    for count in range(2, 11):
        found = page("w=" + "&w=".join(["0,0"] * count) + "&b=" + ",".join(["0"] * count))
        assert f"ln {count} = {fixed(np.log(count))}" in found.caption
        assert found.nats == fixed(np.log(count))


def test_a_soft_label_has_a_least_loss() -> None:
    found = page("labels=0.7,0.2,0.1&steps=200&optimizer=sgd(lr=1)")
    assert "0.802" in found.caption
    assert found.nats == "0.802"


def test_confidently_wrong_is_pulled_150_times_as_hard() -> None:
    two = page("w=1,-1&w=0.5,0.5&z=-5,0&panel=binary").binary
    assert two is not None
    assert (two.z, two.ratio, two.cross, two.same) == ("−5", "150.4", "−0.9933", "0.00669285 = 0.00669285")
    rest = page("panel=binary&target=1").binary
    assert rest is not None
    assert rest.same == "0.242433 = 0.242433"


def test_numbers_break_where_they_do() -> None:
    kinds = page("z=123,456,789&panel=breaks").floating
    assert [one.breaks for one in kinds] == ["11.086", "88.723", "709.78"]
    assert kinds[2].naive == ["0", "0", "nan"]
    assert [one.shifted[2] for one in kinds] == ["1", "1", "1"]
    assert [one.sum for one in kinds] == ["nan", "0", "0.95367"]
    assert [one.broken for one in page("panel=breaks").floating] == [False, False, False]


@pytest.mark.parametrize("question", SOFTMAX_QUESTIONS, ids=lambda one: one.name)
def test_a_question_is_asked_by_its_own_link(question: SoftmaxQuestion) -> None:
    found = follow(question_url(question))
    assert found.question is question
    assert found.title == question.title
    assert sum(preset.current for preset in found.presets) == 1
