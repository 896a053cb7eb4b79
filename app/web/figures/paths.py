"""What moves in a figure: lines up to now and beyond, marks at Fibonacci steps, the point where each is, its name.

The canvas of the page draws the same lines step by step, from the same looks (`told`), through the live plot's axes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from .area import Area, Words
from .axes import NAME, note
from .lines import Array
from .palette import Stroke
from .places import LETTER, Box, Place, free
from .style import Look

MARKS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765)  # time, seen as spacing
PLACED = (0, 3, 13, 55, 233, 987, 4181)  # steps for which names are placed anew while a race is played
MARKED = 12.0  # px: a mark nearer than this to one before it is left out, or marks grow into a block
STEPPED = 6.0  # px: in a window that is zoomed into, a step that is so far from both its neighbours has a dot
EDGE = 14.0  # px: how far inside the edge a point stands that is really outside
BROAD = 5.2  # px
MOST_POINTS = 800  # of one line in a figure


@dataclass(frozen=True)
class Moving:
    """One line that moves: a point for each step, how it is drawn, what it is called; `note` follows the name.

    Where it is there is a dot, or its own marker where it is not `plain`. Of its points, those before the last `tail`
    are drawn thin; the first ones have marks, where these have room. A line that is `stepped` has a dot at each step
    that can be told from its neighbours. At `most` so many points are drawn of each part. Its `halo` sets it off from
    what is behind it; a `broad` one is seen under another that has none. Where it goes up or down by more than a `jump`
    at once, there is a gap. Where its `half` is told, it is a bar that stands on 0, twice as wide, in the colour's
    `alpha` or `hollow`; `notes` are what follows its name at each step.
    """

    index: int
    name: str
    stroke: Stroke
    x: Array
    y: Array
    focused: bool = False
    note: str = ""
    tail: int = 0
    marked: bool = True
    plain: bool = True
    stepped: bool = False
    most: int = MOST_POINTS
    halo: bool = True
    broad: bool = False
    jump: float = math.inf
    half: float = 0.0
    alpha: float = 1.0
    hollow: bool = False
    notes: Sequence[str] = ()

    @property
    def width(self) -> float:
        """Of the line, in px."""
        return BROAD if self.broad else 2.6 if self.focused else 2.0

    def at(self, step: int) -> int:
        """The index of the point at a step, or of the last one."""
        return min(step, len(self.x) - 1)

    def noted(self, step: int) -> str:
        """What follows its name at a step."""
        return self.notes[self.at(step)] if self.notes else self.note

    @property
    def room(self) -> float:
        """What its name and the longest note take of a line of text, in px."""
        return LETTER * len(f"{self.name} {max((self.note, *self.notes), key=len)}".strip())


def told(one: Moving, places: dict[int, Place]) -> Words:
    """The look of a line and where its name stands, for the canvas: to the left of a point its end, else its start."""
    look = {"index": one.index, "name": one.name, "colour": one.stroke.colour, "marker": one.stroke.marker}
    look |= {"dash": [float(dash) for dash in one.stroke.dash.split()], "width": one.width}
    look |= {"tail": one.tail, "marks": [k for k in MARKS if k < len(one.x) and one.marked], "plain": one.plain}
    look |= {"halo": one.halo, "apart": MARKED, "dots": STEPPED if one.stepped else 0}
    look |= {"half": one.half, "alpha": one.alpha, "hollow": one.hollow} if one.half else {}
    steps = [(step, [round(x), round(y)]) for step, (x, y, _) in sorted(places.items())]
    anew = [(step, place) for k, (step, place) in enumerate(steps) if not k or place != steps[k - 1][1]]
    return {**look, "places": [[step, *place] for step, place in anew]}


def traces(area: Area, one: Moving, step: int, look: Look, axis: str = "y") -> list[Words]:
    """The line at a step: what is to come, but in a room, what was on its halo, its marks and the point where it is."""
    now, wide = one.at(step), look.px(one.width)
    first = max(0, now - one.tail) if one.tail else 0
    base: Words = {"type": "scatter", "showlegend": False, "hoverinfo": "skip", "yaxis": axis}
    base["meta"] = {"moves": one.index}
    if one.half:
        return [upright(one, now, look, base), *dot_of(area, one, now, look, base)]
    line = {**base, "mode": "lines"}
    ink, paper = look(one.stroke.colour), look("paper")
    coming = {"color": ink, "width": look.px(1.4), "dash": "1.5px,4px"}
    found = [] if look.bold else [{**line, **part(one, now, len(one.x) - 1), "line": coming, "opacity": 0.5}]
    if first:
        found.append({**line, **part(one, 0, first), "line": {"color": ink, "width": look.px(0.8)}, "opacity": 0.5})
    past = {"color": ink, "width": wide, "dash": one.stroke.dashes}
    if one.halo:
        found.append({**line, **part(one, first, now), "line": {"color": paper, "width": wide + look.px(3.6)}})
    hover = f"{escape(one.name)}, step %{{customdata}}<br>%{{x:.5~g}}, %{{y:.5~g}}<extra></extra>"
    read = {"hoverinfo": "all", "hovertemplate": hover, "name": one.name}
    found.append({**line, **part(one, first, now), "line": past, **read})
    if one.stepped:
        dots, marker = stepped(area, one, now), {"symbol": "circle", "size": look.px(5), "color": ink}
        found.append({**base, "mode": "markers", "x": one.x[dots], "y": one.y[dots], "marker": marker})
    kept = marked(area, one, now) if one.marked else []
    marker = {"symbol": one.stroke.symbol, "size": look.px(8), "color": ink}
    found.append({**base, "mode": "markers", "x": one.x[kept], "y": one.y[kept], "marker": marker})
    return [*found, *dot_of(area, one, now, look, base)]


def upright(one: Moving, now: int, look: Look, base: Words) -> Words:
    """The bar at a step."""
    edge = {"color": look(one.stroke.colour), "width": look.px(2)}
    solid: Words = {"color": look(one.stroke.colour, one.alpha)}
    marker = {"color": look("paper"), "line": edge} if one.hollow else solid
    read = {"hoverinfo": "all", "hovertemplate": f"{escape(one.name)}: %{{y:.5~g}}<extra></extra>", "name": one.name}
    place = {"x": one.x[[now]], "y": one.y[[now]], "width": 2 * one.half}
    return {**base, "type": "bar", **place, "marker": marker, **read}


def dot_of(area: Area, one: Moving, now: int, look: Look, base: Words) -> list[Words]:
    """The point where it is; of bars those alone have one that are named."""
    if one.half and not one.notes:
        return []
    return [{**base, "mode": "markers", **point(area, one, now, look), "cliponaxis": False}]


def marked(area: Area, one: Moving, now: int) -> list[int]:
    """The steps before `now` that have a mark: each that is not too near to one before it."""
    found: list[tuple[int, float, float]] = []
    for k in MARKS:
        if k < now:
            x, y = area.px(float(one.x[k]), float(one.y[k]))
            if all(math.hypot(x - a, y - b) >= MARKED for _, a, b in found):
                found.append((k, x, y))
    return [k for k, _, _ in found]


def stepped(area: Area, one: Moving, now: int) -> NDArray[np.intp]:
    """The steps before `now` within the picture that can be told from their neighbours."""
    x, y = area.x.share(one.x[: now + 1]) * area.size[0], area.y.share(one.y[: now + 1]) * area.size[1]
    far = np.hypot(np.diff(x), np.diff(y))
    clear = np.minimum(np.append(np.inf, far), np.append(far, np.inf)) >= STEPPED
    inside = (x >= 0) & (x <= area.size[0]) & (y >= 0) & (y <= area.size[1])
    return np.flatnonzero(clear & inside)[-MOST_POINTS:]


def part(one: Moving, first: int, last: int) -> dict[str, Array]:
    """The points from a step to another, both included; of very many some."""
    some = np.unique(np.linspace(first, last, min(last - first + 1, one.most)).round().astype(int))
    gaps = np.flatnonzero(np.abs(np.diff(one.y[some])) > one.jump) + 1
    found = {"x": one.x[some], "y": one.y[some], "customdata": some.astype(float) if len(gaps) else some}
    return {name: np.insert(values, gaps, np.nan) for name, values in found.items()} if len(gaps) else found


def point(area: Area, one: Moving, now: int, look: Look) -> Words:
    """Where a line is: a dot, or at the edge of the picture an arrow towards it."""
    ring = {"color": look("paper"), "width": look.px(2)}
    symbol, size = ("circle", 15.4) if one.plain else (one.stroke.symbol, 11.0)
    marker = {"symbol": symbol, "size": look.px(size), "color": look(one.stroke.colour), "line": ring}
    x, y, turn = held(area, float(one.x[now]), float(one.y[now]))
    if turn is not None:
        marker |= {"symbol": "triangle-up", "angle": turn, "size": look.px(18)}
    return {"x": [x], "y": [y], "marker": marker}


def held(area: Area, x: float, y: float) -> tuple[float, float, float | None]:
    """A point, or the nearest place inside the picture's edge, and the way from there in degrees clockwise from up."""
    (wide, high), (across, down) = area.size, area.px(x, y)
    if 0 <= across <= wide and 0 <= down <= high:
        return x, y, None
    right = (across > wide) - (across < 0)
    lower = (down > high) - (down < 0)
    kept = min(max(across, EDGE), wide - EDGE), min(max(down, EDGE), high - EDGE)
    return *area.back(*kept), float(np.degrees(np.arctan2(right, -lower)))


