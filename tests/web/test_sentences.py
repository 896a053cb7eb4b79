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


@pytest.mark.parametrize("told", ["x", "-1", "1.5", "123456", "End", "1 2", "é"])
@pytest.mark.parametrize("path", ["/api/races/stream", "/api/regressions/stream"])
def test_an_event_that_cannot_be_is_told_in_words(path: str, told: str) -> None:
    answer = ask("GET", path, headers={"Last-Event-ID": told.encode("latin-1")})
    said = f"Last-Event-ID must be the id of an event, a whole number such as 127 or the word end, got '{told}'"
    assert (answer.status_code, answer.json()["detail"]) == (422, said)
    assert answer.json()["errors"][0]["pointer"] == "/header/last-event-id"


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
@pytest.mark.parametrize("path", ["/api/softmax", "/api/linear-model", "/api/activations"])
def test_a_byte_order_mark_is_called_one(path: str, mark: bytes) -> None:
    answer = ask("POST", path, content=mark + b"{}", headers={"content-type": "application/json"})
    told = "the body begins with a byte order mark; send plain UTF-8"
    assert (answer.status_code, answer.json()["detail"]) == (400, told)


def test_the_documentation_says_what_each_parameter_takes_and_what_is_a_header() -> None:
    page = ask("GET", "/docs").text
    races = page.split('<h2 id="stream_races">')[1].split("</section>")[0]
    rows = {row.split("<code>")[1].split("</code>")[0]: row for row in races.split("<tr>")[2:]}
    assert "<td>1 to 10000</td>" in rows["steps"]
    assert "<td>up to 12</td>" in rows["run"]
    assert "(a header of the request)" in rows.pop("last-event-id")
    assert not any("(a header" in row for row in rows.values())
    for call in page.split('<section id="notation"')[0].split("<section><h2")[1:]:
        head, *told = call.split("<tr>")[1:] or [""]
        columns = list(zip(*(re.findall("<td>(.*?)</td>", row) for row in told), strict=True))
        assert head.count("<th ") == len(columns)
        assert all(map(any, columns)), "a column that says nothing takes room from the others"
    assert "with 40." in page.split('<h2 id="get_activations">')[1].split("</section>")[0]
