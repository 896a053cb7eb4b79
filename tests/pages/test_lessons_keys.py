"""Every lesson by keyboard alone, from the list to its end."""

from __future__ import annotations

import pytest

from app.lessons import LESSONS
from tests.pages.conftest import Window
from tests.pages.learner import Learner

FURTHEST = 40  # stops of the Tab key on any page
still = pytest.mark.parametrize("window", [{"reduced_motion": "reduce"}], indirect=True, ids=["still"])


class Keys(Learner):
    """Somebody who has only a keyboard."""

    def reach(self, selector: str) -> None:
        """Press Tab until something has the focus."""
        for _ in range(FURTHEST):
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"the Tab key never came to {selector}")

    def go(self, selector: str) -> None:
        if "data-key" in selector:
            self.page.keyboard.press(selector.split("'")[1])
        elif selector == ".onward [rel=next]":
            self.page.keyboard.press("n")
        else:
            self.reach(selector)
            self.page.keyboard.press("Enter")

    def write(self, text: str) -> None:
        self.reach("#said")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def slide(self, selector: str) -> None:
        self.reach(selector)
        slider = self.page.locator(selector)
        at_the_end = slider.input_value() == slider.get_attribute("max")
        self.page.keyboard.press("ArrowLeft" if at_the_end else "ArrowRight")

    def place(self) -> None:
        self.write("0.5")

    def draw(self) -> None:
        self.reach("#pens input")
        for key in ("ArrowUp", "ArrowRight", "Shift+ArrowDown", "ArrowRight", "ArrowUp", "ArrowUp"):
            self.page.keyboard.press(key)


@still
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_finished_by_keyboard_alone(window: Window, name: str) -> None:
    Keys(window.page, window.server).take(LESSONS[name])


def test_enter_on_the_step_slider_predicts_nothing(window: Window) -> None:
    page = window.open("/lessons/four")  # where nothing at all may be ticked
    page.locator(".plot.drawn").wait_for()
    page.locator("#scrub").focus()
    page.keyboard.press("Enter")
    page.keyboard.press(",")
    page.wait_for_url("**step=*")
    assert "prediction" not in page.url
