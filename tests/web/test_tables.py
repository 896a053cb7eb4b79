"""Every table of the API: tidy, without a column or a row that cannot be told from another, with what the JSON has."""

from __future__ import annotations

import csv
import io
import itertools
from typing import Any

import pytest

from app.core.activations import ACTIVATIONS
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES
from app.web.http.forms import Form
from app.web.http.routing import Companion
from app.web.routes import ROUTES
from tests.web.client import ask, strict_json

COMPANIONS = [one for one in ROUTES if isinstance(one, Companion)]
FORM: Form = "csv"
TABLES = [one for one in COMPANIONS if one.form == FORM and one.base != "/api/costs"]  # those are measured later
Rows = list[dict[str, str]]


def rows_of(path: str) -> Rows:
    """A table as pandas would read it: each row by the names of the columns."""
    response = ask("GET", path)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/csv; charset=utf-8"), response.text
    head, *rows = csv.reader(io.StringIO(response.text))
    assert len(set(head)) == len(head)
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def told(path: str) -> Any:
    response = ask("GET", path)
    assert response.status_code == 200, response.text
    return strict_json(response.content)


def pivot(rows: Rows, index: str, columns: str, values: str) -> dict[tuple[str, str], str]:
    """What pandas' `pivot` makes, which refuses a frame where two rows have one place."""
    found = {(row[index], row[columns]): row[values] for row in rows}
    assert len(found) == len(rows), "Index contains duplicate entries, cannot reshape"
    return found


def number(cell: str) -> float | None:
    return float(cell) if cell else None


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.path)
def test_every_table_has_columns_that_are_all_told_apart_and_is_the_one_of_format_csv(table: Companion) -> None:
    rows = rows_of(table.path)
    assert rows
    assert ask("GET", table.path).content == ask("GET", f"{table.base}?format=csv").content


def test_each_form_that_an_address_has_by_format_has_an_address_of_its_own() -> None:
    beside: dict[str, set[str]] = {}
    for one in COMPANIONS:
        beside.setdefault(one.base, {"json"}).add(one.form)
    assert len(beside) == 15
    for named, forms in beside.items():
        base = named.format(slug="conditioning")
        for form in ("json", "csv", "plotly", "svg"):
            answer = ask("GET", f"{base}?format={form}")
            assert (answer.status_code != 422) == (form in forms), (base, form)
            if form != "json":
                assert ask("GET", f"{base}.{form}").status_code == (answer.status_code if form in forms else 404)


@pytest.mark.parametrize("steps", [30, 3000])
def test_identical_runs_are_told_apart_and_each_says_how_it_ended(steps: int) -> None:
    query = f"run=sgd(lr=0.02)&run=sgd(lr=0.5)&run=sgd(lr=0.02)&run=sgd(lr=0.02)&steps={steps}"
    rows = rows_of(f"/api/races.csv?{query}")
    for columns in ("run", "number"):
        assert len(pivot(rows, "step", columns, "value")) == len(rows)
    names = list(dict.fromkeys(row["run"] for row in rows))
    assert names == ["sgd(lr=0.02)", "sgd(lr=0.5)", "sgd(lr=0.02) (2)", "sgd(lr=0.02) (3)"]
    for i, one in enumerate(told(f"/api/races?{query}")["runs"]):
        own = [row for row in rows if row["number"] == str(i)]
        assert [float(row["value"]) for row in own] == one["value"]
        ends = {(row["outcome"], number(row["diverged_at"]), number(row["arrived_at"])) for row in own}
        assert ends == {(one["outcome"], one["step"], one["arrived"])}


@pytest.mark.parametrize("query", ["noise=1&seeds=5&steps=40", "noise=3&seeds=4&steps=900&run=sgd(lr=0.2)&run=adam"])
def test_bands_stand_beside_the_steps_also_where_the_run_itself_has_ended(query: str) -> None:
    rows = rows_of(f"/api/races.csv?{query}")
    for i, one in enumerate(told(f"/api/races?{query}")["runs"]):
        own = [row for row in rows if row["number"] == str(i)]
        assert [int(row["step"]) for row in own] == list(range(len(own)))
        for name in ("low", "median", "high"):
            assert [number(row[name]) for row in own][: len(one["band"][name])] == one["band"][name]
        shown = [number(row["value"]) for row in own]
        assert shown == one["value"] + [None] * (len(own) - len(one["value"]))
    assert "low" not in rows_of("/api/races.csv?steps=2")[0]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_curves_table_has_at_and_every_kink_between_its_ends(name: str) -> None:
    query = f"f={name}&f=relu&f={name}&points=7&low=-7&high=8&at=0.3"
    rows = rows_of(f"/api/activations.csv?{query}")
    for columns in ("f", "number"):
        pivot(rows, "x", columns, "value")
    answer = told(f"/api/activations?{query}")
    for i, curve in enumerate(answer["curves"]):
        own = {float(row["x"]): row for row in rows if row["number"] == str(i)}
        assert list(own) == sorted(own)
        for x, value, slope in zip(answer["x"], curve["value"], curve["slope"], strict=True):
            assert (number(own[x]["value"]), number(own[x]["slope"])) == (value, slope)
        assert [x for x, row in own.items() if row["at"] == "True"] == [0.3]
        assert (number(own[0.3]["value"]), number(own[0.3]["slope"])) == (curve["at"]["value"], curve["at"]["slope"])
        kinks = [[x, *(number(row[side]) for side in ("left", "right", "jump"))] for x, row in own.items()]
        expected = [[kink["x"], kink["left"], kink["right"], kink["jump"]] for kink in curve["kinks"]]
        assert [one for one in kinks if one[3] is not None] == [one for one in expected if -7 <= one[0] <= 8]


