"""Laws over all pages at all sizes: nothing sticks out or is cut, all can be hit, and what is said can be spoken."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.pages.conftest import Window

PAGES = [
    "/",
    "/?edge=known&lr=0.041&show=momentum",
    "/activations",
    "/activations?f=gelu&f=silu&f=mish&f=maxout(w1=-0.5,b1=0.25,w2=1.5,b2=0)&at=-0.7517915246935645",
    "/activations?question=cost",
    "/softmax",
    "/softmax?z=-0.119&z=30&z=-12.345",
    "/softmax?w=1,2,3,4&w=0.1,0.2,0.3,0.4&x=1,2,3,4&b=0.1,0.2&labels=0.75,0.25",
    "/softmax?panel=binary&target=1",
    "/softmax?panel=breaks",
    "/optimizers",
    "/optimizers?surface=rosenbrock&noise=0.1&run=adamw&run=momentum(lr=0.01)&hidden=1",
    "/optimizers?schedule=cosine_warm_restarts&run=sgd(lr=0.06)&run=momentum",
    "/optimizers/four",
    "/sgd?data=linear(n=2000,d=4)",
    "/sgd?data=linear(n=2000,d=4)&seeds=5&batch=1&run=adamw&run=sgd&schedule=one_cycle&schedule=step",
    "/docs",
    "/problems",
    "/lessons",
    "/slides",
    "/verify",
    "/lessons/learning-rate",
    "/lessons/noise?draft=plain&view=projector",
    "/lessons/conditioning?prediction=100000&beat=see",
    "/lessons/momentum?skip=1&beat=why",
    "/lessons/conditioning?skip=1&beat=vary",
    "/lessons/maxout?prediction=none&beat=check&seed=1&answer=0&answer=0",
    "/lessons/four?skip=1&beat=end",
]
READ = ("docs", "problems", "lessons", "slides", "verify")  # they have no number to be written
SIZES = [(320, 640), (390, 844), (683, 384), (1024, 768), (1366, 768), (1920, 1080)]
LABS = [path for path in PAGES if not path[1:].startswith(READ)]
LONG = "-0.0123456789012345"
each_page = pytest.mark.parametrize("path", PAGES)

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
RESTED = "async () => { for (let k = 0; k < 5; k += 1) await new Promise(requestAnimationFrame); }"  # plots resize
# What can be seen and pressed, smaller than 24 px; a link within a sentence may be as high as its line.
SMALL = """() => {
  const within = (e) => e.tagName === "A" && e.parentElement.matches("p, li, dd, td") &&
    [...e.parentElement.childNodes].some((one) => one.nodeType === 3 && /[a-z]{2}/.test(one.data));
  const all = [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden]), label")];
  return all.filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest(".sr, .skip") && !within(e))
    .filter((e) => e.tagName !== "LABEL" || e.querySelector("input:not([type=number])"))
    .filter((e) => {
      const [own, around] = [e, e.closest("label") ?? e].map((one) => one.getBoundingClientRect());
      return own.width && (Math.max(own.width, around.width) < 24 || Math.max(own.height, around.height) < 24);
    }).map((e) => e.outerHTML.slice(0, 120));
}"""
# Each box in turn takes a long number; what is then cut in it, or sticks out of the card, or covers another box.
CUT = """(long) => {
  const boxes = [...document.querySelectorAll("main input[type=number]")].filter((e) => e.checkVisibility());
  const found = [];
  for (const e of boxes) {
    const kept = e.value;
    e.value = long;
    const box = e.getBoundingClientRect(), card = (e.closest(".card, .pipe") ?? document.body).getBoundingClientRect();
    const over = boxes.some((other) => {
      const o = other.getBoundingClientRect();
      return other !== e && o.left < box.right - 1 && o.right > box.left + 1 && o.top < box.bottom - 1 &&
        o.bottom > box.top + 1 && !e.closest(".pinned") && !other.closest(".pinned");
    });
    const out = !e.closest(".pipe") && box.right > card.right + 1;
    if (e.scrollWidth > e.clientWidth || out || over)
      found.push([e.id || e.ariaLabel, e.scrollWidth - e.clientWidth, out, over]);
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (wide) found.push([e.id || e.ariaLabel, "page", wide]);
    e.value = kept;
  }
  return found;
}"""
# Texts that are cut without a sign: what does not scroll, and shows less than it has.
HIDDEN = """() => [...document.querySelectorAll("main *")]
  .filter((e) => e.checkVisibility() && !e.closest(".sr, svg, .plot") && e.clientWidth)
  .filter((e) => ["hidden", "clip"].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1)
  .map((e) => e.outerHTML.slice(0, 120))"""


def at_every_size(page: Page, law: str, told: Any = None) -> dict[tuple[int, int], Any]:
    """What breaks a law, by the size of the window."""
    found = {}
    for size in SIZES:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate(RESTED)
        if broken := page.evaluate(law, told):
            found[size] = broken
    return found


@each_page
def test_no_page_scrolls_sideways_nothing_is_cut_and_all_can_be_hit(window: Window, path: str) -> None:
    page = window.open(path)
    assert at_every_size(page, SIDEWAYS) == {}
    assert at_every_size(page, SMALL) == {}
    assert at_every_size(page, HIDDEN) == {}


@pytest.mark.parametrize("path", LABS)
def test_any_number_fits_its_box_at_every_size(window: Window, path: str) -> None:
    page = window.open(path)
    assert at_every_size(page, CUT, LONG) == {}
    assert at_every_size(page, CUT, "-12.345") == {}


SPELT = re.compile("[\U0001d400-\U0001d7ff]")  # mathematical letters, which are spelt out aloud


@each_page
def test_no_name_is_spelt_out(window: Window, path: str) -> None:
    page = window.open(path)
    page.evaluate("document.querySelectorAll('.below').forEach((one) => one.classList.add('open'))")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    said = [str(one.get(what, {}).get("value", "")) for one in nodes for what in ("name", "description", "value")]
    assert len(said) > 100
    assert [text for text in said if SPELT.search(text)] == []


LINES = (
    "() => (e => Math.round(e.offsetHeight / parseFloat(getComputedStyle(e).lineHeight)))(document.querySelector('h1'))"
)
ASKED = "[...document.querySelectorAll('.preset')].map((one) => one.getAttribute('href'))"


@pytest.mark.parametrize("lab", ["/activations", "/softmax", "/optimizers", "/sgd?data=linear(n=2000,d=4)"])
def test_every_question_stands_in_one_line_beside_the_others(window: Window, lab: str) -> None:
    page = window.open(lab)
    questions = page.evaluate(ASKED)
    assert len(questions) >= 5
    for url in questions:
        page.goto(window.server + url)
        for width in (1366, 1920):
            page.set_viewport_size({"width": width, "height": 768})
            assert page.evaluate(LINES) == 1, (url, width)
