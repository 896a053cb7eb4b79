"""A server that is busy, away or breaks off: the page says so, waits as told, and heals by itself."""

from __future__ import annotations

import json
from typing import Any

import httpx
from playwright.sync_api import Route, expect

from tests.pages.conftest import Window

STEPS = 6_000  # of four runs together more than a race in one answer has
RUNS = """async () => {
  const script = document.querySelector("script[src$='optimizers.js']").src.replace("optimizers.js", "race.js");
  return (await import(script)).runs;
}"""


def test_a_busy_server_is_asked_again_when_it_says(window: Window) -> None:
    page, refused = window.open("/?edge=known"), list[str]()

    def busy(route: Route) -> None:
        if len(refused) == 2:
            return route.continue_()
        refused.append(route.request.url)
        return route.fulfill(status=503 if refused else 429, headers={"Retry-After": "1"}, body="")

    page.route("**/?*lr=*", busy)
    page.locator("#slide").press("ArrowLeft")
    expect(page.locator("#refusal")).to_contain_text("The server is busy. It is asked again.")
    expect(page.locator("#refusal")).to_be_hidden()
    assert refused == [refused[0]] * 2
    assert sorted(page.url.partition("?")[2].split("&")) == sorted(refused[0].partition("?")[2].split("&"))
    window.noise.clear()  # the console tells of each refusal, as it should


def test_a_newer_wish_is_not_kept_waiting(window: Window) -> None:
    page, asked = window.open("/?edge=known"), list[str]()

    def away(route: Route) -> None:
        asked.append(route.request.url)
        return route.abort() if route.request.url == asked[0] else route.continue_()

    page.route("**/?*lr=*", away)
    page.locator("#slide").press("Home")
    expect(page.locator("#refusal")).to_contain_text("No answer from the server")
    page.locator("#slide").press("End")
    expect(page.locator("#refusal")).to_be_hidden()
    assert "lr=0.08" in page.url
    window.noise.clear()


def test_a_stream_that_breaks_off_goes_on_where_it_was(window: Window) -> None:
    asked = list[dict[str, str]]()

    def broken(route: Route) -> None:
        asked.append(route.request.all_headers())
        if len(asked) > 1:
            return route.continue_()
        with httpx.stream("GET", route.request.url, headers={"Accept": "application/jsonl"}) as told:
            lines = [line for line, _ in zip(told.iter_lines(), range(5), strict=False)]
        return route.fulfill(content_type="application/jsonl", body="\n".join(lines) + '\n{"type":"st')

    window.page.route("**/api/races/stream*", broken)
    page = window.open(f"/optimizers?steps={STEPS}")
    found: list[dict[str, Any]] = []
    while not found or len(found[0]["x"]) <= STEPS:
        page.wait_for_timeout(100)
        found = page.evaluate(RUNS)
    answer = httpx.get(f"{window.server}/api/races", params={"steps": STEPS}).json()
    assert [run["x"] for run in found] == [run["x"] for run in answer["runs"]]
    assert asked[1]["last-event-id"] == str(2**4 - 1)
    assert json.dumps(found[0]["value"]) == json.dumps(answer["runs"][0]["value"])


def test_plotly_that_did_not_come_is_asked_for_again(window: Window) -> None:
    page, lost = window.page, list[str]()

    def once(route: Route) -> None:
        lost.append(route.request.url)
        return route.abort() if len(lost) == 1 else route.continue_()

    page.route("**/vendor/plotly-*", once)
    page.goto(f"{window.server}/activations")
    while not lost:
        page.wait_for_timeout(20)
    page.locator("#at").press("ArrowRight")
    page.wait_for_selector("#plot.drawn")
    assert len(lost) == 2
    window.noise.clear()
