"""What a lesson's page says besides: the numbers of its picture as a table, and its calls to copy."""

from __future__ import annotations

import numpy as np

from ...core.numerals import decimal
from ...lessons.pictures import Bars, Line, Picture
from ..http.address import address
from ..page.widgets import Copy, in_frame

TABLE_ROWS = 20  # about


def spoken(shown: Picture, step: int) -> str:
    """Where everything that moves stands at a step."""
    here = [one for one in shown.lines if one.moves]
    told = [f"{one.name} {decimal(float(one.y[min(step, len(one.y) - 1)]))}" for one in here]
    return f"{shown.moment(step)}: {', '.join(told)}"


def described(shown: Picture) -> list[str]:
    """What a picture holds, for whoever is told it."""
    axes = f"Across: {shown.across.title}. Upwards: {shown.up.title}."
    drawn = [*(one.name for one in shown.lines), *(one.name for one in shown.bars)]
    marks = [*(one.text for one in shown.spots), *(one.text for one in shown.rules), *(one.text for one in shown.zones)]
    told = {"Drawn": dict.fromkeys(filter(None, drawn)), "Marked": dict.fromkeys(filter(None, marks))}
    return [axes, *(f"{head}: {', '.join(found)}." for head, found in told.items() if found)]


def table_of(shown: Picture) -> list[list[str]]:
    """Some numbers of every line and bar, and every place."""
    drawn: tuple[Line | Bars, ...] = (*shown.lines, *shown.bars)
    each = max(3, TABLE_ROWS // max(1, len(drawn)))
    rows = [row for one in drawn for row in some_of(shown, one, each)]
    return [*rows, *([one.text, name_or_number(shown, one.x), decimal(one.y)] for one in shown.spots)]


def name_or_number(shown: Picture, x: float) -> str:
    """A place along the picture: a number, or the name that stands there."""
    names = shown.across.names
    return min(names, key=lambda one: abs(one[0] - x))[1] if names else decimal(x)


def some_of(shown: Picture, one: Line | Bars, most: int) -> list[list[str]]:
    """At most so many numbers, evenly over all."""
    kept = np.unique(np.linspace(0, len(one.x) - 1, min(most, len(one.x))).round().astype(int)).tolist()
    return [[one.name, name_or_number(shown, float(one.x[k])), decimal(float(one.y[k]))] for k in kept]


def calls(path: str, query: str, title: str, asked: str) -> list[Copy]:
    """The page, the call behind its picture, and the page for a frame, ready to paste."""
    url = "{origin}" + asked
    return [
        Copy("Link", "{origin}" + address(path, query)),
        Copy("curl", f'curl "{url}"'),
        Copy("Python", f'import httpx\n\nlesson = httpx.get("{url}").json()'),
        Copy("JavaScript", f'const lesson = await (await fetch("{url}")).json();'),
        in_frame(path, query, title),
    ]
