"""Two weights from above, by hand: play, brush, add points, paste rows, and the way back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.checks import assert_clean
from tests.pages.conftest import Window
from tests.pages.hands import Hand, query

HOME = "/sgd/two"
RENTS = "50,610 62,720 35,480 80,905"
STATES = [HOME, f"{HOME}?rows={RENTS}&low=0&step=20", f"{HOME}?data=linear(n=40,d=2)&focus=1", f"{HOME}?view=projector"]
INK = """(canvas) => {
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.reduce((sum, value, k) => (sum * 31 + value * (k % 97)) % 1000003, 7);
}"""


def drawn(page: Page, name: str) -> int:
    """What the canvas over a plot shows, as a number."""
    found: int = page.locator(f"#{name}-moving").evaluate(INK)
    return found


def brush(window: Window, low: float, high: float) -> Hand:
    """Drag over the bars from one residual to another."""
    hand = Hand(window, "residuals")
    hand.drag(hand.place(low, 1.0), hand.place(high, 3.0))
    return hand


@pytest.mark.parametrize("path", STATES)
def test_every_state_is_clean_for_axe_and_console(window: Window, path: str) -> None:
    assert_clean(window, path)


def test_a_drag_over_the_bars_says_which_way_these_rows_pull(window: Window) -> None:
    page = window.open(HOME)
    before = drawn(page, "plane")
    brush(window, 0.5, 2.0)
    page.wait_for_url("**low=**high=**")
    window.settle()
    told = query(page)
    assert float(told["low"]) == pytest.approx(0.5, abs=0.03)
    assert float(told["high"]) == pytest.approx(2.0, abs=0.03)
    expect(page.locator("#pulled")).to_contain_text(re.compile(r"rows? in the brush: \(0\.\d+, 0\.\d+\), slope up"))
    assert drawn(page, "plane") != before  # the arrow
    Hand(window, "residuals").click(Hand(window, "residuals").place(-1.0, 2.0))
    page.wait_for_url(lambda url: "low" not in url)
    window.settle()
    expect(page.locator("#pulled")).to_contain_text("Drag over the bars")
    page.go_back()
    page.wait_for_url("**low=**")
    expect(page.locator("#pulled")).to_contain_text("in the brush")


def test_the_brush_by_keys_and_by_its_boxes(window: Window) -> None:
    page = window.open(HOME)
    page.keyboard.press("w")
    page.wait_for_url("**low=0")
    window.settle()
    expect(page.locator("#pulled")).to_contain_text("height up")
    page.keyboard.press("w")
    page.wait_for_url("**high=0")
    window.settle()
    expect(page.locator("#pulled")).to_contain_text("height down")
    page.get_by_label("Residuals from").fill("-1.5")
    page.get_by_label("Residuals from").press("Enter")
    page.wait_for_url("**low=-1.5&high=0")
    page.get_by_label("Residuals from").fill("")
    page.get_by_label("Residuals from").press("Enter")
    page.wait_for_url(lambda url: "low" not in url)


def test_steps_move_all_three_pictures_at_once_and_the_words_follow(window: Window) -> None:
    page = window.open(HOME)
    window.settle()
    seen = []
    for _ in range(3):
        seen.append(tuple(drawn(page, name) for name in ("plane", "points", "residuals")))
        page.keyboard.press(".")
        window.settle()
    assert all(len({one[k] for one in seen}) == 3 for k in range(3))
    assert query(page)["step"] == "9"
    expect(page.locator(".next")).to_contain_text("Step 10 looks at row")
    page.keyboard.press("r")
    page.wait_for_url("**step=0")
    window.settle()
    page.keyboard.press("]")
    page.wait_for_url("**focus=1**")
    expect(page.locator(".next")).to_contain_text("looks at 8 of 40 rows")


def test_play_goes_to_the_end(window: Window) -> None:
    page = window.open(f"{HOME}?steps=12")
    page.keyboard.press(" ")
    page.wait_for_url("**step=12")
    expect(page.locator("#count")).to_have_text("12")


def test_a_click_on_the_rows_adds_a_point_and_back_takes_it_away(window: Window) -> None:
    page = window.open(f"{HOME}?rows={RENTS}")
    hand = Hand(window, "points")
    hand.plot.scroll_into_view_if_needed()
    hand.click(hand.place(45.0, 800.0))
    page.wait_for_url(re.compile(r"rows=.*80,905\+4[45]\.?\d*,(79|80)\d"))
    window.settle()
    expect(page.locator("#words")).to_contain_text("The loss of 5 rows")
    assert [row.get_attribute("data-batch") for row in page.locator(".track").all()] == ["1", "2", "5"]
    page.go_back()
    page.wait_for_url(lambda url: url.endswith("80,905"))
    expect(page.locator("#words")).to_contain_text("The loss of 4 rows")


def test_a_point_by_its_boxes_makes_a_set_ones_own(window: Window) -> None:
    page = window.open(HOME)
    page.locator("#new-x").fill("1.5")
    page.locator("#new-y").fill("-2")
    page.locator("#new-y").press("Enter")
    page.wait_for_url("**rows=**1.5,-2")
    window.settle()
    expect(page.locator("#words")).to_contain_text("The loss of 41 rows")
    expect(page.locator("#rows")).to_have_value("own")
    expect(page.locator("#new-y")).to_have_value("")
    page.reload()
    expect(page.locator("#words")).to_contain_text("The loss of 41 rows")
    page.select_option("#rows", label="Two features")
    page.wait_for_url("**data=linear(n=40,d=2**")
    window.settle()
    expect(page.locator("#points")).to_have_count(0)
    expect(page.locator("#residuals.drawn")).to_be_visible()


def paste(page: Page, text: str) -> None:
    if page.locator("#paste").get_attribute("open") is None:
        page.locator("#paste summary").click()
    page.locator("#pasted").fill(text)
    page.locator("#use").click()


def test_rows_are_pasted_and_bad_ones_are_told_by_line_and_column(window: Window) -> None:
    page = window.open(HOME)
    for text, sentence in (
        ("size,rent\n50,610\n62,seven\n", "Line 3, column 2 is 'seven', which is no number"),
        ("1,2,3\n4,5,6\n", "Rows must have two columns"),
        ("x,y\n" + "1,2\n" * 101, "A link holds at most 100 rows, got 101"),
        ("x,y\n" + f"1.5{60 * '0'},2\n" * 100, "A link holds at most 100 rows; this has 6604 characters."),
    ):
        paste(page, text)
        expect(page.locator("#refusal")).to_contain_text(sentence)
        expect(page.locator("#refusal")).to_contain_text("Shown is the last state that worked.")
        window.settle()
        assert "rows" not in query(page)
        expect(page.locator("#pasted")).to_have_value(text)  # to be mended
    paste(page, "size\trent\n50\t610\n62\t720\n35\t480\n80\t905\n")
    page.wait_for_url("**rows=50,610+62,720+35,480+80,905")
    window.settle()
    expect(page.locator("#refusal")).to_be_hidden()
    expect(page.locator("#words")).to_contain_text("The loss of 4 rows")
    expect(page.locator("#pasted")).to_be_hidden()
    assert all("422" in said for said in window.noise)  # which Chromium tells of each refusal
    window.noise.clear()


def test_letters_in_the_field_of_rows_are_no_keys(window: Window) -> None:
    page = window.open(HOME)
    page.locator("#paste summary").click()
    page.locator("#pasted").press_sequentially("w t . d")
    assert query(page) == {}
    expect(page.locator("#pasted")).to_have_value("w t . d")


def test_the_plane_is_taken_hold_of_and_its_window_is_in_the_link(window: Window) -> None:
    page = window.open(HOME)
    hand = Hand(window, "plane")
    before = hand.ranges()
    hand.wheel(hand.point(0.5, 0.5), turns=2)
    page.wait_for_url("**x_low=**")
    hand.settle()
    after = hand.ranges()
    assert after["x"][1] - after["x"][0] < 0.95 * (before["x"][1] - before["x"][0])
    page.locator("#plane .whole").click()
    page.wait_for_url(lambda url: "x_low" not in url)


def test_a_run_has_its_batch_and_its_rate(window: Window) -> None:
    page = window.open(HOME)
    box = page.locator("#run-0 input[type=number][data-knob=batch]")
    box.fill("4")
    box.press("Enter")
    page.wait_for_url("**batch=4&batch=8&batch=40**")
    window.settle()
    expect(page.locator(".next")).to_contain_text("4 of 40 rows")
    page.locator("#run-2 .remove").click()
    expect(page.locator(".track")).to_have_count(2)


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_pictures_and_the_links_are_there(window: Window) -> None:
    page = window.page
    page.goto(f"{window.server}{HOME}?step=9&low=0")
    for name in ("plane", "points", "residuals"):
        assert page.locator(f"#{name} .still path").count() > 0
    expect(page.locator(".next")).to_contain_text("Step 10")
    page.get_by_role("link", name="Below").click()
    expect(page.locator("#pulled")).to_contain_text("height down")
