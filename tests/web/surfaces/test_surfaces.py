"""Surfaces over a rectangle and at a point, in every form, and what the catalogue says of them and of optimizers."""

from __future__ import annotations

import csv
import io
import itertools
from typing import Any

import numpy as np
import plotly.io
import pytest

from app.core.catalogue import Entry
from app.core.curvature import largest_stable_lr
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.surfaces import SURFACES, Surface
from app.web.surfaces.answer import SurfaceAnswer, SurfacePointAnswer
from app.web.surfaces.query import MOST_POINTS
from app.web.surfaces.window import widened
from tests.core.samples import inside
from tests.web.client import ANSWER_BYTES, ask, strict_json

GRID, POINT = "/api/surfaces", "/api/surfaces/point"
EVERY = [entry() for entry in SURFACES.values()]
ENDS: list[Surface] = [
    entry.with_settings({knob.name: end})
    for entry in SURFACES.values()
    for knob in entry.knobs()
    for end in inside(knob)
]


def told(target: str) -> Any:
    response = ask("GET", target)
    assert response.status_code == 200, response.text
    return strict_json(response.content)


@pytest.mark.parametrize("surface", EVERY, ids=str)
def test_heights_are_those_of_the_core(surface: Surface) -> None:
    answer = told(f"{GRID}?surface={surface}&points=21&y_low=-1&y_high=1.5")
    SurfaceAnswer.model_validate(answer, strict=True)
    assert answer["x"] == pytest.approx(np.linspace(*surface.domain[0], 21), rel=1e-15, abs=1e-15)
    assert answer["y"] == pytest.approx(np.linspace(-1, 1.5, 21), rel=1e-15, abs=1e-15)
    assert [answer["x"][0], answer["x"][-1], answer["y"][0], answer["y"][-1]] == [*surface.domain[0], -1, 1.5]
    for i, j in ((0, 0), (20, 0), (0, 20), (7, 13)):
        value = float(surface.value(answer["x"][j], answer["y"][i]))
        assert answer["value"][i][j] == pytest.approx(value, rel=1e-12, abs=1e-12)
    kinds = [(one.kind, one.x, one.y, one.value) for one in surface.stationary()]
    assert [(one["kind"], one["x"], one["y"], one["value"]) for one in answer["stationary_points"]] == kinds


def test_a_reversed_or_empty_rectangle_is_read_as_it_was_meant() -> None:
    assert told(f"{GRID}?points=3&x_low=3&x_high=-1") == told(f"{GRID}?points=3&x_low=-1&x_high=3")
    assert told(f"{GRID}?points=3&x_low=2&x_high=2")["x"] == [1, 2, 3]
    assert told(f"{GRID}?points=3&x_low=1e6&x_high=1e6")["x"] == [999999, 999999.5, 1000000]
    assert told(f"{GRID}?points=2&surface=sphere&x_high=-7")["x"] == [-7, SURFACES["sphere"].domain[0][0]]


@pytest.mark.parametrize("surface", [*EVERY, *ENDS], ids=str)
def test_no_number_is_missing_however_far_one_looks(surface: Surface) -> None:
    wide = f"{GRID}?surface={surface}&points=3&x_low=-1e6&x_high=1e6&y_low=-1e6&y_high=1e6"
    assert all(isinstance(one, float) for row in told(wide)["value"] for one in row)
    for x, y in itertools.product((-1e6, 0, 1e6), repeat=2):
        answer = told(f"{POINT}?surface={surface}&x={x}&y={y}")
        SurfacePointAnswer.model_validate(answer)
        bends = [*answer["hessian"][0], *answer["hessian"][1], *answer["eigenvalues"]]
        assert (None in bends) == answer["overflow"] == (surface.name == "ackley" and x == y == 0)


def test_the_tip_of_a_cone_bends_without_end() -> None:
    answer = told(f"{POINT}?surface=ackley&x=0&y=0")
    assert (answer["kind"], answer["gradient"], answer["max_stable_lr"]) == ("minimum", [0, 0], None)
    assert (answer["hessian"], answer["condition_number"]) == ([[None, 0], [0, None]], None)


@pytest.mark.parametrize("form", ["json", "csv", "plotly", "svg"])
@pytest.mark.parametrize("surface", EVERY, ids=str)
def test_the_largest_answer_fits(surface: Surface, form: str) -> None:
    far = "&x_low=-999999.7&x_high=1e6&y_low=-999999.7&y_high=1e6"
    for where in ("", far):
        response = ask("GET", f"{GRID}?surface={surface}&points={MOST_POINTS}{where}&format={form}")
        assert response.status_code == 200
        assert len(response.content) <= (700_000 if form == "csv" else ANSWER_BYTES)
        assert len(response.content) <= ANSWER_BYTES or "content-length" not in response.headers


def test_one_point_more_is_too_many() -> None:
    assert "points must be at most 100" in ask("GET", f"{GRID}?points=101").text


def test_a_wide_table_has_a_row_for_each_y() -> None:
    response = ask("GET", f"{GRID}?surface=beale&points=5&format=csv&shape=wide")
    assert response.headers["content-type"].startswith("text/csv")
    answer = told(f"{GRID}?surface=beale&points=5")
    head, *rows = csv.reader(io.StringIO(response.text))
    assert head[0] == "y"
    assert [float(one) for one in head[1:]] == answer["x"]
    assert [[float(one) for one in row] for row in rows] == [
        [y, *row] for y, row in zip(answer["y"], answer["value"], strict=True)
    ]


