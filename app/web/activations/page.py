"""What the activations page says, as plain values: the template only writes them down."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.activations import ACTIVATIONS, Activation, Maxout
from app.core.activations.costs import Costs
from app.core.activations.properties import Properties, properties
from app.core.catalogue import number
from app.web.activations.figure import Picture, grid, picture, titles
from app.web.activations.parts import Lines, Row, costs_view, handles
from app.web.activations.query import ActivationsQuery
from app.web.activations.questions import QUESTIONS, Question
from app.web.activations.words import facts, summary
from app.web.figures.palette import Stroke, strokes
from app.web.page.numerals import decimal
from app.web.page.widgets import ICONS, Copy, Finding, Preset, mathml, slider

TABLE_ROWS = 17
PLAIN: dict[str, Any] = {"focus": None, "layers": 10, "question": None, "view": None}  # what only the page reads


class ActivationsPage:
    """The page for one query."""

    def __init__(self, query: ActivationsQuery, costs: Costs | None = None) -> None:
        self.state = query
        self.question = _question(query)
        self.title = self.question.title if self.question else QUESTIONS[0].title
        self.entries = query.f
        self.focus = min(query.focus or 0, len(query.f) - 1)
        self.low, self.high = query.low, query.high
        self.here = query.at if query.at is not None else float(np.clip(-2.0, self.low, self.high))
        self.picture: Picture = picture(self.entries, self.low, self.high, self.here, self.focus)
        self.facts_of: Properties = properties(self.entries[self.focus])
        self.costs = costs_view(costs) if query.question == "cost" else None
        self.layered = query.question in {"saturated", "leak"}
        self.layers = query.layers
        self.query = query.query()
        self.api = query.query(**PLAIN)
        self.csv = f"/api/activations?{query.query(format='csv', **PLAIN)}"
        self.at = decimal(self.here, 4)
        self.number = number(self.here)
        # The flag with x keeps inside the figure, whose margins are narrower than half of it.
        self.nudge = round(-38 * max(0.0, (self.picture.at_across - 88) / 12), 1)
        self.step = f"{(self.high - self.low) / 160:.3g}"

    def link(self, **changes: Any) -> str:
        """This page with other settings."""
        text = self.state.query(**changes)
        return f"/activations?{text}" if text else "/activations"

    @property
    def rows(self) -> list[Row]:
        """The functions in their order."""
        names, lines = titles(self.entries), strokes(self.entries)
        return [self._row(i, one, names[i], lines[i]) for i, one in enumerate(self.entries)]

    def _row(self, i: int, one: Activation, title: str, stroke: Stroke) -> Row:
        rest = self.entries[:i] + self.entries[i + 1 :]
        focus = self.focus - (i < self.focus)
        return Row(
            index=i,
            f=str(one),
            title=title,
            formula=mathml(type(one).tex),
            stroke=stroke,
            value=decimal(float(one.value(self.here))),
            slope=decimal(float(one.slope(self.here))),
            knobs=[slider(one, knob) for knob in one.knobs()],
            focus_url=self.link(focus=i),
            remove_url=self.link(f=rest, focus=min(focus, len(rest) - 1), question=None) if rest else "",
        )

    @property
    def presets(self) -> list[Preset]:
        """The questions, the one that is asked marked."""
        return [Preset(q.name, ICONS[q.icon], question_url(q, self.state.view), q is self.question) for q in QUESTIONS]

    @property
    def answer(self) -> Finding | None:
        """The answer to the question that is asked, from the functions as they are now."""
        if self.question is None or self.question.answer is None:
            return None
        return self.question.answer(self.entries, self.layers)

    @property
    def more(self) -> list[tuple[str, str]]:
        """What can be added."""
        added = len(self.entries)
        return [
            (ACTIVATIONS[name].title, self.link(f=(*self.entries, ACTIVATIONS[name]()), focus=added, question=None))
            for name in ACTIVATIONS
        ]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The computed properties of the function in focus, in words."""
        return facts(self.facts_of, self.layers)

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
        return "Drag the x handle or press the arrow keys." + (hatched if self.picture.bands else "")

    @property
    def spoken(self) -> str:
        """What a screen reader says of the cursor."""
        return f"x = {self.at}: " + "; ".join(f"{row.title} {row.value}, slope {row.slope}" for row in self.rows)

    @property
    def summary(self) -> list[str]:
        """The figure in sentences."""
        return summary(self.entries, titles(self.entries), self.low, self.high, self.here)

    @property
    def table(self) -> list[list[str]]:
        """Values and slopes at a few x, the cursor's among them."""
        x = np.unique([*np.linspace(self.low, self.high, TABLE_ROWS), self.here])
        columns = [column for one in self.entries for column in (one.value(x), one.slope(x))]
        return [[decimal(float(cell), 4) for cell in line] for line in np.column_stack([x, *columns])]

    @property
    def scent(self) -> str:
        """The slope of the function in focus, for the slider of a phone."""
        one, panel = self.entries[self.focus], self.picture.plots[1].panel
        x = grid([one], self.low, self.high)[::4]
        heights = np.abs(one.slope(x)) / (self.facts_of.max_slope or 1.0)
        floor = type(panel)(self.low, self.high, 0.0, 1.1)
        return f"{floor.path(x, heights)}L1000 1000L0 1000Z"

    @property
    def copies(self) -> list[Copy]:
        """The call behind the figure, ready to paste."""
        url = "{origin}/api/activations" + (f"?{self.api}" if self.api else "")
        return [
            Copy("Link", "{origin}" + self.link()),
            Copy("curl", f'curl "{url}"'),
            Copy("Python", f'import httpx\n\ncurves = httpx.get("{url}").json()["curves"]'),
            Copy("JavaScript", f'const {{x, curves}} = await (await fetch("{url}")).json();'),
        ]

    @property
    def lines(self) -> Lines | None:
        """The handles of a Maxout in focus: where each of its lines can be dragged."""
        one = self.entries[self.focus]
        if not isinstance(one, Maxout):
            return None
        panel, ends = self.picture.plots[0].panel, np.array([self.low, self.high])
        paths = [panel.path(ends, w * ends + b) for w, b in ((one.w1, one.b1), (one.w2, one.b2))]
        return Lines(self.focus, paths, handles(one, self.picture))


def _question(query: ActivationsQuery) -> Question | None:
    for question in QUESTIONS:
        if question.slug == query.question and (question.slug or tuple(question.entries()) == query.f):
            return question
    return None


def question_url(question: Question, view: str | None = None) -> str:
    """The page that answers `question`, in the same view."""
    changes = {"f": tuple(question.entries()), "at": question.at, "question": question.slug}
    asked = ActivationsQuery().query(**changes, view=view)
    return f"/activations?{asked}"
