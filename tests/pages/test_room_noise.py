"""Noise before a room: bands, medians and floors are uncovered as they are played; a black screen in between."""

from __future__ import annotations

import pytest

from app.web.races.questions import RACE_QUESTIONS, race_url
from tests.pages.conftest import Window

NOISY = [race_url(one, "projector") for one in RACE_QUESTIONS if one.query().has_band]
PANELS = "/optimizers/four?view=projector"
# The right end of what is painted of the bands, in px from the left edge of the plot's area; whether a floor is seen.
SEEN = """id => {
  const plot = document.getElementById(id), layer = plot.querySelector(".drawing .scatterlayer");
  const clip = getComputedStyle(layer).clipPath;
  return clip === "none" ? Infinity : Math.max(...clip.match(/-?[\\d.]+px/g).map(parseFloat));
}"""
FLOORS = """id => [...document.querySelectorAll(`#${id} .drawing .shapelayer path`)]
  .filter((one) => getComputedStyle(one).visibility === "visible" && one.style.strokeDasharray).length"""
SCRUB = "(one, to) => { one.value = to; one.dispatchEvent(new Event('input', {bubbles: true})) }"


@pytest.mark.parametrize(("path", "plot"), [*((path, "losses") for path in NOISY), (PANELS, "noise-plot")])
def test_noise_is_uncovered_as_it_is_played(window: Window, path: str, plot: str) -> None:
    page = window.open(path)
    assert page.evaluate(SEEN, plot) <= 1
    assert page.evaluate(FLOORS, plot) == 0
    seen = []
    for step in ("100", "300"):
        page.locator("#scrub").evaluate(SCRUB, step)
        seen.append(page.evaluate(SEEN, plot))
    assert seen[1] == pytest.approx(3 * seen[0], rel=0.02)
    assert page.evaluate(FLOORS, plot) == 0
    page.locator("#scrub").evaluate(SCRUB, "400")
    assert page.evaluate(SEEN, plot) == float("inf")
    assert page.evaluate(FLOORS, plot) == (2 if plot == "noise-plot" else 0)
    window.settle()


def test_b_is_a_black_screen_until_any_key_which_does_nothing_else(window: Window) -> None:
    page = window.open("/optimizers?view=projector")
    for back in ("b", "PageDown", "."):
        page.keyboard.press("b")
        assert page.evaluate("getComputedStyle(document.documentElement, '::after').backgroundColor") == "rgb(0, 0, 0)"
        page.keyboard.press(back)
        assert page.locator("html.black").count() == 0
    assert page.locator("#count").inner_text() == "0"
    page.keyboard.press("Escape")
    page.wait_for_selector("html:not(.projector)")
    page.keyboard.press("b")
    assert page.locator("html.black").count() == 0
