"""The page of a lesson: one screen a beat, the question first, and the answer nowhere before a prediction."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from itertools import dropwhile
from typing import Any

from fastapi import Request, Response
from markupsafe import Markup

from ...lessons import LESSONS
from ...lessons.base import AnyLesson
from ...lessons.content import Misconception, Why
from ...lessons.pictures import Picture
from ...lessons.quantities import Number, Reach
from ..http.address import address
from ..http.answers import LAB
from ..page.render import show
from ..page.widgets import Slider, mathml, wrapping
from .asking import Asking, asking, nearness, spelt
from .beats import AT_ITS_BEGINNING, BEATS, FREE, OWN_FACE, BeatLink
from .checked import CheckView
from .faces import FaceLink, face_links, value_in
from .figure import moving
from .query import Named, faced, predicted, within_knob
from .scents import Grip, KnobScent, knob_grip, knob_scent, knob_slider, said_grip
from .screen import LessonScreen
from .state import StateParameters


class LessonPage(LessonScreen):
    """The page for one state of one lesson."""

    free = " ".join(FREE)

    def link(self, **changes: object) -> str:
        """This page with other settings; another beat is shown from its beginning."""
        return address(self.path, self.state.query(step=None, **changes))

    def beat_link(self, beat: str, **more: object) -> str:
        """Another beat of this lesson, with what was predicted."""
        return self.link(**AT_ITS_BEGINNING, **{"value": None, "beat": beat, **OWN_FACE.get(beat, {}), **more})

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
    def faces(self) -> list[FaceLink]:
        """The pictures of a lesson that has several; before a prediction those that it is about."""
        if self.beat == "ask" and not self.lesson.asked_of_each:
            return []
        at, said = (self.at if self.state.known else None), (None if self.beat == "vary" else self.value)
        return face_links(self.lesson, self.small, self.face_link, said, at)

    def face_link(self, name: str) -> str:
        """The same in another of its pictures; the value goes along where both have the same knob."""
        same = self.lesson.facing(name, None).vary.symbol == self.vary.symbol
        return self.link(box=name, **({} if same else {"value": None}))

    def small(self, face: AnyLesson) -> Picture:
        """One of them, where it is small."""
        return face.in_small(value_in(face, self.lesson, self.at)) if self.turned else self.seen_in(face).picture

    @property
    def asking(self) -> Asking:
        """The form of the prediction."""
        found = asking(self.lesson.prediction, self.link, "prediction", self.state.draft or "")
        return replace(found, held=self.grip is not None)

    @property
    def yours(self) -> str:
        """What was predicted, in words."""
        return "" if self.value is None else spelt(self.lesson.prediction, self.value)

    @property
    def verdict(self) -> str:
        """How right it is, in a word or two."""
        if not self.right:
            return "Not quite."
        kind = self.lesson.prediction
        if isinstance(kind, Number) and not isinstance(kind, Reach) and self.value != self.lesson.truth():
            return nearness(kind)
        return "Right."

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
        return self.beat_link("vary", value=one.value, **({"box": one.face} if one.face else {}))

    @property
    def why(self) -> Why:
        """The reason for what the picture shows."""
        if self.played is not None:
            return self.lesson.why(self.played)
        return self.lesson.why_varied(self.at) if self.beat == "vary" else self.lesson.why_said(self.value)

    @property
    def formulas(self) -> tuple[Any, Any]:
        """The formula in symbols, and with numbers, of which some are those of the player's step."""
        filled = wrapping(self.why.numbers)
        alike: dict[str, list[str]] = {}
        for part, (_, _, value, _, follows) in zip(self.why.parts, self.parts, strict=True):
            if follows and part.inside:
                alike.setdefault(value, []).append(follows)
        for value, those in alike.items():
            head, *rest = filled.split(f"<mn>{value}</mn>")
            if len(rest) == len(those):  # else it would be a guess which number is which part
                told = (Markup('<mn data-follows="{}">{}</mn>').format(one, value) for one in those)
                filled = head + Markup("").join(a + b for a, b in zip(told, rest, strict=True))
        return wrapping(self.why.formula), filled

    @property
    def rule(self) -> Any:
        """The formula beside the picture of the knob in symbols, where it is told nowhere else and there is room."""
        tex = self.why.formula
        other = self.beat == "vary" and tex != self.lesson.why(self.at).formula and "frac" not in tex
        return self.formulas[0] if other else ""

    @property
    def parts(self) -> list[tuple[Any, str, str, str, str]]:
        """What each symbol means, its value, the line of the picture that shows it, and what of that it follows."""
        shown = {one.name for one in self.picture.lines} | {one.name for one in self.picture.bars}
        return [(mathml(one.symbol), one.meaning, one.value, one.line if one.line in shown else "",
                 self.followed(one.follows, one.line)) for one in self.why.parts]  # fmt: skip

    def followed(self, what: str, line: str) -> str:
        """Which number of which line that is played, if it is one."""
        played = [one.name for one in moving(self.picture)]
        return f"{what} {played.index(line)}" if what and line in played else ""

    @property
    def remembered(self) -> tuple[Any, Any]:
        """The number to remember and what it equals; both follow the line whose height it is."""
        aha, told = self.aha, Markup('<span data-follows="{}">{}</span>')
        if not self.followed("y", aha.line):
            return aha.number, aha.equals
        before, _, after = aha.equals.partition(aha.at)
        place = told.format(self.followed("x" if not self.picture.has_bars else "at", aha.line), aha.at)
        return told.format(self.followed("y", aha.line), aha.number), Markup("{}{}{}").format(before, place, after)

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
        if self.beat == "ask" and isinstance(self.lesson.prediction, Number):
            return said_grip(self.lesson.prediction, self.picture)
        return knob_grip(self.lesson, self.at) if self.beat == "vary" else None

    @property
    def onward(self) -> tuple[str, str]:
        """What comes after the knob: the next picture, if what was predicted is of the first alone, or the checks."""
        shown = () if self.lesson.asked_of_each else self.lesson.faces
        later = [*dropwhile(lambda one: one.name != self.lesson.face, shown)][1:]
        if later:
            return self.face_link(later[0].name), f"Now: {later[0].text}"
        return self.beat_link("check"), "Check yourself"

    @cached_property
    def check(self) -> CheckView:
        """The question that is asked."""
        return CheckView(self.lesson, self.state, self.tried, self.link, self.beat_link("end"))

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


async def lesson_page(request: Request, lesson: Named, query: StateParameters) -> Response:
    """One lesson: predict, see it run, understand, vary, check."""
    if query.prediction is not None:
        text = lesson.prediction.write(predicted(lesson, query.prediction))
        query.settle(prediction=text)  # one spelling, one page
    face = faced(lesson, query.box)
    if query.value is not None:
        query.settle(value=within_knob(face, query.value))
    page = partial(LessonPage, lesson, query)
    return await show(request, "lesson.html", page, LAB, view=query.view, projectable=True, here="/lessons")
