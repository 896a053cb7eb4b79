"""Every kind of answer on a phone, by touch and by the keyboard alone; each is counted as what was meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.lessons import LESSONS
from tests.pages.checks import clean
from tests.pages.classroom import Classroom, classroom

KINDS = {
    "choice": "cross-entropy",
    "several": "maxout",
    "number": "softmax",
    "rank": "noise",
    "click": "relu",
    "draw": "sigmoid",
}
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def room(browser: Browser, server: str, kind: str) -> Iterator[Classroom]:
    assert LESSONS[KINDS[kind]].prediction.name == kind
    with classroom(browser, server, f"lesson={KINDS[kind]}") as found:
        yield found


def touch(phone: Page, kind: str) -> None:
    """As a finger does it."""
    board = phone.locator(".board")
    if kind == "choice":
        phone.locator(".option").nth(1).tap()
    elif kind == "rank":
        for i in range(phone.locator(".option").count() - 1):
            phone.locator(".option").nth(i).tap()
    elif kind == "several":
        phone.locator("label.option").nth(2).tap()
    elif kind == "number":
        phone.locator("#guess").fill("150")
    else:
        box = board.bounding_box()
        assert box is not None
        phone.mouse.move(box["x"] + 4, box["y"] + box["height"] / 2)
        phone.mouse.down()
        for step in range(1, 11):
            phone.mouse.move(box["x"] + box["width"] * step / 10 - 2, box["y"] + box["height"] / 3)
        phone.mouse.up()
    if kind not in {"choice", "rank"}:
        phone.get_by_role("button", name="Send").tap()


FIRST = {
    "choice": ".option",
    "rank": ".option",
    "several": "input[type=checkbox]",
    "number": "#guess",
    "click": "#said",
    "draw": ".pens input",
}
PRESSED = {
    "choice": ["Enter"],
    "rank": ["Enter", "Tab"] * 3,
    "several": ["Space", "Enter"],
    "number": ["ArrowRight", "Tab", "Enter"],
    "click": ["0", ".", "5", "Enter"],
    "draw": ["ArrowUp", "ArrowRight"] * 4 + ["Enter"],
}


def keys(phone: Page, kind: str) -> None:
    """By the keyboard alone, from the top of the page."""
    while not phone.evaluate("selector => document.activeElement.matches(selector)", FIRST[kind]):
        phone.keyboard.press("Tab")
    for key in PRESSED[kind]:
        phone.keyboard.press(key)


@every_kind
@pytest.mark.parametrize("how", [touch, keys])
def test_an_answer_is_given_and_counted(room: Classroom, kind: str, how: object) -> None:
    phone = room.phone()
    room.ask()
    phone.locator("#vote").wait_for()
    (touch if how is touch else keys)(phone, kind)
    expect(phone.locator("#mine")).to_contain_text("Your answer is in")
    expect(room.teacher.locator("[data-told=answered]")).to_have_text("1")
    clean(phone)
    phone.reload()
    expect(phone.locator("#mine")).to_contain_text("Your answer is in")
    room.turn("closed", "revealed")
    expect(phone.locator(".verdict")).to_contain_text("You said")
    screen = room.projector()
    expect(screen.locator(".said-most")).to_be_visible()
    screen.frame_locator("iframe").locator(".plot.drawn").wait_for()
