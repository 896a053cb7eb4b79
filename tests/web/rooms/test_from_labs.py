"""A lab goes to a class with the question that it asks itself, its answers, and what is right."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.client import ask
from tests.web.foretelling import offers, verdict
from tests.web.rooms.classes import Class, fresh

LABS = ("/activations", "/softmax", "/optimizers", "/optimizers/four", "/sgd")
EACH = pytest.mark.parametrize("lab", LABS)


@pytest.fixture(scope="module")
def app() -> Any:
    return fresh()


def to_class(page: str) -> str:
    """Where a lab's page leads who wants a room."""
    found = re.findall(r'<a href="([^"]+)">Room for a class', page)
    assert len(found) == 1
    return html.unescape(found[0])


def form_of(page: str) -> tuple[str, list[str], str]:
    """The question that stands in the form, its answers, and what is right."""
    text = re.findall(r'name="text"[^>]*value="([^"]*)"', page, re.S)
    options = re.findall(r'name="options"[^>]*>([^<]*)<', page, re.S)
    right = re.findall(r'name="right"[^>]*value="([^"]*)"', page)
    return html.unescape(text[0]), html.unescape(options[0]).split("\n"), right[0]


@EACH
def test_its_question_stands_in_the_form(lab: str, app: Any) -> None:
    shown, predicting = (ask("GET", lab + query, app).text for query in ("", "?predict=1"))
    text, options, right = form_of(ask("GET", to_class(shown), app).text)
    assert options == [*offers(predicting)]
    assert text in predicting
    if right:
        query = next(one for name, one in offers(predicting).items() if name == options[int(right) - 1])
        said = ask("GET", f"{lab}?predict=1&guess={query['guess'][0]}", app).text
        assert "Right: " in verdict(said)
    assert right or lab == "/sgd", "a fit that has not come so far knows nothing yet"


@EACH
def test_where_it_is_not_told_the_way_to_class_does_not_tell_it(lab: str, app: Any) -> None:
    way = to_class(ask("GET", f"{lab}?predict=1", app).text)
    assert "right" not in parse_qs(urlsplit(way).query)
    assert form_of(ask("GET", way, app).text)[2] == ""


@EACH
def test_the_room_that_it_opens_asks_it(lab: str, app: Any) -> None:
    way = parse_qs(urlsplit(to_class(ask("GET", lab, app).text)).query)
    text, options = way["text"][0], way["option"]
    room = Class(app, question={"text": text, "options": options, "lab": way["lab"][0]})
    room.join()
    room.turn("asking", question=0)
    assert [one["text"] for one in room.seen_by(0)["question"]["options"]] == options
    assert "predict=1" in way["lab"][0]


def test_more_answers_than_a_class_is_asked_are_left_to_the_teacher(app: Any) -> None:
    runs = "&".join(f"run=sgd(lr=0.0{k})" for k in range(1, 9))  # and none of them
    way = parse_qs(urlsplit(to_class(ask("GET", f"/optimizers?{runs}", app).text)).query)
    assert {*way} == {"lab", "text"}
