"""What a lesson's page says besides: the numbers of its picture as a table, and its calls to copy."""

from __future__ import annotations

import numpy as np

from ...core.numbers import Array
from ...core.numerals import decimal, in_full
from ...lessons.pictures import Bars, Line, Picture
from ..http.address import address
from ..page.widgets import Copy, in_frame

TABLE_ROWS = 21  # about: from a tidy end to a tidy end in twenty steps
MOST_DIGITS = 12
HIGH = 940  # px of a frame that holds every step of a lesson


def spoken(shown: Picture, step: int) -> str:
    """Where everything that moves stands at a step."""
    here = [one for one in shown.lines if one.moves]
    told = [f"{one.name}{':' * ('=' in one.name)} {in_digits(float(one.y[min(step, len(one.y) - 1)]))}" for one in here]
    return f"{shown.moment(step)}: {', '.join(told)}"


def described(shown: Picture) -> list[str]:
    """What a picture holds, for whoever is told it."""
    axes = f"Across: {shown.across.title}. Upwards: {shown.up.title}."
    drawn = [*(one.name for one in shown.lines), *(one.name for one in shown.bars)]
    marks = [*(one.text for one in shown.spots), *(one.text for one in shown.rules), *(one.text for one in shown.zones)]
    told = {"Drawn": dict.fromkeys(filter(None, drawn)), "Marked": dict.fromkeys(filter(None, marks))}
    return [axes, *(f"{head}: {', '.join(found)}." for head, found in told.items() if found)]


