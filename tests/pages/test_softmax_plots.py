"""The plots of the softmax page in the hand: wheel, drag, box, keys, tools, and the handles above them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Page, expect

from app.web.softmax.plots import PLOTS_OF
from app.web.softmax.questions import SOFTMAX_QUESTIONS, question_url
from tests.pages.conftest import Window

PATHS = {
    None: "/softmax",
    "binary": question_url(next(one for one in SOFTMAX_QUESTIONS if one.slug == "binary")),
    "breaks": "/softmax?panel=breaks",
}
PLOTS = [(PATHS[panel], name) for panel, names in PLOTS_OF.items() for name in names]
RANGES = """([id]) => {
  const full = document.querySelector(`#plot-${id} .js-plotly-plot`)._fullLayout;
  return ["xaxis", "yaxis"].map((axis) => [...full[axis].range]);
}"""

POINT = """() => {
  const [, , point] = document.querySelector("#plot-loss .js-plotly-plot").data;
  return [point.x[0], point.y[0]];
}"""


def ranges(page: Page, name: str) -> Any:
    return page.evaluate(RANGES, [name])


def box_of(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found


def middle(page: Page, selector: str) -> tuple[float, float]:
    box = box_of(page, selector)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def ground(page: Page, name: str) -> tuple[float, float]:
    """A place on a plot's empty ground, right of its middle, where no handle lies."""
    box = box_of(page, f"#plot-{name} .over")
    return box["x"] + 0.7 * box["width"], box["y"] + 0.45 * box["height"]


def width(pair: list[float]) -> float:
    return pair[1] - pair[0]


def back(page: Page, name: str) -> Any:
    return expect(page.locator(f"#plot-{name} [data-zoom=whole]"))


@pytest.mark.parametrize(("path", "name"), PLOTS)
def test_wheel_two_clicks_drag_and_box_change_what_a_plot_shows(window: Window, path: str, name: str) -> None:
    page = window.open(path)
    address = page.url
    wheel_and_two_clicks(page, name)
    drag_and_box(page, name)
    assert page.url == address  # the window of a small picture is no part of the state


def wheel_and_two_clicks(page: Page, name: str) -> None:
    """The wheel zooms with Ctrl, and two clicks bring the whole again."""
    usual, (x, y) = ranges(page, name), ground(page, name)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -120)
    assert ranges(page, name) == usual  # without Ctrl the page scrolls
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    back(page, name).to_be_visible()
    assert width(ranges(page, name)[0]) < 0.95 * width(usual[0])
    page.mouse.dblclick(x, y)
    back(page, name).to_be_hidden()
    page.wait_for_timeout(400)
    assert ranges(page, name) == usual


def drag_and_box(page: Page, name: str) -> None:
    """A drag pans, and with Shift it draws a box."""
    usual, (x, y) = ranges(page, name), ground(page, name)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y, steps=4)
    page.mouse.up()
    back(page, name).to_be_visible()
    back(page, name).to_have_text("moved")
    panned = ranges(page, name)
    assert panned[0][0] > usual[0][0]
    assert width(panned[0]) == pytest.approx(width(usual[0]), rel=1e-3)
    page.locator(f"#plot-{name} [data-zoom=whole]").click()
    back(page, name).to_be_hidden()
    page.wait_for_timeout(300)
    x, y = ground(page, name)  # to click a tool may have scrolled the page
    page.keyboard.down("Shift")
    page.mouse.move(x - 40, y - 15)
    page.mouse.down()
    page.mouse.move(x + 10, y + 15, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    back(page, name).to_have_text(re.compile("×"))
    assert width(ranges(page, name)[0]) < 0.7 * width(usual[0])


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/softmax", {"triangle": r"A 0\.\d+, B 0\.\d+, C 0\.\d+loss 0?\.?\d+", "loss": r"loss 0\.\d+, slope −\d",
                      "trail": r"step 7: loss 0\.\d+"}),
        (PATHS["binary"], {"binary": r"cross-entropy: 0\.\d+", "pull": r"squared error: size 0\.\d+"}),
        (PATHS["breaks"], {"floats": r"float32: e\^z overflows above z = 88\.723"}),
    ],
    ids=["one step", "binary", "breaks"],
)  # fmt: skip
def test_values_stand_under_the_pointer(window: Window, path: str, told: dict[str, str]) -> None:
    page = window.open(path)
    for name, words in told.items():
        box, (x, y) = box_of(page, f"#plot-{name} .over"), ground(page, name)
        if name == "triangle":
            x = box["x"] + box["width"] / 2
        if name == "floats":
            x, y = box["x"] + 0.78 * box["width"], box["y"] + 0.56 * box["height"]
        page.mouse.move(x - 2, y)
        page.mouse.move(x, y)
        card = page.locator(f"#plot-{name} .hoverlayer")
        expect(card).to_have_text(re.compile(words.replace(" ", r"\s")))


