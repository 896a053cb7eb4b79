"""The picture that follows a prediction has axes of its own: they are drawn, not those of the question."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from app.lessons.options import Several
from tests.lessons.test_every_lesson import examples
from tests.pages.conftest import Window
from tests.pages.learner import beat

DRAWN = """() => {
  const live = document.getElementById("lesson-plot-live")._fullLayout;
  return [live.xaxis.type, live.yaxis.type, ...live.annotations.filter((one) => one.visible).map(({text}) => text)];
}"""
UNLIKE = [one for one in LESSONS.values() if one.given().up.title != one.seen(None).picture.up.title]


def predicted(page: Page, lesson: AnyLesson) -> str:
    """Say something, by the button."""
    told = examples(lesson.prediction)[0]
    if isinstance(lesson.prediction, Several):
        page.locator("[data-key='1']").click()
        page.locator(".told .button.primary").click()
    else:
        page.fill("#said", told.split(",")[-1])
        page.locator(".said .button").click()
    return told


def test_some_lessons_answer_with_another_picture() -> None:
    assert len(UNLIKE) >= 3


@pytest.mark.parametrize("wide", [390, 1024, 1366])
@pytest.mark.parametrize("lesson", UNLIKE, ids=lambda one: one.slug)
def test_after_the_question_the_axes_are_those_of_the_answer(window: Window, lesson: AnyLesson, wide: int) -> None:
    page = window.page
    page.set_viewport_size({"width": wide, "height": 768})
    window.open(f"/lessons/{lesson.slug}")
    page.wait_for_selector(".plot.drawn")
    told = lesson.prediction.read(predicted(page, lesson))
    beat(page, "see")
    window.settle()
    page.wait_for_timeout(700)  # of whatever is still to be drawn
    page.wait_for_selector(".plot.drawn")
    across, up, *texts = page.evaluate(DRAWN)
    asked, seen = lesson.given(), lesson.seen(told).picture
    assert (across, up) == tuple("log" if one.log else "linear" for one in (seen.across, seen.up))
    named = [(asked.up, seen.up), *([] if seen.across.names else [(asked.across, seen.across)])]
    for before, now in [(one.title, other.title) for one, other in named]:
        assert any(now in text for text in texts), (now, texts)
        assert before in now or not any(text.startswith(before) for text in texts), (before, texts)
