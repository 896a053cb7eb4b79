"""What every page is held to in a browser: nothing for axe to find, no sideways scrolling, how soon it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import TOLD
from tests.pages.conftest import Window

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()

COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # the rules that a theme can break
FITTED = """[...document.querySelectorAll(".plot:has(.js-plotly-plot)")].every((plot) => {
  const {paper_bgcolor: paper, width} = plot.querySelector(".js-plotly-plot")._fullLayout;
  const wide = plot.getBoundingClientRect().width;  // of what is not shown, 0
  return paper === "#ffffff" && (!wide || Math.abs(width - wide) < 1);
}) && document.getAnimations().every((one) => !(one instanceof CSSTransition))"""  # each in light colours, in its place

# Move a slider from value to value, each time as soon as the page has said that the last one is on screen.
SLIDE = """async ([slider, values, said]) => {
  const times = [];
  for (const value of values) {
    const drawn = new Promise((done) => document.addEventListener(said, done, {once: true}));
    const start = performance.now(), input = document.querySelector(slider);
    input.value = String(value);
    input.dispatchEvent(new Event("input", {bubbles: true}));
    await drawn;
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  return times;
}"""


def clean(page: Page, **options: Any) -> None:
    """Axe finds nothing, and nothing sticks out to the side."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)  # by the debugger: the page's own policy forbids foreign scripts
    run = "options => axe.run(document, {resultTypes: ['violations'], ...options}).then(r => r.violations)"
    found = page.evaluate(run, options)
    assert [(one["id"], one["nodes"][0]["html"][:120], one["nodes"][0]["failureSummary"]) for one in found] == []


def assert_clean(window: Window, path: str) -> None:
    """In the dark, in the light, then as narrow as a phone: axe finds nothing, and the page fits its window."""
    window.page.emulate_media(color_scheme="dark")
    page = window.open(path)
    clean(page, runOnly=COLOURS)
    page.emulate_media(color_scheme="light")
    until(page, FITTED)
    clean(page)
    page.set_viewport_size({"width": 320, "height": 640})
    until(page, FITTED)
    clean(page)


def until(page: Page, holds: str) -> None:
    """Wait until a condition of the page holds."""
    for _ in range(750):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"it never held: {holds}")


def slide(page: Page, slider: str, values: Sequence[float], said: str, tell: Callable[[str, object], None]) -> None:
    """Tell how long it takes from a slider to the picture; a time is told, never asserted."""
    times = page.evaluate(SLIDE, [slider, list(values), said])
    middle, late = sorted(times)[len(times) // 2], quantiles(times, n=20)[-1]
    tell(TOLD, f"{page.title()}: {slider} to picture: 95 % within {late:.0f} ms, half within {middle:.0f} ms")
    assert len(times) == len(values)
