"""A lesson in a browser: what is predicted stays in the history, the run is played, the knob draws, checks answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from tests.pages.conftest import Window
from tests.pages.hands import query
from tests.pages.learner import beat, heard, other, question

RATE, RACE = "/lessons/learning-rate", "/lessons/conditioning"
STILL = {"reduced_motion": "reduce"}
still = pytest.mark.parametrize("window", [STILL], indirect=True, ids=["still"])

# Every step that the player has shown since, and whether it is at rest.
STEPS = """() => {
  window.played = [];
  const note = () => document.querySelector("#count") && played.push(+document.querySelector("#count").textContent);
  new MutationObserver(note).observe(document.documentElement, {childList: true, subtree: true, characterData: true});
}"""


def predicted(window: Window, path: str, text: str) -> Page:
    """The lesson with a number that was written and sent."""
    page = window.open(path)
    page.wait_for_selector(".plot.drawn")
    page.fill("#said", text)
    page.press("#said", "Enter")
    beat(page, "see")
    window.settle()
    return page


@still
def test_what_was_predicted_stays_in_the_history(window: Window) -> None:
    page = predicted(window, RATE, "1/40")
    assert query(page) == {"prediction": "0.025", "beat": "see"}
    first = page.locator(".verdict").inner_text()
    page.go_back()
    beat(page, "ask")
    page.fill("#said", "0.05")
    page.press("#said", "Enter")
    beat(page, "see")
    second = page.locator(".verdict").inner_text()
    assert second != first
    page.go_back()
    beat(page, "ask")
    page.go_forward()
    beat(page, "see")
    assert page.locator(".verdict").inner_text() == second
    page.reload()
    assert page.locator(".verdict").inner_text() == second
    page.locator(".onward [rel=next]").click()
    beat(page, "why")
    assert query(page)["prediction"] == "0.05"
    page.go_back()
    beat(page, "see")


def test_the_run_is_played_after_the_prediction_and_reaches_its_end(window: Window) -> None:
    page = window.open(RACE)
    page.wait_for_selector(".plot.drawn")
    page.evaluate(STEPS)
    page.fill("#said", "300")
    page.press("#said", "Enter")
    beat(page, "see")
    page.wait_for_selector("html.playing")
    page.wait_for_selector("html:not(.playing)")
    steps = int(page.locator("#lab").get_attribute("data-steps") or 0)
    assert page.locator("#count").inner_text() == str(steps)
    shown = page.evaluate("played.slice(played.indexOf(0))")
    assert len(set(shown)) > 5
    assert shown == sorted(shown)
    window.settle()
    assert "step" not in query(page)
    page.keyboard.press("n")
    beat(page, "why")
    page.go_back()
    beat(page, "see")
    window.settle()
    assert page.locator("html.playing").count() == 0, "it is played once"


def test_a_run_is_scrubbed_stepped_and_shown_slowly(window: Window) -> None:
    page = window.open(f"{RACE}?prediction=300&beat=see&step=4")
    page.wait_for_selector(".plot.drawn")
    assert page.locator("#count").inner_text() == "4"
    entries = page.evaluate("history.length")
    page.keyboard.press(".")
    page.wait_for_url("**step=5*")
    page.keyboard.press(",")
    page.wait_for_url("**step=4*")
    page.locator("#scrub").fill("9")
    page.wait_for_url("**step=9*")
    expect(page.locator("#count")).to_have_text("9")
    page.locator(".speeds label").first.click()
    page.locator("#play").click()
    page.wait_for_selector("html.slow")
    page.wait_for_url("**step=11*")
    page.locator("#play").click()
    page.wait_for_selector("html:not(.playing)")
    window.settle()
    assert page.evaluate("history.length") == entries


def test_the_knob_draws_anew_while_it_is_dragged(window: Window) -> None:
    page = window.open(f"{RACE}?prediction=300&beat=vary")
    page.wait_for_selector(".plot.drawn")
    told, box = page.locator(".told > p:not(.goal)").first, page.locator("#value").bounding_box()
    assert box is not None
    entries, seen = page.evaluate("history.length"), [told.inner_text()]
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.3 * box["width"], middle)
    page.mouse.down()
    for share in (0.4, 0.5, 0.6):
        page.mouse.move(box["x"] + share * box["width"], middle, steps=3)
        window.settle()
        seen.append(told.inner_text())
    assert len(set(seen)) == 4, "the button is still held"
    page.mouse.up()
    window.settle()
    assert float(page.locator("#value-box").input_value()) == float(query(page)["value"])
    assert page.evaluate("history.length") <= entries + 1


@still
def test_a_number_beside_the_knob_is_a_step_of_the_history(window: Window) -> None:
    page = window.open(f"{RACE}?prediction=300&beat=vary")
    page.locator("#value-box").fill("1.5")
    page.locator("#value-box").press("Enter")
    page.wait_for_url("**value=1.5")
    window.settle()
    page.go_back()
    page.wait_for_url(lambda url: "value=1.5" not in url)
    window.settle()
    assert page.locator("#value-box").input_value() != "1.5"


@still
def test_enter_leads_from_the_knob_to_its_number_and_escape_back(window: Window) -> None:
    page = window.open(f"{RACE}?prediction=300&beat=vary")
    page.locator("#value").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "value-box"
    page.keyboard.type("25")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "value"
    assert page.locator("#value-box").input_value() != "25"


def told_no(window: Window, text: str) -> None:
    """It says why, keeps what was typed, and stays where it was."""
    page, before = window.page, window.page.locator("#lab").get_attribute("data-beat")
    page.fill("#said", text)
    page.press("#said", "Enter")
    told = page.locator(".refusal:visible")
    expect(told).to_contain_text("write it like" if text == "a lot" else "is not one")
    assert page.locator("#said").input_value() == text
    assert page.locator("#lab").get_attribute("data-beat") == before
    assert page.locator(".told .verdict").count() == 0
    window.noise.clear()  # the console tells of a 422


@still
@pytest.mark.parametrize("path", [RATE, f"{RATE}?prediction=0.03&beat=check&check=1"])
def test_what_is_no_number_gets_a_sentence_and_is_kept(window: Window, path: str) -> None:
    page = window.open(path)
    page.wait_for_selector(".plot.drawn")
    told_no(window, "a lot")
    told_no(window, "1e9")
    page.fill("#said", "1/25")
    page.press("#said", "Enter")
    expect(page.locator(".told .verdict")).to_have_count(1)
    assert page.locator(".refusal:visible").count() == 0


def answered(page: Page, text: str, tries: int) -> None:
    page.fill("#said", text)
    page.press("#said", "Enter")
    expect(page.locator(".told .verdict")).to_have_count(tries)


@still
def test_two_tries_then_the_way_and_other_numbers_ask_again(window: Window) -> None:
    lesson: AnyLesson = LESSONS["conditioning"]
    page = window.open(f"{RACE}?prediction=300&beat=check")
    one = question(page, lesson)
    wrong = other(one)
    answered(page, f"{wrong}", 1)
    assert page.locator(".solution").count() == 0
    believed = lesson.misconception(one.trap(wrong))
    assert believed is not None
    expect(page.locator(".verdict")).to_contain_text(believed.instead)
    assert page.locator(".verdict a").inner_text().strip() == believed.look
    answered(page, f"{wrong}", 2)
    expect(page.locator(".solution p")).to_have_text(list(one.solution))
    assert page.locator("#said").count() == 0
    heard(page, one.solution[-1])
    page.get_by_role("link", name="Other numbers").click()
    page.wait_for_url("**seed=*")
    expect(page.locator(".told .verdict")).to_have_count(0)
    again = question(page, lesson)
    assert again.prompt != one.prompt
    answered(page, f"{again.key}", 1)
    assert re.search("Right", page.locator(".verdict.right").inner_text())
    page.go_back()
    expect(page.locator(".told .verdict")).to_have_count(0)
