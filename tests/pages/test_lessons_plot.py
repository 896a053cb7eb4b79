"""The picture of a lesson in the hand: closer and back, over the whole screen, its files, a place that is clicked."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest
from playwright.sync_api import expect

from app.core.numerals import decimal
from app.lessons import LESSONS
from tests.pages.conftest import Window
from tests.pages.hands import Hand, query
from tests.pages.test_tools import full_screen_and_back, renders

PLOT = "lesson-plot"


def test_it_comes_closer_by_key_and_goes_back_and_the_state_stays(window: Window) -> None:
    page, hand = window.open("/lessons/conditioning?skip=1&beat=why"), Hand(window, PLOT)
    page.wait_for_selector(".plot.drawn")
    url, usual = page.url, hand.ranges()
    hand.plot.focus()
    page.keyboard.press("+")
    hand.settle()
    assert hand.ranges() != usual
    page.wait_for_selector("[data-zoom=whole]:not([hidden])")
    page.keyboard.press("0")
    hand.settle()
    assert hand.ranges() == {axis: pytest.approx(ends) for axis, ends in usual.items()}
    assert page.url == url


def test_it_fills_the_screen_and_gives_its_files(window: Window) -> None:
    page, hand = window.open("/lessons/sigmoid?skip=1&beat=see"), Hand(window, PLOT)
    full_screen_and_back(hand)
    found = {}
    for kind in ("PNG", "SVG", "Plotly"):
        hand.plot.locator(".keep summary").click()
        with page.expect_download() as saved:
            hand.plot.locator(".keep .sheet").get_by_text(kind, exact=True).click()
        assert saved.value.suggested_filename.startswith("sigmoid")
        found[kind] = Path(saved.value.path())
        if hand.plot.locator(".keep[open]").count():
            page.keyboard.press("Escape")
    assert len(go.Figure(json.loads(found["Plotly"].read_text())).data) >= 2
    assert ElementTree.fromstring(found["SVG"].read_text()).tag.endswith("svg")
    assert renders(window, found["SVG"]) > 0.005
    assert found["PNG"].read_bytes().startswith(b"\x89PNG")


def test_a_place_is_where_it_was_clicked_also_close_up(window: Window) -> None:
    page, hand = window.open("/lessons/relu"), Hand(window, PLOT)
    for _ in range(2):
        hand.click(hand.place(-1.5, 0.7))
        expect(page.locator("#pin")).to_be_visible()
        assert float(page.locator("#said").input_value()) == pytest.approx(0.7, abs=0.01)
        pin = page.locator("#pin").bounding_box()
        assert pin is not None
        at = hand.place(-2.0, 0.7)
        assert (pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] / 2) == pytest.approx(at, abs=6)
        hand.plot.focus()
        page.keyboard.press("+")
        hand.settle()


@pytest.mark.parametrize(("path", "tick"), [("conditioning?skip=1&beat=see", "step"), ("sigmoid?skip=1", "z =")])
def test_the_pointer_reads_what_moves(window: Window, path: str, tick: str) -> None:
    window.page.emulate_media(reduced_motion="reduce")
    page, hand = window.open(f"/lessons/{path}"), Hand(window, PLOT)
    page.wait_for_selector(".plot.drawn")
    runs = json.loads(hand.plot.get_attribute("data-runs") or "[]")
    moving = next(one for one in runs if one and len(one["x"]) > 20)
    page.mouse.move(*hand.place(moving["x"][12], moving["y"][12]))
    expect(page.locator(".readout")).to_be_visible()
    assert f", {tick} " in page.locator(".readout").inner_text()


def clicked(window: Window, slug: str, place: tuple[float, float]) -> float:
    """Where the knob stands after a click in the picture."""
    page, hand = window.open(f"/lessons/{slug}?skip=1&beat=vary"), Hand(window, PLOT)
    page.wait_for_selector(".plot.drawn")
    box, before = page.locator("#value-box"), page.locator("#value-box").input_value()
    hand.click(hand.place(*place))
    expect(box).not_to_have_value(before)
    return float(box.input_value())


def test_a_click_turns_the_knob_that_the_picture_has_an_axis_for(window: Window) -> None:
    assert clicked(window, "sigmoid", (4.0, 0.5)) == pytest.approx(4.0, abs=0.1)
    assert clicked(window, "binary-cross-entropy", (-8.0, 1.0)) == pytest.approx(-8.0, abs=0.2)
    assert clicked(window, "saddles", (10.0, 1e-4)) == pytest.approx(1e-4, rel=0.4)  # nearest in powers


def test_a_drag_beside_the_ring_leaves_the_picture_where_it_is(window: Window) -> None:
    page, hand = window.open("/lessons/sigmoid?skip=1&beat=vary"), Hand(window, PLOT)
    page.wait_for_selector(".plot.drawn")
    before = hand.ranges()
    page.mouse.move(*hand.place(-4.0, 0.7))
    page.mouse.down()
    page.mouse.move(*hand.place(-1.0, 0.4), steps=8)
    page.mouse.up()
    hand.settle()
    assert hand.ranges() == before


@pytest.mark.parametrize(("view", "wide", "high"), [("&view=projector", 1920, 1080), ("", 390, 844)])
def test_every_button_of_the_player_is_there_for_a_room_and_on_a_phone(
    window: Window, view: str, wide: int, high: int
) -> None:
    page = window.page
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": wide, "height": high})
    window.open(f"/lessons/saddles?skip=1&beat=see{view}")
    page.wait_for_selector(".plot.drawn")
    first = int(page.locator("#lab").get_attribute("data-first") or 0)
    for name, left in (("reset", 0), ("forward", 1), ("back", 0)):
        box = page.locator(f"#{name}").bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        page.locator(f"#{name}").click()
        expect(page.locator("#count")).to_have_text(str(first + left))
    told = page.evaluate("JSON.parse(document.getElementById('lesson-plot').dataset.moving).spots.length")
    assert told == sum(not one.bare for one in LESSONS["saddles"].seen(None).picture.spots)


def test_taps_in_a_row_count_in_their_order_and_can_be_taken_back(window: Window) -> None:
    """Each comes before the page to the one before it: none is lost, and none is told before it is sent."""
    page = window.open("/lessons/noise")
    page.wait_for_selector(".plot.drawn")
    page.evaluate("for (const one of [3, 1, 2, 0].map((i) => document.querySelectorAll('a.option')[i])) one.click()")
    expect(page.locator(".option.placed")).to_have_count(4)
    page.wait_for_selector("html:not([data-busy])")
    assert query(page) == {"draft": "slow,half,ball,plain"}
    page.get_by_role("link", name="Take the last one back").click()
    expect(page.locator(".option.placed")).to_have_count(2)
    page.locator("[data-key='1']").click()
    expect(page.locator(".option.placed")).to_have_count(4)
    page.get_by_role("link", name="Predict", exact=True).last.click()
    page.wait_for_url("**prediction=slow,half,plain,ball**")


def test_by_keys_an_order_is_made_from_one_option_to_the_next(window: Window) -> None:
    page = window.open("/lessons/noise")
    page.wait_for_selector(".plot.drawn")
    page.locator("a.option").nth(1).focus()
    for left in (3, 2, 0):
        page.keyboard.press("Enter")
        expect(page.locator("a.option")).to_have_count(left)
        expect(page.locator("a.option, .told .primary").first).to_be_focused()
    assert page.evaluate("document.activeElement.textContent") == "Predict"


def test_a_stroke_may_begin_and_end_beside_the_picture(window: Window) -> None:
    page = window.open("/lessons/sigmoid")
    page.wait_for_selector(".plot.drawn")
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] - 4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 10, y, steps=8)
    page.mouse.up()
    heights = page.locator("#pens input").evaluate_all("(all) => all.map((one) => Number(one.value))")
    assert min(heights) == max(heights) > 0.3


@pytest.mark.parametrize("way", [1, -1])
def test_a_line_that_is_traced_has_its_own_heights_from_either_side(window: Window, way: int) -> None:
    page = window.open("/lessons/sigmoid")
    page.wait_for_selector(".plot.drawn")
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    places = [0.02 + 0.96 * k / 96 for k in range(97)][::way]
    for k, share in enumerate(places):
        page.mouse.move(box["x"] + share * box["width"], box["y"] + (0.9 - 0.5 * share) * box["height"])
        if k == 0:
            page.mouse.down()
    page.mouse.up()
    heights = np.array(page.locator("#pens input").evaluate_all("(all) => all.map((one) => Number(one.value))"))
    assert np.diff(heights) == pytest.approx(np.diff(heights).mean(), rel=0.25), "a straight line, no stairs"
    middle = heights[len(heights) // 2]
    assert middle == pytest.approx(1.25 - (1.25 + 0.3) * 0.65, abs=0.02)


def test_where_nothing_is_drawn_nothing_is_predicted(window: Window) -> None:
    page = window.open("/lessons/sigmoid")
    page.wait_for_selector(".plot.drawn")
    page.locator(".told .button.primary").click()
    expect(page.locator("#refusal")).to_have_text("Draw your curve first, or skip the prediction.")
    assert "prediction" not in page.url


def test_the_numbers_beside_the_formula_are_those_of_the_step_that_is_shown(window: Window) -> None:
    page = window.open("/lessons/saddles?skip=1&beat=why&step=92")
    step, height = (page.locator(f".parts [data-follows^={what}]") for what in "ny")
    for shown in (92, 93):
        expect(step).to_have_text(str(shown))
        expect(height).to_have_text(decimal(1e-6 * 1.1**shown, 4))
        filled = page.locator(".law.filled mn[data-follows]").all_text_contents()
        assert filled == [str(shown), decimal(1e-6 * 1.1**shown, 4)]
        page.keyboard.press(".")
    page.goto(f"{window.server}/lessons/saddles?skip=1&beat=why&step=200")
    expect(step).to_have_text("145")  # where its run has ended


def test_numbers_that_are_alike_follow_each_its_own_part(window: Window) -> None:
    """Three zeros left of 0 are three numbers right of it."""
    page = window.open("/lessons/relu?skip=1&beat=why&step=20")
    numbers = page.locator(".law.filled mn[data-follows]")
    expect(numbers).to_have_text(["2", "1.99", "1"])
    page.goto(f"{window.server}/lessons/relu?skip=1&beat=why")
    expect(numbers).to_have_text(["0", "0", "0"])


def test_a_number_with_a_power_of_ten_comes_back_from_the_address_as_it_was(window: Window) -> None:
    page = window.open("/lessons/saddles?skip=1&beat=vary")
    box = page.locator("#value-box")
    for text in ("1.23·10⁻¹⁰", "3.24·10⁻⁸"):
        box.fill(text)
        box.press("Enter")
        expect(page.locator("#value")).to_have_attribute("aria-valuetext", text)
        page.reload()
        expect(box).to_have_value(text)
