"""Small things a hand expects on the labs: fine and coarse steps, two clicks on a legend, numbers of the right run."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.core.descent.walk import race
from app.core.numerals import decimal
from app.web.races.names import names_of
from app.web.races.query import RaceQuery
from tests.pages.conftest import Window
from tests.pages.hands import Hand


def query(page: Page) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlparse(page.url).query).items()}


def test_the_start_moves_by_keys_ten_times_as_far_and_a_tenth(window: Window) -> None:
    page = window.open("/optimizers")
    low, high = RaceQuery().window.left, RaceQuery().window.right
    x = float(page.locator("#start").get_attribute("data-x") or 0)
    page.locator("#start").focus()
    for key, times in (("ArrowRight", 1), ("Shift+ArrowRight", 10), ("Alt+ArrowRight", 0.1)):
        address = page.url
        page.keyboard.press(key)
        expect(page).not_to_have_url(address)
        window.settle()
        assert float(query(page)["x"]) == pytest.approx(x + times * (high - low) / 60, abs=0.002), key
        x = float(query(page)["x"])


def test_a_score_moves_by_keys_ten_times_as_far_and_a_tenth(window: Window) -> None:
    page, score = window.open("/softmax"), 0.25
    page.locator("#z-1").focus()
    for key, far in (("Shift+ArrowRight", 1), ("Alt+ArrowRight", 0.01)):
        address = page.url
        page.keyboard.press(key)
        expect(page).not_to_have_url(address)
        window.settle()
        score += far
        assert query(page)["b"].startswith("1.5,")
        assert float(query(page)["b"].split(",")[1]) == pytest.approx(score), key


def test_a_race_that_was_played_and_paused_is_no_step_of_the_history_and_at_its_end_begins_anew(window: Window) -> None:
    page = window.open("/optimizers?steps=40&step=40")
    entries = page.evaluate("history.length")
    page.locator("#play").click()
    expect(page.locator("#count")).not_to_have_text("40")
    page.locator("#play").click()
    page.wait_for_selector("html:not(.playing)")
    window.settle()
    assert int(query(page).get("step", 34)) < 40
    assert page.evaluate("history.length") == entries


def test_the_readout_tells_the_run_that_is_pointed_at(window: Window) -> None:
    asked = RaceQuery.model_validate({"focus": 0})
    runs, shown = race(asked.run, asked.conditions), asked.window
    i = 3
    others = np.concatenate([np.column_stack([one.x, one.y]) for k, one in enumerate(runs) if k != i])
    mine = np.column_stack([runs[i].x, runs[i].y])[3:30]
    far = np.abs(mine[:, None] - others).max(axis=2).min(axis=1)
    far[[not shown.inside(x, y) for x, y in mine]] = 0
    k = 3 + int(far.argmax())
    page, hand = window.open("/optimizers?focus=0"), Hand(window, "landscape")
    page.wait_for_selector("html.live")
    page.mouse.move(*hand.place(float(runs[i].x[k]), float(runs[i].y[k])))
    expect(page.locator("#readout")).to_contain_text(f"{names_of(asked.run)[i]}, step {k}")
    expect(page.locator("#readout")).to_contain_text(f"loss {decimal(float(runs[i].value[k]))}")


@pytest.mark.parametrize(("path", "row"), [("/optimizers", "run"), ("/activations", "row")])
def test_two_clicks_on_a_legend_show_only_that_one_and_one_click_hides_it(window: Window, path: str, row: str) -> None:
    page = window.open(path)
    page.locator(f"#{row}-1 .legend").dblclick()
    page.wait_for_url("**hidden=**")
    window.settle()
    page.wait_for_timeout(300)
    count = page.locator(f"[id^={row}-].hidden-run, [id^={row}-].out").count()
    assert count == page.locator(f"[id^={row}-][data-f]").count() - 1
    assert not re.search("hidden-run|out", page.locator(f"#{row}-1").get_attribute("class") or "")


def test_what_can_be_copied_is_told_with_the_address_of_this_server_also_later(window: Window) -> None:
    page = window.open("/activations")
    page.locator("#row-1 th a").click()
    page.wait_for_url("**focus=1**")
    window.settle()
    told = page.locator("#copy-text").text_content() or ""
    assert f"{window.server}/api/activations" in told
    assert "{origin}" not in told


@pytest.mark.parametrize("path", ["/activations", "/softmax"])
def test_another_theme_asks_for_figures_in_its_colours(window: Window, path: str) -> None:
    page = window.open(path)
    with page.expect_response(lambda answer: "format=plotly" in answer.url and "theme=dark" in answer.url):
        page.locator("#theme").click()


@pytest.mark.parametrize(("down", "names"), [(0.2, ("y_low", "y_high")), (0.85, ("slope_low", "slope_high"))])
def test_a_panel_that_is_dragged_up_keeps_its_own_height(window: Window, down: float, names: tuple[str, str]) -> None:
    page, hand = window.open("/activations?f=gelu&f=silu"), Hand(window, "plot")
    left, top = hand.point(0.3, down)
    low, high = hand.ranges()["y2" if names[0] == "y_low" else "y"]
    hand.drag((left, top), (left, top + 30))
    hand.settle()
    assert query(page).keys() == {"f", *names}
    assert float(query(page)[names[0]]) > low
    assert float(query(page)[names[1]]) > high
