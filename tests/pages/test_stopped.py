"""A server of one's own that hangs, or is stopped and started again, under an open page."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.conftest import free_port, start
from tests.pages.conftest import Window, looking

SOON = 5.0  # seconds within which a page says what is wrong, and is well again


class Server:
    """A server that can be stopped, and started again at the same address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process = start(self.port)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        assert self.process.wait(timeout=10) == 0

    def start(self) -> None:
        """Start it again."""
        self.process = start(self.port)


@pytest.fixture
def server_of_its_own() -> Iterator[Server]:
    """One that nobody else asks."""
    own = Server()
    yield own
    own.process.send_signal(signal.SIGCONT)
    own.stop()


@pytest.fixture
def window(profile: BrowserContext, server_of_its_own: Server) -> Iterator[Window]:
    """A page of it; what the console tells of an absent server is as it should be."""
    opened = looking(profile, f"http://127.0.0.1:{server_of_its_own.port}")
    yield opened
    opened.page.close()


def within(seconds: float, began: float) -> bool:
    """Whether no more than so many seconds of a machine at rest have passed, more where others want its cores too."""
    return time.monotonic() - began < seconds * max(1.0, 2 * os.getloadavg()[0] / (os.cpu_count() or 1))


@pytest.mark.alone
def test_a_server_that_is_stopped_and_started_again_is_missed_and_found(
    window: Window, server_of_its_own: Server
) -> None:
    page = window.open("/?edge=known")
    server_of_its_own.stop()
    began = time.monotonic()
    page.locator("#slide").press("Home")
    expect(page.locator("#refusal")).to_contain_text("No answer from the server. Your settings are kept")
    assert within(SOON, began)
    server_of_its_own.start()
    began = time.monotonic()
    expect(page.locator("#refusal")).to_be_hidden()
    window.settle()
    assert within(SOON, began)
    assert page.url.endswith("?lr=0.003&edge=known")  # the left end


@pytest.mark.alone
def test_a_server_that_hangs_is_told_of_and_its_answer_waited_for(window: Window, server_of_its_own: Server) -> None:
    page = window.open("/?edge=known")
    server_of_its_own.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    page.locator("#slide").press("End")
    expect(page.locator("#refusal")).to_contain_text("The server is slow to answer", timeout=10_000)
    assert within(SOON, began)
    server_of_its_own.process.send_signal(signal.SIGCONT)
    began = time.monotonic()
    expect(page.locator("#refusal")).to_be_hidden()
    assert within(SOON, began)


def test_a_page_says_which_tab_it_is_and_another_page_is_another(window: Window) -> None:
    tabs = list[str]()
    window.page.on("request", lambda asked: tabs.append(asked.headers.get("slopes-tab", "")))
    for _ in range(2):
        page = window.open("/?edge=known")
        for key in ("ArrowLeft", "ArrowRight"):
            page.locator("#slide").press(key)
            window.settle()
    told = {tab for tab in tabs if tab}
    assert len(told) == 2
    assert {len(tab) for tab in told} == {16}
