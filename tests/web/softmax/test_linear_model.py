"""The linear model and two classes by the API."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from app.core.losses import binary_cross_entropy, linear_model
from app.web.softmax.answer import BinaryAnswer, LinearModelAnswer, fits
from tests.web.client import ask
from tests.web.softmax.test_softmax import refused, told

MODEL, BINARY = "/api/linear-model", "/api/binary-cross-entropy"
SLIDE: dict[str, Any] = {
    "x": [1.0, 0.5],
    "weights": [[1.0, -1.0], [0.5, 0.5], [-1.0, 0.4]],
    "bias": [1.5, 0.25, 0.9],
    "target": 0,
}


@pytest.mark.parametrize("many", [False, True], ids=["one input", "rows"])
def test_the_linear_model_is_the_cores(many: bool) -> None:
    body = {**SLIDE, "x": [[1.0, 0.5], [-2.0, 3.0]], "target": [0, 2.0]} if many else SLIDE
    answer = told("POST", MODEL, LinearModelAnswer, json=body)
    found = linear_model(body["x"], body["weights"], body["bias"], np.array(body["target"]).astype(int))
    assert answer["logits"] == found.logits.tolist()
    assert answer["probabilities"] == found.cross_entropy.softmax.probabilities.tolist()
    assert answer["losses"] == np.ravel(found.cross_entropy.losses).tolist()
    assert answer["cross_entropy"] == found.cross_entropy.mean
    for name in ("logits", "weights", "bias", "x"):
        assert answer["gradients"][name] == getattr(found.gradients, name).tolist()
    assert np.shape(answer["gradients"]["x"]) == np.shape(body["x"])


def big(rows: int, classes: int, features: int) -> dict[str, Any]:
    draw = np.random.default_rng(1)
    x, w, b = (1e-9 * draw.normal(size=shape) for shape in ((rows, features), (classes, features), (classes,)))
    target = draw.integers(0, classes, rows).tolist()
    return {"x": x.tolist(), "weights": w.tolist(), "bias": b.tolist(), "target": target}


@pytest.mark.parametrize("size", [(1, 64, 64), (21, 64, 64), (22, 64, 64), (256, 64, 64), (256, 9, 9), (256, 9, 10)])
def test_a_large_model_leaves_out_what_there_is_of_each_input(size: tuple[int, int, int]) -> None:
    body = big(*size)
    answer = told("POST", MODEL, LinearModelAnswer, json=body)
    found = linear_model(*(body[name] for name in ("x", "weights", "bias", "target")))
    assert answer["gradients"]["weights"] == found.gradients.weights.tolist()
    assert answer["losses"] == found.cross_entropy.losses.tolist()
    large = [answer["logits"], answer["probabilities"], answer["gradients"]["logits"], answer["gradients"]["x"]]
    assert all((one is not None) == fits(*size) for one in large)
    assert fits(*size) == (size in {(1, 64, 64), (21, 64, 64), (256, 9, 9)})


def test_the_room_is_enough_for_the_longest_numbers() -> None:
    numbers = json.dumps([[-1.2345678901234567e-300] * 9] * 256, separators=(",", ":"))
    assert len(numbers) / (9 * 256) < 27
    assert fits(1, 1, 1)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"x": [[1, 2], [3]], "target": [0, 0]}, ("misfit", "x", "rows of one length, but x[0] has the length 2")),
        ({"weights": [[1, 2], [3], [4, 5]]}, ("misfit", "weights", "weights[0] has the length 2 and weights[1]")),
        ({"x": [1]}, ("misfit", "x", "x must have 2 numbers, as each row of weights has, got 1")),
        ({"bias": [1, 2]}, ("misfit", "bias", "bias must have 3 numbers, one for each row of weights, got 2")),
        ({"target": 3}, ("misfit", "target", "target must be a class from 0 to 2, as there are 3, got 3")),
        ({"x": [[1, 2], [3, 4]], "target": [0, 3]}, ("misfit", "target", "target must be a class from 0 to 2")),
        ({"x": [[1, 2], [3, 4]]}, ("misfit", "target", "target must name one class for each of 2 rows")),
        ({"target": [0]}, ("misfit", "target", "target must name one class")),
        ({"target": 64}, ("invalid", "target", "target must be less than 64")),
        ({"target": "0"}, ("invalid", "target", "target must be a whole number")),
        ({"target": []}, ("invalid", "target", "target needs at least 1, got 0")),
        ({"x": []}, ("invalid", "x", "x needs at least 1, got 0")),
        ({"x": [[]]}, ("invalid", "x/0", "x[0] needs at least 1, got 0")),
        ({"x": [1, "a"]}, ("invalid", "x/1", "x[1] must be a number")),
        ({"x": [[1, 2], [1, "a"]]}, ("invalid", "x/1/1", "x[1][1] must be a number")),
        ({"x": [1, [2]]}, ("invalid", "x/1", "x[1] must be a number")),
        ({"x": [[1], 2]}, ("invalid", "x/1", "x[1] must be a list")),
        ({"x": {}}, ("invalid", "x", "x must be a list")),
        ({"x": [2e150, 0]}, ("invalid", "x/0", "x[0] must be at most 1e+150")),
        ({"weights": []}, ("invalid", "weights", "weights needs at least 1, got 0")),
        ({"weights": [[]]}, ("invalid", "weights/0", "weights[0] needs at least 1, got 0")),
        ({"bias": []}, ("invalid", "bias", "bias needs at least 1, got 0")),
        ({"x": [[1, 2]] * 257}, ("invalid", "x", "x takes at most 256, got 257")),
        ({"weights": [[1] * 65]}, ("invalid", "weights/0", "weights[0] takes at most 64, got 65")),
        ({"weights": [[1]] * 65}, ("invalid", "weights", "weights takes at most 64, got 65")),
    ],
)  # fmt: skip
def test_a_bad_model_gets_a_sentence(change: dict[str, Any], problem: tuple[str, str, str]) -> None:
    kind, pointer, sentence = refused("POST", MODEL, json={**SLIDE, **change})
    assert (kind, pointer) == (problem[0], f"/body/{problem[1]}")
    assert problem[2] in sentence


def test_the_largest_factors_overflow_nothing() -> None:
    body = {"x": [[1e150] * 64] * 2, "weights": [[1e150] * 64, [-1e150] * 64], "bias": [1e150, 0], "target": [1, 1]}
    answer = told("POST", MODEL, LinearModelAnswer, json=body)
    assert answer["cross_entropy"] == pytest.approx(1.28e302, rel=1e-12)
    assert math.isfinite(sum(answer["gradients"]["x"][0]))


def test_the_answers_are_kept_where_they_can_be() -> None:
    assert ask("POST", MODEL, json=SLIDE).headers["cache-control"] == "no-store"
    assert "max-age" in ask("GET", BINARY).headers["cache-control"]


def test_two_classes() -> None:
    for query, logit, y in (("", -5.0, 1.0), ("?logit=-40&y=0", -40.0, 0.0), ("?logit=1e308&y=0.25", 1e308, 0.25)):
        answer = told("GET", f"{BINARY}{query}", BinaryAnswer)
        found = binary_cross_entropy(logit, y)
        assert (answer["logit"], answer["y"]) == (logit, y)
        for name in ("probability", "cross_entropy", "gradient", "squared_error", "squared_error_gradient"):
            assert answer[name] == getattr(found, name), name


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("y=1.5", "y must be at most 1"), ("y=-1", "y must be at least 0"), ("logit=1e309", "logit must be finite")],
)
def test_bad_two_classes(query: str, sentence: str) -> None:
    assert sentence in refused("GET", f"{BINARY}?{query}")[2]