def test_keys_and_tools_zoom_and_lead_back(window: Window) -> None:
    page = window.open("/softmax")
    page.locator("#plot-loss").focus()
    page.keyboard.press("+")
    back(page, "loss").to_have_text("1.5 ×")
    page.keyboard.press("0")
    back(page, "loss").to_be_hidden()
    page.locator("#plot-triangle").get_by_label("Zoom in").click()
    back(page, "triangle").to_have_text("1.5 ×")
    page.locator("#plot-triangle").get_by_label("Back to the usual window").click()
    back(page, "triangle").to_be_hidden()
    page.locator("#plot-trail").get_by_label("Full screen").click()
    page.wait_for_selector("#plot-trail:fullscreen")


def test_files_have_telling_names_and_hold_the_figure(window: Window) -> None:
    page = window.open("/softmax?steps=2")
    page.locator("#plot-triangle .keep summary").click()
    names, kept = {}, b""
    for kind in ("PNG", "SVG", "Plotly"):
        with page.expect_download() as saved:
            page.locator("#plot-triangle .keep").get_by_text(kind, exact=True).click()
        names[kind] = saved.value.suggested_filename
        kept = saved.value.path().read_bytes()
        assert kept[:4] == {"PNG": b"\x89PNG", "SVG": b"<svg", "Plotly": b'{"da'}[kind]
    assert names == {kind: f"softmax-triangle-after-2-steps.{end}" for kind, end in
                     (("PNG", "png"), ("SVG", "svg"), ("Plotly", "json"))}  # fmt: skip
    assert {"data", "layout"} == json.loads(kept).keys()
    page.locator("#plot-trail .keep summary").click()
    with page.expect_download() as csv:
        page.locator("#plot-trail .keep").get_by_text("CSV").click()
    assert csv.value.suggested_filename == "softmax-trail.csv"
    rows = csv.value.path().read_text().splitlines()
    assert rows[0] == "step,loss,p_A,p_B,p_C"
    assert [row.split(",")[0] for row in rows[1:]] == ["0", "1", "2"]


def test_the_wheel_zooms_over_a_handle_too(window: Window) -> None:
    page = window.open(PATHS["binary"])
    usual = ranges(page, "pull")
    page.mouse.move(*middle(page, "#plot-pull .rail"))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    back(page, "pull").to_be_visible()
    assert width(ranges(page, "pull")[0]) < 0.95 * width(usual[0])


def test_a_zoomed_plot_stays_where_it_is_while_the_numbers_move(window: Window) -> None:
    page = window.open("/softmax")
    page.locator("#plot-loss").get_by_label("Zoom in").click()
    back(page, "loss").to_be_visible()
    zoomed = ranges(page, "loss")
    with page.expect_response(re.compile("picture=loss&format=plotly")):
        page.keyboard.press(".")
    page.wait_for_timeout(300)
    assert page.evaluate(POINT) == pytest.approx([0.780, 0.248], abs=1e-3)
    assert ranges(page, "loss") == zoomed
    back(page, "loss").to_be_visible()


def test_panels_come_and_go_and_each_plot_answers_to_one_hand(window: Window) -> None:
    page = window.open("/softmax")
    for words, name in (("Squared error", "pull"), ("Overflow", "floats"), ("One step", "loss")):
        page.locator(".views").get_by_text(words).click()
        page.wait_for_selector(f"#plot-{name}.drawn")
        usual = ranges(page, name)
        page.locator(f"#plot-{name}").get_by_label("Zoom in").click()
        back(page, name).to_be_visible()
        assert width(usual[0]) / width(ranges(page, name)[0]) == pytest.approx(1.5, rel=1e-2)


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_still_pictures_are_there(window: Window) -> None:
    for path, name in PLOTS:
        window.page.goto(window.server + path)
        still = window.page.locator(f"#plot-{name} .still path").first
        assert still.get_attribute("d")
        expect(window.page.locator(f"#plot-{name} .frame")).to_be_visible()
