"""The optimizers page as learners use it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.core.descent.walk import race
from app.core.numerals import decimal
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery
from app.web.races.questions import RACE_QUESTIONS, RaceQuestion, race_url
from tests.pages.checks import assert_clean, slide
from tests.pages.conftest import Window

SADDLE = next(question for question in RACE_QUESTIONS if question.slug == "saddle")
DIVERGED = "/optimizers?surface=quadratic(kappa=50)&run=sgd(lr=0.041)&run=adam(lr=0.3)&steps=150&step=150&focus=0"
MANY = "/optimizers?surface=rosenbrock&" + "&".join(
    f"run={one}" for one in ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "nadam")
)
PAGES = ["/optimizers", *map(race_url, RACE_QUESTIONS[1:]), DIVERGED, MANY, "/optimizers?view=projector"]


def outcomes(page: Page) -> list[str]:
    return [one.inner_text() for one in page.locator(".chip .outcome").all()]


@pytest.mark.parametrize("path", PAGES)
def test_every_state_is_clean_for_axe_and_console(window: Window, path: str) -> None:
    assert_clean(window, path)


def test_numbers_on_the_page_are_those_of_the_core(window: Window) -> None:
    page = window.open("/optimizers")
    query = RaceQuery()
    runs = race(query.run, query.conditions)
    assert outcomes(page) == [f"arrives at step {run.ending.arrived}" for run in runs]
    said = page.locator("#scrub").get_attribute("aria-valuetext") or ""
    losses = [decimal(float(run.value[34])) for run in runs]
    names = ("SGD", "Momentum", "RMSProp", "Adam")
    told = "; ".join(f"{name} loss {loss}" for name, loss in zip(names, losses, strict=True))
    assert said == f"step 34 of 240: {told}"


def test_a_rate_above_the_edge_blows_up_and_says_why(window: Window) -> None:
    page = window.open(DIVERGED)
    assert outcomes(page)[0].startswith("blows up at step")
    assert "lr 0.041 > 2/L = 0.04" in page.locator("#run-0").inner_text()
    assert page.locator(".curvature .above").count() == 1


def test_runs_are_added_hidden_and_removed(window: Window) -> None:
    page = window.open("/optimizers")
    page.locator("#add summary").click()
    page.get_by_role("link", name="Nesterov", exact=True).click()
    page.wait_for_selector("#run-4")
    window.settle()
    page.locator("#run-4 .legend", has_text="Hide Nesterov").click()
    page.wait_for_selector("#run-4.hidden-run")
    window.settle()
    page.locator("#run-4 header").hover()
    page.get_by_role("link", name="Remove Nesterov").click()
    expect(page.locator("#run-4")).to_have_count(0)


def test_landscape_schedule_and_noise_are_chosen_below(window: Window) -> None:
    page = window.open("/optimizers?run=momentum(lr=0.002,rho=0.5)&run=adam(lr=0.45)")
    page.locator("#surface").select_option(label="Himmelblau")
    page.wait_for_url("**surface=himmelblau**")
    window.settle()
    assert "rho=0.5" in page.url  # the same runs, each with the rate that suits it here
    assert page.locator("#k-0-lr-box").input_value() == "0.0071"
    assert page.locator("#news").inner_text().startswith("The same runs")
    page.locator("#schedule").select_option(label="Cosine")
    page.wait_for_url("**schedule=cosine**")
    window.settle()
    page.locator("#noise").fill("2")
    page.locator("#noise").press("Enter")
    page.wait_for_url("**noise=2**")
    expect(page.locator("#seeds")).to_be_visible()


def test_a_rate_out_of_range_is_refused_and_nothing_is_lost(window: Window) -> None:
    page = window.open("/optimizers?run=sgd(lr=0.03)")
    box = page.locator("#k-0-lr-box")
    box.fill("500")
    box.press("Enter")
    page.wait_for_selector("#refusal:not([hidden])")
    assert "r must lie in [1e-08, 100], got 500" in page.locator("#refusal").inner_text()
    assert "lr=0.03" in page.url
    window.noise.clear()  # the console tells of the 422, as it should


def test_the_saddle_counts_the_steps_off_the_ridge(window: Window) -> None:
    page = window.open(race_url(SADDLE))
    assert "SGD 145, Momentum 52, RMSProp 4, Adam 11" in page.locator(".caption").inner_text()


def test_a_long_race_is_streamed(window: Window) -> None:
    with window.page.expect_response(lambda answer: "/api/races/stream" in answer.url):
        window.page.goto(window.server + "/optimizers?surface=rosenbrock&steps=10000&step=100")
    window.page.wait_for_selector("html.live")


@pytest.mark.parametrize("window", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_page_reads_and_its_links_work(window: Window) -> None:
    page = window.page
    page.goto(window.server + "/optimizers")
    assert page.locator("#landscape .still .moves:visible").count() >= 4 * 3  # to come, halo, and what was, of each
    assert page.locator("#landscape .around text.moves, #landscape .still text.moves").all_text_contents() != []
    page.get_by_role("link", name="Saddle").click()
    assert "SGD 145" in page.locator(".caption").inner_text()


@pytest.mark.parametrize("window", [{"reduced_motion": "reduce"}], indirect=True)
def test_with_reduced_motion_play_shows_the_end(window: Window) -> None:
    page = window.open("/optimizers?step=0")
    page.locator("#play").click()
    expect(page.locator("#count")).to_have_text("240")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.locator("html.playing").count() == 0


@pytest.mark.alone
def test_from_slider_to_picture(window: Window, record_property: Callable[[str, object], None]) -> None:
    page = window.open("/optimizers?steps=300")
    first = int(page.locator("#k-0-lr").input_value())
    slide(page, "#k-0-lr", [first - i for i in range(1, 41)], "slopes:drawn", record_property)


@pytest.mark.parametrize("question", RACE_QUESTIONS, ids=lambda one: one.name)
def test_a_question_is_asked_by_its_own_link(question: RaceQuestion) -> None:
    page = OptimizersPage(question.query())
    assert page.question is question
    assert page.answer is not None
