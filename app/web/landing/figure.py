"""The landing page's picture: a ravine from above, and runs that are paused on their way down.

The same landscape, lines and marks as GET /api/races answers for this window; here without axes and arrows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from app.core.descent.walk import Conditions, Run
from app.core.surfaces import Quadratic
from app.web.figures.area import Figure
from app.web.figures.axes import NORMAL, SMALL, layout, note
from app.web.figures.palette import OPTIMIZERS, Stroke
from app.web.figures.paths import Moving, named, placed, told, traces
from app.web.figures.still import Still, still
from app.web.figures.style import Look
from app.web.races.figure import area_of, plain
from app.web.surfaces.figure import boxes_of_minima, frame, landscape, starting
from app.web.surfaces.window import Window

SEEN = Window(-10.4, 5.2, -1.56, 1.56)
ON = Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150)
PAUSED = 21  # the step at which the runs stand
ALONE = Stroke("accent", "", "circle")  # the look of the one run; in company it has its method's own
HEIGHTS = {"1", "10", "100"}
WIDE = "a valley 50 \N{MULTIPLICATION SIGN} steeper across than along; height stretched"
NARROW = "50 \N{MULTIPLICATION SIGN} steeper across"


def ground(look: Look) -> Figure:
    """What does not move: the landscape with its heights, where the runs start, what is special about it."""
    drawn = landscape(ON.surface, SEEN, look)
    corner: dict[str, Any] = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    corner |= {"xshift": -8, "yshift": 6, "size": SMALL}
    texts = [one for one in drawn["layout"]["annotations"] if one["text"] in HEIGHTS or one.get("name") == "wide"]
    texts += [note(look, WIDE, 1, 0, **corner, name="wide"), note(look, NARROW, 1, 0, **corner, name="narrow")]
    x, y = ON.start
    texts.append(note(look, "start", x, y, xanchor="left", xshift=look.px(10), yshift=look.px(8), size=NORMAL))
    axes = {key: axis for key, axis in plain(SEEN, look).items() if key in {"xaxis", "yaxis"}}
    told_ = layout(look, **axes, shapes=[frame(look)], annotations=texts)
    return {"data": [*drawn["data"], starting(x, y, look)], "layout": told_}


@lru_cache(maxsize=4)
def still_ground(look: Look) -> Still:
    """What does not move, drawn once."""
    return still(ground(look))


def racing(lines: Sequence[Moving], look: Look) -> Figure:
    """The runs alone, with their names."""
    area, places = area_of(SEEN), places_of(lines)
    data = [trace for one in lines for trace in traces(area, one, PAUSED, look)]
    texts = [named(area, one, PAUSED, places[one.index][PAUSED], look) for one in lines]
    return {"data": data, "layout": {**plain(SEEN, look), "annotations": texts}}


def looks(lines: Sequence[Moving]) -> list[dict[str, Any]]:
    """How the canvas draws the runs."""
    places = places_of(lines)
    return [told(one, places[one.index]) for one in lines]


def places_of(lines: Sequence[Moving]) -> dict[int, Any]:
    """Where the names stand."""
    area = area_of(SEEN)
    taken = [area.px(*ON.start), area.px(0.0, 0.0)]
    return placed(area, lines, PAUSED, taken, boxes_of_minima(ON.surface, SEEN))


def moving(runs: Sequence[Run], names: Sequence[str]) -> list[Moving]:
    """The runs, the one that is steered last, on top; alone it has the page's accent."""
    strokes = [OPTIMIZERS[one.optimizer.name] if len(runs) > 1 else ALONE for one in runs]
    told_ = zip(runs, names, strokes, strict=True)
    found = [Moving(i, name, stroke, one.x, one.y) for i, (one, name, stroke) in enumerate(told_)]
    return [*found[1:], found[0]]
