"""The elementary functions: one answer for floats and arrays, and silence."""

from __future__ import annotations

import math
import warnings
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from app.core import elementary
from app.core.elementary import bend, hypot, larger, shortfall, sign, sinc

ONE = ("sin", "cos", "exp", "expm1", "sqrt", "size", "sign", "sinc", "bend", "log", "shortfall")
SIZES = (0.0, 5e-324, 1e-160, 1e-9, 0.3, 0.999, 1.0, 1.001, 2.5, 40.0, 709.9, 1e5, 1e154, 1e308, math.inf)
NUMBERS = [*SIZES, *(-x for x in SIZES), math.nan]


@pytest.mark.parametrize("name", ONE)
def test_floats_and_arrays_agree_in_silence(name: str) -> None:
    f = getattr(elementary, name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        floats = [f(x) for x in NUMBERS]
        array = f(np.array(NUMBERS))
    assert all(type(value) is float for value in floats)
    np.testing.assert_allclose(floats, array, rtol=1e-13, atol=0)


@pytest.mark.parametrize("f", [hypot, larger])
def test_pairs_agree_in_silence(f: Any) -> None:
    pairs = [(a, b) for a in NUMBERS for b in NUMBERS]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        floats = [f(a, b) for a, b in pairs]
        array = f(*np.array(pairs).T)
    np.testing.assert_allclose(floats, array, rtol=1e-15, atol=0)


def test_infinity() -> None:
    assert elementary.exp(1000.0) == math.inf
    assert elementary.exp(-1000.0) == 0
    assert math.isnan(elementary.sin(math.inf))
    assert math.isnan(elementary.cos(-math.inf))
    assert math.isnan(elementary.sqrt(-1.0))
    assert math.isnan(elementary.log(-1.0))
    assert elementary.log(0.0) == -math.inf
    assert hypot(1.7e308, 1.7e308) == math.inf


def test_sign() -> None:
    assert [sign(x) for x in (-3.0, -0.0, 0.0, 5e-324, math.inf)] == [-1.0, 0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("t", [0.0, 1e-300, 1e-8, 0.01, 0.5, 0.9999, -0.9999, 1.0, -1.0001, 3.0, 20.0, 4.4934, -77.0])
def test_limits_at_zero(t: float) -> None:
    with mp.workdps(1000):
        exact = mp.mpf(t)
        smooth = mp.sin(exact) / exact if t else mp.mpf(1)
        curved = (mp.sin(exact) - exact * mp.cos(exact)) / exact**3 if t else mp.mpf(1) / 3
        assert abs(sinc(t) - smooth) <= 4e-16
        assert abs(bend(t) - curved) <= 4e-16


@pytest.mark.parametrize(
    "t", [0.0, 5e-324, 1e-300, 1e-9, 0.01, 0.06, 0.1, 0.3, 0.4999, 0.5, 0.5001, 1.0, 2.5, 19.0, 400.0, 1e300]
)
def test_shortfall_of_langevin(t: float) -> None:
    with mp.workdps(1000):
        exact = 1 + 1 / mp.mpf(t) - mp.coth(t) if t else mp.mpf(1)
        assert abs(shortfall(t) - exact) <= 1e-15 * exact
    assert shortfall(math.inf) == 0.0
