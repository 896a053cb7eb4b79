"""Laws that hold for every activation function, at its defaults and at both ends of every knob."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from app.core.activations import ACTIVATIONS, Activation
from app.core.activations.base import BLOCK
from app.core.catalogue import Entry
from tests.core.samples import ENTRIES, WIDE

EPS = np.finfo(float).eps
every = pytest.mark.parametrize("f", ENTRIES, ids=str)
# Within a thousandth of 0 a slope is not to be had from differences of the largest knobs; the golden numbers are.
STRAIGHT = np.concatenate([np.linspace(-30.0, 30.0, 241) + 0.0137, np.array([-400.3, -90.1, 90.1, 400.3])])


def strict() -> Any:
    return np.errstate(all="raise", under="ignore")


def tenth_order(f: Activation, x: Any, h: Any) -> Any:
    """The central difference over 10 neighbours, with an error of order h^10."""
    weights = (5 / 6, -5 / 21, 5 / 84, -5 / 504, 1 / 1260)
    return sum(w * (f.value(x + k * h) - f.value(x - k * h)) for k, w in enumerate(weights, 1)) / h


@every
def test_slope_is_the_derivative_of_value(f: Activation) -> None:
    h = 2e-3
    away = np.array([all(abs(x - at) > 6 * h for at in f.breaks()) for x in STRAIGHT])
    x = STRAIGHT[away & (np.abs(f.value(STRAIGHT)) < 1e100)]
    size = np.abs(f.value(x)) + np.abs(f.slope(x)) + 1e-3
    assert np.max(np.abs(tenth_order(f, x, h) - f.slope(x)) / size) < 3e-8


@every
def test_no_warning_anywhere(f: Activation) -> None:
    with strict():
        f.both(WIDE)
        for x in (0.0, -0.0, 5e-324, -5e-324, 1.0, -1e308, 1e308, 1.7976931348623157e308, -1.7976931348623157e308):
            f.both(x)
            f.both(np.array(x))
        f.kinks()


def last_finite(numbers: Callable[[Any], Any], good: float, bad: float) -> float:
    """The last finite number on the way from an x at which there is one to an x at which there is none."""
    while (middle := good / 2 + bad / 2) not in (good, bad):
        good, bad = (middle, bad) if np.isfinite(numbers(middle)) else (good, middle)
    return float(numbers(good))


@every
def test_finite_where_the_truth_is(f: Activation) -> None:
    for numbers in (f.value, f.slope):
        found = np.asarray(numbers(WIDE))
        assert not np.isnan(found).any()
        # Whoever becomes infinite has outgrown the doubles: the last number before is nearly the largest.
        for turn in np.flatnonzero(np.diff(np.isfinite(found))):
            pair = WIDE[[turn, turn + 1]].tolist()
            good, bad = pair if np.isfinite(found[turn]) else reversed(pair)
            assert abs(last_finite(numbers, good, bad)) > 1e300


@every
def test_floats_and_arrays_agree(f: Activation) -> None:
    x = WIDE[::7]
    value, slope = map(np.asarray, f.both(x))
    pairs = [f.both(one) for one in x.tolist()]
    assert all(np.ndim(number) == 0 for pair in pairs for number in pair)
    for together, alone in ((value, [pair[0] for pair in pairs]), (slope, [pair[1] for pair in pairs])):
        finite = np.isfinite(together)
        np.testing.assert_array_almost_equal_nulp(np.array(alone)[finite], together[finite], 1)
        np.testing.assert_array_equal(np.array(alone)[~finite], together[~finite])


@every
def test_shapes_are_kept_and_both_is_value_and_slope(f: Activation) -> None:
    for shape in ((), (0,), (1,), (2, 3), (2, 1, 3)):
        x = np.linspace(-4, 4, int(np.prod(shape))).reshape(shape)
        value, slope = f.both(x)
        assert np.shape(value) == np.shape(slope) == shape
        np.testing.assert_array_equal(value, f.value(x))
        np.testing.assert_array_equal(slope, f.slope(x))
        assert np.asarray(value).dtype == np.asarray(slope).dtype == np.float64


@every
def test_the_input_is_left_alone(f: Activation) -> None:
    x = np.linspace(-4, 4, 9)
    value, slope = map(np.asarray, f.both(x))
    assert not np.shares_memory(value, slope)
    value[...], slope[...] = 7.0, 7.0
    np.testing.assert_array_equal(x, np.linspace(-4, 4, 9))


@every
def test_curve_is_both_in_stretches(f: Activation) -> None:
    for size in (5, BLOCK, BLOCK + 1, 2 * BLOCK + 77):
        x = np.linspace(-9, 9, size)
        for ours, plain in zip(f.curve(x), f.both(x), strict=True):
            np.testing.assert_array_almost_equal_nulp(ours, plain, 1)
    square = np.linspace(-9, 9, 40_000).reshape(200, 200)
    assert [one.shape for one in f.curve(square)] == [(200, 200)] * 2


@every
def test_breaks_rise_and_hold_all_kinks(f: Activation) -> None:
    breaks = f.breaks()
    assert list(breaks) == sorted(set(breaks))
    for kink in f.kinks():
        assert kink.x in breaks
        low, high = sorted((kink.left, kink.right))
        assert low <= f.slope(kink.x) <= high
        assert kink.value == f.value(kink.x)
    for x in WIDE[np.abs(WIDE) < 50]:
        near = [float(f.slope(np.nextafter(x, side))) for side in (-np.inf, np.inf)]
        assert abs(near[1] - near[0]) < 1e-9 * (1 + abs(near[0])) or any(abs(x - at) < 1e-12 for at in breaks), (
            f"a kink at {x} is not told"
        )


@every
def test_notation_round_trip(f: Activation) -> None:
    assert ACTIVATIONS.read(str(f)) == f
    assert hash(ACTIVATIONS.read(str(f))) == hash(f)
    assert type(f).with_settings(f.settings()) == f


@pytest.mark.parametrize("entry", ACTIVATIONS.values(), ids=lambda entry: entry.name)
def test_an_entry_says_what_pages_need(entry: type[Activation]) -> None:
    assert entry.summary().endswith((".", "!", "?"))
    assert all((entry.title, entry.tex, entry.source, entry.pros, entry.cons))
    assert any(char.isdigit() for char in entry.source), "a source has a year"
    for knob in entry.knobs():
        assert knob.low <= knob.default <= knob.high
        assert knob.symbol
        assert knob.help
        assert not knob.log or knob.low >= 0


@pytest.mark.parametrize("entry", ACTIVATIONS.values(), ids=lambda entry: entry.name)
def test_an_entry_writes_value_and_slope_or_both(entry: type[Activation]) -> None:
    written = {name for part in entry.__mro__[:-1] if part not in (Activation, Entry) for name in vars(part)}
    assert {"value", "slope"} <= written or "both" in written
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry().name = "other"  # type: ignore[misc]  # what must not work


def test_the_slides_come_first_and_every_name_of_the_contract_is_there() -> None:
    names = list(ACTIVATIONS)
    assert names[:6] == ["sigmoid", "tanh", "relu", "leaky_relu", "maxout", "elu"]
    contract = """identity relu6 prelu selu celu gelu gelu_tanh silu swish mish softplus softsign log_sigmoid hard_tanh
        hard_sigmoid hard_swish hard_shrink soft_shrink tanh_shrink threshold squareplus exponential gaussian sine
        arctan"""
    assert set(contract.split()) <= set(names)


NUMBERS = [
    np.array([0, 1, 50, 128, 255], np.uint8),
    np.array([-128, -1, 0, 100], np.int8),
    np.array([[-3, 0], [2, 700]], np.int64),
    np.array([16_777_217, -(2**40) - 1, 2**53 - 1], np.int64),
    np.array([2**64 - 1, 0], np.uint64),
    np.array([0.1, -0.7], np.longdouble),
    np.empty((0, 3), np.int16),
    [],
    np.array([-60000.0, 0.5, 60000.0], np.float16),
    np.array([-3e38, -0.1, 88.9, 3e38], np.float32),
    np.array([False, True]),
    [1.0, -2.0],
    (1, 2),
    True,
    3,
    np.float32(0.1),
    np.array(2.0),
]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_whatever_is_a_real_number_is_taken_as_doubles(name: str) -> None:
    f = ACTIVATIONS[name]()
    for x in NUMBERS:
        same = np.asarray(x, dtype=np.float64)
        brought: Any = x
        asked = (f.value(brought), f.slope(brought), f.both(brought)[1])
        for told, known in zip(asked, (f.value(same), f.slope(same), f.slope(same)), strict=True):
            assert np.asarray(told).dtype == np.float64
            assert np.shape(told) == same.shape
            assert np.array_equal(told, known)


@pytest.mark.parametrize("x", ["1", [1 + 2j], None, [[1], [2, 3]]], ids=str)
def test_what_is_no_real_number_is_refused(x: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        ACTIVATIONS["sigmoid"]().value(x)  # type: ignore[arg-type]  # as a caller might


def test_examples_of_pytorch_are_within_the_knobs() -> None:
    for text in (
        "threshold(threshold=0.1,value=20)", "hard_tanh(min_val=-2,max_val=2)", "leaky_relu(negative_slope=0.1)",
        "elu", "celu", "selu", "softplus", "soft_shrink", "hard_shrink", "prelu", "gelu", "silu", "mish", "relu6",
    ):  # fmt: skip
        ACTIVATIONS.read(text)
