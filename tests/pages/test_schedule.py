"""The schedule of a race by hand: its links, its sliders and boxes, the select, in a frame; and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from app.web.races.questions import RACE_QUESTIONS, race_url
from tests.pages.checks import assert_clean
from tests.pages.conftest import Window
from tests.pages.hands import Hand, query
from tests.pages.test_embed import Deck
from tests.pages.test_embed import slides as slides  # a fixture

STEPS = "/optimizers?schedule=step(every=50,gamma=0.5)&step=120&focus=0"
# What of the panel's texts sticks out of its card, and what of the curvature's.
OUT = """() => [...document.querySelectorAll(".schedule *, .curvature dl *")].filter((one) => one.checkVisibility())
  .filter((one) => !one.closest(".sr, svg, math") && one.getBoundingClientRect().right >
    document.querySelector("#lab").getBoundingClientRect().right + 1).map((one) => one.outerHTML.slice(0, 80))"""


def told(page: Page) -> str:
    return page.locator("#rates .here span:last-child").inner_text()


def test_it_is_clean_for_axe_in_both_themes_and_narrow(window: Window) -> None:
    assert_clean(window, STEPS)


def test_a_slider_a_box_and_a_link_turn_the_schedule_and_nothing_else(window: Window) -> None:
    page, hand = window.open(STEPS), Hand(window, "losses")
    assert told(page) == "step 120: α = 0.03 · 0.25 = 0.0075"
    page.locator("#k-schedule-gamma").focus()
    page.keyboard.press("ArrowRight")
    hand.settle()
    assert query(page) == {"schedule": "step(every=50,gamma=0.51)", "step": "120", "focus": "0"}
    assert page.locator("[data-row=schedule][data-knob=gamma].box").input_value() == "0.51"
    assert told(page) == "step 120: α = 0.03 · 0.26 = 0.0078"
    page.locator("[data-row=schedule][data-knob=every].box").fill("40")
    page.keyboard.press("Enter")
    hand.settle()
    assert query(page)["schedule"] == "step(every=40,gamma=0.51)"
    page.get_by_role("navigation", name="Schedules").get_by_role("link", name="Cosine", exact=True).click()
    hand.settle()
    assert query(page) == {"schedule": "cosine(floor=0)", "step": "120", "focus": "0"}
    assert page.locator("#schedule").input_value() == "cosine(floor=0)"


def test_a_logarithmic_slider_moves_over_its_places(window: Window) -> None:
    page, hand = window.open(STEPS), Hand(window, "losses")
    places = (page.locator("#k-schedule-every").get_attribute("data-places") or "").split(" ")
    here = int(page.locator("#k-schedule-every").input_value())
    page.locator("#k-schedule-every").focus()
    page.keyboard.press("ArrowLeft")
    hand.settle()
    assert query(page)["schedule"] == f"step(every={places[here - 1]},gamma=0.5)"


def test_choosing_a_schedule_brings_the_curve_and_a_constant_rate_takes_it_away(window: Window) -> None:
    page, hand = window.open("/optimizers"), Hand(window, "losses")
    expect(page.locator("#rates")).to_have_count(0)
    page.locator("#schedule").select_option(label="One cycle")
    hand.settle()
    expect(page.locator("#rates .still path")).to_have_count(2)  # the curve, the point on it
    page.locator("#schedule").select_option(label="Constant")
    hand.settle()
    expect(page.locator("#rates")).to_have_count(0)


def test_the_point_follows_the_step(window: Window) -> None:
    page, hand = window.open(STEPS), Hand(window, "losses")
    point = page.locator("#rates .still g svg")
    assert point.get_attribute("x") == "50%"
    page.keyboard.press(".")
    hand.settle()
    assert point.get_attribute("x") == "50.417%"
    assert told(page).startswith("step 121: ")


@pytest.mark.parametrize("size", [(390, 844), (800, 900), (1024, 768), (1366, 768), (1920, 1080)])
def test_nothing_of_it_sticks_out(window: Window, size: tuple[int, int]) -> None:
    window.page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in (STEPS.replace("step(every=50,gamma=0.5)", "warmup_cosine"), "/optimizers?run=sgd(lr=0.06)&step=5"):
        assert window.open(path).evaluate(OUT) == []


def test_in_a_room_the_curve_stands_with_the_race(window: Window) -> None:
    page = window.open(f"{STEPS}&view=projector")
    expect(page.locator("#rates .still")).to_be_visible()
    expect(page.locator("#rates .turns")).to_be_hidden()
    assert "α of SGD" in page.locator("#rates .around").inner_html()


def test_a_frame_locks_and_hides_it(slides: Deck) -> None:
    frame = slides.show("/embed/optimizers?schedule=cosine&lock=schedule")
    for one in frame.locator("#rates input").all():
        assert one.evaluate("one => one.inert")
    assert frame.locator("#schedule").evaluate("one => one.inert")
    assert frame.locator(".shapes a").nth(3).evaluate("one => one.inert")
    assert not frame.locator("#k-0-lr").evaluate("one => one.inert")
    hidden = slides.show("/embed/optimizers?schedule=cosine&hide=conditions")
    expect(hidden.locator("#rates")).to_be_hidden()


def test_without_javascript_it_is_drawn_and_its_links_lead_on(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}{STEPS}")
    expect(page.locator("#rates .still")).to_be_visible()
    page.get_by_role("link", name="Exponential", exact=True).click()
    assert "schedule=exponential" in page.url
    assert told(page).startswith("step 120: α = 0.03 · 0.302")
    page.get_by_role("link", name="Schedule", exact=True).click()
    assert "question=schedule" in page.url
    expect(page.locator("#rates .still")).to_be_visible()
    context.close()


# How far above the theory's mark the words about a run's end stand, of each run.
APART = """() => [...document.querySelectorAll(".chip")].map((chip) => {
  const words = chip.querySelector(".outcome").getBoundingClientRect();
  const curve = chip.querySelector(".range").getBoundingClientRect();
  return curve.top - words.bottom;
})"""


@pytest.mark.parametrize("surface", ["levy", "himmelblau", "quadratic(kappa=1000)"])
def test_the_end_of_a_run_stands_clear_of_the_curve_below_it(window: Window, surface: str) -> None:
    page = window.open(f"/optimizers?surface={surface}")
    for width in (1024, 1366, 1920):
        page.set_viewport_size({"width": width, "height": 768})
        assert min(page.evaluate(APART)) >= 3


@pytest.mark.parametrize("lab", ["activations", "softmax", "optimizers", "optimizers/four"])
def test_in_a_frame_nothing_touches_its_edge_and_nothing_sticks_out(window: Window, lab: str) -> None:
    page = window.page
    for width in (390, 800, 1200):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{window.server}/embed/{lab}")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        for first in (".head h1", ".head .presets a, .head .score"):
            box = page.locator(first).first.bounding_box()
            assert box is not None
            assert box["x"] >= 12, (lab, width, first)


def test_in_a_room_the_question_of_a_schedule_fits_the_screen(window: Window) -> None:
    """Player and curve are seen without scrolling, at the end, when all is told."""
    question = next(one for one in RACE_QUESTIONS if one.slug == "schedule")
    for width, height in ((1366, 768), (1920, 1080)):
        window.page.set_viewport_size({"width": width, "height": height})
        page = window.open(f"{race_url(question, 'projector')}&step=400")
        for part in ("#rates .still", "#play", ".ranking", ".race > .number"):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= height, (part, width)
