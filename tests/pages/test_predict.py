"""Predict first, by keys in a browser: nothing is asked of the server before, all is drawn after, Back asks again."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.pages.checks import clean
from tests.pages.conftest import LIVE, LIVE_ALL, Window


@dataclass(frozen=True)
class Lab:
    """A lab: the calls that tell, its question, the digit that is right, what is said then, what is hidden before."""

    path: str
    calls: tuple[str, ...]
    question: str
    key: str
    words: str
    hidden: str
    drawn: str


LABS = [
    Lab("/optimizers", ("/api/races",), "Which arrives first?", "4",
        "You said Adam. Right: Adam is first, after 58 steps.", ".player", LIVE_ALL),
    Lab("/activations", ("/api/activations",), "Whose slope is the largest at x = −2?", "6",
        "You said ELU. Right: ELU has the largest slope, 0.135.", ".computed", LIVE),
    Lab("/softmax", ("/api/softmax",), "How large is the loss?", "2",
        "You said 0.275 to 0.549. Right: the loss is 0.417 nats; where all scores are equal it is 1.099.", "#answers",
        LIVE),
    Lab("/sgd?data=linear(n=2000,d=4,kappa=10,noise=1)", ("/api/regressions",),
        "Which needs the fewest samples to a tenth of the loss?", "1",
        "You said SGD, 1 row. Right: SGD, 1 row is there first, with 616 samples.", ".number:not(.untold) .aha", LIVE),
    Lab("/optimizers/four", ("/api/contests?alpha", "picture=noise"), "How many of the four does momentum win?", "3",
        "You said Three. Right: Momentum wins 3 of four, SGD 1.", ".player", LIVE_ALL),
]  # fmt: skip
each_lab = pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.path)


def ask(window: Window, lab: Lab, more: str = "") -> tuple[Page, list[str]]:
    """The lab that asks, and what it has asked of the API."""
    calls: list[str] = []
    window.page.on("request", lambda one: calls.append(one.url) if "/api/" in one.url else None)
    window.page.goto(f"{window.server}{lab.path}{'&' if '?' in lab.path else '?'}predict=1{more}")
    expect(window.page.locator("#live")).to_contain_text(lab.question)
    return window.page, calls


@each_lab
def test_a_key_predicts_and_back_asks_again(window: Window, lab: Lab) -> None:
    page, calls = ask(window, lab)
    for key in ("Space", ".", "l", "e"):  # what plays, steps or tells has nothing to tell
        page.keyboard.press(key)
    window.settle()
    assert [one for one in calls if any(call in one for call in lab.calls)] == []
    expect(page.locator(lab.hidden)).to_be_hidden()
    page.keyboard.press(lab.key)
    expect(page.locator("#foretold .says")).to_have_text(lab.words)
    expect(page.locator("#live")).to_have_text(lab.words)
    page.wait_for_selector(lab.drawn)
    expect(page.locator(lab.hidden)).to_be_visible()
    assert "guess=" in page.url
    assert any(call in one for one in calls for call in lab.calls)
    page.go_back()
    expect(page.locator("#foretold .says")).to_have_text(lab.question)
    expect(page.locator(lab.hidden)).to_be_hidden()
    calls.clear()
    page.go_forward()
    expect(page.locator("#foretold .says")).to_have_text(lab.words)


def test_what_was_said_is_withdrawn_once_a_knob_is_turned(window: Window) -> None:
    page = window.open("/optimizers/four?predict=1&guess=3")
    expect(page.locator("#foretold .says")).to_contain_text("You said Three.")
    page.wait_for_selector("html.live")
    page.fill("#rho-box", "0.5")
    page.press("#rho-box", "Enter")
    page.wait_for_url(lambda url: "guess=" not in url and "predict=1" in url)
    expect(page.locator("#foretold .says")).to_have_text("How many of the four does momentum win?")
    page.go_back()
    expect(page.locator("#foretold .says")).to_contain_text("You said Three.")


@each_lab
def test_it_is_asked_from_the_caption_and_again(window: Window, lab: Lab) -> None:
    page = window.open(lab.path)
    page.get_by_role("link", name="Predict first").click()
    expect(page.locator("#foretold .says")).to_have_text(lab.question)
    page.wait_for_selector(LIVE.replace(".plot", ".plot[data-figure^='/']"))
    assert page.locator(".plot[data-figure='']:is(.drawn, .moved)").count() == 0
    page.locator("#foretold [data-key='1']").click()
    page.get_by_role("link", name="Again").click()
    expect(page.locator("#foretold .says")).to_have_text(lab.question)
    page.get_by_role("link", name="Just show it").click()
    page.wait_for_selector(lab.drawn)
    expect(page.locator("#foretold")).to_have_count(0)
    expect(page).to_have_url(window.server + lab.path)


def test_a_locked_frame_may_be_predicted_in_but_not_looked_past(window: Window) -> None:
    page = window.page
    page.goto(f"{window.server}/embed/optimizers?predict=1&lock=all")
    expect(page.locator("#foretold .away")).to_have_attribute("inert", "")
    page.keyboard.press("4")
    expect(page.locator("#foretold .says")).to_contain_text("Right: Adam is first")
    page.get_by_role("link", name="Again").click()
    expect(page.locator("#foretold .says")).to_have_text("Which arrives first?")


@each_lab
@pytest.mark.parametrize("view", ["", "&view=projector"])
def test_axe_finds_nothing_and_nothing_sticks_out(window: Window, lab: Lab, view: str) -> None:
    for guess in ("", "&guess=0"):
        window.page.emulate_media(color_scheme="dark" if guess else "light")
        page, _ = ask(window, lab, view) if not guess else (window.page, [])
        if guess:
            page.locator("#foretold [data-key='1']").click()
            expect(page.locator("#foretold .says")).to_contain_text("You said")
        for width, height in ((1366, 768), (390, 844), (320, 640)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(100)
            clean(page)


@each_lab
@pytest.mark.parametrize("window", [{"viewport": {"width": w, "height": h}} for w, h in ((1366, 768), (390, 844))],
                         indirect=True)  # fmt: skip
def test_the_way_there_makes_no_page_higher(window: Window, lab: Lab) -> None:
    page, high = window.open(lab.path), "document.querySelector('.caption').getBoundingClientRect().height"
    with_it = page.evaluate(high)
    page.get_by_role("link", name="Predict first").evaluate("one => one.remove()")
    assert page.evaluate(high) == with_it
