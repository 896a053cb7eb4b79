"""A plot in a real browser, and a hand on it: what its axes show, where its numbers lie, and every gesture there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from playwright.sync_api import Locator, Page, Request

from tests.pages.conftest import Window

Ranges = dict[str, list[float]]
# Longer than any gesture waits for another click, or for the wheel to turn on: what delays its timers delays these too.
REST = "async () => { for (let k = 0; k < 3; k += 1) await new Promise((done) => setTimeout(done, 100)); }"
DRAWING = 150  # ms that Plotly takes for a figure that has arrived

RANGES = """plot => Object.fromEntries(JSON.parse(plot.dataset.axes).flatMap(({x, y}) => [x, y]).map((name) =>
  [name, [...plot.querySelector(".drawing")._fullLayout[`${name[0]}axis${name.slice(1)}`].range]]))"""
PLACE = """(plot, [x, y, name]) => {
  const full = plot.querySelector(".drawing")._fullLayout, box = plot.querySelector(".drawing").getBoundingClientRect();
  const across = full.xaxis, down = full[`yaxis${name.slice(1)}`];
  return [box.left + across._offset + across.d2p(x), box.top + down._offset + down.d2p(y)];
}"""
NUMBERS = """(plot, [left, top, name]) => {
  const full = plot.querySelector(".drawing")._fullLayout, box = plot.querySelector(".drawing").getBoundingClientRect();
  const across = full.xaxis, down = full[`yaxis${name.slice(1)}`];
  return [across.p2d(left - box.left - across._offset), down.p2d(top - box.top - down._offset)];
}"""


class Hand:
    """A hand on one plot of a page."""

    def __init__(self, window: Window, name: str) -> None:
        self.window, self.page, self.name = window, window.page, name
        self._under_way: set[Request] = set()
        self.page.on("request", lambda one: self._under_way.add(one))
        self.page.on("requestfinished", lambda one: self._under_way.discard(one))
        self.page.on("requestfailed", lambda one: self._under_way.discard(one))

    @property
    def plot(self) -> Locator:
        return self.page.locator(f"#{self.name}")

    def ranges(self) -> Ranges:
        """What each axis shows."""
        found: Ranges = self.plot.evaluate(RANGES)
        return found

    def place(self, x: float, y: float, axis: str = "y") -> tuple[float, float]:
        """Where numbers lie in the browser's window."""
        left, top = self.plot.evaluate(PLACE, [x, y, axis])
        return left, top

    def numbers(self, left: float, top: float, axis: str = "y") -> tuple[float, float]:
        """What numbers lie at a place of the browser's window."""
        x, y = self.plot.evaluate(NUMBERS, [left, top, axis])
        return x, y

    def box(self) -> tuple[float, float, float, float]:
        """The plot area in the browser's window: left, top, width, height."""
        found = self.plot.locator(".over").bounding_box()
        assert found is not None
        return found["x"], found["y"], found["width"], found["height"]

    def point(self, across: float, down: float) -> tuple[float, float]:
        """A place by its shares of the plot area."""
        left, top, wide, high = self.box()
        return left + across * wide, top + down * high

    def settle(self) -> None:
        """Wait until the gesture is over, the page has changed and the plot shows what the page says."""
        self.page.evaluate(REST)
        self.window.settle()
        while self._under_way:
            self.page.wait_for_timeout(20)
        self.page.wait_for_selector(f"#{self.name}.drawn")
        self.page.wait_for_timeout(DRAWING)

    def wheel(self, at: tuple[float, float], turns: int = 3, ctrl: bool = True) -> None:
        """Turn the wheel: forwards, which brings the picture closer, if `turns` is positive."""
        self.page.mouse.move(*at)
        if ctrl:
            self.page.keyboard.down("Control")
        for _ in range(abs(turns)):
            self.page.mouse.wheel(0, -100 if turns > 0 else 100)
            self.page.wait_for_timeout(20)
        if ctrl:
            self.page.keyboard.up("Control")

    def drag(self, start: tuple[float, float], end: tuple[float, float], shift: bool = False) -> None:
        """Pull with the button held."""
        if shift:
            self.page.keyboard.down("Shift")
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=6)
        self.page.mouse.up()
        if shift:
            self.page.keyboard.up("Shift")

    def click(self, at: tuple[float, float], times: int = 1) -> None:
        """Press the button, once or twice."""
        self.page.mouse.click(*at, click_count=times) if times == 1 else self.page.mouse.dblclick(*at)

    def entries(self) -> int:
        """How long the history is."""
        return int(self.page.evaluate("history.length"))


class Fingers:
    """Fingers on a touch screen, as Chromium's own protocol sends them."""

    def __init__(self, page: Page) -> None:
        self._page, self._session = page, page.context.new_cdp_session(page)

    def send(self, kind: str, *places: tuple[float, float]) -> None:
        points: list[Any] = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)]
        self._session.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})

    def move(self, starts: list[tuple[float, float]], ends: list[tuple[float, float]], steps: int = 8) -> None:
        """All fingers down, along straight ways, and up."""
        self.send("Start", *starts)
        for k in range(1, steps + 1):
            share = k / steps
            self.send("Move", *[((1 - share) * a + share * c, (1 - share) * b + share * d)
                                for (a, b), (c, d) in zip(starts, ends, strict=True)])  # fmt: skip
            self._page.wait_for_timeout(30)
        self.send("End")


@dataclass(frozen=True)
class Plot:
    """A plot, where it is found, the names that the state has for the ends of its axes, and what a click would set."""

    path: str
    name: str
    ends: dict[str, tuple[str, str]]
    placed: tuple[str, ...]
    empty: tuple[float, float]  # shares of the plot area where nothing but ground is

    @property
    def names(self) -> set[str]:
        return {end for ends in self.ends.values() for end in ends}


CURVES = Plot("/activations?f=gelu&f=silu&f=mish", "plot", {"x": ("low", "high")}, ("at",), (0.3, 0.2))
GROUND = Plot("/optimizers", "landscape", {"x": ("x_low", "x_high"), "y": ("y_low", "y_high")}, ("x", "y"), (0.3, 0.8))
LOSSES = Plot("/optimizers", "losses", {"x": ("step_low", "step_high")}, ("step",), (0.7, 0.25))
PLOTS = [pytest.param(one, id=one.name) for one in (CURVES, GROUND, LOSSES)]
every_plot = pytest.mark.parametrize("plot", PLOTS)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 700}, "has_touch": True, "is_mobile": True}


def query(page: Page) -> dict[str, str]:
    """The last value of each parameter of the address."""
    return {name: values[-1] for name, values in parse_qs(urlparse(page.url).query).items()}


def asked(page: Page, plot: Plot) -> dict[str, float]:
    """The window in the address."""
    return {name: float(value) for name, value in query(page).items() if name in plot.names}


def opened(window: Window, plot: Plot) -> Hand:
    window.open(plot.path)
    hand = Hand(window, plot.name)
    hand.plot.scroll_into_view_if_needed()
    return hand


def width(hand: Hand, axis: str = "x") -> float:
    low, high = hand.ranges()[axis]
    return high - low
