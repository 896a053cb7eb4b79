"""What every page is held to in a browser: nothing for axe to find, no sideways scrolling, and how soon it answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

import pytest
from playwright.sync_api import Page

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()

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


def assert_clean(page: Page) -> None:
    """Axe finds nothing, and the page is no wider than its window."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    page.evaluate(AXE)  # by the debugger: the page's own policy forbids foreign scripts
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    assert [(one["id"], one["nodes"][0]["html"][:120], one["nodes"][0]["failureSummary"]) for one in found] == []


def slide(page: Page, slider: str, values: Sequence[float], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Print how long it takes from a slider to the picture; a time is told, never asserted."""
    times = page.evaluate(SLIDE, [slider, list(values), said])
    with capsys.disabled():
        middle, late = sorted(times)[len(times) // 2], quantiles(times, n=20)[-1]
        print(f"\n{page.title()}: {slider} to picture: 95 % within {late:.0f} ms, half within {middle:.0f} ms")
    assert len(times) == len(values)
