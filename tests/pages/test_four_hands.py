"""The four plots taken hold of: wheel, drag, box, keys and toolbar change the state; what moves follows."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.core.descent.contests import SCENES
from tests.pages.conftest import Window

HOME = "/optimizers/four"
EACH = pytest.mark.parametrize("key", [scene.key for scene in SCENES])
RANGES = """(key) => {
  const full = document.querySelector(`#${key}-plot-live`)._fullLayout;
  return ["xaxis", "yaxis"].map((axis) => [...full[axis].range]);
}"""


def ranges(page: Page, key: str) -> list[list[float]]:
    found: list[list[float]] = page.evaluate(RANGES, key)
    return found


def width(pair: list[float]) -> float:
    return pair[1] - pair[0]


def middle(page: Page, key: str) -> tuple[float, float]:
    box = page.locator(f"#{key}-plot .over").bounding_box()
    assert box is not None
    return box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.6


def state(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def asked(page: Page, key: str) -> list[list[float]]:
    """The window that the address tells."""
    told = state(page)
    assert told["zoomed"] == key
    return [[float(told["x_low"]), float(told["x_high"])], [float(told["y_low"]), float(told["y_high"])]]


def zoom(window: Window, key: str) -> None:
    """Turn the wheel over a panel, and wait until the page says so."""
    page = window.page
    page.mouse.move(*middle(page, key))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_url(f"**zoomed={key}**")
    window.settle()
    expect(page.locator(f"#{key}-plot .whole")).to_be_visible()
    page.wait_for_timeout(300)


@EACH
def test_the_wheel_zooms_with_ctrl_and_the_window_is_state(window: Window, key: str) -> None:
    page = window.open(HOME)
    zoom(window, key)
    usual = {"trap": 4.2, "saddle": 4.4, "ravine": 4.0, "noise": 400.0}
    across, up = asked(page, key)
    assert width(across) < 0.95 * usual[key]
    assert ranges(page, key) == [pytest.approx(across, rel=5e-3), pytest.approx(up, rel=2e-2, abs=5e-3)]
    for other in {"trap", "saddle", "ravine", "noise"} - {key}:
        assert width(ranges(page, other)[0]) == pytest.approx(usual[other], rel=2e-3)
    window.open(page.url.removeprefix(window.server))
    assert ranges(page, key)[0] == pytest.approx(across, rel=5e-3)
    page.go_back()
    page.wait_for_url(f"**{HOME}")


def test_a_bare_wheel_scrolls_the_page_until_the_plot_was_clicked(window: Window) -> None:
    page = window.open(HOME)
    page.set_viewport_size({"width": 1366, "height": 500})
    page.mouse.move(*middle(page, "saddle"))
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 0
    assert state(page) == {}
    page.mouse.click(*middle(page, "saddle"))
    page.mouse.wheel(0, -60)
    page.wait_for_url("**zoomed=saddle**")
    window.settle()


@EACH
def test_a_drag_pans_and_shift_with_a_drag_is_a_box(window: Window, key: str) -> None:
    page = window.open(HOME)
    (x, y), (before, _) = middle(page, key), ranges(page, key)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=4)
    page.mouse.up()
    page.wait_for_url(f"**zoomed={key}**")
    window.settle()
    across, _ = asked(page, key)
    assert width(across) == pytest.approx(width(before), rel=5e-3)
    assert across[0] < before[0]
    page.wait_for_timeout(300)
    page.keyboard.down("Shift")
    page.mouse.move(x - 50, y - 30)
    page.mouse.down()
    page.mouse.move(x + 50, y + 30, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    page.wait_for_url(lambda url: f"x_low={across[0]:g}" not in url)
    window.settle()
    inner, _ = asked(page, key)
    assert across[0] < inner[0] < inner[1] < across[1]


@EACH
def test_a_double_click_the_key_0_and_the_button_bring_the_usual_window_back(window: Window, key: str) -> None:
    page = window.open(HOME)
    for back in ("dblclick", "0", "button"):
        zoom(window, key)
        if back == "dblclick":
            page.mouse.dblclick(*middle(page, key))
        elif back == "0":
            page.locator(f"#{key}-plot").press("0")
        else:
            page.locator(f"#{key}-plot .whole").click()
        page.wait_for_url(lambda url: "zoomed" not in url)
        window.settle()
        expect(page.locator(f"#{key}-plot .whole")).to_have_count(0)
        assert "step" not in state(page)  # two clicks place nothing


def test_keys_and_buttons_zoom_about_the_middle(window: Window) -> None:
    page = window.open(HOME)
    page.locator("#ravine-plot").press("+")
    page.wait_for_url("**zoomed=ravine**")
    window.settle()
    assert asked(page, "ravine")[0] == pytest.approx([-4 / 3, 4 / 3], rel=1e-3)
    page.wait_for_timeout(300)
    page.locator("#ravine-plot [data-zoom=out]").click()
    page.wait_for_url(lambda url: "x_low=-1.3" not in url)
    window.settle()
    assert asked(page, "ravine")[0] == pytest.approx([-2, 2], rel=2e-3)


def test_the_files_of_a_panel_are_its_picture(window: Window) -> None:
    page = window.open(f"{HOME}?rho=0.5")
    for key in (scene.key for scene in SCENES):
        links: dict[str, str] = dict(
            page.locator(f"#{key}-plot .keep a").evaluate_all("all => all.map((one) => [one.download, one.href])")
        )
        assert list(links) == [f"momentum-{key}.{ending}" for ending in ("svg", "json", "csv")]
        assert httpx.get(links[f"momentum-{key}.svg"]).text.startswith("<svg ")
        told: dict[str, Any] = json.loads(httpx.get(links[f"momentum-{key}.json"]).content)
        assert [one.get("name") for one in told["data"] if one.get("meta", {}).get("moves") == 1][-3] == "Momentum"
        assert re.match("number,run,step,x,y,value,", httpx.get(links[f"momentum-{key}.csv"]).text)
        page.locator(f"#{key}-plot").hover()
        page.locator(f"#{key}-plot .keep summary").click()
        with page.expect_download() as saved:
            page.locator(f"#{key}-plot [data-png]").click()
        assert saved.value.suggested_filename == f"momentum-{key}.png"


def test_the_value_that_is_chosen_can_be_read_under_the_pointer(window: Window) -> None:
    page = window.open(HOME)
    chosen = page.locator(".rho .segments [aria-current]")
    chosen.hover()
    look = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    assert chosen.evaluate(look) == ["rgb(255, 255, 255)", "rgb(26, 26, 26)"]
