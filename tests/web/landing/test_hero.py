"""The landing page's picture, words and slider against the core, and its picture against the API's."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from pydantic import ValidationError

from app.core.curvature import largest_stable_lr
from app.core.descent.conditions import Conditions
from app.core.descent.walk import run
from app.core.optimizers import SGD
from app.core.surfaces import Quadratic
from app.web.figures.style import DARK, LIGHT, Look
from app.web.figures.written import written
from app.web.landing.figure import SEEN, ground, moves, moving, racing
from app.web.landing.page import PLACES, LandingPage, LandingQuery, others
from tests.web.client import ask, strict_json

ON = Conditions(Quadratic(kappa=50.0), (-9.0, 1.0), 150)
EDGE = largest_stable_lr(50.0) or 0.0
INK, BLUE, RED, PAPER = "#1a1a1a", "#057aff", "#8a1700", "#ffffff"


def page(**state: Any) -> LandingPage:
    return LandingPage(LandingQuery.model_validate(state))


def over(lr: float, company: bool = False, look: Look = LIGHT) -> dict[str, Any]:
    """The runs of a rate, as the page draws them."""
    one = run(SGD(lr=lr), ON)
    runs, names = ((one, *others()), ("SGD", "momentum", "Adam")) if company else ((one,), ("step 21",))
    return racing(moving(runs, names, lr > EDGE), look)


def strokes(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Of each run its colour, width and dash, and the marker of its steps."""
    lines = [one for one in found["data"] if one["mode"] == "lines" and "hovertemplate" in one]
    marks = [one for one in found["data"] if one["mode"] == "markers" and one["marker"]["size"] == 8]
    return [
        (line["line"]["color"], line["line"]["width"], line["line"]["dash"], mark["marker"]["symbol"])
        for line, mark in zip(lines, marks, strict=True)
    ]


def test_alone_the_run_has_the_accent_in_company_its_methods_look_and_is_on_top() -> None:
    assert strokes(over(0.0385)) == [(BLUE, 2, "solid", "circle")]
    assert strokes(over(0.0385, company=True)) == [
        (RED, 2, "solid", "square"), (BLUE, 2, "solid", "diamond"), (INK, 2, "solid", "circle"),
    ]  # fmt: skip


def test_runs_stand_at_step_21_with_marks_at_fibonacci_steps() -> None:
    one = run(SGD(lr=0.0385), ON)
    coming, halo, line, marks, point, start = over(0.0385)["data"]
    assert np.array_equal(line["x"], one.x[:22])
    assert np.array_equal(line["y"], one.y[:22])
    assert np.array_equal(coming["x"], one.x[21:])
    assert halo["line"] == {"color": PAPER, "width": 5.6}
    assert coming["line"] == {"color": BLUE, "width": 1.4, "dash": "1.5px,4px"}
    assert np.array_equal(marks["y"], one.y[[1, 2, 3, 5, 8, 13]])
    assert (point["x"], point["y"], point["marker"]["size"]) == ([one.x[21]], [one.y[21]], 15.4)
    assert (start["x"], start["y"], start["marker"]["size"], start["marker"]["color"]) == ([-9], [1], 9, INK)


def test_a_run_that_blows_up_is_drawn_nine_points_on_and_held_at_the_edge() -> None:
    coming, *_, point, _ = over(0.041)["data"]
    assert len(coming["x"]) == 9
    assert point["marker"]["symbol"] == "triangle-up"
    assert SEEN.bottom < point["y"][0] < SEEN.top
    assert moves(moving((run(SGD(lr=0.041), ON),), ("will blow up",), True))["lines"][0]["last"] == 29


@pytest.mark.parametrize(
    ("lr", "said"),
    [(0.0385, "step 21"), (0.003, "step 21"), (0.0403, "will blow up"), (0.041, "blows up at step 105"),
     (0.05, "blows up at step 13"), (0.08, "blows up at step 5")],
)  # fmt: skip
def test_the_label_says_what_becomes_of_the_run(lr: float, said: str) -> None:
    told = page(lr=lr, edge="known")
    assert told.label == said
    assert page().label == "α = 0.0385, step 21"  # beside a flag that stands elsewhere
    (name,) = (text for text, words in re.findall(r'(class="moves"[^>]*>([^<]*)<)', told.plot.inside) if words)
    assert name.endswith(f">{said}<")


@pytest.mark.parametrize("company", [False, True])
@pytest.mark.parametrize("lr", [0.003, 0.02, 0.0385, 0.0399, 0.0403, 0.041, 0.05, 0.08])
def test_names_stay_inside_the_picture_on_a_phone(lr: float, company: bool) -> None:
    shown = page(lr=lr, show="momentum" if company else None)
    found = strict_json(shown.plot.moving.encode())
    for line in found["lines"]:
        ((step, across, _),) = line["places"]
        end = run(SGD(lr=lr), ON).x[:22][-1]
        wide, at = 8.6 * len(line["name"]), 390 * SEEN.across(end) / 630
        if line["index"] == 0:
            left = at + across - (wide if across < 0 else 0 if across > 0 else wide / 2)
            assert step == 21
            assert left >= 0
            assert left + wide <= 390


def test_heights_are_told_on_their_lines_and_what_is_special_is_said() -> None:
    notes = ground(LIGHT)["layout"]["annotations"]
    heights = [one for one in notes if one["text"] in {"1", "10", "100"}]
    assert {one["text"] for one in heights} >= {"1", "10"}
    for one in heights:
        assert ON.surface.value(one["x"], one["y"]) == pytest.approx(float(one["text"]), rel=0.03)
    said = [(one["text"], one.get("name")) for one in notes if one not in heights]
    assert said == [
        ("minimum (0, 0)", "wide"), ("a valley 50 × steeper across than along; height stretched", "wide"),
        ("50 × steeper across", "narrow"), ("start", None),
    ]  # fmt: skip


