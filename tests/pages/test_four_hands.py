"""The four plots taken hold of: wheel, drag, box, keys and toolbar change the state; what moves follows."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.core.descent.contests import NOISE, SCENES, Setting, cloud, contest, path
from app.web.page.numerals import decimal
from tests.pages.conftest import Window

HOME = "/optimizers/four"
EACH = pytest.mark.parametrize("key", [scene.key for scene in SCENES])
RANGES = """(key) => {
  const full = document.querySelector(`#${key}-plot-live`)._fullLayout;
  return ["xaxis", "yaxis"].map((axis) => [...full[axis].range]);
}"""
PLACE = """([key, x, y]) => {
  const live = document.querySelector(`#${key}-plot-live`), {xaxis, yaxis} = live._fullLayout;
  const box = live.getBoundingClientRect();
  return [box.left + xaxis._offset + xaxis.d2p(x), box.top + yaxis._offset + yaxis.d2p(y)];
}"""
INKED = """([key, points]) => {
  const canvas = document.querySelector(`#${key}-plot .moving`), box = canvas.getBoundingClientRect();
  const copy = document.createElement("canvas"), sharp = canvas.width / box.width;
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const pen = copy.getContext("2d", {willReadFrequently: true});
  pen.drawImage(canvas, 0, 0);
  const at = ([x, y]) => [Math.round((x - box.left) * sharp), Math.round((y - box.top) * sharp)];
  return points.map((point) => [...pen.getImageData(...at(point), 1, 1).data]);
}"""
INK, RED = [26, 26, 26, 255], [138, 23, 0, 255]


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


def zoomed(window: Window, key: str) -> Page:
    page = window.open(HOME)
    page.mouse.move(*middle(page, key))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_url(f"**zoomed={key}**")
    window.settle()
    expect(page.locator(f"#{key}-plot .whole")).to_be_visible()
    page.wait_for_timeout(300)
    return page


def point(key: str, step: int, index: int) -> tuple[float, float]:
    """Where a method is, by the core."""
    scene = next(one for one in SCENES if one.key == key)
    racer = contest(scene, Setting()).racers[index]
    if scene is NOISE:
        return float(step), float(cloud(scene, racer).mean[step])
    run = path(scene, racer)
    return float(run.x[step]), float(run.value[step] if key == "trap" else run.y[step])


@EACH
def test_the_wheel_zooms_with_ctrl_and_the_window_is_state(window: Window, key: str) -> None:
    page = zoomed(window, key)
    usual = {scene.key: 4.2 if scene.key == "trap" else 4.4 for scene in SCENES} | {"ravine": 4.0, "noise": 400.0}
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
    for back in ("dblclick", "0", "button"):
        page = zoomed(window, key)
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


@EACH
def test_a_run_is_read_under_the_pointer(window: Window, key: str) -> None:
    page = window.open(HOME)
    x, y = point(key, 5, 1)
    page.mouse.move(*page.evaluate(PLACE, [key, x, y]))
    card = page.locator(f"#{key} .readout")
    words = {"trap": f"weight {decimal(x)}\nloss ", "noise": "mean loss "}.get(key, f"x {decimal(x)}   y ")
    expect(card).to_be_visible()
    assert card.text_content() == f"Momentum, step 5\n{words}{decimal(y)}"
    expect(page.locator(".readout:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


@pytest.mark.parametrize(("key", "told"), [("trap", "weight"), ("saddle", "loss"), ("ravine", "loss")])
def test_the_ground_is_read_under_the_pointer(window: Window, key: str, told: str) -> None:
    page = window.open(HOME)
    x, y = page.evaluate(PLACE, [key, -1.5, 0.9 if key == "ravine" else -0.4])
    page.mouse.move(x, y)
    page.mouse.move(x + 1, y)
    expect(page.locator(f"#{key} .hoverlayer text").first).to_contain_text(told)


@EACH
def test_the_canvas_draws_the_runs_of_the_core_where_plotly_has_its_axes(window: Window, key: str) -> None:
    across = {"noise": "x_low=20&x_high=80&y_low=-2.5&y_high=1"}.get(key, "x_low=-1.9&x_high=1.7&y_low=-0.9&y_high=0.9")
    page = window.open(f"{HOME}?step=34&zoomed={key}&{across}")
    for step in (34, 33, 35):
        page.keyboard.press({34: "l", 33: ",", 35: "."}[step])
        if step == 35:
            page.keyboard.press(".")
        expect(page.locator("#count")).to_have_text(str(step))
        places = [page.evaluate(PLACE, [key, *point(key, step, index)]) for index in (0, 1)]
        sgd, momentum = page.evaluate(INKED, [key, places])
        assert momentum == RED
        assert sgd == INK or abs(places[0][0] - places[1][0]) < 12  # momentum lies over SGD


def test_a_click_in_noise_goes_to_its_step(window: Window) -> None:
    page = window.open(HOME)
    page.mouse.click(*page.evaluate(PLACE, ["noise", 200, 1.0]))
    page.wait_for_url("**step=200**")
    window.settle()


def test_while_rho_is_dragged_what_moves_follows_and_the_landscapes_stay(window: Window) -> None:
    page = window.open(HOME)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    box = page.locator("#rho").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=3)
    page.mouse.move(x + 60, y, steps=3)
    page.mouse.up()
    window.settle()
    page.wait_for_timeout(400)
    rho = state(page)["rho"]
    numbers = [url for url in asked_for if "/api/contests?" in url and "format" not in url]
    assert numbers[-1].endswith(f"/api/contests?rho={rho}")
    pictures = {parse_qs(urlsplit(url).query)["picture"][0] for url in asked_for if "format=plotly" in url}
    assert pictures == {"noise"}
    page.go_back()
    page.wait_for_url(f"**{HOME}")  # the drag is one step of the history


@EACH
def test_the_files_of_a_panel_are_its_picture(window: Window, key: str) -> None:
    page = window.open(f"{HOME}?rho=0.5")
    links: dict[str, str] = dict(
        page.locator(f"#{key}-plot .keep a").evaluate_all("all => all.map((one) => [one.download, one.href])")
    )
    assert list(links) == [f"momentum-{key}.{ending}" for ending in ("svg", "json", "csv")]
    assert httpx.get(links[f"momentum-{key}.svg"]).text.startswith("<svg ")
    told: dict[str, Any] = json.loads(httpx.get(links[f"momentum-{key}.json"]).content)
    assert [one.get("name") for one in told["data"] if one.get("meta", {}).get("moves") == 1][-3] == "Momentum"
    assert re.match("run,step,x,y,value\n", httpx.get(links[f"momentum-{key}.csv"]).text)
    with page.expect_download() as saved:
        page.locator(f"#{key}-plot").hover()
        page.locator(f"#{key}-plot .keep summary").click()
        page.locator(f"#{key}-plot [data-png]").click()
    assert saved.value.suggested_filename == f"momentum-{key}.png"


def test_the_value_that_is_chosen_can_be_read_under_the_pointer(window: Window) -> None:
    page = window.open(HOME)
    chosen = page.locator(".rho .segments [aria-current]")
    chosen.hover()
    look = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    assert chosen.evaluate(look) == ["rgb(255, 255, 255)", "rgb(26, 26, 26)"]
