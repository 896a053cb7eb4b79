"""The curves of the API, asked as a program would ask; and the rules that every call keeps."""

from __future__ import annotations

import json
import math
from typing import Any

import httpx
import plotly.io
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.activations import ACTIVATIONS
from app.web.activations.query import ActivationsQuery, most_points
from tests.web.client import ask

GET = "/api/activations"


def test_a_curve_is_what_the_core_says() -> None:
    answer = ask("GET", f"{GET}?f=relu&f=elu(alpha=0.5)&low=-2&high=2&points=5&at=-1").json()
    assert answer["x"] == [-2, -1, 0, 1, 2]
    assert [curve["f"] for curve in answer["curves"]] == ["relu", "elu(alpha=0.5)"]
    for curve in answer["curves"]:
        entry = ACTIVATIONS.read(curve["f"])
        assert curve["value"] == [float(entry.value(x)) for x in answer["x"]]
        assert curve["slope"] == [float(entry.slope(x)) for x in answer["x"]]
        assert curve["at"] == {"value": float(entry.value(-1.0)), "slope": float(entry.slope(-1.0))}
    assert answer["curves"][0]["kinks"] == [{"x": 0, "value": 0, "left": 0, "right": 1, "jump": 0}]


def test_a_reversed_interval_is_read_the_right_way_round() -> None:
    assert ask("GET", f"{GET}?low=3&high=-1").json() == ask("GET", f"{GET}?low=-1&high=3").json()


def test_what_overflows_is_null_beside_a_flag() -> None:
    response = ask("POST", GET, json={"f": ["exponential"], "x": [1e3, 0.0]})
    (curve,) = response.json()["curves"]
    assert (curve["value"], curve["overflow"]) == ([None, 1.0], True)
    assert "NaN" not in response.text
    assert "Infinity" not in response.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("f=swosh", "unknown activation 'swosh'; did you mean swish? Choose from sigmoid, tanh,"),
        ("f=elu(alpha=99)", "alpha must lie in [0, 10], got 99"),
        ("points=1", "points"),
        ("points=2002", "points"),
        ("points=1_000", "points must be a whole number, got '1_000'"),
        ("low=nan", "low must be a number"),
        ("low=1e999", "low must be finite"),
        ("low=true", "low must be a number"),
        ("low=1&low=2", "low is given more than once"),
        ("colour=red", "colour is not a parameter here; choose from f, low, high, points, "),
        ("fs=relu", "fs is not a parameter here; did you mean f?"),
        ("low=1,2", "low must be a number like 0.1 or 1e-3, got '1,2'; write one number each time"),
        ("f=" + "a" * 5_000, "at most 200 characters"),
    ],
)
def test_a_bad_query_gets_a_sentence(query: str, sentence: str) -> None:
    response = ask("GET", f"{GET}?{query}")
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert len(response.content) <= 2_048
    assert sentence in json.dumps(response.json(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"f":["relu"],"x":[NaN]}', 400),
        (b'{"f":["relu"],"x":[1e999]}', 422),
        (b'{"f":["relu"],"x":[true]}', 422),
        (b'{"f":["relu"],"x":["1"]}', 422),
        (b'{"f":["relu"],"x":[]}', 422),
        (b'{"f":["relu"],"x":[1],"y":2}', 422),
        (b'{"f":["relu"],"f":["tanh"],"x":[1]}', 400),
        (b"[" * 60_000, 400),
        (b"\xff", 400),
        (b"", 400),
        (b'{"f":["relu"],"x":[' + b"9" * 5_000 + b"]}", 400),
        (b" " * 65_537, 413),
    ],
)
def test_a_bad_body_gets_a_problem(body: bytes, status: int) -> None:
    response = ask("POST", GET, content=body, headers={"content-type": "application/json"})
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nope", 404),
        ("GET", "/api/nope", 404),
        ("PUT", GET, 405),
        ("DELETE", "/", 405),
        ("GET", "/static/x/y", 404),
    ],
)
def test_every_wrong_turn_is_a_problem(method: str, path: str, status: int) -> None:
    response = ask(method, path)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_browser_is_shown_a_page_instead() -> None:
    response = ask("GET", "/activations?f=swosh", headers={"accept": "text/html"})
    assert response.status_code == 422
    assert "Unknown activation" in response.text


@pytest.mark.parametrize("curves", [1, 3, 6, 40])
def test_an_answer_stays_within_its_size_and_the_limit_is_named(curves: int) -> None:
    names = "&".join(["f=gelu"] * curves)
    most = most_points(curves)
    fits = ask("GET", f"{GET}?{names}&points={most}&low=-1e6&high=1e-5")
    assert (fits.status_code, len(fits.content) <= 262_144) == (200, True)
    over = ask("GET", f"{GET}?{names}&points={most + 1}")
    assert over.status_code == 422
    assert str(most) in over.text


