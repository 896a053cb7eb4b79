"""Softmax and its loss by the API: what the core says, within 256 KiB, and sentences for the rest."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np
import pytest

from app.core.losses import cross_entropy, softmax, sparsemax
from app.web.softmax.answer import SoftmaxAnswer
from app.web.softmax.query import SoftmaxQuery
from tests.web.client import ANSWER_BYTES, ask, strict_json

SOFTMAX = "/api/softmax"


def told(method: str, path: str, model: Any, **options: Any) -> Any:
    response = ask(method, path, **options)
    assert response.status_code == 200, response.text
    assert len(response.content) <= ANSWER_BYTES
    answer = strict_json(response.content)
    model.model_validate(answer, strict=True)
    return answer


def refused(method: str, path: str, **options: Any) -> tuple[str, str, str]:
    response = ask(method, path, **options)
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert len(response.content) <= 2_048
    problem = strict_json(response.content)
    return problem["type"].split("#")[1], problem["errors"][0]["pointer"], problem["errors"][0]["detail"]


def test_the_slide_without_a_word() -> None:
    answer = told("GET", SOFTMAX, SoftmaxAnswer)
    found = softmax([2.0, 1.0, 0.1])
    assert answer["logits"] == [2.0, 1.0, 0.1]
    assert answer["temperature"] == 1
    assert answer["probabilities"] == found.probabilities.tolist()
    assert answer["log_probabilities"] == found.log_probabilities.tolist()
    assert answer["log_sum_exp"] == found.log_sum_exp
    assert answer["entropy"] == found.entropy
    assert answer["jacobian"] == found.jacobian.tolist()
    assert answer["sparsemax"] == [1, 0, 0]
    assert [answer[name] for name in ("labels", "cross_entropy", "loss", "terms", "gradient")] == [None] * 5
    assert answer["overflow"] is False


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("logits=1&logits=-2&logits=0&target=2", {"logits": [1, -2, 0], "target": 2}),
        ("logits=1&logits=-2&target=1.0&label_smoothing=0.1",
         {"logits": [1, -2], "target": 1.0, "label_smoothing": 0.1}),
        ("labels=0.7&labels=0.2&labels=0.1&temperature=2", {"labels": [0.7, 0.2, 0.1], "temperature": 2}),
        ("logits=40&logits=0&logits=0&target=0&temperature=0.5",
         {"logits": [40, 0, 0], "target": 0, "temperature": 0.5}),
    ],
)  # fmt: skip
def test_get_and_post_answer_what_the_core_says(query: str, body: dict[str, Any]) -> None:
    answer = told("GET", f"{SOFTMAX}?{query}", SoftmaxAnswer)
    body = {"logits": [2.0, 1.0, 0.1], **body}
    assert told("POST", SOFTMAX, SoftmaxAnswer, json=body) == answer
    target = None if "target" not in body else int(body["target"])
    rest = (body.get("temperature", 1.0), body.get("label_smoothing", 0.0))
    found = cross_entropy(body["logits"], target, body.get("labels"), *rest)
    assert answer["cross_entropy"] == found.losses
    assert answer["terms"] == found.terms.tolist()
    assert answer["gradient"] == found.gradient.tolist()
    assert answer["labels"] == found.labels.tolist()
    assert answer["probabilities"] == found.softmax.probabilities.tolist()
    assert answer["jacobian"] == found.softmax.jacobian.tolist()
    assert answer["sparsemax"] == sparsemax(body["logits"], rest[0]).probabilities.tolist()


def test_near_one_hot_the_digits_arrive() -> None:
    answer = told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": [40, 0, 0, 0], "labels": [1, 0, 0, 0]})
    assert answer["cross_entropy"] == pytest.approx(1.2745062765874767e-17, rel=1e-15)
    assert answer["gradient"][0] == pytest.approx(-1.2745062765874767e-17, rel=1e-15)


def test_what_overflows_is_null_beside_a_flag() -> None:
    for target in (None, 1):
        body = {"logits": [1e308, -1e308], "temperature": 0.5, "target": target}
        answer = told("POST", SOFTMAX, SoftmaxAnswer, json=body)
        assert (answer["log_probabilities"], answer["log_sum_exp"], answer["overflow"]) == ([0, None], None, True)
        assert (answer["cross_entropy"], answer["terms"]) == (None, target and [0, None])
        assert answer["gradient"] == (target and [2, -2])
    lone = told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": [1e308], "temperature": 0.5})
    assert (lone["log_sum_exp"], lone["log_probabilities"], lone["overflow"]) == (None, [0], True)
    half = np.finfo(np.float64).max / 2  # each term is just finite, and the labels sum to a little more than 1
    body = {"logits": [half, -half, -half], "labels": [0, 0.6, 0.4000005]}
    answer = told("POST", SOFTMAX, SoftmaxAnswer, json=body)
    assert (answer["cross_entropy"], None in answer["terms"], answer["overflow"]) == (None, False, True)
    answer = told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": [1e308, -1e308], "target": 1, "temperature": 2})
    assert (answer["cross_entropy"], answer["overflow"]) == (1e308, False)


def test_there_is_one_sort_of_zero() -> None:
    for body in ({"logits": [1e4, 0, -1e4], "target": 0}, {"logits": [-0.0, -1e4], "labels": [1, 0]}):
        assert "-0.0" not in ask("POST", SOFTMAX, json=body).text


def test_a_thousand_logits_are_answered_and_more_are_not() -> None:
    logits = (np.random.default_rng(0).normal(size=1_001) * 1e-5).tolist()
    answer = told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": logits[:1_000], "target": 999})
    assert len(answer["gradient"]) == 1_000
    kind, pointer, sentence = refused("POST", SOFTMAX, json={"logits": logits})
    assert (kind, pointer, sentence) == ("invalid", "/body/logits", "logits takes at most 1000, got 1001")
    short = "&".join(f"logits={i % 7}" for i in range(900))  # about as many as an address holds
    assert len(told("GET", f"{SOFTMAX}?{short}", SoftmaxAnswer)["sparsemax"]) == 900


def test_the_jacobian_is_told_up_to_64_classes() -> None:
    logits = (np.random.default_rng(0).normal(size=65) * 1e-3).tolist()
    answer = told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": logits[:64], "target": 0, "temperature": 0.37})
    np.testing.assert_array_equal(answer["jacobian"], softmax(logits[:64], 0.37).jacobian)
    assert told("POST", SOFTMAX, SoftmaxAnswer, json={"logits": logits})["jacobian"] is None


def test_csv_is_a_row_for_each_class() -> None:
    response = ask("GET", f"{SOFTMAX}?format=csv&logits=1e308&logits=-1e308&target=0")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(response.text)))
    assert rows == [
        ["class", "logit", "probability", "log_probability", "label", "term", "gradient"],
        ["0", "1e+308", "1.0", "0.0", "1.0", "0.0", "0.0"],
        ["1", "-1e+308", "0.0", "", "0.0", "0.0", "0.0"],
    ]
    rows = list(csv.reader(io.StringIO(ask("GET", f"{SOFTMAX}?format=csv").text)))
    assert [row[4:] for row in rows[1:]] == [["", "", ""]] * 3
    assert [float(row[2]) for row in rows[1:]] == softmax([2.0, 1.0, 0.1]).probabilities.tolist()


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("target=3", ("misfit", "target", "target must be a class from 0 to 2, as there are 3, got 3")),
        ("target=-1", ("invalid", "target", "target must be at least 0")),
        ("target=0.5", ("invalid", "target", "target must be a whole number, got '0.5'")),
        ("labels=1&labels=0.5&labels=0", ("misfit", "labels", "labels must sum to 1, got 1.5")),
        ("labels=0.5&labels=0.5", ("misfit", "labels", "labels must be one number for each of the 3 logits, got 2")),
        ("labels=1&labels=0&labels=0&target=0", ("misfit", "labels", "labels and target are both given")),
        ("labels=1&labels=0&labels=0&target=0&steps=5", ("misfit", "labels", "labels and target are both given")),
        ("labels=1&labels=0&labels=0&target=0&format=svg", ("misfit", "labels", "labels and target are both given")),
        ("labels=1.5&labels=-0.5&labels=0", ("invalid", "labels/0", "labels[0] must be at most 1")),
        ("temperature=-1e-9", ("invalid", "temperature", "temperature must be at least 0")),
        ("temperature=2e6", ("invalid", "temperature", "temperature must be at most 1000000")),
        ("label_smoothing=1.1", ("invalid", "label_smoothing", "label_smoothing must be at most 1")),
        ("logits=", ("invalid", "logits/0", "logits must be a number like 0.1 or 1e-3, got ''")),
        ("logits=1&logits=1.1e308", ("invalid", "logits/1", "logits[1] must be at most 1e+308")),
        ("target=0&target=1", ("invalid", "target", "target is given more than once")),
    ],
)
def test_a_bad_query_gets_a_sentence(query: str, problem: tuple[str, str, str]) -> None:
    kind, pointer, sentence = refused("GET", f"{SOFTMAX}?{query}")
    assert (kind, pointer) == (problem[0], f"/query/{problem[1]}")
    assert problem[2] in sentence


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({}, ("invalid", "logits", "logits is missing")),
        ({"logits": []}, ("invalid", "logits", "logits needs at least 1, got 0")),
        ({"logits": [1], "labels": []}, ("invalid", "labels", "labels needs at least 1, got 0")),
        ({"logits": [1], "temperature": -1}, ("invalid", "temperature", "temperature must be at least 0")),
        ({"logits": [1], "target": 1}, ("misfit", "target", "target must be a class from 0 to 0, as")),
        ({"logits": [1], "target": 0.5}, ("invalid", "target", "target must be a whole number")),
        ({"logits": [1], "target": True}, ("invalid", "target", "target must be a whole number")),
        ({"logits": [1], "labels": [0.9]}, ("misfit", "labels", "labels must sum to 1, got 0.9")),
        ({"logits": [1], "labels": [1], "target": 0}, ("misfit", "labels", "labels and target are both given")),
        ({"logits": [1, "2"]}, ("invalid", "logits/1", "logits[1] must be a number")),
        ({"logits": [1, True]}, ("invalid", "logits/1", "logits[1] must be a number")),
        ({"logits": [[1]]}, ("invalid", "logits/0", "logits[0] must be a number")),
        ({"logits": [10**400]}, ("invalid", "logits/0", "logits[0] must be a number")),
        ({"logits": [1], "format": "csv"}, ("invalid", "format", "format is not a parameter here; choose from ")),
    ],
)  # fmt: skip
def test_a_bad_body_gets_a_sentence(body: dict[str, Any], problem: tuple[str, str, str]) -> None:
    kind, pointer, sentence = refused("POST", SOFTMAX, json=body)
    assert (kind, pointer) == (problem[0], f"/body/{problem[1]}")
    assert problem[2] in sentence


def test_a_query_reads_back_what_it_wrote() -> None:
    query = SoftmaxQuery.model_validate({"logits": [1, -2.5], "labels": [0.25, 0.75], "temperature": 2})
    assert query.query() == "logits=1&logits=-2.5&temperature=2&labels=0.25&labels=0.75"
    assert SoftmaxQuery().query() == ""


def test_get_is_cached_and_post_is_not() -> None:
    first = ask("GET", f"{SOFTMAX}?target=0")
    assert "max-age" in first.headers["cache-control"]
    again = ask("GET", f"{SOFTMAX}?target=0", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert ask("POST", SOFTMAX, json={"logits": [1]}).headers["cache-control"] == "no-store"
