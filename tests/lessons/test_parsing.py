"""Numbers as people write them: whatever is written reads back, and whatever is none is refused in a sentence."""

from __future__ import annotations

import math
import string
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.lessons.parsing import LONGEST, readings
from app.lessons.quantities import within
from tests.lessons.spelling import refusal, spellings

SIGNS = "0123456789.,+-*/^() %eE\u2212\u2013\u2010\u2011×·⋅÷\u2044⁻⁰¹²³⁹'’_\u00a0\u202f\u2009"
NUMBERS = st.floats(-1e9, 1e9).filter(lambda value: value == 0 or abs(value) > 1e-9)
SMALL = st.integers(-99, 99)


def told(text: str) -> tuple[float, ...]:
    """What a text tells, nothing if it is refused, as it may be in one way only."""
    sentence = refusal(readings, text)
    if sentence:
        assert "is not a number; write it like" in sentence
        return ()
    found = readings(text)
    assert 1 <= len(found) <= 2
    assert all(math.isfinite(one) and repr(float(one)) == repr(one) for one in found)
    return found


def near(value: float) -> Any:
    return pytest.approx(value, rel=1e-5, abs=1e-300)


@settings(deadline=None, max_examples=1000)
@given(NUMBERS)
def test_every_spelling_is_read(value: float) -> None:
    for how, text in spellings(value).items():
        assert near(value) in told(text), (how, text)
        ends = sorted((value * (1 + 1e-6), value * 0.9))
        assert within(text, *ends) == near(value), (how, text)


@settings(deadline=None, max_examples=500)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_python_writes_is_read_to_the_last_bit(value: float) -> None:
    assert told(repr(value)) == (value + 0.0,)
    assert told(f" {value!r}\t") == (value + 0.0,)


@given(SMALL, st.integers(1, 99), st.integers(1, 99))
def test_one_goes_from_left_to_right(a: int, b: int, c: int) -> None:
    assert told(f"{a}/{b}*{c}") == (near(a / b * c),)
    assert told(f"{a} × {b} / {c}") == (near(a * b / c),)
    assert told(f"{a} ÷ {b} ÷ {c}") == (near(a / b / c),)


@given(st.integers(1, 20), st.integers(-12, 12))
def test_powers_come_first_and_a_sign_last(base: int, exponent: int) -> None:
    value = float(Fraction(base) ** exponent)
    raised = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    for text in (f"{base}^{exponent}", f"{base}**{exponent}", f"{base}^({exponent})", f"{base}{raised}"):
        assert told(text) == (near(value),), text
        assert told(f"−{text}") == (near(-value),), text
        assert told(f"3·{text}") == (near(3 * value),), text
        assert told(f"3*-{text}") == (near(-3 * value),), text
        assert told(f"3/{text}") == (near(3 / value),), text
        assert told(f"{text} %") == (near(value / 100),), text


@example(999_999)
@given(st.integers(1000, 999_999_999))
def test_a_comma_before_three_digits_may_mean_two_things(whole: int) -> None:
    text = f"{whole:,}"
    found = told(text)
    assert float(whole) in found
    assert (text.count(",") == 1) == (len(found) == 2)
    assert told(f"{text}.5") == (whole + 0.5,)
    assert within(text, 1000, 1e9) == whole  # which of both is meant follows from what is asked for
    if len(found) == 2:
        with pytest.raises(ValueError, match=r"can be read as .+ or .+; write one of these"):
            within(text, 0, 1e9)


def test_thousands_within_a_fraction_may_mean_two_things_too() -> None:
    assert told("500,000/64") == (7.8125, 7812.5)
    assert told("500,000/1,000") == (500.0,)  # in either reading
    assert told("0,001") == (0.001,)
    assert told("1,000,000/4") == (250_000.0,)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", ".", ",", "-", "e5", "1e", "1e3.5", "0x10", "nan", "inf", "−∞", "∞", "None", "1+1", "--5", "+-5"),
        *("3 1/2", "1 2", "0.1 0.2", "1 0000", "1_00", "1,00,000.5", "1.2.3", "1,2,3", "2^", "^2", "2^(3", "2^3)"),
        *("(2)", "2(3)", "2^^3", "2***3", "2^2^2", "9^9^9", "9^99999", "1e308*1e308", "1e400", "−1e400", "1/0", "0/0"),
        *("0^-1", "1/2/0", "1/", "/2", "1//2", "*", "%", "5%%", "5%2", "%5", "½", "x", "1;2", "five", "1\x002", "1\n2"),
        *("9" * 41, "1," + "000," * 200 + "000", "1e" + "9" * 38, "9^" + "9" * 38, "1 " * 400, "^" * 700, "²" * 700),
        *("1/1e-400", "(−2)^2", "0.5^-99999", "1e-320^2/1e-320^3"),
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert told(text) == ()


@pytest.mark.parametrize("text", ["2^-99999", "1e-400", "1/9^300*0", "0^9", "−0", "0 %", "1e-999/3"])
def test_what_is_too_small_is_zero_without_a_sign(text: str) -> None:
    assert [math.copysign(1, one) for one in told(text) if one == 0] == [1]


@settings(deadline=None, max_examples=3000)
@given(st.text(SIGNS, max_size=LONGEST + 2))
def test_signs_of_numbers_in_any_order_tell_numbers_or_are_refused(text: str) -> None:
    told(text)


@settings(deadline=None, max_examples=1000)
@given(st.text(max_size=900) | st.text(string.printable, max_size=900) | st.text("(){}[]%{}\\\"'<>&", max_size=99))
def test_any_text_tells_numbers_or_is_refused(text: str) -> None:
    told(text)


@settings(deadline=None, max_examples=500)
@given(st.text(SIGNS, max_size=LONGEST), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_between_two_ends_or_a_sentence(text: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    if not refusal(lambda told: within(told, low, high), text):
        assert low <= within(text, low, high) <= high


@pytest.mark.parametrize(("text", "high"), [("99.9 %", 0.999), ("3*0.1", 0.3), ("7*10 %", 0.7), ("1/3*3", 1.0)])
def test_rounding_leads_nobody_over_the_edge(text: str, high: float) -> None:
    assert within(text, 0.0, high) == high
