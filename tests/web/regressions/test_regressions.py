"""Regressions in one answer: the numbers of the core in every form, and what is too much."""

from __future__ import annotations

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest

from app.core.data import DATA
from app.core.models import LinearRegression, LogisticRegression, normal_equations
from app.core.models.fits import Plan, fit
from app.core.models.marks import Marks
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.web.regressions.answer import RegressionsAnswer
from app.web.regressions.asked import MOST_MARKS
from app.web.regressions.query import RegressionQuery
from tests.web.client import ANSWER_BYTES, ask, strict_json

URL = "/api/regressions"
SMALL = "data=linear(n=500,d=3)"
COLUMNS = ("steps", "samples", "seconds", "excess", "low", "high", "first")


def told(query: str, path: str = URL) -> Any:
    response = ask("GET", f"{path}?{query}")
    assert response.status_code == 200, response.text
    answer = strict_json(response.content)
    RegressionsAnswer.model_validate(answer, strict=True)
    return answer


@pytest.mark.parametrize("run", ["sgd(lr=0.05)", "momentum(lr=0.01,rho=0.9)", "adam(lr=0.05)"])
@pytest.mark.parametrize("batch", [1, 7, 500])
@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_an_answer_holds_the_numbers_of_the_core(run: str, batch: int, schedule: str) -> None:
    answer = told(f"{SMALL}&run={run}&batch={batch}&samples=3000&seed=4&seeds=3&schedule={schedule}")
    rows = DATA.read("linear(n=500,d=3)").samples()
    known, steps, one = normal_equations(rows), 3000 // batch, answer["runs"][0]
    seeds = (4,) if batch == 500 else (4, 5, 6)
    plan = Plan(LinearRegression(), rows, batch, steps, Marks(0, 16), SCHEDULES.read(schedule), seeds=seeds)
    found = [part for part in fit(OPTIMIZERS.read(run), plan) if len(part.steps)]
    marks = np.concatenate([part.steps for part in found])
    excess = known.excess(np.concatenate([part.weights for part in found], axis=1))
    assert one["steps"] == [0, *marks.tolist()]
    assert one["samples"] == [batch * k for k in one["steps"]]
    assert one["seconds"] == [k * one["step_seconds"] for k in one["steps"]]
    start = answer["start"]
    assert start == pytest.approx(float(known.excess(np.zeros(3))), rel=1e-12)
    levels = dict(zip(("low", "excess", "high"), np.quantile(excess, (0.1, 0.5, 0.9), axis=0), strict=True))
    for name, level in {**levels, "first": excess[0]}.items():
        assert one[name] == pytest.approx([start, *level], rel=1e-9, abs=1e-13)
    tenth = next((k for k, at in zip(one["steps"], one["excess"], strict=True) if at <= start / 10), None)
    assert (one["samples_to_tenth"] is None) == (tenth is None)
    if tenth is not None:
        assert one["samples_to_tenth"] <= tenth * batch


def test_classes_are_told_apart_by_the_logistic_loss() -> None:
    answer = told("data=logistic(n=2000,d=3)&run=sgd(lr=1)&batch=2000&samples=400000&every=100")
    rows, one = DATA.read("logistic(n=2000,d=3)").samples(), answer["runs"][0]
    assert answer["target"] == "class"
    assert one["steps"] == [0, 100, 200]
    assert one["excess"][-1] < 1e-3 * answer["start"]
    nothing = LogisticRegression().value(np.zeros((1, 3)), rows)[0]
    assert nothing == pytest.approx(np.log(2))
    assert answer["start"] < nothing


def test_without_a_run_single_rows_some_and_all() -> None:
    answer = told(SMALL)
    assert [(one["run"], one["batch"], one["last_step"]) for one in answer["runs"]] == [
        ("sgd(lr=0.005)", 1, 500), ("sgd(lr=0.05)", 32, 15), ("sgd(lr=1)", 500, 10),
    ]  # fmt: skip
    assert answer["runs"][2]["floor"] == 0.0


