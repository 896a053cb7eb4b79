"""Where a text of a lesson's picture may stand: beside a place, on a line across it, in a hatched stretch."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...core.numbers import Array
from ...lessons.pictures import Rule, Zone
from ..figures.area import Area, Words
from ..figures.places import AWAY, BACK, LINE, ROUND, STACKED, Box, Place
from ..figures.style import Look

KEPT = 4.0  # px that a text keeps to the sides of the picture
INSIDE = 6.0  # px between a text and the edge or the line at which it stands
UNDER_TITLE = 26.0  # px from the top
AWAY_COSTS = 0.004  # what the square of the px from a place costs, where a point of a line that is covered costs 1
OTHER_END = 0.5  # what it costs to stand at another end
FURTHER: tuple[Place, ...] = ((19.0, 0.0, "left"), (-19.0, 0.0, "right"))  # where a ring is about the place
BETWEEN: tuple[Place, ...] = tuple(
    (across, down, anchor)
    for across, anchor in ((AWAY, "left"), (-AWAY, "right"))
    for down in (-32, -17, -6, 6, 17, 32)
)
CLOSE_BY = (*ROUND, *FURTHER, *STACKED, *BETWEEN)  # all places beside a point, where many names may share it
RIGHTWARD, DOWNWARD, BEHIND = (
    np.array(one) for one in zip(*((right, down, BACK[anchor]) for right, down, anchor in CLOSE_BY), strict=True)
)
ALONE_COSTS = AWAY_COSTS * DOWNWARD**2 + OTHER_END * (abs(RIGHTWARD) > AWAY)  # of each of them, whatever it covers
HELD_RING = (15.0, 15.0)  # px from its middle that a ring takes, across and down
HIGH_UP = (0.75, 0.5, 0.25, 0.08)  # shares of the height where a text is tried, if not at an end


@dataclass(frozen=True)
class Standing:
    """One place of a text: the box that it would take, its anchor in px, and how it hangs there.

    Where `across` or `up` is told, this share of the picture is the anchor in the place of a number of its axis.
    """

    box: Box
    at: tuple[float, float]
    shift: tuple[float, float] = (0.0, 0.0)
    anchor: tuple[str, str] = ("center", "middle")
    across: float | None = None
    up: float | None = None
    cost: float = 0.0

    def told(self, area: Area, look: Look) -> Words:
        """The place in Plotly's words."""
        told: Words = {"xanchor": self.anchor[0], "yanchor": self.anchor[1]}
        told |= {"xshift": look.px(self.shift[0]), "yshift": -look.px(self.shift[1])}
        ends = zip("xy", area.back(*self.at), (area.x, area.y), (self.across, self.up), strict=True)
        for name, value, axis, share in ends:
            told[name] = share if share is not None else math.log10(value) if axis.log else value
            told |= {} if share is None else {f"{name}ref": f"{name} domain"}
        return told


def round_about(at: tuple[float, float], width: float) -> list[Standing]:
    """Round a place, the nearer the better."""
    found = []
    for (right, down, anchor), cost in zip((*ROUND, *FURTHER, *STACKED), ALONE_COSTS.tolist(), strict=False):
        left, middle = at[0] + right - BACK[anchor] * width, at[1] + down
        box = (left, middle - LINE / 2, left + width, middle + LINE / 2)
        found.append(Standing(box, at, (right, down), (anchor, "middle"), cost=cost))
    return found


def boxes_close_by(at: Array, width: float) -> Array:
    """What a text takes at each place that is CLOSE_BY, (k, 4)."""
    left, middle = at[0] + RIGHTWARD - BEHIND * width, at[1] + DOWNWARD
    return np.stack([left, middle - LINE / 2, left + width, middle + LINE / 2], axis=1)


def ring_of(area: Area, at: tuple[float, float] | None) -> list[Box]:
    """What the handle of a picture covers, if it has one."""
    if at is None:
        return []
    (x, y), (across, down) = area.px(*at), HELD_RING
    return [(x - across, y - down, x + across, y + down)]


def there(at: tuple[float, float], width: float) -> list[Standing]:
    """In a place itself, and nowhere else."""
    box = (at[0] - width / 2, at[1] - LINE / 2, at[0] + width / 2, at[1] + LINE / 2)
    return [Standing(box, at)]


def on_rule(area: Area, one: Rule, width: float) -> list[Standing]:
    """Above or below a level at its right end, or else where; beside an upright one, from its top down."""
    return _on_level(area, one.at, width) if one.along == "y" else _on_upright(area, one.at, width)


def _on_level(area: Area, at: float, width: float) -> list[Standing]:
    wide, found = area.size[0], []
    down = area.size[1] * (1 - area.y.at(at))
    for share, anchor, shift in ((1.0, "right", -INSIDE), (0.0, "left", INSIDE), (0.5, "center", 0.0)):
        left = share * wide + shift - BACK[anchor] * width
        for side, top in (("bottom", down - LINE), ("top", down)):
            box, cost = (left, top, left + width, top + LINE), OTHER_END * (share < 1)
            found.append(Standing(box, (0.0, down), (shift, 0.0), (anchor, side), across=share, cost=cost))
    return found


def _on_upright(area: Area, at: float, width: float) -> list[Standing]:
    (wide, high), share = area.size, area.x.at(at)
    found = []
    for shift, anchor in ((INSIDE, "left"), (-INSIDE, "right")):
        left = share * wide + shift - BACK[anchor] * width
        worse = OTHER_END * ((share > 0.5) == (anchor == "left"))
        for up in (1.0, *HIGH_UP):
            top = UNDER_TITLE if up == 1.0 else (1 - up) * high - LINE / 2
            hangs, lower = ("top", UNDER_TITLE) if up == 1.0 else ("middle", 0.0)
            box, cost = (left, top, left + width, top + LINE), worse + (up < 1) * OTHER_END
            found.append(Standing(box, (share * wide, 0.0), (shift, lower), (anchor, hangs), up=up, cost=cost))
    return found


def in_zone(area: Area, one: Zone, width: float) -> list[Standing]:
    """In its middle, at the foot of the picture or above it; in a stretch of the upright axis at its left or right."""
    axis, (wide, high) = (area.x if one.along == "x" else area.y), area.size
    middle = float(np.mean(np.clip([axis.at(one.low), axis.at(one.high)], 0.0, 1.0)))
    found = []
    if one.along == "y":
        for share, anchor, shift in ((0.0, "left", 8.0), (1.0, "right", -8.0), (0.5, "center", 0.0)):
            left, down = share * wide + shift - BACK[anchor] * width, (1 - middle) * high
            box, cost = (left, down - LINE / 2, left + width, down + LINE / 2), OTHER_END * share
            found.append(Standing(box, (0.0, down), (shift, 0.0), (anchor, "middle"), across=share, cost=cost))
        return found
    left = min(max(middle * wide - width / 2, KEPT), wide - KEPT - width)
    shift = left + width / 2 - middle * wide
    for up in (0.0, *HIGH_UP[::-1]):
        top = high - 8 - LINE if up == 0.0 else (1 - up) * high - LINE / 2
        hangs, lower = ("bottom", -8.0) if up == 0.0 else ("middle", 0.0)
        box = (left, top, left + width, top + LINE)
        found.append(Standing(box, (middle * wide, 0.0), (shift, lower), ("center", hangs), up=up, cost=OTHER_END * up))
    return found
