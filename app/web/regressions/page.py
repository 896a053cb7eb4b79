"""What the page on batches says, as plain values, of fits that are done or on their way."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ...core.data import DATA, DataSet
from ...core.numerals import plural
from ..figures.palette import runners
from ..figures.style import Look
from ..http.address import address
from ..page.foretold import UNASKED
from ..page.plots import Plot, file_name, plot
from ..page.widgets import ICONS, Copy, Finding, Preset, Slider, in_frame, slider
from .asked import MOST_RUNS, usual_samples
from .comparison import Comparison
from .course import Course
from .figure import ACROSS, empty, figure
from .foretelling import foretold_fits
from .names import names_of_fits
from .parts import FitChip, Meter, addable, after_so_many, course_in_words, fit_chip, meter
from .query import WINDOW_FIELDS, RegressionQuery
from .questions import BATCH_QUESTIONS, batch_url, question_of

USUAL_WINDOW = dict.fromkeys(WINDOW_FIELDS)
PLAIN: dict[str, object] = {"question": None, "view": None, "across": "samples", **USUAL_WINDOW, **UNASKED}


class RegressionsPage:
    """The page for one query. Without a job the server had no room for it, and nothing is known but the question."""

    def __init__(self, query: RegressionQuery, job: Comparison | None) -> None:
        self.state, self.job = query, job
        self.courses = job.courses if job else []
        self.question = question_of(query)
        self.title = self.question.title
        self.n = query.asked.n
        self.names = names_of_fits(query.asked.runners, self.n)
        self.strokes = runners(query.run)
        self.foretold = foretold_fits(query, self.link, job)
        self.covered = self.foretold.covered
        self.done = self.covered or (job is not None and job.ended)
        self.query = query.query()
        self.api = query.query(**PLAIN)
        self.stream = "" if self.covered else address("/api/regressions/stream", self.api)
        self.csv = "" if self.covered else address("/api/regressions", query.query(format="csv", **PLAIN))
        self.picture = address("/api/regressions", query.query(format="svg", view=None, question=None))

    def link(self, **changes: object) -> str:
        """This page with other settings."""
        return address("/sgd", self.state.query(**changes))

    @property
    def usual(self) -> bool:
        """Whether each run looks at as many samples as it does where nobody says."""
        return self.state.samples == usual_samples(self.state.batch, self.state.data)

    @property
    def percent(self) -> int:
        """How much of the work is done."""
        return 0 if self.job is None else int(100 * self.job.share)

    @cached_property
    def fits(self) -> Plot:
        """The losses over one of the three costs."""
        state = self.state
        look = Look("page", state.view == "projector")
        drawn = figure(self.job, state, look) if self.job and self.courses else empty(state, look)
        name = f"Loss above the least over {ACROSS[state.across]}"
        base = "" if self.covered else address("/api/regressions", state.query(question=None))
        file = file_name("batches", state.question or "", state.data.name)
        moved = any(getattr(state, name) is not None for name in WINDOW_FIELDS)
        whole = self.link(**USUAL_WINDOW)
        return plot("fits", name, drawn, base, file, table=self.csv, zoom="moved" if moved else "", whole=whole)

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        """What may be shown across: its name, the page with it, whether it is the present one."""
        return [
            (text, self.link(across=name, x_low=None, x_high=None), name == self.state.across)
            for name, text in ACROSS.items()
        ]

    @cached_property
    def chips(self) -> list[FitChip]:
        """The runs in their order."""
        looks = zip(self.state.asked.runners, self.names, self.strokes, self._known, strict=True)
        return [fit_chip(i, self.n, *one) for i, one in enumerate(looks)]

    @cached_property
    def meters(self) -> list[Meter]:
        """What each run has cost so far."""
        looks = zip(self.names, self.strokes, self._known, strict=True)
        return [meter(*one) for one in looks]

    @property
    def total(self) -> str:
        """Gradients of single samples that all runs together have worked out so far, for one seed each."""
        return f"{sum(one.steps[-1] * one.runner.batch for one in self.courses):,}"

    @property
    def _known(self) -> list[Course | None]:
        return [*self.courses] or [None] * len(self.state.run)

    @property
    def presets(self) -> list[Preset]:
        """The questions, the one that is asked marked; at the end the page that shows two weights from above."""
        view, predict = self.state.view, self.state.predict
        asked = [
            Preset(q.name, ICONS[q.icon], batch_url(q, view, predict), q is self.question) for q in BATCH_QUESTIONS
        ]
        two = address("/sgd/two", f"view={view}" if view else "")
        return [*asked, Preset("Wobble", ICONS["ravine"], two, current=False)]

    @cached_property
    def answer(self) -> Finding | None:
        """The number to remember, from the runs as far as they are."""
        return self.question.answer(self.state, self.job, self.names) if self.job and self.courses else None

    @property
    def caption(self) -> str:
        """What is seen."""
        state = self.state
        many = f" Median and 10 to 90 % of {state.seeds} seeds, one of them thin." if state.seeds > 1 else ""
        floors = " Dotted: the floor that theory knows." if any(one.floor for one in self.courses) else ""
        return (
            f"{type(state.data).title}, {self.n:,} rows of {plural(state.data.features, 'feature')}, "
            f"each in its turn and in an order drawn anew each pass.{many}{floors} Seconds: a plain step, timed here."
        )

    @cached_property
    def summary(self) -> list[str]:
        """The runs in sentences."""
        if self.covered:
            return [self.caption]
        if not self.courses:
            return ["The server has no room for this now; it is asked again."]
        start = f"All begin with weights of 0, {self.courses[0].start:.3g} above the least loss on all {self.n:,} rows."
        on_the_way = [] if self.done else [f"This is the beginning: {self.percent} % of the work is done."]
        return [start, *on_the_way, *map(course_in_words, self.courses, self.names)]

    @property
    def table(self) -> list[list[str]]:
        """The losses after so many samples: 1, 2, 5, 10 and so on."""
        if not self.courses:
            return []
        most = max(one.samples for one in self.state.asked.runners)
        counts = [k * 10**power for power in range(len(str(most))) for k in (1, 2, 5)]
        shown = [k for k in counts if k <= most]
        return [[f"{k:,}", *(after_so_many(one, k) for one in self.courses)] for k in shown]

    @property
    def more(self) -> list[tuple[str, str]]:
        """What can be added, and the page with it."""
        state = self.state
        middle = sorted(range(len(state.batch)), key=state.batch.__getitem__)[len(state.batch) // 2]
        with_one = {name: (*values, values[middle]) for name, values in self._lists.items()}
        added = addable(state.run, MOST_RUNS)
        return [(title, self.link(run=(*state.run, one), question=None, **with_one)) for title, one in added]

    @property
    def _lists(self) -> dict[str, tuple[Any, ...]]:
        """What each run has besides its optimizer."""
        return {name: getattr(self.state, name) for name in ("batch", "samples", "schedule")}

    def without(self, i: int) -> str:
        """The page without one run."""
        lists = {"run": self.state.run, **self._lists}
        rest = {name: values[:i] + values[i + 1 :] for name, values in lists.items()}
        return self.link(question=None, guess=None, **rest) if rest["run"] else ""

    @property
    def sets(self) -> list[tuple[str, str, str]]:
        """The data sets to choose from: notation, title, and the page with the usual runs on it."""
        present = self.state.data
        others: list[DataSet] = [present if name == present.name else DATA[name]() for name in DATA]
        kept = {"across": self.state.across, "view": self.state.view, "predict": self.state.predict}
        urls = (address("/sgd", RegressionQuery.model_validate({"data": one, **kept}).query()) for one in others)
        return [(str(one), type(one).title, url) for one, url in zip(others, urls, strict=True)]

    @property
    def set_knobs(self) -> list[Slider]:
        """The knobs of the data set."""
        return [slider(self.state.data, knob) for knob in self.state.data.knobs()]

    @property
    def copies(self) -> list[Copy]:
        """The call behind the figure, ready to paste."""
        url = "{origin}" + address("/api/regressions", self.api)
        return [
            Copy("Link", "{origin}" + self.link()),
            Copy("curl", f'curl "{url}"'),
            Copy("Python", f'import httpx\n\nruns = httpx.get("{url}", timeout=60).json()["runs"]'),
            Copy("JavaScript", f'const {{runs}} = await (await fetch("{url}")).json();'),
            in_frame("/sgd", self.query, self.title),
        ]
