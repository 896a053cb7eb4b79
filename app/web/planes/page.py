"""What the page of two weights says, as plain values: the template only writes them down."""

from __future__ import annotations

from functools import cached_property, partial

import numpy as np
from fastapi import Request, Response

from ...core.catalogue import number
from ..figures.palette import runners
from ..figures.paths import MARKS
from ..figures.style import Look
from ..http.address import address
from ..http.answers import LAB
from ..page.plots import Plot, file_name, plot, times, written
from ..page.render import show
from ..page.widgets import ICONS, Copy, Finding, Preset, in_frame
from ..regressions.parts import addable
from ..regressions.questions import BATCH_QUESTIONS, batch_url
from .beside import moves_beside, points_figure, residuals_figure
from .chips import TrackChip, track_chip
from .choices import RowChoices
from .plane import moves_on_plane, over_plane, still_plane
from .query import MOST_RUNS, PlaneParameters, PlaneQuery
from .rows import MOST_POINTS
from .scene import scene_of
from .words import WOBBLES, batch_said, brush_said, in_words, number_said, spoken_at, wobble

PLAIN: dict[str, object] = dict.fromkeys(("step", "low", "high", "x_low", "x_high", "y_low", "y_high", "view"))
TABLE_ROWS = 16
WOBBLE = "Wobble"


