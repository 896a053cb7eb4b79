"""The page on batches as learners use it."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.pages.checks import assert_clean
from tests.pages.conftest import Window
from tests.pages.hands import query

SMALL = "/sgd?data=linear(n=2000,d=4)"
LONG = "/sgd?samples=8000000&run=sgd(lr=0.005)&batch=1"  # goes on long enough to be stopped
STATES = [SMALL, f"{SMALL}&seeds=20&across=seconds", f"{SMALL}&view=projector",
          f"{SMALL}&run=sgd(lr=5)&batch=2000&samples=400000"]  # fmt: skip


ACROSS = "JSON.stringify(document.querySelector('#fits-live')._fullLayout.xaxis.range)"


def finish(page: Page) -> None:
    page.wait_for_selector("#lab[data-done=true]")


@pytest.mark.parametrize("path", STATES)
def test_every_state_is_clean_for_axe_and_console(window: Window, path: str) -> None:
    assert_clean(window, path)


def test_a_million_rows_go_on_from_their_beginning_to_their_end(window: Window) -> None:
    page = window.page
    page.goto(f"{window.server}/sgd")
    expect(page.locator(".meter tbody tr").last).to_contain_text("all rows")
    finish(page)
    assert "×" in page.locator(".aha").inner_text()
    assert "has made one step" in page.locator(".number").inner_text()
    expect(page.locator(".progress")).to_be_hidden()
    page.wait_for_selector("#fits.drawn")


def test_runs_are_stopped_and_go_on(window: Window) -> None:
    page = window.page
    page.goto(window.server + LONG)
    button = page.get_by_role("button", name="Stop")
    button.click()
    expect(page.locator("#left")).to_have_text("Stopped")
    window.settle()
    before = page.locator("#total").inner_text()
    page.wait_for_timeout(600)
    assert page.locator("#total").inner_text() == before
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#total")).not_to_have_text(before)
    page.get_by_role("button", name="Stop").click()


def test_the_switch_shows_another_cost(window: Window) -> None:
    page = window.open(SMALL)
    page.get_by_role("link", name="seconds measured here").click()
    page.wait_for_url("**across=seconds**")
    window.settle()
    expect(page.locator(".segments [aria-current]")).to_have_text("seconds measured here")


def test_a_batch_from_its_box_changes_that_run_alone(window: Window) -> None:
    page = window.open(SMALL)
    box = page.locator("#run-1 input[type=number][data-knob=batch]")
    box.fill("64")
    box.press("Enter")
    page.wait_for_url(re.compile("batch=1&batch=64&batch=2000"))
    window.settle()
    finish(page)
    assert [row.get_attribute("data-batch") for row in page.locator(".fit").all()] == ["1", "64", "2000"]
    assert page.locator("#run-1 b").inner_text().endswith("64 rows")


def test_seeds_leave_each_run_its_batch(window: Window) -> None:
    page = window.open(SMALL)
    page.locator("#seeds").fill("5")
    page.locator("#seeds").press("Enter")
    page.wait_for_url("**seeds=5**")
    finish(page)
    assert [row.get_attribute("data-batch") for row in page.locator(".fit").all()] == ["1", "32", "2000"]


def test_other_data_have_runs_that_suit_them(window: Window) -> None:
    page = window.open(SMALL)
    page.select_option("#data", label="Moons")
    page.wait_for_url("**data=moons**")
    finish(page)
    expect(page.locator(".fit")).to_have_count(3)


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_the_beginning_is_read_and_the_whole_is_a_link_away(window: Window) -> None:
    page = window.page
    page.goto(f"{window.server}/sgd")
    assert page.locator("#fits .still path").count() > 2
    assert page.locator(".meter tbody tr").count() == 3
    link = page.get_by_role("link", name="the picture").get_attribute("href")
    assert link is not None
    assert "format=svg" in link


def test_the_window_is_the_page_s_and_comes_back(window: Window) -> None:
    page = window.open(SMALL)
    finish(page)
    page.wait_for_selector("#fits.drawn")
    page.get_by_role("button", name="Zoom in").first.click()
    page.wait_for_url("**x_low=**y_high=**")
    window.settle()
    seen = page.evaluate(ACROSS)
    told = query(page)
    assert json.loads(seen) == pytest.approx([float(told["x_low"]), float(told["x_high"])], abs=0.01)
    page.reload()
    page.wait_for_selector("#fits.drawn")
    again = page.evaluate(ACROSS)
    assert json.loads(again) == pytest.approx(json.loads(seen), abs=0.01)
    page.go_back()
    page.wait_for_url(re.compile(r"^(?!.*x_low).*$"))


def test_knobs_of_the_data_keep_the_runs_and_batches_of_all_rows_stay_so(window: Window) -> None:
    page = window.open(f"{SMALL}&run=sgd(lr=0.02)&run=sgd(lr=0.05)&batch=7&batch=2000")
    for knob, value in (("kappa", "20"), ("n", "500")):
        page.locator(f"[data-entry=data][data-knob={knob}]").fill(value)
        page.locator(f"[data-entry=data][data-knob={knob}]").press("Enter")
        page.wait_for_url(f"**{knob}={value}**")
        window.settle()
    assert [row.get_attribute("data-batch") for row in page.locator(".fit").all()] == ["7", "500"]
    assert "sgd(lr=0.02)" in (page.locator("#run-0").get_attribute("data-f") or "")


def test_a_rate_that_is_turned_keeps_its_scent_while_runs_go_on(window: Window) -> None:
    page = window.page
    page.goto(window.server + LONG)
    page.wait_for_selector("#run-0 .curve")
    for _ in range(5):
        page.locator("#k-0-lr").press("ArrowLeft")
        window.settle()
        assert page.locator("#run-0 .curve").count() == 1
    page.get_by_role("button", name="Stop").click()
