"""The page on batches: its beginning, its numbers, its questions and its links."""

from __future__ import annotations

import asyncio
import html as markup
import re
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from fastapi import FastAPI

from app.core.data import DATA
from app.core.numerals import decimal
from app.core.optimizers import OPTIMIZERS
from app.main import create_app
from app.settings import Settings
from app.web.http.services import Services
from app.web.http.shared import Shared
from app.web.http.turns import Places
from app.web.page.render import templates
from app.web.regressions.api import readers
from app.web.regressions.comparison import Comparison
from app.web.regressions.course import LAST_MARKS
from app.web.regressions.opening import opened, warm_up
from app.web.regressions.page import RegressionsPage
from app.web.regressions.query import RegressionQuery
from app.web.regressions.questions import BATCH_QUESTIONS, batch_url
from app.web.regressions.rows import SharedRows
from app.web.regressions.scents import sniff
from tests.web.client import ask, strict_json

SMALL = {"data": DATA.read("linear(n=2000,d=4)"), "samples": (4_000,)}
PAGE = {"Accept": "text/html"}


def job_of(query: RegressionQuery) -> Comparison:
    return Comparison(query.asked, lambda: SharedRows(query.asked.model, query.data), str(query.data))


def finished(**state: Any) -> RegressionsPage:
    query = RegressionQuery.model_validate({**SMALL, **state})
    job = job_of(query)
    while not job.ended:
        job.go()
    return RegressionsPage(query, job)


def beginning(**state: Any) -> RegressionsPage:
    query = RegressionQuery.model_validate(state)
    job = job_of(query)
    while not opened(job):
        job.go()
    return RegressionsPage(query, job)


def told(link: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link).query)


def test_the_page_opens_with_the_first_samples_and_the_first_step_of_batch_descent() -> None:
    page = beginning()
    assert not page.done
    one, few, whole = page.courses
    assert (one.runner.batch, few.runner.batch, whole.runner.batch) == (1, 32, 1_000_000)
    assert one.told >= 1
    assert whole.told >= 1
    assert page.answer is None or page.answer.number != "?"
    assert [meter.steps for meter in page.meters] == [f"{course.steps[-1]:,}" for course in page.courses]
    assert page.total == f"{sum(course.steps[-1] * course.runner.batch for course in page.courses):,}"


def test_what_it_opens_with_depends_on_the_question_alone() -> None:
    assert [one.steps for one in beginning().courses] == [one.steps for one in beginning().courses]


def test_the_whole_page_shows_the_numbers_of_the_api() -> None:
    app = create_app(Settings(measure_costs=False))
    query = "data=linear(n=2000,d=4)&samples=4000&seeds=3"
    answer = strict_json(ask("GET", f"/api/regressions?{query}", app).content)
    text = markup.unescape(ask("GET", f"/sgd?{query}", app, headers=PAGE).text)
    assert 'data-done="true"' in text
    for run in answer["runs"]:
        assert f'<td data-column="steps">{run["steps"][-1]:,}</td>' in text
        assert f'<td data-column="excess">{decimal(run["excess"][-1])}</td>' in text
        assert run["samples_to_tenth"] is None or f"<td>{run['samples_to_tenth']:,}</td>" in text


@pytest.mark.parametrize("across", ["samples", "steps", "seconds"])
def test_the_switch_changes_what_is_across_and_nothing_else(across: str) -> None:
    page = finished(across=across)
    assert [current for _, _, current in page.ways] == [name == across for name in ("samples", "steps", "seconds")]
    assert page.api == finished().api
    assert told(page.fits.address).get("across", ["samples"]) == [across]


def test_after_one_pass_batch_descent_has_made_one_step() -> None:
    page = finished(samples=(4_000, 4_000, 20_000))
    assert page.answer is not None
    whole = page.courses[2]
    said = next(words for words in page.answer.words if "one step" in words)
    assert decimal(whole.columns["excess"][1], 2) in said
    assert "2,000 rows" in said
    first, last = (course.tenth for course in (page.courses[0], whole))
    assert first
    assert last
    assert f"{first:,}" in page.answer.words[0]
    assert f"{last:,}" in page.answer.words[0]


def test_a_floor_is_the_mean_of_the_last_steps_beside_its_theory() -> None:
    page = finished(question="floor", run=tuple(map(OPTIMIZERS.read, ("sgd(lr=0.1)", "sgd(lr=0.05)"))), batch=(1,),
                    samples=(20_000,))  # fmt: skip
    ends = [float(np.mean(one.columns["excess"][-LAST_MARKS:])) for one in page.courses]
    assert page.answer is not None
    assert page.answer.number == f"{decimal(ends[0] / ends[1], 2)}×"
    for one, end in zip(page.courses, ends, strict=True):
        assert one.floor
        assert f"{decimal(end)} (theory {decimal(one.floor)})" in page.answer.words[0]


