"""Ticks are round, reach a window beyond what is shown, and say their numbers however deep the window is."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.figures.axes import decade_axis, number_axis, round_numbers, told_from
from app.web.figures.style import LIGHT

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
WINDOWS = [(-8, 8), (0, 1), (-0.12, 1.2), (-1e6, 1e6), (3.1, 3.2), (0, 240), (1e-7, 3e-7)]
DEEP = [
    (3 - 1e-9, 3 + 1e-9),
    (2.9999, 3.0001),
    (-78.3323331, -78.3323328),
    (1e6 - 1e-4, 1e6),
    (0.5 - 1e-12, 0.5 + 3e-12),
]


def number(text: str) -> float:
    """The number that a text says: `−2.5`, `10³` or `2 × 10⁻⁷`."""
    found = re.fullmatch("(?:(−?[0-9.]+?)(?: × |$))?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text)
    assert found, text
    return float(f"{(found[1] or '1').translate(RAISED)}e{(found[2] or '0').translate(RAISED)}")


def offset_and_unit(title: str) -> tuple[float, float]:
    """From where and in what the ticks of an axis are told, by its title."""
    found = re.fullmatch(r"x(?: ([−+]) ([^,]*))?(?:, in (.*))?", title)
    assert found, title
    sign, middle, unit = found.groups()
    start = number(middle) * (1 if sign == "−" else -1) if middle else 0.0
    return start, number(unit) if unit else 1.0


@pytest.mark.parametrize(("low", "high"), WINDOWS)
def test_ticks_are_round_and_inside(low: float, high: float) -> None:
    ticks = round_numbers(low, high, 6)
    close = 1e-9 * (high - low)
    assert 3 <= len(ticks) <= 15
    assert all(low - close <= tick <= high + close for tick in ticks)
    step = ticks[1] - ticks[0]
    assert np.allclose(np.diff(ticks), step, rtol=1e-6, atol=0)
    assert float(f"{step:.1e}"[:3]) in (1.0, 2.0, 2.5, 5.0)


@pytest.mark.parametrize(("low", "high"), WINDOWS + DEEP)
def test_ticks_reach_a_window_beyond_both_ends_and_their_texts_say_them(low: float, high: float) -> None:
    axis, wide = number_axis(LIGHT, low, high), high - low
    values = axis["tickvals"]
    step = values[1] - values[0]
    close = 1e-3 * step
    assert low - wide - close <= values[0] <= low - wide + step + close
    assert high + wide - step - close <= values[-1] <= high + wide + close
    start, unit = offset_and_unit(told_from("x", low, high, 8))
    for value, text in zip(values, axis["ticktext"], strict=True):
        assert start + unit * number(text) == pytest.approx(value, abs=0.02 * step), text
    assert len(set(axis["ticktext"])) == len(values)
    assert max(map(len, axis["ticktext"])) <= 12


@given(st.floats(-1e6, 1e6), st.floats(-12, 6))
def test_any_window_has_ticks_that_can_be_told_apart(middle: float, power: float) -> None:
    half = max(10.0**power, 1e-12 * abs(middle))
    low, high = middle - half, middle + half
    axis = number_axis(LIGHT, low, high)
    seen = [text for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True) if low <= value <= high]
    assert 3 <= len(seen) <= 13
    assert len(set(seen)) == len(seen)
    start, unit = offset_and_unit(told_from("x", low, high, 8))
    for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        assert start + unit * number(text) == pytest.approx(value, abs=0.02 * half), text


def test_a_usual_axis_says_its_name_alone_and_a_deep_one_from_where_it_counts() -> None:
    assert told_from("weight x", -8, 8, 8) == "weight x"
    assert told_from("weight x", 3 - 1e-9, 3 + 1e-9, 8) == "weight x − 3, in 10⁻¹⁰"
    assert told_from("weight y", -3 - 1e-9, -3 + 1e-9, 8) == "weight y + 3, in 10⁻¹⁰"
    assert told_from("x", -1e-9, 1e-9, 8) == "x, in 10⁻¹⁰"
    assert told_from("y", 0.49994, 0.50006, 4) == "y − 0.5, in 10⁻⁵"  # at an edge there is room for six letters
    assert told_from("y", -0.375, 0.375, 4) == "y"
    assert told_from("step", 9_990, 10_000, 5) == "step"


@pytest.mark.parametrize(("low", "high"), [(-4, 2), (-36, 2), (0, 1), (-320, 2), (-16, -14)])
def test_decades_are_powers_of_ten_with_true_texts(low: int, high: int) -> None:
    axis = decade_axis(LIGHT, low, high)
    values, texts = axis["tickvals"], axis["ticktext"]
    assert (axis["type"], axis["range"]) == ("log", [low, high])
    with np.errstate(divide="ignore"):
        assert all(value == 0 or np.log10(value) == pytest.approx(round(np.log10(value))) for value in values)
    said = [(value, text) for value, text in zip(values, texts, strict=True) if text and value >= 1e-300]
    assert all(number(text) == pytest.approx(value) for value, text in said)
    inside = [text for value, text in said if 10.0**low <= value <= 10.0**high]
    assert 1 <= len(inside) <= 7
