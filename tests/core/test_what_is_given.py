"""What a formula is given: every real number is taken, whatever its type, and nothing else; what is none is named."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, Activation
from app.core.activations.properties import properties
from app.core.losses import InputError, cross_entropy, linear_model

BEYOND = 10**30  # no integer of NumPy's


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_whole_numbers_beyond_64_bits_fractions_and_decimals_are_numbers(name: str) -> None:
    f = ACTIVATIONS[name]()
    for given, meant in ((BEYOND, 1e30), (-BEYOND, -1e30), (Fraction(1, 4), 0.25), (Decimal("0.75"), 0.75)):
        assert (f(given), f.slope(given)) == (f(meant), f.slope(meant))  # type: ignore[arg-type]  # as in a notebook
    assert np.array_equal(f([BEYOND, 1]), f(np.array([1e30, 1.0])))  # type: ignore[arg-type]  # as in a notebook


@pytest.mark.parametrize("given", ["1", None, 1j, [1, "a"], [[1], [1, 2]], {1: 2}])
def test_what_is_no_number_is_named(given: Any) -> None:
    with pytest.raises(TypeError, match=r"^x must be a real number or an array of them, got '"):
        ACTIVATIONS["gelu"]()(given)


@pytest.mark.parametrize("wrong", [np.inf, np.nan])
def test_scores_without_a_largest_that_is_finite_have_no_loss(wrong: float) -> None:
    rows: list[tuple[Any, Any]] = [([1, wrong], 0), ([[1, 2], [wrong, 1]], [0, 1])]
    for logits, target in rows:
        with pytest.raises(InputError, match=r"^logits must be finite, and only as many -inf as leave one, got "):
            cross_entropy(logits, target)
    with pytest.raises(InputError, match=r"^logits must be finite"):
        cross_entropy([-np.inf, -np.inf], 0)
    assert cross_entropy([1, -np.inf], 0).mean == 0


def test_labels_without_bound_are_refused() -> None:
    with pytest.raises(InputError, match=r"^labels must be finite$"):
        cross_entropy([1, 2], labels=[np.inf, 1])


def test_a_linear_model_that_leaves_the_floats_says_so() -> None:
    with pytest.raises(InputError, match=r"^logits must be finite"):
        linear_model([1e200, 1.0], [[1e200, 2.0], [3.0, 4.0]], [0, 0], 0)


def test_a_gradient_too_large_for_a_double_is_inf() -> None:
    found = cross_entropy([1e3, 0, 1], 0, temperature=0.5, label_smoothing=0.3, class_weight=[1, 1.7e308, 1])
    assert found.gradient[0] > 1e307
    found = cross_entropy([1e3, 0, 1], 0, temperature=0.01, label_smoothing=0.3, class_weight=[1, 1.7e308, 1])
    assert found.gradient.tolist()[:2] == [np.inf, -np.inf]


def test_a_formula_of_ones_own_that_is_nan_far_out_has_its_properties() -> None:
    class Bump(Activation):
        """Rises and falls; its slope says infinity times 0 far out."""

        name, title, tex, source, pros, cons = "bump", "Bump", "x", "us", ("round",), ("flat",)

        def value(self, x: Any) -> Any:
            """x e^(-x^2)."""
            return x * np.exp(-(x * x))

        def slope(self, x: Any) -> Any:
            """(1 - 2 x^2) e^(-x^2)."""
            return (1 - 2 * x * x) * np.exp(-(x * x))

    found = properties(Bump())
    assert (found.max_slope, found.max_slope_at) == (1.0, 0.0)
    assert found.high == pytest.approx(np.exp(-0.5) / np.sqrt(2), rel=1e-14, abs=0)
