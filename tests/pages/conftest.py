"""One Chromium for all browser tests; where there is none they say so, and with CI=true that is an error."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """The browser of this machine."""
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return next((path for name in (*NAMES, mac) if (path := shutil.which(name))), None)


@pytest.fixture(scope="package")  # it holds an event loop, which the tests after it want for themselves
def browser() -> Iterator[Browser]:
    path = executable()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium was found, and CI=true makes that an error; on Debian: apt-get install chromium")
        pytest.skip("no Chromium was found; on Debian and Ubuntu: apt-get install chromium")
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=ARGS)
        yield running
        running.close()


SCHEMES = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": {"width": 320, "height": 640}}]
LIVE = "html:not(:has(.plot:not(.drawn)))"  # Plotly has drawn every plot
DRAWN = dict.fromkeys(["/activations", "/optimizers", "/softmax"], LIVE)
DRAWN |= {"/optimizers/four": LIVE.replace("html", "html.live", 1), "/": "#hero-plot.moved"}  # and what moves is there


class Window:
    """A page with what its console said."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.page: Page = context.new_page()
        self.server = server
        self.noise: list[str] = []
        self.page.on(
            "console", lambda said: self.noise.append(said.text) if said.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page breaks off what a newer wish has made stale
            self.noise.append(f"failed: {request.url} {request.failure}")

    def open(self, path: str) -> Page:
        """Go there and wait until its scripts have drawn, where they do."""
        self.page.goto(self.server + path)
        if (drawn := DRAWN.get(path.split("?")[0])) is not None:
            self.page.wait_for_selector(drawn)
        return self.page

    def settle(self) -> None:
        """Wait until the last wish is shown."""
        self.page.wait_for_selector("html:not([data-busy])")  # no function to wait for: the policy forbids eval


@pytest.fixture
def window(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Window]:
    """A laptop's window; a test may ask for another by `@pytest.mark.parametrize("window", [{...}], indirect=True)`."""
    options = {"viewport": {"width": 1366, "height": 768}, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    context.set_default_timeout(15_000)
    opened = Window(context, server)
    yield opened
    assert opened.noise == []
    context.close()
