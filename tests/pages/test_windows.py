"""The window of a plot is part of the page's state: in its history, its link, its files, and it can be left."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest

from tests.pages.conftest import Window
from tests.pages.hands import GROUND, Plot, asked, every_plot, opened, query, width


@every_plot
def test_the_usual_window_comes_back_by_two_clicks_a_key_and_the_badge(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    usual, url, badge = hand.ranges(), window.page.url, hand.plot.locator(".whole")
    for way in ("double click", "0", "badge"):
        assert not hand.plot.locator(".whole:visible").count()
        hand.wheel(hand.point(*plot.empty), 4)
        hand.settle()
        assert badge.inner_text().partition("\n")[0].strip().endswith("×")
        if way == "double click":
            hand.click(hand.point(*plot.empty), 2)
        elif way == "0":
            window.page.keyboard.press("0")
        else:
            badge.click()
        hand.settle()
        assert hand.ranges() == {axis: pytest.approx(ends) for axis, ends in usual.items()}, way
        assert query(window.page) == {name: values[-1] for name, values in parse_qs(urlparse(url).query).items()}, way


@every_plot
def test_back_and_forward_walk_through_the_windows(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    seen = [hand.ranges()]
    for _ in range(2):
        hand.wheel(hand.point(*plot.empty), 1)  # one turn is one gesture, however busy the machine
        hand.settle()
        seen.append(hand.ranges())
    assert width(hand) < 0.95 * (seen[0]["x"][1] - seen[0]["x"][0])
    for step, expected in (("back", seen[1]), ("back", seen[0]), ("forward", seen[1]), ("forward", seen[2])):
        window.page.go_back() if step == "back" else window.page.go_forward()
        hand.settle()
        assert hand.ranges() == {axis: pytest.approx(ends, abs=1e-6) for axis, ends in expected.items()}, step


def test_four_steps_closer_and_four_away_lead_back(window: Window) -> None:
    hand = opened(window, GROUND)
    before = hand.ranges()
    for keys in ("++", "++", "--", "--"):
        for key in keys:
            window.page.keyboard.press(key)
        hand.settle()
    for axis in GROUND.ends:
        assert hand.ranges()[axis] == pytest.approx(before[axis], abs=3e-4 * width(hand, axis))


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
        assert hand.ranges()[axis] == pytest.approx([shown[low], shown[high]], abs=3e-4 * width(hand, axis))
