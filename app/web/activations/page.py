"""What the activations page says, as plain values: the template only writes them down."""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np

from ...core.activations import ACTIVATIONS, Activation, Maxout
from ...core.activations.costs import Costs
from ...core.activations.properties import Properties, properties
from ...core.catalogue import number
from ...core.numerals import decimal
from ..figures.area import Area, Axis
from ..figures.palette import Stroke, strokes
from ..figures.style import Look
from ..http.address import address
from ..page.foretold import UNASKED
from ..page.plots import Plot, plot, times
from ..page.widgets import ICONS, Copy, Finding, Preset, in_frame, mathml, slider
from .figure import figure, titles
from .foretelling import foretold_slope
from .links import another_fits
from .parts import Handle, Row, costs_view, flag, handles
from .query import ActivationsQuery
from .questions import QUESTIONS, Question
from .spans import curves_of
from .words import facts, file_of, read, summary, turns

TABLE_ROWS = 17
PLAIN_ENTRIES = tuple(ACTIVATIONS[name]() for name in ACTIVATIONS)
FREE: dict[str, object] = dict.fromkeys(("y_low", "y_high", "slope_low", "slope_high"))  # y ranges that are fitted
PLAIN: dict[str, object] = {"focus": None, "layers": 10, "hidden": (), "question": None, "view": None, **UNASKED}


