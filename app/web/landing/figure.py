"""The landing page's picture: a ravine from above, and runs that are paused on their way down.

The same landscape, lines and marks as GET /api/races answers for this window; here without axes and arrows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ...core.descent.conditions import Conditions
from ...core.descent.walk import Run
from ...core.surfaces import Quadratic
from ..figures.area import Area, Axis, Figure, Words
from ..figures.axes import NORMAL, SMALL, layout, note
from ..figures.palette import OPTIMIZERS, Stroke
from ..figures.paths import Moving, named, places_at, told, traces
from ..figures.places import Place
from ..figures.still import Still, still
from ..figures.style import Look
from ..races.figure import area_of, plain
from ..surfaces.figure import frame, landscape, starting
from ..surfaces.window import Window

SEEN = Window(-10.4, 5.2, -1.56, 1.56)
ON = Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150)
PAUSED = 21  # the step at which the runs stand
SOON = PAUSED + 9  # points of a run that are drawn if it blows up: the rest would hide all else
PHONE = Area(Axis(SEEN.left, SEEN.right), Axis(SEEN.bottom, SEEN.top), (390.0, 284.0))
ALONE = Stroke("accent", "", "circle")  # the look of the one run; in company it has its method's own
HEIGHTS = {"1", "10", "100"}
WIDE = "a valley 50 \N{MULTIPLICATION SIGN} steeper across than along; height stretched"
NARROW = "50 \N{MULTIPLICATION SIGN} steeper across"


def ground(look: Look) -> Figure:
    """What does not move: the landscape with its heights, where the runs start, what is special about it."""
    drawn = landscape(ON.surface, SEEN, look)
    corner: Words = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "bottom"}
    corner |= {"xshift": -8, "yshift": 6, "size": SMALL}
    texts = [one for one in drawn["layout"]["annotations"] if one["text"] in HEIGHTS or one.get("name") == "wide"]
    texts += [note(look, WIDE, 1, 0, **corner, name="wide"), note(look, NARROW, 1, 0, **corner, name="narrow")]
    x, y = ON.start
    texts.append(note(look, "start", x, y, xanchor="left", xshift=look.px(10), yshift=look.px(8), size=NORMAL))
    axes = {key: axis for key, axis in plain(SEEN, look).items() if key in {"xaxis", "yaxis"}}
    told_ = layout(look, **axes, shapes=[frame(look)], annotations=texts)
    return {"data": drawn["data"], "layout": told_}


@lru_cache(maxsize=4)
def still_ground(look: Look) -> Still:
    """What does not move, drawn once."""
    return still(ground(look))


def racing(lines: Sequence[Moving], look: Look) -> Figure:
    """The runs alone, with their names, and where they start."""
    area, places = area_of(SEEN), places_of(lines)
    data = [trace for one in lines for trace in traces(area, one, PAUSED, look)]
    texts = [named(area, one, PAUSED, place, look) for one, place in zip(lines, places, strict=True)]
    layout_ = {**plain(SEEN, look), "annotations": texts}
    return {"data": [*data, starting(*ON.start, look)], "layout": layout_}


def moves(lines: Sequence[Moving]) -> Words:
    """What the canvas draws: the runs, each up to its last point that is drawn, and where they start."""
    pairs = zip(lines, places_of(lines), strict=True)
    told_ = [{**told(one, {PAUSED: place}), "last": len(one.x) - 1} for one, place in pairs]
    return {"lines": told_, "origins": [ON.start]}


def places_of(lines: Sequence[Moving]) -> list[Place]:
    """Where the names stand: clear of the other texts, even on a phone."""
    across, down = PHONE.px(*ON.start)
    start, best = (across, down - 20.0, across + 60, down + 4), PHONE.px(0.0, 0.0)
    boxes = [start, (*best, best[0] + 56, best[1] + 28), (PHONE.size[0] - 150, PHONE.size[1] - 28, *PHONE.size)]
    return places_at(PHONE, lines, PAUSED, [(across, down), best], boxes)


def moving(runs: Sequence[Run], names: Sequence[str], blown: bool) -> list[Moving]:
    """The runs, the steered one last, on top; alone it has the page's accent, and if it blows up no far future."""
    strokes = [OPTIMIZERS[one.optimizer.name] if len(runs) > 1 else ALONE for one in runs]
    ends = [SOON if blown and i == 0 else None for i in range(len(runs))]
    told_ = zip(runs, names, strokes, ends, strict=True)
    found = [Moving(i, name, stroke, one.x[:end], one.y[:end]) for i, (one, name, stroke, end) in enumerate(told_)]
    return [*found[1:], found[0]]
