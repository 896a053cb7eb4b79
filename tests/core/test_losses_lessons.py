"""The numbers of the slides, of CS231n and of the lessons, and the numbers that break."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core.losses import (
    binary_cross_entropy,
    binary_divergence,
    cross_entropy,
    divergence,
    linear_model,
    naive_limits,
    naive_softmax,
    softmax,
)
from app.core.losses.naive import Floats
from tests.core.test_truth import read

SEED = read("reference_analytic.json")["seed"]
SLIDE = SEED["logits"]


def test_the_slides() -> None:
    found = cross_entropy(SLIDE, 0)
    p = found.softmax.probabilities
    np.testing.assert_allclose(p, [0.6590011388859679, 0.2424329707047139, 0.09856589040931818], rtol=0, atol=1e-15)
    np.testing.assert_allclose(p, SEED["softmax"], rtol=0, atol=1e-15)
    assert p.round(1).tolist() == SEED["softmax_slide"]
    assert float(found.losses) == pytest.approx(0.4170300162778335, abs=1e-15)
    np.testing.assert_allclose(found.gradient, SEED["gradient_one_hot_0"], rtol=0, atol=1e-15)
    given = float(divergence(SEED["softmax_slide"], [1, 0, 0]))
    assert given == pytest.approx(SEED["cross_entropy_from_slide_probabilities"], rel=1e-15)
    for case, loss in SEED["binary_cross_entropy"].items():
        y, p_one = (float(part.split("=")[1]) for part in case.split(","))
        assert binary_divergence(p_one, y) == pytest.approx(loss, rel=1e-15)


def test_near_one_hot_the_digits_are_kept() -> None:
    found = cross_entropy([40.0, 0.0, 0.0, 0.0], 0)
    small = 3 * math.exp(-40)
    assert float(found.losses) == pytest.approx(small, rel=1e-15)
    assert found.gradient[0] == pytest.approx(-small, rel=1e-15)
    assert found.gradient[1:] == pytest.approx(math.exp(-40), rel=1e-15)
    assert found.softmax.entropy == pytest.approx(41 * small, rel=1e-15)
    assert np.diag(found.softmax.jacobian) == pytest.approx([small, *3 * [math.exp(-40)]], rel=1e-15)
    assert binary_cross_entropy(-40.0, 0.0).cross_entropy == pytest.approx(math.exp(-40), rel=1e-15)


def test_the_slides_pipeline_from_its_input() -> None:
    found = linear_model([1.0, 0.5], [[1.0, -1.0], [0.5, 0.5], [-1.0, 0.4]], [1.5, 0.25, 0.9], 0)
    np.testing.assert_allclose(found.logits, SLIDE, rtol=0, atol=1e-15)
    away = np.array(SEED["gradient_one_hot_0"])
    np.testing.assert_allclose(found.gradients.weights, np.outer(away, [1.0, 0.5]), rtol=0, atol=1e-15)
    np.testing.assert_allclose(found.gradients.bias, away, rtol=0, atol=1e-15)
    np.testing.assert_allclose(found.gradients.x, [-0.3183482661709934, 0.5016417026301163], rtol=0, atol=1e-15)


def test_the_cat_of_cs231n() -> None:
    weights = [[0.2, -0.5, 0.1, 2.0], [1.5, 1.3, 2.1, 0.0], [0.0, 0.25, 0.2, -0.3]]
    found = linear_model([56.0, 231.0, 24.0, 2.0], weights, [1.1, 3.2, -1.2], 0)
    np.testing.assert_allclose(found.logits, [-96.8, 437.9, 60.75], rtol=1e-14)
    assert found.cross_entropy.mean == pytest.approx(534.7, abs=1e-9)
    assert float(cross_entropy([-2.85, 0.86, 0.28], 2).losses) == pytest.approx(1.0402, abs=5e-5)


@pytest.mark.parametrize(
    ("logits", "temperature", "shown"),
    [
        ([1.0, -2.0, 0.0], 1.0, [0.705, 0.035, 0.259]),
        ([0.5, -1.0, 0.0], 1.0, [0.547, 0.122, 0.331]),
        ([20.0, 10.0, 1.0], 1.0, [0.99995, 0.00005, 0.0]),
        ([0.2, 0.1, 0.01], 1.0, [0.366, 0.331, 0.303]),
        ([102.0, 101.0, 100.1], 1.0, [0.659, 0.242, 0.099]),
        (SLIDE, 0.5, [0.864, 0.117, 0.019]),
        (SLIDE, 2.0, [0.502, 0.304, 0.194]),
        ([1000.0, 1001.0, 1002.0], 1.0, [0.090, 0.245, 0.665]),
        ([123.0, 456.0, 789.0], 1.0, [0.0, 0.0, 1.0]),
    ],
)
def test_probabilities_of_the_lessons(logits: list[float], temperature: float, shown: list[float]) -> None:
    digits = 5 if 0.99995 in shown else 3
    assert softmax(logits, temperature).probabilities.round(digits).tolist() == shown


def test_losses_of_the_lessons() -> None:
    for classes, loss in ((3, 1.099), (10, 2.303), (1000, 6.908)):
        assert float(cross_entropy(np.zeros(classes), 0).losses) == pytest.approx(loss, abs=5e-4)
    assert float(divergence([0.7, 0.3], [0.7, 0.3])) == pytest.approx(0.611, abs=5e-4)
    assert float(divergence([1, 0, 0], softmax(SLIDE).probabilities)) == math.inf  # D(S, L) is not D(L, S)
    assert binary_divergence(np.array([0.9, 0.5, 0.01]), 1.0) == pytest.approx([0.105, 0.693, 4.605], abs=5e-4)
    assert binary_cross_entropy(1.7, 1.0).probability == pytest.approx(0.845535, abs=5e-7)
    assert softmax([1.7, 0.0]).probabilities[0] == pytest.approx(0.845535, abs=5e-7)


def test_confidently_wrong() -> None:
    found = binary_cross_entropy(-5.0, 1.0)
    assert found.gradient == pytest.approx(-0.9933, abs=5e-5)
    assert found.squared_error_gradient == pytest.approx(-0.0066, abs=5e-5)
    assert found.gradient / found.squared_error_gradient == pytest.approx(150.4, abs=0.05)


@pytest.mark.parametrize(
    ("floats", "overflow", "underflow"),
    [("float16", 11.09, -17.33), ("float32", 88.72, -103.97), ("float64", 709.78, -745.13)],
)
def test_naive_limits(floats: Floats, overflow: float, underflow: float) -> None:
    limits = naive_limits(floats)
    assert (limits.overflow, limits.underflow) == pytest.approx((overflow, underflow), abs=0.01)
    kind = np.dtype(floats).type
    beyond = float(np.nextafter(kind(limits.overflow), kind(np.inf)))
    below = float(np.nextafter(kind(limits.underflow), kind(-np.inf)))
    assert naive_softmax([limits.overflow, 0.0], floats)[0] == 1
    assert math.isnan(naive_softmax([beyond, 0.0], floats)[0])
    assert naive_softmax([limits.underflow], floats)[0] == 1
    assert math.isnan(naive_softmax([below], floats)[0])
    assert softmax([beyond, 0.0]).probabilities[0] == pytest.approx(1, abs=1e-4)
    assert softmax([below]).probabilities[0] == 1


def test_naive_softmax_of_cs231n() -> None:
    naive = naive_softmax([123.0, 456.0, 789.0])
    assert naive[:2].tolist() == [0, 0]
    assert math.isnan(naive[2])
    np.testing.assert_allclose(naive_softmax(SLIDE), softmax(SLIDE).probabilities, rtol=1e-15)
    assert naive_softmax([[1.0, 2.0], [3.0, 3.0]], "float32").sum(axis=1) == pytest.approx(1)
    assert np.isfinite(softmax([0.0, -800.0]).log_probabilities).all()
