"""Laws of the losses: what holds for any logits, and every gradient beside a difference."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.losses import (
    InputError,
    binary_cross_entropy,
    binary_divergence,
    cross_entropy,
    distribution,
    divergence,
    linear_model,
    one_hot,
    softmax,
    sparsemax,
)

EPS = float(np.finfo(np.float64).eps)
RANDOM = np.random.default_rng(3)

numbers = st.floats(-1e308, 1e308)
near = st.floats(-40, 40)
steps = st.integers(-40_960, 40_960).map(lambda step: step / 1024)  # few bits: sums with whole numbers are exact
temperatures = st.floats(1e-3, 1e3)
quick = settings(deadline=None, derandomize=True, database=None)


def rows(of: st.SearchStrategy[float], most: int = 40) -> st.SearchStrategy[list[float]]:
    return st.lists(of, min_size=1, max_size=most)


@quick
@given(rows(numbers) | rows(near, 1_000), temperatures | st.just(1.0))
def test_probabilities_sum_to_one(logits: list[float], temperature: float) -> None:
    p = softmax(logits, temperature).probabilities
    assert p.min() >= 0
    assert abs(math.fsum(p) - 1) <= 1e-15 * len(logits)


@quick
@given(rows(numbers) | rows(near), temperatures | st.just(1.0))
def test_order_is_kept(logits: list[float], temperature: float) -> None:
    order = np.argsort(logits)
    p = softmax(logits, temperature).probabilities[order]
    assert np.all(p[1:] >= p[:-1] * (1 - 8 * EPS))


@quick
@given(rows(steps), st.integers(-(2**30), 2**30))
def test_a_shift_changes_nothing(logits: list[float], shift: int) -> None:
    here, there = softmax(logits), softmax(np.array(logits) + shift)
    np.testing.assert_allclose(there.probabilities, here.probabilities, rtol=8 * EPS, atol=1e-320)
    np.testing.assert_allclose(there.log_probabilities, here.log_probabilities, rtol=8 * EPS)
    np.testing.assert_allclose(there.complements, here.complements, rtol=8 * EPS, atol=1e-320)
    np.testing.assert_allclose(there.log_sum_exp, here.log_sum_exp + shift, rtol=8 * EPS, atol=8 * EPS * abs(shift))


@quick
@given(rows(near), st.sampled_from([0.25, 0.5, 2.0, 1024.0]))
def test_temperature_is_what_scores_are_divided_by(logits: list[float], temperature: float) -> None:
    here, there = softmax(logits, temperature), softmax(np.array(logits) / temperature)
    np.testing.assert_allclose(here.probabilities, there.probabilities, rtol=8 * EPS, atol=1e-320)
    np.testing.assert_allclose(here.jacobian, there.jacobian / temperature, rtol=16 * EPS, atol=1e-320)


@quick
@given(rows(near), st.data())
def test_the_gradient_sums_to_zero(logits: list[float], data: st.DataObject) -> None:
    weights = np.array(data.draw(st.lists(st.floats(1e-3, 1), min_size=len(logits), max_size=len(logits))))
    target = data.draw(st.integers(0, len(logits) - 1))
    for loss in (
        cross_entropy(logits, target),
        cross_entropy(logits, labels=weights / weights.sum(), label_smoothing=0.1),
        cross_entropy(logits, labels=weights),
    ):
        assert abs(math.fsum(loss.gradient)) <= 8 * EPS * (1 + weights.sum())


@quick
@given(rows(numbers), st.data(), temperatures | st.just(1.0))
def test_a_class_is_its_one_hot_distribution(logits: list[float], data: st.DataObject, temperature: float) -> None:
    target = data.draw(st.integers(0, len(logits) - 1))
    one = cross_entropy(logits, target, temperature=temperature)
    other = cross_entropy(logits, labels=one_hot(target, (len(logits),)), temperature=temperature)
    for name in ("losses", "terms", "gradient", "labels"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=8 * EPS, atol=1e-320)


@quick
@given(st.floats(-30, 30), st.floats(0, 1))
def test_the_formula_for_two_classes_is_the_sum_over_classes(logit: float, y: float) -> None:
    two = binary_cross_entropy(logit, y)
    many = cross_entropy([logit, 0.0], labels=[y, 1 - y])
    p = two.probability
    assert two.cross_entropy == pytest.approx(float(many.losses), rel=1e-12, abs=1e-15)
    assert two.gradient == pytest.approx(many.gradient[0], rel=1e-12, abs=1e-15)
    rounding = EPS * math.exp(abs(logit))  # of p, which near 1 takes the digits of 1 - p
    textbook = -(y * math.log(p) + (1 - y) * math.log1p(-p))
    assert two.cross_entropy == pytest.approx(textbook, rel=1e-12, abs=1e-12 + rounding)
    assert binary_divergence(p, y) == pytest.approx(divergence(np.array([p, 1 - p]), [y, 1 - y]), rel=1e-12, abs=1e-12)


def test_entropy_is_between_nothing_and_ln_k() -> None:
    for count in (1, 2, 3, 10, 1000):
        assert softmax(np.zeros(count)).entropy == pytest.approx(math.log(count), rel=4 * EPS)
        assert softmax(1e4 * np.arange(count)).entropy == 0
    np.testing.assert_allclose(
        cross_entropy(z := [0.3, 2.0, -1.0], labels=softmax(z).probabilities).losses, softmax(z).entropy
    )


SOFTMAX = ("probabilities", "log_probabilities", "complements", "log_sum_exp", "entropy", "jacobian", "log_jacobian")
LOSS = ("losses", "gradient", "terms", "labels")


def test_a_batch_is_its_rows() -> None:
    z = RANDOM.normal(scale=5, size=(2, 3, 7))
    z[0, 1] += 500  # a row that cannot be raised to its power as it is
    target = RANDOM.integers(0, 7, size=(2, 3))
    batch = cross_entropy(z, target)
    labelled = cross_entropy(z, labels=batch.labels)
    for place in np.ndindex(2, 3):
        row = cross_entropy(z[place], target[place])
        pairs = [(getattr(batch.softmax, name), getattr(row.softmax, name)) for name in SOFTMAX]
        pairs += [(getattr(one, name), getattr(row, name)) for one in (batch, labelled) for name in LOSS]
        for many, one in pairs:
            np.testing.assert_allclose(many[place], one, rtol=16 * EPS)


def test_mean_and_sum_of_a_batch() -> None:
    batch = cross_entropy(RANDOM.normal(size=(2, 3, 7)), RANDOM.integers(0, 7, size=(2, 3)))
    assert batch.sum == pytest.approx(math.fsum(batch.losses.ravel()), rel=4 * EPS)
    assert batch.mean == pytest.approx(batch.sum / 6, rel=4 * EPS)
    np.testing.assert_allclose(batch.gradient_of_mean, batch.gradient / 6, rtol=EPS)
    huge = cross_entropy([[1e308, 0.0], [1e308, 0.0]], [1, 1])
    assert (huge.mean, huge.sum) == (1e308, math.inf)


def test_small_probabilities_keep_the_digits_of_their_gradient() -> None:
    y = RANDOM.dirichlet(np.ones(1_000))
    true = [float(Fraction(1, 1_000) * sum(map(Fraction, y)) - Fraction(one)) for one in y]
    np.testing.assert_array_less(np.abs(cross_entropy(np.zeros(1_000), labels=y).gradient - true), 4 * EPS * (1e-3 + y))


def test_no_label_no_loss() -> None:
    found = cross_entropy([[1.0, 2.0], [1e308, -1e308]], labels=np.zeros((2, 2)))
    assert found.losses.tolist() == [0, 0]
    assert not found.gradient.any()
    assert not found.terms.any()
    assert divergence([1.0, 0.0], [1.0, 0.0]) == 0
    assert binary_divergence([0.0, 1.0], [0.0, 1.0]).tolist() == [0, 0]


def test_what_is_brought_is_not_changed() -> None:
    z, y = RANDOM.normal(size=6), np.full(6, 1 / 6)
    before = z.copy()
    for temperature in (1.0, 2.0):
        found = cross_entropy(z, labels=y, temperature=temperature)
        assert found.softmax.entropy > 0
        assert found.terms.min() > 0
        sparsemax(z, temperature)
    np.testing.assert_array_equal(z, before)
    np.testing.assert_array_equal(y, np.full(6, 1 / 6))


@quick
@given(rows(steps) | rows(numbers), temperatures | st.just(1.0))
def test_sparsemax_is_the_nearest_point_of_the_simplex(logits: list[float], temperature: float) -> None:
    found = sparsemax(logits, temperature)
    p, z = found.probabilities, np.array(logits) / temperature
    assert p.min() >= 0
    assert abs(math.fsum(p) - 1) <= 4 * EPS * len(logits)
    inside = p > 0
    tau = (z - p)[inside]
    scale = 8 * EPS * (1 + np.abs(z[inside]).max())
    assert np.ptp(tau) <= scale  # one threshold for all that have a probability,
    assert np.all(z[~inside] <= tau.max() + scale)  # and nothing above it that has none
    assert found.support == inside.sum()


@pytest.mark.parametrize(
    ("call", "field", "sentence"),
    [
        (lambda: softmax([]), "logits", "logits needs at least 1 number, got none"),
        (lambda: softmax([1.0], -1.0), "temperature", "temperature must lie in [0, 1e300], got -1"),
        (lambda: softmax([1.0], math.nan), "temperature", "temperature must lie in [0, 1e300], got nan"),
        (lambda: sparsemax([1.0], 1e301), "temperature", "temperature must lie in [0, 1e300], got 1e+301"),
        (lambda: cross_entropy([1.0, 2.0], 2), "target", "target must be a class from 0 to 1, as there are 2, got 2"),
        (lambda: cross_entropy([1.0, 2.0], -1), "target", "target must be a class from 0 to 1, as there are 2, got -1"),
        (lambda: cross_entropy([1.0, 2.0], 1.0), "target", "target must be a class: a whole number"),
        (lambda: cross_entropy([[1.0, 2.0]], 0), "target", "target must name one class for each of 1 row"),
        (lambda: cross_entropy([[1.0]] * 2, [0]), "target", "target must name one class for each of 2 rows"),
        (lambda: cross_entropy([1.0]), "target", "give either target, a class, or labels, a distribution"),
        (lambda: cross_entropy([1.0], 0, [1.0]), "target", "give either target, a class, or labels, a distribution"),
        (lambda: cross_entropy([1.0, 0.0], labels=[1.5, -0.5]), "labels", "labels must be at least 0, got -0.5"),
        (
            lambda: cross_entropy([1.0], labels=[1.0, 0.0]),
            "labels",
            "labels must be one number for each of the 1 logits, got 2",
        ),
        (lambda: cross_entropy([1.0], 0, label_smoothing=1.1), "label_smoothing", "label_smoothing must lie in [0, 1]"),
        (lambda: distribution([0.5, 0.4], (2,)), "labels", "labels must sum to 1, got 0.9"),
        (lambda: distribution([[0.5, 0.5], [0.5, 0.4]], (2, 2)), "labels", "labels must sum to 1, got 0.9"),
        (lambda: binary_cross_entropy(0.0, 1.1), "y", "y must lie in [0, 1]"),
        (lambda: binary_cross_entropy(0.0, -0.1), "y", "y must lie in [0, 1]"),
        (lambda: linear_model([1.0], [1.0], [1.0], 0), "weights", "weights must be a matrix"),
        (lambda: linear_model([1.0], [[]], [1.0], 0), "weights", "weights must be a matrix"),
        (lambda: linear_model([], [[1.0]], [1.0], 0), "x", "x must be one input"),
        (lambda: linear_model([1.0, 2.0], [[1.0]], [1.0], 0), "x", "x must have 1 numbers"),
        (lambda: linear_model([1.0], [[1.0]], [1.0, 2.0], 0), "bias", "bias must have 1 numbers"),
        (lambda: linear_model([1.0], [[1.0]], [1.0], 1), "target", "target must be a class from 0 to 0"),
    ],
)
def test_what_does_not_fit_is_told(call: Callable[[], Any], field: str, sentence: str) -> None:
    with pytest.raises(InputError) as told:
        call()
    assert told.value.field == field
    assert sentence in str(told.value)


def test_labels_that_were_rounded_are_a_distribution() -> None:
    assert distribution(np.array([0.1, 0.2, 0.7], dtype=np.float32), (3,)).sum() != 1
    np.testing.assert_array_equal(distribution([0.3333333, 0.3333333, 0.3333333], (3,)), [0.3333333] * 3)
