"""The landing page as a visitor meets it: one drag, one number, and doors that lead somewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.core.curvature import largest_stable_lr
from app.core.descent.walk import Array, Conditions, run
from app.core.optimizers import SGD, Adam, Momentum
from app.core.surfaces import Quadratic
from app.web.landing.doors import DOORS
from app.web.landing.figure import SEEN
from app.web.landing.page import PLACES, LandingPage, LandingQuery
from tests.pages.checks import assert_clean
from tests.pages.conftest import SCHEMES, Window

ON = Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150)
EDGE = largest_stable_lr(50.0) or 0.0
KNOWN = f"{EDGE:.4f}"
STATES = ["/", "/?lr=0.0403", "/?lr=0.041&show=momentum", "/?lr=0.08"]
NO_SCRIPT = pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)


def drawn(page: Page, part: str) -> Array:
    """The points of a path, in the plane."""
    data = page.locator(part).first.get_attribute("d") or ""
    across, down = np.array([point.split() for point in data[1:].split("L")], dtype=np.float64).T / 1000
    return np.stack([SEEN.left + across * (SEEN.right - SEEN.left), SEEN.top - down * (SEEN.top - SEEN.bottom)])


def expected(lr: float, steps: slice) -> Array:
    """The points of the run by the core."""
    one = run(SGD(lr=lr), ON)
    return np.stack([one.x[steps], one.y[steps]])


def drag(page: Page, share: float) -> None:
    """Take the thumb by the mouse to another place of the slider, in per cent of its way."""
    slide = page.locator("#slide")
    box, here = slide.bounding_box(), int(slide.input_value())
    assert box is not None
    left, wide, middle = box["x"] + 9, box["width"] - 18, box["y"] + box["height"] / 2
    page.mouse.move(left + wide * here / PLACES, middle)
    page.mouse.down()
    page.mouse.move(left + wide * share / 100, middle, steps=6)
    page.mouse.up()


def rate(page: Page) -> float:
    return float(page.locator("#lr").input_value())


@NO_SCRIPT
def test_the_first_frame_needs_no_script(window: Window) -> None:
    page = window.open("/")
    assert " ".join(page.locator("h1").inner_text().split()) == "Drag the learning rate. Where does it blow up?"
    assert page.locator(".aha").inner_text().replace("\n", "") == "?= 2 / ?"
    assert page.locator("#label").text_content() == "step 21"
    assert drawn(page, "#past") == pytest.approx(expected(0.0385, slice(0, 22)), abs=2e-3)
    assert drawn(page, "#future") == pytest.approx(expected(0.0385, slice(21, None)), abs=2e-3)
    expect(page.locator(".ghost").first).to_be_hidden()


@NO_SCRIPT
def test_without_scripts_the_form_asks_and_the_links_lead_on(window: Window) -> None:
    page = window.open("/")
    page.locator("#lr").fill("0.041")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/?lr=0.041")
    assert page.locator(".aha").inner_text().replace("\n", "") == f"{KNOWN}= 2 / 50"
    expect(page.get_by_text("That is a theorem.")).to_be_visible()
    page.get_by_role("link", name="What does momentum do?").click()
    expect(page.locator(".ghost").first).to_be_visible()
    page.get_by_role("link", name="Why?").click()
    assert "run=sgd(lr=0.041)" in page.url
    assert "surface=quadratic(kappa=50" in page.url


def test_dragging_across_the_edge_shows_the_number(window: Window) -> None:
    page = window.open("/")
    drag(page, 50)
    expect(page.locator("#label")).to_have_text("step 21")
    expect(page.locator("#number")).to_have_text("?")
    drag(page, 82.5)
    expect(page.locator("#number")).to_have_text(KNOWN)
    expect(page.locator("#equals")).to_have_text("= 2 / 50")
    expect(page.locator("#tick")).to_have_text("2 / 50")
    expect(page.locator(".blow")).to_be_visible()
    lr = rate(page)
    assert lr > EDGE
    told = LandingPage(LandingQuery(lr=lr))
    expect(page.locator("#label")).to_have_text(told.label)
    expect(page.locator("#words")).to_have_text(told.words)
    expect(page.locator("#live")).to_contain_text("blew up at step")
    expect(page.locator("#live")).to_contain_text(f"{KNOWN} = 2 / 50")
    assert page.url.endswith(f"/?lr={lr}")
    drag(page, 62.5)
    expect(page.locator(".blow")).to_be_hidden()
    expect(page.locator("#number")).to_have_text(KNOWN)


@pytest.mark.parametrize("share", [0, 30, 75, 79.5])
def test_the_script_draws_what_the_core_computes(window: Window, share: float) -> None:
    page = window.open("/")
    drag(page, share)
    told = LandingPage(LandingQuery(lr=rate(page)))
    expect(page.locator("#words")).to_have_text(told.words)
    assert drawn(page, "#past") == pytest.approx(expected(rate(page), slice(0, 22)), abs=2e-3)
    assert page.locator("#dots circle").count() == len(told.trace.marks)
    where = page.locator("#here")
    assert float((where.get_attribute("x") or "").rstrip("%")) == pytest.approx(told.trace.x, abs=0.01)
    assert float((where.get_attribute("y") or "").rstrip("%")) == pytest.approx(told.trace.y, abs=0.01)


@pytest.mark.parametrize("lr", ["0.0403", "0.041", "0.045", "0.08"])
def test_server_and_script_say_the_same(window: Window, lr: str) -> None:
    page = window.open(f"/?lr={lr}")
    parts = ("#label", "#words", "#number", "#equals", "#tick")
    before = [page.locator(part).text_content() for part in parts]
    window.open("/")
    page.locator("#lr").fill(lr)
    page.locator("#lr").press("Enter")
    for part, text in zip(parts, before, strict=True):
        expect(page.locator(part)).to_have_text(text or "")
    assert page.url.endswith(f"/?lr={lr}")


def test_others_appear_after_the_first_try(window: Window) -> None:
    page = window.open("/")
    ghosts = page.locator(".ghost")
    expect(ghosts.first).to_be_hidden()
    drag(page, 70)
    for ghost, other in zip(ghosts.all(), (Momentum(lr=0.03, rho=0.9), Adam(lr=0.3)), strict=True):
        expect(ghost).to_be_visible()
        data = (ghost.locator("path").nth(2).get_attribute("d") or "")[1:].split("L")
        one = run(other, ON)
        last = [float(number) for number in data[-1].split()]
        assert last == pytest.approx([10 * SEEN.across(one.x[21]), 10 * SEEN.down(one.y[21])], abs=0.1)
    expect(page.locator("#compared")).to_be_hidden()
    page.get_by_role("link", name="What does momentum do?").click()
    expect(page.locator("#compared")).to_be_visible()
    arrived = [run(other, ON).ending.arrived for other in (Momentum(lr=0.03, rho=0.9), Adam(lr=0.3))]
    assert [f"after {step}" in page.locator("#compared").inner_text() for step in arrived] == [True, True]
    assert page.url.endswith("&show=momentum")


def test_the_keyboard_alone_finds_the_edge(window: Window) -> None:
    page = window.open("/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "slide":
            break
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#number")).to_have_text(KNOWN)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "lr"
    page.keyboard.press("Control+A")
    page.keyboard.type("0.02")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_have_text(LandingPage(LandingQuery(lr=0.02)).words)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#compared")).to_be_visible()


def test_nothing_heavy_is_loaded(window: Window) -> None:
    loaded: list[str] = []
    window.page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page = window.open("/")
    drag(page, 82.5)
    expect(page.locator("#number")).to_have_text(KNOWN)
    assert [path for path in loaded if "plotly" in path] == []


@pytest.mark.parametrize("path", STATES)
@pytest.mark.parametrize("window", SCHEMES, indirect=True, ids=["light", "dark", "phone"])
def test_every_state_is_clean_for_axe(window: Window, path: str) -> None:
    assert_clean(window.open(path))


@pytest.mark.parametrize("window", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_for_those_who_want_it_so(window: Window) -> None:
    page = window.open("/")
    assert page.evaluate("document.getAnimations().length") == 0
    seen = page.evaluate(
        """async () => {
          const seen = new Set(), number = document.getElementById("number");
          new MutationObserver(() => seen.add(number.textContent)).observe(number, {childList: true});
          const slide = document.getElementById("slide");
          slide.value = "290";
          slide.dispatchEvent(new Event("input"));
          await new Promise((done) => document.addEventListener("slopes:drawn", done, {once: true}));
          await new Promise((done) => setTimeout(done, 500));
          return [...seen];
        }"""
    )
    assert seen == [KNOWN]


def test_the_hand_goes_once_the_slider_is_touched(window: Window) -> None:
    page = window.open("/")
    moving = "document.getAnimations().filter((one) => one.animationName === 'hand').length"
    assert page.evaluate(moving) == 1
    page.locator("#slide").press("ArrowLeft")
    assert page.evaluate(moving) == 0


def test_every_door_leads_somewhere(window: Window) -> None:
    page = window.open("/")
    doors = page.locator(".door")
    assert 8 <= doors.count() == len(DOORS) <= 12
    for door in doors.all():
        assert page.request.get(window.server + (door.get_attribute("href") or "")).ok
    lines = page.evaluate(
        """[...document.querySelectorAll(".door span")].map((words) => {
          const range = document.createRange();
          range.selectNodeContents(words.firstChild);
          return new Set([...range.getClientRects()].map((one) => one.top)).size;
        })"""
    )
    assert max(lines) <= 2
