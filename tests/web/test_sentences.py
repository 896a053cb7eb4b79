"""What a programmer is told who asks for what there is not: every sentence says what to do."""

from __future__ import annotations

import re
from typing import Any

import pytest

from app.web.races.query import TILTED_ALONE
from tests.web.client import ask


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/api/race", "/api/races"),
        ("/api/races/", "/api/races"),
        ("/api/races.json", "/api/races"),
        ("/api/Races.CSV", "/api/races.csv"),
        ("/api/catalog", "/api/catalogue"),
        ("/api/surface/point", "/api/surfaces/point"),
        ("/api/linear_model", "/api/linear-model"),
        ("/api/activation.plotly", "/api/activations.plotly"),
        ("/optimizer", "/optimizers"),
    ],
)
def test_a_path_that_is_nearly_one_is_told_which(path: str, meant: str) -> None:
    answer = ask("GET", path)
    told = f"nothing lives at '{path}'; did you mean {meant}? The API is listed at /docs"
    assert (answer.status_code, answer.json()["detail"]) == (404, told)


def test_a_path_that_is_like_none_is_told_where_all_are_listed() -> None:
    for path in ("/api/nope", "/wp-admin", "/" + "a" * 4000):
        assert ask("GET", path).json()["detail"].endswith("; the API is listed at /docs")


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/api/activations?f[]=relu", "f[] is not a parameter here; did you mean f?"),
        ("GET", "/api/races?run[]=sgd", "run[] is not a parameter here; did you mean run?"),
        ("GET", "/health?x=1", "x is not a parameter here, as there is none; leave it out"),
        ("GET", "/api/races.svg?picture=tilted", TILTED_ALONE),
        ("POST", "/api/softmax?target=0", "target is not a parameter here, as there is none; write it in the body"),
    ],
)
def test_what_is_asked_in_the_wrong_place_is_told_the_right_one(method: str, path: str, told: str) -> None:
    body: dict[str, Any] = {"json": {"logits": [1, 2]}} if method == "POST" else {}
    answer = ask(method, path, **body)
    assert (answer.status_code, answer.json()["detail"]) == (422, told)


def test_a_list_of_classes_for_one_input_is_told_from_a_class() -> None:
    body = {"x": [1, 2], "weights": [[1, 2], [3, 4]], "bias": [1, 2], "target": [0]}
    answer = ask("POST", "/api/linear-model", json=body)
    assert answer.json()["detail"] == "target must name one class, not a list, as there is one row of scores"


def test_the_documentation_shows_code_as_code() -> None:
    page = re.sub("<pre.*?</pre>", "", ask("GET", "/docs").text, flags=re.DOTALL)
    assert "`" not in page
    assert "Also at <code>/api/races.csv</code>" in page
