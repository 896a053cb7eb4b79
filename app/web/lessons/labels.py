"""Texts in a lesson's picture, each where it covers least: of places, of what is marked, of lines that stand still.

They are placed for the shape that the picture has where it is seen: on a wide screen, on a narrow one, in a room.
What moves keeps clear of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from ...core.numbers import Array
from ...lessons.pictures import Bars, Picture
from ..figures.area import UNIT, Area, Axis, Words
from ..figures.axes import NAME, SMALL, note
from ..figures.places import BACK, LETTER, LINE, Box
from ..figures.style import Look
from .marks import ends_of_axis, half_of_bar, role
from .tries import KEPT, Standing, in_zone, on_rule, round_about, there

ON_WIDE, ON_NARROW, IN_A_ROOM = (
    (560.0, 345.0),
    (316.0, 214.0),
    (440.0, 360.0),
)  # px of the smallest that each is seen in
ALONG = (1.0, 0.94, 0.8, 0.65, 0.5, 0.35, 0.2, 0.08)  # shares of a line's visible points where its name is tried
END_COSTS = 4.0  # what it costs to stand at a line's beginning and not at its end, where a point of a line costs 1
POINTS_APART = 6.0  # px between the points of a line that a text is not to cover
MOST_SEEN = 400  # such points of one line
UP_TITLE = (8.0, 26.0)  # px of a letter of the upright axis' name, and how far down it reaches
TOOL_BAR = 150.0  # px of width that the tools of a plot take in its upper right corner
SMALL_LETTER = 7.6  # px of a letter of a note
LEADING = 1.2  # px of a line of type that are empty
ON_TEXT, OUTSIDE = 150.0, 200.0  # what these cost, where a point of a line costs 1
FOREIGN, ROUND_IT = 1.0, 10.0  # a point of another line so near, in px


@dataclass(frozen=True)
class Sheet:
    """A shape in which a picture is seen, named as the page's style sheet has it, and the width of its tools."""

    name: str
    size: tuple[float, float]
    tools: float = 0.0

    def area(self, shown: Picture) -> Area:
        """The picture's rectangle."""
        axes = [Axis(*ends_of_axis(one), log=one.log) for one in (shown.across, shown.up)]
        return Area(axes[0], axes[1], self.size)

    def briefly(self, shown: Picture) -> Picture:
        """The picture with the names that its lines and places have here."""
        if self.name == "wide":
            return shown
        lines = tuple(replace(one, name=one.brief or one.name) for one in shown.lines)
        return replace(shown, lines=lines, spots=tuple(replace(one, text=one.brief or one.text) for one in shown.spots))


def sheets(look: Look) -> tuple[Sheet, Sheet]:
    """The shapes for which texts are placed: one of them is seen."""
    return Sheet("wide", IN_A_ROOM) if look.bold else Sheet("wide", ON_WIDE, TOOL_BAR), Sheet("narrow", ON_NARROW)


