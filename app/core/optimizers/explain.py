"""An update rule as a page shows it: in symbols, and with the current numbers in their places.

Each optimizer writes its rule once, as one template for each line, `{rho} · {v} + {g}`. Filled with symbols it is the
rule, `ρ v + g`; filled with numbers it is the arithmetic of this step, `0.9 · 0.5 + (−0.25)`. The result beside it is
what the optimizer's own `step` answered.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from ..catalogue import number

DIGITS = 3
SUPERSCRIPT = str.maketrans("0123456789+-nt", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵗ")

SUBSCRIPT = str.maketrans("0123456789+-aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
ACCENTS = {"hat": "\u0302", "tilde": "\u0303", "bar": "\u0304"}


@dataclass(frozen=True)
class Line:
    """One line of a rule: what it gives, the rule in symbols, the same with numbers, and what `step` answered.

    `answer` is `result` written to as many digits as show the difference that the line made.
    """

    target: str
    rule: str
    numbers: str
    answer: str
    result: float

    def __str__(self) -> str:
        return f"{self.target} ← {self.rule} = {self.numbers} = {self.answer}"


def plain(symbol: str) -> str:
    """A TeX symbol as plain text: `\\beta_1` is β₁, `\\hat m` is m̂, `h_{\\min}` is hₘᵢₙ, `m` is itself."""
    text = re.sub(r"\\(hat|tilde|bar) *(\w)", lambda found: found[2] + ACCENTS[found[1]], symbol)
    text = re.sub(r"\\([A-Za-z]+)", lambda found: letter(found[1]), text)
    text = re.sub(r"_(?:{(.*?)}|(.))", lambda found: (found[1] or found[2]).translate(SUBSCRIPT), text)
    text = re.sub(r"\^(?:{(.*?)}|(.))", lambda found: (found[1] or found[2]).translate(SUPERSCRIPT), text)
    return text.replace("'", "′")


def letter(name: str) -> str:
    """A Greek letter by its name in TeX; any other name, like min, is itself."""
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    called = name.removeprefix("var").upper().replace("LAMBDA", "LAMDA")  # as Unicode spells it
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {called}")
    except KeyError:
        return name


def typeset(text: str) -> str:
    """The text of a number with a true minus sign and a short exponent: `−1.5e−8`."""
    return re.sub(r"e([+-])0*", r"e\1", text).replace("e+", "e").replace("-", "−")


def exact(value: float) -> str:
    """A number as it was typed."""
    return typeset(number(value))


def short(value: float, digits: int = DIGITS) -> str:
    """A number to so many significant digits, or to the unit: `−0.00123`, `1235`, `1.5e8`, `∞`."""
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if abs(value) < 1e6:
        digits = max(digits, len(f"{abs(value):.0f}"))
    return typeset(f"{value + 0.0:.{digits}g}")


def telling(before: float, after: float) -> int:
    """How many digits show two figures of the difference between two numbers, or more, but at most twelve."""
    size, change = max(abs(before), abs(after)), abs(after - before)
    if not (0 < change < math.inf):
        return DIGITS
    return min(max(DIGITS, math.floor(math.log10(size / change)) + 3), 12)


def raised(t: int) -> str:
    """A whole number as an exponent: `¹²`."""
    return str(t).translate(SUPERSCRIPT)


def symbols_in(template: str, symbols: Mapping[str, str]) -> str:
    """The template with symbols in the places; a product is written by standing side by side."""
    text = template.format_map({**symbols, "t": "ᵗ"}).replace(" · ", " ")
    return re.sub(r"√\((\w\u0302?)\)", r"√\1", text)


def numbers_in(template: str, written: Mapping[str, str], t: int) -> str:
    """The template with written numbers in the places; a negative one has brackets wherever a reader needs them."""
    text = ""
    parts = [(literal, name) for literal, name, _, _ in Formatter().parse(template)]
    for (literal, name), (after, power) in zip(parts, [*parts[1:], ("", None)], strict=True):
        text += literal
        if name == "t":
            text += raised(t)
        elif name is not None:
            base = after.startswith("²") or (not after and power == "t")
            text += f"({written[name]})" if bracketed(written[name], text, base) else written[name]
    return text


def bracketed(written: str, before: str, power: bool) -> bool:
    """Whether a number needs brackets after this text: a negative one after a sign, or one that a power follows."""
    if power:
        return written.startswith("−") or "e" in written
    return written.startswith("−") and before != "" and not before.endswith(("(", "|", ", "))
