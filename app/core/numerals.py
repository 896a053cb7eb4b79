"""A number as people write it: with a real minus sign, powers of ten and exponents written as such."""

from __future__ import annotations

import math

MINUS = "\N{MINUS SIGN}"
LARGEST_WHOLE = 1e9  # from here on whole numbers are told with powers of ten
RAISED = str.maketrans("-0123456789.", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹·")


def decimal(value: float | None, digits: int = 3, full: bool = False) -> str:
    """`value` to so many significant digits, with a real minus sign and powers of ten written as such: 9.54 x 10^-7.

    A `full` one has all of them, zeros at the end too: -0.1700.
    """
    if value is None:
        return "too large"
    if math.isinf(value):
        return "\N{INFINITY}" if value > 0 else f"{MINUS}\N{INFINITY}"
    text = f"{value:#.{digits}g}".removesuffix(".") if full and value else f"{value:.{digits}g}"
    mantissa, _, exponent = text.partition("e")
    if exponent:
        text = f"{mantissa} \N{MULTIPLICATION SIGN} 10{superscript(int(exponent))}"
    return ("0" if text in {"-0", "0"} else text).replace("-", MINUS)


def unlike(value: float, other: float, digits: int = 3) -> str:
    """`value` to so many significant digits, or to as many more, up to 12, as tell it from another number: 1.005."""
    enough = next((n for n in range(digits, 12) if f"{value:.{n}g}" != f"{other:.{n}g}"), 12)
    return decimal(value, digits if value == other else enough)


def grouped(count: int) -> str:
    """A whole number, with commas where it has five digits or more: 1341, 10,000."""
    return f"{count:,}" if abs(count) >= 10_000 else str(count)


def in_full(value: float, digits: int = 3) -> str:
    """A number as people write it: a whole one with all its digits, as long as it has no more than nine."""
    if float(value).is_integer() and abs(value) < LARGEST_WHOLE:
        return grouped(int(value)).replace("-", MINUS)
    return decimal(value, digits)


def in_tex(value: float, digits: int = 3) -> str:
    """A finite number to so many significant digits, as TeX writes it: 9.54 \\cdot 10^{-7}."""
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else mantissa


def fixed(value: float) -> str:
    """Three decimals as on the slides; more where a probability is nearly 1, a power of ten where it is nearly 0."""
    if not math.isfinite(value) or abs(value) >= 1e5 or 0 < abs(value) < 0.0005:
        return decimal(value, 3 if abs(value) < 1e-4 or abs(value) > 1 else 2)
    if abs(value) >= 100:
        return decimal(value, 5)
    places = next((n for n in range(3, 10) if round(abs(value), n) < 1), 3) if abs(value) < 1 else 3
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", MINUS)


def together(formula: str) -> str:
    """A formula that no line of text breaks."""
    return formula.replace(" ", "\N{NO-BREAK SPACE}")


def in_lines(formula: str) -> str:
    """A formula that a line of text breaks before an equals sign alone."""
    return together(formula).replace("\N{NO-BREAK SPACE}=", " =")


def superscript(power: int) -> str:
    """The number as an exponent."""
    return str(power).translate(RAISED)


def plural(count: int, what: str) -> str:
    """`1 layer`, `10 layers`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def listed(names: list[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
