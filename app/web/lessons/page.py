"""The page of a lesson: one screen a beat, the question first, and the answer nowhere before a prediction."""

from __future__ import annotations

from functools import cached_property, partial
from typing import Any

from fastapi import Request, Response

from ...core.catalogue import number
from ...lessons import LESSONS
from ...lessons.base import AnyLesson, Misconception, Seen, Why
from ...lessons.pictures import Picture
from ..figures.paths import MARKS
from ..figures.style import Look
from ..http.address import address
from ..http.answers import LAB
from ..page.plots import Plot, plot, written
from ..page.render import show
from ..page.widgets import Copy, Slider, mathml
from .asking import Asking, asking, spelt
from .beats import AT_ITS_BEGINNING, BEATS, FREE, BeatLink
from .checked import CheckView
from .figure import drawn, figure, moves, series
from .query import Named, predicted, within_knob
from .scents import Grip, KnobScent, knob_grip, knob_scent, knob_slider
from .state import LessonState, StateParameters
from .told import calls, spoken, table_of

SECONDS = 4.0  # in which a run is played


class LessonPage:
    """The page for one state of one lesson."""

    csv = ""  # there is none
    free = " ".join(FREE)

    def __init__(self, lesson: AnyLesson, state: LessonState) -> None:
        self.lesson, self.state, self.vary = lesson, state, lesson.vary
        self.query = state.query()
        self.beat = state.beat or "ask"
        self.value = None if state.prediction is None else lesson.prediction.read(state.prediction)
        self.at = lesson.usual if state.value is None else state.value
        self.steps = self.picture.frames
        self.step = self.steps if state.step is None else min(state.step, self.steps)
        self.look = Look("page", state.view == "projector")
        self.seconds, self.tick, self.first = SECONDS, self.picture.tick, self.picture.first
        self.title = lesson.question

    @property
    def path(self) -> str:
        """Where the lesson is."""
        return f"/lessons/{self.lesson.slug}"

    def link(self, **changes: object) -> str:
        """This page with other settings; another beat is shown from its beginning."""
        return address(self.path, self.state.query(step=None, **changes))

    def beat_link(self, beat: str, **more: object) -> str:
        """Another beat of this lesson, with what was predicted."""
        return self.link(**AT_ITS_BEGINNING, **{"value": None, "beat": beat, **more})

    @property
    def beats(self) -> list[BeatLink]:
        """All beats; those to come are no links before the prediction."""
        found = []
        for beat, name in BEATS:
            url = address(self.path, self.room) if beat == "ask" else self.beat_link(beat)
            reachable = beat == "ask" or self.state.known
            found.append(BeatLink(name, url if reachable else "", beat == self.beat))
        return found

    @property
    def room(self) -> str:
        """What stays of the query when the lesson begins anew."""
        return "view=projector" if self.look.bold else ""

    @cached_property
    def seen(self) -> Seen:
        """What is shown, and what happened in it."""
        if self.beat == "ask":
            return Seen(self.lesson.given(), (self.lesson.setting,))
        if self.beat == "vary":
            return self.lesson.varied(self.at)
        return self.lesson.seen(self.value)

    @property
    def picture(self) -> Picture:
        """The picture."""
        return self.seen.picture

    @cached_property
    def plot(self) -> Plot:
        """The picture as a plot."""
        shown = self.picture
        live = {"moving": written(moves(shown, self.look)), "runs": written(series(shown))} if self.steps else {}
        return plot(
            "lesson-plot", shown.title, figure(shown, self.look), self.figure_url,
            self.lesson.slug, drawn(shown, self.look, self.step), ground=shown.surface is not None, **live,
        )  # fmt: skip

    @property
    def figure_url(self) -> str:
        """The call that answers the figure."""
        base, room = f"/api/lessons/{self.lesson.slug}", {"view": self.state.view} if self.look.bold else {}
        if self.beat == "ask":
            return address(base, query_of(room))
        if self.beat == "vary":
            return address(f"{base}/variations", query_of({"value": number(self.at), **room}))
        told = {"prediction": self.state.prediction} if self.state.prediction else {}
        return address(f"{base}/predictions", query_of({**told, **room}))

    @cached_property
    def moments(self) -> list[str]:
        """What the frames of a run are called, where they are no steps that can be counted."""
        return [self.picture.moment(k) for k in range(self.steps + 1)] if self.picture.at else []

    @property
    def ticks(self) -> list[int]:
        """Steps that the scrubber marks."""
        return [k - self.first for k in MARKS if self.first <= k <= self.steps + self.first]

    @property
    def asking(self) -> Asking:
        """The form of the prediction."""
        return asking(self.lesson.prediction, self.link, "prediction", self.state.draft or "")

    @property
    def yours(self) -> str:
        """What was predicted, in words."""
        return "" if self.value is None else spelt(self.lesson.prediction, self.value)

    @property
    def right(self) -> bool:
        """Whether it is right."""
        return self.value is not None and self.lesson.mark(self.value).right

    @property
    def trap(self) -> Misconception | None:
        """What a wrong prediction betrays."""
        if self.value is None or self.right:
            return None
        return self.lesson.misconception(self.lesson.trap(self.value))

    def variation(self, one: Misconception) -> str:
        """Where to see what a misconception comes to."""
        return self.beat_link("vary", value=one.value)

    @property
    def why(self) -> Why:
        """The reason for what the picture shows."""
        return self.lesson.why_varied(self.at) if self.beat == "vary" else self.lesson.why(self.at)

    @property
    def formulas(self) -> tuple[Any, Any]:
        """The formula in symbols, and with numbers."""
        return mathml(self.why.formula), mathml(self.why.numbers)

    @property
    def parts(self) -> list[tuple[Any, str, str, str]]:
        """What each symbol means, its value, and which line shows it."""
        return [(mathml(one.symbol), one.meaning, one.value, one.line) for one in self.why.parts]

    @property
    def knob(self) -> Slider:
        """The slider."""
        return knob_slider(self.vary, self.at, written=self.state.value is not None)

    @property
    def scent(self) -> KnobScent:
        """What stands behind it."""
        return knob_scent(self.lesson)

    @cached_property
    def grip(self) -> Grip | None:
        """What of the picture can be taken hold of."""
        return knob_grip(self.lesson, self.at) if self.beat == "vary" else None

    @property
    def aha(self) -> Any:
        """The number to remember."""
        return self.lesson.aha()

    @cached_property
    def check(self) -> CheckView:
        """The question that is asked."""
        return CheckView(self.lesson, self.state, self.link, self.beat_link("end"))

    @property
    def lab(self) -> str:
        """The same state in its lab."""
        path, _, query = self.lesson.lab(self.at).partition("?")
        return address(path, query)

    @property
    def following(self) -> tuple[str, str] | None:
        """The next lesson: its question and its address."""
        names = list(LESSONS)
        after = names[names.index(self.lesson.slug) + 1 :]
        return (LESSONS[after[0]].question, address(f"/lessons/{after[0]}", self.room)) if after else None

    @property
    def spoken(self) -> str:
        """What a screen reader says of the scrubber."""
        return spoken(self.picture, self.step)

    @property
    def summary(self) -> list[str]:
        """The page in sentences."""
        told = [f"{self.picture.title}.", *self.seen.words]
        if self.state.known:
            told += [f"{self.aha.number} = {self.aha.equals}. {self.aha.words}", self.lesson.limits]
        return told

    @property
    def caption(self) -> str:
        """Where it does not hold."""
        return self.lesson.limits if self.state.known else self.picture.title + "."

    @property
    def heads(self) -> list[str]:
        """The columns of the table."""
        return ["", self.picture.across.title, self.picture.up.title]

    @property
    def table(self) -> list[list[str]]:
        """Some numbers of every line and bar."""
        return table_of(self.picture)

    @property
    def copies(self) -> list[Copy]:
        """The page and its call."""
        return calls(self.path, self.query, self.title, self.figure_url)


def query_of(told: dict[str, Any]) -> str:
    """A query string."""
    return "&".join(f"{name}={value}" for name, value in told.items())


async def lesson_page(request: Request, lesson: Named, query: StateParameters) -> Response:
    """One lesson: predict, see it run, understand, vary, check."""
    if query.prediction is not None:
        text = lesson.prediction.write(predicted(lesson, query.prediction))
        query.settle(prediction=text)  # one spelling, one page
    if query.value is not None:
        query.settle(value=within_knob(lesson, query.value))
    page = partial(LessonPage, lesson, query)
    return await show(request, "lesson.html", page, LAB, view=query.view, projectable=True, here="/lessons")
