"""Every figure of every question, light, dark and for a room: Plotly takes it, it is small, and it is a picture."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from app.core.activations import ACTIVATIONS
from app.core.descent.contests import SCENES
from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import SURFACES
from app.lessons import LESSONS
from app.lessons.pictures import Picture
from app.web.activations.figure import figure as curves
from app.web.activations.query import MOST_CURVES, ActivationsQuery
from app.web.activations.questions import QUESTIONS
from app.web.figures.still import svg
from app.web.figures.style import DARK, LIGHT, PAGE, Look, colours
from app.web.figures.written import written
from app.web.four.figure import figure as panel
from app.web.four.query import PanelsQuery
from app.web.http.state import State
from app.web.lessons.figure import figure as taught
from app.web.lessons.query import GivenQuery, PredictionQuery, VariationQuery
from app.web.planes.figure import figure as plane
from app.web.planes.query import PlaneQuery
from app.web.races.figure import figure as race
from app.web.races.query import MOST_RUNS
from app.web.races.questions import RACE_QUESTIONS
from app.web.softmax.figure import FIGURES
from app.web.softmax.figure import figure as scores
from app.web.softmax.query import SoftmaxQuery
from app.web.surfaces.figure import figure as landscape
from app.web.surfaces.query import SurfaceQuery
from tests.lessons.test_every_lesson import examples
from tests.web.client import ANSWER_BYTES, ask, strict_json

ROOM = Look("light", bold=True)
LOOKS = [pytest.param(look, id=name) for name, look in (("light", LIGHT), ("dark", DARK), ("room", ROOM))]
COLOUR = re.compile(r"#[0-9a-f]{6}|rgba\(\d+,\d+,\d+,[\d.e-]+\)|none|url\(#hatch-\w+\)")
LARGEST = "run=" + "&run=".join(itertools.islice(OPTIMIZERS, MOST_RUNS))
LONG_NAME = "maxout(w1=0.1234567890123456,b1=0.1234567890123456,w2=1.234567890123456e-7)"

Case = tuple[Callable[..., dict[str, Any]], Any, str]


def of_lessons() -> Iterator[Any]:
    """The picture of each beat of each lesson: before, after a wrong prediction, after the right one, at two knobs."""
    for lesson in LESSONS.values():
        path, truth = f"/api/lessons/{lesson.slug}", lesson.prediction.write(lesson.truth())
        asked: list[tuple[State, str, Picture]] = [(GivenQuery(), "", lesson.given())]
        for said in (examples(lesson.prediction)[0], truth):
            value = lesson.prediction.read(said)
            seen = lesson.facing(None, value).seen(value)
            asked.append((PredictionQuery(prediction=said), "/predictions", seen.picture))
        for knob in (lesson.vary.low, lesson.vary.high):
            asked.append((VariationQuery(value=knob), "/variations", lesson.turned(knob).picture))
        for number, (state, rest, picture) in enumerate(asked):
            yield pytest.param((partial(beat, picture), state, path + rest), id=f"lesson {lesson.slug} {number}")


def beat(picture: Picture, _: State, look: Look) -> dict[str, Any]:
    """A lesson's picture, whatever was asked for."""
    return taught(picture, look)


def asked_by_questions() -> Iterator[Any]:
    """Each question's figure: how it is made, of which query, and the address that answers it."""
    state: Any
    for one in QUESTIONS:
        state = ActivationsQuery.model_validate({"f": tuple(one.entries()), "at": one.at, "question": one.slug})
        yield pytest.param((curves, state, "/api/activations"), id=f"activations {one.name}")
    for race_one in RACE_QUESTIONS:
        for picture in ("landscape", "losses", "rates"):
            state = race_one.query().model_copy(update={"picture": picture})
            yield pytest.param((race, state, "/api/races"), id=f"{race_one.name} {picture}")
    hidden = RACE_QUESTIONS[0].query().model_copy(update={"picture": "losses", "hidden": tuple(range(MOST_RUNS))})
    yield pytest.param((race, hidden, "/api/races"), id="no run at all")
    for picture in FIGURES:
        for model in ({}, {"logits": (3.0, 1.0), "labels": (0.9, 0.1)}, {"x": (1.0, 0.5), "steps": 5, "target": 1}):
            state = SoftmaxQuery.model_validate({**model, "picture": picture})
            yield pytest.param((scores, state, "/api/softmax"), id=f"softmax {picture} {'-'.join(model)}")
    for setting in ({}, {"alpha": 10.0, "rho": 0.99, "step": 400}, {"zoomed": "saddle", "x_low": 0.0, "x_high": 1e-3}):
        for scene in SCENES:
            state = PanelsQuery.model_validate({**setting, "picture": scene.key})
            yield pytest.param((panel, state, "/api/contests"), id=f"four {scene.key} {len(setting)}")
    for told in ({}, {"rows": "50,610 62,720 35,480 80,905", "low": 0.0}, {"data": "linear(n=400,d=2)", "focus": 1}):
        for picture in ("plane", "points", "residuals"):
            state = PlaneQuery.model_validate({**told, "picture": picture})
            yield pytest.param((plane, state, "/api/planes"), id=f"two weights {picture} {'-'.join(told)}")
    yield from of_lessons()
    for name, surface in SURFACES.items():
        yield pytest.param((landscape, SurfaceQuery(surface=surface()), "/api/surfaces"), id=f"surface {name}")


EVERY = list(asked_by_questions())
TILTED = [
    pytest.param((race, one.query().model_copy(update={"picture": "tilted"}), "/api/races"), id=f"{one.name} tilted")
    for one in RACE_QUESTIONS
]  # which only Plotly draws


