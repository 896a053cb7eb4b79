"""The pictures of the softmax API: of scores or of a linear model that is taught, for Plotly and as SVG."""

from __future__ import annotations

import csv
import io
from typing import Any, get_args

import numpy as np
import plotly.graph_objects as go
import pytest

from app.core.losses.training import Observation, train
from app.core.optimizers import SGD
from app.web.figures.written import written
from app.web.softmax.figure import FIGURES, figure
from app.web.softmax.query import Picture, SoftmaxQuery
from tests.web.client import ask, strict_json
from tests.web.softmax.test_softmax import SOFTMAX, refused

MODEL = "x=1&x=0.5&w=1&w=-1&w=0.5&w=0.5&w=-1&w=0.4&b=1.5&b=0.25&b=0.9"


def picture(query: str) -> dict[str, Any]:
    answer = ask("GET", f"{SOFTMAX}?format=plotly&{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/vnd.plotly.v1+json"
    found: dict[str, Any] = strict_json(answer.content)
    go.Figure(found)
    return found


@pytest.mark.parametrize("name", FIGURES)
def test_every_picture_of_the_contract_is_made(name: str) -> None:
    assert picture(f"picture={name}")["data"]
    answer = ask("GET", f"{SOFTMAX}?format=svg&picture={name}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert "max-age" in answer.headers["cache-control"]


def test_the_contract_names_the_pictures_that_there_are() -> None:
    assert get_args(get_args(Picture)[0]) == tuple(FIGURES)


def test_a_theme_changes_colours_alone() -> None:
    light, dark = (picture(f"picture=loss&theme={theme}") for theme in ("light", "dark"))
    assert (light["layout"]["paper_bgcolor"], dark["layout"]["paper_bgcolor"]) == ("#ffffff", "#0f1419")
    assert [one["y"] for one in light["data"]] == [one["y"] for one in dark["data"]]


def test_a_linear_model_is_answered_as_its_scores_are() -> None:
    taught = strict_json(ask("GET", f"{SOFTMAX}?target=0&{MODEL}").content)
    plain = strict_json(ask("GET", f"{SOFTMAX}?target=0").content)
    assert taught["logits"] == pytest.approx(plain["logits"])
    assert taught["cross_entropy"] == pytest.approx(plain["cross_entropy"])


def test_what_is_missing_of_the_model_is_the_slide_s() -> None:
    whole = strict_json(ask("GET", f"{SOFTMAX}?{MODEL}").content)
    for part in ("x=1&x=0.5", "b=1.5&b=0.25&b=0.9", MODEL.partition("&b")[0].partition("x=0.5&")[2]):
        assert strict_json(ask("GET", f"{SOFTMAX}?{part}").content) == whole


def test_steps_of_an_optimizer_move_the_model_or_the_scores_themselves() -> None:
    on = Observation(np.array([1.0, 0.5]), np.eye(3)[0])
    start = np.array([[1, -1], [0.5, 0.5], [-1, 0.4]]), np.array([1.5, 0.25, 0.9])
    course = train(SGD(lr=0.5), on, *start, 4)
    answer = strict_json(ask("GET", f"{SOFTMAX}?target=0&steps=4&{MODEL}").content)
    assert answer["cross_entropy"] == pytest.approx(course.losses[4])
    alone = strict_json(ask("GET", f"{SOFTMAX}?target=0&steps=1").content)
    before = strict_json(ask("GET", f"{SOFTMAX}?target=0").content)
    moved = np.array(before["logits"]) - 0.5 * np.array(before["gradient"])
    assert alone["logits"] == pytest.approx(moved.tolist())


def test_the_trail_is_a_table_too() -> None:
    answer = ask("GET", f"{SOFTMAX}?format=csv&picture=trail&steps=2&target=0&{MODEL}")
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["step", "loss", "p_A", "p_B", "p_C"]
    assert [float(row[1]) for row in rows[1:]] == pytest.approx([0.417, 0.248, 0.175], abs=1e-3)
    assert all(sum(map(float, row[2:])) == pytest.approx(1) for row in rows[1:])


def test_smoothed_labels_are_drawn_as_they_are_taught() -> None:
    found = picture("target=0&label_smoothing=0.3&picture=loss")
    same = SoftmaxQuery(labels=(0.8, 0.1, 0.1), picture="loss")
    np.testing.assert_allclose(found["data"][0]["y"], figure(same, same.look)["data"][0]["y"], rtol=1e-4)


def test_what_is_extreme_is_drawn() -> None:
    for name in FIGURES:
        for query in ("logits=1e15&logits=-1e15&temperature=1e-6", "logits=0&logits=0&temperature=1e6"):
            assert len(written(picture(f"picture={name}&target=1&{query}"))) > 500


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        (f"logits=1&logits=2&{MODEL}", "logits", "logits and a linear model are both given; one of them gives the"),
        ("x=1", "w", "w must have 3 numbers, 1 for each of the 3 classes, got 6"),
        ("b=1&b=2", "w", "w must have 4 numbers, 2 for each of the 2 classes, got 6"),
        ("x=1&x=2&b=1&b=2&w=1&w=2", "w", "w must have 4 numbers, 2 for each of the 2 classes, got 2"),
        ("format=svg&logits=1", "logits", "figures and steps take 2 to 10 logits, got 1"),
        ("steps=1&" + "&".join(["logits=1"] * 11), "logits", "figures and steps take 2 to 10 logits, got 11"),
        ("format=plotly&logits=1e16&logits=0", "logits", "figures and steps take logits in [-1e+15, 1e+15]"),
        (f"target=3&{MODEL}", "target", "target must be a class from 0 to 2"),
    ],
)
def test_what_does_not_fit_together_gets_a_sentence(query: str, field: str, sentence: str) -> None:
    kind, pointer, detail = refused("GET", f"{SOFTMAX}?{query}")
    assert (kind, pointer) == ("misfit", f"/query/{field}")
    assert sentence in detail
