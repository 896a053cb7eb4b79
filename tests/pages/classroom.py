"""A class in browsers: a teacher, a projector and phones, each with a profile of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import Window

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True}
ROOM = {"viewport": {"width": 1920, "height": 1080}}


class Classroom:
    """All pages of one room; what their consoles say is kept."""

    def __init__(self, browser: Browser, server: str, question: str = "lesson=learning-rate") -> None:
        self.browser, self.server = browser, server
        self.windows: list[Window] = []
        self.teacher = self.window().page
        self.teacher.goto(f"{server}/rooms?{question}")
        self.teacher.get_by_role("button", name="Open a room").click()
        self.teacher.wait_for_url("**/teacher#*")
        found = re.search(r"/rooms/(\w+)/teacher#(.+)", self.teacher.url)
        assert found is not None
        self.code, self.key = found.groups()
        self.address = f"{server}/rooms/{self.code}"

    def window(self, **options: Any) -> Window:
        """A device."""
        self.windows.append(Window(self.browser.new_context(**(options or {"viewport": {"width": 900, "height": 900}})),
                                   self.server))  # fmt: skip
        return self.windows[-1]

    def phone(self, **more: Any) -> Page:
        """A student's, who has come in."""
        page = self.window(**PHONE, **more).page
        page.goto(self.address)
        expect(page.locator("#shown")).not_to_contain_text("One moment")
        return page

    def projector(self) -> Page:
        """What the class sees."""
        page = self.window(**ROOM).page
        page.goto(f"{self.address}/projector")
        expect(page.locator("#shown")).not_to_contain_text("One moment")
        return page

    def ask(self, place: int = 0) -> None:
        """The teacher asks a question of the agenda."""
        self.teacher.locator(f"[data-ask='{place}']").click()
        expect(self.teacher.locator(".now")).to_contain_text("asking")

    def turn(self, *phases: str) -> None:
        """The teacher goes on."""
        for phase in phases:
            if phase == "revealed" and (first := self.teacher.locator(".steps [data-phase=running]")).is_visible():
                first.click()
            self.teacher.locator(f"[data-phase={phase}]:not([data-ask])").first.click()
            expect(self.teacher.locator(".now")).to_contain_text(phase)

    def own(self, text: str, options: str = "", right: str = "", **fields: str) -> None:
        """The teacher writes a question, which is then the last of the agenda."""
        self.teacher.locator("summary", has_text="Ask something of your own").click()
        for name, value in {"text": text, "options": options, "right": right, **fields}.items():
            self.teacher.locator(f"#own [name={name}]").fill(value)
        count = self.teacher.locator(".agenda li").count()
        self.teacher.get_by_role("button", name="Put it on the list").click()
        expect(self.teacher.locator(".agenda li")).to_have_count(count + 1)

    @property
    def noise(self) -> list[str]:
        """What the consoles have said."""
        return [one for window in self.windows for one in window.noise]


@contextmanager
def classroom(browser: Browser, server: str, question: str = "lesson=learning-rate") -> Iterator[Classroom]:
    """A room, whose consoles have nothing to say at its end."""
    room = Classroom(browser, server, question)
    try:
        yield room
        assert room.noise == []
    finally:
        for window in room.windows:
            window.page.context.close()
