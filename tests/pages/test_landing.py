"""The landing page as a visitor meets it: one drag, one number, and doors that lead somewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from app.core.curvature import largest_stable_lr
from app.core.descent.walk import run
from app.core.optimizers import Adam, Momentum
from app.web.landing.doors import doors as all_doors
from app.web.landing.figure import ON
from app.web.landing.page import PLACES, LandingPage, LandingQuery
from tests.pages.checks import assert_clean
from tests.pages.conftest import Window

EDGE = largest_stable_lr(50.0) or 0.0
KNOWN = f"{EDGE:.4f}"
STATES = ["/", "/?lr=0.0403", "/?lr=0.041&show=momentum", "/?lr=0.08", "/?lr=0.01&edge=known"]
NO_SCRIPT = pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)


def still(page: Page) -> list[str]:
    """The texts of what moves in the still picture."""
    return page.locator(".still text.moves").all_text_contents()


def number(page: Page) -> str:
    return page.locator(".aha").inner_text().replace("\n", "")


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
    page = window.page
    page.goto(window.server)
    assert " ".join(page.locator("h1").inner_text().split()) == "Drag the learning rate. Where does it blow up?"
    assert number(page) == "?= 2 / ?"
    assert still(page) == ["α = 0.0385, step 21"]
    assert page.locator(".still path.moves").count() == 3  # what is to come, the halo, the line
    assert page.locator(".range text").all_text_contents() == ["0.003", "0.08"]  # nobody has tried yet
    assert KNOWN not in page.content()


@NO_SCRIPT
def test_without_scripts_the_form_asks_and_the_links_lead_on(window: Window) -> None:
    page = window.page
    page.goto(window.server)
    page.locator("#lr").fill("0.041")
    page.get_by_role("button", name="Try it here").click()
    assert page.url.endswith("/?flag=0.041")
    assert number(page) == f"{KNOWN}= 2 / 50"
    expect(page.locator("#planted")).to_have_text("You put the flag at 0.041: there it blows up at step 105.")
    expect(page.get_by_text("That is a theorem.")).to_be_visible()
    page.locator("#lr").fill("0.03")
    page.get_by_role("button", name="Show").click()
    assert number(page) == f"{KNOWN}= 2 / 50"  # what was seen is not forgotten
    page.get_by_role("link", name="What does momentum do?").click()
    assert still(page) == ["momentum", "Adam", "SGD"]
    page.get_by_role("link", name="Why?").click()
    assert page.url.endswith("/lessons/learning-rate?prediction=0.041&beat=why&value=0.03")


def test_the_flag_is_tried_where_it_is_let_go_and_the_edge_appears(window: Window) -> None:
    page = window.open("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    slide = page.locator("#slide")
    slide.press("ArrowRight")
    assert number(page) == "?= 2 / ?"
    expect(page.locator("#tick, .range rect")).to_have_count(0)
    assert asked == []  # where the flag is on its way shows nothing of the answer
    planted(window)


def planted(window: Window) -> tuple[float, str]:
    """Let the flag go where it blows up: the rate there, and what is said of the flag."""
    page = window.page
    drag(page, 82.5)
    expect(page.locator("#known")).to_be_visible()
    window.settle()
    assert number(page) == f"{KNOWN}= 2 / 50"
    expect(page.locator("#tick")).to_have_text("2 / 50")
    expect(page.locator(".range .bad")).to_be_visible()
    lr = rate(page)
    assert lr > EDGE
    told = LandingPage(LandingQuery(lr=lr, flag=lr))
    assert page.locator("#words").inner_text() == told.words
    assert page.locator("#planted").inner_text() == told.planted
    expect(page.locator("#live")).to_contain_text("blows up at step")
    expect(page.locator("#live")).to_contain_text(f"{KNOWN} = 2 / 50")
    assert page.url.endswith(f"/?lr={lr}&flag={lr}")
    return lr, told.planted


def test_the_flag_stays_where_it_was_put_and_each_drag_is_a_step_of_the_history(window: Window) -> None:
    page = window.open("/")
    lr, told = planted(window)
    drag(page, 62.5)
    expect(page.locator("#hero.blown")).to_have_count(0)
    assert number(page) == f"{KNOWN}= 2 / 50"
    assert page.locator("#planted").inner_text() == told  # the flag stays where it was put
    page.go_back()
    page.wait_for_url(f"**/?lr={lr}&flag={lr}")  # each drag is one step of the history
    page.go_back()
    expect(page.locator("#asked")).to_be_visible()


def test_the_page_never_states_what_is_not_true(window: Window) -> None:
    page = window.open("/")
    page.evaluate(
        """() => {
          window.seen = new Set();
          const told = () => window.seen.add(document.querySelector(".aha").textContent);
          new MutationObserver(told).observe(document.body, {childList: true, subtree: true, characterData: true});
          told();
        }"""
    )
    drag(page, 40)
    expect(page.locator("#known")).to_be_visible()
    assert page.evaluate("[...window.seen]") == ["?= 2 / ?", f"{KNOWN}= 2 / 50"]
    assert page.locator("#planted").inner_text().endswith("there it still settles.")


def test_others_come_and_go_by_the_button(window: Window) -> None:
    page = window.open("/?edge=known")
    drag(page, 70)
    page.wait_for_url("**/?*lr=*")  # the links of the page follow then
    expect(page.locator("#compared")).to_be_hidden()
    page.get_by_role("link", name="What does momentum do?").click()
    expect(page.locator("#compared")).to_be_visible()
    arrived = [run(other, ON).ending.arrived for other in (Momentum(lr=0.03, rho=0.9), Adam(lr=0.3))]
    assert [f"after {step}" in page.locator("#compared").inner_text() for step in arrived] == [True, True]
    expect(page.locator("#live")).to_have_text(page.locator("#compared").inner_text())
    assert page.url.endswith("&show=momentum")
    page.get_by_role("link", name="SGD alone").click()
    expect(page.locator("#compared")).to_be_hidden()
    assert "show" not in page.url


def test_the_keyboard_alone_finds_the_edge(window: Window) -> None:
    page = window.open("/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "slide":
            break
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#known")).to_be_visible()
    window.settle()
    page.keyboard.press("l")
    expect(page.locator("#live")).to_contain_text("The edge is 0.0400 = 2 / 50.")
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
    expect(page.locator("#known")).to_be_visible()
    assert [path for path in loaded if "plotly" in path] == []


@pytest.mark.parametrize("path", STATES)
def test_every_state_is_clean_for_axe(window: Window, path: str) -> None:
    assert_clean(window, path)


@pytest.mark.parametrize("window", [{"reduced_motion": "reduce"}], indirect=True)
def test_nothing_moves_for_those_who_want_it_so(window: Window) -> None:
    page = window.open("/")
    assert page.evaluate("document.getAnimations().length") == 0
    drag(page, 90)
    expect(page.locator("#known")).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("height", [844, 664, 568])
def test_on_a_phone_nothing_lies_over_anything(browser: Browser, server: str, height: int) -> None:
    page = browser.new_page(viewport={"width": 390, "height": height}, is_mobile=True, has_touch=True)
    page.goto(f"{server}/?lr=0.03&show=momentum&edge=known")
    for part in ("#slide", "#lr", "#why", "#compare", "#compared"):
        page.locator(part).scroll_into_view_if_needed()
        hit = """e => {
          const box = e.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return e === top || e.contains(top);
        }"""
        assert page.locator(part).evaluate(hit), part
    slide, picture = page.locator("#slide").bounding_box(), page.locator("#hero-plot").bounding_box()
    assert slide is not None
    assert picture is not None
    assert slide["y"] + slide["height"] - picture["y"] < height  # what a slider does is seen while it is dragged
    page.close()


def test_the_hand_goes_once_the_slider_is_touched(window: Window) -> None:
    page = window.open("/")
    moving = "document.getAnimations().filter((one) => one.animationName === 'hand').length"
    assert page.evaluate(moving) == 1
    page.locator("#slide").press("ArrowLeft")
    assert page.evaluate(moving) == 0


def test_every_door_leads_somewhere(window: Window) -> None:
    page = window.open("/")
    doors = page.locator(".door")
    assert 8 <= doors.count() == len(all_doors()) <= 12
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
