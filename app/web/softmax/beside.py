"""Where the name of p stands in the triangle: on a side of it where nothing else is to be read."""

from __future__ import annotations

import numpy as np

from ...core.activations.base import Array
from ..figures.area import Words
from ..figures.axes import NAME, note
from ..figures.style import Look

SIDE_PX = 224.0  # of the triangle on a laptop
BRIEF = 0.12  # how far the arrow of one step is drawn at least
OF_LETTERS = {  # px from a corner to the middle of its letter
    "triangle": np.array([(0, 14), (-14, 2), (14, 2)]),
    "line": np.array([(20, 0), (-20, 0)]),
}
OFFSETS = (  # of p: where its name is held, how far off, and px from p to the middle of the name
    (("right", "middle", -12, -6), (-17, -6)),
    (("left", "middle", 12, 6), (17, 6)),
    (("center", "bottom", 0, 9), (0, 18)),
    (("center", "top", 0, -9), (0, -18)),
)
CLEARANCE = np.array([16.0, 18.0]) / SIDE_PX  # the name, and what may be nearest to it


def name_of_p(points: Array, here: int, ends: Array, numbers: list[Array], look: Look) -> Words:
    """The name of p, on the first side that is free of letters, numbers and the way ahead, else on the freest."""
    p = points[here]
    letters = ends + (OF_LETTERS["line" if len(ends) == 2 else "triangle"] / SIDE_PX)
    ahead = points[min(here + 1, len(points) - 1)] - p
    busy = np.array([*letters, *numbers, p + ahead * (BRIEF / max(float(np.hypot(*ahead)), BRIEF))])
    free = [
        float((np.abs(p + np.array(centre) / SIDE_PX - busy) / CLEARANCE).max(axis=1).min()) for _, centre in OFFSETS
    ]
    best = next((k for k, room in enumerate(free) if room >= 1), int(np.argmax(free)))
    (xanchor, yanchor, across, up), _ = OFFSETS[best]
    side = {"xanchor": xanchor, "yanchor": yanchor, "xshift": look.px(across), "yshift": look.px(up)}
    return note(look, "p", *p.tolist(), **side, size=NAME, weight=600, color=look("link"))
