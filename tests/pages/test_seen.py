"""What has to be seen is seen: the step itself in its panel, the star under what rests on it, what is chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from app.core.optimizers import OPTIMIZERS
from tests.pages.conftest import Window
from tests.pages.test_keys import PLAYED

UPDATE = """() => {
  const panel = document.querySelector(".explainer").getBoundingClientRect();
  const line = document.querySelector(".explainer .update").getBoundingClientRect();
  return [line.height > 10, line.top >= panel.top - 1, line.bottom <= panel.bottom + 1];
}"""
WIDTHS = ((1366, 768), (1920, 1080), (1100, 768), (390, 844))

# The contrast of a text with what is behind it, as the Web's guidelines reckon it.
CONTRAST = """(one) => {
  const bytes = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => bytes(colour).map((byte) => byte / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
    .reduce((sum, share, k) => sum + share * [0.2126, 0.7152, 0.0722][k], 0);
  let behind = one;
  while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
  const [a, b] = [light(getComputedStyle(one).color), light(getComputedStyle(behind).backgroundColor)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
CHOSEN = [("/optimizers/four", ".segments a[aria-current]"), ("/optimizers/four", ".speeds :checked + span"),
          ("/optimizers", ".presets a[aria-current]"), ("/optimizers?view=tilted", "#tilt"),
          ("/optimizers", ".speeds :checked + span"), ("/activations", ".presets a[aria-current]")]  # fmt: skip

# The colour of the canvas over a plot at a place of its axes, some px away from it, as the style sheet would say it.
INKED = """(plot, [x, y, down]) => {
  const canvas = plot.querySelector(".moving"), full = plot.querySelector(".drawing")._fullLayout;
  const left = full.xaxis._offset + full.xaxis.d2p(x) - full._size.l, sharp = devicePixelRatio;
  const top = full.yaxis._offset + full.yaxis.d2p(y) - full._size.t + down;
  const copy = Object.assign(document.createElement("canvas"), {width: canvas.width, height: canvas.height});
  const pen = copy.getContext("2d", {willReadFrequently: true});
  pen.drawImage(canvas, 0, 0);
  const {data} = pen.getImageData(Math.round(left * sharp) - 1, Math.round(top * sharp), 3, 1);
  return [0, 4, 8].map((k) => [...data.slice(k, k + 4)]);
}"""


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_the_update_itself_is_seen_at_every_step_of_every_optimizer(window: Window, name: str) -> None:
    for surface, step in (("beale", 34), ("rastrigin", 200)):
        window.page.goto(f"{window.server}/optimizers?surface={surface}&run={name}&step={step}")
        for width, height in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": height})
            assert window.page.evaluate(UPDATE) == [True, True, True], (surface, step, width)
        last = window.page.locator(".explainer .update dt").inner_text()
        assert last.split(" ")[0] in {"x", "y"}


def dark(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "chosen"), CHOSEN)
def test_what_is_chosen_can_be_read_with_the_pointer_on_it(window: Window, path: str, chosen: str, scheme: str) -> None:
    dark(window.page, scheme)
    page = window.open(path)
    one = page.locator(chosen).first
    one.hover(force=True)  # what is pressed may lie over it, unseen
    assert one.evaluate(CONTRAST) >= 4.5


def test_hovering_a_run_leaves_its_outcome_where_it_is(window: Window) -> None:
    page = window.open("/optimizers")
    outcome = page.locator("#run-1 .outcome")
    page.locator("#run-1 .pick").scroll_into_view_if_needed()  # it is the higher of both
    before = outcome.inner_text(), outcome.bounding_box()
    page.locator("#run-1 .pick").hover()
    page.wait_for_timeout(200)
    expect(outcome).to_be_visible()
    assert (outcome.inner_text(), outcome.bounding_box()) == before


@pytest.mark.parametrize("path", ["/optimizers?step=240", "/optimizers?surface=rosenbrock&steps=3000&step=3000"])
def test_the_star_is_seen_when_all_have_come_to_rest_on_it(window: Window, path: str) -> None:
    page = window.open(path)
    page.wait_for_timeout(300)
    x, y = (1, 1) if "rosenbrock" in path else (3, 0.5)
    tip = page.locator("#landscape").evaluate(INKED, [x, y, -13])
    assert any(max(abs(byte - 26) for byte in one[:3]) < 70 and one[3] > 150 for one in tip), tip


def test_slow_shows_two_steps_a_second(window: Window) -> None:
    page = window.open("/optimizers?step=0")
    page.evaluate(PLAYED)
    page.locator(".speeds label", has_text="slow").click()
    page.locator("#play").click()
    expect(page.locator("#count")).to_have_text("4")
    page.locator("#play").click()
    first: dict[int, float] = {}
    for time, step in page.evaluate("played"):
        first.setdefault(step, time)
    for step in (2, 3, 4):
        assert (first[step] - first[1]) / 1000 == pytest.approx((step - 1) / 2, abs=0.3)
