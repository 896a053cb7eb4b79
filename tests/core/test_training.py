"""One observation taught to a linear model: its slopes are those of the loss, its steps those of the optimizers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.losses import binary_cross_entropy, linear_model, softmax
from app.core.losses.rounding import lost_in_a_sum
from app.core.losses.training import (
    Course,
    Observation,
    against_the_rest,
    bias_for,
    logits_for,
    losses_by_rate,
    shared,
    steps_until_right,
    train,
)
from app.core.optimizers import OPTIMIZERS, Adam, AdamW, Nesterov, Optimizer

X = np.array([1.0, 0.5])
W = np.array([[1.0, -1.0], [0.5, 0.5], [-1.0, 0.4]])
B = np.array([1.5, 0.25, 0.9])
SLIDE = Observation(X, np.array([1.0, 0.0, 0.0]))
SOFT = Observation(X, np.array([0.7, 0.2, 0.1]), temperature=2.0)


def sgd(lr: float) -> Optimizer:
    return OPTIMIZERS.read(f"sgd(lr={lr})")


def test_the_slide_has_the_numbers_of_pytorch() -> None:
    found = SLIDE.loss(W, B)
    assert found.softmax.logits == pytest.approx([2.0, 1.0, 0.1], abs=1e-15)
    assert float(found.losses) == pytest.approx(0.41703001627783354, rel=1e-15)
    assert found.gradient == pytest.approx([-0.340998861, 0.242432973, 0.098565888], abs=1e-8)


def test_slopes_are_those_of_the_linear_model() -> None:
    known = linear_model(X, W, B, 0).gradients
    w, b = SLIDE.slopes(SLIDE.loss(W, B))
    assert np.allclose(w, known.weights, rtol=1e-14)
    assert np.allclose(b, known.bias, rtol=1e-14)


@pytest.mark.parametrize("on", [SLIDE, SOFT], ids=["one-hot", "soft, warm"])
def test_slopes_are_differences_of_the_loss(on: Observation) -> None:
    w, b = on.slopes(on.loss(W, B))
    for place in np.ndindex(W.shape):
        h = np.zeros(W.shape)
        h[place] = 1e-6
        assert w[place] == pytest.approx(float(on.loss(W + h, B).losses - on.loss(W - h, B).losses) / 2e-6, abs=1e-9)
    assert b @ np.ones(3) == pytest.approx(0, abs=1e-15)


def test_a_step_of_sgd_is_the_slope_times_the_rate() -> None:
    course = train(sgd(0.5), SLIDE, W, B, 1)
    w, b = SLIDE.slopes(SLIDE.loss(W, B))
    assert np.array_equal(course.weights[1], W - 0.5 * w)
    assert np.array_equal(course.bias[1], B - 0.5 * b)
    assert course.losses[1] == pytest.approx(0.24845999, abs=1e-8)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_walks_each_coordinate_by_its_own_rule(name: str) -> None:
    one, state = OPTIMIZERS[name](), {}
    course = Course(one, SOFT, W, B)
    point: Any = np.concatenate([W.ravel(), B])
    state["memory"] = one.begin()
    for t in range(1, 4):
        ahead = np.asarray(one.probe(one.lr, point, *state["memory"]))
        w, b = SOFT.slopes(SOFT.loss(ahead[:6].reshape(3, 2), ahead[6:]))
        point, *memory = one.step(one.lr, t, point, np.concatenate([w.ravel(), b]), *state["memory"])
        state["memory"] = tuple(memory)
        assert course.step()
        assert np.array_equal(np.concatenate([course.weights.ravel(), course.bias]), point)


@pytest.mark.parametrize("one", [sgd(0.5), Adam(lr=0.1), Nesterov(lr=0.1)], ids=str)
def test_many_rates_at_once_are_the_rates_one_by_one(one: Optimizer) -> None:
    rates = np.array([0.01, 0.1, 1.0])
    together = losses_by_rate(one, SOFT, W, B, rates, 7)
    for rate, loss in zip(rates.tolist(), together.tolist(), strict=True):
        alone = train(type(one).with_settings({**one.settings(), "lr": rate}), SOFT, W, B, 7)
        assert alone.losses[-1] == pytest.approx(loss, rel=1e-12)


def test_right_is_within_a_tenth_of_the_label() -> None:
    steps = steps_until_right(sgd(0.5), SLIDE, W, B, 1000)
    assert steps == 5
    p = train(sgd(0.5), SLIDE, W, B, 5).probabilities[:, 0]
    assert p[5] >= 0.9 > p[4]
    assert steps_until_right(sgd(1e-6), SLIDE, W, B, 50) is None
    assert steps_until_right(sgd(0.5), Observation(X, np.array([0.7, 0.2, 0.1])), W, B, 0) == 0


def test_what_leaves_the_floats_ends_and_says_when() -> None:
    wild = AdamW(lr=100.0, weight_decay=1.0)
    course = train(wild, SLIDE, W, B, 1000)
    assert course.broke is not None
    assert len(course.losses) == course.broke
    assert np.isfinite(course.weights).all()
    assert steps_until_right(wild, Observation(X, np.array([0.5, 0.5, 0.0])), W, B, 1000) is None
    assert np.isnan(losses_by_rate(wild, SLIDE, W, B, np.array([0.1, 100.0]), 900)).all()


def test_bias_and_scores_are_found_from_what_is_wished_for() -> None:
    z = np.array([-5.0, 0.0, 123.0])
    assert np.allclose(W @ X + bias_for(z, W, X), z)
    p = np.array([0.2, 0.5, 0.3])
    logits = logits_for(p, 2.0, 1.5)
    assert softmax(logits, 2.0).probabilities == pytest.approx(p, rel=1e-14)
    assert logits.mean() == pytest.approx(1.5)
    assert np.isfinite(logits_for([1.0, 0.0], 1.0, 0.0)).all()


@pytest.mark.parametrize(
    ("labels", "one", "share", "found"),
    [
        ([0.5, 0.3, 0.2], 0, 0.0, [0.0, 0.6, 0.4]),
        ([1.0, 0.0, 0.0], 0, 0.4, [0.4, 0.3, 0.3]),
        ([1.0, 0.0, 0.0], 2, 0.25, [0.75, 0.0, 0.25]),
        ([0.2, 0.8], 1, 1.0, [0.0, 1.0]),
    ],
)
def test_shares_of_a_label_keep_the_others_proportions(
    labels: list[float], one: int, share: float, found: list[float]
) -> None:
    assert shared(np.array(labels), one, share) == pytest.approx(found)


def test_one_class_against_the_rest_is_a_sigmoid() -> None:
    z = np.array([2.0, 1.0, 0.1])
    for one in range(3):
        p = float(binary_cross_entropy(against_the_rest(z, one, 0.7), 1.0).probability)
        assert p == pytest.approx(float(softmax(z, 0.7).probabilities[one]), rel=1e-14)
    assert against_the_rest(np.array([-5.0, 0.0]), 0) == -5.0


def test_a_long_sum_loses_what_the_lecture_says() -> None:
    assert lost_in_a_sum("float64") == 0.95367431640625
    assert lost_in_a_sum("float32") == 0.0
    assert np.isnan(lost_in_a_sum("float16"))
