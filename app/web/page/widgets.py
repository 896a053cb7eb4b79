"""The parts that pages share, as plain values: sliders, presets, calls to copy, a number to remember, icons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from latex2mathml.converter import convert
from markupsafe import Markup, escape

from ...core.catalogue import Entry, Knob, number
from ...core.numbers import Array
from ..http.address import address

USUAL = ' xmlns="http://www.w3.org/1998/Math/MathML" display="inline"'
PRIME = re.compile(r"<msup><mi>(\w)</mi><mi>&#x02032;</mi></msup>")
UPRIGHT = re.compile(r"<mi>([a-z]{2,})</mi>")
LOGARITHM = re.compile(r'(</m(?:i|n|sub|sup)>)?(<mi mathvariant="normal">ln</mi>)(<m(?:i|n|sub|sup)\b)?')
THIN = '<mspace width="0.17em"/>'
TOKEN = re.compile(r"\\(?:left|right)\\?[^A-Za-z]|\\[A-Za-z]+|\\?.", re.DOTALL)
OPENS, CLOSES, SIGNS = {"{", "(", "["}, {"}", ")", "]"}, {"=", "+", "-", "−"}
BEFORE = {r"\cdot", r"\times", r"\le", r"\ge", r"\approx", r"\quad", r"\ln", r"\max", r"\min"}  # of no term its end
SLIDER_STEPS = 100
RANGE = 1e5  # between the lowest place above 0 and the highest, where a knob may be 0
COARSE = 1.3  # places that differ by such a factor are told by their first digit


@lru_cache(maxsize=512)
def mathml(tex: str) -> Markup:
    """TeX as MathML, made once per formula; what HTML takes for granted is left out, words are marked as upright."""
    told = UPRIGHT.sub(r'<mi mathvariant="normal">\1</mi>', convert(tex).replace(USUAL, "", 1))
    told = LOGARITHM.sub(spaced, told)
    return Markup(PRIME.sub("<mi>\\1′</mi>", told))  # as a superscript it floats where no font is for mathematics


def spaced(found: re.Match[str]) -> str:
    """A logarithm, thinly apart from a factor before it and from what it is of, unless that is in brackets."""
    before, name, of = found.groups()
    return f"{before + THIN if before else ''}{name}{THIN + of if of else ''}"


def wrapping(tex: str) -> Markup:
    """TeX as MathML in parts, between which a narrow page begins a new line: before a sign outside all brackets."""
    return Markup(" ").join(mathml(part if not k else "{}" + part) for k, part in enumerate(terms_of(tex)))


def terms_of(tex: str) -> list[str]:
    """TeX cut before each sign that stands between two terms outside all brackets and bars."""
    found, depth, bars, before = [""], 0, False, ""
    for token in TOKEN.findall(tex):
        closed = before in CLOSES | {"|"} or before.startswith(r"\right")
        ended = closed or (before[-1:].isalnum() and before not in BEFORE)
        if token in SIGNS and ended and not depth and not bars:
            found.append("")
        depth += (token in OPENS or token.startswith(r"\left")) - (token in CLOSES or token.startswith(r"\right"))
        bars ^= token == "|"
        found[-1] += token
        before = token if token.strip() else before
    return found


@dataclass(frozen=True)
class Slider:
    """A knob as a range input. A logarithmic one moves over `places`, its values in order."""

    name: str
    help: str
    symbol: Markup
    text: str
    low: str
    high: str
    step: str
    position: str
    places: str
    least: str
    most: str


def slider(entry: Entry, knob: Knob) -> Slider:
    """The knob of `entry` as a slider; the ends that are excluded stay excluded."""
    here = float(entry.settings()[knob.name])
    least, most = number(knob.low), number(knob.high)
    if knob.log:
        places = places_of(knob)
        least_place = places[0] or places[1] / 2  # 0 has no logarithm
        position = int(np.argmin(np.abs(np.log(np.maximum(places, least_place) / max(here, least_place)))))
        digits = 3 if places[2] < COARSE * places[1] else 1
        texts = " ".join(number(float(f"{place:.{digits}g}")) for place in places)
        low, high, step, where = "0", str(SLIDER_STEPS), "1", str(position)
    else:
        low, high, step, where, texts = least, most, f"{(knob.high - knob.low) / SLIDER_STEPS:.3g}", number(here), ""
    return Slider(knob.name, knob.help, mathml(knob.symbol), number(here), low, high, step, where, texts, least, most)


def places_of(knob: Knob) -> Array:
    """The numbers over which a logarithmic slider moves, shape (101,): those of a knob that may be 0 begin there."""
    if knob.low:
        return np.geomspace(knob.low, knob.high, SLIDER_STEPS + 1)
    return np.append(0.0, np.geomspace(knob.high / RANGE, knob.high, SLIDER_STEPS))


def ranged(name: str, symbol: str, help: str, value: float, places: Array) -> Slider:
    """A slider over a list of places, at the one nearest to a value."""
    texts = [number(place) for place in places.tolist()]
    position = int(np.argmin(np.abs(places - value)))
    ends = texts[0], texts[-1]
    return Slider(
        name, help, Markup(symbol), number(value), "0", str(len(texts) - 1), "1", str(position), " ".join(texts), *ends
    )


@dataclass(frozen=True)
class Preset:
    """A question as a link."""

    name: str
    icon: str
    url: str
    current: bool


@dataclass(frozen=True)
class Copy:
    """One form of the call that is on screen; {origin} stands for this server."""

    name: str
    text: str


def in_frame(path: str, query: str, title: str, height: int = 720) -> Copy:
    """A lab for a frame in another page, as that page writes it, so many px high."""
    here = escape(address("/embed" + path, query))
    look = f'style="width:100%;height:{height}px;border:0" loading="lazy" allow="fullscreen; clipboard-write"'
    return Copy("Embed", f'<iframe src="{{origin}}{here}" title="Slopes: {escape(title)}" {look}></iframe>')


@dataclass(frozen=True)
class Finding:
    """One number to remember, what it equals, and a sentence or two; of a race the step at which it is known.

    Without one it is known at the end.
    """

    number: str
    equals: str
    words: tuple[str, ...]
    since: int | None = None


ICONS = {
    "slides": "M3 5h18v13H3zM6 14l4-4 3 3 4-5",
    "saturating": "M3 18C10 18 11 6 21 6",
    "centred": "M3 12H21M12 4V20M6 17C11 17 13 7 18 7",
    "rectifier": "M3 17H12L20 6",
    "leak": "M3 19L12 16L20 6",
    "clock": "M12 4a8 8 0 1 0 .01 0M12 8V12L15 14",
    "maxout": "M3 5L10 17H14L21 5",
    "valley": "M3 5C5 14 9 18 21 18M6 5L10 12L13 15",
    "wells": "M3 5C4 20 9 21 11 12S15 8 17 14S20 16 21 6",
    "saddle": "M4 4C10 9 10 15 4 20M20 4C14 9 14 15 20 20",
    "ravine": "M3 12a9 4 0 1 0 18 0a9 4 0 1 0 -18 0M8 12a4 1.6 0 1 0 8 0a4 1.6 0 1 0 -8 0",
    "noise": "M3 8L5 14L7 9L9 16L11 11L13 17L15 13L17 18L19 15L21 17",
    "schedule": "M3 4C5 15 9 18 21 19M3 21h18",
    "cliff": "M3 18h9c2 0 2 -2 2 -6V4h7M6 14l3 4",
    "samples": "M4 19h1M8 19h1M12 19h1M16 19h1M20 19h1M3 4C5 13 9 15 21 15",
    "momentum": "M3 8L6 14L9 9L12 15M12 15C16 19 20 3 22 8",
    "four": "M3 3h8v8H3zM13 3h8v8h-8zM3 13h8v8H3zM13 13h8v8h-8z",
}
