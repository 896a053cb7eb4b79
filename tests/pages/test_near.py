"""A race from near and from far: its last steps by a control and by keys, names that keep clear, parts that fit."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import Window
from tests.pages.hands import GROUND, Hand, opened, query

LAST = 11  # ten steps lead through so many points
EDGE = (
    "/optimizers?surface=quadratic(kappa=50)&run=sgd(lr=0.041)&run=momentum(lr=0.03,rho=0.9)&run=adam(lr=0.3)"
    "&steps=150&question=edge"
)
# What each canvas has written since it was cleared: words, left, middle, width, height, weight.
WRITTEN = """() => {
  const pen = CanvasRenderingContext2D.prototype, {fillText, clearRect} = pen;
  window.written = {};
  pen.clearRect = function (...all) { window.written[this.canvas.id] = []; return clearRect.apply(this, all); };
  pen.fillText = function (words, x, y) {
    const size = parseFloat(this.font.match(/[\\d.]+px/)[0]), {width} = this.measureText(words);
    window.written[this.canvas.id]?.push([words, x, y, width, size, this.font.startsWith("600 ") ? 600 : 400]);
    return fillText.call(this, words, x, y);
  };
}"""


def last_points(page: Page, server: str, run: int = 3, asked: str = "") -> list[tuple[float, float]]:
    told: dict[str, Any] = page.request.get(f"{server}/api/races?{asked}").json()["runs"][run]
    return list(zip(told["x"][-LAST:], told["y"][-LAST:], strict=True))


def shares(hand: Hand, points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where numbers lie in the plot area, as shares of it."""
    left, top, wide, high = hand.box()
    places = [hand.place(x, y) for x, y in points]
    return [((across - left) / wide, (down - top) / high) for across, down in places]


@pytest.mark.parametrize("way", ["link", "key", "tab"])
def test_the_last_ten_steps_fill_the_picture_by_one_gesture_that_is_one_step(window: Window, way: str) -> None:
    hand = opened(window, GROUND)
    page, entries = window.page, hand.entries()
    if way == "key":
        page.keyboard.press("e")
    elif way == "link":
        page.get_by_role("link", name="Last steps").click()
    else:
        page.locator("#last-steps").focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**x_low=**")
    hand.settle()
    found = shares(hand, last_points(page, window.server))
    assert all(0 < across < 1 and 0 < down < 1 for across, down in found)
    spans = [max(one) - min(one) for one in zip(*found, strict=True)]
    assert max(spans) > 0.7
    assert query(page)["step"] == "240"
    assert page.locator("#count").inner_text() == "240"
    assert hand.entries() == entries + 1
    page.go_back()
    hand.settle()
    assert query(page) == {}


def test_plus_again_and_again_ends_at_the_last_steps(window: Window) -> None:
    hand = opened(window, GROUND)
    hand.page.goto(f"{window.server}/optimizers?step=240")
    hand.page.wait_for_selector("html.live")
    hand.settle()
    for _ in range(28):
        hand.page.keyboard.press("+")
    hand.settle()
    found = shares(hand, last_points(hand.page, window.server))
    assert all(0 < across < 1 and 0 < down < 1 for across, down in found)
    assert max(max(one) - min(one) for one in zip(*found, strict=True)) > 0.05


def names(page: Page, canvas: str) -> list[tuple[str, float, float, float, float]]:
    """The names of runs on a canvas with what follows them: words, left, middle, width, height."""
    found: list[tuple[str, float, float, float, float]] = []
    for words, left, middle, wide, high, weight in page.evaluate(f"window.written['{canvas}-moving'] ?? []"):
        if weight == 600:
            found.append((words, left, middle, wide, high))
        elif words.startswith(" ") and found:
            name, start, at, *_ = found[-1]
            assert at == middle
            found[-1] = name + words, start, at, left + wide - start, high
    return found


def check_names(page: Page, canvas: str, about: object) -> None:
    found = names(page, canvas)
    assert len(found) >= 3, about
    for (a, left, middle, wide, high), (b, other, down, far, _) in itertools.combinations(found, 2):
        apart = left + wide <= other or other + far <= left or abs(middle - down) >= high
        assert apart, (about, a, b)


@pytest.mark.parametrize(
    "path", [f"{EDGE}&step=14", f"{EDGE}&view=projector&step=14", "/optimizers?step=50", "/optimizers?step=225"]
)
def test_no_name_stands_on_another_at_any_step_of_both_pictures(window: Window, path: str) -> None:
    window.page.add_init_script(f"({WRITTEN})()")
    page = window.open(path)
    page.wait_for_selector("html.live")
    Hand(window, "landscape").settle()
    for step in range(15):
        for canvas in ("landscape", "losses"):
            check_names(page, canvas, (path, canvas, step))
        page.keyboard.press(".")
        page.wait_for_timeout(30)


def test_runs_that_have_left_the_picture_are_named_apart_at_its_edge(window: Window) -> None:
    window.page.add_init_script(f"({WRITTEN})()")
    page = window.open("/optimizers")
    page.wait_for_selector("html.live")
    page.keyboard.press("e")
    page.wait_for_url("**x_low=**")
    Hand(window, "landscape").settle()
    check_names(page, "landscape", "near")
    told = " ".join(words for words, *_ in names(page, "landscape"))
    for name in ("SGD 0.000379", "Momentum 2.29", "RMSProp 0.0083", "Adam"):
        assert name in told


@pytest.mark.parametrize("window", [{}, {"viewport": {"width": 1920, "height": 1080}}], indirect=True)
@pytest.mark.parametrize("step", [0, 60, 150])
def test_a_room_is_told_each_run_and_the_answer_on_lines_of_their_own(window: Window, step: int) -> None:
    page = window.open(f"{EDGE}&view=projector&step={step}")
    cells = page.locator(".ranking td.num").evaluate_all(
        "all => all.map((one) => [getComputedStyle(one, '::before').content, one.innerText.trim()])"
    )
    assert [before == '"?"' or bool(words) for before, words in cells] == [True] * 3
    for part in (".ranking .rate", ".ranking th", ".ranking td.num", ".number .equals"):
        for box in page.locator(part).all():
            size = box.evaluate("one => [one.scrollHeight, parseFloat(getComputedStyle(one).lineHeight)]")
            row = box.evaluate("one => one.getClientRects().length")
            assert row == 1, part
            assert size[0] < max(2 * size[1], 64), (part, size)
    end = page.locator(".player").bounding_box()
    assert end is not None
    assert page.evaluate("document.documentElement.scrollHeight") <= page.evaluate("innerHeight")


def test_an_outcome_stands_in_one_line_and_an_update_at_the_foot_of_its_box(window: Window) -> None:
    page = window.open("/optimizers")
    for one in page.locator(".chip .outcome").all():
        box = one.bounding_box()
        assert box is not None
        assert box["height"] < 24
    for step in (34, 201):
        page = window.open(f"/optimizers?step={step}")
        box, last = page.locator(".explainer").bounding_box(), page.locator(".explainer .update dd").bounding_box()
        assert box is not None
        assert last is not None
        assert box["y"] + box["height"] - (last["y"] + last["height"]) < 20
        expect(page.locator(".explainer .update")).to_be_in_viewport()
