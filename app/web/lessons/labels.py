"""Texts beside places and lines of a lesson's picture, each where it covers least; what moves keeps clear of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ...lessons.pictures import Line, Picture
from ..figures.area import Area, Words
from ..figures.axes import NAME, note
from ..figures.paths import AWAY, LETTER, LINE, Box, Place, free
from ..figures.style import Look
from .marks import role

ALONG = (0.94, 0.8, 0.65, 0.5, 0.35, 0.2, 0.08)  # shares of a line's visible points where its name is tried
KEPT_CLEAR = 80  # points of each line that a text is not to cover
UP_TITLE = (8.0, 26.0)  # px of a letter of the upright axis' name, and how far down it reaches
NARROWER = 0.5  # of a file's width: there a picture is no wider, with texts that are as large
TOOL_BAR = 150.0  # px of width that the tools of a plot take in its upper right corner

Pixels = Sequence[tuple[float, float]]


@dataclass
class Labels:
    """All texts of one picture that are placed: those of places first, then the names of lines that stand still."""

    shown: Picture
    area: Area
    look: Look
    boxes: list[Box] = field(default_factory=list)
    kept: list[Box] = field(default_factory=list)  # for the names of what moves, once it has ended
    busy: list[tuple[float, float]] = field(default_factory=list)

    def placed(self) -> list[Words]:
        """The texts; `boxes` and `busy` tell afterwards what they cover, and what is not to be covered."""
        lines = [(one, visible(self.area, one)) for one in self.shown.lines]
        wide = self.area.size[0]
        self.boxes = [
            (0.0, 0.0, UP_TITLE[0] * len(self.shown.up.title), UP_TITLE[1]),
            (wide - TOOL_BAR, 0.0, wide, TOOL_BAR / 4),
        ]
        self.boxes += [self._of_rule(one.text, one.at) for one in self.shown.rules if one.along == "y"]
        self.kept = [self._at_end(one, points) for one, points in lines if points and one.moves]
        self.busy = self.busy_of(self.shown.lines)
        spots = [one for one in self.shown.spots if one.text]
        found = [self._put(one.text, one.role, self.area.px(one.x, one.y)) for one in spots]
        return [*found, *(self._named(one, points) for one, points in lines if points and not one.moves)]

    def busy_of(self, lines: Sequence[Line]) -> list[tuple[float, float]]:
        """What is not to be covered: some points of lines, and all places."""
        drawn = [(one, visible(self.area, one)) for one in lines]
        along = (spaced(points, one.dots) for one, points in drawn)
        spots = (self.area.px(one.x, one.y) for one in self.shown.spots)
        return [*(place for points in along for place in points), *spots]

    def _of_rule(self, text: str, at: float) -> Box:
        """Where the text of a level stands: above its right end."""
        wide, down = self.area.size[0], self.area.px(self.area.x.value(0.5), at)[1]
        return (wide - LETTER * len(text) / NARROWER, down - LINE / NARROWER, wide, down)

    def _at_end(self, one: Line, points: Pixels) -> Box:
        """Room on both sides of where a line ends."""
        (across, down), wide = points[-1], AWAY + LETTER * len(one.name)
        return (across - wide, down - LINE, across + wide, down + LINE)

    def _put(self, text: str, of: str, at: tuple[float, float]) -> Words:
        place = free(self.area.size, at, LETTER * len(text), self.busy, self.boxes, NARROWER)
        return self._note(text, of, at, place)

    def _named(self, one: Line, points: Pixels) -> Words:
        """The name of a line at the best of some places along it."""
        best: tuple[float, Box, tuple[float, float], Place] | None = None
        for share in ALONG:
            at = points[min(len(points) - 1, int(share * len(points)))]
            tried = list(self.boxes)
            place = free(self.area.size, at, LETTER * len(one.name), self.busy, tried, NARROWER)
            hits = self._hits(tried[-1])
            if best is None or hits < best[0]:
                best = hits, tried[-1], at, place
            if not hits:
                break
        assert best is not None
        self.boxes.append(best[1])
        return self._note(one.name, one.role, best[2], best[3])

    def _hits(self, box: Box) -> float:
        """What a text there would cover."""
        points = sum(box[0] < a < box[2] and box[1] < d < box[3] for a, d in self.busy)
        taken = [*self.boxes, *self.kept]
        texts = sum(box[0] < b[2] and box[2] > b[0] and box[1] < b[3] and box[3] > b[1] for b in taken)
        return points + 4.0 * texts

    def _note(self, text: str, of: str, at: tuple[float, float], place: Place) -> Words:
        (right, down, anchor), look = place, self.look
        axes = zip(self.area.back(*at), (self.area.x, self.area.y), strict=True)
        x, y = (math.log10(value) if axis.log else value for value, axis in axes)
        return note(look, text, x, y, xanchor=anchor, xshift=look.px(right), yshift=-look.px(down), size=NAME,
                    weight=600, color=look.said(role(of).colour))  # fmt: skip


def visible(area: Area, one: Line) -> Pixels:
    """The points of a line that are within the picture, in px."""
    across, down = area.x.share(one.x) * area.size[0], (1 - area.y.share(one.y)) * area.size[1]
    inside = (across >= 0) & (across <= area.size[0]) & (down >= 0) & (down <= area.size[1])
    return list(zip(across[inside].tolist(), down[inside].tolist(), strict=True))


def spaced(points: Pixels, dots: bool) -> Pixels:
    """Places along a line that is drawn through points, so many, evenly; of dots these themselves."""
    if dots or len(points) < 2:
        return points
    at = np.array(points)
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(at, axis=0).T))])
    where = np.linspace(0.0, gone[-1], KEPT_CLEAR)
    return list(zip(*(np.interp(where, gone, along).tolist() for along in at.T), strict=True))
