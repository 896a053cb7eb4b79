"""Every gradient and Jacobian of the losses beside a difference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from app.core.losses import binary_cross_entropy, cross_entropy, linear_model, softmax, sparsemax

EPS = float(np.finfo(np.float64).eps)
RANDOM = np.random.default_rng(3)


def slope(f: Callable[[Any], Any], x: Any, h: float = 2.0**-7) -> Any:
    """The slopes of f by each number of x, right to about h^8: differences of eighth order."""
    x = np.asarray(x, dtype=np.float64)
    found = []
    for place in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[place] = h
        parts = [
            c * (f(x + k * step) - f(x - k * step)) for k, c in ((1, 4 / 5), (2, -1 / 5), (3, 4 / 105), (4, -1 / 280))
        ]
        found.append(sum(parts) / h)
    return np.array(found).reshape(*x.shape, *np.shape(found[0]))


@pytest.mark.parametrize("temperature", [1.0, 0.6, 3.0])
def test_jacobians_against_differences(temperature: float) -> None:
    z = RANDOM.normal(size=5)
    found = softmax(z, temperature)
    np.testing.assert_allclose(found.jacobian.T, slope(lambda x: softmax(x, temperature).probabilities, z), atol=1e-11)
    np.testing.assert_allclose(
        found.log_jacobian.T, slope(lambda x: softmax(x, temperature).log_probabilities, z), atol=1e-11
    )
    np.testing.assert_array_equal(found.jacobian, found.jacobian.T)
    np.testing.assert_allclose(found.jacobian.sum(axis=1), 0, atol=4 * EPS / temperature)
    np.testing.assert_allclose(found.log_jacobian.sum(axis=1), 0, atol=8 * EPS / temperature)


@pytest.mark.parametrize("temperature", [1.0, 0.6, 3.0])
@pytest.mark.parametrize(
    "truth",
    [
        {"target": 2},
        {"target": 0, "label_smoothing": 0.1},
        {"labels": [0.2, 0.3, 0.4, 0.1]},
        {"labels": [2.0, 0, 0.5, 0]},
    ],
    ids=str,
)
def test_gradients_against_differences(truth: dict[str, Any], temperature: float) -> None:
    z = RANDOM.normal(size=4)
    found = cross_entropy(z, temperature=temperature, **truth)
    differences = slope(lambda x: cross_entropy(x, temperature=temperature, **truth).losses, z)
    np.testing.assert_allclose(found.gradient, differences, atol=1e-11)
    assert found.terms.sum() == pytest.approx(float(found.losses), rel=8 * EPS)


@pytest.mark.parametrize("y", [0.0, 0.3, 1.0])
def test_slopes_of_two_classes_against_differences(y: float) -> None:
    z = np.array([-5.0, -0.5, 0.0, 1.7, 6.0])
    found = binary_cross_entropy(z, y)
    for one, by in (("cross_entropy", found.gradient), ("squared_error", found.squared_error_gradient)):
        differences = np.diag(slope(lambda x: getattr(binary_cross_entropy(x, y), one), z))  # noqa: B023  # called at once
        np.testing.assert_allclose(by, differences, atol=1e-11)


@pytest.mark.parametrize(("shape", "target"), [((4,), 1), ((3, 4), [1, 0, 2])])
def test_every_gradient_of_the_linear_model_against_differences(shape: tuple[int, ...], target: Any) -> None:
    x, w, b = RANDOM.normal(size=shape), RANDOM.normal(size=(3, 4)), RANDOM.normal(size=3)
    found = linear_model(x, w, b, target)
    slopes = found.gradients
    assert found.logits.shape == (*shape[:-1], 3)
    np.testing.assert_allclose(found.logits, np.einsum("...d,kd->...k", x, w) + b, rtol=1e-14, atol=1e-14)
    for got, f, at in (
        (slopes.weights, lambda one: linear_model(x, one, b, target), w),
        (slopes.bias, lambda one: linear_model(x, w, one, target), b),
        (slopes.x, lambda one: linear_model(one, w, b, target), x),
        (slopes.logits, None, found.logits),
    ):
        mean = (
            (lambda one: cross_entropy(one, target).mean) if f is None else (lambda one, f=f: f(one).cross_entropy.mean)
        )
        np.testing.assert_allclose(got, slope(mean, at), atol=1e-10)


def test_sparsemax_in_rows_and_its_jacobian() -> None:
    z = np.array([[0.3, 0.1, 0.05, 0.25], [5.0, 0.0, 4.5, 4.3], [7.0, 0.0, 0.0, 0.0]])
    found = sparsemax(z, 0.7)
    for row, p, jacobian in zip(z, found.probabilities, found.jacobian, strict=True):
        np.testing.assert_array_equal(p, sparsemax(row, 0.7).probabilities)
        np.testing.assert_allclose(
            jacobian, slope(lambda x: sparsemax(x, 0.7).probabilities, row, 2.0**-12), atol=1e-10
        )
    assert found.support.tolist() == [4, 2, 1]


@pytest.mark.parametrize("temperature", [1.0, 0.5])
def test_near_one_hot_the_slopes_of_the_logarithms_keep_their_digits(temperature: float) -> None:
    z = np.array([20.0, 0.0, -1.5])
    rest = np.exp(-20 / temperature) + np.exp(-21.5 / temperature)
    found = softmax(z, temperature)
    assert found.log_jacobian[0, 0] == pytest.approx(rest / (1 + rest) / temperature, rel=1e-14, abs=0)
    assert found.jacobian[0, 0] == pytest.approx(rest / (1 + rest) ** 2 / temperature, rel=1e-14, abs=0)
    np.testing.assert_allclose(found.log_jacobian[1], [-1 / (1 + rest) / temperature, *found.log_jacobian[1, 1:]])


@pytest.mark.parametrize("z", [1e-320, 1e-200, 1e-9, 0.03, 0.3, 0.99, 1.01, 5.0, 36.7, 700.0])
@pytest.mark.parametrize("y", [0.0, 1e-9, 0.5, 1 - 2.0**-53, 1.0])
def test_the_slope_of_two_classes_is_right_beside_each_round_label(z: float, y: float) -> None:
    for x in (z, -z):
        with mp.workdps(700):
            p = 1 / (1 + mp.exp(-mp.mpf(x)))
            true, slope = p - mp.mpf(y), p * (1 - p)
            found = binary_cross_entropy(x, y)
            if abs(true) > EPS * max(y, 1 - y) or y in {0.0, 0.5, 1.0}:
                assert abs(found.gradient - true) <= 4 * EPS * abs(true) + 5e-324
                assert abs(found.squared_error_gradient - true * slope) <= 8 * EPS * abs(true * slope) + 5e-324
