"""Beyond the finite doubles: each activation has its limits at the infinities, and nan for nan, without a warning."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from app.core.activations import ACTIVATIONS, GELU, Maxout, SiLU, Sine

ENDS = np.array([-np.inf, np.inf])
# Of each entry: f at both ends, f' at both ends. Sine has no limits; what is left out is checked by its far ends alone.
LIMITS = {
    "sigmoid": ((0, 1), (0, 0)), "tanh": ((-1, 1), (0, 0)), "relu": ((0, np.inf), (0, 1)),
    "elu": ((-1, np.inf), (0, 1)), "relu6": ((0, 6), (0, 0)), "squared_relu": ((0, np.inf), (0, np.inf)),
    "softplus": ((0, np.inf), (0, 1)), "squareplus": ((0, np.inf), (0, 1)), "log_sigmoid": ((-np.inf, 0), (1, 0)),
    "exponential": ((0, np.inf), (0, np.inf)), "gelu": ((0, np.inf), (0, 1)), "gelu_tanh": ((0, np.inf), (0, 1)),
    "silu": ((0, np.inf), (0, 1)), "swish": ((0, np.inf), (0, 1)), "mish": ((0, np.inf), (0, 1)),
    "hard_swish": ((0, np.inf), (0, 1)), "softsign": ((-1, 1), (0, 0)), "gaussian": ((0, 0), (0, 0)),
    "arctan": ((-np.pi / 2, np.pi / 2), (0, 0)), "step": ((0, 1), (0, 0)), "isru": ((-1, 1), (0, 0)),
    "tanh_shrink": ((-np.inf, np.inf), (1, 1)), "soft_shrink": ((-np.inf, np.inf), (1, 1)),
    "maxout": ((0, np.inf), (0, 1)), "sine": ((np.nan, np.nan), (np.nan, np.nan)),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_a_function_has_its_limits(name: str) -> None:
    f, (values, slopes) = ACTIVATIONS[name](), LIMITS[name]
    assert_array_equal(f.value(ENDS), values)
    assert_allclose(f.slope(ENDS), slopes, rtol=1e-15, atol=0)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_one_that_is_not_finite_changes_no_other(name: str) -> None:
    f, x = ACTIVATIONS[name](), np.array([[0.5, np.nan], [-np.inf, -2.0], [np.inf, 1e300]])
    for formula in (f.value, f.slope):
        found, finite = np.asarray(formula(x)), np.isfinite(x)
        assert_array_equal(found[finite], formula(x[finite]))
        assert np.isnan(found[0, 1])
        assert_array_equal(found, np.reshape([formula(float(one)) for one in x.flat], x.shape))
    assert_array_equal(f.both(x), (f.value(x), f.slope(x)))


def test_what_has_no_limit_says_so() -> None:
    assert [one.settles for one in (GELU(), SiLU(), Maxout(), Sine())] == [True, True, True, False]
