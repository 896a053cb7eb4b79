"""Samples of data sets: the rows of the core, as JSON and as a table."""

from __future__ import annotations

import csv
import io

import pytest

from app.core.data import DATA
from app.web.data.answer import DataAnswer
from app.web.data.query import MOST_NUMBERS, MOST_ROWS
from tests.web.client import ANSWER_BYTES, ask


@pytest.mark.parametrize("name", DATA)
def test_a_sample_has_the_rows_of_the_core(name: str) -> None:
    one = DATA[name]()
    answer = ask("GET", f"/api/data?set={name}&rows=30").json()
    DataAnswer.model_validate(answer, strict=True)
    sample = one.samples(rows=30)
    assert answer["set"] == str(one)
    assert answer["columns"] == [*(f"x{k}" for k in range(1, one.features + 1)), "y"]
    assert [row[:-1] for row in answer["rows"]] == sample.x.tolist()
    assert [row[-1] for row in answer["rows"]] == sample.y.tolist()
    head, *rows = csv.reader(io.StringIO(ask("GET", f"/api/data.csv?set={name}&rows=30").text))
    assert head == answer["columns"]
    assert [list(map(float, row)) for row in rows] == answer["rows"]


def test_a_small_set_ends_where_it_ends() -> None:
    assert len(ask("GET", "/api/data?set=moons(n=7)&rows=100").json()["rows"]) == 7


def test_more_than_fits_into_an_answer_comes_as_a_table() -> None:
    most = MOST_NUMBERS // 21
    answer = ask("GET", f"/api/data?set=linear&rows={most}")
    assert (answer.status_code, len(answer.content) <= ANSWER_BYTES) == (200, True)
    refused = ask("GET", f"/api/data?set=linear&rows={most + 1}")
    assert refused.status_code == 422
    assert refused.json()["detail"].startswith(f"rows must be at most {most} of this set as JSON, got {most + 1}")
    table = ask("GET", f"/api/data.csv?set=linear&rows={MOST_ROWS}")
    assert table.text.count("\n") == MOST_ROWS + 1
    assert table.headers["content-disposition"] == 'attachment; filename="data-linear.csv"'


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("set=moon", "unknown data set 'moon'; did you mean moons?"),
        ("set=linear(n=10.5)", "n must be a whole number, got 10.5"),
        ("set=linear(n=2e6)", "n must lie in [4, 1000000], got 2000000"),
        ("rows=0", "rows must be at least 1"),
        ("rows=10001", "rows must be at most 10000"),
        ("rows=1.5", "rows must be a whole number, got '1.5'"),
        ("seed=3", "seed is not a parameter here"),
    ],
)
def test_what_is_no_sample_gets_a_sentence(query: str, sentence: str) -> None:
    answer = ask("GET", f"/api/data?{query}")
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(sentence)
