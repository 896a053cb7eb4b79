"""The softmax page as learners use it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.web.softmax.questions import SOFTMAX_QUESTIONS, question_url
from tests.pages.checks import assert_clean
from tests.pages.conftest import Window

TEN = "/softmax?w=" + "&w=".join(["0.5,-0.5"] * 10) + "&b=3,2,1,0,-1,-2,-3,0.5,0.25,4"
PAGES = [
    *map(question_url, SOFTMAX_QUESTIONS),
    "/softmax?labels=0.7,0.2,0.1&temperature=2&steps=7",
    TEN,
    *(question_url(one, "projector") for one in SOFTMAX_QUESTIONS[::5]),
]


def column(page: Page, kind: str) -> list[str]:
    return page.locator(f".row:not(.heads, .foot) .{kind} > .sr").all_text_contents()


@pytest.mark.parametrize("path", PAGES)
def test_every_state_is_clean_for_axe_and_console(window: Window, path: str) -> None:
    assert_clean(window, path)


def test_the_slide_fits_a_laptop_without_scrolling(window: Window) -> None:
    page = window.open("/softmax")
    box = page.locator(".caption").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 760


def test_the_slide_shows_its_numbers(window: Window) -> None:
    page = window.open("/softmax")
    assert column(page, "p") == ["0.659", "0.242", "0.099"]
    assert column(page, "g") == ["−0.341", "0.242", "0.099"]
    expect(page.locator("#loss")).to_have_text(re.compile(r"^\s*0.417"))


def test_the_keyboard_alone_steps_chooses_and_tells(window: Window) -> None:
    page = window.open("/softmax")
    page.keyboard.press(".")
    page.wait_for_url("**steps=1")
    window.settle()
    page.keyboard.press(",")
    page.wait_for_url("**/softmax")
    window.settle()
    page.keyboard.press("Shift+C")
    page.wait_for_url("**target=2")
    window.settle()
    page.keyboard.press("l")
    expect(page.locator("#live")).to_have_text(re.compile("Loss 2.317"))
    page.keyboard.press("t")
    page.wait_for_selector("#table.open")
    page.keyboard.press("d")
    page.wait_for_selector("#summary.open")
    page.keyboard.press("r")
    page.wait_for_url("**/softmax")
    window.settle()
    page.keyboard.press("p")
    page.wait_for_selector("html.projector")


@pytest.mark.parametrize(
    ("box", "value", "sentence"),
    [("#lr-box", "500", "r must lie in [1e-08, 100], got 500"),
     ("#temperature-box", "-1", "emperature must be at least 0"),
     (".typed >> nth=0", "1e9", "ach number must lie in [-1e6, 1e6]")],
)  # fmt: skip
def test_what_is_out_of_range_is_refused_and_nothing_is_lost(
    window: Window, box: str, value: str, sentence: str
) -> None:
    page = window.open("/softmax?steps=1")
    page.locator(box).fill(value)
    page.locator(box).press("Enter")
    page.wait_for_selector("#refusal:not([hidden])")
    assert sentence in page.locator("#refusal").inner_text()
    assert page.url.endswith("steps=1")
    window.noise.clear()  # the console tells of the 422, as it should


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_form_and_the_links_work(window: Window) -> None:
    page = window.page
    page.goto(window.server + "/softmax")
    page.get_by_role("link", name="Take one step").click()
    assert "0.248" in page.locator("#loss").inner_text()
    page.locator("#undo").click()
    page.locator('[aria-label^="Bias of A"]').fill("0")
    page.get_by_label("C is the true class").check()
    page.get_by_role("button", name="Show").click()
    assert page.locator("#z-0").get_attribute("data-exact") == "0.5"
    assert "target=2" in page.url


@pytest.mark.parametrize("window", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_loss_and_step_stay_in_reach(window: Window) -> None:
    page = window.open("/softmax")
    pinned = page.locator(".pinned")
    expect(pinned).to_contain_text("0.417")
    pinned.get_by_role("link", name="Step").click()
    expect(pinned).to_contain_text("0.248 →")
    for target in page.locator(".typed, .pick, .pinned .button, .steps .button, .strip p a").all():
        box = target.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= 24


def test_copies_and_numbers_are_at_hand(window: Window) -> None:
    page = window.open("/softmax")
    page.locator("#copy summary").click()
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    buttons = page.locator("#copy button")
    names = buttons.all_text_contents()
    words = {"Link": f"{window.server}/softmax", "curl": f"{window.server}/api/", "PyTorch": "cross_entropy(z / 1, y)"}
    for name, told in words.items():
        button = buttons.nth(names.index(name))
        before = button.bounding_box()
        button.hover()
        expect(page.locator("#copy-text")).to_contain_text(told)
        assert button.bounding_box() == before  # the sheet grows away from what is pointed at
        button.click()
        expect(page.locator("#live")).to_have_text("Copied")
        whole = (button.get_attribute("data-copy") or "").replace("{origin}", window.server)
        assert page.evaluate("window.copied") == whole
    page.set_viewport_size({"width": 360, "height": 780})
    sheet = page.locator("#copy .sheet").bounding_box()
    assert sheet is not None
    assert sheet["x"] >= 0
    assert sheet["x"] + sheet["width"] <= 360
    page.locator("#copy summary").click()
    with page.expect_download() as csv:
        page.locator(".actions").get_by_role("link", name="CSV").click()
    assert "0.6590011388859679" in csv.value.path().read_text(encoding="utf-8")
