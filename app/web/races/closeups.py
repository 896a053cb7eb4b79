"""The window that brings the end of a run close: its last steps fill the picture."""

from __future__ import annotations

import math

from ...core.descent.walk import Run
from ...core.numbers import Array
from .query import RaceQuery

LAST = 10  # steps
BEYOND_THEM = 0.12  # of what the steps take, on each side
FLATTEST = 0.02  # of the other axis: how little one shows at least, where a run goes straight along the other
FINEST = 1e-11  # of where it is: closer there are no floats between the ticks


def last_steps(query: RaceQuery, run: Run) -> dict[str, object]:
    """What changes in the state for a close view of the last steps of the run in focus, at the end of the race."""
    view = None if query.view == "tilted" else query.view
    shown = {"view": view, "hidden": tuple(i for i in query.hidden if i != query.focused), "step": query.steps}
    return {**shown, **edges(run.x[-LAST - 1 :], run.y[-LAST - 1 :])}


def edges(x: Array, y: Array) -> dict[str, float]:
    """The ends of both axes that hold these points, with a margin, as many digits as can be seen."""
    middles = [(float(one.min()) + float(one.max())) / 2 for one in (x, y)]
    halves = [float(one.max()) - middle for one, middle in zip((x, y), middles, strict=True)]
    least = [max(FLATTEST * max(halves), FINEST * max(1.0, abs(middle))) for middle in middles]
    found: dict[str, float] = {}
    for name, middle, half, low in zip("xy", middles, halves, least, strict=True):
        far = (1 + 2 * BEYOND_THEM) * max(half, low)
        digits = 3 - math.floor(math.log10(far))
        found |= {f"{name}_low": round(middle - far, digits), f"{name}_high": round(middle + far, digits)}
    return found