@dataclass
class Labels:
    """All texts of one picture that are placed on a sheet, beside those that `stand` already."""

    shown: Picture
    sheet: Sheet
    look: Look
    stand: Sequence[Box] = ()
    boxes: list[Box] = field(default_factory=list)

    @cached_property
    def area(self) -> Area:
        """The picture's rectangle."""
        return self.sheet.area(self.shown)

    @cached_property
    def lines(self) -> list[Array]:
        """The points (n, 2) of each line, in px, as near to each other as is seen."""
        none = np.empty((0, 2))  # what is behind all others may be covered
        return [none if one.role == "faint" else visible(self.area, one.x, one.y, one.dots) for one in self.shown.lines]

    @cached_property
    def busy(self) -> Array:
        """All points that are not to be covered, (n, 2)."""
        spots = np.array([self.area.px(one.x, one.y) for one in self.shown.spots if not one.bare]).reshape(-1, 2)
        dark = [all_over(self.area, one, half_of_bar(self.shown)) for one in solid_bars(self.shown)]
        upright = [lengthwise(self.area, one.at) for one in self.shown.rules if one.along == "x"]
        return np.concatenate([*self.lines, spots, *dark, *upright, np.empty((0, 2))])

    def placed(self) -> list[Words]:
        """The texts; `boxes` tell afterwards what they cover."""
        wide, shown = self.sheet.size[0], self.shown
        self.boxes = [(0.0, 0.0, UP_TITLE[0] * len(shown.up.title), UP_TITLE[1]), *self.stand]
        if self.sheet.tools:
            self.boxes.append((wide - self.sheet.tools, 0.0, wide, self.sheet.tools / 4))
        found: list[Words] = []  # those with the fewest places come first
        for rule in shown.rules:
            if rule.text:
                found.append(self._quiet(rule.text, rule.role, on_rule(self.area, rule, width_of(rule.text))))
        for zone in shown.zones:
            if zone.text:
                found.append(self._quiet(zone.text, zone.role, in_zone(self.area, zone, width_of(zone.text))))
        for one in sorted(shown.spots, key=lambda one: not one.bare):
            if one.text:
                tries = (there if one.bare else round_about)(self.area.px(one.x, one.y), LETTER * len(one.text))
                found.append(self._strong(one.text, one.role, tries))
        told = [one.labelled and not one.moves and len(points) > 0
                for one, points in zip(shown.lines, self.lines, strict=True)]  # fmt: skip
        down = sorted((i for i, named in enumerate(told) if named), key=lambda i: float(self.lines[i][-1, 1]))
        return [*found, *(self._named(i) for i in down)]

    def _named(self, index: int) -> Words:
        """The name of a line at the best of some places along it, nearer to it than to any other."""
        one, points = self.shown.lines[index], self.lines[index]
        places = [(share, points[min(len(points) - 1, int(share * len(points)))].tolist()) for share in ALONG]
        tries = [replace(each, cost=each.cost + END_COSTS * (1 - share)) for share, at in places
                 for each in round_about((at[0], at[1]), LETTER * len(one.name))]  # fmt: skip
        return self._strong(one.name, one.role, tries, np.concatenate([np.empty((0, 2)), *all_but(self.lines, index)]))

    def _strong(self, text: str, of: str, tries: list[Standing], foreign: Array | None = None) -> Words:
        return self._put(text, self.look.said(role(of).colour), tries, foreign, size=NAME, weight=600)

    def _quiet(self, text: str, of: str, tries: list[Standing]) -> Words:
        colour = self.look("muted") if of == "theory" else self.look.said(role(of).colour)
        return self._put(text, colour, tries, size=SMALL)

    def _put(self, text: str, colour: str, tries: list[Standing], foreign: Array | None = None, **more: float) -> Words:
        """A text at the best of its places, which nothing else is to cover from then on."""
        best = self.cheapest(tries, foreign)
        told = best.told(self.area, self.look)
        return note(self.look, text, told.pop("x"), told.pop("y"), **told, **more, color=colour, **on_sheet(self.sheet))

    def cheapest(self, tries: list[Standing], foreign: Array | None = None) -> Standing:
        """Where a text covers least, and is nearest to what it names; this is taken then."""
        boxes, costs = np.array([one.box for one in tries]), np.array([one.cost for one in tries])
        if foreign is not None:
            costs += FOREIGN * held_in(boxes, foreign, ROUND_IT)
        best = tries[int(np.argmin(self.prices(boxes, costs, self.busy)))]
        self.boxes.append(best.box)
        return best

    def prices(self, boxes: Array, costs: Array, busy: Array) -> Array:
        """What a text costs that takes each box (n, 4), beside what it costs anyway (n,) and what it covers, (n,)."""
        (left, top, right, bottom), (wide, high) = boxes.T, self.sheet.size
        price = costs + held_in(boxes, busy, 3.0)
        price += OUTSIDE * ((left < KEPT) | (right > wide - KEPT) | (top < 0) | (bottom > high))
        for a, b, c, d in self.boxes:
            price += ON_TEXT * ((left < c) & (right > a) & (top < d - LEADING) & (bottom > b + LEADING))
        return price


