"""Focal loss and weights of the classes: true numbers, laws, PyTorch's means, and sentences for what does not fit."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.losses import InputError, along, cross_entropy, linear_model, softmax
from tests.core.test_losses import near, quick, rows
from tests.core.test_losses_truth import OWN, name, same
from tests.core.test_truth import read

SLIDE = [2.0, 1.0, 0.1]


@pytest.mark.parametrize("case", OWN["focal"], ids=name)
def test_against_numbers_worked_out_with_many_digits(case: dict[str, Any]) -> None:
    with np.errstate(all="raise", under="ignore"):
        found = cross_entropy(
            case["logits"], None, case["labels"], case["temperature"], gamma=case["gamma"], class_weight=case["weight"]
        )
        same(found.terms, case["terms"], case["terms_error"])
        same(found.losses, case["loss"], sum(map(float, case["terms_error"])))
        same(found.gradient, case["gradient"], case["gradient_error"])


@quick
@given(rows(near), st.data(), st.sampled_from([0.0, 0.1]))
def test_without_gamma_and_with_equal_weights_it_is_cross_entropy_to_the_last_bit(
    logits: list[float], data: st.DataObject, smoothing: float
) -> None:
    target = data.draw(st.integers(0, len(logits) - 1))
    plain = cross_entropy(logits, target, label_smoothing=smoothing)
    same_thing = cross_entropy(logits, target, label_smoothing=smoothing, gamma=0.0)
    labelled = cross_entropy(logits, labels=plain.labels)
    weighted = cross_entropy(logits, labels=plain.labels, class_weight=np.ones(len(logits)))
    for part in ("losses", "terms", "gradient"):
        assert np.array_equal(getattr(plain, part), getattr(same_thing, part))
        assert np.array_equal(getattr(labelled, part), getattr(weighted, part))


@quick
@given(rows(st.integers(-64, 64).map(lambda one: one / 16), 6), st.floats(0.2, 5), st.data())
def test_the_gradient_is_a_difference(logits: list[float], gamma: float, data: st.DataObject) -> None:
    count = len(logits)
    y = np.array(data.draw(st.lists(st.floats(0, 1), min_size=count, max_size=count)))
    weight = np.array(data.draw(st.lists(st.floats(0.1, 4), min_size=count, max_size=count)))
    y[0] += 0.5

    def loss(z: np.ndarray) -> float:
        return float(cross_entropy(z, labels=y, temperature=0.7, gamma=gamma, class_weight=weight).losses)

    found = cross_entropy(logits, labels=y, temperature=0.7, gamma=gamma, class_weight=weight).gradient
    ways = 1e-5 * np.eye(count)
    slopes = [(loss(logits + way) - loss(logits - way)) / 2e-5 for way in ways]
    assert found == pytest.approx(slopes, abs=1e-6)


@quick
@given(rows(near), st.floats(1e-3, 100), st.data())
def test_what_is_right_counts_less_and_never_more(logits: list[float], gamma: float, data: st.DataObject) -> None:
    target = data.draw(st.integers(0, len(logits) - 1))
    plain, focal = cross_entropy(logits, target), cross_entropy(logits, target, gamma=gamma)
    assert 0 <= focal.losses <= plain.losses
    assert abs(math.fsum(focal.gradient)) <= 1e-13 * np.abs(focal.gradient).sum() + 1e-300


def test_the_paper_s_factors() -> None:
    """At gamma = 2 an example at p = 0.9 counts a hundredth, at 0.968 about a thousandth (Lin et al., section 3.2)."""
    for p, factor in ((0.9, 100), (0.968, 977)):
        z = [math.log(p / (1 - p)), 0.0]
        found = cross_entropy(z, 0, gamma=2.0)
        assert float(cross_entropy(z, 0).losses / found.losses) == pytest.approx(factor, rel=1e-3)


def test_in_the_tails_nothing_is_lost() -> None:
    """Right to a part in 1e-15 where p is 1 in floats, and where it is 0."""
    small = math.exp(-40)
    right = cross_entropy([40.0, 0.0], 0, gamma=0.5)
    assert float(right.losses) == pytest.approx(small**1.5, rel=1e-14)
    assert right.gradient == pytest.approx([-1.5 * small**1.5, 1.5 * small**1.5], rel=1e-14)
    wrong = cross_entropy([0.0, 800.0], 0, gamma=2.0)
    assert (float(wrong.losses), wrong.gradient.tolist()) == (800, [-1, 1])


# By hand from PyTorch's documentation: a class's mean is over the weights of the targets, a distribution's over N.
Z = np.array([[2.0, 1.0, 0.1], [0.3, -0.4, 1.0]])
W = np.array([1.0, 2.0, 0.5])


def test_the_mean_is_over_the_weights_of_the_targets_as_in_pytorch() -> None:
    log_p = softmax(Z).log_probabilities
    own = np.array([2.0 * -log_p[0, 1], 0.5 * -log_p[1, 2]])
    found = cross_entropy(Z, [1, 2], class_weight=W)
    assert found.losses == pytest.approx(own, rel=1e-15)
    assert found.mean == pytest.approx(own.sum() / 2.5, rel=1e-15)
    assert found.gradient_of_mean == pytest.approx(found.gradient / 2.5)
    assert cross_entropy(Z, [1, 2], class_weight=7 * W).mean == pytest.approx(found.mean)
    spread = (-log_p * W).sum(axis=1)
    smooth = cross_entropy(Z, [1, 2], label_smoothing=0.3, class_weight=W)
    assert smooth.mean == pytest.approx((0.7 * own.sum() + 0.1 * spread.sum()) / 2.5, rel=1e-14)
    labels = np.array([[0.2, 0.5, 0.3], [0.0, 0.0, 1.0]])
    soft = cross_entropy(Z, labels=labels, class_weight=W)
    assert soft.mean == pytest.approx(float((-log_p * W * labels).sum()) / 2, rel=1e-15)


def test_a_model_learns_from_the_weighted_mean() -> None:
    x, weights, bias = (
        np.array([[1.0, 0.5], [-0.4, 2.0]]),
        np.array([[1.0, -1.0], [0.5, 0.5], [-1.0, 0.4]]),
        np.zeros(3),
    )

    def mean(b: np.ndarray) -> float:
        return linear_model(x, weights, b, [1, 2], gamma=1.5, class_weight=W).cross_entropy.mean

    found = linear_model(x, weights, bias, [1, 2], gamma=1.5, class_weight=W).gradients.bias
    assert found == pytest.approx([(mean(way) - mean(-way)) / 2e-6 for way in 1e-6 * np.eye(3)], rel=1e-7)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("labels", [[1.0, 0.0, 0.0], [0.7, 0.2, 0.1]])
def test_the_loss_along_a_probability_passes_through_where_the_model_stands(gamma: float, labels: list[float]) -> None:
    found = cross_entropy(SLIDE, labels=labels, gamma=gamma, class_weight=W)
    way, p = along(found, 0), found.softmax.probabilities
    assert way.probabilities(p[0]) == pytest.approx(p, rel=1e-14)
    assert float(way.loss(p[0])) == pytest.approx(float(found.losses), rel=1e-14)
    for at in (0.01, 0.4, 0.97):
        slope = (way.loss(at + 1e-7) - way.loss(at - 1e-7)) / 2e-7
        assert float(way.slope(at)) == pytest.approx(float(slope), rel=1e-6)


@pytest.mark.parametrize(
    ("options", "field", "sentence"),
    [
        ({"gamma": -0.5}, "gamma", "gamma must lie in [0, 100], got -0.5"),
        ({"gamma": 101.0}, "gamma", "gamma must lie in [0, 100], got 101"),
        ({"gamma": math.nan}, "gamma", "gamma must lie in [0, 100], got nan"),
        (
            {"class_weight": [1.0, 2.0]},
            "class_weight",
            "class_weight must be one number for each of the 3 classes, got 2",
        ),
        ({"class_weight": [1.0, -2.0, 1.0]}, "class_weight", "class_weight must be at least 0, got -2"),
        ({"class_weight": [1.0, math.inf, 1.0]}, "class_weight", "class_weight must be finite"),
        (
            {"class_weight": [0.0, 1.0, 1.0]},
            "class_weight",
            "class_weight must be greater than 0 for a class that is true",
        ),
        (
            {"class_weight": [0.0, 1.0, 1.0], "label_smoothing": 0.1},
            "class_weight",
            "class_weight must be greater than 0 for a class",
        ),
    ],
)
def test_what_does_not_fit_gets_a_sentence(options: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(InputError) as told:
        cross_entropy(SLIDE, 0, **options)
    assert told.value.field == field
    assert sentence in str(told.value)


def test_a_row_of_no_weight_is_left_out_of_the_mean() -> None:
    found = cross_entropy(Z, [0, 2], class_weight=[0.0, 1.0, 3.0])
    assert found.mean == pytest.approx(float(cross_entropy(Z[1], 2).losses))
    assert found.gradient[0].tolist() == [0, 0, 0]


TORCH = read("torch_losses.json")


@pytest.mark.parametrize("case", TORCH["cases"], ids=lambda one: "-".join(map(str, list(one.values())[:5])))
def test_pytorch_says_the_same(case: dict[str, Any]) -> None:
    truth = {case["truth"]: TORCH[case["truth"]], "label_smoothing": case["smoothing"]}
    found = cross_entropy(TORCH["logits"], **truth, gamma=case["gamma"], class_weight=case["weight"])
    mean = case["reduction"] == "mean"
    assert (found.mean if mean else found.losses.tolist()) == pytest.approx(case["loss"], rel=1e-13, abs=1e-15)
    gradient = found.gradient_of_mean if mean else found.gradient
    np.testing.assert_allclose(gradient, case["gradient"], rtol=1e-9, atol=1e-15)
