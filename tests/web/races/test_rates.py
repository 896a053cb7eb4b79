"""The schedule of a race as a curve with its knobs: its numbers are the core's, and every schedule is a link away."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlparse

import numpy as np
import pytest

from app.core.schedules import SCHEDULES
from app.web.figures.style import LIGHT
from app.web.page.widgets import Slider
from app.web.races.figure import figure
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery
from app.web.races.rates import envelope
from tests.web.client import ask, strict_json

CHANGING = [name for name in SCHEDULES if name != "constant"]
CLIFF = "run=sgd(lr=0.05)&run=momentum(lr=0.05,rho=0.9)&x=1.2&y=1.3&question=cliff"


def query(**state: Any) -> RaceQuery:
    return RaceQuery.model_validate(state)


def html(told: str) -> str:
    return unescape(ask("GET", f"/optimizers?{told}", headers={"Accept": "text/html"}).text)


def panel(told: str) -> str:
    found = re.search(r'<section class="schedule".*?</section>', html(told), re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("steps", [1, 2, 7, 240])
@pytest.mark.parametrize("name", SCHEDULES)
def test_the_curve_is_the_rate_of_each_step(name: str, steps: int) -> None:
    schedule, focus = SCHEDULES[name](), 1
    asked = query(schedule=name, steps=steps, focus=focus, picture="rates")
    curve, dot = figure(asked, LIGHT)["data"]
    lr = asked.run[focus].lr
    assert curve["x"].tolist() == list(range(1, steps + 1))
    assert curve["y"].tolist() == [lr * schedule.factor(t, steps) for t in range(steps)]
    here = min(34, steps)
    assert (dot["x"], dot["y"]) == ([here], [lr * schedule.factor(here - 1, steps)])


def test_the_curve_in_numbers() -> None:
    told = strict_json(
        ask("GET", "/api/races.plotly?schedule=step(every=2)&steps=5&run=sgd(lr=0.5)&picture=rates").content
    )
    assert told["data"][0]["y"] == [0.5, 0.5, 0.05, 0.05, 0.005]
    assert told["layout"]["yaxis"]["range"] == [0, 0.55]
    picture = ask("GET", "/api/races.svg?schedule=cosine&picture=rates").text
    assert "Learning rate of Adam" in picture


def test_the_drawn_path_passes_through_the_rates() -> None:
    """The path of the page, read back: a rise of the path is a fall of the rate by as much of the axis."""
    asked = query(schedule="polynomial", steps=2, run=["sgd(lr=0.5)"])
    inside = str(OptimizersPage(asked).schedule.drawn.inside)
    path = re.search(r'<path fill="none"[^>]* d="M(\d+) (\d+)l(\d+) (\d+)"', inside)
    assert path is not None
    x, y, across, down = map(int, path.groups())
    shares = [1 - y / 4000, 1 - (y + down) / 4000]
    assert shares == pytest.approx([0.5 / 0.55, 0.25 / 0.55], abs=1 / 4000)
    assert [x / 4000, (x + across) / 4000] == [0.5, 1]


def test_before_the_first_step_it_is_at_the_first_rate() -> None:
    dot = figure(query(schedule="linear_warmup", picture="rates", step=0), LIGHT)["data"][1]
    assert (dot["x"], dot["y"]) == ([1.0], [0.45 * 0.25])


def test_of_a_long_run_every_turn_is_drawn() -> None:
    asked = query(schedule="cyclic(half=3,floor=0.1)", steps=10_000, run=["sgd(lr=0.1)"], picture="rates")
    curve = figure(asked, LIGHT)["data"][0]
    assert 400 < len(curve["x"]) <= 502
    parts = np.array_split(curve["y"], 50)
    assert all((part.min(), part.max()) == pytest.approx((0.01, 0.1)) for part in parts)
    assert envelope(np.array([3.0, 1.0, 2.0]), 500).tolist() == [0, 1, 2]


@pytest.mark.parametrize("name", CHANGING)
def test_a_schedule_that_changes_has_a_curve_and_a_slider_and_a_box_for_each_knob(name: str) -> None:
    found, knobs = panel(f"schedule={name}"), SCHEDULES[name].knobs()
    for kind in ("range", "number"):
        told = re.findall(rf'<input type="{kind}"[^>]*data-row="schedule"\s+data-knob="(\w+)"', found)
        assert told == [knob.name for knob in knobs]
    bounds = re.findall(r'class="box" data-row="schedule"[^>]*min="([^"]+)"\s+max="([^"]+)"[^>]*value="([^"]+)"', found)
    assert [tuple(map(float, one)) for one in bounds] == [(knob.low, knob.high, knob.default) for knob in knobs]
    assert f"<b>{SCHEDULES[name].title}</b>" in found


def test_a_constant_rate_has_no_panel_but_a_choice() -> None:
    assert panel("") == ""
    assert panel("schedule=constant") == ""
    select = re.search(r'<select id="schedule".*?</select>', html("schedule=constant"), re.DOTALL)
    assert select is not None
    choices = re.findall(r'<option value="([^"]+)"(\s+selected)?>([^<]+)<', select[0])
    assert [(SCHEDULES.read(text), bool(chosen), title) for text, chosen, title in choices] == [
        (entry(), name == "constant", entry.title) for name, entry in SCHEDULES.items()
    ]


def test_every_schedule_is_a_link_that_keeps_the_rest() -> None:
    links = re.findall(r'<a href="(/optimizers[^"]*)"( aria-current="true")?><svg.*?</svg>([^<]+)</a>',
                       panel("surface=booth&steps=90&schedule=step(every=20,gamma=0.5)&step=7"), re.DOTALL)  # fmt: skip
    assert [title for *_, title in links] == [entry.title for entry in SCHEDULES.values()]
    for (url, current, _), (name, entry) in zip(links, SCHEDULES.items(), strict=True):
        told = {key: value[0] for key, value in parse_qs(urlparse(url).query).items()}
        chosen = told.pop("schedule", "constant")
        assert told == {"surface": "booth", "steps": "90", "step": "7"}
        assert bool(current) == (name == "step")
        assert SCHEDULES.read(chosen) == (SCHEDULES.read("step(every=20,gamma=0.5)") if current else entry())


def test_the_words_say_the_rate_of_the_step_in_focus() -> None:
    found = panel("schedule=step(every=20)&step=41&focus=0")
    assert "step 41: α = 0.03 · 0.01 = 0.0003" in found
    assert "Learning rate of SGD under Steps: 0.03 at step 1, 3 × 10⁻¹³ at step 240." in found
    told = OptimizersPage(query(schedule="step(every=20)")).summary[0]
    assert (
        "Schedule: Steps; each learning rate is what is set times a factor, 1 at step 1 and 10⁻¹¹ at"
        in told.replace("1 × ", "")
    )
    assert "Schedule" not in OptimizersPage(query()).summary[0]


def test_a_slider_of_a_knob_that_may_be_0_moves_over_decades_from_there() -> None:
    def knob(schedule: str) -> Slider:
        return OptimizersPage(query(schedule=schedule)).schedule.knobs[0]

    usual = knob("inverse_time")
    places = usual.places.split(" ")
    assert (places[0], places[1], places[-1], len(places)) == ("0", "0.001", "100", 101)
    assert (usual.low, usual.high, usual.least, usual.most, usual.text) == ("0", "100", "0", "100", "0.1")
    assert float(places[int(usual.position)]) == pytest.approx(0.1, rel=0.07)
    assert knob("inverse_time(decay=0)").position == "0"
    assert knob("inverse_time(decay=100)").position == "100"
    assert (knob("exponential").low, knob("exponential").high, knob("exponential").places) == ("0", "1", "")


@pytest.mark.parametrize("surface", ["beale", "rosenbrock", "saddle"])
@pytest.mark.parametrize("run", ["sgd(lr=0.05)", "sgd(lr=100)", "momentum(lr=100,rho=0.99)"])
@pytest.mark.parametrize("steps", [1, 300])
def test_a_cliff_beside_the_picture_is_told_too(surface: str, run: str, steps: int) -> None:
    there = {"surface": surface, "question": "cliff", "run": run, "x": 4, "y": 4, "steps": steps}
    window = {"x_low": -4, "x_high": -3.9, "y_low": -4, "y_high": -3.9}
    for query in (there, there | window):
        assert ask("GET", "/optimizers", params=query).status_code == 200


def test_on_a_cliff_the_clipped_run_goes_on_where_the_other_is_thrown_out() -> None:
    held, free = (OptimizersPage(query(**{**{key: value[0] if key != "run" else value for key, value in
                  parse_qs(CLIFF).items()}, "clip_norm": bound})) for bound in (1, 0))  # fmt: skip
    assert held.answer is not None
    assert free.answer is not None
    assert (held.answer.number, held.answer.equals) == ("164", "steps, clipped")
    assert held.runs[0].ending.arrived == 164
    assert (free.runs[0].ending.outcome, free.runs[0].ending.step) == ("diverged", 4)
    thrown = "SGD blows up at step 4: on the wall its gradient is 74.6 long, and one step leads 3.73 away."
    assert held.answer.words == (
        f"Unclipped, {thrown}",
        "Gradients are clipped: their length at 1. SGD is within 0.05 of the minimum from step 164 on.",
    )
    assert (free.answer.number, free.answer.words[0]) == ("step 4", thrown)
    slope = np.hypot(*held.surface.gradient(1.2, 1.3))
    assert (slope, 0.05 * slope) == pytest.approx((74.6, 3.73), rel=1e-3)


def test_a_small_rate_needs_no_clipping() -> None:
    found = OptimizersPage(query(run=["sgd(lr=0.01)"], x=1.2, y=1.3, question="cliff", clip_norm=1)).answer
    assert found is not None
    assert (found.number, found.equals) == ("no", "need of clipping for SGD")


def test_under_a_falling_rate_the_noise_settles_and_at_a_constant_one_it_does_not() -> None:
    told = {"surface": "quadratic(kappa=1)", "run": ["sgd(lr=0.3)"], "x": -6, "y": 3, "steps": 400, "noise": 1,
            "seeds": 20, "question": "schedule"}  # fmt: skip
    falls, stays = (
        OptimizersPage(query(**told, schedule=one)).answer for one in ("inverse_time(decay=0.1)", "constant")
    )
    assert falls is not None
    assert stays is not None
    assert (falls.number, falls.equals, stays.number, stays.equals) == (
        "33×",
        "lower floor",
        "0.121",
        "the floor of SGD",
    )
    assert "stays about 0.121 above the minimum, under Inverse time 0.00366 (20 seeds" in falls.words[0]
    body = strict_json(ask("GET", "/api/races?surface=quadratic(kappa=1)&run=sgd(lr=0.3)&x=-6&y=3&steps=400&noise=1"
                       "&seeds=20&schedule=inverse_time(decay=0.1)").content)  # fmt: skip
    assert np.mean(body["runs"][0]["band"]["median"][-100:]) == pytest.approx(0.00366, rel=2e-3)
    assert OptimizersPage(query(**{**told, "noise": 0})).answer is None
