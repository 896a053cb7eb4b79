"""Two weights from above: the page, its call, and the points that a link holds."""

from __future__ import annotations

import html as markup
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import numpy as np
import pytest

from app.core.models import LinearRegression
from app.core.numerals import decimal
from app.core.optimizers import OPTIMIZERS
from app.web.planes.answer import plane_answer
from app.web.planes.beside import residuals_figure
from app.web.planes.page import PlanePage
from app.web.planes.plane import over_plane
from app.web.planes.query import PlaneQuery
from app.web.planes.scene import BARS, PlaneScene
from app.web.planes.words import brush_said
from tests.web.client import ANSWER_BYTES, ask, strict_json

PAGE = {"Accept": "text/html"}
RENTS = "50,610 62,720 35,480 80,905"
STATES: list[dict[str, Any]] = [
    {}, {"focus": 2}, {"rows": RENTS}, {"rows": RENTS, "scaled": 0}, {"data": "linear(n=50,d=2)", "focus": 1},
    {"rows": "1,1 1,2 1,3"}, {"rows": "0,0 1,0 2,0"}, {"run": ("sgd(lr=100)",), "batch": (1,), "steps": 240},
]  # fmt: skip
every_state = pytest.mark.parametrize("state", STATES, ids=lambda state: urlencode(state)[:40] or "usual")


def query_of(state: dict[str, Any]) -> PlaneQuery:
    return PlaneQuery.model_validate(state)


def asked(**state: Any) -> str:
    return urlencode(state, doseq=True)


@every_state
def test_the_call_tells_the_loss_of_all_rows_along_the_runs(state: dict[str, Any]) -> None:
    query = query_of(state)
    answer, samples = plane_answer(query), query.points.samples
    for run in answer.runs:
        weights = np.array([run.x, run.y], dtype=float).T
        told = np.array(run.value, dtype=float)
        with np.errstate(all="ignore"):
            losses = LinearRegression().value(weights, samples)
        fine = np.isfinite(losses) & (np.abs(losses) < 1e290)
        assert told[fine] == pytest.approx(losses[fine], rel=1e-6, abs=1e-9)
        assert weights.shape == (query.steps + 1, 2)
        assert weights[0].tolist() == [0.0, 0.0]
    assert all(sum(counts) == len(samples) for counts in answer.focus.counts)
    assert len(answer.focus.edges) == BARS + 1
    for name in ("ellipses", "open", "counts"):
        assert len(getattr(answer.focus, name)) == query.steps + 1


@every_state
@pytest.mark.parametrize("picture", ["plane", "points", "residuals"])
def test_every_state_has_its_pictures_page_and_call(state: dict[str, Any], picture: str) -> None:
    for form in ("json", "csv", "plotly", "svg"):
        answer = ask("GET", f"/api/planes?{asked(**state, picture=picture, format=form)}")
        assert answer.status_code == 200
        assert len(answer.content) <= ANSWER_BYTES
    answer = ask("GET", f"/sgd/two?{asked(**state)}", headers=PAGE)
    assert answer.status_code == 200
    assert "nan" not in re.sub(r"<[^>]*>", " ", answer.text).lower().split()


def test_a_step_of_plain_descent_goes_the_way_of_its_batch() -> None:
    for step in (0, 3, 17):
        scene = PlaneScene(PlaneQuery(step=step))
        lr, weights = scene.focused.optimizer.lr, scene.focused.weights
        assert weights[step + 1] - weights[step] == pytest.approx(lr * scene.next_way, rel=1e-9)


def test_the_page_says_the_numbers_of_the_call() -> None:
    answer = strict_json(ask("GET", "/api/planes?seed=3").content)
    text = markup.unescape(ask("GET", "/sgd/two?seed=3&step=9", headers=PAGE).text)
    for run in answer["runs"]:
        assert f"loss {decimal(run['value'][9])}" in text
    rises = sum(b > a for a, b in zip(answer["runs"][0]["value"], answer["runs"][0]["value"][1:], strict=False))
    assert answer["runs"][0]["uphill"] == rises
    assert f"{rises} of 60" in text
    (row,) = answer["focus"]["rows"][9]
    assert f"Step 10 looks at row {row + 1}:" in text


def test_the_ghost_is_drawn_behind_the_runs_and_its_lines_have_the_heights_of_the_landscape() -> None:
    page = PlanePage(PlaneQuery(step=4))
    told = json.loads(markup.unescape(str(page.plane.moving)))
    heights = np.square(told["ghost"]["roots"])
    batch = page.scene.batch_bowl
    drawn = over_plane(page.scene, page.look)["data"]
    assert [one["meta"]["moves"] for one in drawn[:2]] == ["ghost", 0]
    x, y = drawn[0]["x"], drawn[0]["y"]
    above = (np.asarray(batch.value(x, y)) - batch.least)[np.isfinite(x)]
    nearest = np.abs(above[:, None] - heights).min(axis=1)
    assert nearest.max() < 1e-5  # the long half axis of a valley has an end


def test_a_batch_of_all_rows_has_no_ghost() -> None:
    page = PlanePage(PlaneQuery(focus=2))
    assert json.loads(markup.unescape(str(page.plane.moving)))["ghost"] is None
    assert {one.get("meta", {}).get("moves") for one in over_plane(page.scene, page.look)["data"]}.isdisjoint({"ghost"})
    assert "the batch’s way is the way down" in page.batch_said


