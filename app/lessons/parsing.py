"""A number as people write it: 1e-3, 0.001, 0,001, 1/1000, 2^-10, 50 %, 1.5 × 10⁻³, with whatever minus sign."""

from __future__ import annotations

import math
import re

from ..core.spelling import quote

MINUSES = dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-")
TIMES = dict.fromkeys("\N{MULTIPLICATION SIGN}\N{MIDDLE DOT}\N{DOT OPERATOR}", "*")
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
PLAIN = str.maketrans({**MINUSES, **TIMES, "\N{FRACTION SLASH}": "/", "\N{DIVISION SIGN}": "/"})

SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’_](?=\d{3}(?!\d))")  # between the thousands
POWER = re.compile(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
DECIMAL = r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?"
FACTOR = rf"{DECIMAL}(?:(?:\^|\*\*)\(?[+-]?\d+(?:[.,]\d+)?\)?)?"
PRODUCT = rf"{FACTOR}(?:\*{FACTOR})*"
WRITTEN = re.compile(rf"(?P<sign>[+-]?)(?P<over>{PRODUCT})(?:/(?P<under>{PRODUCT}))?(?P<share>%?)")
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?")
LONGEST = 40  # characters

EXAMPLES = "0.001, 0,001, 1e-3, 1/1000, 10^-3 or 0.1 %"


def readings(text: str) -> tuple[float, ...]:
    """The numbers that a text may tell: both 2.197 and 2197 for `2,197`, one for nearly all others.

    Raises ValueError, with a sentence that says how numbers may be written, for whatever is none or is not finite.
    """
    told = SPACES.sub("", text.strip().translate(PLAIN))
    told = "".join(POWER.sub(lambda found: f"^{found[0].translate(RAISED)}", told).split())
    if not THOUSANDS.fullmatch(told):
        return (parse(text, told),)
    thousands = float(told.replace(",", ""))
    return (thousands,) if told.count(",") > 1 or "." in told else (parse(text, told), thousands)


def parse(text: str, plain: str) -> float:
    """The number that a text tells whose signs are `plain`, a comma being one before decimals."""
    found = WRITTEN.fullmatch(plain) if len(text) <= LONGEST else None
    try:
        if found is None:
            raise ValueError
        value = product(found["over"]) / (product(found["under"]) if found["under"] else 1.0)
        value = -value if found["sign"] == "-" else value
        value = value / 100 if found["share"] else value
        if not math.isfinite(value):
            raise ValueError
    except (ValueError, ArithmeticError):
        raise ValueError(f"{quote(text)} is not a number; write it like {EXAMPLES}") from None
    return value


def product(text: str) -> float:
    """The product of factors, some of them powers."""
    return math.prod(power(one) for one in text.replace("**", "^").split("*"))


def power(text: str) -> float:
    """A decimal, or one raised to another: a negative base needs no brackets, since its sign was read before."""
    base, _, exponent = text.partition("^")
    value = decimal_of(base)
    found = value ** decimal_of(exponent.strip("()")) if exponent else value
    if isinstance(found, complex):
        raise ValueError
    return float(found)


def decimal_of(text: str) -> float:
    """A decimal with a point or a comma."""
    return float(text.replace(",", "."))
