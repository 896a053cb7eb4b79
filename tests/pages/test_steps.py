"""Each gesture that changes the state is exactly one step of the history, and going back undoes it wholly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route

from tests.pages.conftest import Window
from tests.pages.hands import GROUND, Hand, opened, query
from tests.pages.test_late_and_deep import Held

Gesture = Callable[[Hand], None]
# What somebody sees of a race: its state, its start as told and as drawn, every run as its chip tells it, the views.
SEEN = """() => {
  const one = (name) => document.querySelector(name), start = one("#start");
  return {
    query: one("#lab").dataset.query, address: location.pathname + location.search, start: {...start.dataset},
    ring: [start.style.left, start.style.top], boxes: [one("#start-x").value, one("#start-y").value],
    runs: [...document.querySelectorAll(".chip")].map((chip) => [chip.className, chip.dataset.f,
      chip.querySelector(".outcome").textContent]),
    classes: ["projector", "tilting"].filter((name) => document.documentElement.classList.contains(name)),
    drawn: JSON.parse(one("#landscape").dataset.moving).lines.map((line) => line.index),
    surface: one("#surface").value, schedule: one("#schedule").value, title: one("h1").textContent,
    count: one("#count").textContent, axes: one("#landscape").dataset.axes, losses: one("#losses").dataset.axes,
  };
}"""


def shift(hand: Hand, selector: str, right: float, down: float = 0, start: float = 0.5) -> None:
    """Pull at something by so many px."""
    box = hand.page.locator(selector).bounding_box()
    assert box is not None
    at = box["x"] + start * box["width"], box["y"] + box["height"] / 2
    hand.drag(at, (at[0] + right, at[1] + down))


def click(selector: str, times: int = 1) -> Gesture:
    return lambda hand: hand.page.locator(selector).first.click(click_count=times)


def then(*gestures: Gesture) -> Gesture:
    """One after the other."""
    return lambda hand: [gesture(hand) for gesture in gestures].clear()


def press(key: str) -> Gesture:
    return lambda hand: hand.page.keyboard.press(key)


def fill(selector: str, text: str) -> Gesture:
    def act(hand: Hand) -> None:
        hand.page.locator(selector).fill(text)
        hand.page.locator(selector).press("Enter")

    return act


def choose(selector: str, label: str) -> Gesture:
    return lambda hand: hand.page.locator(selector).select_option(label=label).clear()


START: dict[str, Gesture] = {
    "a click": lambda hand: hand.click(hand.point(0.3, 0.8)),
    "the ring": lambda hand: shift(hand, "#start", 60, 40),
    "an arrow": press("ArrowRight"),
    "a box": fill("#start-x", "0.5"),
}
RUNS: dict[str, Gesture] = {
    "a legend": click("#run-1 .legend"),
    "two clicks on a legend": click("#run-1 .legend", 2),
    "a name": click("#run-0 .pick"),
    "a bracket": press("["),
    "a run more": then(click("#add summary"), click("#add li a")),
    "a run less": then(lambda hand: hand.page.locator("#run-2 header").hover(), click("#run-2 .remove")),
    "a slider": lambda hand: shift(hand, "#k-0-lr", 24),
    "a box": fill("#k-0-lr-box", "0.01"),
}
VIEWS: dict[str, Gesture] = {
    "the third dimension": click("#tilt"),
    "a room": press("p"),
    "the wheel": lambda hand: hand.wheel(hand.point(0.3, 0.8), 1),
    "plus": press("+"),
    "a pull": lambda hand: hand.drag(hand.point(0.3, 0.8), hand.point(0.4, 0.7)),
    "a box": lambda hand: hand.drag(hand.point(0.3, 0.6), hand.point(0.5, 0.9), shift=True),
    "another question": click(".presets a:not([aria-current])"),
    "another landscape": choose("#surface", "Himmelblau"),
    "a schedule": choose("#schedule", "Cosine"),
}


@pytest.mark.parametrize("gestures", [START, RUNS, VIEWS], ids=["start", "runs", "views"])
def test_each_gesture_is_one_step_and_back_undoes_it_wholly(window: Window, gestures: dict[str, Gesture]) -> None:
    hand = opened(window, GROUND)
    page = window.page
    page.wait_for_selector("html.live")
    before, entries = page.evaluate(SEEN), hand.entries()
    for name, act in gestures.items():
        act(hand)
        hand.settle()
        after = page.evaluate(SEEN)
        assert (name, after["query"] != before["query"], hand.entries()) == (name, True, entries + 1)
        page.go_back()
        hand.settle()
        assert (name, page.evaluate(SEEN)) == (name, before)
        page.go_forward()
        hand.settle()
        assert (name, page.evaluate(SEEN)) == (name, after)
        page.go_back()
        hand.settle()


@contextmanager
def slow(page: Page) -> Iterator[None]:
    """A server that takes its time for each page."""

    def late(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    page.route("**/optimizers?*", late)
    yield
    page.unroute("**/optimizers?*")


def test_gestures_that_do_not_wait_for_the_server_are_each_a_step_and_none_is_lost(window: Window) -> None:
    hand = opened(window, GROUND)
    page, entries = window.page, hand.entries()
    with slow(page):
        for key in ("ArrowRight", "ArrowUp", "["):
            page.keyboard.press(key)
            page.wait_for_timeout(60)
        hand.settle()
        told = query(page)
        assert (told["x"], told["y"], told["focus"]) == ("1.095", "1.595", "2")
        assert hand.entries() == entries + 3
    for names in ({"x", "y"}, {"x"}, set[str]()):
        page.go_back()
        hand.settle()
        assert query(page).keys() == names


def test_back_before_the_answer_is_here_undoes_the_gesture_and_no_more(window: Window) -> None:
    hand = opened(window, GROUND)
    page = window.page
    page.keyboard.press("ArrowRight")
    hand.settle()
    late = Held(page, lambda url: "/optimizers?" in url and "y=1.595" in url)
    page.keyboard.press("ArrowUp")
    late.asked()
    page.go_back()
    window.settle()  # whoever goes back does not wait for what is wanted no more
    assert query(page) == {"x": "1.095"}
    assert page.locator("#start").get_attribute("data-y") == "1.5"


def test_a_click_while_a_race_is_played_slowly_moves_the_start(window: Window) -> None:
    hand = Hand(window, "landscape")
    page = window.open("/optimizers?step=0")
    entries = hand.entries()
    page.locator(".speeds label").first.click()
    page.locator("#play").click()
    with slow(page):
        page.wait_for_timeout(600)
        hand.click(hand.point(0.3, 0.8))
        page.wait_for_timeout(2_500)
        page.locator("#play").click()
        hand.settle()
    assert query(page).keys() == {"x", "y", "step"}
    assert hand.entries() == entries + 1
    page.go_back()
    hand.settle()
    assert query(page).keys() == {"step"}


def test_what_is_refused_or_changes_nothing_is_no_step(window: Window) -> None:
    hand = opened(window, GROUND)
    page, entries, here = window.page, hand.entries(), window.page.url
    for text in ("1e9", "0.03"):
        page.locator("#k-0-lr-box").fill(text)
        page.locator("#k-0-lr-box").press("Enter")
        page.wait_for_timeout(100)
        window.settle()
        assert page.url == here
    page.locator("#start").click()  # taken hold of, and not moved
    page.wait_for_timeout(400)
    assert page.url == here
    page.locator("#run-0 .pick").click()
    page.wait_for_url("**focus=0")
    window.settle()
    assert hand.entries() == entries + 1
    window.noise.clear()  # the console tells the 422


def test_a_key_that_is_kept_down_is_one_step(window: Window) -> None:
    hand = opened(window, GROUND)
    entries = hand.entries()
    for _ in range(5):
        hand.page.keyboard.down("ArrowRight")
    hand.page.keyboard.up("ArrowRight")
    hand.settle()
    assert float(query(hand.page)["x"]) == pytest.approx(1 + 5 * 0.095)
    assert hand.entries() == entries + 1


def test_a_thumb_that_comes_back_to_where_it_was_lets_the_next_gesture_be_a_step(window: Window) -> None:
    hand = opened(window, GROUND)
    page = window.page
    page.locator("#k-0-lr").evaluate(
        "e => { for (const by of [1, -1]) { e.value = Number(e.value) + by;"
        "e.dispatchEvent(new Event('input', {bubbles: true})); } }"
    )
    hand.settle()
    hand.click(hand.point(0.3, 0.8))
    hand.settle()
    assert query(page).keys() >= {"x", "y"}
    page.go_back()
    hand.settle()
    assert query(page).keys() == {"run"}  # of the slider's places none is just the rate that it stood for


def test_a_line_of_maxout_that_is_turned_is_one_step(window: Window) -> None:
    page, hand = window.open("/activations?f=maxout"), Hand(window, "plot")
    before, entries = page.url, hand.entries()
    shift(hand, ".line-handle >> nth=0", 0, 40)
    hand.settle()
    assert page.url != before
    assert hand.entries() == entries + 1
    page.go_back()
    hand.settle()
    assert page.url == before
