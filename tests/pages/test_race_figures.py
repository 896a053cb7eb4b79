"""What the pictures of a race hold, before any browser draws them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from app.core.descent.walk import race, run
from app.core.numerals import decimal
from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import SURFACES, Beale
from app.web.figures.style import LIGHT
from app.web.races.figure import area_of, figure, filled, moving, taken
from app.web.races.losses import LINE, SIZE, scale_of, spread
from app.web.races.names import names_of
from app.web.races.page import OptimizersPage
from app.web.races.parts import curvature
from app.web.races.query import RaceQuery
from app.web.races.scents import scent, span
from app.web.surfaces.figure import landscape
from app.web.surfaces.window import HEIGHT, WIDTH, window
from tests.web.client import ask

NAMES = list(SURFACES)
RAVINE = {"surface": "quadratic(kappa=50)", "run": ["sgd(lr=0.041)"], "steps": 100}


def asked(**state: Any) -> RaceQuery:
    return RaceQuery.model_validate(state)


def names_in(told: dict[str, Any], look: str = "moves") -> list[dict[str, Any]]:
    """The names of runs beside their points."""
    return [one for one in told["layout"]["annotations"] if one.get("name") == look and one["text"] != "start"]


def points_in(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Where the runs are: the last trace of each."""
    runs = [one for one in told["data"] if isinstance(one.get("meta", {}).get("moves"), int)]
    return list({one["meta"]["moves"]: one for one in runs}.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_heights_of_a_landscape_stand_free_of_each_other(name: str) -> None:
    surface = SURFACES[name]()
    shown = window(surface, surface.start)
    told = landscape(surface, shown, LIGHT)
    assert 4 <= sum(one.get("fill") == "toself" for one in told["data"]) <= 40
    heights = [one for one in told["layout"]["annotations"] if "name" not in one]
    assert heights
    places = [(shown.across(one["x"]), shown.down(one["y"])) for one in heights]
    for i, (x, y) in enumerate(places):
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT
        assert all(abs(x - a) > 58 or abs(y - b) > 24 for a, b in places[:i])


@pytest.mark.parametrize("name", NAMES)
def test_both_axes_have_one_scale_unless_the_height_is_stretched(name: str) -> None:
    surface = SURFACES[name]()
    shown = window(surface, surface.start)
    assert shown.stretch == pytest.approx(1.0, abs=1e-3) or shown.stretch > 1.5
    assert shown.inside(*surface.start)
    axis = landscape(surface, shown, LIGHT)["layout"]["yaxis"]
    assert (axis["scaleanchor"], axis["scaleratio"]) == ("x", shown.stretch)


@pytest.mark.parametrize("name", ["beale", "rosenbrock", "himmelblau", "rastrigin", "quadratic(kappa=50)"])
@pytest.mark.parametrize("step", [0, 5, 12, 34, 60, 100, 240])
def test_names_of_a_race_cover_no_point_and_not_each_other(name: str, step: int) -> None:
    """As far as there is room: names of runs that stand in one place are only kept apart from each other."""
    query = asked(surface=name, step=step)
    told, area = figure(query, LIGHT), area_of(query.window)
    points = [area.px(one["x"][0], one["y"][0]) for one in points_in(told)]
    boxes = filled(query, area)
    for one in names_in(told):
        text = re.sub("<.*?>", "", one["text"])
        x, y = area.px(one["x"], one["y"])
        left = x + one["xshift"] - {"left": 0, "center": 0.5, "right": 1}[one["xanchor"]] * 8.6 * len(text)
        boxes.append((left, y - one["yshift"] - 10, left + 8.6 * len(text), y - one["yshift"] + 10))
    covers = [(box, p) for box in boxes[-4:] for p in points if box[0] < p[0] < box[2] and box[1] < p[1] < box[3]]
    assert covers == []
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert not any(left < b[2] and right > b[0] and top < b[3] and bottom > b[1] for b in boxes[:i])


def test_a_point_outside_is_held_at_the_edge_and_says_where_it_is() -> None:
    query = asked(**RAVINE, step=95)
    told = figure(query, LIGHT)
    (point,), area = points_in(told), area_of(query.window)
    x, y = area.px(point["x"][0], point["y"][0])
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT
    assert point["marker"]["symbol"] == "triangle-up"
    (name,) = names_in(told)
    (path,) = race(query.run, query.conditions)
    assert abs(path.y[95]) > query.window.top
    assert name["text"] == f"<b>SGD</b> {decimal(float(path.value[95]))}"
    assert point["marker"]["angle"] == (0 if path.y[95] > 0 else 180)


@pytest.mark.parametrize("downs", [[10.0, 10.0, 10.0], [0.0, 97.0, 98.0, 99.0], [0.0, 50.0, 170.0], [50.0]])
def test_names_beside_the_cursor_keep_apart_and_in_order(downs: list[float]) -> None:
    limit = SIZE[1] - LINE / 3
    places = spread(sorted(downs), LINE, limit)
    assert all(b - a >= LINE - 1e-9 for a, b in pairwise(places))
    assert places[-1] <= limit


@pytest.mark.parametrize("step", [0, 34, 60, 240])
def test_names_beside_the_cursor_tell_the_losses_and_stand_in_their_order(step: int) -> None:
    query = asked(step=step, picture="losses")
    told, runs = figure(query, LIGHT), race(query.run, query.conditions)
    low, high = told["layout"]["yaxis"]["range"]
    names = names_in(told)
    places = {one["text"]: SIZE[1] * (high - one["y"]) / (high - low) - one["yshift"] for one in names}
    losses = {name: float(run.value[step]) for name, run in zip(names_of(query.run), runs, strict=True)}
    assert places.keys() == {f"<b>{name}</b> {decimal(loss)}" for name, loss in losses.items()}
    order = sorted(losses.items(), key=lambda pair: -pair[1])
    kept = [places[f"<b>{name}</b> {decimal(loss)}"] for name, loss in order]
    assert all(b - a >= LINE - 1e-6 or losses[order[0][0]] == losses[order[-1][0]] for a, b in pairwise(kept))


def test_the_scale_of_losses_stands_still_while_a_rate_moves() -> None:
    ends = set()
    for rate in (0.001, 0.03, 0.04):
        query = asked(run=[f"sgd(lr={rate})"])
        scale = scale_of(query, [run(query.run[0], query.conditions)])
        ends.add((scale.bottom, scale.top))
    assert ends == {(-4, 2)}


def test_the_scale_of_losses_reaches_down_to_where_they_are() -> None:
    for steps in (100, 240, 1000, 4000):
        query = asked(run=["sgd(lr=0.03)"], steps=steps)
        (path,) = race(query.run, query.conditions)
        scale = scale_of(query, [path])
        assert scale.log
        assert 10.0**scale.bottom <= path.value[path.value > 0].min()


def test_a_path_is_told_by_the_points_of_the_core_up_to_its_step_and_beyond() -> None:
    query = asked(surface="beale", run=["sgd(lr=0.01)", "adam"], step=20, steps=60)
    told, runs = figure(query, LIGHT), race(query.run, query.conditions)
    for line in moving(query, runs):
        mine = [one for one in told["data"] if one.get("meta", {}).get("moves") == line.index]
        coming, halo, past, marks, point = mine
        assert coming["x"].tolist() == runs[line.index].x[20:].tolist()
        for one in (halo, past):
            assert (one["x"].tolist(), one["y"].tolist()) == (line.x[:21].tolist(), line.y[:21].tolist())
        assert past["customdata"].tolist() == list(range(21))
        assert marks["x"].tolist() == line.x[[1] if line.index else [1, 3, 5, 8, 13]].tolist()  # those with room
        assert (point["x"], point["y"]) == ([line.x[20]], [line.y[20]])


def test_no_name_covers_the_start_or_a_star() -> None:
    query = asked()
    assert taken(query, area_of(query.window))[0] == area_of(query.window).px(*Beale.start)
    assert len(taken(query, area_of(query.window))) == 2


def test_a_scent_is_hatched_where_the_run_blows_up_and_ticked_at_the_edge() -> None:
    query = RaceQuery.model_validate({"surface": "quadratic(kappa=50)", "run": ["sgd"], "steps": 150})
    optimizer = query.run[0]
    low, high = span(query.conditions, optimizer)
    found = scent(optimizer, query.conditions, low, high)
    assert found.tick is not None
    edge = low * (high / low) ** (found.tick / 1000)
    assert edge == pytest.approx(0.04, rel=1e-3)
    ((start, width),) = found.hatched
    assert start == pytest.approx(found.tick, abs=25)
    assert start + width == pytest.approx(1000)


def test_two_of_a_kind_are_told_apart_by_what_differs() -> None:
    read = OPTIMIZERS.read
    assert names_of([read("sgd(lr=0.1)"), read("sgd(lr=0.2)"), read("adam")]) == ["SGD 0.1", "SGD 0.2", "Adam"]


def test_the_curvature_says_when_a_rate_is_above_the_edge() -> None:
    surface = SURFACES.read("quadratic(kappa=50)")
    above = curvature(surface, OPTIMIZERS.read("sgd"), 0.041, 1.0, 1.0)
    assert (above.steepest, above.flattest, above.ratio, above.edge, above.above) == ("50", "1", "50", "0.04", True)
    below = curvature(surface, OPTIMIZERS.read("momentum(rho=0.9)"), 0.041, 1.0, 1.0)
    assert (below.edge, below.formula, below.above) == ("0.076", "2 (1 + ρ)/L", False)  # its own, not that of SGD
    unknown = curvature(surface, OPTIMIZERS.read("adam"), 5.0, 1.0, 1.0)
    assert (unknown.edge, unknown.formula, unknown.above) == ("0.04", "", False)


def test_the_edge_is_that_of_the_rate_the_schedule_gives() -> None:
    told = {"surface": "quadratic(kappa=50)", "run": ["sgd(lr=0.05)"], "schedule": "exponential(gamma=0.9)"}
    above = [OptimizersPage(RaceQuery.model_validate({**told, "step": k})).focused.curvature.above for k in range(5)]
    assert above == [True, True, True, True, False]  # 0.05, 0.05, 0.045, 0.0405, 0.03645 against 2/50


def test_the_python_of_a_race_runs_to_the_same_numbers() -> None:
    page = OptimizersPage(RaceQuery.model_validate({"noise": 0.5, "seed": 3, "schedule": "cosine", "steps": 40}))
    told = next(copy.text for copy in page.copies if copy.name == "Python, without the server")
    names: dict[str, object] = {}
    exec(told, names)  # our own text: it is what a reader pastes
    ours = names["runs"]
    assert isinstance(ours, list)
    assert [one.value.tolist() for one in ours] == [one.value.tolist() for one in page.runs]


def test_the_lit_lines_of_the_loop_are_those_explained() -> None:
    page = OptimizersPage(RaceQuery.model_validate({"run": ["momentum(lr=0.01,rho=0.9)"]}))
    lit = [page.focused.code[i].strip() for i in sorted(page.focused.lit)]
    assert lit == ["vx = rho * vx + dx", "x -= learning_rate * vx"]
    assert re.match(r"v ← ρ v \+ g = ", str(page.focused.explained[0]))


@pytest.mark.parametrize(
    "more", ["steps=180", "steps=400", "steps=400&step_low=100&step_high=220", "steps=1500&step=1500"]
)
def test_a_race_down_to_the_smallest_floats_has_a_page(more: str) -> None:
    told = ask("GET", f"/optimizers?surface=sphere&run=sgd(lr=0.4)&{more}")
    assert told.status_code == 200
    assert "10⁻²⁰⁰" in told.text
