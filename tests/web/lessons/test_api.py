"""The API of lessons: every kind of prediction by either way, variations, and what is said of what does not fit."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from app.lessons import LESSONS
from app.lessons.base import AnyLesson
from tests.lessons.test_every_lesson import examples
from tests.web.client import APP, ask
from tests.web.lessons.reading import api

lessons = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)
KINDS = {one.prediction.name for one in LESSONS.values()}


def where(lesson: AnyLesson, rest: str = "") -> str:
    return f"/api/lessons/{lesson.slug}{rest}"


def as_body(lesson: AnyLesson, text: str) -> Any:
    """A prediction as JSON has it: a number, a name, or a list."""
    told = lesson.prediction.read(text)
    return list(told) if isinstance(told, tuple) and told else lesson.prediction.write(told) if told == () else told


def got(lesson: AnyLesson, text: str) -> Any:
    return ask("GET", where(lesson, "/predictions"), params={"prediction": text})


def posted(lesson: AnyLesson, value: Any) -> Any:
    return ask("POST", where(lesson, "/predictions"), json={"prediction": value})


def test_all_kinds_are_asked() -> None:
    assert {"choice", "several", "number", "rank", "click", "draw"} == KINDS
    told = api("/api/lessons")["lessons"]
    assert [one["slug"] for one in told] == list(LESSONS)
    assert {one["kind"] for one in told} == KINDS


@lessons
def test_either_way_the_numbers_are_the_same(lesson: AnyLesson) -> None:
    for text in examples(lesson.prediction):
        told = api(where(lesson, f"/predictions?prediction={text}"))
        assert told == posted(lesson, as_body(lesson, text)).json()
        value = lesson.prediction.read(text)
        marked = lesson.mark(value)
        assert told["prediction"] == (list(value) if isinstance(value, tuple) else value)
        assert (told["right"], told["gap"]) == (marked.right, marked.gap)
        assert told["words"] == list(lesson.seen(value).words)
        assert (told["misconception"] is None) == marked.right
        if not marked.right:
            assert told["misconception"]["name"] == lesson.trap(value)


@lessons
def test_the_truth_is_right_and_told_after_it(lesson: AnyLesson) -> None:
    truth = lesson.truth()
    told = posted(lesson, as_body(lesson, lesson.prediction.write(truth))).json()
    face = lesson.facing(None, truth).face  # who is right is shown another picture than who has skipped
    skipped = api(where(lesson, f"/predictions?box={face}" if face else "/predictions"))
    assert told["right"]
    assert not skipped["right"]
    assert skipped["prediction"] is None
    assert skipped["gap"] is skipped["misconception"] is None
    for name in ("truth", "aha", "why", "vary", "limits", "references"):
        assert told[name] == skipped[name]
    assert told["vary"]["critical"] == lesson.facing(face or None, truth).vary.critical
    assert told["aha"]["number"] == lesson.aha().number
    assert told["limits"] == lesson.limits
    assert [one["what"] for one in told["references"]] == [one.what for one in lesson.references]


@lessons
@pytest.mark.parametrize("rest", ["", "/predictions", "/variations"])
def test_every_figure_is_one_of_plotly_in_each_form(lesson: AnyLesson, rest: str) -> None:
    told = api(where(lesson, rest))["figure"]
    assert len(go.Figure(told).data) > 0
    assert ask("GET", where(lesson, f"{rest}.plotly")).json() == told
    drawn = ask("GET", where(lesson, f"{rest}.svg"))
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert drawn.text.startswith("<svg")
    assert ask("GET", where(lesson, f"{rest}.csv")).status_code == 404
    assert ask("GET", where(lesson, f"{rest}?format=csv")).status_code == 422


@lessons
def test_a_variation_is_told_at_each_end_of_the_knob_and_not_beyond(lesson: AnyLesson) -> None:
    vary = lesson.vary
    for value in (vary.low, vary.default, vary.high):
        told = api(where(lesson, f"/variations?value={value!r}"))
        seen = lesson.varied(value)
        assert (told["value"], told["outcome"]) == (value, lesson.outcome(value))
        assert (told["words"], told["reached"]) == (list(seen.words), seen.reached)
        assert told["why"]["numbers"] == lesson.why_varied(value).numbers
    for value in (vary.low - 1e-6, vary.high + 1e-6, -1e6, 1e7):
        answer = ask("GET", where(lesson, "/variations"), params={"value": repr(value)})
        sentence = answer.json()["detail"]
        assert answer.status_code == 422
        assert sentence.startswith((f"the knob {lesson.vary.symbol} must lie in [", "value must be at most"))
        assert len(sentence) <= 200


@lessons
@pytest.mark.parametrize("text", ["?", "1e999", "9^9^9", "a,b,c,d,e,f,g", "0," * 70, "<script>", "\u2212", "nan"])
def test_what_is_no_prediction_is_refused_by_either_way_in_the_same_words(lesson: AnyLesson, text: str) -> None:
    ways = [got(lesson, text), posted(lesson, text)]
    page = ask("GET", f"/lessons/{lesson.slug}", params={"prediction": text}, headers={"Accept": "text/html"})
    assert [one.status_code for one in (*ways, page)] == [422, 422, 422]
    first, second = (one.json() for one in ways)
    assert first["detail"] == second["detail"]
    assert first["type"].endswith("#misfit")
    assert first["detail"].startswith("prediction: ")
    assert len(first["detail"]) <= 200
    assert [one["errors"][0]["pointer"] for one in (first, second)] == ["/query/prediction", "/body/prediction"]
    assert "<script>" not in page.text.split("</head>")[1]


@lessons
@pytest.mark.parametrize("body", [{}, {"prediction": None}, {"prediction": []}, {"prediction": True},
                                  {"prediction": [[1]]}, {"prediction": {"a": 1}}, {"prediction": "1", "more": 1},
                                  {"prediction": [0.1] * 65}, {"prediction": "0" * 701}, [1], "1"])  # fmt: skip
def test_what_is_no_body_is_refused(lesson: AnyLesson, body: Any) -> None:
    answer = ask("POST", where(lesson, "/predictions"), json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"]


@pytest.mark.parametrize("rest", ["", "/predictions", "/variations", "/checks", ".svg", "/predictions.plotly"])
def test_a_lesson_that_is_none_is_not_found_and_the_near_one_is_named(rest: str) -> None:
    answer = ask("GET", f"/api/lessons/sigmoids{rest}")
    assert answer.status_code == 404
    if "." not in rest:
        assert "did you mean sigmoid?" in answer.json()["detail"]
    assert ask("GET", "/lessons/sigmoids", APP, headers={"Accept": "text/html"}).status_code == 404


@pytest.mark.parametrize("rest", ["/predictions", "/checks"])
def test_a_body_for_a_lesson_that_is_none_is_not_found(rest: str) -> None:
    answer = ask("POST", f"/api/lessons/nope{rest}", json={"prediction": 1, "seed": "x", "answer": 1})
    assert answer.status_code in {404, 422}
    assert ask("POST", f"/api/lessons/nope{rest}", json={"prediction": 1}).status_code in {404, 422}
