"""The optimizers page by mouse, by keys, and at play."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.core.numerals import decimal
from app.core.surfaces import SURFACES
from tests.pages.conftest import Window
from tests.pages.hands import Hand


def outcomes(page: Page) -> list[str]:
    return page.locator(".chip .outcome").all_inner_texts()


def test_a_click_puts_the_start_there_and_a_link_shows_it_again(window: Window) -> None:
    page = window.open("/optimizers")
    box = page.locator("#landscape .over").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile("x=0.4.*y=0.0|x=0.4"))
    window.settle()
    before, address = outcomes(page), page.url.removeprefix(window.server)
    assert outcomes(window.open(address)) == before


def test_dragging_the_start_draws_paths_on_the_way(window: Window) -> None:
    page = window.open("/optimizers")
    box = page.locator("#start").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    with page.expect_response(lambda answer: "/api/races" in answer.url and "x=" in answer.url):
        page.mouse.move(box["x"] - 40, box["y"] + 60, steps=5)
    page.mouse.up()
    page.wait_for_url("**x=**")


def test_a_path_is_read_under_the_pointer(window: Window) -> None:
    page = window.open("/optimizers")
    box = page.locator("#start").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    expect(page.locator("#readout")).to_contain_text("step 0")
    page.keyboard.press("Escape")
    expect(page.locator("#readout")).to_be_hidden()


def test_play_pause_step_and_scrub_back(window: Window) -> None:
    page = window.open("/optimizers?step=0")
    page.locator("#play").click()
    page.wait_for_selector("html.playing")
    expect(page.locator("#count")).not_to_have_text("0")
    page.locator("#play").click()
    page.wait_for_selector("html:not(.playing)")
    page.wait_for_url("**step=**")
    window.settle()
    here = int(page.locator("#count").inner_text())
    page.locator("#forward").click()
    expect(page.locator("#count")).to_have_text(str(here + 1))
    page.locator("#back").click()
    expect(page.locator("#count")).to_have_text(str(here))
    page.locator("#scrub").evaluate("e => { e.value = '5'; e.dispatchEvent(new Event('input', {bubbles: true})) }")
    page.wait_for_url("**step=5*")
    window.settle()
    assert "made step 5," in page.locator(".explainer h2").inner_text()
    page.locator("#reset").click()
    page.wait_for_url("**step=0*")


def test_the_keyboard_alone_plays_steps_moves_and_turns_to_another_run(window: Window) -> None:
    page = window.open("/optimizers?step=3")
    page.keyboard.press(".")
    page.wait_for_url("**step=4**")
    window.settle()
    page.keyboard.press("[")
    page.wait_for_selector("#run-2.focused")
    window.settle()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**x=1.09**")
    window.settle()
    page.keyboard.press("Space")
    page.wait_for_selector("html.playing")
    page.keyboard.press("Space")
    page.wait_for_selector("html:not(.playing)")
    window.settle()
    page.keyboard.press("t")
    page.wait_for_selector("#table.open")
    assert page.locator("#table tbody tr").count() <= 25
    page.keyboard.press("r")
    page.wait_for_url("**step=0**")
    window.settle()
    page.keyboard.press("p")
    page.wait_for_selector("html.projector")


def test_the_pointer_reads_the_height_of_the_ground(window: Window) -> None:
    page = window.open("/optimizers?surface=sphere&step=0")
    hand = Hand(window, "landscape")
    (left, right), (bottom, top) = hand.ranges()["x"], hand.ranges()["y"]
    place = hand.place(left + 0.3 * (right - left), bottom + 0.2 * (top - bottom))
    page.mouse.move(place[0] - 3, place[1])
    page.mouse.move(*place)
    page.wait_for_selector("#landscape .hoverlayer .hovertext")
    said = " ".join(page.locator("#landscape .hoverlayer text").all_text_contents()).replace("−", "-")
    found = re.search(r"x (-?[\d.]+)\s*y (-?[\d.]+)\s*loss ([\d.]+)", said)
    assert found, said
    x, y, loss = map(float, found.groups())
    assert loss == pytest.approx(float(SURFACES["sphere"]().value(x, y)), rel=0.01)
    assert (x, y) == pytest.approx(hand.numbers(*place), abs=0.04 * (right - left))


def test_the_pointer_reads_which_run_had_which_loss_at_which_step(window: Window) -> None:
    page = window.open("/optimizers?run=sgd(lr=0.03)&run=adam(lr=0.45)&step=0")
    hand = Hand(window, "losses")
    told = page.request.get(f"{window.server}/api/races?run=sgd(lr=0.03)&run=adam(lr=0.45)").json()["runs"]
    for name, run in zip(("SGD", "Adam"), told, strict=True):
        page.mouse.move(2, 2)
        page.mouse.move(*hand.place(60, run["value"][60]))
        expect(page.locator("#losses .readout")).to_have_text(f"{name}, step 60\nloss {decimal(run['value'][60])}")
    page.keyboard.press("Escape")
    expect(page.locator("#losses .readout")).to_be_hidden()
