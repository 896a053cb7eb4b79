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


@pytest.mark.parametrize(
    ("key", "x", "y"),
    [
        ("ArrowRight", 1 + SIXTIETH, 1.5),
        ("ArrowLeft", 1 - SIXTIETH, 1.5),
        ("ArrowUp", 1, 1.5 + SIXTIETH),
        ("ArrowDown", 1, 1.5 - SIXTIETH),
        ("Shift+ArrowRight", 1 + 10 * SIXTIETH, 1.5),
        ("Shift+ArrowDown", 1, 1.5 - 10 * SIXTIETH),
        ("Alt+ArrowUp", 1, 1.5 + SIXTIETH / 10),
        ("Alt+ArrowLeft", 1 - SIXTIETH / 10, 1.5),
    ],
)
def test_an_arrow_moves_the_start_by_a_sixtieth_of_the_window(window: Window, key: str, x: float, y: float) -> None:
    page = window.open("/optimizers")
    entries = page.evaluate("history.length")
    page.keyboard.press(key)
    Hand(window, "landscape").settle()
    told = query(page)
    assert float(told.get("x", 1)) == pytest.approx(x, abs=6e-4)
    assert float(told.get("y", 1.5)) == pytest.approx(y, abs=6e-4)
    assert page.evaluate("history.length") == entries + 1
    assert page.locator("#start-x").input_value() == told.get("x", "1")


@pytest.mark.parametrize(
    ("key", "step"), [(".", 35), (",", 33), ("r", 0), ("Shift+>", 34), ("x", 34), ("Control+.", 34)]
)  # fmt: skip
def test_a_key_steps_or_does_nothing(window: Window, key: str, step: int) -> None:
    page = window.open("/optimizers")
    page.keyboard.press(key)
    Hand(window, "landscape").settle()
    assert count(window) == step
    assert int(query(page).get("step", 34)) == step
    assert page.locator("#scrub").input_value() == str(step)


@pytest.mark.parametrize(("key", "focus"), [("[", 2), ("]", 0)])
def test_brackets_turn_to_the_neighbour(window: Window, key: str, focus: int) -> None:
    page = window.open("/optimizers")
    page.keyboard.press(key)
    Hand(window, "landscape").settle()
    assert query(page)["focus"] == str(focus)
    expect(page.locator(f"#run-{focus}")).to_have_class(re.compile("focused"))


def test_l_says_every_loss(window: Window) -> None:
    page = window.open("/optimizers")
    page.keyboard.press("l")
    said = page.locator("#scrub").get_attribute("aria-valuetext") or ""
    assert said.startswith("step 34 of 240: SGD loss ")
    expect(page.locator("#live")).to_have_text(said)


@pytest.mark.parametrize(("key", "place"), [("d", "summary"), ("t", "table")])
def test_a_key_opens_a_section_and_closes_it(window: Window, key: str, place: str) -> None:
    page = window.open("/optimizers")
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


def test_play_at_the_end_starts_over_and_stops_at_the_end(window: Window) -> None:
    page = window.open("/optimizers?steps=60&step=60")
    page.locator(".speeds label", has_text="×4").click()
    page.locator("#play").click()
    page.wait_for_selector("html.playing")
    assert count(window) < 60
    page.wait_for_selector("html:not(.playing)")
    assert count(window) == 60
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