def test_the_landscape_has_its_own_window_and_no_ticks() -> None:
    layout = ground(LIGHT)["layout"]
    assert (layout["xaxis"]["range"], layout["yaxis"]["range"]) == ([-10.4, 5.2], [-1.56, 1.56])
    assert layout["xaxis"]["tickvals"] == layout["yaxis"]["tickvals"] == []


@pytest.mark.parametrize("company", [False, True])
def test_its_address_answers_the_same_landscape_and_the_same_runs(company: bool) -> None:
    shown = page(lr=0.03, show="momentum" if company else None)
    answer = strict_json(ask("GET", f"{shown.picture}&format=plotly").content)
    ours = strict_json(written({**ground(LIGHT), "data": [*ground(LIGHT)["data"], *over(0.03, company)["data"]]}))
    assert answer["layout"]["xaxis"]["range"] == [-10.4, 5.2]
    assert answer["layout"]["yaxis"]["range"] == [-1.56, 1.56]

    def lines(told: Any) -> list[Any]:
        drawn = [one for one in told["data"] if one.get("line", {}).get("width") in {2, 2.6} and "hovertemplate" in one]
        return sorted([round(x, 4) for x in one["x"]] for one in drawn)

    assert lines(answer) == lines(ours)
    heights = [sum(one.get("name") in {"half", "decade"} for one in told["data"]) for told in (answer, ours)]
    assert heights[0] == heights[1] > 5
    assert ask("GET", f"{shown.picture}&format=svg").text.startswith("<svg ")


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("lr", [0.0385, 0.08])
def test_plotly_takes_the_figure(lr: float, look: Look) -> None:
    for company in (False, True):
        both = ground(look), over(lr, company, look)
        told = strict_json(written({**both[0], "data": [*both[0]["data"], *both[1]["data"]]}))
        assert len(go.Figure(told).data) == len(told["data"])


def test_the_slider_shows_the_edge_where_the_core_has_it() -> None:
    shown = page()
    places = [float(place) for place in shown.slope.places]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == (0.003, 0.08)
    crossing = next(i for i, place in enumerate(places) if place > EDGE)
    assert abs(100 * crossing / PLACES - shown.slope.edge) <= 100 / PLACES
    settled = [run(SGD(lr=place), ON).ending for place in places]
    blows = [end.outcome != "converged" and end.reason is not None for end in settled]
    assert blows == [place > EDGE for place in places]
    best = min(end.arrived for end in settled if end.arrived is not None)
    assert f"SGD at its best rate after {best} steps" in shown.compared


def test_the_address_is_what_was_seen() -> None:
    assert (page().query, page(lr=0.03).query) == ("", "lr=0.03")
    assert page(lr=0.05).query == "lr=0.05&edge=known"  # who has crossed it knows it
    assert (page(lr=0.05).crossed, page(lr=0.05).blown) == (True, True)
    known = page(lr=0.03, edge="known")
    assert (known.query, known.crossed, known.blown) == ("lr=0.03&edge=known", True, False)
    assert known.other == "/?lr=0.03&edge=known&show=momentum"
    assert page(lr=0.03, show="momentum").other == "/?lr=0.03"
    for wrong in ({"lr": 0.5}, {"edge": "1"}, {"show": "all"}, {"view": "tilted"}):
        with pytest.raises(ValidationError):
            LandingQuery.model_validate(wrong)


def test_why_leads_to_the_reason_with_the_numbers_on_screen() -> None:
    lesson = "/lessons/learning-rate?"
    assert page(lr=0.03).why == f"{lesson}skip=1&beat=why&value=0.03"
    assert page(lr=0.03, flag=0.05).why == f"{lesson}prediction=0.05&beat=why&value=0.03"
    assert page(lr=0.03, flag=0.004).why == f"{lesson}skip=1&beat=why&value=0.03"  # the lesson asks from 0.01 on


def test_the_flag_is_tried_where_it_stands_and_what_became_of_it_is_told() -> None:
    assert (page(flag=0.05).lr, page(flag=0.05).query, page(flag=0.05).crossed) == ("0.05", "lr=0.05&flag=0.05", True)
    assert page(flag=0.05).planted == "You put the flag at 0.05: there it blows up at step 13."
    assert page(flag=0.02).planted == "You put the flag at 0.02: there it still settles."
    assert page(flag=0.0403).planted == "You put the flag at 0.0403: right."
    assert page().planted == ""
    assert page(flag=0.05, edge="known").query == "lr=0.05&flag=0.05"
    assert (
        page(lr=0.03, flag=0.05).flag
        == page(lr=0.05, flag=0.05).flag
        == round(100 * page(lr=0.05).position / PLACES, 2)
    )


def test_the_sentence_says_the_loss_or_why_it_blew_up_and_the_edge_when_it_is_crossed() -> None:
    assert page(lr=0.02).words == "Learning rate 0.02: after 150 steps the loss is 0.0945."
    assert page(lr=0.05).words == (
        "Learning rate 0.05: it blows up at step 13, because lr 0.05 > 2/L = 0.04. The edge is 0.0400 = 2 / 50."
    )
    assert "; lr 0.0403 > 2/L" in page(lr=0.0403).words
