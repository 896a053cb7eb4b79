"""The picture of a lesson by hand: the dot of a run is drawn along it, bars stay on 0."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Window
from tests.pages.hands import Hand


def test_the_dot_of_a_run_is_drawn_along_it_and_the_player_follows(window: Window) -> None:
    page, hand = window.open("/lessons/relu?skip=1&beat=why"), Hand(window, "lesson-plot")
    page.wait_for_selector(".plot.drawn")
    before = hand.ranges()
    hand.drag(hand.place(-2.0, 0.0), hand.place(1.0, 1.02))
    expect(page.locator("#count")).to_have_text("x = 1, f′ = 1")
    expect(page.locator(".law.filled mn[data-follows]")).to_have_text(["1", "0.99", "1"])
    assert hand.ranges() == before, "the picture stays"
    page.wait_for_url("**step=40**")
    hand.drag(hand.place(-1.0, 2.0), hand.place(-0.5, 2.0))
    expect(page.locator("#count")).to_have_text("x = 1, f′ = 1")
    assert hand.ranges() != before, "elsewhere the picture is moved"


def test_bars_stand_on_zero_however_near_they_are_seen(window: Window) -> None:
    page, hand = window.open("/lessons/relu?skip=1&beat=vary"), Hand(window, "lesson-plot")
    page.wait_for_selector(".plot.drawn")
    before = hand.ranges()
    hand.plot.focus()
    page.keyboard.press("+")
    expect(page.locator("[data-zoom=whole]")).to_be_visible()
    window.settle()
    assert hand.ranges()["y"] == before["y"]
    assert hand.ranges()["x"] != before["x"]


def test_back_puts_the_knob_where_it_was_though_a_hand_was_on_it(window: Window) -> None:
    page, hand = window.open("/lessons/relu?skip=1&beat=vary"), Hand(window, "lesson-plot")
    page.wait_for_selector(".plot.drawn")
    page.locator("#value-box").fill("-2")
    page.locator("#value-box").press("Enter")
    expect(page.locator("#lab")).to_have_attribute("data-query", re.compile("value=-2"))
    page.wait_for_selector(".plot.drawn")
    page.locator("#value").focus()
    page.keyboard.press("Home")
    expect(page.locator("#lab")).to_have_attribute("data-query", re.compile("value=-4"))
    for text, told in (("-2", "-2"), ("0", "0")):
        page.go_back()
        expect(page.locator("#value-box")).to_have_value(text)
        expect(page.locator("#value")).to_have_attribute("aria-valuetext", told)
        assert page.locator("#value").evaluate("(one) => one.value === one.defaultValue")
    assert hand.ranges()["x"] == pytest.approx([-4, 4.5])
