"""How people write one and the same number, and how what is none is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
DIGITS = 7
LONGEST_SENTENCE = 200  # characters


def refusal(read: Callable[[str], Any], text: str) -> str:
    """The sentence that refuses a text, nothing if it is read: there is no third thing."""
    told: Exception | None = None
    try:
        read(text)
    except ValueError as error:
        told = error
    sentence = str(told or "")
    assert told is None or type(told) is ValueError
    assert (told is None) == (sentence == "")
    assert len(sentence) <= LONGEST_SENTENCE
    assert sentence.isprintable()
    return sentence


def point(value: float) -> str:
    """With a point, never with an exponent; not with three decimals, which a comma would make thousands."""
    told = f"{Decimal(f'{value:.{DIGITS}g}'):f}"
    return told + "0" if len(told.partition(".")[2]) == 3 else told


def scientific(value: float) -> tuple[str, int]:
    """A mantissa without zeros at its end, and the power of ten."""
    mantissa, _, exponent = f"{value:.{DIGITS - 1}e}".partition("e")
    return mantissa.rstrip("0").rstrip("."), int(exponent)


def spellings(value: float) -> dict[str, str]:
    """At least eight ways to write a finite number, each off by a millionth at most."""
    plain, (mantissa, power) = point(value), scientific(value)
    share = Fraction(plain)
    found = {
        "with a point": plain,
        "with a comma": plain.replace(".", ","),
        "with an exponent": f"{mantissa}e{power}",
        "with a real minus sign": f"{mantissa}E{power:+03d}".replace("-", "\N{MINUS SIGN}"),
        "as a fraction": f"{share.numerator}/{share.denominator}",
        "as a per cent": f"{point(100 * value)} %",
        "with a power of ten": f"{mantissa} \N{MULTIPLICATION SIGN} 10{str(power).translate(RAISED)}",
        "with a power": f"{mantissa}*10^{power}",
    }
    if abs(value) >= 1000 and (grouped := f"{Decimal(plain):,f}"):
        found |= {f"with {mark!r} apart": grouped.replace(",", mark) for mark in (" ", "\u202f", "'", "’", "_")}
    if value and math.frexp(abs(value))[0] == 0.5:
        sign, exponent = "-" if value < 0 else "", math.frexp(abs(value))[1] - 1
        found["as a power of two"] = f"{sign}2^{exponent}"
        found["as a power of two, raised"] = f"{sign}2{str(exponent).translate(RAISED)}"
    return found
