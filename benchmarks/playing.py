"""In Chromium: what a frame costs while eight paths of 1,000 points play, and how soon a slider changes the picture."""

from __future__ import annotations

import shutil
from statistics import median, quantiles

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
async () => {
  const times = [], first = Number(document.querySelector("#k-0-lr").value);
  for (let i = 1; i <= 40; i++) {
    const drawn = new Promise((done) => document.addEventListener("slopes:drawn", done, {once: true}));
    const start = performance.now(), slider = document.querySelector("#k-0-lr");
    slider.value = String(first - i);
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    await drawn;
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - start);
  }
  return times;
}
"""


def opened(page: Page, address: str) -> Page:
    """The page, once its paths are drawn."""
    page.goto(address)
    page.wait_for_selector("html.live")
    page.wait_for_timeout(500)
    return page


def main() -> None:
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
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
        address = f"http://127.0.0.1:{slopes.port}"
        frames = [opened(page, address + PLAYED).evaluate(PLAY) for _ in range(ROUNDS)]
        slides = [opened(page, f"{address}/optimizers?steps=300").evaluate(SLIDE) for _ in range(ROUNDS)]
    rate = 1000 / median(median(gaps) for _, gaps in frames)
    tell("frames a second, 8 paths x 1,000 points", rate, 58)
    tell("script a frame, median", median(median(costs) for costs, _ in frames), 2, " ms", at_most=True)
    tell("slider to picture, p95", median(quantiles(times, n=20)[-1] for times in slides), 100, " ms", at_most=True)


if __name__ == "__main__":
    main()
