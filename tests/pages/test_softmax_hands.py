"""The softmax page by hand: scores, weights, labels and temperature are taken hold of."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.pages.checks import slide
from tests.pages.conftest import Window
from tests.pages.test_softmax import column

LET_GO = "for (const kind of ['input', 'change']) e.dispatchEvent(new Event(kind, {bubbles: true}));"


def test_a_score_is_dragged_and_its_link_shows_it_again(window: Window) -> None:
    page = window.open("/softmax")
    box = page.locator("#z-1").bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.571, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.8, middle, steps=6)
    page.wait_for_url("**b=1.5,**")
    page.mouse.up()
    window.settle()
    before, address = column(page, "p"), page.url.removeprefix(window.server)
    assert "room" not in address
    assert float(before[1]) > 0.3
    page.go_back()
    page.wait_for_url("**/softmax")
    window.settle()
    assert column(window.open(address), "p") == before


def test_a_score_is_typed_and_moved_by_keys(window: Window) -> None:
    page = window.open("/softmax")
    box = page.locator(".typed").first
    box.fill("3")
    box.press("Enter")
    page.wait_for_url("**b=2.5,0.25,0.9**")
    window.settle()
    assert column(page, "p") == ["0.840", "0.114", "0.046"]
    page.locator("#z-0").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**b=2.4,0.25,0.9**")
    window.settle()
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_url("**b=3.4,0.25,0.9**")


def test_weights_and_inputs_flow_through(window: Window) -> None:
    page = window.open("/softmax")
    box = page.locator('[aria-label^="Weight of C for input 1"]')
    box.fill("1")
    box.press("Enter")
    page.wait_for_url("**w=1,0.4**")
    window.settle()
    expect(page.locator("#z-2")).to_have_attribute("data-exact", "2.1")
    expect(box).to_have_value("1")
    page.get_by_label("Input 2", exact=True).fill("0")
    page.get_by_label("Input 2", exact=True).press("Enter")
    page.wait_for_url("**x=1,0**")
    window.settle()
    expect(page.locator("#z-2")).to_have_attribute("data-exact", "1.9")


def test_steps_are_taken_and_undone_and_the_trail_stays_in_the_address(window: Window) -> None:
    page = window.open("/softmax")
    page.locator("#one-step").click()
    page.wait_for_url("**steps=1")
    window.settle()
    expect(page.locator("#loss")).to_have_text(re.compile(r"^\s*0.248"))
    page.locator("#until-right").click()
    page.wait_for_url("**steps=5")
    window.settle()
    assert float(column(page, "p")[0]) >= 0.9
    assert str(page.locator("#plot-trail").get_attribute("data-figure")).endswith("steps=5&picture=trail")
    page.locator("#undo").click()
    page.wait_for_url("**steps=4")
    window.settle()


def test_any_optimizer_takes_over_and_an_edit_starts_anew(window: Window) -> None:
    page = window.open("/softmax?steps=4")
    page.locator("#optimizer").select_option(label="Adam")
    page.wait_for_url(re.compile(r"optimizer=adam\(lr=0.1.*steps=4"))
    window.settle()
    page.locator("#lr-box").fill("1")
    page.locator("#lr-box").press("Enter")
    page.wait_for_url(re.compile(r"adam\(lr=1,"))
    window.settle()
    box = page.locator('[aria-label^="Bias of A"]')
    box.fill("0")
    box.press("Enter")
    page.wait_for_url(re.compile(r"b=0,.*"))
    window.settle()
    assert "steps" not in page.url


def test_the_label_is_one_hot_by_a_click_and_soft_by_dragging(window: Window) -> None:
    page = window.open("/softmax")
    page.get_by_label("B is the true class").check()
    page.wait_for_url("**target=1")
    window.settle()
    assert column(page, "g") == ["0.659", "−0.758", "0.099"]
    page.locator("#y-1").evaluate(f"e => {{ e.value = '0.6'; {LET_GO} }}")
    page.wait_for_url("**labels=0.2,0.6,0.2**")
    window.settle()
    assert "its least is the label’s own entropy" in page.locator(".caption").inner_text()
    page.get_by_label("A is the true class").check()
    page.wait_for_url("**/softmax")


def test_temperature_has_its_limits(window: Window) -> None:
    page = window.open("/softmax")
    box = page.locator("#temperature-box")
    box.fill("0.01")
    box.press("Enter")
    page.wait_for_url("**temperature=0.01**")
    window.settle()
    assert column(page, "p")[0] == "1.000"
    page.locator("#temperature").evaluate(f"e => {{ e.value = e.max; {LET_GO} }}")
    page.wait_for_url("**temperature=100**")
    window.settle()
    assert column(page, "p") == ["0.337", "0.333", "0.330"]
    assert "T → ∞ gives everyone 1 / 3" in page.locator(".caption").inner_text()


def test_classes_and_scalings_are_links(window: Window) -> None:
    page = window.open("/softmax")
    page.get_by_role("link", name="+100 to all").click()
    page.wait_for_url("**b=101.5**")
    window.settle()
    assert column(page, "p") == ["0.659", "0.242", "0.099"]
    page.get_by_label("Add a class").click()
    expect(page.locator("#row-D")).to_be_visible()
    window.settle()
    page.get_by_label("Remove the last class").click()
    expect(page.locator("#row-D")).to_have_count(0)


@pytest.mark.alone
def test_from_bar_to_picture(window: Window, record_property: Callable[[str, object], None]) -> None:
    slide(window.open("/softmax"), "#z-0", [2 - i / 20 for i in range(1, 41)], "slopes:shown", record_property)
