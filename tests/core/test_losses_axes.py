"""A softmax along any axis of arrays of any shape, and the sentences for what has none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from app.core.losses import InputError, cross_entropy, linear_model, softmax, sparsemax

EACH = ("logits", "probabilities", "complements", "gaps", "log_probabilities")
EVERY = ("log_sum_exp", "entropy", "jacobian", "log_jacobian")
LOGITS = np.random.default_rng(5).normal(scale=30.0, size=(2, 3, 4, 5))


@pytest.mark.parametrize("temperature", [1.0, 0.3])
@pytest.mark.parametrize("shape", [(5,), (3, 4), (2, 3, 4), (2, 3, 4, 5), (1, 7, 1), (4, 1)])
def test_each_line_along_an_axis_is_a_softmax_of_its_own(shape: tuple[int, ...], temperature: float) -> None:
    z = LOGITS.ravel()[: int(np.prod(shape))].reshape(shape)
    for axis in range(-z.ndim, z.ndim):
        found = softmax(z, temperature, axis=axis)
        kept = [one for k, one in enumerate(shape) if k != axis % z.ndim]
        assert found.jacobian.shape == (*kept, shape[axis], shape[axis])
        assert found.entropy.shape == found.log_sum_exp.shape == tuple(kept)
        assert (
            found.peak.shape == found.rest.shape == tuple(1 if k == axis % z.ndim else n for k, n in enumerate(shape))
        )
        np.testing.assert_allclose(found.probabilities.sum(axis=axis), np.ones(kept), rtol=1e-15)
        for place in np.ndindex(*kept):
            line: Any = list(place)
            line.insert(axis % z.ndim, slice(None))
            alone = softmax(z[tuple(line)], temperature)
            for name in EACH:
                np.testing.assert_allclose(getattr(found, name)[tuple(line)], getattr(alone, name), rtol=1e-14)
            for name in EVERY:
                np.testing.assert_allclose(getattr(found, name)[place], getattr(alone, name), rtol=1e-14)


def test_the_last_axis_is_meant_if_none_is_said() -> None:
    np.testing.assert_array_equal(softmax([[0, 1, 2], [3, 4, 9]]).probabilities.sum(axis=-1), 1.0)
    np.testing.assert_array_equal(
        softmax([[0, 3], [1, 4], [2, 9]], axis=0).probabilities, softmax([[0, 1, 2], [3, 4, 9]]).probabilities.T
    )


@pytest.mark.parametrize("axis", [2, -3, 10**30])
def test_an_axis_that_is_not_there_is_a_sentence(axis: int) -> None:
    with pytest.raises(InputError, match=f"^axis must be a number from -2 to 1, as the logits have 2, got {axis}$"):
        softmax([[1.0, 2.0], [3.0, 4.0]], axis=axis)


@pytest.mark.parametrize("axis", [None, True, 1.0, "1", (0, 1)])
def test_an_axis_that_is_no_whole_number_is_a_sentence(axis: Any) -> None:
    with pytest.raises(InputError, match=r"^axis must be a whole number, got "):
        softmax([[1.0, 2.0], [3.0, 4.0]], axis=axis)


NUMBERS = [
    np.array([1, 255], np.uint8),
    np.array([-128, 127], np.int8),
    np.array([1, 2], np.float16),
    [True, False],
    (1, 2),
    range(3),
    [Decimal("0.5"), 2],
    [10**30, 0],
    5,
    np.float32(3),
]


@pytest.mark.parametrize("given", NUMBERS, ids=repr)
def test_whatever_is_a_real_number_has_a_softmax_in_doubles(given: Any) -> None:
    doubles = np.array([float(one) for one in np.atleast_1d(np.asarray(given, dtype=object))])
    found = softmax(given).probabilities
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, softmax(doubles).probabilities)


@pytest.mark.parametrize("given", [["a"], "12", {}, [None, 1.0], [1j], [10**400], np.array(["2020"], "M8[Y]")], ids=str)
def test_what_is_no_real_number_is_a_sentence(given: Any) -> None:
    for ask in (softmax, sparsemax, lambda z: cross_entropy(z, 0)):
        with pytest.raises(InputError, match=r"^logits must be real numbers"):
            ask(given)
    with pytest.raises(InputError, match=r"^labels must be real numbers"):
        cross_entropy([1.0], labels=given)
    with pytest.raises(InputError, match=r"^(x|weights|bias) must be real numbers"):
        linear_model([1.0], [[1.0]], given, 0)


def test_rows_unlike_are_a_sentence() -> None:
    with pytest.raises(InputError, match=r"^logits must be rows of one length$"):
        softmax([[1.0], [1.0, 2.0]])


@pytest.mark.parametrize("given", [[np.nan, 1.0], [np.inf, 1.0], [-np.inf, -np.inf], [[1.0, 2.0], [1.0, np.nan]]])
def test_a_row_needs_a_largest_that_is_finite(given: Any) -> None:
    for ask in (softmax, sparsemax):
        with pytest.raises(InputError, match=r"^logits must be finite, and only as many -inf as leave one, got "):
            ask(given)


def test_a_class_at_minus_infinity_is_left_out() -> None:
    found = softmax([0.5, -np.inf, 1.5])
    np.testing.assert_array_equal(found.probabilities[[0, 2]], softmax([0.5, 1.5]).probabilities)
    assert found.probabilities[1] == 0
    assert found.entropy == softmax([0.5, 1.5]).entropy
    assert np.isfinite(found.jacobian).all()
    masked = cross_entropy([0.5, -np.inf, 1.5], labels=[0.25, 0.0, 0.75])
    assert masked.losses == pytest.approx(float(cross_entropy([0.5, 1.5], labels=[0.25, 0.75]).losses), rel=1e-15)
