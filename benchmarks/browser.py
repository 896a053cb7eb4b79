"""In Chromium, with nothing cached: when the first figure is visible, and when the first interactive plot is.

The peer is the page that Plotly for Python writes, with the plotly.min.js of its wheel.
"""

from __future__ import annotations

import shutil
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks._clock import machine, tell
from benchmarks._servers import SLOPES, served

ROUNDS = 9
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FIGURE = ".around text"  # the server's own picture is there: its ticks come last
OURS = ".plot.drawn .main-svg .scatterlayer path.js-line"
PLOTLY = ".main-svg .scatterlayer path.js-line"

# Milliseconds from the start of the visit until a frame with the element in it has been handed to the screen.
WATCH = """
window.seen = {};
const wanted = %s;
function look() {
  for (const selector of wanted) {
    const found = seen[selector] === undefined && document.querySelector(selector);
    const box = found && found.getBoundingClientRect();
    if (box && box.width + box.height > 0) {
      seen[selector] = null;
      requestAnimationFrame(() => setTimeout(() => { seen[selector] = performance.now(); }));
    }
  }
  if (wanted.some((selector) => seen[selector] === undefined)) requestAnimationFrame(look);
}
look();
"""


def visit(browser: Browser, address: str, *selectors: str) -> list[float]:
    """Seconds until each selector's element is on the screen of a browser that has never been there."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    try:
        page = context.new_page()
        page.add_init_script(WATCH % list(selectors))
        page.goto(address)
        for selector in selectors:
            page.wait_for_selector(selector, state="attached")
        while None in (times := page.evaluate("selectors => selectors.map(one => seen[one] ?? null)", list(selectors))):
            page.wait_for_timeout(20)
        return [time / 1000 for time in times]
    finally:
        context.close()


def main() -> None:
    path = next((one for name in NAMES if (one := shutil.which(name))), None)
    if path is None:
        print("Chromium is not installed, so nothing is measured in it")
        return
    machine()
    with (
        served(*SLOPES, target="/health") as slopes,
        served("benchmarks._wheel:app") as wheel,
        sync_playwright() as play,
        play.chromium.launch(executable_path=path, args=ARGS) as browser,
    ):
        ours, theirs = f"http://127.0.0.1:{slopes.port}/activations", f"http://127.0.0.1:{wheel.port}/"
        visit(browser, ours, OURS), visit(browser, theirs, PLOTLY)  # once unmeasured: the browser itself warms up
        rounds = [(*visit(browser, ours, FIGURE, OURS), *visit(browser, theirs, PLOTLY)) for _ in range(ROUNDS)]
    first, plot, peer = (median(column) for column in zip(*rounds, strict=True))
    print(f"first interactive plot: {plot:.3f} s, the wheel's page {peer:.3f} s")
    tell("first figure visible", first, 0.3, " s", at_most=True)
    share = median(one[1] / one[2] for one in rounds)
    tell("first interactive plot against the wheel's page", share, 0.6, at_most=True)


if __name__ == "__main__":
    main()
