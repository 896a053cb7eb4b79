"""When and how a lesson is shown: the first aha, without motion, to a room, in the dark, aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from app.lessons import LESSONS
from tests.conftest import TOLD
from tests.pages.checks import until
from tests.pages.conftest import Window
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
    if page.locator("#count").count():
        assert page.locator("#count").inner_text() == page.locator("#lab").get_attribute("data-steps")
    page.wait_for_timeout(100)
    before = page.evaluate("asks")
    page.wait_for_timeout(150)
    assert page.evaluate("asks") == before
    assert page.evaluate("document.getAnimations().length") == 0
