"""A plot on a phone: one finger scrolls the page, two zoom."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Window
from tests.pages.hands import LOSSES, PHONE, Fingers, Hand, Plot, asked, every_plot, opened, width


@every_plot
@pytest.mark.parametrize("window", [PHONE], indirect=True, ids=["phone"])
def test_one_finger_scrolls_the_page_and_two_zoom(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    one_finger(hand, plot)
    hand.plot.scroll_into_view_if_needed()
    two_fingers(hand, plot)


def one_finger(hand: Hand, plot: Plot) -> None:
    """It scrolls the page and moves nothing."""
    page = hand.page
    page.evaluate("scrollTo(0, Math.max(0, scrollY - 60))")
    before, url, height = hand.ranges(), page.url, page.evaluate("scrollY")
    a, b = hand.point(*plot.empty)
    Fingers(page).move([(a, b)], [(a + 4, b - 90)])
    hand.settle()
    assert page.evaluate("scrollY") > height + 30
    assert (hand.ranges(), page.url) == (before, url)


def two_fingers(hand: Hand, plot: Plot) -> None:
    """They zoom about the place between them."""
    (a, b), before = hand.point(0.5, 0.5), width(hand)
    middle = hand.numbers(a, b)[0]
    Fingers(hand.page).move([(a - 40, b), (a + 40, b)], [(a - 80, b), (a + 80, b)])
    hand.settle()
    close = 2.0 if plot is LOSSES else 0.03 * before
    assert width(hand) == pytest.approx(before / 2, abs=close)
    assert hand.numbers(*hand.point(0.5, 0.5))[0] == pytest.approx(middle, abs=close)
    assert asked(hand.page, plot).keys() >= set(plot.ends["x"])