@pytest.mark.parametrize("surface", ["beale", "bohachevsky", "rastrigin"])
@pytest.mark.parametrize("points", [2, 21, 81])
def test_a_surfaces_table_is_long_with_short_numbers_for_places(surface: str, points: int) -> None:
    query = f"surface={surface}&points={points}&x_low=-4&x_high=4&y_low=-2&y_high=2"
    rows = rows_of(f"/api/surfaces.csv?{query}")
    found, answer = pivot(rows, "y", "x", "value"), told(f"/api/surfaces?{query}")
    places = itertools.product(enumerate(answer["y"]), enumerate(answer["x"]))
    assert {key: float(value) for key, value in found.items()} == {
        (repr(y), repr(x)): answer["value"][i][j] for (i, y), (j, x) in places
    }
    assert max(len(row["x"]) + len(row["y"]) for row in rows) <= 10
    wide = rows_of(f"/api/surfaces.csv?{query}&shape=wide")
    assert [*wide[0]][1:] == [repr(x) for x in answer["x"]]


def test_the_catalogues_table_has_every_knob_of_every_entry() -> None:
    rows = rows_of("/api/catalogue.csv")
    kinds: dict[str, Any] = {
        "activation": ACTIVATIONS, "optimizer": OPTIMIZERS, "surface": SURFACES, "schedule": SCHEDULES,
    }  # fmt: skip
    expected: list[tuple[object, ...]] = []
    for kind, catalogue in kinds.items():
        for name, entry in catalogue.items():
            knobs = [(one.name, one.low, one.high, one.default) for one in entry.knobs()]
            expected += [(kind, name, *one) for one in knobs or [("", None, None, None)]]
    assert expected == [
        (row["kind"], row["name"], row["knob"], *(number(row[one]) for one in ("low", "high", "default")))
        for row in rows
    ]
    assert all(row["title"] and row["summary"] and row["source"] for row in rows)


def test_a_points_table_is_one_row_whose_columns_say_where_each_number_stands() -> None:
    (row,) = rows_of("/api/surfaces/point.csv?surface=quadratic(kappa=50)&x=2&y=-1")
    shown = {name: float(row[name]) for name in ("gradient_x", "gradient_y", "hessian_xx", "hessian_xy", "hessian_yy")}
    assert shown == {
        "gradient_x": 2.0, "gradient_y": -50.0, "hessian_xx": 1.0, "hessian_xy": 0.0, "hessian_yy": 50.0,
    }  # fmt: skip
    assert (row["eigenvalue_low"], row["eigenvalue_high"], row["max_stable_lr"]) == ("1.0", "50.0", "0.04")
    assert [*row][:4] == ["surface", "x", "y", "value"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/json;q=0.1, text/*", "text/csv; charset=utf-8"),
        ("image/avif,image/svg+xml,image/*,*/*;q=0.8", "image/svg+xml"),
        ("application/vnd.plotly.v1+json", "application/vnd.plotly.v1+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json"),
        ("text/csv;q=0, */*", "application/json"),
        ("application/xml", "application/json"),
        ("text/csv;q=x", "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
    ],
)
def test_whoever_names_a_form_by_accept_is_given_it(accept: str, media: str) -> None:
    for path in ("/api/activations?points=3", "/api/races?steps=2", "/api/softmax", "/api/surfaces?points=3"):
        for _ in range(2):  # the second one is kept
            answer = ask("GET", path, headers={"accept": accept})
            assert (answer.status_code, answer.headers["content-type"]) == (200, media)
            assert answer.headers["vary"] in {"Accept", "Accept-Encoding, Accept"}
    assert ask("GET", "/api/races?steps=2&format=json", headers={"accept": accept}).json()
    assert ask("GET", "/api/races.csv?steps=2", headers={"accept": accept}).text.startswith("number,run,")


@pytest.mark.parametrize("one", COMPANIONS, ids=lambda one: one.path)
def test_where_the_address_says_the_form_the_query_does_not(one: Companion) -> None:
    path = one.path.format(slug="conditioning")
    for form in ("json", "csv", one.form):
        refused = ask("GET", f"{path}?format={form}")
        detail = "format is not a parameter here, where the address says the form; leave it out"
        assert (refused.status_code, refused.json()["detail"]) == (422, detail)
    assert "did you mean format" not in ask("GET", f"{path}?formatt=csv").text


def test_what_a_page_asks_is_taken_by_the_api_and_told_of_nowhere() -> None:
    answer = ask("GET", "/api/activations?f=relu&question=leak&layers=5&focus=0&view=projector&theme=dark")
    assert answer.json() == told("/api/activations?f=relu")
    contract = ask("GET", "/openapi.json").json()["paths"]
    names = {
        path: {one["name"] for one in call["get"].get("parameters", ())}
        for path, call in contract.items()
        if "get" in call
    }
    assert not any(name in asked for asked in names.values() for name in ("question", "layers", "format"))
    figure = {"theme", "view", "focus", "hidden", "step", "picture", "step_low", "step_high"}
    for path, asked in names.items():
        told_here = {"picture", "focus"} if path.startswith("/api/planes") else {"picture"}  # of whose batches it tells
        assert path.endswith(".plotly") or not asked & (figure - told_here), path
