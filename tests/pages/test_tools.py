"""The toolbar of a plot: by pointer and by keyboard, full screen, and the files that it gives."""

from __future__ import annotations

import csv
import json
import struct
from pathlib import Path
from xml.etree import ElementTree

import plotly.graph_objects as go

from tests.pages.checks import until
from tests.pages.conftest import Window
from tests.pages.hands import LOSSES, Hand, Plot, every_plot, opened


def full_screen_and_back(hand: Hand) -> None:
    window, name = hand.window, hand.name
    before = hand.box()[2]
    hand.plot.locator("[data-zoom=full]").click()
    window.page.wait_for_selector(f"#{name}:fullscreen")
    until(window.page, f"document.querySelector('#{name} .over').getBoundingClientRect().width > {before}")
    window.page.keyboard.press("Escape")
    window.page.evaluate("document.fullscreenElement && document.exitFullscreen()")
    window.page.wait_for_selector(f"#{name}:not(:fullscreen)")


@every_plot
def test_a_plot_fills_the_screen_and_its_toolbar_is_one_stop_of_the_tab_key(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    full_screen_and_back(hand)
    tools = hand.plot.locator(".plot-tools")
    assert tools.locator("[tabindex='0']").count() == 1
    tools.locator("[tabindex='0']").focus()
    seen = []
    for _ in range(8):
        seen.append(window.page.evaluate("document.activeElement.title"))
        window.page.keyboard.press("ArrowRight")
    assert {"Zoom out (−)", "Zoom in (+)", "Full screen", "Save"} <= set(seen)
    window.page.keyboard.press("End")
    assert window.page.evaluate("document.activeElement.title") == "Save"
    window.page.keyboard.press("Enter")
    window.page.keyboard.press("ArrowDown")
    assert window.page.evaluate("document.activeElement.textContent") == "PNG"
    assert tools.locator("[tabindex='0']").count() == 1


FILES = {
    "plot": "activations-gelu-silu-mish",
    "landscape": "race-beale-sgd-momentum-rmsprop-adam",
    "losses": "losses-beale-sgd-momentum-rmsprop-adam",
}


@every_plot
def test_every_file_can_be_opened_and_its_name_tells_what_it_is(window: Window, plot: Plot) -> None:
    hand = opened(window, plot)
    found: dict[str, Path] = {}
    names = {"CSV": FILES["landscape" if plot is LOSSES else plot.name]}  # its numbers are the race's
    for kind in ("PNG", "SVG", "Plotly", "CSV"):
        hand.plot.locator(".keep summary").click()
        with window.page.expect_download() as saved:
            hand.plot.locator(".keep .sheet").get_by_text(kind, exact=True).click()
        end = {"Plotly": "json"}.get(kind, kind.lower())
        assert saved.value.suggested_filename == f"{names.get(kind, FILES[plot.name])}.{end}"
        found[kind] = Path(saved.value.path())
        if hand.plot.locator(".keep[open]").count():
            window.page.keyboard.press("Escape")
    told = json.loads(found["Plotly"].read_text())
    assert len(go.Figure(told).data) >= 4
    head, *rows = csv.reader(found["CSV"].read_text().splitlines())
    assert len(rows) > 100
    assert all(len(row) == len(head) for row in rows)
    picture = ElementTree.fromstring(found["SVG"].read_text())
    size = int(picture.get("width", 0)), int(picture.get("height", 0))
    assert size == (told["layout"]["width"], told["layout"]["height"])
    data = found["PNG"].read_bytes()
    assert (data[:4], struct.unpack(">II", data[16:24])) == (b"\x89PNG", (2 * size[0], 2 * size[1]))
    assert renders(window, found["SVG"]) > 0.005  # of its pixels are not paper


SEEN = """async (text) => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], {type: "image/svg+xml"}));
  await image.decode();
  const board = document.createElement("canvas"), pen = board.getContext("2d");
  [board.width, board.height] = [image.naturalWidth, image.naturalHeight];
  pen.drawImage(image, 0, 0);
  const {data} = pen.getImageData(0, 0, board.width, board.height);
  let inked = 0;
  for (let k = 0; k < data.length; k += 4) inked += data[k] + data[k + 1] + data[k + 2] < 600;
  return inked * 4 / data.length;
}"""


def renders(window: Window, path: Path) -> float:
    """Which share of a picture's pixels are darker than paper and tints."""
    return float(window.page.evaluate(SEEN, path.read_text()))


def test_files_show_the_window_and_the_step_that_are_on_screen(window: Window) -> None:
    page = window.open("/optimizers?step=12&x_low=2&x_high=4&y_low=0&y_high=1&view=projector")
    address = page.locator("#landscape a[download$='.json']").get_attribute("href") or ""
    told = page.request.get(window.server + address).json()
    low, high = told["layout"]["xaxis"]["range"]
    assert (low <= 2, high >= 4, high - low < 2.6) == (True, True, True)
    past = [one for one in told["data"] if one.get("name") == "Adam"]
    assert past[0]["customdata"][-1] == 12
    assert told["layout"]["font"]["size"] > 20  # for a room
