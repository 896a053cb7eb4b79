"""The colours of figures by their names: for a page as variables of its style sheet, for files as what they stand for.

Each colour is written once, in static/style.css: light, dark, and a few anew for a projector.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ...files import folder

SHEET = folder("static") / "style.css"
BOTH = re.compile(r"--([\w-]+):light-dark\((#\w+),\s*(#\w+)\)")
ALIAS = re.compile(r"--([\w-]+):var\(--([\w-]+)\)")
FAMILY = 'ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif'

Scheme = Literal["page", "light", "dark"]
RGB = tuple[int, int, int]


@dataclass(frozen=True)
class Look:
    """How a figure is to look: its colours, and whether it is for a room (`bold`: type and lines of twice the size)."""

    scheme: Scheme = "light"
    bold: bool = False

    def __call__(self, name: str, share: float = 1.0, alpha: float = 1.0) -> str:
        """A colour by its name in the style sheet; a `share` of it mixed into paper, or let through by `alpha`."""
        if self.scheme == "page":
            return variable(name, share, alpha)
        part = mixed(self.rgb(name), self.rgb("paper"), share)
        return "#{:02x}{:02x}{:02x}".format(*part) if alpha == 1 else f"rgba({part[0]},{part[1]},{part[2]},{alpha:g})"

    def said(self, name: str) -> str:
        """The colour of text that belongs to a line of that colour."""
        return self(f"{name}-text" if f"{name}-text" in colours() else name)

    def rgb(self, name: str) -> RGB:
        """The colour as three bytes."""
        found = colours()[name]
        text = found.get(f"bold {self.scheme}", found[self.scheme]) if self.bold else found[self.scheme]
        digits = "".join(2 * digit for digit in text[1:]) if len(text) == 4 else text[1:]
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)

    def px(self, size: float) -> float:
        """A width or a size of type, larger where it is seen from far away."""
        return size * 1.8 if self.bold else size


def variable(name: str, share: float, alpha: float) -> str:
    """The colour as the page's style sheet knows it."""
    if alpha != 1:
        return f"color-mix(in srgb,var(--{name}) {alpha:.0%},transparent)"
    return f"var(--{name})" if share == 1 else f"color-mix(in srgb,var(--{name}) {100 * share:.4g}%,var(--paper))"


def mixed(one: RGB, other: RGB, share: float) -> RGB:
    """So much of one colour, the rest of the other."""
    red, green, blue = (round(share * a + (1 - share) * b) for a, b in zip(one, other, strict=True))
    return red, green, blue


@cache
def colours() -> Mapping[str, Mapping[str, str]]:
    """Every colour of the style sheet, by its name: `light`, `dark`, and `bold ...` where a projector has its own."""
    text = SHEET.read_text(encoding="utf-8")
    tokens = text.partition(":root{")[2].partition("}")[0]
    found: dict[str, dict[str, str]] = {
        name: {"light": light, "dark": dark} for name, light, dark in BOTH.findall(tokens)
    }
    for name, other in ALIAS.findall(tokens):
        found[name] = dict(found[other])
    for name, light, dark in BOTH.findall(text.partition("\n.projector{")[2].partition("}")[0]):
        found[name] |= {"bold light": light, "bold dark": dark}
    return found


LIGHT, DARK, PAGE = Look("light"), Look("dark"), Look("page")
