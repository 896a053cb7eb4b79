"""The projector view of every page: large, in both themes, with a way out; a clicker leads, nothing is told early."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Window
from tests.pages.hands import Hand, query

PAGES = ["/", "/activations", "/softmax", "/optimizers", "/optimizers/four", "/sgd", "/docs", "/lessons/conditioning"]
every_page = pytest.mark.parametrize("path", PAGES)
ROOM = pytest.mark.parametrize("window", [{"viewport": {"width": 1920, "height": 1080}}], indirect=True)

# The type of every box that is seen, and of the largest part of the height in which no element of the page has an end.
BOXES = """[...document.querySelectorAll("input[type=number]")].filter((one) => one.checkVisibility())
  .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
BAND = """() => {
  const seen = "h1, h2, p, dt, dd, td, th, li, pre, a, button, input, .plot, .cell";
  const edges = [...document.querySelectorAll(seen)].filter((one) => one.checkVisibility())
    .map((one) => one.getBoundingClientRect())
    .filter(({width, height, top, bottom}) => width > 2 && height > 2 && bottom > 0 && top < innerHeight)
    .map(({top, bottom}) => [Math.max(0, top), Math.min(innerHeight, bottom)]).sort(([a], [b]) => a - b);
  let down = 0, most = 0;
  for (const [top, bottom] of edges) {
    most = Math.max(most, top - down);
    down = Math.max(down, bottom);
  }
  return Math.max(most, innerHeight - down);
}"""


def seen(page: Page) -> str:
    """What can be read in the page, in one line."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


@every_page
def test_there_is_a_way_in_and_a_way_out_by_button_and_by_key(window: Window, path: str) -> None:
    page = window.open(path)
    page.get_by_role("button", name="Projector").click()
    page.wait_for_selector("html.projector")
    window.settle()
    assert query(page)["view"] == "projector"
    page.get_by_role("button", name="Leave projector view").click()
    page.wait_for_selector("html:not(.projector)")
    window.settle()
    page.keyboard.press("p")
    page.wait_for_selector("html.projector")
    page.keyboard.press("Escape")
    page.wait_for_selector("html:not(.projector)")
    window.settle()
    assert "view" not in query(page)


@ROOM
@every_page
def test_boxes_are_read_from_the_last_row_and_no_band_lies_empty(window: Window, path: str) -> None:
    page = window.open(f"{path}?view=projector")
    for width, height in ((1920, 1080), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        assert [size for size in page.evaluate(BOXES) if size < 24] == []
        assert page.evaluate(BAND) < 150
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        if path != "/docs":
            assert page.evaluate("document.documentElement.scrollHeight") <= height + 32


@every_page
def test_it_is_dark_where_the_page_is(window: Window, path: str) -> None:
    window.page.emulate_media(color_scheme="dark")
    page = window.open(f"{path}?view=projector")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 20, 25)"
    if page.locator(".plot .js-plotly-plot").count():
        papers = page.locator(".plot .js-plotly-plot").evaluate_all(
            "all => all.map(one => one._fullLayout.paper_bgcolor)"
        )
        assert set(papers) == {"#0f1419"}
    page.emulate_media(color_scheme="light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(("on", "back"), [("PageDown", "PageUp"), ("ArrowRight", "ArrowLeft")])
def test_a_clicker_plays_a_race_to_its_end_then_asks_the_next_question_and_goes_back(
    window: Window, on: str, back: str
) -> None:
    page, hand = window.open("/optimizers?view=projector"), Hand(window, "landscape")
    start = page.locator("#start").get_attribute("data-x")
    expect(page.locator("#count")).to_have_text("0")
    page.keyboard.press(on)
    page.wait_for_selector("html.playing")
    expect(page.locator("#count")).not_to_have_text("0")
    page.keyboard.press(on)  # who knows it goes on to the end
    page.wait_for_selector("html:not(.playing)")
    expect(page.locator("#count")).to_have_text("240")
    hand.settle()
    assert page.locator("#start").get_attribute("data-x") == start
    page.keyboard.press(on)
    page.wait_for_url("**question=trap**")
    hand.settle()
    assert query(page)["view"] == "projector"
    expect(page.locator("#count")).to_have_text("0")
    page.keyboard.press(back)
    page.wait_for_url(lambda url: "question" not in url)
    hand.settle()
    assert page.locator("#start").get_attribute("data-x") == start


def test_a_race_tells_nothing_before_it_is_seen_and_each_arrival_at_its_step(window: Window) -> None:
    page = window.open("/optimizers?view=projector")
    for told in ("58", "74", "202", "238"):
        assert not re.search(rf"\b{told}\b", seen(page))
    assert "?" in page.locator(".number").evaluate("one => getComputedStyle(one, '::before').content")
    for step, there in ((57, []), (58, ["58"]), (74, ["74", "58"]), (240, ["238", "74", "202", "58"])):
        page.locator("#scrub").evaluate(
            "(one, to) => { one.value = to; one.dispatchEvent(new Event('input', {bubbles: true})) }", str(step)
        )
        told = page.locator(".ranking .num .later").evaluate_all(
            "all => all.filter(one => getComputedStyle(one).visibility === 'visible').map(one => one.textContent)"
        )
        assert told == there
    window.settle()
    assert "Adam arrives first" in seen(page)


def test_a_race_has_its_losses_and_its_rates_in_a_room(window: Window) -> None:
    page = window.open("/optimizers?view=projector&step=240")
    expect(page.locator("#losses")).to_be_visible()
    assert (page.locator("#losses .over").bounding_box() or {"height": 0})["height"] > 100
    rates = page.locator(".ranking .rate")
    assert [one.strip() for one in rates.all_inner_texts()] == ["α = 0.03", "α = 0.0032", "α = 0.03", "α = 0.45"]


def test_the_four_are_told_when_they_have_been_seen(window: Window) -> None:
    page = window.open("/optimizers/four?view=projector")
    for told in ("0.960", "145", "52", "1341", "258", "0.0263", "3 : 1", "as fast"):
        assert told not in seen(page)
    page.keyboard.press("PageDown")
    page.wait_for_selector("html.playing")
    page.keyboard.press("PageDown")
    expect(page.locator("#count")).to_have_text("400")
    window.settle()
    for told in ("0.960", "145", "52", "1341", "258", "0.0263", "3 : 1", "2.8× as fast"):
        assert told in seen(page)


def test_softmax_has_its_loss_and_its_gradient_in_a_room(window: Window) -> None:
    page = window.open("/softmax?view=projector")
    assert "0.417" in seen(page)
    for row in page.locator(".cell.g[data-letter]").all():
        expect(row).to_be_visible()
    box = page.locator(".number .aha").bounding_box()
    assert box is not None
    assert box["height"] < 1.5 * page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.number .aha')).fontSize)"
    )


def test_the_landing_page_crosses_the_edge_by_a_clicker_and_comes_back(window: Window) -> None:
    page = window.open("/?view=projector")
    page.keyboard.press("PageDown")
    page.wait_for_selector("#hero.blown")
    assert "0.0400" in seen(page)
    page.keyboard.press("PageUp")
    page.wait_for_selector("#hero:not(.blown)")