@pytest.mark.parametrize("question", BATCH_QUESTIONS, ids=lambda one: one.slug)
def test_a_question_leads_to_its_own_state(question: Any) -> None:
    query = question.query()
    (current,) = [one for one in RegressionsPage(query, None).presets if one.current]
    assert current.name == question.name
    assert current.url == batch_url(question)
    assert RegressionsPage(query, None).title == question.title


@pytest.mark.parametrize(
    "question", [one for one in BATCH_QUESTIONS if one.slug != "samples"], ids=lambda one: one.slug
)
def test_a_question_ends_in_a_number_on_any_data(question: Any) -> None:
    asked = question.query()
    batch = tuple(min(one, 2_000) for one in asked.batch)
    samples = tuple(min(one, 4_000) for one in asked.samples)
    state = {"data": SMALL["data"], "run": asked.run, "batch": batch, "samples": samples, "question": question.slug}
    page = finished(**state, schedule=asked.schedule)
    assert page.answer is not None
    assert re.search(r"\d", page.answer.number)
    assert len(page.answer.words) == 2
    assert all(words.endswith(".") for words in page.answer.words)


@pytest.mark.parametrize("name", DATA)
def test_every_data_set_has_a_page(name: str) -> None:
    answer = ask("GET", f"/sgd?data={name}(n=400)&samples=400", headers=PAGE)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"


def test_a_run_that_blows_up_is_a_result_with_its_reason() -> None:
    page = finished(run=(OPTIMIZERS.read("sgd(lr=5)"),), batch=(2_000,), samples=(2_000_000,))
    (chip,) = page.chips
    assert chip.bad
    assert chip.outcome.startswith("blows up by step ")
    assert "lr 5 > 2 / L" in chip.reason or "lr 5 >" in chip.reason
    assert chip.reason in page.summary[1]


def test_links_take_a_run_away_and_add_one_with_its_batch() -> None:
    page = finished()
    assert told(page.without(1))["batch"] == ["1", "2000"]
    assert len(told(page.more[0][1])["run"]) == 4
    assert len(told(page.more[0][1])["batch"]) == 4
    assert finished(run=(OPTIMIZERS.read("adam"),)).without(0) == ""


def test_a_page_for_which_there_is_no_room_says_so_and_asks_again() -> None:
    page = RegressionsPage(RegressionQuery(), None)
    assert page.summary == ["The server has no room for this now; it is asked again."]
    assert [one.steps for one in page.meters] == ["0", "0", "0"]
    full = create_app(Settings(measure_costs=False, large_fits=0))
    answer = ask("GET", "/sgd", full, headers=PAGE)
    assert answer.status_code == 200
    assert 'data-done="false"' in answer.text


def test_what_takes_too_long_is_refused_in_a_sentence() -> None:
    answer = ask("GET", "/sgd?batch=1&samples=1000000000&run=adam", headers=PAGE)
    assert answer.status_code == 422
    assert "Samples must be at most" in answer.text


def test_the_table_has_the_losses_after_so_many_samples() -> None:
    page = finished()
    one = page.courses[0]
    row = next(line for line in page.table if line[0] == "100")
    k = int(np.searchsorted(one.steps, 100, side="right")) - 1
    assert row[1] == decimal(one.columns["excess"][k])
    assert page.table[-1][0] == "2,000"


def test_practice_leaves_the_beginning_for_the_first_visitor() -> None:
    app, settings, nothing = FastAPI(), Settings(), cast(Any, None)
    ours = Services(
        settings,
        nothing,
        nothing,
        Places(settings.streams, settings.client_share, settings.stream_seconds),
        processes=False,
        shared=Shared(settings.large_fits),
    )
    app.state.services = ours
    cache = templates.env.cache
    assert cache is not None
    cache.clear()
    asyncio.run(warm_up(app))
    assert {name for _, name in cache.keys()} == set(templates.env.list_templates())  # noqa: SIM118  # no dict
    assert ours.places.taken == 0
    assert ours.shared.read == 0
    with readers(app, RegressionQuery()).unplaced() as job:
        assert opened(job)
        assert not job.ended


def test_a_rate_has_the_scent_of_its_own_run() -> None:
    """Single rows blow up at rates at which all rows still settle; where all rows do is known to theory."""
    page = finished(run=(OPTIMIZERS.read("sgd(lr=0.01)"),) * 2, batch=(1, 2_000), samples=(300, 600_000))
    assert [one.scent for one in page.chips] == [None, None]
    for course in page.courses:
        for _ in sniff(course):
            pass
    single, whole = (course.scent for course in page.courses)
    assert single
    assert whole
    assert whole.tick == single.tick
    assert whole.tick
    assert whole.hatched[0][0] == pytest.approx(whole.tick, abs=30)
    assert single.hatched[0][0] < whole.hatched[0][0] - 50
    assert (whole.edge, whole.hatched[-1][0] + whole.hatched[-1][1]) == ("2/L", 1000)
    assert 'class="curve"' in ask("GET", "/sgd?data=linear(n=2000,d=4)&samples=300", headers=PAGE).text
