"""Lessons fit: every step on one screen of 1366 x 768 px, and what is asked is seen in a frame without scrolling."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from tests.lessons.test_every_lesson import examples
from tests.pages.conftest import Window

STEPS = ("see", "why", "vary", "check", "end")
CONTROLS = ".options, .said, .told > .button, .knob"
LINE = 24  # px
LOWEST = "(all) => Math.max(...all.map((one) => one.getBoundingClientRect().bottom))"
lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)


@lessons
def test_every_step_fits_a_screen(window: Window, lesson: AnyLesson) -> None:
    page = window.page
    page.set_viewport_size({"width": 1366, "height": 768})
    said = examples(lesson.prediction)[-1]
    queries = ["", *(f"?prediction={said}&beat={step}" for step in STEPS)]
    for query in queries:
        page.goto(f"{window.server}/lessons/{lesson.slug}{query}")
        page.wait_for_selector(".plot.drawn")
        assert page.evaluate("document.documentElement.scrollHeight") <= 768, query


@lessons
@pytest.mark.parametrize("wide", [800, 1100])
def test_what_is_asked_and_turned_is_seen_in_a_frame(window: Window, lesson: AnyLesson, wide: int) -> None:
    page = window.page
    page.set_viewport_size({"width": wide, "height": 720})
    for query in ("", "?skip=1&beat=vary"):
        page.goto(f"{window.server}/embed/lessons/{lesson.slug}{query}")
        assert page.locator(CONTROLS).evaluate_all(LOWEST) <= 720, query


@lessons
def test_on_a_phone_what_is_to_be_done_is_seen_above_the_knob(window: Window, lesson: AnyLesson) -> None:
    page = window.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{window.server}/lessons/{lesson.slug}?skip=1&beat=vary")
    goal, knob = (page.locator(one).bounding_box() for one in (".goal + p", ".knob"))
    assert goal
    assert knob
    assert goal["y"] + LINE <= knob["y"], "with the first line of what comes of it"


def test_before_a_prediction_one_sentence_is_read_and_the_rest_is_folded(window: Window) -> None:
    page = window.open("/lessons/noise")
    setting = LESSONS["noise"].setting
    expect(page.locator(".setting")).to_have_text(setting.partition(". ")[0] + ".")
    terms = page.locator(".terms")
    assert not terms.locator("p, dl").first.is_visible()
    terms.locator("summary").click()
    expect(terms).to_contain_text(setting.partition(". ")[2])


def test_on_paper_the_picture_has_its_height_at_any_width(window: Window) -> None:
    page = window.page
    page.emulate_media(media="print")
    for width in (794, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        page.goto(f"{window.server}/lessons/noise?skip=1&beat=end")
        box = page.locator(".plot .still").bounding_box()
        assert box is not None
        assert box["height"] > 200, width
