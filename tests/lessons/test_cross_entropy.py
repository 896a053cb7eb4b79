"""What the lesson on cross-entropy says."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core.numbers import Array
from app.lessons import LESSONS
from app.lessons.checks import asked
from app.lessons.runs.cross_entropy import READINGS, with_first
from app.web.lessons.told import spoken

LESSON = LESSONS["cross-entropy"]
POWERS = [math.exp(2.0), math.exp(1.0), math.exp(0.1)]
P = [one / sum(POWERS) for one in POWERS]
LN = [-math.log(one) for one in P]


def heights(prediction: str | None, role: str, step: int = -1) -> list[float]:
    """Of the bar of each class at a step; where there is none it is 0."""
    bars = [one for one in LESSON.seen(prediction).picture.lines if one.role == role]
    assert all(one.bar and one.moves for one in bars)
    return [sum(float(one.y[step]) for one in bars if round(float(one.x[step])) == k) for k in (1, 2, 3)]


def note(prediction: str, role: str, step: int = -1) -> str:
    (told,) = [one.notes for one in LESSON.seen(prediction).picture.lines if one.role == role and one.labelled]
    return told[step]


def test_one_term_is_left() -> None:
    assert LESSON.truth() == "own"
    assert heights(None, "truth") == pytest.approx([LN[0], 0, 0])
    assert heights(None, "given") == pytest.approx(LN)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("own", [LN[0], 0, 0]),
        ("every", LN),
        ("missing", [1 - P[0], 0, 0]),
        ("others", [0, -math.log(1 - P[1]), -math.log(1 - P[2])]),
        ("nothing", [0, 0, 0]),
    ],
)
def test_what_was_said_is_summed_beside_it(said: str, expected: list[float]) -> None:
    assert heights(said, "yours") == pytest.approx(expected)
    assert f"{sum(expected):.3f}" in LESSON.seen(said).words[0] or said == "nothing"
    assert note(said, "yours").removeprefix("sum ") == (f"{sum(expected):.3f}" if sum(expected) else "0")


def test_what_was_said_is_run_from_the_beginning() -> None:
    third, others = math.log(3), [-math.log(one) for one in with_first(1 / 3)[1:]]
    assert heights("every", "yours", 0) == pytest.approx([third, *others])
    assert heights("missing", "yours", 0) == pytest.approx([2 / 3, 0, 0])
    assert note("every", "yours", 0) == f"sum {third + sum(others):.3f}"
    assert note("own", "truth", 0) == f"{third:.3f}"


@pytest.mark.parametrize("said", ["every", "missing", "others", "nothing"])
def test_the_knob_shows_the_reading_that_was_chosen(said: str) -> None:
    face = LESSON.facing(None, said)
    mine, loss = face.varied(0.3).picture.lines
    assert mine.name.startswith("yours")
    for k in range(0, len(mine.x), 20):
        assert mine.y[k] == pytest.approx(READINGS[said](with_first(float(mine.x[k])), 0).sum())
    assert loss.y == pytest.approx(-np.log(loss.x))
    with pytest.raises(ValueError, match="none of"):
        LESSON.facing("nobody", None)


def test_labels_in_the_logarithm_have_no_end() -> None:
    seen = LESSON.seen("swapped")
    top = seen.picture.up.high
    beyond = heights("swapped", "yours")
    assert beyond[0] == 0
    assert min(beyond[1:]) > top
    assert note("swapped", "yours") == "sum ∞"
    assert "∞" in LESSON.facing(None, "swapped").varied(0.5).words[1]
    assert seen.picture.up.high == top


def test_all_three_are_least_where_all_are_equal() -> None:
    """As the lesson says of the reading that sums every class."""
    least = 3 * math.log(3)
    assert f"{least:.3f}" in LESSON.seen("every").words[0]
    for p in np.random.default_rng(0).dirichlet([1, 1, 1], 200):
        assert -np.log(p).sum() >= least


def test_wrong_classes_would_cost_as_much_as_the_true_one_if_one_had_it_all() -> None:
    assert f"{-math.log(1 - (1 - P[0])):.3f}" in LESSON.seen("others").words[0]


@pytest.mark.parametrize("first", [0.01, 0.33, 0.9])
def test_the_others_share_the_rest_as_they_did(first: float) -> None:
    p = with_first(first)
    assert sum(p) == pytest.approx(1)
    assert p[1] / p[2] == pytest.approx(P[1] / P[2])
    assert LESSON.outcome(first) == pytest.approx(-math.log(first))


def test_the_goal_is_reached_where_minus_ln_p_is_small_enough() -> None:
    for value in LESSON.vary.places.tolist():
        assert LESSON.varied(value).reached == (value > math.exp(-0.1))


def test_slopes_are_as_small_steps_measure_them() -> None:
    def loss(scores: Array, true: int) -> float:
        return float(np.log(np.exp(scores).sum()) - scores[true])

    for seed in range(40):
        question = asked(LESSON.checks[2], seed)
        told = question.prompt.replace(",", " ").split()
        p = np.array([float(one) for one in told[3:6]])
        true, along = (("first", "second", "third").index(told[k]) for k in (8, -2))
        step = np.eye(3)[along] * 1e-5
        slope = (loss(np.log(p) + step, true) - loss(np.log(p) - step, true)) / 2e-5
        assert question.key == pytest.approx(slope, abs=1e-8)
        assert len(question.wrong) >= 2


def test_losses_of_checks_are_minus_ln_p() -> None:
    for seed in range(40):
        question = asked(LESSON.checks[0], seed)
        told = question.prompt.replace(",", " ").split()
        p = [float(one) for one in told[3:6]]
        assert question.key == pytest.approx(-math.log(p[("first", "second", "third").index(told[8])]))
        assert len(question.wrong) >= 2
        question = asked(LESSON.checks[1], seed)
        assert question.key == pytest.approx(math.log(int(question.prompt.split()[4])))
        assert len(question.wrong) >= 2


def test_the_words_before_the_prediction_do_not_say_which_terms_are_left() -> None:
    told = " ".join([LESSON.setting, *(f"{one.word} {one.meaning}" for one in LESSON.terms)])
    assert "y ln p" not in told
    assert not any(word in told for word in ("true class", "others 0", "sum", "multiplied"))


def test_the_mark_on_the_slider_is_where_the_goal_begins() -> None:
    edge = LESSON.vary.critical
    assert edge is not None
    assert not LESSON.varied(edge - 1e-3).reached, "in the three digits that are written"
    assert LESSON.varied(edge).reached
    assert edge in LESSON.vary.places
    assert -math.log(edge) == pytest.approx(float(LESSON.vary.mark.split()[-1]), abs=1e-3)
    lead = LESSON.misconception("nothing")
    assert lead is not None
    assert with_first(lead.value)[0] > max(with_first(lead.value)[1:]), "a narrow lead is one"


def test_what_the_loss_is_beside_what_others_take_it_for_is_drawn_at_the_same_probabilities() -> None:
    lines = {one.name: one for one in LESSON.varied(0.3).picture.lines}
    for share, loss in zip(lines["loss"].x, lines["loss"].y, strict=True):
        assert loss == pytest.approx(-math.log(share))
    assert lines["1 − p₁"].y == pytest.approx(1 - lines["1 − p₁"].x)
    at = dict(zip(lines["all three"].x.tolist(), lines["all three"].y.tolist(), strict=True))
    assert min(at.values()) > 3 * math.log(3), "and so is never small"
    for share, total in at.items():
        rest = [(1 - share) * one / (1 - P[0]) for one in P[1:]]
        assert total == pytest.approx(-sum(map(math.log, (share, *rest))))


def test_the_number_to_remember_is_how_many_terms_are_left() -> None:
    """The loss, of how many terms it is made."""
    assert LESSON.aha().number == f"{LN[0]:.3f}"
    assert f"{sum(one > 0 for one in heights(None, 'truth'))} of {len(P)} terms" in LESSON.aha().equals


def test_what_a_link_promises_is_there() -> None:
    every = LESSON.misconception("every")
    assert every is not None
    p = with_first(every.value)
    assert -math.log(p[0]) < 0.2 < 2 < min(-math.log(one) for one in p[1:])


@pytest.mark.parametrize("said", [None, "every", "missing", "own", "others", "nothing", "swapped"])
def test_each_kind_of_bar_has_one_text(said: str | None) -> None:
    named = [one for one in LESSON.seen(said).picture.lines if one.labelled]
    assert [one.role for one in named] == ["truth", "given", *(["yours"] if said else [])]
    assert all(len(one.notes) == len(one.x) for one in named)
    mine = [one.notes[-1] for one in named if one.role == "yours"]
    assert all(("sum" in one) == (said in {"every", "others", "swapped"}) for one in mine)


def test_the_formula_with_numbers_is_short_enough_for_its_column() -> None:
    for value in (0.01, LESSON.vary.default, 0.99):
        assert len(LESSON.why(value).numbers.replace("\\,\\ln\\,", "ln")) <= 36


def test_on_the_way_from_all_alike_the_loss_falls_from_ln_3_to_its_own() -> None:
    line, *others = LESSON.seen(None).picture.lines
    assert all(one.moves for one in (line, *others))
    assert [float(one.y[-1]) for one in others] == pytest.approx(LN), "the surprises of all are played too"
    assert LESSON.seen(None).picture.moment(60) == "p₁ = 0.659"
    assert spoken(LESSON.seen(None).picture, 60).startswith("p₁ = 0.659: loss 0.417")
    assert abs(float(line.y[0]) - math.log(3)) < 1e-12
    assert round(float(line.y[-1]), 5) == 0.41703
    assert (np.diff(line.y) < 0).all()


def test_the_names_of_the_classes_stand_beside_each_other_on_a_phone() -> None:
    """Three of them in a picture of 320 px, 7 px a letter."""
    assert max(len(name) for _, name in LESSON.given().across.names) * 7 <= 320 / 3.2


def test_near_the_goal_a_loss_has_digits_enough_to_tell_it_from_the_goal() -> None:
    seen = LESSON.varied(0.905)
    assert seen.reached
    assert "the loss is 0.0998." in seen.words[0]
    assert f"{P[1] / P[2]:.3g} to 1" in LESSON.vary.help


def test_a_sum_above_the_picture_is_told_in_words() -> None:
    for value in LESSON.vary.places.tolist():
        seen = LESSON.varied(value)
        three = -math.log(value) - sum(math.log(one) for one in with_first(value)[1:])
        spots = [one for one in seen.picture.spots if one.role == "given" and one.text != "before"]
        assert [one.y for one in spots] == ([pytest.approx(three)] if three < seen.picture.up.high else [])
        assert f"All three would sum to {three:.3f}" in seen.words[1]


def test_a_turned_sign_and_another_logarithm_are_named() -> None:
    for check in LESSON.checks[:2]:
        for seed in range(12):
            question = asked(check, seed)
            assert question.trap(-question.key) == "sign"
            assert question.trap(question.key / math.log(2)) in {"base", "every", "others", "missing"}
