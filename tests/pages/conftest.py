"""One Chromium with one profile for all browser tests; without one they say so, and with CI=true that is an error."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, sync_playwright

from app.lessons import LESSONS

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """The browser of this machine."""
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    return next((path for name in (*NAMES, mac) if (path := shutil.which(name))), None)


@pytest.fixture(scope="package")  # it holds an event loop, which the tests after it want for themselves
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A profile on disk: there Chromium keeps what it has compiled, so that Plotly is not compiled for every page."""
    path = executable()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium was found, and CI=true makes that an error; on Debian: apt-get install chromium")
        pytest.skip("no Chromium was found; on Debian and Ubuntu: apt-get install chromium")
    folder = tmp_path_factory.mktemp("profile")
    with sync_playwright() as play:
        kept = play.chromium.launch_persistent_context(folder, executable_path=path, args=ARGS, viewport=LAPTOP)
        yield kept
        kept.close()


@pytest.fixture(scope="package")
def browser(profile: BrowserContext) -> Browser:
    assert profile.browser is not None
    return profile.browser


LIVE = "html:not(:has(.plot:not(.drawn)))"  # Plotly has drawn every plot
LIVE_ALL = LIVE.replace("html", "html.live", 1)  # and what moves is there
DRAWN = dict.fromkeys(["/activations", "/optimizers", "/sgd", "/softmax"], LIVE)
DRAWN |= {f"/lessons/{slug}": LIVE for slug in LESSONS}
DRAWN |= {"/optimizers/four": LIVE_ALL, "/sgd/two": LIVE_ALL, "/": "#hero-plot.moved"}


class Window:
    """A page with what its console said."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.server = server
        self.noise: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("requestfailed", self._failed)

    def _said(self, said: ConsoleMessage) -> None:
        own = "Canvas2D" in said.text or "WebGL" in said.text  # Plotly's, of its scenes without a graphics card
        if said.type in {"error", "warning"} and not own:
            self.noise.append(said.text)

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


def looking(profile: BrowserContext, server: str, viewport: ViewportSize = LAPTOP, **media: Any) -> Window:
    """A window of the profile that knows nothing of those before it."""
    opened = Window(profile, server)
    opened.page.set_viewport_size(viewport)
    opened.page.emulate_media(**media)
    stored = {"origin": server, "storageTypes": "local_storage"}
    profile.new_cdp_session(opened.page).send("Storage.clearDataForOrigin", stored)
    return opened


@pytest.fixture
def window(browser: Browser, profile: BrowserContext, server: str, request: pytest.FixtureRequest) -> Iterator[Window]:
    """A laptop's window; a test may ask for another by `@pytest.mark.parametrize("window", [{...}], indirect=True)`."""
    options = getattr(request, "param", {})
    apart = bool(options.keys() - {"viewport", "color_scheme", "reduced_motion"})  # what only a profile of its own has
    if apart:
        opened = Window(browser.new_context(**{"viewport": LAPTOP, **options}), server)
    else:
        opened = looking(profile, server, **options)
    yield opened
    heard = list(opened.noise)
    opened.page.close()
    if apart:
        opened.page.context.close()
    assert heard == []