@pytest.mark.parametrize(("low", "high"), [(0.0, None), (None, 0.0), (-0.5, 0.5), (99.0, None), (0.5, -0.5)])
def test_the_brush_holds_the_rows_with_such_residuals(low: float | None, high: float | None) -> None:
    scene = PlaneScene(PlaneQuery(low=low, high=high))
    assert scene.brushed is not None
    now = scene.residuals[scene.step]
    least, most = sorted((-np.inf if low is None else low, np.inf if high is None else high))
    expected = np.flatnonzero((now >= least) & (now <= most)) if least < 99 else np.arange(0)
    assert scene.brushed.rows.tolist() == expected.tolist()
    samples = scene.points.samples
    mean = [(now[k] * samples.x[k]).tolist() for k in expected]
    assert scene.brushed.way == pytest.approx(np.mean(mean, axis=0) if mean else [0.0, 0.0])
    said = brush_said(scene)
    assert f"{len(expected)} row" in said or "No row" in said
    assert decimal(float(scene.downhill[0])) in said


def test_rows_beyond_the_bars_belong_to_a_brush_that_reaches_their_end() -> None:
    scene = PlaneScene(PlaneQuery.model_validate({"rows": RENTS, "step": 0, "low": 0.0}))
    assert scene.residuals[0].min() > scene.edges[-1]  # all lie beyond
    assert scene.counts[0].tolist() == [*[0] * (BARS - 1), 4]
    assert scene.brushed is not None
    assert len(scene.brushed.rows) == 4
    below = PlaneScene(PlaneQuery.model_validate({"rows": "50,-610 62,-720 35,-480 80,-905", "step": 0, "high": 0.0}))
    assert below.brushed is not None
    assert len(below.brushed.rows) == 4


def test_a_brush_has_both_its_ends() -> None:
    now = PlaneScene(PlaneQuery()).residuals[6]
    low, high = np.sort(now)[[10, 20]].tolist()
    scene = PlaneScene(PlaneQuery(low=low, high=high))
    assert scene.brushed is not None
    assert len(scene.brushed.rows) == 11


@every_state
def test_bars_are_as_high_as_their_axis_and_its_ticks_are_whole(state: dict[str, Any]) -> None:
    page = PlanePage(query_of(state))
    axis = residuals_figure(page.scene, page.look)["layout"]["yaxis"]
    assert page.scene.counts.max() < axis["range"][1] <= 1.2 * page.scene.counts.max()
    assert all(float(one).is_integer() for one in axis["tickvals"])


def test_standardized_points_have_the_weights_of_their_own_scale() -> None:
    raw, scaled = (query_of({"rows": RENTS, "scaled": on}).points for on in (0, 1))
    x = np.array([35.0, 80.0])
    line = raw.heights(np.array(raw.bowl.best), x)
    assert line == pytest.approx(scaled.heights(np.array(scaled.bowl.best), x))
    assert scaled.bowl.least == pytest.approx(raw.bowl.least, rel=1e-6)
    assert scaled.bowl.fxx == pytest.approx(1.0)
    assert scaled.bowl.fxy == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("state", [{}, {"rows": RENTS}, {"data": "linear(n=50,d=2)"}, {"rows": RENTS, "scaled": 0}],
                         ids=["line", "own", "two", "as it is"])  # fmt: skip
def test_the_usual_runs_settle_near_the_least_loss(state: dict[str, Any]) -> None:
    scene = PlaneScene(query_of(state))
    for one in scene.tracks:
        assert one.losses[-1] < one.losses[0]
    whole = scene.tracks[2]
    assert scene.query.batch[2] == len(scene.points.samples)
    assert whole.uphill == 0


def test_every_link_of_the_page_leads_somewhere_and_keeps_the_points() -> None:
    page = PlanePage(query_of({"rows": RENTS, "step": 3}))
    links = [url for _, url, _ in (*page.brushes, *page.scales)] + [page.link(focus=1), page.without(0)]
    for link in links:
        told = parse_qs(urlsplit(link).query)
        assert told["rows"] == [RENTS]
        assert ask("GET", link, headers=PAGE).status_code == 200
    for _, title, link in page.rows.sets:
        answer = ask("GET", link, headers=PAGE)
        assert answer.status_code == 200
        assert re.search(f"selected>{title}</option>", answer.text)


def test_a_set_becomes_points_to_add_to_unless_it_is_full() -> None:
    page = PlanePage(PlaneQuery())
    again = query_of({"rows": f"{page.points.text} 0.5,0.5"})
    assert len(again.points.samples) == 41
    assert again.points.columns[:40] == pytest.approx(page.points.columns, rel=1e-3)
    assert page.room == 60
    assert PlanePage(query_of({"data": "linear(n=400,d=1)"})).room < 1


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_has_its_run(optimizer: str) -> None:
    answer = plane_answer(query_of({"run": (optimizer,), "batch": (4,), "steps": 20}))
    assert answer.runs[0].run == str(OPTIMIZERS[optimizer]())
    assert answer.focus.rows is not None
    assert {len(rows) for rows in answer.focus.rows} == {4}


def test_two_weights_are_a_question_of_the_page_on_batches() -> None:
    text = ask("GET", "/sgd?data=linear(n=500,d=2)&samples=500", headers=PAGE).text
    assert re.search(r'<a class="preset" href="/sgd/two">', text)
    assert re.search(r'<a class="preset" href="/sgd/two" aria-current="true">', ask("GET", "/sgd/two").text)
