"""The figures of the four panels: every line, marker, tick and text as numbers, and what is made of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.descent.contests import NOISE, RAVINE, SADDLE, SCENES, STEPS, TRAP, Setting, cloud, contest, four, path
from app.web.figures.style import LIGHT, Look
from app.web.four.answer import contests
from app.web.four.figure import figure, moves
from app.web.four.page import PanelsPage
from app.web.four.query import PanelsQuery
from tests.web.client import ask

INK, RED, PAPER = "#1a1a1a", "#8a1700", "#ffffff"
LOOKS = {0: ("SGD", INK, "circle"), 1: ("Momentum", RED, "square")}
WILD: dict[str, Any] = {"alpha": 10.0, "rho": 0.99, "step": STEPS}


def drawn(key: str, look: Look = LIGHT, **state: Any) -> dict[str, Any]:
    return figure(PanelsQuery.model_validate({**state, "picture": key}), look)


def run(found: dict[str, Any], index: int) -> list[dict[str, Any]]:
    """The traces of one method: what is to come, what is older than the tail, halo, line, marks, point."""
    return [trace for trace in found["data"] if trace.get("meta", {}).get("moves") == index]


def texts(found: dict[str, Any]) -> list[str]:
    return [note["text"] for note in found["layout"]["annotations"]]


def seen(axis: dict[str, Any]) -> list[str]:
    """The texts of the ticks that the window shows."""
    low, high = axis["range"]
    places = np.log10(axis["tickvals"]) if axis.get("type") == "log" else axis["tickvals"]
    return [text for at, text in zip(places, axis["ticktext"], strict=True) if low <= at <= high and text]


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("key", [scene.key for scene in SCENES])
def test_each_method_has_its_own_name_colour_and_marker_in_each_panel(key: str, index: int) -> None:
    coming, halo, line, marks, point = run(drawn(key), index)
    name, colour, symbol = LOOKS[index]
    assert (coming["line"], coming["opacity"]) == ({"color": colour, "width": 1.4, "dash": "1.5px,4px"}, 0.5)
    assert halo["line"] == {"color": PAPER, "width": 5.6}
    assert (line["name"], line["line"]) == (name, {"color": colour, "width": 2, "dash": "solid"})
    assert line["hovertemplate"].startswith(f"{name}, step %{{customdata}}<br>")
    assert marks["marker"] == {"symbol": symbol, "size": 8, "color": colour}
    edge = {"color": PAPER, "width": 2}
    assert point["marker"] == {"symbol": symbol, "size": 11, "color": colour, "line": edge}


# The marks that would stand on one before them, of SGD and of Momentum.
CROWDED: dict[str, tuple[set[int], set[int]]] = {
    "ravine": ({2, 3, 5, 8, 21}, set()), "saddle": ({3, 34}, {34}), "trap": ({34}, set()),
}  # fmt: skip


def test_lines_hold_every_step_and_marks_stand_at_fibonacci_numbers_where_there_is_room() -> None:
    for one in (RAVINE, SADDLE, TRAP):
        for index, racer in enumerate(contest(one, Setting()).racers):
            coming, _, line, marks, point = run(drawn(one.key), index)
            core = path(one, racer)
            up = core.value if one is TRAP else core.y
            assert line["customdata"].tolist() == list(range(56))
            assert np.array_equal(line["x"], core.x[:56])
            assert np.array_equal(line["y"], up[:56])
            assert np.array_equal(coming["x"], core.x[55:])
            kept = [k for k in (1, 2, 3, 5, 8, 13, 21, 34) if k not in CROWDED[one.key][index]]
            assert np.array_equal(marks["x"], core.x[kept])
            assert (point["x"], point["y"]) == ([core.x[55]], [up[55]])


def test_a_long_path_is_heavy_only_for_its_last_sixty_steps() -> None:
    coming, old, _, line, _, point = run(drawn("ravine", step=200), 1)
    assert old["customdata"].tolist() == list(range(141))
    assert old["line"] == {"color": RED, "width": 0.8}
    assert line["customdata"].tolist() == list(range(140, 201))
    assert coming["customdata"][0] == 200
    assert point["x"] == [line["x"][-1]]


def test_noise_shows_means_the_middle_half_and_the_floors_of_theory() -> None:
    found, one = drawn("noise"), contest(NOISE, Setting())
    bands = [trace for trace in found["data"] if trace.get("fill")]
    for index, racer in enumerate(one.racers):
        of, (_, _, line, marks, _) = cloud(NOISE, racer), run(found, index)
        assert np.array_equal(line["y"], of.mean[:56])
        assert len(marks["x"]) == 0
        assert bands[index]["y"][:3].tolist() == of.low[[0, 2, 4]].tolist()
        assert bands[index]["y"][-3:].tolist() == of.high[[4, 2, 0]].tolist()
    floors = [(shape["y0"], shape["line"]) for shape in found["layout"]["shapes"] if shape["type"] == "line"]
    assert floors == [
        (pytest.approx(0.1 / (2 * 1.9)), {"color": INK, "width": 1.4, "dash": "dot"}),
        (pytest.approx(0.25675675), {"color": RED, "width": 1.4, "dash": "dot"}),
    ]
    notes = [note for note in found["layout"]["annotations"] if note["text"].startswith("floor")]
    told = [(note["text"], note["font"]["color"], note["yanchor"], note["y"]) for note in notes]
    assert told == [
        ("floor 0.0263", INK, "top", pytest.approx(np.log10(0.1 / 3.8))),
        ("floor 0.257", RED, "bottom", pytest.approx(np.log10(0.25675675))),
    ]


@pytest.mark.parametrize(
    ("key", "across", "up", "named"),
    [
        ("trap", ["−2", "−1", "0", "1"], ["0", "2"], ["loss", "weight x"]),
        ("saddle", ["−2", "−1", "0", "1"], ["−1", "0", "1"], ["weight y", "weight x"]),
        ("ravine", ["−2", "−1", "0", "1"], ["−1", "0", "1"], ["weight y", "weight x"]),
        ("noise", ["0", "100", "200", "300"], ["0.001", "0.01", "0.1", "1", "10", "100"],
         ["loss", "step", "floor 0.0263", "floor 0.257"]),
    ],
)  # fmt: skip
def test_axes_say_what_they_show(key: str, across: list[str], up: list[str], named: list[str]) -> None:
    found = drawn(key)
    assert seen(found["layout"]["xaxis"]) == across
    assert seen(found["layout"]["yaxis"]) == up
    assert texts(found) == named
    room = drawn(key, Look("light", bold=True))
    assert seen(room["layout"]["xaxis"]) == across[:3]  # the axis has its name where the last number would stand


def test_both_minima_of_the_saddle_are_stars_and_starts_are_dots_without_a_ring() -> None:
    stars = [one for one in drawn("saddle")["data"] if one.get("marker", {}).get("symbol") == "star"]
    assert sorted(one["y"][0] for one in stars) == [-1, 1]
    assert [one["marker"]["size"] for one in stars] == [pytest.approx(0.65 * 21)] * 2
    for scene in (SADDLE, RAVINE):
        (start,) = (one for one in drawn(scene.key)["data"] if one.get("name") == "start")
        assert ((start["x"][0], start["y"][0]), start["marker"]["size"]) == (scene.start, 9)
        assert start["marker"]["color"] == INK


def test_the_well_is_seen_from_the_side() -> None:
    earth, edge = drawn("trap")["data"][:2]
    assert np.array_equal(edge["y"], TRAP.surface.value(edge["x"], 0.0))
    assert (edge["x"][0], edge["x"][-1]) == (pytest.approx(-6.3), pytest.approx(6.3))  # as far as a hand may pan
    assert (earth["fill"], earth["fillcolor"], earth["line"]["width"]) == ("toself", "#f6f8fa", 0)


def test_what_is_outside_is_held_at_the_edge_and_points_there() -> None:
    *_, sgd = run(drawn("ravine", **WILD), 0)
    assert (sgd["marker"]["symbol"], sgd["marker"]["angle"]) == ("triangle-up", 180)
    assert -1.232 < sgd["y"][0] < -1.1
    for key in ("trap", "saddle", "ravine", "noise"):
        for index in LOOKS:
            for one in run(drawn(key, **WILD), index):
                assert np.isfinite(np.asarray([one["x"], one["y"]], dtype=float)).all()


def test_one_panel_is_zoomed_the_others_are_as_usual() -> None:
    state: dict[str, Any] = {"zoomed": "saddle", "x_low": -0.5, "x_high": 0.5, "y_low": -0.3, "y_high": 0.3}
    near, usual = drawn("saddle", **state), drawn("saddle")
    assert near["layout"]["xaxis"]["range"] == [-0.5, 0.5]
    assert near["layout"]["yaxis"]["range"] == pytest.approx([-0.30794, 0.30794], abs=1e-5)  # one scale for both axes
    assert seen(near["layout"]["xaxis"]) == ["−0.4", "−0.2", "0", "0.2"]
    for key in ("trap", "ravine", "noise"):
        assert drawn(key, **state)["layout"]["xaxis"]["range"] == drawn(key)["layout"]["xaxis"]["range"]
    far = [max(np.nanmax(np.abs(one["x"])) for one in found["data"] if one.get("fill")) for found in (near, usual)]
    assert far == [pytest.approx(0.95), pytest.approx(4.18)]  # drawn afresh, as far as a hand may pan


def test_the_canvas_is_told_the_looks_and_the_answer_holds_the_numbers_of_the_picture() -> None:
    query = PanelsQuery.model_validate({"step": STEPS})
    told = contests(query).contests
    for one, answer in zip(four(query.setting), told, strict=True):
        looks = moves(one)
        shown = [(line["name"], line["colour"], line["tail"], bool(line["marks"])) for line in looks["lines"]]
        tail, marked = (0, False) if one.panel is NOISE else (60, True)
        assert shown == [("SGD", "sgd", tail, marked), ("Momentum", "momentum", tail, marked)]
        assert looks["origins"] == ([one.panel.start] if one.panel in (SADDLE, RAVINE) else [])
        found = figure(query.model_copy(update={"picture": one.panel.key}), LIGHT)
        for index, result in enumerate(answer.results):
            *_, point = run(found, index)
            assert [result.x[STEPS], result.y[STEPS]] == [point["x"][0], point["y"][0]]


def test_what_does_not_move_is_asked_for_once_whatever_rho_is() -> None:
    def grounds(**state: Any) -> list[str]:
        return [one.plot.address for one in PanelsPage(PanelsQuery.model_validate(state)).panels]

    keys = ["trap", "saddle", "ravine", "noise"]
    assert grounds() == [f"/api/contests?picture={key}" for key in keys]
    assert grounds(rho=0.5, step=9)[:3] == grounds()[:3]
    assert grounds(rho=0.5, step=9)[3] == "/api/contests?picture=noise&rho=0.5"
    zoomed = grounds(zoomed="saddle", x_low=0.0, fair=1)
    assert zoomed[:3] == [grounds()[0], f"{grounds()[1]}&zoomed=saddle&x_low=0", grounds()[2]]


def test_a_download_is_the_picture_as_it_stands() -> None:
    page = PanelsPage(PanelsQuery.model_validate({"rho": 0.5, "step": 9}))
    for one in page.panels:
        (_, picture, file), *_ = one.plot.files
        assert file == f"momentum-{one.key}.svg"
        assert picture == f"/api/contests?picture={one.key}&rho=0.5&step=9&format=svg"
        assert ask("GET", picture).text.startswith("<svg ")