def test_one_batch_serves_all_or_each_has_its_own() -> None:
    runs = "run=sgd(lr=0.01)&run=adam&run=momentum"
    assert [one["batch"] for one in told(f"{SMALL}&{runs}&batch=5&samples=10")["runs"]] == [5, 5, 5]
    several = told(f"{SMALL}&{runs}&batch=5&batch=1&batch=500&samples=10&samples=20&samples=30")["runs"]
    assert [(one["batch"], one["last_step"]) for one in several] == [(5, 2), (1, 20), (500, 1)]


def test_a_run_that_blows_up_ends_there() -> None:
    slow, one, whole = told(
        "data=linear(n=20000,d=3)&run=sgd(lr=0.01)&run=sgd(lr=9)&run=sgd(lr=3)&batch=1&batch=1&batch=20000"
        "&samples=20000&samples=20000&samples=2000000"
    )["runs"]
    assert (slow["outcome"], slow["step"]) == ("converged", None)
    assert "the noise of its batches keeps it about" in slow["reason"]
    for broken in (one, whole):
        assert broken["outcome"] == "diverged"
        assert broken["steps"][-1] < broken["step"] < broken["last_step"]
        assert all(value is not None for value in broken["excess"])
    assert re.fullmatch(r"lr 3 > 2 ?/ ?L = [\d.]+", whole["reason"])
    assert one["floor"] is None


@pytest.mark.parametrize("every", [1, 7, 100])
def test_every_so_many_steps_can_be_told(every: int) -> None:
    one = told(f"{SMALL}&run=sgd(lr=0.01)&samples=500&every={every}")["runs"][0]
    assert one["steps"] == sorted({*range(0, 501, every), 500})


def test_runs_are_the_same_whenever_they_are_asked_for() -> None:
    same = f"{SMALL}&run=adam&batch=3&samples=600&seeds=2"
    first, again = told(same), told(f"{same}&seed=0")
    other = told(f"{same}&seed=1")
    assert first["runs"][0]["excess"] == again["runs"][0]["excess"]
    assert first["runs"][0]["first"] != other["runs"][0]["first"]


def test_a_table_has_a_row_for_each_step() -> None:
    query = f"{SMALL}&run=adam&run=adam&run=sgd(lr=9)&batch=3&samples=300&seeds=2"
    answer = told(query)
    response = ask("GET", f"{URL}.csv?{query}")
    assert response.headers["content-disposition"] == 'attachment; filename="regressions.csv"'
    rows = [*csv.DictReader(io.StringIO(response.text))]
    assert list(rows[0])[:6] == ["number", "run", "batch", "step", "samples", "seconds"]
    for number, one in enumerate(answer["runs"]):
        mine = [row for row in rows if row["number"] == str(number)]
        assert {row["run"] for row in mine} == {one["run"] + " (2)" * (number == 1)}
        assert [int(row["step"]) for row in mine] == one["steps"]
        for name in ("excess", "low", "high", "first"):
            assert [float(row[name]) for row in mine] == one[name]
        assert {row["outcome"] for row in mine} == {one["outcome"]}


@pytest.mark.parametrize("across", ["samples", "steps", "seconds"])
@pytest.mark.parametrize("more", ["", "&seeds=4", "&run=sgd(lr=99)&batch=1", "&run=sgd(lr=0.1)&batch=500&samples=1"])
@pytest.mark.parametrize("look", ["", "&theme=dark", "&view=projector"])
def test_the_figure_is_one_for_plotly_and_a_picture(across: str, more: str, look: str) -> None:
    query = f"{SMALL}{more}&across={across}{look}"
    figure = ask("GET", f"{URL}.plotly?{query}")
    assert (figure.status_code, len(figure.content) <= ANSWER_BYTES) == (200, True)
    drawn = strict_json(figure.content)
    assert len(go.Figure(drawn).data) == len(drawn["data"]) > 0
    assert drawn["layout"]["xaxis"]["type"] == drawn["layout"]["yaxis"]["type"] == "log"
    names = [one["name"] for one in drawn["data"] if "name" in one]
    assert len(set(names)) == len(names)
    picture = ask("GET", f"{URL}.svg?{query}")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    ElementTree.fromstring(picture.text)
    assert "var(" not in picture.text
    words = {"samples": "samples looked at", "steps": "steps", "seconds": "seconds measured here"}
    assert words[across] in picture.text


