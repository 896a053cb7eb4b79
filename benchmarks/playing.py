"""In Chromium: what a frame costs while paths play and while a hand pans and zooms, and how soon a picture follows.

A slider's picture is there when the plot says that it is drawn; the fine picture of a new window likewise.
"""

from __future__ import annotations

import shutil
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks._clock import machine, tell
from benchmarks._servers import SLOPES, served
from benchmarks.browser import ARGS, NAMES

ROUNDS = 3
EIGHT = ("sgd(lr=0.001)", "momentum(lr=0.001)", "nesterov(lr=0.001)", "adagrad(lr=0.1)", "rmsprop", "adam(lr=0.01)")
RACE = "&".join(f"run={one}" for one in (*EIGHT, "adamw(lr=0.01)", "nadam(lr=0.01)"))
PLAYED = f"/optimizers?surface=rosenbrock&{RACE}&steps=1000&step=0"

# Every animation frame of the page, timed: how long its script took and how long after the last one it came.
PLAY = """
async () => {
  const real = window.requestAnimationFrame, costs = [], times = [];
  window.requestAnimationFrame = (work) => real((now) => {
    const start = performance.now();
    work(now);
    costs.push(performance.now() - start);
    times.push(start);
  });
  document.querySelector("#play").click();
  await new Promise((done) => setTimeout(done, 5000));
  window.requestAnimationFrame = real;
  return [costs, times.slice(1).map((time, i) => time - times[i])];
}
"""
SLIDE = """
async ([selector, step]) => {
  const times = [], first = Number(document.querySelector(selector).value);
  for (let i = 1; i <= 40; i++) {
    const drawn = new Promise((done) => document.addEventListener("slopes:drawn", done, {once: true}));
    const start = performance.now(), slider = document.querySelector(selector);
    slider.value = String(first + i * step);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    await drawn;
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  return times;
}
"""


FRAMES = """
() => {
  window.gaps = [];
  let last = performance.now();
  const look = (now) => { window.gaps.push(now - last); last = now; window.counting = requestAnimationFrame(look); };
  window.counting = requestAnimationFrame(look);
}
"""
COUNTED = "() => { cancelAnimationFrame(window.counting); return window.gaps.slice(2); }"
FINE = """
() => { window.fine = new Promise((done) => document.addEventListener("slopes:drawn", () => done(performance.now()))); }
"""


def panned(page: Page) -> list[float]:
    """Milliseconds between frames while a hand pans the landscape."""
    box = page.locator("#landscape .over").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)
    page.evaluate(FRAMES)
    for k in range(150):
        page.mouse.move(x + 60 * ((k % 50) / 25 - 1), y + 30 * ((k % 30) / 15 - 1))
    gaps: list[float] = page.evaluate(COUNTED)
    page.mouse.up()
    page.wait_for_timeout(1500)
    return gaps


def zoomed(page: Page) -> tuple[list[float], float]:
    """Milliseconds between frames while a wheel zooms the landscape, and from its last turn to the fine picture."""
    box = page.locator("#landscape .over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.4 * box["height"])
    page.keyboard.down("Control")
    page.evaluate(FRAMES)
    for _ in range(60):
        page.mouse.wheel(0, -20)
    gaps: list[float] = page.evaluate(COUNTED)
    page.evaluate(FINE)
    page.mouse.wheel(0, -20)
    start: float = page.evaluate("performance.now()")
    page.keyboard.up("Control")
    return gaps, page.evaluate("window.fine") - start


def opened(page: Page, address: str) -> Page:
    """The page, once its paths are drawn."""
    page.goto(address)
    page.wait_for_selector(".plot.drawn")
    page.wait_for_timeout(500)
    return page


def measured(page: Page, address: str) -> dict[str, list[Any]]:
    """Each measurement a few times over: frames at play, sliders on both pages, a hand that pans and zooms."""
    races, curves = f"{address}/optimizers?steps=300", f"{address}/activations?f=sigmoid&f=tanh&f=elu"
    return {
        "frames": [opened(page, address + PLAYED).evaluate(PLAY) for _ in range(ROUNDS)],
        "optimizers": [opened(page, races).evaluate(SLIDE, ["#k-0-lr", -1]) for _ in range(ROUNDS)],
        "activations": [opened(page, curves).evaluate(SLIDE, ["#k-2-alpha", 0.1]) for _ in range(ROUNDS)],
        "hands": [(panned(opened(page, races)), *zoomed(opened(page, races))) for _ in range(ROUNDS)],
    }


def main() -> None:
    path = next((one for name in NAMES if (one := shutil.which(name))), None)
    if path is None:
        print("Chromium is not installed, so nothing is measured in it")
        return
    machine()
    with (
        served(*SLOPES, target="/health") as slopes,
        sync_playwright() as play,
        play.chromium.launch(executable_path=path, args=ARGS) as browser,
    ):
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        found = measured(page, f"http://127.0.0.1:{slopes.port}")
    rate = 1000 / median(median(gaps) for _, gaps in found["frames"])
    tell("frames a second, 8 paths x 1,000 points", rate, 58)
    tell("script a frame, median", median(median(costs) for costs, _ in found["frames"]), 2, " ms", at_most=True)
    for name in ("optimizers", "activations"):
        late = median(quantiles(times, n=20)[-1] for times in found[name])
        tell(f"slider to picture on {name}, p95", late, 100, " ms", at_most=True)
    tell("frames a second while panning", 1000 / median(median(pan) for pan, _, _ in found["hands"]), 45)
    tell("frames a second while zooming", 1000 / median(median(wheel) for _, wheel, _ in found["hands"]), 45)
    tell("fine picture after a gesture", median(fine for _, _, fine in found["hands"]), 200, " ms", at_most=True)


if __name__ == "__main__":
    main()
