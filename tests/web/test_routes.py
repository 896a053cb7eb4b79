"""The list of routes: one door to each endpoint, and no dependency that would need FastAPI's own way."""

from __future__ import annotations

from collections import Counter

import pytest
from fastapi.routing import APIRoute
from pydantic import ValidationError

from app.settings import TAKEN, Settings
from app.web.http.routing import Direct
from app.web.page.embed import Framed
from app.web.routes import ROUTES
from tests.web.client import ask

DOCUMENTED = [route for route in ROUTES if isinstance(route, APIRoute)]


def test_each_endpoint_has_one_door() -> None:
    doors = Counter((route.path, method) for route in DOCUMENTED for method in route.methods or ())
    assert set(doors.values()) == {1}
    endpoints = Counter(route.endpoint for route in DOCUMENTED if not isinstance(route, Framed))
    assert set(endpoints.values()) == {1}


@pytest.mark.parametrize("route", [one for one in DOCUMENTED if isinstance(one, Direct)], ids=lambda one: one.path)
def test_what_is_served_past_fastapi_needs_nothing_of_it(route: Direct) -> None:
    own = route.dependant
    assert not [*own.query_params, *own.header_params, *own.cookie_params, *own.path_params, *own.body_params]
    assert all(not one.dependencies and one.request_param_name for one in own.dependencies)


def test_all_but_the_streams_are_served_past_fastapi() -> None:
    streams = ["/api/races/stream", "/api/regressions/stream"]
    assert [route.path for route in DOCUMENTED if not isinstance(route, Direct)] == streams


def test_what_the_contract_tells_is_what_is_listed() -> None:
    told = ask("GET", "/openapi.json").json()["paths"]
    assert set(told) == {route.path for route in DOCUMENTED if route.include_in_schema}


@pytest.mark.parametrize("path", ["/health", "/ready", "/openapi.json", "/problems"])
def test_what_asks_for_nothing_takes_no_parameter(path: str) -> None:
    answer = ask("GET", f"{path}?format=csv&format=json")
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"pointer": "/query/format", "detail": "format is not a parameter here, as there is none; leave it out"}
    ]


def test_what_addresses_begin_with_is_no_path_of_the_app() -> None:
    below = {route.path.split("/")[1] for route in DOCUMENTED if route.path.count("/") > 1}
    pages = {route.path.split("/")[1] for route in DOCUMENTED if not route.include_in_schema} - {"", "openapi.json"}
    assert below | pages | {"static"} == TAKEN
    for taken in TAKEN:
        for path in (f"/{taken}", f"/{taken}/", f"/{taken}/b"):
            with pytest.raises(ValidationError, match="it must not begin like an address of the app"):
                Settings(root_path=path)
        assert Settings(root_path=f"/{taken}s-of-2026").root_path == f"/{taken}s-of-2026"
        assert Settings(root_path=f"/a/{taken}").root_path == f"/a/{taken}"


def test_a_body_has_its_type_in_the_contract() -> None:
    document = ask("GET", "/openapi.json").json()
    calls = [call for one in document["paths"].values() for call in one.values()]
    bodies = [call["requestBody"]["content"] for call in calls if "requestBody" in call]
    names = [content["application/json"]["schema"]["$ref"].rpartition("/")[2] for content in bodies]
    bodies_of_lessons = ["PredictionBody", "AnswerBody"]
    bodies_of_rooms = ["OpeningBody", "VoteBody", "PhaseBody", "QuestionBody"]
    assert names == [
        *bodies_of_rooms,
        "CurvesAt",
        *bodies_of_lessons,
        "RegressionBody",
        "SoftmaxBody",
        "LinearModelBody",
    ]
    assert all(document["components"]["schemas"][name]["title"] == name for name in names)
