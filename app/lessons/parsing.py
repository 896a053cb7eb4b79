"""A number as people write it: 1e-3, 0.001, 0,001, 1/1000, 2^-10, 50 %, 1.5 × 10⁻³, with whatever minus sign."""

from __future__ import annotations

import math
import re

from ..core.spelling import quote

MINUSES = dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-")
TIMES = dict.fromkeys("\N{MULTIPLICATION SIGN}\N{MIDDLE DOT}\N{DOT OPERATOR}", "*")
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
PLAIN = str.maketrans({**MINUSES, **TIMES, "\N{FRACTION SLASH}": "/", "\N{DIVISION SIGN}": "/"})

THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’_](?=\d{3}(?!\d))")  # what is written between them
GROUPED = re.compile(r"(?<![\d.,^])[1-9]\d{0,2}(?:,\d{3})+(?![\d,])")
APART = re.compile(r"\d\s+[\d.,]")  # two numbers, as in 3 1/2
POWER = re.compile(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
DECIMAL = r"(?:\d+(?:[.,]\d*)?|[.,]\d+)"
EXPONENT = rf"[+-]?{DECIMAL}"
FACTOR = rf"[+-]?{DECIMAL}(?:[eE][+-]?\d+)?(?:\^(?:{EXPONENT}|\({EXPONENT}\)))?"
WRITTEN = re.compile(rf"{FACTOR}(?:[*/]{FACTOR})*%?")
TIMES_TEN = re.compile(rf"^([+-]?{DECIMAL})\*10\^\(?([+-]?\d+)\)?(?![\d.,eE^])")
OPERATOR = re.compile(r"([*/])")
LONGEST = 40  # characters

EXAMPLES = "0.001, 0,001, 1e-3, 1/1000, 10^-3 or 0.1 %"


def readings(text: str) -> tuple[float, ...]:
    """The numbers that a text may tell: both 2.197 and 2197 for `2,197`, one for nearly all others.

    Raises ValueError, with a sentence that says how numbers may be written, for whatever is none or is not finite.
    """
    found = numbers_in(text)
    if not found:
        raise ValueError(f"{quote(text)} is not a number; write it like {EXAMPLES}")
    return found


def numbers_in(text: str) -> tuple[float, ...]:
    """The same, none where there is none."""
    told = plain(text) if len(text) <= LONGEST else ""
    spellings = (told, GROUPED.sub(lambda found: found[0].replace(",", ""), told))
    return tuple(dict.fromkeys(value for value in map(worth, spellings) if value is not None))


def plain(text: str) -> str:
    """The text in ASCII signs, without blanks; nothing where blanks stand between two numbers."""
    told = THOUSANDS.sub("", text.strip().translate(PLAIN))
    told = POWER.sub(lambda found: f"^{found[0].translate(RAISED)}", told).replace("**", "^")
    return "" if APART.search(told) else "".join(told.split())


def worth(told: str) -> float | None:
    """The finite number that is written, a comma standing before decimals; None where there is none."""
    if not WRITTEN.fullmatch(told):
        return None
    first, *rest = OPERATOR.split(TIMES_TEN.sub(r"\1e\2", told.removesuffix("%")))  # 1.23 · 10⁻¹⁰ is 1.23e-10
    try:
        value = power(first)
        for sign, factor in zip(rest[::2], rest[1::2], strict=True):
            value = value * power(factor) if sign == "*" else value / power(factor)
    except ArithmeticError:
        return None
    value = value / 100 if told.endswith("%") else value
    return value + 0.0 if math.isfinite(value) else None  # there is one zero


def power(text: str) -> float:
    """A decimal, or one raised to another: the sign is that of the whole, as in −2² = −4."""
    base, _, exponent = text.partition("^")
    size = decimal_of(base.lstrip("+-"))
    size = size ** decimal_of(exponent.strip("()")) if exponent else size
    return -size if base.startswith("-") else size


def decimal_of(text: str) -> float:
    """A decimal with a point or a comma."""
    return float(text.replace(",", "."))
