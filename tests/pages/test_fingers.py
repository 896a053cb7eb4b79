"""A plot on a phone: two fingers zoom, one scrolls the page."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Window
from tests.pages.hands import LOSSES, PHONE, Fingers, Plot, asked, every_plot, opened, width


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
