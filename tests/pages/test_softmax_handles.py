"""What is dragged on the softmax page's plots: the point p of the triangle, and the score z of two losses."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import Window
from tests.pages.test_softmax import column
from tests.pages.test_softmax_plots import PATHS, box_of, middle


def test_p_is_dragged_through_the_triangle(window: Window) -> None:
    page = window.open("/softmax")
    x, y = middle(page, "#plot-triangle .spot")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 90, steps=6)
    page.wait_for_url("**b=**")
    page.mouse.up()
    window.settle()
    shares = [float(one) for one in column(page, "p")]
    assert shares[2] > shares[1] > 0.1
    assert shares[2] > shares[0]
    assert "room" not in page.url
    assert middle(page, "#plot-triangle .spot") == pytest.approx((x + 60, y + 90), abs=2)
    page.go_back()
    page.wait_for_url("**/softmax")  # a drag is one step of the history
    window.settle()
    assert column(page, "p") == ["0.659", "0.242", "0.099"]


def test_a_click_puts_p_into_the_triangle_and_two_clicks_put_nothing(window: Window) -> None:
    page = window.open("/softmax")
    box = box_of(page, "#plot-triangle")
    x, y = box["x"] + box["width"] / 2, box["y"] + 0.75 * box["height"]
    page.mouse.dblclick(x, y)
    page.wait_for_timeout(500)
    assert page.url.endswith("/softmax")
    page.mouse.click(x, y)
    page.wait_for_url("**b=**")
    window.settle()
    shares = [float(one) for one in column(page, "p")]
    assert shares[1] == pytest.approx(shares[2], abs=0.02)
    assert shares[0] < 0.4


@pytest.mark.parametrize("name", ["binary", "pull"])
def test_z_is_dragged_along_both_losses(window: Window, name: str) -> None:
    page = window.open(PATHS["binary"])
    expect(page.locator("#loss")).to_have_text(re.compile("150.4"))
    x, y = middle(page, f"#plot-{name} .rail")
    box = box_of(page, f"#plot-{name} .over")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, y, steps=6)
    expect(page.locator("#loss")).to_have_text(re.compile(r"^\s*4 "))
    page.mouse.up()
    window.settle()
    assert middle(page, f"#plot-{name} .rail")[0] == pytest.approx(box["x"] + box["width"] / 2, abs=2)
    page.go_back()
    expect(page.locator("#loss")).to_have_text(re.compile("150.4"))


def test_a_click_moves_z_and_the_keys_move_it_too(window: Window) -> None:
    page = window.open(PATHS["binary"])
    box = box_of(page, "#plot-binary .over")
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 60)
    expect(page.locator("#loss")).to_have_text(re.compile(r"^\s*4 "))
    window.settle()
    page.locator("#z-binary").focus()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.locator("#z-binary")).to_have_attribute("data-exact", re.compile("^-1"))
    window.settle()
