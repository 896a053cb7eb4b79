"""The slide's four panels as learners use them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from app.core.descent.contests import SCENES, STEPS, Setting, four
from app.web.four.words import told
from tests.pages.checks import assert_clean
from tests.pages.conftest import Window

HOME = "/optimizers/four"
WILD = f"{HOME}?alpha=10&rho=0.99&step=400"
STATES = [HOME, f"{HOME}?rho=0.99&fair=1&step=0", WILD, f"{HOME}?view=projector"]


def numbers(page: Page) -> list[str]:
    return [cell.inner_text() for cell in page.locator(".told dd").all()]


def of_the_core(setting: Setting) -> list[str]:
    return [told(one, result) for one in four(setting) for result in one.results]


def at(page: Page) -> int:
    return int(page.locator("#count").inner_text())


@pytest.mark.parametrize("path", STATES)
def test_every_state_is_clean_for_axe_and_console(window: Window, path: str) -> None:
    assert_clean(window, path)


def test_the_untouched_page_has_the_numbers_of_the_slide(window: Window) -> None:
    page = window.open(HOME)
    assert numbers(page) == ["0.960", "−1.036", "145", "52", "1341", "258", "0.0263", "0.257"]
    assert page.locator("#score").inner_text() == "3 : 1"
    assert page.locator(".won dt").all_inner_texts() == ["Momentum", "Momentum", "Momentum", "SGD"]
    bottom = page.locator("#lab").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 768  # nothing to scroll between a slider and what it does


def test_four_buttons_a_box_and_a_switch_turn_all_four(window: Window) -> None:
    page = window.open(HOME)
    page.get_by_role("link", name="0.99", exact=True).click()
    page.wait_for_url("**rho=0.99**")
    window.settle()
    assert numbers(page) == of_the_core(Setting(rho=0.99))
    assert page.locator("#score").inner_text() == "2 : 2"
    page.locator("#rho-box").fill("0.95")
    page.locator("#rho-box").press("Enter")
    page.wait_for_url("**rho=0.95**")
    window.settle()
    assert numbers(page)[:2] == ["0.960", "0.960"]  # it falls back in
    page.get_by_role("link", name="0.9", exact=True).click()
    page.wait_for_url(re.compile(r"four(\?step=\d+)?$"))
    page.get_by_role("link", name="made fair").click()
    page.wait_for_url("**fair=1**")
    window.settle()
    assert numbers(page) == of_the_core(Setting(fair=True))
    assert "Level" in page.locator("#noise .verdict").inner_text()
    page.locator("#alpha-box").fill("3")
    page.locator("#alpha-box").press("Enter")
    page.wait_for_url("**alpha=3**")
    window.settle()
    assert numbers(page) == of_the_core(Setting(alpha=3.0, fair=True))


def test_a_slider_is_one_step_of_the_history_and_a_link_shows_the_same_again(window: Window) -> None:
    page = window.open(HOME)
    page.locator("#rho").focus()
    entries = page.evaluate("history.length")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    window.settle()
    assert page.evaluate("history.length") == entries + 1
    places = (page.locator("#rho").get_attribute("data-places") or "").split(" ")
    rho = float(places[int(page.locator("#rho").input_value())])
    assert rho > 0.9
    page.wait_for_url(f"**rho={rho:g}**")
    before, address = numbers(page), page.url.removeprefix(window.server)
    assert before == of_the_core(Setting(rho=rho))
    assert numbers(window.open(address)) == before


def test_all_four_play_step_and_scrub_together(window: Window) -> None:
    page = window.open(f"{HOME}?step=0")
    page.locator("#play").click()
    page.wait_for_selector("html.playing")
    expect(page.locator("#count")).not_to_have_text("0")
    page.locator("#play").click()
    page.wait_for_selector("html:not(.playing)")
    window.settle()
    here = at(page)
    assert page.url.endswith(f"step={here}")
    page.locator("#forward").click()
    expect(page.locator("#count")).to_have_text(str(here + 1))
    page.locator("#back").click()
    expect(page.locator("#count")).to_have_text(str(here))
    page.locator("#scrub").evaluate("e => { e.value = '20'; e.dispatchEvent(new Event('input', {bubbles: true})) }")
    page.wait_for_url("**step=20**")
    window.settle()
    assert page.evaluate("history.length") == 2  # where it was paused is no step of the history
    page.locator("#reset").click()
    page.wait_for_url("**step=0**")


def test_rho_is_turned_while_all_four_go_on(window: Window) -> None:
    page = window.open(f"{HOME}?step=0")
    page.locator(".speeds label").first.click()
    page.locator("#play").click()
    page.wait_for_selector("html.playing")
    page.keyboard.press("]")
    page.wait_for_url("**rho=0.99**")
    window.settle()
    assert page.locator("html.playing").count() == 1
    assert page.locator("#play").inner_text() == "Pause"
    assert numbers(page) == of_the_core(Setting(rho=0.99))
    page.locator("#play").click()
    page.wait_for_selector("html:not(.playing)")
    window.settle()


def test_the_keyboard_alone_steps_and_turns(window: Window) -> None:
    page = window.open(f"{HOME}?step=3")
    page.keyboard.press(".")
    page.wait_for_url("**step=4**")
    window.settle()
    page.keyboard.press("]")
    page.wait_for_url("**rho=0.99**")
    window.settle()
    page.keyboard.press("[")
    page.keyboard.press("f")
    page.wait_for_url("**fair=1**")
    window.settle()


def test_the_keyboard_alone_plays_tells_and_shows(window: Window) -> None:
    page = window.open(HOME)
    page.keyboard.press("Space")
    page.wait_for_selector("html.playing")
    page.keyboard.press("Space")
    page.wait_for_selector("html:not(.playing)")
    window.settle()
    page.keyboard.press("d")
    page.wait_for_selector("#summary.open")
    page.keyboard.press("t")
    page.wait_for_selector("#table.open")
    assert page.locator("#table tbody tr").count() <= 25
    page.keyboard.press("r")
    page.wait_for_url("**step=0**")
    window.settle()
    page.keyboard.press("?")
    page.wait_for_selector("#help[open]")
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    page.wait_for_selector("html.projector")


@pytest.mark.parametrize("key", [scene.key for scene in SCENES])
def test_each_opens_alone_in_the_lab(window: Window, key: str) -> None:
    page = window.open(f"{HOME}?rho=0.5")
    page.locator(f"#{key} .alone").click()
    page.wait_for_url("**/optimizers?**")
    assert page.locator(".chip").count() == 2
    contest = next(one for one in four(Setting(rho=0.5)) if one.panel.key == key)
    assert [chip.get_attribute("data-f") for chip in page.locator(".chip").all()] == [
        str(one) for one in contest.racers
    ]


def test_what_is_out_of_range_is_refused_and_nothing_is_lost(window: Window) -> None:
    page = window.open(f"{HOME}?rho=0.5")
    page.locator("#rho-box").fill("1")
    page.locator("#rho-box").press("Enter")
    page.wait_for_selector("#refusal:not([hidden])")
    assert "Rho must be at most 0.999" in page.locator("#refusal").inner_text()
    assert "rho=0.5" in page.url
    assert numbers(page) == of_the_core(Setting(rho=0.5))
    window.noise.clear()  # the console tells of the 422, as it should


@pytest.mark.parametrize("window", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_where_motion_is_unwanted(window: Window) -> None:
    page = window.open(HOME)
    assert page.evaluate("document.getAnimations().length") == 0
    page.locator("#play").click()
    expect(page.locator("#count")).to_have_text(str(STEPS))
    assert page.locator("html.playing").count() == 0


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_page_reads_and_its_links_work(window: Window) -> None:
    page = window.page
    page.goto(window.server + HOME)
    assert page.locator(".still .moves[stroke-width='2']").count() == 8  # both lines of each panel
    page.get_by_role("link", name="0.99", exact=True).click()
    assert page.locator("#score").inner_text() == "2 : 2"


@pytest.mark.parametrize("window", [{"viewport": {"width": 390, "height": 844}}], indirect=True)
def test_on_a_phone_rho_and_the_player_stay_in_reach(window: Window) -> None:
    page = window.open(HOME)
    page.locator("#noise").scroll_into_view_if_needed()
    for control in ("#rho", "#play"):
        box = page.locator(control).bounding_box()
        assert box is not None
        assert 844 - 180 <= box["y"] <= 844