class ActivationsPage:
    """The page for one query."""

    def __init__(self, query: ActivationsQuery, costs: Costs | None = None) -> None:
        self.state = query
        self.question = _question(query)
        self.title = self.question.title if self.question else QUESTIONS[0].title
        self.foretold = foretold_slope(query, self.link)
        self.covered = self.foretold.covered
        self.entries = query.f
        self.focus = query.focused
        self.low, self.high, self.here = query.low, query.high, query.here
        self.facts_of: Properties = properties(self.entries[self.focus])
        self.costs = costs_view(costs) if query.question == "cost" else None
        self.layered = query.question in {"saturated", "leak"}
        self.layers = query.layers
        self.query = query.query()
        self.api = query.query(**PLAIN)
        self.csv = address("/api/activations", query.query(format="csv", **{**PLAIN, "question": query.question}))
        self.flag = flag(self.here, self.low, self.high)
        self.number = number(self.here)
        self.step = f"{(self.high - self.low) / 160:.3g}"

    @cached_property
    def plot(self) -> Plot:
        """The figure."""
        state, usual = self.state, type(self.state).model_fields
        moved = (state.low, state.high) != (usual["low"].default, usual["high"].default) or self.locked
        wide = usual["high"].default - usual["low"].default
        return plot(
            "plot", "Activation functions above their slopes", figure(state, Look("page", state.view == "projector")),
            address("/api/activations", self.query), file_of(self.entries, state.question),
            table=self.csv, zoom=times(wide, self.high - self.low) if moved else "",
            whole=self.link(**whole_of(state)),
            locked=self.locked, lock=self.link(**(FREE if self.locked else self.spans)),
        )  # fmt: skip

    @property
    def locked(self) -> bool:
        """Whether the y ranges stay as they are."""
        return any(getattr(self.state, name) is not None for name in FREE)

    @property
    def spans(self) -> dict[str, float]:
        """The y ranges that are shown, as the state would keep them."""
        curves = curves_of(self.state)
        return dict(zip(FREE, (*curves.value_span, *curves.slope_span), strict=True))

    def link(self, **changes: object) -> str:
        """This page with other settings."""
        return address("/activations", self.state.query(**changes))

    @cached_property
    def rows(self) -> list[Row]:
        """The functions in their order."""
        names, lines = titles(self.entries), strokes(self.entries)
        return [self._row(i, one, names[i], lines[i]) for i, one in enumerate(self.entries)]

    def _row(self, i: int, one: Activation, title: str, stroke: Stroke) -> Row:
        value, slope = read(one, self.here)
        return Row(
            index=i,
            f=str(one),
            title=title,
            formula=mathml(type(one).tex),
            stroke=stroke,
            value=decimal(float(value)),
            slope=decimal(float(slope)),
            knobs=[slider(one, knob) for knob in one.knobs()],
            focus_url=self.link(focus=i),
            remove_url=self.without(i),
            toggle_url=self.link(hidden=tuple(sorted({*self.state.hidden} ^ {i}))),
            only_url=self.link(hidden=tuple(k for k in range(len(self.entries)) if k != i), focus=i),
            hidden=i in self.state.hidden,
        )

    def without(self, i: int) -> str:
        """The page without one function; nothing if it is the last."""
        rest = self.entries[:i] + self.entries[i + 1 :]
        hidden = tuple(k - (k > i) for k in self.state.hidden if k != i)
        focus = min(self.focus - (i < self.focus), len(rest) - 1)
        return self.link(f=rest, focus=focus, hidden=hidden, question=None, guess=None) if rest else ""

    @property
    def presets(self) -> list[Preset]:
        """The questions, the one that is asked marked."""
        kept = self.state.view, self.state.predict
        return [Preset(q.name, ICONS[q.icon], question_url(q, *kept), q is self.question) for q in QUESTIONS]

    @property
    def answer(self) -> Finding | None:
        """The answer to the question that is asked, from the functions as they are now."""
        if self.question is None or self.question.answer is None:
            return None
        return self.question.answer(self.entries, self.layers)

    @property
    def more(self) -> list[tuple[str, str]]:
        """What can be added, if there is room."""
        added = len(self.entries)
        if not another_fits(self.state):
            return []
        each = ((type(one).title, (*self.entries, one)) for one in PLAIN_ENTRIES)
        return [(title, self.link(f=entries, focus=added, question=None)) for title, entries in each]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The computed properties of the function in focus, in words."""
        return facts(self.facts_of, self.layers)

    @property
    def turns(self) -> list[tuple[str, str, str, str]]:
        """Where the function in focus turns: a name, a few words, the page with x there, and that x in full."""
        return [(name, text, self.link(at=x), number(x)) for name, text, x in turns(self.facts_of)]

    @property
    def sides(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """What speaks for the function in focus, and what against it."""
        one = type(self.entries[self.focus])
        sides = (("Speaks for it", "plus", one.pros), ("Speaks against it", "minus", one.cons))
        return [side for side in sides if side[2]]

    @property
    def source(self) -> str:
        """Who wrote of it first."""
        one = type(self.entries[self.focus])
        return f"{one.summary()} {one.source}."

    @property
    def caption(self) -> str:
        """One or two sentences under the figure."""
        hatched = f" Hatched: {titles(self.entries)[self.focus]}’s slope is under 1 % of its peak."
        return "Drag the x handle or press the arrow keys." + (hatched if self.bands else "")

    @property
    def spoken(self) -> str:
        """What a screen reader says of the cursor."""
        return f"x = {self.flag.text}: " + "; ".join(f"{row.title} {row.value}, slope {row.slope}" for row in self.rows)

    @cached_property
    def summary(self) -> list[str]:
        """The figure in sentences."""
        return summary(self.entries, titles(self.entries), self.low, self.high, self.here)

    @property
    def heads(self) -> list[str]:
        """The heads of the table's columns."""
        return ["x", *(f"{row.title} {what}" for row in self.rows for what in ("f", "f′"))]

    @property
    def table(self) -> list[list[str]]:
        """Values and slopes at a few x, the cursor's among them."""
        x = np.unique([*np.linspace(self.low, self.high, TABLE_ROWS), self.here])
        columns = [column for one in self.entries for column in read(one, x)]
        return [[decimal(float(cell), 4) for cell in line] for line in np.column_stack([x, *columns])]

    @property
    def bands(self) -> list[tuple[float, float]]:
        """Where the function in focus is saturated, in units of a page's pictures: start and width."""
        left, right = self.facts_of.saturates_left, self.facts_of.saturates_right
        ends = [(self.low, left)] if left is not None and left > self.low else []
        ends += [(right, self.high)] if right is not None and right < self.high else []
        wide = (self.high - self.low) / 4000
        return [(max(0.0, (start - self.low) / wide), (end - max(start, self.low)) / wide) for start, end in ends]

    @property
    def scent(self) -> str:
        """The slope of the function in focus, for the slider of a phone."""
        x = np.linspace(self.low, self.high, 101)
        heights = np.abs(self.entries[self.focus].slope(x)) / (self.facts_of.max_slope or 1.0)
        area = Area(Axis(self.low, self.high), Axis(0.0, 1.1))
        return area.path({"x": [self.low, *x, self.high], "y": [0.0, *heights, 0.0]}, closed=True)

    @property
    def copies(self) -> list[Copy]:
        """The call behind the figure, ready to paste."""
        url = "{origin}" + address("/api/activations", self.api)
        return [
            Copy("Link", "{origin}" + self.link()),
            Copy("curl", f'curl "{url}"'),
            Copy("Python", f'import httpx\n\ncurves = httpx.get("{url}").json()["curves"]'),
            Copy("JavaScript", f'const {{x, curves}} = await (await fetch("{url}")).json();'),
            in_frame("/activations", self.query, self.title),
        ]

    @property
    def handles(self) -> list[Handle]:
        """Where the lines of a Maxout in focus can be dragged."""
        one = self.entries[self.focus]
        return handles(one, self.low, self.high) if isinstance(one, Maxout) else []


def _question(query: ActivationsQuery) -> Question | None:
    fitting = (one for one in QUESTIONS if one.slug == query.question)
    return next((one for one in fitting if one.slug or one.entries() == query.f), None)


def question_url(question: Question, view: str | None = None, predict: int = 0) -> str:
    """The page that answers `question`, in the same view."""
    return address("/activations", _asking(question, view, predict))


@lru_cache(maxsize=32)
def _asking(question: Question, view: str | None, predict: int) -> str:
    changes = {"f": question.entries(), "at": question.at, "question": question.slug}
    return ActivationsQuery().query(**changes, view=view, predict=predict)


def whole_of(query: ActivationsQuery) -> dict[str, object]:
    """What changes in the state for the usual window."""
    usual = type(query).model_fields
    return {"low": usual["low"].default, "high": usual["high"].default, **FREE}
