"""An answer that comes late changes nothing that a newer wish has shown; a zoom goes to the last digits and back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.pages.conftest import Window
from tests.pages.hands import CURVES, GROUND, Hand, opened, query, width


class Held:
    """The first answer to an address that fits, which comes when it is let go."""

    def __init__(self, page: Page, fits: Callable[[str], bool]) -> None:
        self.page, self.fits = page, fits
        self.route: Route | None = None
        page.route(lambda url: True, self._hold)

    def _hold(self, route: Route) -> None:
        if self.route is None and self.fits(route.request.url):
            self.route = route
        else:
            route.continue_()

    def asked(self) -> None:
        """Wait until it has been asked for, and a wheel that turned with rests has come to its end."""
        for _ in range(100):
            if self.route is None:
                self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(300)

    def let_go(self, lost: bool = False) -> None:
        assert self.route is not None, "it was never asked for"
        with suppress(Error):  # the page has broken it off: that is dropping it too
            self.route.abort() if lost else self.route.continue_()
        self.page.wait_for_timeout(700)


def is_page(url: str) -> bool:
    return "/api/" not in url and "/static/" not in url and "low=" in url


def test_a_figure_that_comes_late_is_dropped(window: Window) -> None:
    hand = opened(window, CURVES)
    usual = hand.ranges()
    late = Held(window.page, lambda url: "format=plotly" in url and "low=" in url)
    hand.wheel(hand.point(0.3, 0.2), 4)
    late.asked()
    window.page.keyboard.press("0")
    for _ in range(60):
        window.page.wait_for_timeout(100)
        if hand.ranges()["x"] == usual["x"]:
            break
    late.let_go()
    assert hand.ranges() == {axis: pytest.approx(ends) for axis, ends in usual.items()}
    assert "low" not in query(window.page)


def test_a_page_that_comes_late_or_never_is_dropped_when_somebody_has_gone_back(window: Window) -> None:
    page = window.open("/activations?f=relu")
    hand = Hand(window, "plot")
    for lost in (False, True):
        page.locator("#row-0 th a").click()
        page.wait_for_url("**focus=0**")
        hand.settle()
        late = Held(page, is_page)
        page.locator("#row-0 th a").focus()
        hand.wheel(hand.point(0.3, 0.2), 1)  # one turn is one gesture, however busy the machine
        late.asked()
        page.go_back()
        page.wait_for_timeout(500)
        late.let_go(lost)
        assert "low" not in query(page)
        expect(page.locator("#lab")).to_have_attribute("data-query", "f=relu&focus=0")
        window.settle()
        expect(page.locator("#refusal")).to_be_hidden()
    window.noise.clear()  # the console tells of the broken connection, as it should


def test_runs_that_come_late_are_dropped(window: Window) -> None:
    page = window.open("/optimizers?run=sgd(lr=0.03)")
    late = Held(page, lambda url: "/api/races?" in url and "lr=0.01)" in url)
    for rate in ("0.01", "0.02"):
        page.locator("#k-0-lr-box").fill(rate)
        page.locator("#k-0-lr-box").press("Enter")
        page.wait_for_url(f"**lr={rate})**")
        window.settle()
    Hand(window, "landscape").window.settle()
    page.wait_for_timeout(400)
    drawn = "document.querySelector('#landscape .moving').toDataURL()"
    before = page.evaluate(drawn)
    late.let_go()
    assert page.evaluate(drawn) == before


def test_a_slider_that_moves_on_shows_where_it_came_to_rest(window: Window) -> None:
    page = window.open("/activations?f=elu&at=-2")
    slider = "e => { e.value = %s; e.dispatchEvent(new Event('input', {bubbles: true})); }"
    for value in (2, 3, 4, 5, 6, 7):
        page.locator("#k-0-alpha").evaluate(slider % value)
    page.wait_for_url("**alpha=7**")
    Hand(window, "plot").settle()
    assert page.locator("input.box[data-knob=alpha]").input_value() == "7"
    assert page.evaluate("history.length") <= 3


def zoom_to(hand: Hand, x: float, y: float, wide: float) -> None:
    """Draw boxes about a point, and turn the wheel there at last, until the window is so wide."""
    for _ in range(24):
        (left, top), (_, _, across, down) = hand.place(x, y), hand.box()
        if width(hand) > 100 * wide:
            hand.drag((left - across / 40, top - down / 40), (left + across / 40, top + down / 40), shift=True)
        elif width(hand) > wide:
            hand.wheel((left, top), 20)
        else:
            return
        hand.settle()


def ticks_are_told_from_a_round_number(hand: Hand) -> None:
    ticks = hand.plot.evaluate("plot => [...plot.querySelectorAll('.xtick text')].map((one) => one.textContent)")
    assert len(set(ticks)) == len(ticks) >= 3
    assert max(map(len, ticks)) <= 5
    titles = " ".join(hand.plot.locator(".infolayer text").all_text_contents())
    assert "weight x − " in titles or "weight x + " in titles
    assert ", in 10⁻" in titles


def test_a_zoom_goes_down_to_adams_last_ten_steps_and_back(window: Window) -> None:
    run = "adam(lr=0.45,beta1=0.9,beta2=0.999,eps=1e-08)"
    api = window.page.request.get(f"{window.server}/api/races?run={run}&steps=400").json()["runs"][0]
    x, y = api["x"], api["y"]
    page = window.open(f"/optimizers?run={run}&steps=400&step=400")
    hand, usual = Hand(window, "landscape"), 5.7
    started = hand.ranges()
    zoom_to(hand, x[-1], y[-1], 1e-9 * usual)
    left, right = hand.ranges()["x"]
    assert right - left < 1e-9 * usual
    assert left < x[-1] < right
    ticks_are_told_from_a_round_number(hand)
    places = [hand.place(a, b) for a, b in zip(x[-10:], y[-10:], strict=True)]
    assert len({(round(a, 1), round(b, 1)) for a, b in places}) >= 5  # ten steps, told apart
    badge = page.locator("#landscape .whole").inner_text()
    assert "× 10" in badge
    page.keyboard.press("0")
    hand.settle()
    assert hand.ranges() == {axis: pytest.approx(ends) for axis, ends in started.items()}
    assert "x_low" not in query(page)


def test_a_pan_that_is_under_way_is_not_disturbed_by_a_figure_that_arrives(window: Window) -> None:
    hand = opened(window, GROUND)
    late = Held(window.page, lambda url: "/api/surfaces?" in url and "format=plotly" in url)
    hand.wheel(hand.point(0.3, 0.8), 3)
    window.page.wait_for_timeout(600)
    start = hand.point(0.3, 0.8)
    held = hand.numbers(*start)
    window.page.mouse.move(*start)
    window.page.mouse.down()
    window.page.mouse.move(start[0] + 50, start[1] - 20, steps=4)
    late.let_go()
    assert hand.numbers(start[0] + 50, start[1] - 20) == pytest.approx(held, abs=0.02)
    window.page.mouse.up()
    hand.settle()
    assert hand.numbers(start[0] + 50, start[1] - 20) == pytest.approx(held, abs=0.02)


def test_no_figure_undoes_a_turn_of_the_wheel_that_came_after_it(window: Window) -> None:
    hand = opened(window, GROUND)
    figure = Held(window.page, lambda url: "/api/surfaces?" in url and "format=plotly" in url)
    hand.wheel(hand.point(0.5, 0.5), 1)
    figure.asked()
    page, before = Held(window.page, is_page), width(hand)
    hand.wheel(hand.point(0.5, 0.5), 1)
    page.asked()
    turned = width(hand)
    assert turned < 0.95 * before
    figure.let_go()
    assert width(hand) == turned
    page.let_go()
    hand.settle()
    assert width(hand) == pytest.approx(turned, rel=1e-3)
