"""When and how a lesson is shown: the first aha, without motion, to a room, in the dark, aloud."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from tests.conftest import TOLD
from tests.pages.checks import until
from tests.pages.conftest import Window
from tests.pages.hands import query
from tests.pages.learner import beat

RATE = "/lessons/learning-rate"
COLD = {"java_script_enabled": True}  # a profile of its own, which has fetched nothing yet
FRAMES = """(() => {
  const asked = window.requestAnimationFrame.bind(window);
  window.asks = 0;
  window.requestAnimationFrame = (act) => { window.asks += 1; return asked(act); };
})()"""
# What happens, in order, each with its time in ms since the page was asked for.
EVENTS = """(() => {
  window.events = [];
  const note = (name) => events.some(([known]) => known === name) || events.push([name, performance.now()]);
  document.addEventListener("DOMContentLoaded", () => note("read"));
  document.addEventListener("submit", () => note("predicted"));
  new MutationObserver(() => {
    if (document.querySelector(".told .aha")?.getBoundingClientRect().bottom < innerHeight) note("number");
    if (document.documentElement.classList.contains("playing")) note("playing");
    else if (events.some(([name]) => name === "playing")) note("played");
  }).observe(document, {subtree: true, childList: true, attributes: true});
})()"""
OVER = "events.some(([name]) => name === 'played')"


@pytest.mark.parametrize("window", [COLD], indirect=True, ids=["cold"])
def test_the_first_aha_is_there_before_the_run_is_over(
    window: Window, record_property: Callable[[str, object], None]
) -> None:
    page = window.page
    page.add_init_script(EVENTS)
    page.goto(window.server + RATE, wait_until="commit")
    page.wait_for_selector(".plot.drawn")
    page.fill("#said", "0.03")
    page.press("#said", "Enter")
    beat(page, "see")
    until(page, OVER)
    times: dict[str, float] = dict(page.evaluate("events"))
    assert list(times) == ["read", "predicted", "number", "playing", "played"]
    expect(page.locator(".told .aha")).to_contain_text(LESSONS["learning-rate"].aha().number)
    told = ", ".join(f"{name} {at:.0f} ms" for name, at in times.items())
    record_property(TOLD, f"first aha of a cold load, by a script that predicts at once: {told}")


@pytest.mark.parametrize("name", LESSONS)
def test_without_motion_the_end_is_shown_at_once_and_nothing_moves(window: Window, name: str) -> None:
    page = window.page
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(FRAMES)
    window.open(f"/lessons/{name}?skip=1")
    page.wait_for_selector(".plot.drawn")
    if page.locator("#scrub").count():
        assert page.locator("#scrub").input_value() == page.locator("#lab").get_attribute("data-steps")
    page.wait_for_timeout(100)
    before = page.evaluate("asks")
    page.wait_for_timeout(150)
    assert page.evaluate("asks") == before
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("window", [{"reduced_motion": "reduce"}], indirect=True, ids=["still"])
def test_a_clicker_leads_through_all_beats_to_the_next_lesson_and_back(window: Window) -> None:
    page = window.open(f"{RATE}?view=projector")
    page.wait_for_selector(".plot.drawn")
    seen = [where(page)]
    while seen[-1][0] == "learning-rate":
        assert len(seen) < 10, seen
        seen.append(pressed(window, "PageDown"))
    beats = [told for lesson, *told in seen if lesson == "learning-rate"]
    assert beats == [["ask", 1], ["see", 1], ["why", 1], ["vary", 1], ["check", 1], ["check", 2], ["check", 3],
                     ["end", 1]]  # fmt: skip
    assert seen[-1] == ("sigmoid", "ask", 1)
    page.wait_for_selector("html.projector")
    window.open(f"{RATE}?skip=1&beat=why&view=projector&step=0")
    page.wait_for_selector(".plot.drawn")
    assert pressed(window, "PageUp") == ("learning-rate", "see", 1)


def where(page: Page) -> tuple[str, str, int]:
    """Which lesson is shown, which beat, which question."""
    told = page.locator("#lab").evaluate("({dataset}) => [dataset.slug, dataset.beat]")
    return told[0], told[1], int(query(page).get("check", 1))


def pressed(window: Window, key: str) -> tuple[str, str, int]:
    """Where a key of a clicker leads."""
    before = window.page.url
    window.page.keyboard.press(key)
    window.page.wait_for_url(lambda url: url != before)
    window.page.wait_for_selector(".plot.drawn")
    window.settle()
    return where(window.page)


def test_in_a_room_a_run_is_played_to_its_end_by_a_click_and_then_left(window: Window) -> None:
    page = window.open("/lessons/conditioning?skip=1&view=projector")
    page.wait_for_selector("html.playing")
    page.keyboard.press("PageDown")
    page.wait_for_selector("html:not(.playing)")
    assert page.locator("#count").inner_text() == page.locator("#lab").get_attribute("data-steps")
    assert pressed(window, "PageDown")[1] == "why"


INK = """() => {
  const {paper_bgcolor: paper, font, xaxis} = document.querySelector(".js-plotly-plot")._fullLayout;
  return [paper, font.color, xaxis.gridcolor];
}"""


def test_light_and_dark_change_the_picture(window: Window) -> None:
    window.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page = window.open("/lessons/conditioning?prediction=300&beat=see")
    page.wait_for_selector(".plot.drawn")
    dark = page.evaluate(INK)
    page.locator("#theme").click()
    until(page, f"JSON.stringify(({INK})()) !== {json.dumps(json.dumps(dark, separators=(',', ':')))}")
    until(page, f"({INK})()[0] === '#ffffff'")
    light = page.evaluate(INK)
    assert all(a != b for a, b in zip(dark, light, strict=True))


BEATS = ("", "skip=1", "skip=1&beat=why", "skip=1&beat=vary", "skip=1&beat=check", "skip=1&beat=end")
# What stands on the page for eyes, piece by piece, without its spaces; formulas are trees of their own.
WRITTEN = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const { parentElement: around, data } = walk.currentNode, hidden = "svg, math, [aria-hidden], .below, .menu";
    if (around.closest(".head, .told, .caption") && around.checkVisibility() && !around.closest(hidden))
      found.push(data.replace(/\\s/g, ""));
  }
  return found.filter(Boolean);
}"""


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True, ids=["plain"])
@pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
def test_all_that_is_written_can_be_heard_at_every_beat(window: Window, lesson: AnyLesson) -> None:
    page = window.page
    session = page.context.new_cdp_session(page)
    for beat_of in BEATS:
        page.goto(f"{window.server}/lessons/{lesson.slug}?{beat_of}")
        nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree")["nodes"]
        told = [str(one["name"].get("value", "")) for one in nodes if one["role"]["value"] == "StaticText"]
        whole = re.sub(r"\s", "", "|".join(told))
        written = page.evaluate(WRITTEN)
        assert len(written) > 8
        assert [text for text in written if text not in whole] == [], beat_of
        names = [str(one.get("name", {}).get("value", "")) for one in nodes if one["role"]["value"] == "figure"]
        assert any(len(name) > 20 for name in names), "the picture is told in words"
