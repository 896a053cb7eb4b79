"""Regressions on rows that somebody brings: least squares to the last digits, a sentence for whatever is no table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.data.tables import MOST_ROWS
from app.web.regressions.answer import RegressionsAnswer
from tests.web.client import ask, ask_raw, strict_json

URL = "/api/regressions"
TABLE = "size,rent\n50,610\n62,720\n35,480\n80,905\n"


def posted(**body: Any) -> Any:
    return ask("POST", URL, json=body)


def told(**body: Any) -> Any:
    response = posted(**body)
    assert response.status_code == 200, response.text
    answer = strict_json(response.content)
    RegressionsAnswer.model_validate(answer, strict=True)
    return answer


def test_a_table_is_fitted() -> None:
    answer = told(table=TABLE, run=["sgd(lr=0.5)"], batch=[4], samples=[4000])
    assert (answer["data"], answer["n"], answer["weights"]) == ("own", 4, 2)
    y = np.array([610.0, 720, 480, 905])
    x = np.array([50.0, 62, 35, 80])
    left = y - np.polyval(np.polyfit(x, y, 1), x)
    assert answer["start"] == pytest.approx((y @ y - left @ left) / 8, rel=1e-9)
    assert answer["runs"][0]["excess"][-1] < 1e-9 * answer["start"]
    assert (answer["runs"][0]["outcome"], answer["runs"][0]["reason"]) == ("converged", "at the least loss")


def test_columns_are_the_same_as_a_table() -> None:
    how: dict[str, Any] = {
        "run": ["adam(lr=1)", "sgd(lr=0.1)"],
        "batch": [1, 2],
        "samples": [40],
        "seeds": 3,
        "every": 2,
    }
    one = told(table=TABLE, **how)
    other = told(columns={"size": [50, 62, 35, 80], "rent": [610, 720, 480, 905]}, **how)
    assert [run["excess"] for run in one["runs"]] == [run["excess"] for run in other["runs"]]


def test_unscaled_columns_are_taken_as_they_are() -> None:
    scaled, raw = (told(table=TABLE, run=["sgd(lr=0.1)"], scaled=yes)["runs"][0]["outcome"] for yes in (1, 0))
    assert (scaled, raw) == ("converged", "diverged") or (scaled, raw) == ("running", "diverged")


def test_a_column_that_says_nothing_is_no_fault() -> None:
    answer = told(table="a,b,y\n1,7,2\n2,7,4\n3,7,7", run=["sgd(lr=0.3)"], batch=[3], samples=[900])
    assert answer["runs"][0]["excess"][-1] < 1e-9


def test_classes() -> None:
    answer = told(
        table="x,y\n-2,0\n-1,0\n0,1\n0.5,0\n1,1\n2,1", target="class", run=["sgd(lr=1)"], batch=[6], samples=[6000]
    )
    assert answer["target"] == "class"
    assert answer["runs"][0]["excess"][-1] < 1e-6


def test_ten_thousand_rows_of_ten_features_with_all_their_digits_fit_in() -> None:
    values = np.random.default_rng(0).standard_normal((MOST_ROWS, 11))
    text = "\n".join(",".join(map(repr, row)) for row in values.tolist())
    answer = told(table=text, run=["sgd(lr=0.1)"], batch=[MOST_ROWS], samples=[10 * MOST_ROWS])
    assert (answer["n"], answer["weights"]) == (MOST_ROWS, 11)


@pytest.mark.parametrize(
    ("body", "pointer", "sentence"),
    [
        ({"table": "a,b\n1,2\n2,x"}, "table", "line 3, column 2 is 'x', which is no number"),
        ({"table": "1,2\n3,nan"}, "table", "line 2, column 2 is 'nan'"),
        ({"table": "1,2\n3,1e999"}, "table", "line 2, column 2 is '1e999'"),
        ({"table": "1,2\n3"}, "table", "line 2 has 1 column, the first line 2"),
        ({"table": "1,2\n3,=cmd()"}, "table", "line 2, column 2 is '=cmd()'"),
        ({"table": ""}, "table", "the table is empty"),
        ({"table": "\x00\x01"}, "table", "line 1 has 1 column"),
        ({"table": ",".join("1" * 90_000)}, "table", "line 1 has 90000 columns"),
        ({"table": "1" * 2_500_001}, "table", "table must be at most 2500000 characters long"),
        ({"table": "1,2\n" * 10_001}, "table", "the table has 10001 rows"),
        ({"table": "1,2\n3,4", "target": "class"}, "table", "row 1 of 'y' is 2, and a class is 0 or 1"),
        ({"table": "1,2\n3,4", "batch": [3]}, "batch", "batch must be at most 2, the number of rows, got 3"),
        ({"table": "1,2\n3,4", "samples": [10**9]}, "samples", "samples must be at most "),
        ({"table": "1,2\n3,4", "samples": [10**5], "every": 1}, "every", "every must be at least 50, got 1"),
        ({"table": "1,2\n3,4", "columns": {"a": [1, 2], "b": [1, 2]}}, "table", "give the rows either as table or as"),
        ({}, "table", "give the rows either as table or as columns"),
        ({"columns": {"a": [1, 2], "b": [1, 2, 3]}}, "columns", "columns must be equally long; the first has 2"),
        ({"columns": {"a": [1, 2], "b": [1, 1e16]}}, "columns/b/1", "columns.b[1] must be at most"),
        ({"columns": {"a": [1, 2]}}, "columns", "columns needs at least 2, got 1"),
        ({"columns": {"a": [1, 2], "b": [1, "2"]}}, "columns/b/1", "columns.b[1] must be a number"),
        ({"columns": {"a": [1, 2], "b": [1, True]}}, "columns/b/1", "columns.b[1] must be a number"),
        (
            {"table": TABLE, "run": ["sgd", "adam"], "batch": [1, 1, 1]},
            "batch",
            "batch must be given once, or once for",
        ),
        ({"table": TABLE, "run": ["sdg"]}, "run/0", "unknown optimizer 'sdg'; did you mean sgd?"),
        ({"tabel": TABLE}, "tabel", "tabel is not a parameter here; did you mean table?"),
    ],
)
def test_what_is_no_table_is_told_by_its_place(body: dict[str, Any], pointer: str, sentence: str) -> None:
    answer = posted(**body)
    assert answer.status_code == 422, answer.text
    fault = answer.json()["errors"][0]
    assert fault["pointer"] == f"/body/{pointer}"
    assert fault["detail"].startswith(sentence), fault


def test_what_is_longer_than_any_table_is_refused_unread() -> None:
    length = (b"content-length", b"10000000")
    answer = ask_raw("POST", URL, headers=[(b"content-type", b"application/json"), length], pieces=[b"{"])
    assert answer.status == 413


def test_a_body_that_is_not_utf_8_is_told() -> None:
    answer = ask_raw("POST", URL, headers=[(b"content-type", b"application/json")], pieces=[b'{"table":"1,\xff"}'])
    assert (answer.status, b"the body must be UTF-8; byte 12 is not" in answer.body) == (400, True)
