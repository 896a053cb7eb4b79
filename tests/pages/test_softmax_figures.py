"""What the softmax page's figures say: each is one value, and everything else is made of it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from app.core.losses import cross_entropy
from app.web.figures.still import svg
from app.web.figures.style import DARK, LIGHT, PAGE, Look
from app.web.figures.written import written
from app.web.softmax.figure import FIGURES, figure
from app.web.softmax.levels import TRIANGLE, curved, equal_losses
from app.web.softmax.plots import PLOTS_OF, asked_of
from app.web.softmax.query import SoftmaxQuery
from app.web.softmax.simplex import shares, weights_at
from tests.pages.test_softmax_views import page, state
from tests.web.client import ANSWER_BYTES, ask

BLUE, INK, PAPER, MUTED = "#057aff", "#1a1a1a", "#ffffff", "#4a5866"
STATES = {
    "the slide": "",
    "two classes": "w=1,-1&w=0.5,0.5&steps=3",
    "ten classes": "w=" + "&w=".join(["1,1"] * 10) + "&b=9,8,7,6,5,4,3,2,1,0&target=3",
    "soft labels": "labels=0.7,0.2,0.1&steps=4&temperature=2",
    "sure and wrong": "z=-600,300,0",
    "sure and right": "z=800,0,0&steps=30",
    "beyond the floats": "optimizer=adamw(lr=100,weight_decay=1)&steps=1000",
}


def drawn(query: str, picture: str, look: Look = LIGHT) -> dict[str, Any]:
    """The figure of a state of the page, as whoever asks the API reads it."""
    found: dict[str, Any] = json.loads(written(figure(asked_of(state(query), picture), look)))
    return found


def trace(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in found["data"] if one.get("name") == name)


def texts(found: dict[str, Any]) -> list[str]:
    return [one["text"] for one in found["layout"]["annotations"]]


@pytest.mark.parametrize("look", [LIGHT, DARK, Look("dark", bold=True)], ids=["light", "dark", "for a room"])
@pytest.mark.parametrize("picture", FIGURES)
@pytest.mark.parametrize("query", STATES.values(), ids=STATES.keys())
def test_plotly_knows_every_word_and_the_still_picture_every_place(query: str, picture: str, look: Look) -> None:
    with np.errstate(all="ignore"):
        made = figure(asked_of(state(query), picture), look)
    told = written(made)
    go.Figure(json.loads(told))
    assert len(told) < ANSWER_BYTES
    drawing = svg(made)
    assert "nan" not in drawing
    assert "inf" not in drawing
    assert "var(" not in drawing


@pytest.mark.parametrize("panel", PLOTS_OF)
@pytest.mark.parametrize("query", STATES.values(), ids=STATES.keys())
def test_the_address_on_the_page_answers_the_figure_on_the_page(query: str, panel: str | None) -> None:
    found = page(query + (f"&panel={panel}" if panel else ""))
    assert list(found.plots) == list(PLOTS_OF[panel])
    for picture, plot in found.plots.items():
        answer = ask("GET", f"{plot.address}&format=plotly&theme=dark")
        assert answer.content == written(figure(asked_of(found.state, picture), DARK))
        assert ask("GET", f"{plot.address}&format=svg").text == svg(figure(asked_of(found.state, picture), LIGHT))
        assert plot.inside
        assert plot.file.startswith(f"softmax-{picture}")


def test_the_page_asks_for_no_more_than_a_picture_needs() -> None:
    plots = page().plots
    assert plots["loss"].address == "/api/softmax?target=0&picture=loss"
    assert "optimizer" not in plots["triangle"].address
    assert page("optimizer=adam(lr=0.1)").plots["loss"].address == plots["loss"].address
    assert "adam" in page("optimizer=adam(lr=0.1)").plots["trail"].address
    assert page("view=projector").plots["loss"].address == "/api/softmax?target=0&picture=loss&view=projector"


def test_the_triangle_of_the_slide() -> None:
    found = drawn("", "triangle")
    assert texts(found) == ["A", "B", "C", "0.105", "0.357", "0.693", "1.39", "2.3", "p"]
    p = trace(found, "p")
    assert (p["marker"]["symbol"], p["marker"]["color"], p["marker"]["size"]) == ("circle", BLUE, 16)
    assert p["text"] == ["p: A 0.659, B 0.242, C 0.099<br>loss 0.417"]
    assert [p["x"][0], p["y"][0]] == pytest.approx(np.array([0.6590, 0.2424, 0.0986]) @ TRIANGLE, abs=1e-4)
    assert found["layout"]["yaxis"]["scaleanchor"] == "x"
    assert found["layout"]["hovermode"] == "closest"
    levels_of = [one for one in found["data"] if str(one.get("name")).startswith("loss")]
    assert {(one["line"]["color"], one["line"]["width"]) for one in levels_of} == {("#8da0b3", 1.2)}


def test_every_answer_of_the_triangle_can_be_read() -> None:
    told = next(one for one in drawn("", "triangle")["data"] if one.get("mode") == "none")
    assert len(told["text"]) == 231
    read = dict(zip(told["text"], zip(told["x"], told["y"], strict=True), strict=True))
    assert read["A 0.5, B 0.25, C 0.25<br>loss 0.693"] == pytest.approx((0.5, 0.433013), abs=1e-6)
    assert "A 0, B 0.5, C 0.5<br>loss ∞" in read


def test_the_way_taken_is_solid_and_the_way_to_come_dotted() -> None:
    found = drawn("steps=3", "triangle")
    ways = [one for one in found["data"] if "customdata" in one]
    assert [one["line"]["dash"] for one in ways] == ["1.5px,3.5px", "solid"]
    assert [row[0] for row in ways[1]["customdata"]] == [0, 1, 2, 3]
    assert ways[1]["customdata"][1] == pytest.approx([1, 0.248], abs=5e-4)
    assert ways[0]["x"][0] == ways[1]["x"][-1] == trace(found, "p")["x"][0]


def test_the_arrow_points_where_one_step_leads() -> None:
    found = drawn("", "triangle")
    head = next(one["marker"] for one in found["data"] if "angle" in one.get("marker", {}))
    way = next(one for one in found["data"] if "customdata" in one)
    across, up = way["x"][1] - way["x"][0], way["y"][1] - way["y"][0]
    assert head["symbol"] == "triangle-up"
    assert np.radians(head["angle"]) == pytest.approx(np.arctan2(across, up), abs=1e-3)


@pytest.mark.parametrize("steps", [0, 2, 4, 6, 30])
def test_the_arrow_does_not_leave_the_triangle(steps: int) -> None:
    heads = [one for one in drawn(f"steps={steps}", "triangle")["data"] if "angle" in one.get("marker", {})]
    assert len(heads) == (steps < 6)  # near a corner there is no room for one
    for head in heads:
        assert (weights_at(np.array([head["x"][0], head["y"][0]]), TRIANGLE) > 0).all()


@pytest.mark.parametrize(("classes", "names"), [(2, ["A", "B"]), (3, ["A", "B", "C"]), (5, ["A", "C", "other 3"])])
def test_answers_of_any_number_of_classes_have_a_picture(classes: int, names: list[str]) -> None:
    query = SoftmaxQuery(logits=(3.0, 0.0, 2.0, -1.0, -2.0)[:classes], target=0)
    found = json.loads(written(figure(query, LIGHT)))
    assert texts(found)[: len(names)] == names
    assert "loss" in next(one for one in found["data"] if one.get("mode") == "none")["text"][1]


@pytest.mark.parametrize("true", [0, 1, 2])
@pytest.mark.parametrize("gamma", [0.0, 2.0])
def test_straight_lines_join_answers_of_one_loss(true: int, gamma: float) -> None:
    weight = [1.0, 2.0, 3.0]
    found = cross_entropy(np.zeros(3), true, gamma=gamma, class_weight=weight)
    for level in equal_losses(found, [0, 1, 2]):
        for x, y in level.line.tolist():
            p = shares(x, y, 3)[true]
            assert -weight[true] * (1 - p) ** gamma * np.log(p) == pytest.approx(level.loss, abs=1e-2)


def test_curves_beside_soft_labels_join_answers_of_one_loss() -> None:
    y = np.array([0.5, 0.3, 0.2])
    for level in curved(tuple(y.tolist()), 0.0):
        p = np.linalg.solve(np.vstack([TRIANGLE.T, np.ones(3)]), np.vstack([level.line.T, np.ones(len(level.line))]))
        inside = p[:, p.min(axis=0) > 0.02]
        assert inside.size > 30
        assert np.abs(-y @ np.log(inside) - level.loss).max() < 0.03


def test_soft_labels_are_told_by_numbers_that_do_not_run_into_each_other() -> None:
    found = drawn("labels=0.7,0.2,0.1", "triangle")
    assert len([one for one in found["data"] if str(one.get("name")).startswith("loss")]) == 5
    places = [(one["x"], one["y"]) for one in found["layout"]["annotations"][3:-1]]
    for i, (x, y) in enumerate(places):
        assert all(abs(x - a) > 0.14 or abs(y - b) > 0.07 for a, b in places[:i])


def test_the_loss_over_p_of_the_slide() -> None:
    found = drawn("", "loss")
    curve = trace(found, "loss")
    x, y = np.array(curve["x"]), np.array(curve["y"])
    assert y[x > 1e-9] == pytest.approx(-np.log(x[x > 1e-9]), rel=1e-5, abs=1e-5)
    assert (curve["line"]["color"], curve["line"]["width"]) == (INK, 2)
    assert curve["hovertemplate"] == "loss %{y:.4~g}, slope %{text}<extra></extra>"
    assert curve["text"][int(np.argmin(np.abs(x - 0.5)))] == "−1.99"
    assert texts(found) == ["0.417 at p = 0.659", "sure and wrong: steep", "probability given to A"]
    assert found["layout"]["xaxis"]["range"] == [0, 1]
    assert found["layout"]["yaxis"]["range"] == [0, 4]
    ticks = dict(zip(found["layout"]["yaxis"]["tickvals"], found["layout"]["yaxis"]["ticktext"], strict=True))
    assert [ticks[k] for k in range(5)] == ["0", "1", "2", "3", "4"]
    (foot,) = found["layout"]["shapes"]
    assert (foot["x0"], foot["x1"], foot["y0"], foot["y1"]) == pytest.approx((0.659, 0.659, 0, 0.417), abs=1e-3)


def test_the_tangent_touches_the_curve_with_its_slope() -> None:
    tangent = trace(drawn("p=0.5,0.3,0.2", "loss"), "tangent")
    (x1, x2), (y1, y2) = tangent["x"], tangent["y"]
    assert ((x1 + x2) / 2, (y1 + y2) / 2) == pytest.approx((0.5, np.log(2)), abs=1e-4)
    assert (y2 - y1) / (x2 - x1) == pytest.approx(-2, rel=1e-3)
    assert tangent["line"] == {"color": BLUE, "width": 2, "dash": "6px,4px"}


@pytest.mark.parametrize(("query", "top"), [("z=0,5,0", 8), ("z=0,12,0", 16), ("z=0,100,0", 160), ("z=0,5000,0", 800)])
def test_a_large_loss_gets_a_higher_frame_and_beyond_it_an_arrow(query: str, top: float) -> None:
    found = drawn(query, "loss")
    assert found["layout"]["yaxis"]["range"] == [0, top]
    beyond = query == "z=0,5000,0"
    assert found["data"][2]["marker"]["symbol"] == ("triangle-up" if beyond else "circle")
    assert found["data"][2]["y"][0] <= top


def test_the_trail_marks_the_steps_and_dots_those_to_come() -> None:
    found = drawn("steps=3", "trail")
    taken, ahead = trace(found, "taken"), trace(found, "to come")
    assert (taken["line"]["dash"], ahead["line"]["dash"]) == ("solid", "1.5px,4px")
    assert taken["x"] == [0, 1, 2, 3]
    assert ahead["x"] == [3, 4, 5, 6, 7, 8, 9, 10]
    assert taken["y"][:2] == pytest.approx([0.417, 0.248], abs=5e-4)
    assert [one["marker"]["size"] for one in found["data"][2:]] == [5.2, 9]
    axis = found["layout"]["xaxis"]
    assert {"0", "2", "10"} <= set(axis["ticktext"])
    assert not any("." in text or "−" in text for text in axis["ticktext"])


def test_of_many_steps_only_the_first_and_the_last_are_marked() -> None:
    assert drawn("steps=100", "trail")["data"][2]["x"] == [0, 100]


def test_for_a_room_type_and_lines_are_larger() -> None:
    small, large = drawn("", "loss"), drawn("", "loss", Look(bold=True))
    assert large["data"][0]["line"]["width"] == 1.8 * small["data"][0]["line"]["width"]
    assert large["layout"]["font"]["size"] == 1.8 * small["layout"]["font"]["size"]


def test_the_page_s_own_picture_has_the_page_s_own_colours() -> None:
    made = figure(asked_of(state(""), "triangle"), PAGE)
    assert made["data"][0]["fillcolor"] == "var(--surface)"
    assert "0.357" in page().plots["triangle"].inside
