"""The plots of the optimizers page: the landscape with the runs, and their losses.

What is shown before anything is predicted is no call's answer: then a plot leads to none, and nobody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...core.descent.walk import Run
from ..figures.area import Words
from ..figures.still import still
from ..figures.style import Look
from ..http.address import address
from ..page.plots import Plot, plot, times, written
from ..surfaces.figure import still_landscape
from ..surfaces.query import ground_of
from ..surfaces.window import window
from .figure import arrows, looks, racing, stars
from .losses import looks as loss_looks
from .losses import losses
from .names import file_of
from .query import RaceQuery


def at_the_start(query: RaceQuery) -> RaceQuery:
    """A race before its first step, as flat as a map: nothing of it is known."""
    view = None if query.view == "tilted" else query.view
    return query.model_copy(update={"step": 0, "seeds": 1, "view": view})


def landscape_plot(query: RaceQuery, runs: Sequence[Run], look: Look, link: Callable[..., str], csv: str) -> Plot:
    """The landscape with the runs; where there is no table of these, its files are of the landscape alone."""
    surface, shown = query.surface, query.window
    over = racing(query, runs, look)
    drawn = still_landscape(surface, shown, look).under(still(over))
    usual = window(surface, query.conditions.start)
    moves: Words = {"lines": looks(query, runs), "arrows": arrows(query, runs)}
    moves |= {"start": query.conditions.start, "stars": stars(query)}
    ground = address("/api/surfaces", ground_of(surface, shown, look.bold).query())
    name = f"Landscape of {type(surface).title} with {len(query.drawn)} runs"
    files = {"picture": address("/api/races", query.query()), "table": csv} if csv else {}
    return plot(
        "landscape", name, over, ground, file_of(query), drawn, moving=written(moves), ground=True,
        zoom=times(usual.wide, shown.wide) if shown != usual else "", whole=link(**dict.fromkeys(shown.edges())),
        **files,
    )  # fmt: skip


def losses_plot(query: RaceQuery, runs: Sequence[Run], look: Look, link: Callable[..., str], csv: str) -> Plot:
    """The losses; where there is no table of them, no call answers them either."""
    moved = query.step_low is not None or query.step_high is not None
    low, high = query.seen_steps
    whole = {"step": query.steps} if look.bold else {}  # the page uncovers bands as they are played
    here = address("/api/races", query.query(picture="losses", **whole)) if csv else ""
    return plot(
        "losses", "Losses over the steps", losses(query, runs, look), here, file_of(query, "losses"),
        table=csv, moving=written(loss_looks(query, runs)),
        zoom=times(query.steps, high - low) if moved else "", whole=link(step_low=None, step_high=None),
    )  # fmt: skip