def test_etag_head_and_not_modified() -> None:
    first = ask("GET", f"{GET}?f=tanh")
    tag = first.headers["etag"]
    head = ask("HEAD", f"{GET}?f=tanh")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", tag)
    for condition in (tag, f"W/{tag}", "*", f'"x", {tag}'):
        assert ask("GET", f"{GET}?f=tanh", headers={"if-none-match": condition}).status_code == 304
    assert ask("GET", f"{GET}?f=tanh", headers={"if-none-match": '"x"'}).status_code == 200


def test_compressed_and_plain_answers_have_tags_of_their_own() -> None:
    plain = ask("GET", GET, headers={"accept-encoding": "identity"})
    packed = ask("GET", GET, headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["etag"] != packed.headers["etag"]
    assert plain.json() == packed.json()


def test_the_plotly_form_is_a_figure() -> None:
    figure = plotly.io.from_json(ask("GET", f"{GET}?f=sigmoid&f=tanh&at=0.5&format=plotly").text)
    lines = {(one.name, one.yaxis): one for one in figure.data if one.name}
    for name, axis, right in (("Sigmoid", "y2", "value"), ("Sigmoid", "y", "slope"), ("tanh", "y2", "value")):
        line, entry = lines[name, axis], ACTIVATIONS[name.lower()]()
        assert list(line.y) == pytest.approx([float(getattr(entry, right)(x)) for x in line.x], abs=1e-6)
    assert lines["Sigmoid", "y2"].line.color == "#057aff"
    assert [one.x for one in figure.data if one.mode == "markers"] == [(0.5,)] * 4
    assert (figure.layout.shapes[0].x0, figure.layout.shapes[0].x1) == (0.5, 0.5)


def test_the_figure_shows_the_window_that_is_asked_for() -> None:
    asked = "low=3&high=-1&y_low=2&y_high=-2&slope_low=0&slope_high=0.5"
    layout = ask("GET", f"{GET}?f=tanh&{asked}&format=plotly").json()["layout"]
    assert [layout[name]["range"] for name in ("xaxis", "yaxis2", "yaxis")] == [[-1, 3], [-2, 2], [0, 0.5]]
    points = ask("GET", f"{GET}?f=tanh&points=5&format=plotly").json()["data"]
    assert points == ask("GET", f"{GET}?f=tanh&format=plotly").json()["data"]  # a figure has points of its own


def test_another_sites_page_may_read_but_not_post() -> None:
    assert ask("GET", GET, headers={"origin": "http://other"}).headers["access-control-allow-origin"] == "*"
    refused = ask("POST", GET, json={"f": ["relu"], "x": [1]}, headers={"origin": "http://other"})
    assert refused.status_code == 403


def test_the_catalogue_tells_everything() -> None:
    told = {one["name"]: one for one in ask("GET", "/api/catalogue").json()["activations"]}
    assert list(told)[:6] == ["sigmoid", "tanh", "relu", "leaky_relu", "maxout", "elu"]
    assert set(told) == set(ACTIVATIONS)
    sigmoid = told["sigmoid"]["properties"]
    assert sigmoid["range"] == {"low": 0, "high": 1, "low_open": True, "high_open": True}
    assert sigmoid["max_slope"] == {"value": pytest.approx(0.25, rel=1e-15), "x": 0}
    assert sigmoid["saturates"]["right"] == pytest.approx(5.9864, abs=1e-4)
    assert told["relu"]["properties"]["mean"] == pytest.approx(1 / math.sqrt(2 * math.pi), abs=1e-12)
    assert told["elu"]["knobs"][0]["default"] == 1


def test_every_entry_has_a_page() -> None:
    for name in ACTIVATIONS:
        assert ask("GET", f"/activations?f={name}&f={name}").status_code == 200, name


def test_costs_are_told_once_they_are_measured() -> None:
    response = ask("GET", "/api/costs")
    assert (response.status_code, response.headers["retry-after"]) == (503, "2")


entries = st.sampled_from([ACTIVATIONS[name]() for name in ACTIVATIONS])


@given(
    st.lists(entries, min_size=1, max_size=4),
    st.floats(-1e6, 1e6),
    st.integers(2, 200),
    st.none() | st.floats(-1e6, 1e6),
    st.integers(1, 100),
)
def test_a_query_reads_back_what_it_wrote(f: list[Any], low: float, points: int, at: float | None, layers: int) -> None:
    query = ActivationsQuery.model_validate({"f": f, "low": low, "points": points, "at": at, "layers": layers})
    pairs = httpx.QueryParams(query.query())
    told = {name: pairs.get_list(name) if name == "f" else pairs[name] for name in pairs}
    assert ActivationsQuery.model_validate(told) == query


def test_a_post_whose_answer_would_be_too_long_is_told_how_much_fits() -> None:
    body = {"f": ["gelu"] * 40, "x": [0.1] * 106}
    answer = ask("POST", "/api/activations", json=body)
    assert answer.status_code == 422
    assert "x takes at most 105 for 40 curves, got 106" in answer.json()["detail"]
    assert len(ask("POST", "/api/activations", json=body | {"x": [0.1] * 105}).content) <= 262_144
