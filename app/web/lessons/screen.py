"""What a lesson's page shows at a beat: the picture, live and still, and the same in words and numbers."""

from __future__ import annotations

from functools import cached_property

from ...core.catalogue import number
from ...lessons.base import AnyLesson
from ...lessons.content import Aha, Seen
from ...lessons.pictures import Picture
from ..figures.style import Look
from ..page.plots import Plot, plot, written
from ..page.widgets import Copy
from .beats import figure_call
from .checked import Tried, tried
from .figure import LessonFigure, series
from .state import LessonState
from .told import calls, spoken, table_of

SECONDS = 4.0  # in which a run is played


class LessonScreen:
    """The picture for one state of one lesson, and what is said of it."""

    csv = ""  # there is none

    def __init__(self, lesson: AnyLesson, state: LessonState) -> None:
        self.value = None if state.prediction is None else lesson.prediction.read(state.prediction)
        self.lesson, self.state = lesson, state
        box = state.box or (self.tried.question.face if state.beat == "check" else "")
        self.lesson = lesson = lesson.facing(box or None, self.value)
        self.vary = lesson.vary
        self.query = state.query()
        self.beat = state.beat or "ask"
        at = self.tried.value if state.beat == "check" else state.value
        self.at = lesson.usual if at is None else at
        self.turned = state.beat == "vary" or (state.beat == "check" and at is not None)  # whether the knob is shown
        self.steps = self.picture.frames
        self.step = self.steps if state.step is None else min(state.step, self.steps)
        self.look = Look("page", state.view == "projector")
        self.seconds, self.tick, self.first = SECONDS, self.picture.tick, self.picture.first
        self.title = lesson.question
        fine = self.steps // 32 if self.picture.at and self.tick != "step" else 1
        self.stride = max(one for one in (1, 2, 5, 10) if one <= max(fine, 1))  # frames of one step by hand

    @cached_property
    def tried(self) -> Tried:
        """The question of the page, and the answers to it."""
        return tried(self.lesson.slug, self.state)

    @property
    def path(self) -> str:
        """Where the lesson is."""
        return f"/lessons/{self.lesson.slug}"

    @property
    def room(self) -> str:
        """What stays of the query when the lesson begins anew."""
        return "view=projector" if self.look.bold else ""

    @cached_property
    def seen(self) -> Seen:
        """What is shown, and what happened in it."""
        return self.seen_in(self.lesson)

    def seen_in(self, face: AnyLesson) -> Seen:
        """The same in one of the pictures of a lesson."""
        if self.beat == "ask":
            return Seen(face.given(), (face.setting,))
        return face.turned(self.at) if self.turned else face.seen(self.value)

    @property
    def picture(self) -> Picture:
        """The picture."""
        return self.seen.picture

    @cached_property
    def moments(self) -> list[str]:
        """What the frames of a run are called, where they are no steps that can be counted."""
        return [self.picture.moment(k) for k in range(self.steps + 1)] if self.picture.at else []

    @cached_property
    def plot(self) -> Plot:
        """The picture as a plot."""
        shown, drawing = self.picture, LessonFigure(self.picture, self.look)
        live = {"moving": written(drawing.moves()), "runs": written(series(shown))} if self.steps else {}
        return plot(
            "lesson-plot", shown.title, drawing.below, self.figure_url, self.lesson.slug, drawing.still(self.step),
            ground=shown.surface is not None, **live,
        )  # fmt: skip

    @property
    def figure_url(self) -> str:
        """The call that answers the figure."""
        told = {"value": number(self.at), "prediction": self.state.prediction, "box": self.lesson.face}
        return figure_call(self.lesson, "vary" if self.turned else self.beat, {**told, "view": self.state.view})

    @property
    def summary(self) -> list[str]:
        """The page in sentences."""
        told = [f"{self.picture.title}.", *self.words]
        if self.state.known and self.moved_aha is None:
            told.append(as_sentence(self.aha))
        return [*told, self.lesson.limits] if self.state.known else told

    @property
    def words(self) -> list[str]:
        """What happened in the picture, after the number of the moment, which it is about."""
        return [*([as_sentence(self.moved_aha)] if self.moved_aha else []), *self.seen.words]

    @property
    def moved_aha(self) -> Aha | None:
        """The number of the moment, while the knob is turned."""
        return self.lesson.aha_at(self.at) if self.beat == "vary" else None

    @property
    def aha(self) -> Aha:
        """The number to remember."""
        return self.moved_aha or (self.lesson.aha() if self.played is None else self.lesson.aha_played(self.played))

    @property
    def played(self) -> float | None:
        """The value for which the run stands where it is, if it goes along the knob."""
        return None if self.turned or self.beat == "ask" else self.lesson.value_at(self.step)

    @property
    def spoken(self) -> str:
        """What a screen reader says of the scrubber."""
        return spoken(self.picture, self.step)

    @property
    def caption(self) -> str:
        """Where it does not hold."""
        return self.lesson.limits if self.state.known else self.picture.title + "."

    @property
    def heads(self) -> list[str]:
        """The columns of the table."""
        return table_of(self.picture, self.step)[0]

    @property
    def table(self) -> list[list[str]]:
        """Its rows."""
        return table_of(self.picture, self.step)[1]

    @property
    def copies(self) -> list[Copy]:
        """The page and its call."""
        return calls(self.path, self.query, self.title, self.figure_url)

    @property
    def setting(self) -> tuple[str, str]:
        """What is read before a prediction: one sentence, and what more there is for whoever wants it."""
        return self.lesson.given_first, self.lesson.setting.partition(". ")[2]


def as_sentence(aha: Aha) -> str:
    """A number to remember as a sentence."""
    return f"{aha.number} = {aha.equals}. {aha.words}".strip()
