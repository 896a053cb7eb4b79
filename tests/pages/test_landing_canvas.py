"""What moves on the landing page: a canvas over the still picture, which draws what the core computes."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from app.web.landing.page import LandingPage, LandingQuery, others
from tests.pages.conftest import Window
from tests.pages.test_landing import drag, number, rate, still

INKED = """(points) => {
  const plot = document.querySelector("#hero-plot"), canvas = plot.querySelector(".moving");
  const [{across, down}] = JSON.parse(plot.dataset.axes), copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const pen = copy.getContext("2d", {willReadFrequently: true});
  pen.drawImage(canvas, 0, 0);
  const share = (value, [low, high]) => (value - low) / (high - low);
  return points.map(([x, y]) => [...pen.getImageData(Math.round(share(x, across.range) * canvas.width),
    Math.round((1 - share(y, down.range)) * canvas.height), 1, 1).data].slice(0, 3));
}"""
BLUE, RED = [5, 122, 255], [138, 23, 0]


def inked(page: Page, places: Sequence[tuple[float, float]]) -> list[list[int]]:
    """The colours of the canvas at places of the landscape."""
    found: list[list[int]] = page.evaluate(INKED, [[float(x), float(y)] for x, y in places])
    return found


def test_the_canvas_draws_what_the_core_computes(window: Window) -> None:
    page = window.open("/?edge=known")
    for share in (0, 30, 60, 75):
        drag(page, share)
        window.settle()
        told = LandingPage(LandingQuery(lr=rate(page)))
        expect(page.locator("#words")).to_have_text(told.words)
        page.wait_for_timeout(200)
        assert inked(page, [(told.run.x[k], told.run.y[k]) for k in (1, 5, 13, 21)]) == [BLUE] * 4
        assert page.locator(".still .moves:visible").count() == 0  # the canvas draws it


def test_a_link_shows_what_its_sender_saw(window: Window) -> None:
    page = window.open("/")
    drag(page, 90)
    expect(page.locator("#known")).to_be_visible()
    page.get_by_role("link", name="What does momentum do?").click()
    page.wait_for_url("**show=momentum")
    window.settle()
    lr, seen = rate(page), (number(page), still(page), page.locator("#hero").get_attribute("class"))
    told = LandingPage(LandingQuery(lr=lr, show="momentum"))
    places = [(one.x[21], one.y[21]) for one in others()]
    page.wait_for_timeout(200)
    colours = inked(page, places)
    assert colours == [RED, BLUE]
    assert seen[1] == ["momentum", "Adam", f"SGD, {told.label}"]
    window.open(page.url.removeprefix(window.server))
    assert (number(page), still(page), page.locator("#hero").get_attribute("class")) == seen
    assert inked(page, places) == colours
