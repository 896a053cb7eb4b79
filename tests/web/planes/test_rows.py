"""The rows behind a plane: points however they are written, and what cannot be taken, in a sentence."""

from __future__ import annotations

import html as markup
from urllib.parse import parse_qs, urlencode

import pytest

from app.core.data.tables import read_table
from app.web.planes.query import PlaneQuery
from app.web.planes.rows import FARTHEST_CELL, LONGEST_LINK, MOST_POINTS, MOST_SET
from tests.web.client import ask

PAGE = {"Accept": "text/html"}


def called(**state: str) -> str:
    return urlencode(state)


@pytest.mark.parametrize("text", ["1,2 3,5 4,4", "1,2\n3,5\n4,4", "x,y\n1,2\n3,5\n4,4", "x;y\r\n1;2\r\n3;5\r\n4;4\r\n",
                                  "1\t2\n3\t5\n\n4\t4\n", "  1,2   3,5 4,4 "])  # fmt: skip
def test_points_are_read_however_they_are_written_and_come_back_in_one_way(text: str) -> None:
    query = PlaneQuery.model_validate({"rows": text})
    assert query.rows == "1,2 3,5 4,4"
    again = {name: values[-1] for name, values in parse_qs(query.query()).items()}
    assert PlaneQuery.model_validate(again) == query
    assert query.points.columns.tolist() == read_table("1,2\n3,5\n4,4").values.tolist()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("1,2\nx,3\n4,4", "line 2, column 1 is 'x', which is no number like 1.5 or 1e-3"),
        ("1,2\n3,nan\n4,4", "line 2, column 2 is 'nan', which is no number like 1.5 or 1e-3"),
        ("1,2\n3\n4,4", "line 2 has 1 column, the first line 2"),
        ("a,b,c\n1,2,3\n4,5,6", "rows must have two columns, x and the target y, got 3"),
        ("1,2", "the table has 1 rows of numbers; there must be 2 to 10000"),
        (" ", "the table is empty"),
        ("1,2 3,=1+1", "line 2, column 2 is '=1+1', which is no number"),
        (f"1,2 3,{FARTHEST_CELL * 2:.0f}", "row 2, column 2 is 200000; it must lie within 100000 of 0"),
        (" ".join(["1,2"] * (MOST_POINTS + 1)), f"a link holds at most {MOST_POINTS} rows, got {MOST_POINTS + 1};"),
        (" ".join(["0.12345678901234567,0.12345678901234567"] * MOST_POINTS), f"at most {LONGEST_LINK} characters"),
    ],
)  # fmt: skip
def test_rows_that_cannot_be_taken_are_told_by_line_and_column(rows: str, sentence: str) -> None:
    for path in ("/api/planes", "/sgd/two"):
        answer = ask("GET", f"{path}?{called(rows=rows)}", headers=PAGE if path == "/sgd/two" else {})
        assert answer.status_code == 422
        text = markup.unescape(answer.text) if path == "/sgd/two" else answer.json()["detail"]
        assert sentence.lower() in text.lower()
    assert "10000" in ask("GET", f"/api/planes?{called(rows=' '.join(['1,2'] * 101))}").json()["detail"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [("moons", "a number for its target"), ("logistic(n=40,d=2)", "a number for its target"),
     ("linear(n=40,d=3)", "one or two features"), (f"linear(n={MOST_SET + 1},d=1)", f"n must be at most {MOST_SET}")],
)  # fmt: skip
def test_sets_without_a_plane_are_refused_in_a_sentence(data: str, sentence: str) -> None:
    answer = ask("GET", f"/api/planes?{called(data=data)}")
    assert answer.status_code == 422
    assert sentence in answer.json()["detail"]
