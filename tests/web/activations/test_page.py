"""What the activations page says of each function, and where its links lead."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlparse

from app.web.activations.figure import figure
from app.web.activations.page import ActivationsPage
from app.web.activations.query import ActivationsQuery
from app.web.figures.palette import strokes
from app.web.figures.style import LIGHT
from tests.web.client import ask

FOUR = ["sigmoid", "relu", "tanh", "elu"]
EDGES = {"low", "high", "y_low", "y_high", "slope_low", "slope_high"}


def asked(**state: Any) -> ActivationsQuery:
    return ActivationsQuery.model_validate({"f": FOUR, **state})


def told(link: str) -> dict[str, list[str]]:
    return parse_qs(urlparse(link.replace("&amp;", "&")).query)


def html(query: str) -> str:
    return ask("GET", f"/activations?{query}", headers={"Accept": "text/html"}).text


def test_each_point_at_the_cursor_has_the_look_of_its_curve() -> None:
    query = asked(focus=1, at=0.5, hidden=(0,))
    looks = strokes(query.f)
    points = [one for one in figure(query, LIGHT)["data"] if one["mode"] == "markers"]
    assert sorted(one["meta"]["row"] for one in points) == [1, 1, 2, 2, 3, 3]
    for one in points:
        look = looks[one["meta"]["row"]]
        assert (one["marker"]["symbol"], one["marker"]["color"]) == (look.symbol, LIGHT(look.colour))


def test_a_hidden_function_leaves_the_others_their_names_and_colours() -> None:
    query = asked(hidden=(0, 2), focus=3)
    made, looks = figure(query, LIGHT), strokes(query.f)
    names = [one for one in made["layout"]["annotations"] if one.get("name") == "wide"]
    assert {one["text"] for one in names} <= {"ReLU", "ELU", "ReLU, ELU", "ELU, ReLU"}
    for one in names:
        row = {"ReLU": 1, "ELU": 3}[one["text"].split(", ")[0]]
        assert one["font"]["color"] == LIGHT.said(looks[row].colour)
    curves = [one for one in made["data"] if "name" in one]
    assert {(one["meta"]["row"], one["name"]) for one in curves} == {(1, "ReLU"), (3, "ELU")}
    for one in curves:
        look = looks[one["meta"]["row"]]
        assert (one["line"]["color"], one["line"]["dash"]) == (LIGHT(look.colour), look.dashes)


def test_the_way_back_leaves_no_edge_and_the_lock_keeps_those_across() -> None:
    moved = {"low": -3.0, "high": 2.0, "y_low": 0.0, "y_high": 1.0, "view": "projector", "at": 1.5}
    plot = ActivationsPage(asked(**moved)).plot
    assert not told(plot.whole).keys() & EDGES
    assert told(plot.lock).keys() & EDGES == {"low", "high"}
    assert {**told(plot.lock), **told(plot.whole)} == told(plot.lock)
    assert (told(plot.whole)["view"], told(plot.whole)["at"]) == (["projector"], ["1.5"])
    free = ActivationsPage(asked(low=-3.0, high=2.0)).plot
    assert told(free.lock).keys() & EDGES == EDGES


def test_the_links_of_the_toolbar_are_those_of_the_plot() -> None:
    query = "low=-3&high=2&y_low=0&y_high=1"
    plot, text = ActivationsPage(ActivationsQuery(low=-3.0, high=2.0, y_low=0.0, y_high=1.0)).plot, html(query)
    for name, link in (("whole", plot.whole), ("lock", plot.lock)):
        found = re.search(f'<a class="{name}" href="([^"]+)"', text)
        assert found is not None
        assert found[1].replace("&amp;", "&") == link
    whole = re.search(r'data-whole="([^"]+)"', text)
    assert whole is not None
    assert whole[1] == plot.whole.replace("&", "&amp;")


def test_every_slider_tells_its_value_and_every_box_its_name() -> None:
    text = html("f=elu(alpha=0.5)&f=leaky_relu")
    sliders = re.findall(r'<input type="range"[^>]*data-knob[^>]*>', text)
    assert len(sliders) == 2
    assert [re.findall(r'aria-valuetext="([^"]+)"', one) for one in sliders] == [["0.5"], ["0.1"]]
    boxes = re.findall(r'<input type="number"[^>]*data-knob[^>]*>', text)
    assert [re.findall(r'aria-label="(ELU|Leaky ReLU): [^"]+"', one) for one in boxes] == [["ELU"], ["Leaky ReLU"]]
    for one in re.findall(r'<label for="([^"]+)"', text):
        assert f'id="{one}"' in text


def test_a_handle_knows_the_height_of_its_line_at_0() -> None:
    text = html("f=maxout(w1=-0.5,b1=0.25,w2=1,b2=-1)")
    grips = re.findall(r'id="grip-(\w+)".*?data-y="([^"]+)"\s+data-base="([^"]+)"', text, re.DOTALL)
    assert {knob: (float(y), float(base)) for knob, y, base in grips} == {
        "b1": (0.25, 0.25), "w1": (1.25, 0.25), "b2": (-1.0, -1.0), "w2": (1.0, -1.0),
    }  # fmt: skip