def test_the_figure_draws_the_numbers_of_the_answer() -> None:
    query = f"{SMALL}&run=adam(lr=0.1)&batch=5&samples=600"
    one = told(query)["runs"][0]
    for across in ("steps", "samples", "seconds"):
        line = strict_json(ask("GET", f"{URL}.plotly?{query}&across={across}").content)["data"][-1]
        assert line["x"] == pytest.approx(one[across][1:], rel=1e-3)
        assert line["y"] == pytest.approx(one["excess"][1:], rel=1e-3)


def test_the_largest_answer_fits() -> None:
    runs = "&".join(f"run=sgd(lr={lr})&batch=1" for lr in np.linspace(0.001, 0.008, 8).round(3))
    query = f"data=linear(n=1000,d=2)&{runs}&samples=20000&seeds=2"
    answer = ask("GET", f"{URL}?{query}")
    assert (answer.status_code, len(answer.content) <= ANSWER_BYTES) == (200, True)
    here = sum(len(one["steps"]) for one in answer.json()["runs"])
    for count in range(1, 9):  # of any length, with the 12 digits more that its steps have
        longest: dict[str, Any] = {"data": "linear(n=1000,d=2)", "run": ["sgd"] * count, "samples": [10**9]}
        asked = RegressionQuery.model_validate(longest).asked
        marks = sum(len(asked.shown.all(one.steps)) for one in asked.runners)
        assert marks <= sum(asked.marks_in(one.steps) for one in asked.runners) <= MOST_MARKS
    assert (len(answer.content) / here + 12) * MOST_MARKS <= ANSWER_BYTES


@pytest.mark.parametrize(
    ("query", "pointer", "sentence"),
    [
        ("data=linear(n=100)&batch=101", "batch", "batch must be at most 100, the number of rows, got 101"),
        ("data=linear(d=64)", "data", "n must be at most 338461 for 64 features, got 1000000"),
        ("run=adam&run=sgd&batch=1&batch=2&batch=3", "batch", "batch must be given once, or once for each of 2 runs"),
        ("run=adam&samples=1&samples=2", "samples", "samples must be given once, or once for each of 1 runs, got 2"),
        ("run=adam&samples=100000&every=1", "every", "every must be at least 50, got 1: an answer tells of at most"),
        ("run=adam&samples=100000000", "samples", "samples must be at most "),
        ("data=iris", "data", "unknown data set 'iris'"),
        ("run=adam&batch=0", "batch/0", "batch[0] must be at least 1"),
        ("run=adam&batch=1.5", "batch/0", "batch must be a whole number, got '1.5'"),
        ("&".join(["run=adam"] * 9), "run", "run takes at most 8, got 9"),
        ("seeds=51", "seeds", "seeds must be at most 50"),
        ("across=time", "across", "across must be one of"),
    ],
)
def test_what_is_too_much_or_does_not_fit_gets_a_sentence(query: str, pointer: str, sentence: str) -> None:
    answer = ask("GET", f"{URL}?{query}")
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    assert fault["pointer"] == f"/query/{pointer}"
    assert fault["detail"].startswith(sentence), fault


@pytest.mark.parametrize("query", ["", "data=moons", f"{SMALL}&run=adam&run=sgd&batch=1&batch=500", "batch=7"])
def test_a_query_reads_back_as_itself(query: str) -> None:
    fields: dict[str, Any] = {}
    for name, value in (part.split("=", 1) for part in query.split("&") if part):
        fields[name] = [*fields[name], value] if name in fields else [value] if name in {"run", "batch"} else value
    one = RegressionQuery.model_validate(fields)
    again: dict[str, Any] = {}
    for name, value in (part.split("=", 1) for part in one.query().split("&") if part):
        lists = {"run", "batch", "samples"}
        again[name] = [*again[name], value] if name in again else [value] if name in lists else value
    assert RegressionQuery.model_validate(again) == one
