"""The activations page as learners use it."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from app.core.activations import ELU, Sigmoid
from app.core.numerals import decimal
from tests.pages.checks import assert_clean, slide
from tests.pages.conftest import Window
from tests.pages.hands import Hand

PAGES = [
    "/activations",
    "/activations?f=sigmoid&f=tanh&at=5&question=saturated",
    "/activations?f=maxout(w1=-0.5,b1=0,w2=1,b2=0)",
    "/activations?view=projector",
    "/docs",
    "/problems",
]


def cells(page: Page, row: int) -> list[str]:
    return [cell.inner_text() for cell in page.locator(f"#row-{row} tr:first-child .num").all()]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_clean_for_axe_and_console(window: Window, path: str) -> None:
    assert_clean(window, path)


def test_a_knob_changes_numbers_address_and_history(window: Window) -> None:
    page = window.open("/activations?f=elu&at=-2")
    box = page.locator("input.box[data-knob=alpha]")
    box.fill("0.5")
    box.press("Enter")
    page.wait_for_url("**alpha=0.5**")
    window.settle()
    assert cells(page, 0) == [decimal(float(ELU(alpha=0.5).value(-2.0))), decimal(float(ELU(alpha=0.5).slope(-2.0)))]
    page.go_back()
    expect(page.locator("#row-0 .num").first).to_have_text(decimal(float(ELU().value(-2.0))))
    page.go_forward()
    expect(page.locator("#row-0 .num").first).to_have_text(decimal(float(ELU(alpha=0.5).value(-2.0))))


def test_a_link_shows_the_same_picture_again(window: Window) -> None:
    page = window.open("/activations")
    page.locator("#add summary").click()
    page.get_by_role("link", name="GELU", exact=True).click()
    page.wait_for_url("**f=gelu**")
    window.settle()
    before = page.locator("table.rows").inner_text()
    address = page.url.removeprefix(window.server)
    assert window.open(address).locator("table.rows").inner_text() == before


def test_the_keyboard_alone_moves_x_and_focus(window: Window) -> None:
    page = window.open("/activations?f=sigmoid&f=tanh&at=0")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**at=0.1**")
    window.settle()
    assert cells(page, 0) == [decimal(float(Sigmoid().value(0.1))), decimal(float(Sigmoid().slope(0.1)))]
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_url("**at=-0.9**")
    window.settle()
    page.keyboard.press("]")
    page.wait_for_selector("#row-1.focused")
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    assert page.evaluate("document.getElementById('help').scrollTop") == 0
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.wait_for_selector("#table.open")
    assert page.locator("#table tbody tr").count() <= 25
    page.keyboard.press("p")
    page.wait_for_selector("html.projector")
    page.keyboard.press("r")
    page.wait_for_selector("#row-5")


def test_dragging_the_handle_moves_x_and_is_one_step_of_the_history(window: Window) -> None:
    page = window.open("/activations?f=sigmoid&at=0")
    hand, entries = Hand(window, "plot"), page.evaluate("history.length")
    left, top, wide, high = hand.box()
    hand.drag((left + wide / 2, top + 0.635 * high), (left + 0.75 * wide, top + 0.635 * high))
    hand.settle()
    assert float(parse_qs(urlparse(page.url).query)["at"][0]) == pytest.approx(4, abs=0.1)
    here = float(page.locator("#at-box").input_value())
    assert cells(page, 0)[1] == decimal(float(Sigmoid().slope(here)))
    assert page.evaluate("history.length") <= entries + 1
    assert hand.ranges()["x"] == [-8, 8]


def test_the_flag_stands_where_the_axis_has_its_number(window: Window) -> None:
    page = window.open("/activations?f=sigmoid&at=3&low=1&high=6")
    flag = page.locator(".pill rect").bounding_box()
    assert flag is not None
    assert flag["x"] + flag["width"] / 2 == pytest.approx(Hand(window, "plot").place(3, 0)[0], abs=1)


def test_the_pointer_reads_every_curve(window: Window) -> None:
    window.open("/activations?f=sigmoid&f=tanh&at=-5")
    hand = Hand(window, "plot")
    window.page.mouse.move(*hand.place(2.0, 0.5, "y2"))
    window.page.mouse.move(*hand.place(2.04, 0.5, "y2"))
    window.page.wait_for_selector("#plot .hoverlayer .hovertext")
    said = " ".join(window.page.locator("#plot .hoverlayer text").all_text_contents())
    assert re.search("Sigmoid f = 0.88[0-9]+", said)
    assert re.search("tanh f = 0.96[0-9]+", said)


def test_y_can_be_locked_and_let_go(window: Window) -> None:
    page = window.open("/activations?f=relu&f=elu")
    hand = Hand(window, "plot")
    before = hand.ranges()
    page.get_by_role("link", name="Lock y").click()
    hand.settle()
    assert {"y_low", "y_high", "slope_low", "slope_high"} <= parse_qs(urlparse(page.url).query).keys()
    for _ in range(4):
        page.keyboard.press("+")  # a key changes x alone
    hand.settle()
    after = hand.ranges()
    assert [*after["y"], *after["y2"]] == pytest.approx([*before["y"], *before["y2"]])
    page.get_by_role("link", name="Fit y").click()
    hand.settle()
    assert hand.ranges()["x"] == pytest.approx(after["x"])
    assert hand.ranges()["y2"] != pytest.approx(before["y2"])


def test_a_click_on_a_legend_entry_hides_and_two_clicks_show_only_that_one(window: Window) -> None:
    page = window.open("/activations?f=sigmoid&f=tanh&f=relu")
    hand = Hand(window, "plot")
    page.locator("#row-1 .legend").click()
    hand.settle()
    assert parse_qs(urlparse(page.url).query)["hidden"] == ["1"]
    assert page.locator("tbody.out").count() == 1
    names = "plot => plot.querySelector('.drawing').data.map(one => one.name).filter(Boolean)"
    assert set(hand.plot.evaluate(names)) == {"Sigmoid", "ReLU"}
    page.locator("#row-2 .legend").dblclick()
    hand.settle()
    told = parse_qs(urlparse(page.url).query)
    assert (told["hidden"], told["focus"]) == (["0", "1"], ["2"])
    assert set(hand.plot.evaluate(names)) == {"ReLU"}


def test_a_maxout_line_can_be_dragged(window: Window) -> None:
    page = window.open("/activations?f=maxout(w1=-0.5,b1=0,w2=1,b2=0)")
    box = page.locator("#grip-b1").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 12, box["y"] - 60, steps=4)
    page.mouse.up()
    window.settle()
    raised = float(page.locator("input.box[data-knob=b1]").input_value() or 0)
    turned = float(page.locator("input.box[data-knob=b2]").input_value() or 0)
    assert max(raised, turned) > 0.5


def test_a_value_out_of_range_is_refused_and_nothing_is_lost(window: Window) -> None:
    page = window.open("/activations?f=elu(alpha=0.5)&at=-2")
    box = page.locator("input.box[data-knob=alpha]")
    box.fill("50")
    box.press("Enter")
    page.wait_for_selector("#refusal:not([hidden])")
    assert "must lie in [0, 10], got 50" in page.locator("#refusal").inner_text()
    assert "alpha=0.5" in page.url
    window.noise.clear()  # the console tells of the 422, as it should


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_page_reads_and_its_links_work(window: Window) -> None:
    page = window.page
    page.goto(window.server + "/activations")
    lines = page.locator("#plot .still > svg").first.locator("> svg > path")
    assert lines.count() == 9  # six, the halo of the one in focus, and the two lines of Maxout
    assert page.get_by_role("link", name="SVG").count() == 0  # in a closed menu
    assert page.locator("#plot a[download$='.svg']").get_attribute("href") == "/api/activations?format=svg"
    page.get_by_role("link", name="Saturated").click()
    assert page.locator(".aha").inner_text().startswith("9.54")


@pytest.mark.parametrize("window", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_by_itself(window: Window) -> None:
    page = window.open("/activations")
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.alone
def test_from_slider_to_picture(window: Window, record_property: Callable[[str, object], None]) -> None:
    page = window.open("/activations?f=sigmoid&f=tanh&f=elu")
    slide(page, "#k-2-alpha", [i / 10 for i in range(1, 41)], "slopes:drawn", record_property)
