"""Axes and texts of figures in Plotly's words: ticks at round numbers or decades, and what every layout says."""

from __future__ import annotations

import math
from typing import Any

from app.web.figures.style import FAMILY, Look
from app.web.page.numerals import decimal

SMALL, NORMAL, NAME = 13, 14, 15  # px of type: ticks, notes, names
ONCE = "1 \N{MULTIPLICATION SIGN} "
FINE = 1e-4  # of a number: ticks that are nearer to each other than this tell how far they are from the middle
HAIR = 1e-13  # of a number: below it a double has no digits left


def layout(look: Look, **more: Any) -> dict[str, Any]:
    """What every figure's layout says."""
    font = {"family": FAMILY, "size": look.px(SMALL), "color": look("muted")}
    card = {"bgcolor": look("paper"), "bordercolor": look("ink"), "font": {**font, "color": look("ink")}}
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


def number_axis(look: Look, low: float, high: float, about: int = 8, **more: Any) -> dict[str, Any]:
    """An axis from `low` to `high` with ticks at round numbers, also a width beyond both ends, for a hand that pans."""
    step = round_step(high - low, about)
    first, last = math.ceil((2 * low - high) / step - 1e-9), math.floor((2 * high - low) / step + 1e-9)
    values = [round_to(k * step, step) for k in range(first, last + 1)]
    told = {"range": [low, high], "tickvals": values, "ticktext": tick_texts(values, low, high)}
    return {**told, "gridcolor": look("rule"), "zerolinecolor": look("line"), **more}


def decade_axis(look: Look, low: float, high: float, about: int = 5, **more: Any) -> dict[str, Any]:
    """A logarithmic axis from 10^low to 10^high with a line a decade and a text where there is room for one."""
    apart = max(1, math.ceil((high - low) / about))
    powers = range(math.floor(2 * low - high), math.ceil(2 * high - low) + 1)
    texts = [decimal(10.0**k).removeprefix(ONCE) if k % apart == 0 else "" for k in powers]
    told = {"type": "log", "range": [low, high], "tickvals": [10.0**k for k in powers], "ticktext": texts}
    return {**told, "gridcolor": look("rule"), "zerolinecolor": look("rule"), **more}


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


def middle_of(low: float, high: float) -> float:
    """What ticks are told from where they lie too close to tell them apart by three or four digits; else 0."""
    far = max(abs(low), abs(high))
    return 0.0 if high - low > FINE * far else round_to((low + high) / 2, high - low)


def tick_texts(values: list[float], low: float, high: float) -> list[str]:
    """The texts of ticks: as numbers, or with their sign as distances from the middle."""
    middle = middle_of(low, high)
    if not middle:
        return [decimal(value, 6) for value in values]
    step = values[1] - values[0]
    away = [round_to(value - middle, step) for value in values]
    return [("+" if one > 0 else "") + decimal(one, 2) for one in away]


def told_from(name: str, low: float, high: float) -> str:
    """The title of an axis: its name, and from where its ticks are told, if they are."""
    middle = middle_of(low, high)
    return f"{name} − {decimal(middle, 6)}" if middle > 0 else f"{name} + {decimal(-middle, 6)}" if middle else name


def note(look: Look, text: str, x: Any, y: Any, **more: Any) -> dict[str, Any]:
    """A text at a place of the axes (x, y), or of those that `more` names."""
    font = {"size": look.px(more.pop("size", SMALL)), "color": more.pop("color", look("muted"))}
    font |= {"weight": more.pop("weight")} if "weight" in more else {}
    place = {"x": x, "y": y, "xref": "x", "yref": "y", "xanchor": "center", "yanchor": "middle"}
    return {"text": text, **place, "showarrow": False, "font": font, **more}
