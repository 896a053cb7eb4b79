"""Somebody who takes a whole lesson in a browser: what is said at each beat. How it is said is a matter of the hand."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Page, expect

from app.core.catalogue import number
from app.lessons.base import AnyLesson
from app.lessons.checks import Question, asked
from app.lessons.options import Choice, Rank, Several
from app.lessons.predictions import Kind
from app.lessons.quantities import Click, Draw, Number
from app.web.lessons.query import MOST_SEEDS
from tests.pages.hands import query


def beat(page: Page, name: str) -> None:
    """Wait until a beat of the lesson is shown."""
    page.wait_for_selector(f"#lab[data-beat={name}]")


def question(page: Page, lesson: AnyLesson) -> Question:
    """What is asked on the page, with its key, as the server makes it of the seed."""
    seed = int(page.locator("input[name=seed]").get_attribute("value") or "")
    check = int(page.locator("input[name=check]").get_attribute("value") or "")
    return asked(lesson.checks[check - 1], (seed + check) % MOST_SEEDS)


def heard(page: Page, sentence: str) -> None:
    """A screen reader is told it."""
    expect(page.locator("#live")).to_contain_text(sentence)


class Learner(ABC):
    """What is done in a lesson, from the list of lessons to the end."""

    drawn = ".plot.drawn"  # when the picture can be taken hold of

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server

    def hears(self, sentence: str) -> None:
        """It is said aloud."""
        heard(self.page, sentence)

    @abstractmethod
    def go(self, selector: str) -> None:
        """Follow a link, press a button, choose an option."""

    @abstractmethod
    def write(self, text: str) -> None:
        """Write an answer into its box and give it."""

    @abstractmethod
    def slide(self, selector: str) -> None:
        """Move a slider from where it stands."""

    @abstractmethod
    def place(self) -> None:
        """Tell a place of the picture."""

    @abstractmethod
    def draw(self) -> None:
        """Draw a curve that is not flat."""

    def take(self, lesson: AnyLesson) -> None:
        """A lesson from the list to its end."""
        self.page.goto(f"{self.server}/lessons")
        self.go(f"[data-lesson={lesson.slug}]")
        beat(self.page, "ask")
        self.page.wait_for_selector(self.drawn)
        self.predict(lesson.prediction)
        beat(self.page, "see")
        state = parse_qs(self.page.locator("#lab").get_attribute("data-query") or "")
        told = lesson.prediction.read(state["prediction"][0])
        self.hears("Right" if lesson.mark(told).right else "Not quite. ")
        self.hears(lesson.seen(told).words[0])
        self.hears(lesson.aha().words)
        for name in ("why", "vary"):
            self.go(".onward [rel=next]")
            beat(self.page, name)
        self.vary(lesson.facing(None, told))
        for face in () if lesson.asked_of_each else lesson.faces[1:]:  # pictures that are shown in turn
            self.go(".onward [rel=next]")
            expect(self.page.locator(".faces [aria-current]")).to_contain_text(face.text)
            self.vary(lesson.facing(face.name, told))
        self.go(".onward [rel=next]")
        beat(self.page, "check")
        for tries in ("k", "xk", "xx"):  # the key; something else and the key; twice something else
            self.check(lesson, tries)
        beat(self.page, "end")
        expect(self.page.locator(".told .aha")).to_contain_text(lesson.aha().number)

    def predict(self, kind: Kind[Any]) -> None:
        """Something that can be said."""
        if isinstance(kind, Click):
            self.place()
        elif isinstance(kind, Draw):
            self.draw()
            self.go(".told .button")
        elif isinstance(kind, Number):
            self.slide("#guess")
            self.go(".said .button")
        elif isinstance(kind, Several):
            self.go("[data-key='1']")
            self.go("[data-key='2']")
            self.go(".told .button")
        else:
            self.choose(kind, written(kind))

    def choose(self, kind: Kind[Any], text: str) -> None:
        """An option, or all of them in an order, the last one following by itself, which is then told."""
        assert isinstance(kind, Choice | Rank)
        names, told = [one.name for one in kind.options], text.split(",")
        for k, name in enumerate(told[:-1] or told, start=1):
            self.go(f"[data-key='{names.index(name) + 1}']")
            if k < len(told) - 1:
                expect(self.page.locator(".option.placed")).to_have_count(k)
        if isinstance(kind, Rank):
            self.page.locator(".told .button.primary").wait_for()  # who tabs on before it is there has passed it
            self.go(".told .button.primary")

    def vary(self, lesson: AnyLesson) -> None:
        """The knob leads to other numbers, and to what they come to."""
        self.slide("#value")
        self.page.wait_for_url("**value=*")
        self.page.wait_for_selector("html:not([data-busy])")
        turned = float(query(self.page)["value"].replace("−", "-"))
        assert turned != lesson.usual
        self.hears(lesson.varied(turned).words[-1])

    def check(self, lesson: AnyLesson, tries: str) -> None:
        """A question, its answers, and on."""
        one, before = question(self.page, lesson), int(query(self.page).get("check", 1))
        for k, letter in enumerate(tries, start=1):
            self.answer(one, one.key if letter == "k" else other(one))
            expect(self.page.locator(".told .verdict")).to_have_count(k)
            self.hears("Right." if letter == "k" else "You said")
        expect(self.page.locator(".solution p")).to_have_count(len(one.solution))
        self.go(".onward [rel=next]")
        if before < len(lesson.checks):
            self.page.wait_for_url(f"**check={before + 1}*")
            self.page.wait_for_selector("input[name=seed]", state="attached")

    def answer(self, one: Question, value: Any) -> None:
        """Say a value."""
        if isinstance(one.kind, Number):
            self.write(number(value))
        else:
            self.choose(one.kind, one.kind.write(value))


def written(kind: Kind[Any]) -> str:
    """The first option, or all from the last to the first."""
    assert isinstance(kind, Choice | Rank)
    names = [one.name for one in kind.options]
    return names[0] if isinstance(kind, Choice) else ",".join(reversed(names))


def other(one: Question) -> Any:
    """A wrong answer that can be said."""
    values = [value for value, _ in one.wrong]
    return next(value for value in values if not isinstance(one.kind, Number) or one.kind.low <= value <= one.kind.high)