@pytest.mark.parametrize("surface", EVERY, ids=str)
def test_the_pointer_reads_heights_that_are_those_of_the_core(surface: Surface) -> None:
    response = ask("GET", f"{GRID}?surface={surface}&format=plotly")
    assert response.headers["content-type"] == "application/vnd.plotly.v1+json"
    figure = plotly.io.from_json(response.text)
    (ground,) = (one for one in figure.data if one.type == "heatmap")
    for i, j in ((0, 0), (3, 17), (len(ground.y) - 1, len(ground.x) - 1)):
        value = float(surface.value(ground.x[j], ground.y[i]))
        size = 1e-4 * max(1.0, abs(value), *(abs(float(one)) for one in surface.gradient(ground.x[j], ground.y[i])))
        assert ground.z[i][j] == pytest.approx(value, rel=1e-4, abs=size)


@pytest.mark.parametrize("surface", EVERY, ids=str)
def test_the_figure_shows_the_rectangle_in_one_scale_with_every_stationary_point(surface: Surface) -> None:
    figure = plotly.io.from_json(ask("GET", f"{GRID}?surface={surface}&format=plotly").text)
    shown = widened(*surface.domain)
    assert figure.layout.xaxis.range == pytest.approx((shown.left, shown.right))
    assert figure.layout.yaxis.range == pytest.approx((shown.bottom, shown.top))
    marked = [(one.name, one.x[0], one.y[0]) for one in figure.data if one.type == "scatter" and one.mode == "markers"]
    known = [(one.kind, one.x, one.y) for one in surface.stationary()]
    words = {"degenerate": "flat point"}
    assert [kind for kind, _, _ in marked] == [words.get(kind, kind) for kind, _, _ in known]
    assert np.allclose([place[1:] for place in marked], [place[1:] for place in known], atol=1e-3)
    bold = [one for one in figure.data if one.name == "zero"]
    assert len(bold) == surface.signed


@pytest.mark.parametrize("surface", EVERY, ids=str)
def test_a_point_tells_what_the_core_knows(surface: Surface) -> None:
    answer = told(f"{POINT}?surface={surface}&x=0.3&y=-0.7")
    SurfacePointAnswer.model_validate(answer)
    x, y = 0.3, -0.7
    fxx, fxy, fyy = (float(one) for one in surface.hessian(x, y))
    assert answer["value"] == float(surface.value(x, y))
    assert answer["gradient"] == [float(one) for one in surface.gradient(x, y)]
    assert answer["hessian"] == [[fxx, fxy], [fxy, fyy]]
    assert answer["eigenvalues"] == pytest.approx(np.linalg.eigvalsh(answer["hessian"]).tolist(), rel=1e-9, abs=1e-9)
    assert answer["max_stable_lr"] == largest_stable_lr(answer["eigenvalues"][1])
    low, high = answer["eigenvalues"]
    expected = "convex" if low > 0 else "concave" if high < 0 else "saddle" if low < 0 < high else answer["kind"]
    assert answer["kind"] == expected


def test_a_stationary_point_is_named() -> None:
    for surface in EVERY:
        for one in surface.stationary():
            assert told(f"{POINT}?surface={surface}&x={one.x!r}&y={one.y!r}")["kind"] == one.kind


def test_the_ravine_of_the_landing_page() -> None:
    answer = told(f"{POINT}?surface=quadratic(kappa=50)")
    assert (answer["x"], answer["y"]) == (-9, 1)
    assert (answer["eigenvalues"], answer["condition_number"], answer["max_stable_lr"]) == ([1, 50], 50, 0.04)


@pytest.mark.parametrize(
    ("kind", "catalogue"), [("optimizers", OPTIMIZERS), ("schedules", SCHEDULES), ("surfaces", SURFACES)]
)
def test_the_catalogue_tells_every_entry(kind: str, catalogue: Any) -> None:
    entries = told("/api/catalogue")[kind]
    assert [one["name"] for one in entries] == list(catalogue)
    for one in entries:
        entry: type[Entry] = catalogue[one["name"]]
        assert (one["title"], one["tex"], one["source"]) == (entry.title, entry.tex, entry.source)
        assert [knob["name"] for knob in one["knobs"]] == [knob.name for knob in entry.knobs()]


def test_the_catalogue_tells_of_surfaces_and_optimizers() -> None:
    answer = told("/api/catalogue")
    ravine = next(one for one in answer["surfaces"] if one["name"] == "quadratic")
    assert (ravine["start"], ravine["domain"]["x"]) == ([-9, 1], list(SURFACES["quadratic"].domain[0]))
    assert ravine["stationary_points"] == [{"x": 0, "y": 0, "value": 0, "kind": "minimum"}]
    assert ravine["rates"] == dict(SURFACES["quadratic"].rates)
    adam = next(one for one in answer["optimizers"] if one["name"] == "adam")
    assert [one["name"] for one in adam["state"]] == ["m", "v"]
    assert adam["code"] == OPTIMIZERS["adam"].code
    assert next(one for one in answer["optimizers"] if one["name"] == "nesterov")["looks_ahead"] is True
