"""Axes and texts of figures in Plotly's words: ticks at round numbers or decades, and what every layout says."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ...core.numerals import MINUS, decimal, in_full, superscript
from .area import Figure, Words
from .style import FAMILY, Look

SMALL, NORMAL, NAME = 13, 14, 15  # px of type: ticks, notes, names
ONCE = "1 \N{MULTIPLICATION SIGN} "
SHORT_POWERS = (-3, 4)  # of ten, which are read as easily where they are written out
LETTERS = 6  # of a tick: where numbers are longer, ticks tell how far they are from a round number


def layout(look: Look, **more: Any) -> Words:
    """What every figure's layout says."""
    font = {"family": FAMILY, "size": look.px(SMALL), "color": look("muted")}
    card: Words = {"bgcolor": look("paper"), "bordercolor": look("ink"), "align": "left"}
    card["font"] = {**font, "size": look.px(NORMAL), "color": look("ink")}
    axes = {"zeroline": False, "showline": False, "ticks": "", "automargin": False, "ticklabelstandoff": 5}
    return {
        "template": {"layout": {"xaxis": axes, "yaxis": axes}},
        "font": font,
        "paper_bgcolor": look("paper"),
        "plot_bgcolor": look("paper"),
        "hoverlabel": card,
        "showlegend": False,
        "dragmode": "pan",
        **more,
    }


def captioned(figure: Figure, title: str, words: Iterable[str]) -> Figure:
    """The figure with a title and the sentences that say what it shows, for whoever is told it."""
    made = figure["layout"]
    return {**figure, "layout": {**made, "meta": {**made.get("meta", {}), "title": title, "words": " ".join(words)}}}


def number_axis(look: Look, low: float, high: float, about: int = 8, **more: Any) -> Words:
    """An axis from `low` to `high` with ticks at round numbers, also a width beyond both ends, for a hand that pans."""
    step = round_step(high - low, about)
    first, last = math.ceil((2 * low - high) / step - 1e-9), math.floor((2 * high - low) / step + 1e-9)
    values = [round_to(k * step, step) for k in range(first, last + 1)]
    told = {"range": [low, high], "tickvals": values, "ticktext": tick_texts(values, low, high, step)}
    return {**told, "gridcolor": look("rule"), "zerolinecolor": look("line"), **more}


def decade_axis(look: Look, low: float, high: float, about: int = 5, **more: Any) -> Words:
    """A logarithmic axis from 10^low to 10^high with a line a decade and a text where there is room for one.

    Its numbers are written out where all of them are short, else all as powers of ten.
    """
    apart = next((n for n in (1, 2, 3, 5, 10, 20, 50, 100) if n >= (high - low) / about), 200)
    powers = range(max(-307, math.floor(2 * low - high)), min(308, math.ceil(2 * high - low)) + 1)  # as floats go
    told = [k for k in powers if k % apart == 0]
    short = all(SHORT_POWERS[0] <= k <= SHORT_POWERS[1] for k in told if low <= k <= high)
    texts = [(power_of_ten(k, short) if k in told else "") for k in powers]
    axis = {"type": "log", "range": [low, high], "tickvals": [10.0**k for k in powers], "ticktext": texts}
    return {**axis, "gridcolor": look("rule"), "zerolinecolor": look("rule"), **more}


def power_of_ten(k: int, short: bool) -> str:
    """The number 10^k, written out or as a power."""
    if short or k in {0, 1}:
        return in_full(10.0**k)
    return f"10{superscript(k)}"


def round_step(width: float, about: int) -> float:
    """The step between about so many round numbers: 1, 2, 2.5 or 5 times a power of ten."""
    rough = width / about
    power = 10.0 ** math.floor(math.log10(rough))
    return next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.999)


def round_numbers(low: float, high: float, about: int) -> list[float]:
    """About so many multiples of a round number in [low, high]."""
    step = round_step(high - low, about)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round_to(k * step, step) for k in range(first, last + 1)]


def round_to(value: float, step: float) -> float:
    """The number without the digits that a multiple of `step` cannot have."""
    return round(value, min(300, 3 - math.floor(math.log10(step)))) + 0.0


def offset_of(low: float, high: float, step: float) -> tuple[float, int] | None:
    """From where ticks are told, and in which power of ten, if a few letters do not tell them."""
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    if all(len(plain(round_to(k * step, step), step)) <= LETTERS for k in range(first, last + 1)):
        return None
    coarse = 10 * step
    return round_to(coarse * round((low + high) / 2 / coarse), coarse), math.floor(math.log10(step) + 1e-9)


def tick_texts(values: list[float], low: float, high: float, step: float) -> list[str]:
    """The texts of ticks: as numbers, or as distances from a round number near the middle."""
    offset = offset_of(low, high, step)
    if offset is None:
        return [plain(value, step) for value in values]
    middle, power = offset
    return [decimal(round_to((value - middle) / 10.0**power, 1.0), 3) for value in values]


def plain(value: float, step: float) -> str:
    """A multiple of a step with all its digits."""
    digits = next((n for n in range(6, 15) if abs(float(f"{value:.{n}g}") - value) < step / 100), 15)
    return decimal(value, digits)


def told_from(name: str, low: float, high: float, about: int) -> str:
    """The title of an axis: its name, and from where and in what its ticks are told, if they are."""
    step = round_step(high - low, about)
    offset = offset_of(low, high, step)
    if offset is None:
        return name
    middle, power = offset
    exact = decimal(abs(middle), 1 + max(0, math.floor(math.log10(abs(middle))) - power)) if middle else ""
    sign = f" {MINUS if middle > 0 else '+'} {exact}" if middle else ""
    return f"{name}{sign}, in {decimal(10.0**power).removeprefix(ONCE)}"


def note(look: Look, text: str, x: Any, y: Any, **more: Any) -> Words:
    """A text at a place of the axes (x, y), or of those that `more` names."""
    font = {"size": look.px(more.pop("size", SMALL)), "color": more.pop("color", look("muted"))}
    font |= {"weight": more.pop("weight")} if "weight" in more else {}
    place = {"x": x, "y": y, "xref": "x", "yref": "y", "xanchor": "center", "yanchor": "middle"}
    return {"text": text, **place, "showarrow": False, "font": font, **more}
