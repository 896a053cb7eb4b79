"""The landing page and its answers: stale ones are dropped, none is told, and what cannot be answered is not asked."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Route, expect

from app.web.landing.page import LandingPage, LandingQuery
from tests.pages.conftest import Window


def words(lr: float) -> str:
    return LandingPage(LandingQuery(lr=lr)).words


def test_of_many_wishes_that_wait_the_last_is_kept(window: Window) -> None:
    page = window.open("/?edge=known")
    held: list[Route] = []
    page.route("**/?*lr=*", lambda route: route.continue_() if held else held.append(route))
    page.locator("#slide").focus()
    for _ in range(9):
        page.keyboard.press("ArrowLeft")
    while not held:
        page.wait_for_timeout(10)
    lr = page.locator("#lr").input_value()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "&lr=" in request.url else None)
    held[0].continue_()
    expect(page.locator("#words")).to_have_text(words(float(lr)))
    window.settle()
    assert [url.rpartition("lr=")[2] for url in asked] == [lr]  # those between were never asked for


def test_stale_runs_are_dropped(window: Window) -> None:
    page = window.open("/?edge=known")
    held: list[Route] = []
    page.route("**/api/races?*lr=0.003)*", lambda route: held.append(route))
    page.locator("#slide").press("Home")
    while not held:
        page.wait_for_timeout(10)
    with page.expect_event("requestfailed") as dropped:
        page.locator("#slide").press("End")
    assert "lr=0.003)" in dropped.value.url
    expect(page.locator("#words")).to_have_text(words(0.08))


def test_a_silent_server_is_told_and_heals_by_itself(window: Window) -> None:
    page = window.open("/?edge=known")
    page.route("**/?*lr=*", lambda route: route.abort())
    page.locator("#slide").press("ArrowLeft")
    expect(page.locator("#refusal")).to_contain_text("No answer from the server")
    page.unroute("**/?*lr=*")
    expect(page.locator("#refusal")).to_be_hidden()
    assert "lr=" in page.url
    window.noise.clear()  # the console tells of the broken connection, as it should


def test_a_rate_beyond_the_slider_is_not_asked_for(window: Window) -> None:
    page = window.open("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#lr").fill("0.5")
    page.locator("#lr").press("Enter")
    page.wait_for_timeout(100)
    assert asked == []
    assert not page.evaluate("document.getElementById('lr').validity.valid")
    assert page.locator("#words").text_content() == words(0.0385)


@pytest.mark.parametrize(
    "query", ["lr=0.5", "lr=0.0029", "lr=nan", "lr=0.04&lr=0.05", "show=all", "edge=1", "elsewhere=1"]
)
def test_what_the_page_does_not_know_is_refused(server: str, query: str) -> None:
    assert httpx.get(f"{server}/?{query}").status_code == 422
