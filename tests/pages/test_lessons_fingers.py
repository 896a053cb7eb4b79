"""Every lesson by touch, in the window of a phone, from the list to its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from app.lessons import LESSONS
from tests.pages.conftest import Window
from tests.pages.hands import Fingers, query
from tests.pages.learner import Learner

WIDE = 390  # px
# The widest that the page has been, be it between two pictures only.
WATCHED = """
  window.widest = 0;
  const look = () => { widest = Math.max(widest, innerWidth, document.documentElement?.scrollWidth ?? 0); };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
"""


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """One phone for all lessons: what it has fetched it keeps."""
    held = browser.new_context(viewport={"width": WIDE, "height": 844}, has_touch=True, is_mobile=True,
                               reduced_motion="reduce")  # fmt: skip
    yield held
    held.close()


class Touch(Learner):
    """Somebody who has only fingers, and the keyboard that a phone shows."""

    def go(self, selector: str) -> None:
        self.page.locator(selector).first.tap()

    def write(self, text: str) -> None:
        self.go("#said")
        self.page.keyboard.insert_text(text)
        self.go(".said .button")

    def slide(self, selector: str) -> None:
        slider = self.page.locator(selector)
        box = slider.bounding_box()
        assert box is not None
        slider.tap(position={"x": 0.7 * box["width"], "y": box["height"] / 2})

    def place(self) -> None:
        box = self.page.locator(".pane .over").bounding_box()
        assert box is not None
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(self.page.locator("#pin")).to_be_visible()
        self.go(".said .button")

    def draw(self) -> None:
        board = self.page.locator("#drawing")
        board.scroll_into_view_if_needed()
        box = board.bounding_box()
        assert box is not None
        x, y, wide, high = box["x"], box["y"], box["width"], box["height"]
        before = self.page.evaluate("scrollY")
        places = [(x + share * wide, y + (0.9 - 0.4 * share) * high) for share in (0.02, 0.98)]
        finger = Fingers(self.page)
        finger.send("Start", places[0])
        for k in range(1, 11):
            finger.send("Move", (x + (0.02 + 0.096 * k) * wide, y + (0.9 - 0.04 * k) * high))
        for _ in range(4):  # it rests before it is lifted: it throws nothing, and the next tap is one
            self.page.wait_for_timeout(30)
            finger.send("Move", places[1])
        finger.send("End")
        assert self.page.evaluate("scrollY") == before, "the curve is drawn, the page stays"


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_finished_by_touch(phone: BrowserContext, server: str, name: str) -> None:
    window = Window(phone, server)
    window.page.add_init_script(WATCHED)
    Touch(window.page, server).take(LESSONS[name])
    assert window.page.evaluate("widest") == WIDE, "it zooms out for nobody"
    window.page.close()
    assert window.noise == []


def test_the_curve_is_what_the_finger_drew(phone: BrowserContext, server: str) -> None:
    window = Window(phone, server)
    page = window.page
    page.goto(f"{server}/lessons/sigmoid")
    page.wait_for_selector(".plot.drawn")
    touch = Touch(page, server)
    touch.draw()
    touch.go(".told .button")
    page.wait_for_url("**prediction=*")
    heights = [float(one) for one in query(page)["prediction"].split(",")]
    assert len(heights) == 17
    assert heights == sorted(heights)
    assert heights[-1] - heights[0] > 0.2
    page.close()
    assert window.noise == []