def placed(
    area: Area, lines: Sequence[Moving], step: int, taken: Sequence[tuple[float, float]], boxes: Sequence[Box] = ()
) -> dict[int, dict[int, Place]]:
    """Where the names stand at a step and at a few others: by the line's index, then by step."""
    found: dict[int, dict[int, Place]] = {one.index: {} for one in lines}
    longest = max((len(one.x) for one in lines), default=0)
    for k in {step, *(k for k in PLACED if k < longest)}:
        for one, place in zip(lines, places_at(area, lines, k, taken, boxes), strict=True):
            found[one.index][k] = place
    return found


def places_at(
    area: Area, lines: Sequence[Moving], step: int, taken: Sequence[tuple[float, float]], boxes: Sequence[Box]
) -> list[Place]:
    """Where each name stands at a step: the first of eight places round its point where it covers nothing."""
    here = [spot(area, one, step) for one in lines]
    busy, filled = [*taken, *here], list(boxes)
    return [free(area.size, spot, one.room, busy, filled) for one, spot in zip(lines, here, strict=True)]


def spot(area: Area, one: Moving, step: int) -> tuple[float, float]:
    """Where a line is at a step, or where it is held, in px."""
    now = one.at(step)
    x, y, _ = held(area, float(one.x[now]), float(one.y[now]))
    return area.px(x, y)


def named(area: Area, one: Moving, step: int, place: Place, look: Look, axis: str = "y") -> Words:
    """The name of a line beside the point where it is."""
    x, y, _ = held(area, *(float(column[one.at(step)]) for column in (one.x, one.y)))
    across, down, anchor = place
    y = math.log10(max(y, 1e-300)) if area.y.log else y  # where Plotly wants it
    note_here = one.noted(step)
    words = f"<b>{escape(one.name)}</b> {note_here}" if note_here else one.name
    told = {
        "xanchor": anchor,
        "xshift": look.px(across),
        "yshift": -look.px(down),
        "yref": axis,
        "size": NAME,
        "name": "moves",
    }
    return note(look, words, x, y, **told, weight=400 if note_here else 600, color=look.said(one.stroke.colour))
