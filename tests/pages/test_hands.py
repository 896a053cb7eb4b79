"""Every plot taken hold of by a mouse or by keys: each gesture does the same everywhere, and is one state."""

from __future__ import annotations

import itertools
import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Window
from tests.pages.hands import GROUND, LOSSES, Plot, asked, every_plot, opened, query, width

SMALL = {"viewport": {"width": 1366, "height": 560}}  # the page is longer than its window


@every_plot
@pytest.mark.parametrize("window", [SMALL], indirect=True, ids=["small"])
def test_a_bare_wheel_scrolls_the_page_and_says_how_to_zoom(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    before, url, height = hand.ranges(), window.page.url, window.page.evaluate("scrollY")
    hand.wheel(hand.point(*plot.empty), -2, ctrl=False)
    expect(hand.plot).to_have_class(re.compile("hinting"))
    assert hand.plot.locator(".hint").inner_text() == "Ctrl + wheel zooms, or click the plot first"
    hand.settle()
    assert window.page.evaluate("scrollY") > height
    assert (hand.ranges(), window.page.url) == (before, url)


@every_plot
def test_the_wheel_with_ctrl_zooms_about_the_pointer_and_is_one_state(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    at, before, entries = hand.point(*plot.empty), hand.ranges(), hand.entries()
    here = hand.numbers(*at)
    window.page.evaluate("window.turns = []; addEventListener('wheel', () => turns.push(performance.now()), true)")
    hand.wheel(at, 4)
    hand.settle()
    assert width(hand) < 0.8 * (before["x"][1] - before["x"][0])
    assert hand.numbers(*at)[0] == pytest.approx(here[0], abs=0.02 * width(hand) + (plot is LOSSES))
    turns = window.page.evaluate("window.turns")
    rests = sum(after - turn > 100 for turn, after in itertools.pairwise(turns))  # a busy machine turns with rests
    assert len(turns) == 4
    assert entries + 1 <= hand.entries() <= entries + 1 + rests
    told = asked(window.page, plot)
    assert told.keys() == plot.names
    for axis, (low, high) in plot.ends.items():
        close = 0.01 * width(hand, axis)
        assert hand.ranges()[axis] == pytest.approx([told[low], told[high]], abs=close)
    assert not query(window.page).keys() & set(plot.placed)


@every_plot
def test_once_the_plot_was_clicked_the_bare_wheel_zooms(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    hand.click(hand.point(*plot.empty))
    hand.settle()
    before = width(hand)
    hand.wheel(hand.point(*plot.empty), 3, ctrl=False)
    hand.settle()
    assert width(hand) < 0.85 * before
    window.page.mouse.move(2, 2)  # away: the wheel is the page's again
    again = width(hand)
    hand.wheel(hand.point(*plot.empty), 3, ctrl=False)
    hand.settle()
    assert width(hand) == again


@every_plot
def test_a_drag_on_empty_ground_pans(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    if plot is LOSSES:
        hand.wheel(hand.point(0.7, 0.25), 6)  # a race has no steps beyond its own
        hand.settle()
    start, before, entries = hand.point(*plot.empty), hand.ranges(), hand.entries()
    held = hand.numbers(*start)
    end = start[0] + 60, start[1] - (25 if plot is GROUND else 0)
    hand.drag(start, end)
    hand.settle()
    after, now = hand.ranges(), hand.numbers(*end)
    assert after["x"][1] - after["x"][0] == pytest.approx(before["x"][1] - before["x"][0], rel=0.02)
    assert now[0] == pytest.approx(held[0], abs=0.01 * width(hand) + (plot is LOSSES))
    if plot is GROUND:
        assert now[1] == pytest.approx(held[1], abs=0.01 * width(hand, "y"))
    assert hand.entries() == entries + 1
    assert not query(window.page).keys() & set(plot.placed)


@every_plot
def test_shift_and_drag_zooms_to_the_box(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    start, end = hand.point(0.25, 0.3), hand.point(0.5, 0.55 if plot is GROUND else 0.3)
    left, right = hand.numbers(*start)[0], hand.numbers(*end)[0]
    hand.drag(start, end, shift=True)
    hand.settle()
    low, high = hand.ranges()["x"]
    close = 0.02 * (right - left) + (plot is LOSSES)
    assert [low, high] == pytest.approx([left, right], abs=close)
    assert len(asked(window.page, plot)) == len(plot.names)


@every_plot
def test_two_clicks_place_nothing_and_one_what_the_plot_has_to_place(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    at = hand.point(*plot.empty)
    there, close = hand.numbers(*at), 0.002 * width(hand) + 0.5 * (plot is LOSSES)
    hand.click(at, 2)
    hand.settle()
    assert not query(window.page).keys() & {*plot.placed, *plot.names}
    hand.click(at)
    hand.settle()
    told = query(window.page)
    for name, number in zip(plot.placed, there, strict=False):
        assert float(told[name]) == pytest.approx(number, abs=close)
    assert not told.keys() & plot.names


@every_plot
def test_plus_and_minus_zoom_about_where_the_race_stands_else_about_the_middle(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    adam = window.page.request.get(f"{window.server}/api/races").json()["runs"][3]
    ends = hand.ranges()["x"]
    kept = {"plot": sum(ends) / 2, "landscape": adam["x"][34], "losses": 34.0}[plot.name]
    assert plot.name == "plot" or abs(kept - sum(ends) / 2) > 0.01 * (ends[1] - ends[0])
    window.page.mouse.move(*hand.point(*plot.empty))
    page, entries, unasked = window.page, hand.entries(), query(window.page).keys()
    for way in ("keys", "buttons"):
        (low, high), far = hand.ranges()["x"], width(hand)
        close = 2.0 if plot is LOSSES else 1e-3 * far
        page.keyboard.press("+") if way == "keys" else hand.plot.locator("[data-zoom=in]").click()
        hand.settle()
        assert width(hand) == pytest.approx(far / 1.5, abs=close), way
        now = hand.ranges()["x"]
        assert (kept - now[0]) / width(hand) == pytest.approx((kept - low) / far, abs=close / far)
        assert query(page).keys() - unasked == plot.names  # a height that is fitted is not asked for
        page.keyboard.press("-") if way == "keys" else hand.plot.locator("[data-zoom=out]").click()
        hand.settle()
        assert hand.ranges()["x"] == pytest.approx([low, high], abs=close)
        entries += 2
        assert hand.entries() == entries
