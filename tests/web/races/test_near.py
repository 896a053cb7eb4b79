"""The last steps of a run from near; dots and marks that can be told apart; the tilted picture's names."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

import numpy as np
import pytest

from app.core.descent.walk import Run, race
from app.core.surfaces import SURFACES, Surface
from app.web.figures.paths import marked, stepped
from app.web.figures.style import Look
from app.web.races.closeups import last_steps
from app.web.races.figure import area_of, figure, moving
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery
from app.web.surfaces.window import Window

LIGHT = Look("light")
LAST = 11  # ten steps lead through so many points


def near(query: RaceQuery, run: Run) -> RaceQuery:
    """The state that the control leads to."""
    return RaceQuery.model_validate({**query.model_dump(), **last_steps(query, run)})


def filled(shown: Window, run: Run) -> tuple[float, float]:
    """Which share of both axes the last steps take."""
    x, y = run.x[-LAST:], run.y[-LAST:]
    return float(np.ptp(x)) / shown.wide, float(np.ptp(y)) / shown.high


def races(steps: int = 240) -> Iterator[RaceQuery]:
    """Every surface with every run in focus in turn."""
    for surface, focus in itertools.product(SURFACES.values(), range(4)):
        yield RaceQuery.model_validate({"surface": surface(), "focus": focus, "steps": steps})


def test_the_last_ten_steps_of_every_run_lie_within_the_axes_and_fill_them() -> None:
    for query in races():
        run = race(query.run, query.conditions)[query.focused]
        there = near(query, run)
        shown, inside = there.window, [*zip(run.x[-LAST:], run.y[-LAST:], strict=True)]
        assert all(shown.inside(x, y) for x, y in inside), (query.query(), shown)
        rest = max(abs(run.x[-1]), abs(run.y[-1]), 1.0) * 1e-11
        if max(np.ptp(run.x[-LAST:]), np.ptp(run.y[-LAST:])) > rest:  # it has not come to rest
            assert 0.7 < max(filled(shown, run)) < 0.9, (query.query(), shown)
        assert there.shown_step == query.steps


@pytest.mark.parametrize("surface", [SURFACES["sphere"](), SURFACES.read("quadratic(kappa=50)")], ids=str)
def test_a_run_that_has_come_to_rest_is_shown_where_it_rests(surface: Surface) -> None:
    query = RaceQuery.model_validate({"surface": surface, "run": ["sgd(lr=0.02)"], "steps": 10_000})
    (run,) = race(query.run, query.conditions)
    shown = near(query, run).window
    assert shown.inside(float(run.x[-1]), float(run.y[-1]))
    assert shown.wide < 1e-9


def test_it_shows_what_was_hidden_lays_flat_what_was_tilted_and_keeps_the_rest() -> None:
    asked = {"hidden": [0, 1], "focus": 1, "view": "tilted", "question": None, "step": 12, "noise": 0.5}
    page = OptimizersPage(RaceQuery.model_validate(asked))
    there = near(page.state, page.runs[1])
    assert (there.hidden, there.view, there.step, there.noise, there.focus) == ((0,), None, 240, 0.5, 1)
    assert page.last_steps == page.link(**last_steps(page.state, page.runs[1]))
    room = RaceQuery.model_validate({"view": "projector"})
    assert near(room, page.runs[3]).view == "projector"


def test_every_step_that_is_seen_from_near_has_a_dot_and_none_where_they_run_together() -> None:
    query = RaceQuery.model_validate({})
    runs = race(query.run, query.conditions)
    there = near(query, runs[3])
    lines, area = moving(there, runs), area_of(there.window)
    assert set(range(241 - LAST, 241)) <= set(stepped(area, lines[-1], 240).tolist())
    assert not any(one.stepped for one in moving(query, runs))
    told = figure(there, LIGHT)["data"]
    (dots,) = (one for one in told if one.get("meta", {}).get("moves") == 3 and one.get("marker", {}).get("size") == 5)
    assert set(runs[3].x[-LAST:].tolist()) <= set(dots["x"].tolist())
    far = area_of(query.window)
    for one in moving(query, runs):
        places = [far.px(float(one.x[k]), float(one.y[k])) for k in range(241)]
        for k in stepped(far, one, 240).tolist():
            gaps = [math.dist(places[k], places[other]) for other in (k - 1, k + 1) if 0 <= other <= 240]
            assert min(gaps) >= 6


def test_no_mark_stands_on_one_before_it_and_each_that_has_room_is_there() -> None:
    for query in races():
        runs, area = race(query.run, query.conditions), area_of(query.window)
        for one in moving(query, runs):
            places = {k: area.px(float(one.x[k]), float(one.y[k])) for k in (1, 2, 3, 5, 8, 13, 21) if k < len(one.x)}
            found = marked(area, one, min(34, len(one.x) - 1))
            for a, b in itertools.combinations(found, 2):
                assert math.dist(places[a], places[b]) >= 12
            for k in places.keys() - set(found):
                if k < len(one.x) - 1:
                    assert min(math.dist(places[k], places[b]) for b in found if b < k) < 12


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_names_in_three_dimensions_stand_on_the_paper_of_the_theme(theme: str) -> None:
    query = RaceQuery.model_validate({"picture": "tilted", "theme": theme, "hidden": [1]})
    told = figure(query, query.look)
    runs = race(query.run, query.conditions)
    assert not any("text" in one for one in told["data"])
    names = told["layout"]["scene"]["annotations"]
    assert [one["text"] for one in names] == ["SGD", "RMSProp", "Adam"]
    paper = {"light": "rgba(255,255,255,0.8)", "dark": "rgba(15,20,25,0.8)"}[theme]
    for one, i in zip(names, (0, 2, 3), strict=True):
        assert (one["bgcolor"], one["font"]["color"]) == (paper, query.look.said(["sgd", "", "rmsprop", "adam"][i]))
        assert (one["x"], one["y"]) == (float(runs[i].x[-1]), float(runs[i].y[-1]))
        ends = next(line["z"] for line in told["data"] if line.get("name") == one["text"])
        assert one["z"] == pytest.approx(math.log10(float(ends[-1])))
