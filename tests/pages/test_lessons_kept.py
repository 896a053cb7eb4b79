"""What was learnt is kept in the browser alone; without storage and without scripts a lesson is a whole one."""

from __future__ import annotations

import json
import time

import pytest
from playwright.sync_api import Page, Request, expect

from app.lessons import LESSONS
from tests.pages.conftest import Window
from tests.pages.hands import query
from tests.pages.learner import Learner, beat, heard

DAY = 86_400_000
KEPT = "slopes-lessons"
CLOSED = """Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError"); }})"""
STRANGE = ["null", "[]", "5", "not json", '{"conditioning": null, "relu": 7}', '{"relu": {"done": "soon", "asked": 0}}']


def keep(page: Page, text: str) -> None:
    """Write what is kept, and look at the list again."""
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEPT, text])
    page.reload()


def ago(**days: float) -> str:
    """Lessons done so many days ago."""
    now = int(1000 * time.time())
    return json.dumps({slug: {"done": now - int(one * DAY), "asked": 0} for slug, one in days.items()})


def done(page: Page) -> list[str]:
    """The lessons that are marked in the list."""
    found: list[str] = page.evaluate("""[...document.querySelectorAll("[data-lesson]")]
      .filter((one) => one.querySelector(".done").checkVisibility()).map((one) => one.dataset.lesson)""")
    return found


def test_a_lesson_is_done_at_its_end_and_stays_so(window: Window) -> None:
    page = window.open("/lessons")
    assert done(page) == []
    window.open("/lessons/relu?skip=1&beat=check&check=3")
    assert done(window.open("/lessons")) == []
    page = window.open("/lessons/relu?skip=1&beat=check&check=3")
    page.wait_for_selector(".plot.drawn")
    page.get_by_role("link", name="Skip the question").click()
    beat(page, "end")
    window.settle()
    assert done(window.open("/lessons")) == ["relu"]
    page.reload()
    assert done(page) == ["relu"]
    assert page.locator("#again").is_hidden(), "it was done just now"


def test_two_questions_come_back_and_are_put_off_when_they_are_asked(window: Window) -> None:
    page = window.open("/lessons")
    keep(page, ago(relu=1.1, conditioning=9, noise=3, saddles=0.5))
    again = page.locator("#again a")
    expect(again).to_have_text([LESSONS["conditioning"].question, LESSONS["noise"].question])
    again.first.click()
    beat(page, "check")
    told = query(page)
    assert (told["skip"], told.get("check", "1"), told["seed"].isdigit()) == ("1", "1", True)
    assert page.locator("#said").is_visible()
    page = window.open("/lessons")
    expect(page.locator("#again a")).to_have_text([LESSONS["noise"].question, LESSONS["relu"].question])
    kept = json.loads(page.evaluate("key => localStorage.getItem(key)", KEPT))
    assert kept["conditioning"]["asked"] == 1
    assert done(page) == ["relu", "noise", "saddles", "conditioning"]


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_kept_but_strange_breaks_nothing(window: Window, text: str) -> None:
    page = window.open("/lessons")
    keep(page, text)
    assert done(page) == []
    page = window.open("/lessons/relu?skip=1&beat=end")
    page.wait_for_selector(".plot.drawn")
    assert done(window.open("/lessons")) == ["relu"]


def test_nothing_that_is_kept_is_sent(window: Window) -> None:
    sent: list[Request] = []
    window.page.on("request", lambda one: sent.append(one))
    page = window.open("/lessons")
    keep(page, ago(relu=30, noise=40))
    marks = [*json.loads(page.evaluate("key => localStorage.getItem(key)", KEPT)).values()]
    page = window.open("/lessons/saddles?skip=1&beat=end")
    page.wait_for_selector(".plot.drawn")
    page = window.open("/lessons")
    page.locator("#again a").first.click()
    beat(page, "check")
    window.settle()
    told = [f"{one.url} {one.post_data} {one.all_headers()}" for one in sent]
    assert len(told) > 10
    assert {one.method for one in sent} == {"GET"}
    assert all(one.url.startswith((window.server, "blob:", "data:")) for one in sent)
    assert not [one for one in told for mark in marks if str(mark["done"]) in one or KEPT in one]
    assert page.context.cookies() == []


def test_closed_storage_breaks_nothing(window: Window) -> None:
    window.page.add_init_script(CLOSED)
    page = window.open("/lessons")
    page.locator("[data-lesson=relu]").click()
    page.wait_for_selector(".plot.drawn")
    page.fill("#said", "0")
    page.press("#said", "Enter")
    beat(page, "see")
    heard(page, "Right.")
    page = window.open("/lessons/relu?skip=1&beat=end")
    page.wait_for_selector(".plot.drawn")
    assert done(window.open("/lessons")) == []


class Plain(Learner):
    """Somebody whose browser runs no script."""

    drawn = ".plot"

    def go(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def write(self, text: str) -> None:
        self.page.fill("#said", text)
        self.page.press("#said", "Enter")

    def slide(self, selector: str) -> None:
        """No slider fills in a number: it is written."""
        if selector == "#guess":
            self.page.fill("#said", self.page.locator("#said").get_attribute("placeholder") or "")
            return
        box = self.page.locator("#value-box")
        low = self.page.locator(".knob .ends span").first.inner_text()
        box.fill(low)
        box.press("Enter")

    def place(self) -> None:
        self.write("0.5")

    def draw(self) -> None:
        pens = self.page.locator("#pens input")
        for k in (0, 8, 16):
            pens.nth(k).press("ArrowUp")
        assert pens.first.evaluate("pen => pen.getBoundingClientRect().height") > 100

    def hears(self, sentence: str) -> None:
        expect(self.page.locator(".told")).to_contain_text(sentence)


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True, ids=["plain"])
@pytest.mark.parametrize("name", ["learning-rate", "sigmoid", "relu", "noise", "cross-entropy", "four"])
def test_without_scripts_a_lesson_is_a_whole_one(window: Window, name: str) -> None:
    Plain(window.page, window.server).take(LESSONS[name])
