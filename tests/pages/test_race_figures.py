"""What the pictures of a race hold, before any browser draws them."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest

from app.core.descent.walk import run
from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import SURFACES, Beale, Saddle
from app.web.races.losses import apart, losses
from app.web.races.page import OptimizersPage
from app.web.races.parts import curvature, names_of
from app.web.races.paths import paths
from app.web.races.query import RaceQuery
from app.web.races.scents import scent, span
from app.web.surfaces.landscape import landscape, levels, signed_levels
from app.web.surfaces.window import HEIGHT, WIDTH, window

NAMES = list(SURFACES)


@pytest.mark.parametrize("name", NAMES)
def test_a_landscape_is_small_and_its_heights_stand_free(name: str) -> None:
    surface = SURFACES[name]()
    drawn = landscape(surface, surface.start)
    assert 4 <= len(drawn.levels) <= 40
    assert sum(len(level.area) for level in drawn.levels) < 60_000
    assert len(drawn.heights) >= 1
    for i, one in enumerate(drawn.heights):
        assert 0 < one.x < WIDTH
        assert 0 < one.y < HEIGHT
        assert all(abs(one.x - other.x) > 58 or abs(one.y - other.y) > 24 for other in drawn.heights[:i])


@pytest.mark.parametrize("name", NAMES)
def test_both_axes_have_one_scale_unless_the_height_is_stretched(name: str) -> None:
    surface = SURFACES[name]()
    shown = window(surface, surface.start)
    assert shown.stretch == pytest.approx(1.0) or shown.stretch > 1.5
    assert shown.inside(*surface.start)


def test_levels_are_half_a_decade_apart_above_the_minimum() -> None:
    z = np.geomspace(1e-6, 1e3, 1000).reshape(20, 50) - 5.0
    found = levels(z, -5.0)
    ratios = [(b + 5) / (a + 5) for (a, _), (b, _) in pairwise(found)]
    assert ratios == pytest.approx([10**0.5] * len(ratios))
    assert all(kind == ("decade" if round(2 * np.log10(height + 5)) % 2 == 0 else "half") for height, kind in found)


def test_levels_of_a_saddle_are_alike_on_both_sides_of_zero() -> None:
    z = Saddle().value(np.linspace(-2, 2, 41)[None, :], np.linspace(-2, 2, 41)[:, None])
    heights = [height for height, _ in signed_levels(z)]
    assert 0.0 in heights
    assert sorted(-height for height in heights) == pytest.approx(heights)


def test_names_of_a_race_cover_neither_points_nor_each_other() -> None:
    query = RaceQuery()
    page = OptimizersPage(query.model_copy(update={"step": 12}))
    drawn = paths(page.window, page.runs, page.names, 12, [])
    boxes = []
    for name, path in zip(page.names, drawn, strict=True):
        left = path.name.x - {"start": 0, "middle": 0.5, "end": 1}[path.name.anchor] * 8.6 * len(name)
        boxes.append((left, path.name.y - 10, left + 8.6 * len(name), path.name.y + 10))
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert not any(left < path.x < right and top < path.y < bottom for path in drawn)
        assert not any(left < b[2] and right > b[0] and top < b[3] and bottom > b[1] for b in boxes[:i])


def test_a_point_outside_is_held_at_the_edge_and_says_where_it_is() -> None:
    query = RaceQuery.model_validate({"surface": "quadratic(kappa=50)", "run": ["sgd(lr=0.041)"], "steps": 100})
    page = OptimizersPage(query.model_copy(update={"step": 95}))
    ((_, path),) = page.paths
    assert path.turn is not None
    assert 0 < path.x < WIDTH
    assert 0 < path.y < HEIGHT


@pytest.mark.parametrize("downs", [[10.0, 10.0, 10.0], [98.0, 99.0, 97.0], [0.0, 50.0, 100.0], [50.0]])
def test_names_beside_the_cursor_keep_apart_and_in_order(downs: list[float]) -> None:
    places = apart(downs)
    order = sorted(range(len(downs)), key=lambda i: downs[i])
    assert all(places[b] - places[a] > 9.9 for a, b in pairwise(order))
    assert max(places) <= 100


def test_the_scale_of_losses_stands_still_while_a_rate_moves() -> None:
    surface = Beale()
    panels = set()
    for rate in (0.001, 0.03, 0.04):
        query = RaceQuery.model_validate({"run": [f"sgd(lr={rate})"]})
        runs = [run(query.run[0], query.conditions)]
        panel = losses(surface, runs, 240, 10, [None]).panel
        panels.add((panel.bottom, panel.top))
    assert panels == {(-4, 2)}


def test_a_scent_is_hatched_where_the_run_blows_up_and_ticked_at_the_edge() -> None:
    query = RaceQuery.model_validate({"surface": "quadratic(kappa=50)", "run": ["sgd"], "steps": 150})
    optimizer = query.run[0]
    low, high = span(query.surface, optimizer)
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
    above = curvature(surface, OPTIMIZERS.read("sgd(lr=0.041)"), 1.0, 1.0)
    assert (above.steepest, above.flattest, above.ratio, above.limit, above.above) == ("50", "1", "50", "0.04", True)
    assert not curvature(surface, OPTIMIZERS.read("momentum(lr=0.041)"), 1.0, 1.0).above


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
