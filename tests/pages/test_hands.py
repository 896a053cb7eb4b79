"""Every plot taken hold of: wheel, drag, box, keys and buttons do the same everywhere, and each is one state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Window
from tests.pages.hands import Fingers, Hand


@dataclass(frozen=True)
class Plot:
    """A plot, where it is found, the names that the state has for the ends of its axes, and what a click would set."""

    path: str
    name: str
    ends: dict[str, tuple[str, str]]
    placed: tuple[str, ...]
    empty: tuple[float, float]  # shares of the plot area where nothing but ground is

    @property
    def names(self) -> set[str]:
        return {end for ends in self.ends.values() for end in ends}


CURVES = Plot("/activations?f=gelu&f=silu&f=mish", "plot", {"x": ("low", "high")}, ("at",), (0.3, 0.2))
GROUND = Plot("/optimizers", "landscape", {"x": ("x_low", "x_high"), "y": ("y_low", "y_high")}, ("x", "y"), (0.3, 0.8))
LOSSES = Plot("/optimizers", "losses", {"x": ("step_low", "step_high")}, ("step",), (0.7, 0.25))
PLOTS = [pytest.param(one, id=one.name) for one in (CURVES, GROUND, LOSSES)]
every_plot = pytest.mark.parametrize("plot", PLOTS)
SMALL = {"viewport": {"width": 1366, "height": 560}}  # the page is longer than its window
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 700}, "has_touch": True, "is_mobile": True}


def query(page: Page) -> dict[str, str]:
    """The last value of each parameter of the address."""
    return {name: values[-1] for name, values in parse_qs(urlparse(page.url).query).items()}


def asked(page: Page, plot: Plot) -> dict[str, float]:
    """The window in the address."""
    return {name: float(value) for name, value in query(page).items() if name in plot.names}


def opened(window: Window, plot: Plot) -> Hand:
    window.open(plot.path)
    hand = Hand(window, plot.name)
    hand.plot.scroll_into_view_if_needed()
    return hand


def width(hand: Hand, axis: str = "x") -> float:
    low, high = hand.ranges()[axis]
    return high - low


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
    hand.wheel(at, 4)
    hand.settle()
    assert width(hand) < 0.8 * (before["x"][1] - before["x"][0])
    assert hand.numbers(*at)[0] == pytest.approx(here[0], abs=0.02 * width(hand) + (plot is LOSSES))
    assert hand.entries() == entries + 1
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
@pytest.mark.parametrize("way", ["double click", "0", "badge"])
def test_the_usual_window_comes_back(window: Window, plot: Plot, way: str) -> None:
    hand = opened(window, plot)
    usual, url = hand.ranges(), window.page.url
    assert not hand.plot.locator(".whole:visible").count()
    hand.wheel(hand.point(*plot.empty), 4)
    hand.settle()
    badge = hand.plot.locator(".whole")
    assert badge.inner_text().partition("\n")[0].strip().endswith("×")
    if way == "double click":
        hand.click(hand.point(*plot.empty), 2)
    elif way == "0":
        window.page.keyboard.press("0")
    else:
        badge.click()
    hand.settle()
    assert hand.ranges() == {axis: pytest.approx(ends) for axis, ends in usual.items()}
    assert query(window.page) == {name: values[-1] for name, values in parse_qs(urlparse(url).query).items()}


@every_plot
def test_a_double_click_on_the_usual_window_places_nothing(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    hand.click(hand.point(*plot.empty), 2)
    hand.settle()
    assert not query(window.page).keys() & {*plot.placed, *plot.names}


@every_plot
def test_a_click_places_what_the_plot_has_to_place(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    at = hand.point(*plot.empty)
    there, close = hand.numbers(*at), 0.002 * width(hand) + 0.5 * (plot is LOSSES)
    hand.click(at)
    hand.settle()
    told = query(window.page)
    for name, number in zip(plot.placed, there, strict=False):
        assert float(told[name]) == pytest.approx(number, abs=close)
    assert not told.keys() & plot.names


@every_plot
@pytest.mark.parametrize("way", ["keys", "buttons"])
def test_plus_and_minus_zoom_about_the_middle(window: Window, plot: Plot, way: str) -> None:
    hand = opened(window, plot)
    window.page.mouse.move(*hand.point(*plot.empty))
    (low, high), far = hand.ranges()["x"], width(hand)
    page, entries = window.page, hand.entries()
    page.keyboard.press("+") if way == "keys" else hand.plot.locator("[data-zoom=in]").click()
    hand.settle()
    close = 2.0 if plot is LOSSES else 1e-3 * far
    assert width(hand) == pytest.approx(far / 1.5, abs=close)
    assert sum(hand.ranges()["x"]) == pytest.approx(low + high, abs=close)
    page.keyboard.press("-") if way == "keys" else hand.plot.locator("[data-zoom=out]").click()
    hand.settle()
    assert hand.ranges()["x"] == pytest.approx([low, high], abs=close)
    assert hand.entries() == entries + 2


@every_plot
def test_back_and_forward_walk_through_the_windows(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    seen = [hand.ranges()]
    for _ in range(2):
        hand.wheel(hand.point(*plot.empty), 3)
        hand.settle()
        seen.append(hand.ranges())
    assert width(hand) < 0.7 * (seen[0]["x"][1] - seen[0]["x"][0])
    for step, expected in (("back", seen[1]), ("back", seen[0]), ("forward", seen[1]), ("forward", seen[2])):
        window.page.go_back() if step == "back" else window.page.go_forward()
        hand.settle()
        assert hand.ranges() == {axis: pytest.approx(ends, abs=1e-6) for axis, ends in expected.items()}, step


@every_plot
def test_the_window_is_in_the_link_in_the_call_and_in_every_copy(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    hand.wheel(hand.point(*plot.empty), 4)
    hand.settle()
    told = {f"{name}={value}" for name, value in query(window.page).items() if name in plot.names}
    assert len(told) == len(plot.names)
    figure = hand.plot.get_attribute("data-figure") or ""
    links = [one.get_attribute("data-copy") or "" for one in window.page.locator("[data-copy]").all()]
    files = [one.get_attribute("href") or "" for one in hand.plot.locator("a[download]").all()]
    for place in (figure, links[0], *files):
        assert all(one in place for one in told), place
    again = window.open(window.page.url.removeprefix(window.server))
    assert asked(again, plot) == asked(window.page, plot)
    for axis, (low, high) in plot.ends.items():
        shown = asked(again, plot)
        assert hand.ranges()[axis] == pytest.approx([shown[low], shown[high]], abs=0.01 * width(hand, axis))


@every_plot
@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["phone"])
def test_two_fingers_zoom(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    (a, b), before = hand.point(0.5, 0.5), width(hand)
    middle = hand.numbers(a, b)[0]
    Fingers(window.page).move([(a - 40, b), (a + 40, b)], [(a - 80, b), (a + 80, b)])
    hand.settle()
    close = 2.0 if plot is LOSSES else 0.03 * before
    assert width(hand) == pytest.approx(before / 2, abs=close)
    assert hand.numbers(*hand.point(0.5, 0.5))[0] == pytest.approx(middle, abs=close)
    assert asked(window.page, plot).keys() >= set(plot.ends["x"])


@every_plot
@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["phone"])
def test_one_finger_scrolls_the_page_and_moves_nothing(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    window.page.evaluate("scrollTo(0, Math.max(0, scrollY - 60))")
    before, url, height = hand.ranges(), window.page.url, window.page.evaluate("scrollY")
    a, b = hand.point(*plot.empty)
    Fingers(window.page).move([(a, b)], [(a + 4, b - 90)])
    hand.settle()
    assert window.page.evaluate("scrollY") > height + 30
    assert (hand.ranges(), window.page.url) == (before, url)


@every_plot
def test_full_screen_and_back(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    before = hand.box()[2]
    hand.plot.locator("[data-zoom=full]").click()
    window.page.wait_for_selector(f"#{plot.name}:fullscreen")
    window.page.wait_for_timeout(300)
    assert hand.box()[2] > before
    window.page.keyboard.press("Escape")
    window.page.evaluate("document.fullscreenElement && document.exitFullscreen()")
    window.page.wait_for_selector(f"#{plot.name}:not(:fullscreen)")


@every_plot
def test_the_toolbar_is_one_stop_of_the_tab_key_and_arrows_move_within_it(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    tools = hand.plot.locator(".plot-tools")
    assert tools.locator("[tabindex='0']").count() == 1
    tools.locator("[tabindex='0']").focus()
    seen = []
    for _ in range(8):
        seen.append(window.page.evaluate("document.activeElement.title"))
        window.page.keyboard.press("ArrowRight")
    assert {"Zoom out (−)", "Zoom in (+)", "Full screen", "Save"} <= set(seen)
    window.page.keyboard.press("End")
    assert window.page.evaluate("document.activeElement.title") == "Save"
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("ArrowDown")
    assert window.page.evaluate("document.activeElement.textContent") == "PNG"
    assert tools.locator("[tabindex='0']").count() == 1
