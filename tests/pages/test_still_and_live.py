"""The still picture and the live one are one picture: numbers lie at the same places, and a canvas follows them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.pages.checks import FITTED, until
from tests.pages.conftest import Window
from tests.pages.hands import Hand, query

WIDTHS: list[ViewportSize] = [{"width": 1366, "height": 768}, {"width": 1920, "height": 1080},
                              {"width": 390, "height": 844}]  # fmt: skip
STATES = [
    ("/activations?f=sigmoid&f=tanh&f=relu&at=1.5", ["plot"]),
    ("/activations?f=gelu&f=silu&low=-3&high=0.5", ["plot"]),
    ("/optimizers?step=60", ["landscape", "losses"]),
    ("/optimizers?surface=saddle&run=sgd(lr=0.05)&x=1&y=1e-6", ["landscape", "losses"]),
    ("/optimizers?surface=quadratic(kappa=50)", ["landscape"]),
    ("/optimizers?x_low=2.99&x_high=3.01&y_low=0.495&y_high=0.505&step=240", ["landscape"]),
]

# Where the middles of ticks' texts and of points are, in px of the browser's window: those inside the plot area.
INSIDE = """const area = plot.querySelector(".over").getBoundingClientRect();
  const middle = (one) => { const box = one.getBoundingClientRect();
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2, box.width]; };
  const seen = ([x, y, wide], close) => wide && x > area.left - close && x < area.right + close
    && y > area.top - close && y < area.bottom + close;"""
STILL_TICKS = f"""plot => {{ {INSIDE}
  return ["x", "y"].flatMap((side) => [...plot.querySelectorAll(`.around .ticks-${{side}} text`)]
    .map((one) => [side, one.textContent, ...middle(one)]).filter(([, , ...at]) => seen(at, 60)))
    .filter(([side, , , y]) => side === "x" || (y > area.top - 1 && y < area.bottom + 1)); }}"""
LIVE_TICKS = f"""plot => {{ {INSIDE}
  return ["x", "y", "y2"].flatMap((name) => [...plot.querySelectorAll(`.${{name}}tick text`)]
    .map((one) => [name[0], one.textContent, ...middle(one)])); }}"""
POINTS = f"""(plot, points) => {{ {INSIDE}
  return [...plot.querySelectorAll(points)].map(middle).filter((at) => seen(at, -2)); }}"""
STILL_POINTS, LIVE_POINTS = ".still svg > g > svg > path", ".drawing .scatterlayer .points path"
SHOW_STILL = "plot => plot.classList.remove('drawn', 'moved')"
SHOW_LIVE = "(plot, moved) => plot.classList.add('drawn', ...(moved ? ['moved'] : []))"


def pair(window: Window, path: str, name: str) -> tuple[Hand, Page]:
    page = window.open(path)
    hand = Hand(window, name)
    hand.settle()
    return hand, page


def near(places: list[Any], others: list[Any], close: float = 1.0) -> list[Any]:
    """Which of the places have no other within so many px."""
    return [
        one for one in places if not any(abs(one[0] - a) <= close and abs(one[1] - b) <= close for a, b, _ in others)
    ]


@pytest.mark.parametrize(("path", "names"), STATES)
def test_ticks_and_points_lie_within_a_pixel(window: Window, path: str, names: list[str]) -> None:
    page = window.open(path)
    for size in WIDTHS:
        page.set_viewport_size(size)
        until(page, FITTED)
        Hand(window, names[0]).settle()
        for name in names:
            agree(Hand(window, name), f"{name} at {size['width']}")


def agree(hand: Hand, where: str) -> None:
    """The still picture and the live one of a plot have their ticks and points at the same places."""
    live_ticks, live_points = hand.plot.evaluate(LIVE_TICKS), hand.plot.evaluate(POINTS, LIVE_POINTS)
    moved = hand.plot.evaluate("plot => plot.classList.contains('moved')")
    hand.plot.evaluate(SHOW_STILL)
    still_ticks = hand.plot.evaluate(STILL_TICKS)
    assert len(still_ticks) >= 3, where
    for side, text, x, y, _ in still_ticks:
        shown = [(a, b) for s, t, a, b, wide in live_ticks if (s, t) == (side, text) and wide]
        if not shown and side == "x":  # Plotly leaves out a number that would be cut at the edge of the page
            continue
        assert min(abs(x - a) if side == "x" else abs(y - b) for a, b in shown) <= 1.0, (where, side, text)
    still_points = hand.plot.evaluate(POINTS, STILL_POINTS)
    moves = hand.plot.evaluate("plot => plot.querySelectorAll('.still g.moves svg > path').length")
    if not moves:  # else a canvas draws most of them
        assert len(still_points) >= 1, where
        assert near(still_points, live_points) == [], where
    assert near(live_points, still_points) == [], where
    hand.plot.evaluate(SHOW_LIVE, moved)


COPY = """const seen = plot.querySelector(".moving"), box = seen.getBoundingClientRect();
  const board = Object.assign(document.createElement("canvas"), {width: seen.width, height: seen.height});
  const pen = board.getContext("2d", {willReadFrequently: true});
  pen.drawImage(seen, 0, 0);"""
CANVAS = (
    f"plot => {{ {COPY}"
    + """
  const {data, width, height} = pen.getImageData(0, 0, board.width, board.height);
  const found = {};
  for (let k = 0; k < data.length; k += 4) if (data[k + 3] > 250) {
    const name = `${data[k]},${data[k + 1]},${data[k + 2]}`, at = k / 4;
    (found[name] ??= []).push([at % width, Math.floor(at / width)]);
  }
  return Object.fromEntries(Object.entries(found).filter(([, all]) => all.length > 40).map(([name, all]) =>
    [name, [box.left + all.reduce((s, p) => s + p[0], 0) / all.length * box.width / width,
            box.top + all.reduce((s, p) => s + p[1], 0) / all.length * box.height / height]])); }"""
)
PIXEL = (
    f"(plot, [left, top]) => {{ {COPY}"
    + """
  const scale = board.width / box.width;
  return [...pen.getImageData((left - box.left) * scale, (top - box.top) * scale, 1, 1).data]; }"""
)
INKS = {"SGD": "26,26,26", "Adam": "5,122,255", "RMSProp": "86,24,98", "Momentum": "138,23,0"}


def inked(hand: Hand, name: str) -> list[float]:
    """The middle of all that is drawn in the colour of a run."""
    found: dict[str, list[float]] = hand.plot.evaluate(CANVAS)
    return found[INKS[name]]


def test_the_canvas_follows_a_hand_that_pans_in_every_frame(window: Window) -> None:
    hand, page = pair(window, "/optimizers?step=20", "landscape")
    before = {name: inked(hand, name) for name in ("RMSProp", "Momentum")}
    start = hand.point(0.3, 0.8)
    page.mouse.move(*start)
    page.mouse.down()
    for dx, dy in ((20, -10), (40, -20)):
        page.mouse.move(start[0] + dx, start[1] + dy, steps=3)
        page.wait_for_timeout(60)
        for name, (x, y) in before.items():
            a, b = inked(hand, name)
            assert [a - x, b - y] == pytest.approx([dx, dy], abs=6), name  # what is cut at the edge shifts the middle
    page.mouse.up()
    hand.settle()
    assert query(page)["x_low"]


def test_the_canvas_draws_runs_where_the_axes_have_their_numbers(window: Window) -> None:
    hand, page = pair(window, "/optimizers?run=adam(lr=0.45)&step=30&x=1&y=1.5", "landscape")
    runs = page.request.get(f"{window.server}/api/races?run=adam(lr=0.45)&x=1&y=1.5").json()["runs"][0]
    left, top = hand.place(runs["x"][30], runs["y"][30])
    assert hand.plot.evaluate(PIXEL, [left, top]) == [5, 122, 255, 255]
    ring = hand.place(1, 1.5)
    assert hand.plot.evaluate(PIXEL, list(ring)) == [26, 26, 26, 255]
    handle = page.locator("#start").bounding_box()
    assert handle is not None
    assert handle["x"] + handle["width"] / 2 == pytest.approx(ring[0], abs=1)
    assert handle["y"] + handle["height"] / 2 == pytest.approx(ring[1], abs=1)


TOLD = "plot => (({paper_bgcolor, font}) => [paper_bgcolor, font.color])(plot.querySelector('.drawing').layout)"


@pytest.mark.parametrize(("path", "names"), [STATES[0], STATES[2]])
def test_the_dark_theme_redraws_in_dark_colours(window: Window, path: str, names: list[str]) -> None:
    page = window.open(path)
    hands = [Hand(window, name) for name in names]
    for paper, words in (("#ffffff", "#4a5866"), ("#0f1419", "#b7c4d1"), ("#ffffff", "#4a5866")):
        hands[0].settle()
        assert [hand.plot.evaluate(TOLD) for hand in hands] == [[paper, words]] * len(names)
        inks = [hand.plot.evaluate(CANVAS) for hand in hands if hand.name != "plot"]
        assert all(("173,201,255" in ink) == (paper != "#ffffff") for ink in inks)  # Adam, in the dark
        assert all((INKS["Adam"] in ink) == (paper == "#ffffff") for ink in inks)
        page.locator("#theme").click()
