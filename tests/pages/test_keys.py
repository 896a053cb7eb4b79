"""The keys of the optimizers page, each with its exact effect; and what a player leaves in the history."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Window
from tests.pages.hands import Hand, query

SIXTIETH = 5.7 / 60  # of the width of Beale's window


def count(window: Window) -> int:
    return int(window.page.locator("#count").inner_text())


ARROWS = [("ArrowRight", 1.0, 0.0), ("ArrowUp", 0.0, 1.0), ("ArrowLeft", -1.0, 0.0), ("ArrowDown", 0.0, -1.0),
          ("Shift+ArrowRight", 10.0, 0.0), ("Shift+ArrowDown", 0.0, -10.0), ("Alt+ArrowUp", 0.0, 0.1),
          ("Alt+ArrowLeft", -0.1, 0.0)]  # fmt: skip

# Each step that is played, and the time of its frame: a busy machine leaves out steps, but tells no other time.
PLAYED = """() => {
  const count = document.querySelector("#count"), told = () => [document.timeline.currentTime, +count.textContent];
  window.played = [];
  new MutationObserver(() => played.push(told())).observe(count, {childList: true});
}"""


def test_an_arrow_moves_the_start_by_a_sixtieth_of_the_window(window: Window) -> None:
    page = window.open("/optimizers")
    hand, x, y = Hand(window, "landscape"), 1.0, 1.5
    for key, across, up in ARROWS:
        entries = hand.entries()
        page.keyboard.press(key)
        hand.settle()
        told = query(page)
        here = float(told.get("x", 1)), float(told.get("y", 1.5))
        assert here == pytest.approx((x + across * SIXTIETH, y + up * SIXTIETH), abs=6e-4), key
        assert hand.entries() == entries + 1
        assert page.locator("#start-x").input_value() == told.get("x", "1")
        x, y = here


def test_a_key_steps_or_does_nothing(window: Window) -> None:
    page, hand = window.open("/optimizers"), Hand(window, "landscape")
    steps = [("Shift+>", 34), ("x", 34), ("Control+.", 34), (".", 35), (",", 34), (",", 33), ("r", 0)]
    for key, step in steps:
        page.keyboard.press(key)
        hand.settle()
        assert count(window) == step, key
        assert int(query(page).get("step", 34)) == step
        assert page.locator("#scrub").input_value() == str(step)


def test_brackets_turn_to_the_neighbour(window: Window) -> None:
    page, hand = window.open("/optimizers"), Hand(window, "landscape")
    for key, focus in (("]", "0"), ("[", "3"), ("[", "2")):  # Adam is the last of four
        page.keyboard.press(key)
        hand.settle()
        assert query(page).get("focus", "3") == focus
        expect(page.locator(f"#run-{focus}")).to_have_class(re.compile("focused"))


def test_l_says_every_loss_and_d_and_t_open_a_section_and_close_it(window: Window) -> None:
    page = window.open("/optimizers")
    page.keyboard.press("l")
    said = page.locator("#scrub").get_attribute("aria-valuetext") or ""
    assert said.startswith("step 34 of 240: SGD loss ")
    expect(page.locator("#live")).to_have_text(said)
    for key, place in (("d", "summary"), ("t", "table")):
        page.keyboard.press(key)
        page.wait_for_selector(f"#{place}.open")
        assert page.evaluate("document.activeElement.id") == place
        page.keyboard.press(key)
        expect(page.locator(f"#{place}.open")).to_have_count(0)


def test_p_shows_it_to_a_room_and_escape_leaves(window: Window) -> None:
    page = window.open("/optimizers")
    page.keyboard.press("p")
    page.wait_for_selector("html.projector")
    page.keyboard.press("Escape")
    page.wait_for_selector("html:not(.projector)")
    Hand(window, "landscape").settle()
    assert "view" not in query(page)


def test_space_plays_and_pauses_and_neither_is_a_step_of_the_history(window: Window) -> None:
    page = window.open("/optimizers?step=3")
    entries = page.evaluate("history.length")
    page.keyboard.press("Space")
    page.wait_for_selector("html.playing")
    assert page.locator("#play").get_attribute("aria-label") == "Pause"
    page.wait_for_timeout(400)
    page.keyboard.press("Space")
    page.wait_for_selector("html:not(.playing)")
    Hand(window, "landscape").settle()
    assert count(window) > 3
    assert query(page)["step"] == str(count(window))
    assert page.evaluate("history.length") == entries


def test_play_at_the_end_starts_over_at_the_speed_that_was_chosen_and_stops_at_the_end(window: Window) -> None:
    page = window.open("/optimizers?steps=60&step=60")
    page.evaluate(PLAYED)
    page.locator(".speeds label", has_text="×4").click()
    page.locator("#play").click()
    page.wait_for_selector("html.playing")
    assert count(window) < 60
    page.wait_for_selector("html:not(.playing)")
    assert count(window) == 60
    played = page.evaluate("played.filter(([, step]) => step > 0 && step < 60)")
    for time, step in played[1:]:
        assert step - played[0][1] == pytest.approx(4 * 60 / 5 * (time - played[0][0]) / 1000, abs=1.1)  # whole steps
    Hand(window, "landscape").settle()
    assert query(page)["step"] == "60"


def test_in_a_field_the_keys_are_letters(window: Window) -> None:
    page = window.open("/optimizers")
    page.locator("#start-x").focus()
    for key in (".", "r", "p", "t", "0", "+"):
        page.keyboard.press(key)
    Hand(window, "landscape").settle()
    assert count(window) == 34
    assert page.locator("html.projector, #table.open").count() == 0
