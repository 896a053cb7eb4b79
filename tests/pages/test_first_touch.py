"""What somebody does who has never seen the page: believes the hint, presses too often, has a slow network."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Route, expect

from tests.pages.conftest import Window
from tests.pages.hands import GROUND, Plot, every_plot, opened, query, width

CAMERA = "document.getElementById('tilted')._fullLayout.scene._scene.getCamera().eye"


def test_a_click_that_the_hint_asked_for_lets_the_wheel_zoom_and_places_nothing(window: Window) -> None:
    hand = opened(window, GROUND)
    at = hand.point(0.5, 0.5)
    hand.wheel(at, 1, ctrl=False)
    hand.page.wait_for_selector("#landscape.hinting")
    hand.page.wait_for_selector("#landscape:not(.hinting)")  # whoever reads slowly has understood it too
    hand.click(at)
    expect(hand.plot.locator(".hint")).to_have_text("The wheel zooms now", use_inner_text=True)
    hand.settle()
    assert "x" not in query(hand.page)
    before = width(hand)
    hand.wheel(at, 2, ctrl=False)
    hand.settle()
    assert width(hand) < 0.95 * before
    assert "x" not in query(hand.page)
    hand.click(at)
    hand.settle()
    assert "x" in query(hand.page)


@every_plot
def test_arrows_move_what_a_plot_in_focus_shows_and_nothing_else(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    hand.page.keyboard.press("+")
    hand.settle()
    asked, before = query(hand.page), hand.ranges()
    hand.plot.focus()
    for key in ("ArrowRight", "ArrowUp"):
        hand.page.keyboard.press(key)
        hand.settle()
    now = hand.ranges()
    for axis in plot.ends:
        low, high = before[axis]
        assert now[axis][0] == pytest.approx(low + (high - low) / 10, abs=0.02 * (high - low))
    assert {name for name, value in query(hand.page).items() if asked.get(name) != value} <= plot.names


def test_the_way_back_pressed_again_and_again_is_no_step_of_the_history(window: Window) -> None:
    hand = opened(window, GROUND)
    before = hand.entries()
    for _ in range(3):
        hand.page.keyboard.press("0")
        hand.settle()
    assert hand.entries() == before


def test_on_a_slow_network_every_turn_of_the_wheel_counts(window: Window) -> None:
    hand = opened(window, GROUND)
    at, whole = hand.point(0.5, 0.5), width(hand)
    hand.wheel(at, 1)
    hand.settle()
    widths = [width(hand)]
    turn = widths[0] / whole

    def late(route: Route) -> None:
        hand.page.wait_for_timeout(300)
        route.continue_()

    hand.page.route("**/api/surfaces*", late)
    for _ in range(4):
        hand.wheel(at, 1)
        hand.page.wait_for_timeout(350)
        widths.append(width(hand))
    hand.settle()
    widths.append(width(hand))
    assert all(after < 1.001 * before for before, after in pairwise(widths)), widths
    assert widths[-1] / whole == pytest.approx(turn**5, rel=0.01), widths
    low, high = hand.ranges()["x"]
    assert float(query(hand.page)["x_low"]) == pytest.approx(low, abs=0.01 * (high - low))


def test_the_third_dimension_is_turned_by_a_drag_and_0_turns_it_back(window: Window) -> None:
    page = window.open("/optimizers?view=tilted")
    page.wait_for_selector("#tilted canvas")
    page.wait_for_selector("#tilted:not(.coming)")
    before = page.evaluate(CAMERA)
    page.mouse.move(300, 300)
    page.mouse.down()
    page.mouse.move(400, 330, steps=6)
    page.mouse.up()
    page.wait_for_timeout(300)
    turned = page.evaluate(CAMERA)
    assert turned != before
    near, far = (sum(eye[axis] ** 2 for axis in "xyz") for eye in (turned, before))
    assert near == pytest.approx(far, rel=0.02)
    page.keyboard.press("0")
    page.wait_for_timeout(500)
    assert page.evaluate(CAMERA) == pytest.approx(before, abs=1e-6)


def test_a_theme_in_the_address_of_a_page_leaves_its_plot_alive(window: Window) -> None:
    window.open("/activations?f=gelu&theme=dark")


@pytest.mark.parametrize("window", [{}, {"viewport": {"width": 390, "height": 844}}], indirect=True)
@pytest.mark.parametrize("ends", ["2.9999,3.0001,0.49994,0.50006", "2,4,-0.5,1", "-0.00001,0.00001,-0.00001,0.00001"])
def test_every_tick_can_be_read_to_its_first_letter(window: Window, ends: str) -> None:
    told = zip(("x_low", "x_high", "y_low", "y_high"), ends.split(","), strict=True)
    plot = window.open("/optimizers?" + "&".join("=".join(pair) for pair in told)).locator("#landscape")
    edge, ticks = plot.bounding_box(), plot.locator(".ytick text").all()
    lefts = [box["x"] for one in ticks if (box := one.bounding_box())]
    assert edge is not None
    assert min(lefts) >= edge["x"]


@pytest.mark.parametrize("step", [78, 116, 240])
def test_a_step_is_explained_to_its_last_line(window: Window, step: int) -> None:
    page = window.open(f"/optimizers?step={step}")
    box = page.locator(".explainer")
    assert box.evaluate("box => box.scrollHeight - box.clientHeight") <= 0
