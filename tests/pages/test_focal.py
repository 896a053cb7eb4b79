"""The focal loss and the weights of classes by hand, from the question that asks for them to a weight that is typed."""

from __future__ import annotations

import math

from playwright.sync_api import expect

from tests.pages.checks import assert_clean
from tests.pages.conftest import Window
from tests.pages.hands import query

P = 0.6590011388859679  # of class A, as the slide has it


def nats(window: Window) -> float:
    return float(window.page.locator("#main .aha:visible").first.inner_text().split()[0])


def test_it_is_found_among_the_questions_and_turned_by_slider_and_box(window: Window) -> None:
    page = window.open("/softmax")
    assert nats(window) == 0.417
    page.get_by_role("link", name="Focal loss", exact=True).click()
    page.wait_for_url("**question=focal**")
    window.settle()
    expect(page.locator("h1")).to_have_text("Should easy cases count less?")
    assert query(page) == {"gamma": "2", "question": "focal"}
    assert nats(window) == round((1 - P) ** 2 * -math.log(P), 3)
    page.locator("#gamma").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**gamma=2.1**")
    window.settle()
    assert page.locator("#gamma-box").input_value() == "2.1"
    assert nats(window) == round((1 - P) ** 2.1 * -math.log(P), 3)
    page.locator("#gamma-box").fill("0.5")
    page.keyboard.press("Enter")
    page.wait_for_url("**gamma=0.5**")
    window.settle()
    assert nats(window) == round((1 - P) ** 0.5 * -math.log(P), 3)


def test_a_weight_that_is_typed_counts_and_plain_is_a_link_away(window: Window) -> None:
    page = window.open("/softmax")
    page.get_by_role("link", name="focal loss, weights").click()
    page.wait_for_url("**weighing=shown**")
    window.settle()
    expect(page.locator("#curve h2")).to_contain_text("Focal loss, \N{GREEK SMALL LETTER GAMMA} = 2")
    page.get_by_label("Weight of class A").fill("3")
    page.keyboard.press("Enter")
    page.wait_for_url("**class_weight=3%2C1%2C1**" if "%2C" in page.url else "**class_weight=3**")
    window.settle()
    assert nats(window) == round(3 * (1 - P) ** 2 * -math.log(P), 3)
    expect(page.locator(".weighing .said")).to_contain_text("A counts 3 times")
    page.get_by_role("link", name="plain again").click()
    window.settle()
    expect(page.locator(".weighing")).to_have_count(0)
    assert nats(window) == 0.417


def test_it_is_clean_for_axe_in_both_themes_and_narrow(window: Window) -> None:
    assert_clean(window, "/softmax?gamma=2&question=focal")
