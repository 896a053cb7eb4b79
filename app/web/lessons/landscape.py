"""The landscape below the runs of a lesson: its texts stand where no run passes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...core.numbers import Array
from ...core.surfaces import Surface
from ...lessons.pictures import Picture
from ..figures.area import Area, Figure, Words
from ..figures.places import Box
from ..figures.style import Look
from ..surfaces.figure import landscape
from ..surfaces.window import Window
from .labels import box_of, sheets, visible

STAR = np.array([(0.0, 0.0), (9.0, 0.0), (-9.0, 0.0), (0.0, 9.0), (0.0, -9.0)])  # px of a mark that are not covered
OTHER_SIDE = {"left": "right", "right": "left"}


@lru_cache(maxsize=16)
def land(surface: Surface, window: Window, look: Look, live: bool) -> Figure:
    """The landscape; made once, however often texts are placed on it."""
    return landscape(surface, window, look, live)


def clear_of_runs(surface: Surface, window: Window, shown: Picture, look: Look, live: bool) -> Figure:
    """A landscape without the heights that a run passes over, or that lie on the mark of a minimum.

    A name goes to its other side where a run passes over it, and is left out if one passes there too.
    """
    ground, area = land(surface, window, look, live), sheets(look)[0].area(shown)
    laid = ground["layout"]
    runs = [visible(area, one.x, one.y) for one in shown.lines if one.moves]
    runs += [area.px(one.x, one.y) + STAR for one in surface.stationary()]
    texts = [standing for one in laid["annotations"] if (standing := clear(one, area, runs))]
    return {**ground, "layout": {**laid, "annotations": texts}}


def clear(text: Words, area: Area, runs: list[Array]) -> Words | None:
    """A text where no run (n, 2) passes over it; the name of the upright axis has no other place."""
    if text.get("name") == "title-top":
        return text
    places = [text, other_side(text)] if "name" in text else [text]
    return next((one for one in places if not any(crosses(box_of(area, one), run) for run in runs)), None)


def other_side(text: Words) -> Words:
    """A name on the other side of its place, or in the other corner."""
    across = 1 - text["x"] if text.get("xref") == "paper" else text["x"]
    return {**text, "x": across, "xanchor": OTHER_SIDE[text["xanchor"]], "xshift": -text.get("xshift", 0)}


def crosses(box: Box, points: Array) -> bool:
    """Whether any point (n, 2) of a line is in a box."""
    left, top, right, bottom = box
    (x, y) = points.T
    return bool(((x > left) & (x < right) & (y > top) & (y < bottom)).any())
