"""Lessons, slides and published numbers: clean for axe, on paper, in forced colours, and the focus is never covered."""

from __future__ import annotations

import pytest

from tests.pages.checks import assert_clean
from tests.pages.conftest import Window

STATES = [
    "/lessons",
    "/slides",
    "/verify",
    "/lessons/learning-rate",
    "/lessons/learning-rate?prediction=0.03&beat=see",
    "/lessons/sigmoid",
    "/lessons/sigmoid?skip=1&beat=why",
    "/lessons/relu",
    "/lessons/maxout",
    "/lessons/softmax?prediction=0.659&beat=see",
    "/lessons/cross-entropy",
    "/lessons/binary-cross-entropy?skip=1&beat=vary",
    "/lessons/batches?skip=1&beat=vary",
    "/lessons/noise?draft=plain",
    "/lessons/saddles?skip=1&beat=check&check=2",
    "/lessons/conditioning?skip=1&beat=check&seed=3&answer=1&answer=1",
    "/lessons/momentum?skip=1&beat=check&check=2&answer=a+lot",
    "/lessons/four?skip=1&beat=end",
    "/lessons/conditioning?prediction=300&beat=see&view=projector",
]
BEATS = ["learning-rate", "sigmoid", "noise?draft=plain", "conditioning?prediction=300&beat=see",
         "conditioning?skip=1&beat=why", "conditioning?skip=1&beat=vary", "momentum?skip=1&beat=check",
         "four?skip=1&beat=end"]  # fmt: skip
# What has the focus, if something else lies over the middle of what is seen of it, or it is out of the window.
COVERED = """() => {
  const one = document.activeElement, box = (one.closest("label") ?? one).getBoundingClientRect();
  if (one === document.body || one.closest(".pens, .skip")) return "";
  const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
  const [top, foot] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
  const over = left < right && top < foot ? document.elementsFromPoint((left + right) / 2, (top + foot) / 2)[0] : null;
  const own = over && [one, one.closest("label") ?? one].some((each) => each.contains(over) || over.contains(each));
  return own ? "" : one.outerHTML.slice(0, 100);
}"""
INKED = """() => [".still path, .still line", ".scented path", ".drawn-curve polyline", ".drawn-curve circle"]
  .flatMap((name) => [...document.querySelectorAll(name)].map((one) => [name, getComputedStyle(one)]))
  .filter(([name, {stroke, fill}]) => (name.includes("circle") ? fill : stroke) !== "none")
  .map(([name, {stroke, fill}]) => [name, name.includes("circle") ? fill : stroke])"""


@pytest.mark.parametrize("path", STATES)
def test_every_state_is_clean_for_axe_and_console(window: Window, path: str) -> None:
    window.page.emulate_media(reduced_motion="reduce")
    assert_clean(window, path)


@pytest.mark.parametrize("size", [(1366, 768), (390, 700)], ids=["laptop", "phone"])
@pytest.mark.parametrize("path", BEATS)
def test_what_has_the_focus_is_not_covered(window: Window, path: str, size: tuple[int, int]) -> None:
    window.page.set_viewport_size({"width": size[0], "height": size[1]})
    window.page.emulate_media(reduced_motion="reduce")
    page = window.open(f"/lessons/{path}")
    covered, stops = [], 0
    for _ in range(50):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        covered.append(page.evaluate(COVERED))
    assert 8 < stops < 50
    assert [one for one in covered if one] == []


def test_a_sheet_has_the_picture_the_number_the_reason_and_the_limits(window: Window) -> None:
    page = window.open("/lessons/conditioning?skip=1&beat=end")
    page.set_viewport_size({"width": 718, "height": 1000})  # of A4
    page.emulate_media(media="print")
    for seen in (".plot .still", ".told .aha", ".printed .law", ".printed .parts", ".printed li"):
        assert page.locator(seen).first.is_visible(), seen
    for hidden in (".bar", ".player", ".beats", ".plot-tools", ".ways", ".actions"):
        assert page.locator(hidden).first.is_hidden(), hidden
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert len(page.pdf(format="A4")) > 10_000
    page.emulate_media(media="screen")
    assert page.locator(".printed").is_hidden()


@pytest.mark.parametrize("path", ["sigmoid", "conditioning?skip=1&beat=vary"])
def test_in_forced_colours_lines_have_the_colour_of_text_and_the_beat_is_marked(window: Window, path: str) -> None:
    window.page.emulate_media(forced_colors="active", reduced_motion="reduce", color_scheme="dark")
    page = window.open(f"/lessons/{path}")
    text = page.evaluate("getComputedStyle(document.body).color")
    inked = page.evaluate(INKED)
    assert len(inked) > 5
    assert [one for one in inked if one[1] != text] == []
    beats = page.locator(".beats a").evaluate_all("all => all.map((one) => getComputedStyle(one).backgroundColor)")
    current = page.locator(".beats a[aria-current]").evaluate("one => getComputedStyle(one).backgroundColor")
    assert beats.count(current) == 1
