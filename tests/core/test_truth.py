"""Values and slopes against numbers worked out with 1,300 digits, and against PyTorch at the kinks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, Activation
from tests.core.samples import ENTRIES
from tests.golden.activations import FORMULAS, settings

GOLDEN = Path(__file__).parents[1] / "golden"


def read(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text())


OWN = read("activations.json")
REFERENCE = read("reference_activations.json")
TORCH = read("torch_kinks.json")


def numbers(column: list[Any]) -> Any:
    return np.array([float(one) for one in column])


def excess(got: Any, true: Any, allowed: Any) -> Any:
    """By how many times the error exceeds what is allowed; an infinity must be the right one."""
    same = got == true
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where(same, 0.0, np.abs(got - true) / allowed)


def slope_excess(entry: Activation, x: Any, true: Any, allowed: Any) -> Any:
    """The same for slopes; at a kink any slope between the one-sided ones is right."""
    got = entry.slope(x)
    found = excess(got, true, allowed)
    for kink in entry.kinks():
        low, high = sorted((kink.left, kink.right))
        # The true kink may lie between doubles: beside it the other side's slope is no error.
        here = np.abs(x - kink.x) <= 2 * np.spacing(abs(kink.x))
        found = np.where(here & (got >= low - 1e-15) & (got <= high + 1e-15), 0.0, found)
    return found


def test_every_setting_of_a_formula_has_golden_numbers() -> None:
    told = [case["f"] for case in OWN["cases"]]
    assert told == list(dict.fromkeys(settings())), "a formula or a knob has changed: make golden"
    assert set(FORMULAS) <= set(ACTIVATIONS)


@pytest.mark.parametrize("case", OWN["cases"], ids=lambda case: case["f"])
def test_truth(case: dict[str, Any]) -> None:
    x = numbers(OWN["inputs"])
    entry = ACTIVATIONS.read(case["f"])
    with np.errstate(all="raise", under="ignore"):
        value = excess(entry.value(x), numbers(case["value"]), numbers(case["value_error"]))
        slope = slope_excess(entry, x, numbers(case["slope"]), numbers(case["slope_error"]))
    assert value.max() <= 1, (x[value.argmax()], value.max())
    assert slope.max() <= 1, (x[slope.argmax()], slope.max())


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=lambda case: f"{case['name']}-{case['params']}")
def test_independent_truth(case: dict[str, Any]) -> None:
    x = numbers(REFERENCE["inputs"])
    entry = ACTIVATIONS[case["name"]].with_settings(case["params"])
    value = excess(entry.value(x), numbers(case["value"]), numbers(case["value_tol"]))
    slope = slope_excess(entry, x, numbers(case["derivative"]), numbers(case["derivative_tol"]))
    assert value.max() <= 1, (x[value.argmax()], value.max())
    assert slope.max() <= 1, (x[slope.argmax()], slope.max())
    for kink, true in zip(entry.kinks(), case["kinks"], strict=True):
        assert (kink.x, kink.left, kink.right) == pytest.approx((true["x"], true["left"], true["right"]), rel=1e-14)
        assert entry.slope(kink.x) == true["torch"]


@pytest.mark.parametrize("case", TORCH["cases"], ids=lambda case: case["f"])
def test_slope_at_a_kink_is_pytorchs(case: dict[str, Any]) -> None:
    x = numbers(case["x"])
    entry = ACTIVATIONS.read(case["f"])
    np.testing.assert_allclose(entry.value(x), case["value"], rtol=1e-13, atol=1e-15)
    # PyTorch keeps the 1 / 6 of hard_sigmoid in single precision, hence 1e-7.
    np.testing.assert_allclose(entry.slope(x), case["slope"], rtol=1e-7, atol=1e-14)


def test_pytorch_was_asked_at_every_kink_that_both_have() -> None:
    asked = {case["f"]: set(case["x"]) for case in TORCH["cases"]}
    for entry in ENTRIES:
        if str(entry) in asked:
            assert {kink.x for kink in entry.kinks()} <= asked[str(entry)]


LAST_UNIT = 5e-324


@pytest.mark.parametrize(
    ("name", "formula", "low", "high"),
    [
        ("silu", lambda x: x / (1 + mp.exp(-x)), -746.0, -690.0),
        ("swish(beta=2.5)", lambda x: x / (1 + mp.exp(-mp.mpf(2.5) * x)), -298.0, -275.0),
        ("mish", lambda x: x * mp.tanh(mp.log1p(mp.exp(x))), -746.0, -690.0),
        ("gelu", lambda x: x * mp.ncdf(x), -38.6, -36.5),
        (
            "gelu_tanh",
            lambda x: x / (1 + mp.exp(-2 * mp.sqrt(2 / mp.pi) * (x + mp.mpf(0.044715) * x**3))),
            -21.8,
            -19.5,
        ),
    ],
)
def test_a_gate_keeps_its_digits_to_the_last_double(name: str, formula: Any, low: float, high: float) -> None:
    f = ACTIVATIONS.read(name)
    with mp.workdps(400):
        for x in [-740.0, -745.0, -746.0, *np.linspace(low, high, 60).tolist()]:
            if not low <= x <= high:
                continue
            for found, true in ((f.value(x), formula(mp.mpf(x))), (f.slope(x), mp.diff(formula, mp.mpf(x)))):
                assert abs(mp.mpf(float(found)) - true) <= LAST_UNIT + 4e-13 * abs(true), (x, found)
                assert found == 0 or np.signbit(found) == (true < 0)
    far = np.array([-1e308, -1e6, -np.finfo(float).max])
    assert np.abs(f.value(far)).tolist() == np.abs(f.slope(far)).tolist() == [0.0, 0.0, 0.0]