class PlanePage:
    """The page for one query."""

    title = WOBBLES

    def __init__(self, query: PlaneQuery) -> None:
        self.state, self.scene = query, scene_of(query)
        self.points, self.flat = self.scene.points, self.scene.points.flat
        self.n = len(self.points.samples)
        self.names, self.strokes = self.scene.names, runners(query.run)
        self.steps, self.step, self.focus = query.steps, self.scene.step, query.focus
        self.query, self.api = query.query(), query.query(**PLAIN)
        self.csv = address("/api/planes", query.query(format="csv", **PLAIN))
        self.ticks = [k for k in MARKS if k <= self.steps]
        self.look = Look("page", query.view == "projector")
        self.bold = self.look.bold

    def link(self, **changes: object) -> str:
        """This page with other settings."""
        return address("/sgd/two", self.state.query(**changes))

    def _pictured(self, name: str) -> str:
        """The address of a figure without what moves in it."""
        gone = dict.fromkeys(("step", "low", "high")) | {"focus": 0}
        if name != "plane":
            gone |= dict.fromkeys(("x_low", "x_high", "y_low", "y_high"))
        return self._called(name, **gone)

    def _called(self, name: str, **changes: object) -> str:
        rest = self.state.query(picture="plane", **changes)
        return address("/api/planes", "&".join(filter(None, [f"picture={name}", rest])))

    @cached_property
    def plane(self) -> Plot:
        """The plane."""
        shown, usual = self.state.window, self.state.usual_window
        over = over_plane(self.scene, self.look)
        return plot(
            "plane", f"{self.points.names[0]} across, {self.points.names[1]} up: the loss and the runs",
            over, self._pictured("plane"), self._file("plane"), still_plane(self.scene, over, self.look),
            picture=self._called("plane"), table=self.csv, ground=True,
            moving=written(moves_on_plane(self.scene, self.look)), whole=self.link(**dict.fromkeys(shown.edges())),
            zoom=times(usual.wide, shown.wide) if shown != usual else "",
        )  # fmt: skip

    @cached_property
    def scatter(self) -> Plot | None:
        """The rows as points, where they are such."""
        if not self.flat:
            return None
        made, told = points_figure(self.scene, self.look), written(moves_beside(self.scene)[0])
        name = "Rows, and the line of the weights: a click adds a point"
        called = self._called("points")
        return plot("points", name, made, self._pictured("points"), self._file("rows"), picture=called, moving=told)

    @cached_property
    def bars(self) -> Plot:
        """The rows by their residuals."""
        made, told = residuals_figure(self.scene, self.look), written(moves_beside(self.scene)[1])
        called, file = self._called("residuals"), self._file("residuals")
        name = "Rows by their residuals: drag over them to see which way they pull"
        return plot("residuals", name, made, self._pictured("residuals"), file, picture=called, moving=told)

    def _file(self, what: str) -> str:
        return file_name("two-weights", what, "own" if self.state.rows else self.state.data.name)

    @property
    def presets(self) -> list[Preset]:
        """The questions of the page on batches, and this one."""
        asked = [Preset(q.name, ICONS[q.icon], batch_url(q, self.state.view), False) for q in BATCH_QUESTIONS]
        here = address("/sgd/two", PlaneQuery(view=self.state.view).query())
        return [*asked, Preset(WOBBLE, ICONS["ravine"], here, current=True)]

    @cached_property
    def answer(self) -> Finding:
        """The number to remember."""
        return wobble(self.scene)

    @property
    def batch_said(self) -> str:
        """What the next batch is."""
        return batch_said(self.scene)

    @property
    def brush_said(self) -> str:
        """Which way the rows in the brush pull."""
        return brush_said(self.scene)

    @property
    def spoken(self) -> str:
        """What a screen reader says of the scrubber."""
        return spoken_at(self.scene)

    @property
    def brushes(self) -> list[tuple[str, str, bool]]:
        """Which rows may be looked at with one click."""
        low, high = self.state.low, self.state.high
        ends = (("None", None, None), ("Above", 0.0, None), ("Below", None, 0.0))
        return [(text, self.link(low=a, high=b), (low, high) == (a, b)) for text, a, b in ends]

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends of the brush as their boxes say them."""
        low, high = self.state.low, self.state.high
        return "" if low is None else number(low), "" if high is None else number(high)

    @property
    def scales(self) -> list[tuple[str, str, bool]]:
        """Whether x is standardized."""
        gone = dict.fromkeys(("x_low", "x_high", "y_low", "y_high"))
        texts = (("x as it is", 0), ("x standardized", 1))
        return [(text, self.link(scaled=on, **gone, **self._fresh), self.state.scaled == on) for text, on in texts]

    @property
    def usual(self) -> bool:
        """Whether the runs are those that suit the rows, so that they follow them."""
        return not {"run", "batch"} & self.state.kept.keys()

    @property
    def _fresh(self) -> dict[str, object]:
        """What suits other rows: the runs that are usual there."""
        return {"run": (), "batch": ()}

    @cached_property
    def chips(self) -> list[TrackChip]:
        """The runs in their order."""
        looks = zip(self.scene.tracks, self.state.batch, self.names, self.strokes, strict=True)
        return [track_chip(i, self.n, self.step, *one) for i, one in enumerate(looks)]

    @property
    def more(self) -> list[tuple[str, str]]:
        """What can be added, if there is room."""
        state = self.state
        every = addable(state.run, MOST_RUNS)
        return [(name, self.link(run=(*state.run, one), batch=(*state.batch, 1))) for name, one in every]

    def without(self, i: int) -> str:
        """The page without one run."""
        run, batch = (all_[:i] + all_[i + 1 :] for all_ in (self.state.run, self.state.batch))
        focus = min(self.focus - (i < self.focus), len(run) - 1)
        return self.link(run=run, batch=batch, focus=focus) if run else ""

    @cached_property
    def rows(self) -> RowChoices:
        """The rows to choose from."""
        return RowChoices(self.state)

    @property
    def room(self) -> int:
        """How many points may be added."""
        return MOST_POINTS - self.n if self.flat else 0

    @property
    def caption(self) -> str:
        """What is seen."""
        less = " Slope: for a standard deviation of x; height: at its mean." if self.flat and self.state.scaled else ""
        return (
            f"Grey lines: the loss of all {self.n} rows. Dashed lines: that of the next batch of "
            f"{self.names[self.focus]}, at the same heights above its own least. Arrows: which way all rows (dashed) "
            f"and the batch would have the weights go.{less}"
        )

    @cached_property
    def summary(self) -> list[str]:
        """The page in sentences."""
        return in_words(self.scene)

    @property
    def table(self) -> list[list[str]]:
        """The weights and the loss at some steps, the one shown among them."""
        steps = np.unique(np.append(np.linspace(0, self.steps, TABLE_ROWS).round().astype(int), self.step))
        tracks = self.scene.tracks
        return [
            [str(k), *(number_said(float(one)) for t in tracks for one in (*t.weights[k], t.losses[k]))]
            for k in steps.tolist()
        ]

    @property
    def heads(self) -> list[str]:
        """Its columns."""
        return ["step"] + len(self.names) * ["first", "second", "loss"]

    @property
    def groups(self) -> list[tuple[str, int]]:
        """What they are of."""
        return [(name, 3) for name in self.names]

    @property
    def copies(self) -> list[Copy]:
        """The call behind the page, ready to paste."""
        url = "{origin}" + address("/api/planes", self.api)
        return [
            Copy("Link", "{origin}" + self.link()),
            Copy("curl", f'curl "{url}"'),
            Copy("Python", f'import httpx\n\nplane = httpx.get("{url}").json()'),
            Copy("JavaScript", f'const plane = await (await fetch("{url}")).json();'),
            in_frame("/sgd/two", self.query, self.title),
        ]


async def two_weights(request: Request, query: PlaneParameters) -> Response:
    """Two weights from above: why steps on batches wobble."""
    page = partial(PlanePage, query)
    return await show(request, "two.html", page, LAB + 60_000, view=query.view, projectable=True, here="/sgd")