def hexadecimal(told: Any) -> Iterator[str]:
    """Every colour that a figure names, wherever it stands."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from [value] if key.endswith("color") and isinstance(value, str) else hexadecimal(value)
    elif isinstance(told, list):
        for one in told:
            yield from hexadecimal(one)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("case", [*EVERY, *TILTED])
def test_plotly_takes_the_figure_and_its_json_is_small_and_strict(case: Case, look: Look) -> None:
    figure, query, _ = case
    body = written(figure(query, look))
    assert len(body) <= ANSWER_BYTES
    told = strict_json(body)
    taken = go.Figure(told)
    assert len(taken.data) == len(told["data"]) > 0
    assert told["layout"]["template"]["layout"].keys() == {"xaxis", "yaxis"}
    assert told["layout"]["paper_bgcolor"] == look("paper")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("case", [*EVERY, *TILTED])
def test_no_legend_entry_is_called_trace_1(case: Case, look: Look) -> None:
    """A reader may switch the legend on: whatever it would list has a name, and nothing stands in it twice."""
    figure, query, _ = case
    told = strict_json(written(figure(query, look)))
    assert told["layout"]["showlegend"] is False
    listed = [one for one in told["data"] if one.get("showlegend", one["type"] != "heatmap")]
    names = [one.get("name") for one in listed]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("case", EVERY)
def test_the_picture_is_xml_whose_colours_are_all_concrete(case: Case, look: Look) -> None:
    figure, query, _ = case
    picture = svg(figure(query, look))
    root = ElementTree.fromstring(picture)
    assert len(picture) <= ANSWER_BYTES
    assert all(root.findtext(f"{{http://www.w3.org/2000/svg}}{name}") for name in ("title", "desc"))
    for node in root.iter():
        for name in ("fill", "stroke", "stop-color"):
            assert COLOUR.fullmatch(node.get(name, "none")), (node.tag, node.get(name))
    assert "var(" not in picture
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {
        *("svg", "title", "desc", "g", "path", "rect", "line", "text", "tspan", "defs", "pattern", "image", "circle"),
    }


@pytest.mark.parametrize("case", EVERY)
def test_every_colour_of_a_page_is_a_name_of_its_style_sheet(case: Case) -> None:
    figure, query, _ = case
    found = set(hexadecimal(figure(query, PAGE)))
    names = {name for colour in found for name in re.findall(r"var\(--([\w-]+)\)", colour)}
    assert names
    assert names <= colours().keys()
    assert {one for one in found if "var(--" not in one} <= {"#000"}  # of what is not seen


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("case", EVERY)
def test_the_api_answers_the_same_figure_in_both_forms(case: Case, theme: str) -> None:
    figure, query, path = case
    look = Look(theme)  # type: ignore[arg-type]  # one of the two words that it may be
    address = f"{path}?{query.query()}&theme={theme}&format="
    told = ask("GET", address + "plotly")
    assert (told.status_code, told.headers["content-type"]) == (200, "application/vnd.plotly.v1+json")
    assert told.content == written(figure(query, look))
    picture = ask("GET", address + "svg")
    assert (picture.status_code, picture.headers["content-type"].partition(";")[0]) == (200, "image/svg+xml")
    assert picture.text == svg(figure(query, look))


@pytest.mark.parametrize(
    "address",
    [
        "/api/activations?" + "&".join(f"f={name}" for name in ACTIVATIONS),
        f"/api/activations?low=-1e6&high=1e-5&{'&'.join([f'f={LONG_NAME}'] * MOST_CURVES)}",
        f"/api/activations?low=-999999.0000001&high=-999998.9999989&{'&'.join(['f=sine'] * MOST_CURVES)}",
        f"/api/races?surface=griewank&steps=10000&step=5000&{LARGEST}",
        f"/api/races?surface=rastrigin&steps=10000&step=10000&noise=0.01&{LARGEST}",
        f"/api/races?picture=losses&steps=10000&step=5000&{LARGEST}",
        f"/api/races?picture=losses&steps=1000&step=500&noise=0.1&seeds=50&{LARGEST}",
        f"/api/races?steps=900&x_low=2.9999999999&x_high=3.0000000001&y_low=0.4999999999&y_high=0.5&{LARGEST}",
    ],
)
@pytest.mark.parametrize("form", ["plotly", "svg"])
def test_the_largest_figures_fit_into_an_answer(address: str, form: str) -> None:
    told = ask("GET", f"{address}&format={form}")
    assert (told.status_code, len(told.content) <= ANSWER_BYTES) == (200, True)


@pytest.mark.parametrize("times", [0.01, 0.1, 3, 10, 100, 1e4])
@pytest.mark.parametrize("name", SURFACES)
def test_a_landscape_fits_into_an_answer_however_far_one_looks(name: str, times: float) -> None:
    surface = SURFACES[name]()
    ends: dict[str, float] = {}
    for axis, (low, high) in zip("xy", surface.domain, strict=True):
        middle, half = (low + high) / 2, (high - low) / 2 * times
        ends |= {f"{axis}_low": max(-1e6, middle - half), f"{axis}_high": min(1e6, middle + half)}
    query = SurfaceQuery.model_validate({"surface": surface, **ends})
    told = landscape(query, LIGHT)
    assert len(written(told)) <= 0.8 * ANSWER_BYTES  # there is room for runs
    assert sum(one.get("fill") == "toself" for one in told["data"]) >= 2