def table_of(shown: Picture, step: int | None = None) -> tuple[list[str], list[list[str]]]:
    """The heads and rows of a picture's table: its series beside each other, or a row a point where they are paths.

    Bars that move are told as they are at a step, by default the last one.
    """
    if shown.across.names:
        return by_name(shown, shown.frames if step is None else step)
    if shown.surface is None and all(ordered(one.x) for one in named(shown)):
        return by_place(shown)
    each = max(3, TABLE_ROWS // max(1, len(named(shown))))
    rows = [row for one in named(shown) for row in some_of(one, each, shown.first)]
    spots = [[one.text, "", in_full(one.x), decimal(one.y)] for one in shown.spots if one.text and not one.bare]
    return ["", shown.tick, shown.across.title, shown.up.title], [*rows, *spots]


def named(shown: Picture) -> list[Line]:
    """The lines that are more than a help to the eye."""
    return [one for one in shown.lines if one.name]


def by_name(shown: Picture, step: int) -> tuple[list[str], list[list[str]]]:
    """A row for each name along the picture: its bars beside each other, or what is marked where there are none."""
    columns = {one.name: [height_near(one, at) for at, _ in shown.across.names] for one in shown.bars}
    columns |= moved_bars(shown, step)
    if not shown.has_bars:
        columns[shown.up.title] = [marks_at(shown, at, 0.5) for at, _ in shown.across.names]
    rows = [[name, *(told[k] for told in columns.values())] for k, (_, name) in enumerate(shown.across.names)]
    return [shown.across.title, *columns], rows


def height_near(one: Bars, at: float) -> str:
    """How high the bar is that belongs to a place; nothing where there is none."""
    there = one.y[np.abs(one.x - at) < 0.5]
    return in_digits(float(there[0])) if len(there) else ""


def moved_bars(shown: Picture, step: int) -> dict[str, list[str]]:
    """The heights at a step of bars that move, by the name of each kind of them; beside others by the moment."""
    found: dict[str, list[str]] = {}
    for kind in dict.fromkeys(one.role for one in shown.lines if one.bar):
        mine = [one for one in shown.lines if one.bar and one.role == kind]
        name = shown.moment(step) if shown.bars else next(one.name for one in mine if one.labelled)
        heights = {round(float(one.x[0])): in_digits(float(one.y[min(step, len(one.y) - 1)])) for one in mine}
        found[name] = [heights.get(round(at), "0") for at, _ in shown.across.names]
    return found


def by_place(shown: Picture) -> tuple[list[str], list[list[str]]]:
    """A row for each bar, and for some places along the lines, those that are spoken of included."""
    drawn: list[Line | Bars] = [*named(shown), *shown.bars]
    spots = [one for one in shown.spots if one.text and not one.bare]
    most = max((one.x for one in drawn), key=len, default=np.empty(0))
    kept = np.unique(np.linspace(0, len(most) - 1, TABLE_ROWS).round().astype(int)).tolist() if len(most) else []
    ends = [float(one.x[k]) for one in drawn for k in (0, -1) if len(one.x)]
    bars = [float(x) for one in shown.bars for x in one.x]  # each of which counts for itself
    found = (*ends, *bars, *(float(most[k]) for k in kept), *shown.quoted, *(one.x for one in spots))
    places = sorted({in_full(x): x for x in reversed(found)}.values())  # what reads alike is one place
    rows = [[in_full(x), *(height_at(one, x, shown.up.log) for one in drawn)] for x in places]
    if spots:
        rows = [[*row, marks_at(shown, x)] for row, x in zip(rows, places, strict=True)]
    return [shown.across.title, *(one.name for one in drawn), *(["marked"] if spots else [])], rows


def ordered(x: Array) -> bool:
    """Whether places (n,) go one way, though a line may have steps: it has one height at each, the last one there."""
    apart = np.diff(x)
    return bool(((apart >= 0).all() or (apart <= 0).all()) and (apart.any() or len(x) < 2))


def height_at(one: Line | Bars, x: float, log: bool = False) -> str:
    """How high a line or a bar is at a place; nothing where it is not. Between points it is straight on its axis."""
    order = np.argsort(one.x, kind="stable")
    places, heights = one.x[order], one.y[order]
    there = np.flatnonzero(np.isclose(places, x, rtol=1e-9, atol=1e-12))
    if len(there):
        return in_digits(float(heights[there[-1]]))
    if isinstance(one, Bars) or one.dots or not len(places) or not places[0] < x < places[-1]:
        return ""
    if log:
        return in_digits(float(np.exp(np.interp(x, places, np.log(heights)))))
    return in_digits(float(np.interp(x, places, heights)))


def in_digits(value: float) -> str:
    """A number with as many digits as it takes not to say 1 of what is less."""
    return next((told for digits in (3, 5, 8) if (told := in_full(value, digits)) != "1"), in_full(value, MOST_DIGITS))


def marks_at(shown: Picture, x: float, within: float = 1e-9) -> str:
    """What is marked at a place, with its height where the text does not say it."""
    here = [one for one in shown.spots if one.text and abs(one.x - x) <= within]
    told = [one.text if one.bare or decimal(one.y) in one.text else f"{one.text}: {decimal(one.y)}" for one in here]
    return ", ".join(told)


def some_of(one: Line, most: int, first: int) -> list[list[str]]:
    """At most so many points of a path, evenly over all; of one that moves with their numbers, from `first` on."""
    kept = np.unique(np.linspace(0, len(one.x) - 1, min(most, len(one.x))).round().astype(int)).tolist()
    return [[one.name, str(k + first) if one.moves else "", in_full(float(one.x[k])), decimal(float(one.y[k]))]
            for k in kept]  # fmt: skip


def calls(path: str, query: str, title: str, asked: str) -> list[Copy]:
    """The page, the call behind its picture, and the page for a frame, ready to paste."""
    url = "{origin}" + asked
    return [
        Copy("Link", "{origin}" + address(path, query)),
        Copy("curl", f'curl "{url}"'),
        Copy("Python", f'import httpx\n\nlesson = httpx.get("{url}").json()'),
        Copy("JavaScript", f'const lesson = await (await fetch("{url}")).json();'),
        in_frame(path, query, title, HIGH),
    ]
