"""A lab in a frame of another site's page: alone, with its height told, nothing stored, and what is locked locked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from tests.pages.conftest import LIVE

HOST = """<!doctype html><title>Slides</title><iframe width="1200" height="200"></iframe><script>
const frame = document.querySelector("iframe");
window.told = [];
addEventListener("message", ({{ source, data, origin }}) => {{
  if (source !== frame.contentWindow || data.type !== "slopes:height") return;
  told.push([origin, data.height]);
  frame.style.height = `${{data.height}}px`;
}});
frame.src = "{src}";
</script>"""
# Whatever touches a storage is noted, in the frame as well.
WATCH = """window.touched = [];
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  const was = Object.getOwnPropertyDescriptor(Window.prototype, name) ?? Object.getOwnPropertyDescriptor(window, name);
  if (was?.get) Object.defineProperty(window, name, {
    ...was,
    get() {
      if (!Error().stack.includes("/vendor/")) touched.push(name); // a library of Plotly's looks for its own settings
      return was.get.call(window);
    },
  });
}"""


class Slides(BaseHTTPRequestHandler):
    """A page of another origin with one frame in it."""

    def __init__(self, src: list[str], *rest: object) -> None:
        self._src = src
        super().__init__(*rest)  # type: ignore[arg-type]  # as the server calls it

    def do_GET(self) -> None:
        """The page."""
        body = HOST.format(src=self._src[0]).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def slides(browser: Browser, server: str) -> Iterator[Deck]:
    deck = Deck(browser, server)
    yield deck
    deck.end()


class Deck:
    """Slides in a browser."""

    def __init__(self, browser: Browser, server: str) -> None:
        self._src = [""]
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Slides, self._src))
        Thread(target=self._http.serve_forever, daemon=True).start()
        self._server = server
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.noise: list[str] = []
        self.page.on(
            "console", lambda said: self.noise.append(said.text) if said.type in {"error", "warning"} else None
        )
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))

    def show(self, path: str, drawn: str = LIVE) -> Frame:
        """The lab at a path, once it is drawn."""
        self._src[0] = self._server + path
        self.page.goto(f"http://localhost:{self._http.server_address[1]}/")
        frame = self.page.frames[1]
        frame.wait_for_url(f"{self._server}/embed/**")
        frame.wait_for_selector(drawn)
        return frame

    def end(self) -> None:
        """Close it."""
        self.context.close()
        self._http.shutdown()
        self._http.server_close()


def high(page: Page) -> int:
    """The height that was told last."""
    return int(page.evaluate("told.at(-1)[1]"))


@pytest.mark.parametrize("lab", ["activations", "softmax", "optimizers", "optimizers/four"])
def test_a_lab_is_framed_tells_its_height_and_stores_nothing(slides: Deck, server: str, lab: str) -> None:
    frame = slides.show(f"/embed/{lab}")
    slides.page.wait_for_timeout(200)
    needed = frame.evaluate("document.documentElement.scrollHeight")
    assert slides.page.evaluate("told.at(-1)[0]") == server
    assert 300 < high(slides.page) <= needed + 1
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1"), "it needs no bar"
    assert frame.evaluate("[touched, document.cookie]") == [[], ""]
    assert slides.context.cookies() == []
    assert frame.locator(".bar, .footer").count() == 0
    assert slides.noise == []


def test_it_tells_a_new_height(slides: Deck) -> None:
    frame = slides.show("/embed/activations")
    slides.page.wait_for_timeout(200)
    before = high(slides.page)
    frame.locator("a[data-opens=table]").click()
    slides.page.wait_for_function(f"told.at(-1)[1] > {before} + 200")


def test_any_other_page_is_not_framed(slides: Deck, server: str) -> None:
    slides._src[0] = f"{server}/activations"
    slides.page.goto(f"http://localhost:{slides._http.server_address[1]}/")
    slides.page.wait_for_timeout(500)
    assert any("frame-ancestors 'none'" in one for one in slides.noise)
    assert slides.page.evaluate("told") == []


HIDDEN = {
    "title": ".head h1", "questions": ".presets", "side": ".side", "knobs": ".chips", "conditions": ".conditions",
    "player": ".player", "tools": ".plot-tools", "caption": ".caption", "add": ".add",
}  # fmt: skip


def test_what_is_hidden_is_not_seen_and_stays_so(slides: Deck) -> None:
    frame = slides.show("/embed/optimizers?hide=" + "&hide=".join(one for one in HIDDEN if one != "player"))
    frame.locator("#forward").click()
    frame.wait_for_url("**step=*hide=title*")
    seen = {part for part, selector in HIDDEN.items() if frame.locator(selector).first.is_visible()}
    assert seen == {"player"}
    assert slides.page.evaluate("history.length") == 2, "its steps are none of the slides'"


def test_what_is_locked_stays_as_it_is(slides: Deck) -> None:
    frame = slides.show("/embed/activations?f=gelu&f=elu&lock=f&lock=low")
    row = frame.locator("#row-1 input").first
    assert row.evaluate("one => one.inert") is True
    assert frame.locator("#at").evaluate("one => one.inert") is False
    row.evaluate("one => {one.value = one.max; one.dispatchEvent(new Event('input', {bubbles: true}))}")
    frame.wait_for_selector("html:not([data-busy])")
    assert frame.locator("#row-1").get_attribute("data-f") == "elu(alpha=1)"
    frame.locator("#at").press("ArrowRight")
    frame.wait_for_url("**at=*lock=f&lock=low")
    assert frame.locator("#row-1").get_attribute("data-f") == "elu(alpha=1)"


def test_all_is_locked_but_the_player(slides: Deck) -> None:
    frame = slides.show("/embed/optimizers?steps=60&lock=all")
    query = frame.locator("#lab").get_attribute("data-query")
    frame.locator("body").press("ArrowRight")  # moves the start
    frame.wait_for_selector("html:not([data-busy])")
    assert frame.locator("#lab").get_attribute("data-query") == query
    assert frame.locator(".presets a").first.evaluate("one => one.inert") is True
    assert frame.locator("#start").evaluate("one => one.inert") is True
    frame.locator("#forward").click()
    frame.wait_for_url("**step=*")


@pytest.mark.parametrize("lab", ["optimizers", "optimizers/four"])
def test_it_runs_by_itself_where_that_is_asked_for(slides: Deck, lab: str) -> None:
    frame = slides.show(f"/embed/{lab}?view=projector#play")  # which shows nothing of what comes until it is played
    expect(frame.locator("#scrub")).not_to_have_value("0")


PIXELS = "document.querySelector('#landscape .moving').toDataURL()"
WINDOW = """(({xaxis, yaxis}) => [...xaxis.range, ...yaxis.range])(
  document.querySelector('#landscape-live')._fullLayout)"""


@pytest.mark.parametrize("lock", ["all", "x", "y"])
def test_a_locked_start_is_not_moved_by_a_click_a_drag_or_a_key(slides: Deck, lock: str) -> None:
    frame = slides.show(f"/embed/optimizers?steps=60&lock={lock}")
    slides.page.wait_for_timeout(300)
    start = "(({dataset, style}) => [dataset.x, dataset.y, style.left, style.top])(document.querySelector('#start'))"
    before = frame.evaluate(f"[{start}, {PIXELS}, {WINDOW}]")
    over = frame.locator("#landscape .over").bounding_box()
    assert over is not None
    slides.page.mouse.click(over["x"] + 90, over["y"] + 90)
    slides.page.wait_for_timeout(600)  # till then it may become a double click
    frame.locator("#main").press("ArrowRight")  # moves the start
    if lock == "all":
        frame.locator("#landscape").press("ArrowRight")  # moves the window
        frame.locator("#landscape").press("+")
        box = frame.locator("#start").bounding_box()
        assert box is not None
        slides.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        slides.page.mouse.down()
        slides.page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
        slides.page.mouse.up()
    slides.page.wait_for_timeout(600)
    frame.wait_for_selector("html:not([data-busy])")
    slides.page.mouse.move(2, 2)  # nothing is read under the pointer
    assert frame.evaluate(f"[{start}, {PIXELS}, {WINDOW}]") == before
    assert slides.noise == []


def test_under_all_no_link_leads_to_another_lab(slides: Deck) -> None:
    for lab in ("optimizers", "optimizers/four"):
        for lock, wanted in (("all", True), ("steps", False)):
            frame = slides.show(f"/embed/{lab}?lock={lock}")
            found = frame.evaluate(
                "[...document.querySelectorAll('#main a[href]')].filter(one => one.pathname.includes('/embed/') "
                "&& one.pathname !== location.pathname && !one.closest('.copy')).map(one => one.inert)"
            )
            assert found
            assert set(found) == {wanted}, (lab, lock)


@pytest.mark.parametrize(
    "path", ["/embed/optimizers?lock=nope", "/embed/softmax?hide=x&hide=y&lock=z", "/embed/activations?low=x"]
)
def test_a_refusal_tells_its_whole_height(slides: Deck, path: str) -> None:
    slides.show(path, "h1")
    slides.page.wait_for_timeout(300)
    frame = slides.page.frames[1]
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight"), "it needs no bar"