def width_of(text: str) -> float:
    """Of a note, in px."""
    return SMALL_LETTER * len(text)


def on_sheet(sheet: Sheet) -> Words:
    """What says that a text is for this sheet: whoever takes no notice of it gets the wide one."""
    return {"name": sheet.name, "visible": sheet.name == "wide"}


def all_but(lines: list[Array], index: int) -> list[Array]:
    """All but one."""
    return [one for k, one in enumerate(lines) if k != index]


def held_in(boxes: Array, points: Array, more: float) -> Array:
    """How many points (n, 2) each box (k, 4) holds, made larger by so many px."""
    (left, top, right, bottom), (x, y) = boxes.T[:, :, None], points.T
    across, down = (x > left - more) & (x < right + more), (y > top - more) & (y < bottom + more)
    return np.asarray((across & down).sum(axis=1), dtype=float)


def visible(area: Area, x: Array, y: Array, dots: bool = False) -> Array:
    """The points (n, 2) of a line held_in the picture in px, and as many more between them as it takes."""
    points = dense_points(area, x, y, dots)[0]
    wide, high = area.size
    return points[((points >= 0) & (points <= [wide, high])).all(axis=1)]


def dense_points(area: Area, x: Array, y: Array, dots: bool = False) -> tuple[Array, Array]:
    """The same wherever they are, and at which of the line's points, or between which two, each of them is: (n,)."""
    (wide, high), sides, at = area.size, (area.x.share(x), 1 - area.y.share(y)), np.arange(float(len(x)))
    across, down = (np.clip(np.nan_to_num(side), -2, 3) * size for side, size in zip(sides, (wide, high), strict=True))
    if not dots and len(across) > 1:
        far = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(across), np.diff(down)))])
        where = np.linspace(0.0, far[-1], int(min(MOST_SEEN, 2 + far[-1] / POINTS_APART)))
        across, down, at = (np.interp(where, far, one) for one in (across, down, at))
    return np.stack([across, down], axis=1), at


def solid_bars(shown: Picture) -> list[Bars]:
    """All bars that are filled, those that move as high as they are in the end."""
    still = [one for one in shown.bars if one.role != "yours" and not one.ahead]
    return [*still, *(Bars(one.name, one.x[-1:], one.y[-1:]) for one in shown.lines if one.bar)]


def all_over(area: Area, one: Bars, half: float) -> Array:
    """Points (n, 2) all over bars, `half` as wide to each side of their place, in px."""
    found = [np.empty((0, 2))]
    for x, y in zip(one.x.tolist(), one.y.tolist(), strict=True):
        (left, top), (right, foot) = area.px(x - half, y), area.px(x + half, area.y.value(0.0))
        steps = [np.arange(low, high, 2 * POINTS_APART) for low, high in ((left, right), (top, foot))]
        found.append(np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 2))
    return np.concatenate(found)


def lengthwise(area: Area, at: float) -> Array:
    """Points (n, 2) of an upright line, in px."""
    down = np.arange(0.0, area.size[1], 2 * POINTS_APART)
    return np.stack([np.full_like(down, area.size[0] * area.x.at(at)), down], axis=1)


def box_of(area: Area, told: Words) -> Box:
    """What a text covers that stands already, in px."""
    on = Area(UNIT, UNIT, area.size) if told.get("xref") == "paper" else area.refer(told).powers()
    x, y = on.px(told["x"], told["y"])
    width = len(told["text"]) * told["font"]["size"] * LETTER / NAME
    left = x + told.get("xshift", 0) - BACK[told["xanchor"]] * width
    top = y - told.get("yshift", 0) - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[told["yanchor"]] * LINE
    return left, top, left + width, top + LINE
