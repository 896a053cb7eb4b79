"""The slider of each rate: it reaches where the run fails, its mark is the theory's, and says by which formula."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from app.core.descent.conditions import Conditions
from app.core.descent.sweeps import sweep
from app.core.descent.walk import run
from app.core.numerals import decimal
from app.core.optimizers import OPTIMIZERS, Momentum
from app.core.surfaces import SURFACES, Quadratic, Surface
from app.web.races.page import OptimizersPage
from app.web.races.query import RaceQuery, tuned
from app.web.races.questions import RACE_QUESTIONS
from app.web.races.scents import CELLS, LONGEST, edge_curvature, scent, span
from tests.web.client import ask

EDGES = {"sgd": "2/L", "momentum": "2(1+ρ)/L", "nesterov": "2(1+ρ)/((1+2ρ)L)", "ema_momentum": "2(1+ρ)/((1-ρ)L)"}


def ends(surface: Surface, name: str, on: Conditions) -> tuple[np.ndarray, np.ndarray]:
    """Of each place of the slider of an optimizer: whether it arrives, and whether it blows up."""
    one = tuned(surface, name)
    found = sweep(one, "lr", np.geomspace(*span(on, one), CELLS), on)
    return np.isfinite(found.arrived), found.diverged


@pytest.mark.parametrize("name", list(OPTIMIZERS))
@pytest.mark.parametrize("question", RACE_QUESTIONS, ids=lambda one: one.name)
def test_a_slider_reaches_from_where_a_run_arrives_to_where_it_fails(name: str, question: object) -> None:
    query = next(one for one in RACE_QUESTIONS if one is question).query()
    surface, on = query.surface, replace(query.conditions, noise=0.0, steps=min(query.steps, LONGEST))
    there, blown = ends(surface, name, on)
    top = span(on, tuned(surface, name))[1]
    if (there.any() and not there[there.argmax() :].all()) or blown.any():
        return  # it arrives, and further up it does not; or it blows up
    beyond = sweep(tuned(surface, name), "lr", np.geomspace(top, 100, 25), on)
    assert not beyond.diverged.any(), "it would blow up beyond the slider's end"
    assert np.isfinite(beyond.arrived).mean() in (0, 1), "it would stop arriving beyond the slider's end"


def test_adam_on_beale_can_be_turned_to_where_it_blows_up() -> None:
    beale = SURFACES["beale"]()
    low, high = span(Conditions(beale, beale.start, 240), tuned(beale, "adam"))
    assert (low, high) == (0.007, 20.0)
    assert run(OPTIMIZERS["adam"](lr=high), Conditions(beale, beale.start, 240)).ending.outcome == "diverged"


@pytest.mark.parametrize("name", list(OPTIMIZERS))
def test_the_mark_stands_at_the_largest_stable_rate_of_its_own_method_and_says_the_formula(name: str) -> None:
    surface = Quadratic(kappa=50.0)
    one = tuned(surface, name)
    on = Conditions(surface, surface.start, 150)
    low, high = span(on, one)
    found = scent(one, on, low, high)
    curvature = edge_curvature(surface)
    assert curvature == 50
    edge = one.largest_stable_lr(curvature)
    assert found.edge == EDGES.get(name, "")
    assert (edge is None) == (name not in EDGES)
    if edge is None or not low < edge < high:
        assert found.tick is None
        return
    assert found.tick == pytest.approx(1000 * np.log(edge / low) / np.log(high / low), abs=0.1)
    for rate, blows in ((0.98 * edge, False), (1.02 * edge, True)):
        end = run(one.with_settings({**one.settings(), "lr": rate}), replace(on, steps=3000)).ending
        assert (end.outcome == "diverged") == blows


def test_the_page_writes_the_formula_at_the_mark() -> None:
    text = ask("GET", "/optimizers?surface=quadratic(kappa=50)&run=sgd(lr=0.03)&run=momentum(lr=0.03)").text
    assert re.findall(r'y="9"[^>]*>([^<]+)</text>', text)[:2] == ["2/L", "2(1+ρ)/L"]
    assert Momentum(lr=0.03).largest_stable_lr(50) == pytest.approx(2 * 1.9 / 50)


def test_the_summary_says_by_which_rule_rates_were_chosen_and_which_one_arrives_soonest() -> None:
    page = OptimizersPage(RaceQuery())
    rule, best = page.rates
    assert "tuned for each landscape from its own start" in rule
    assert "PyTorch’s defaults" in rule
    for chip in page.chips:
        assert chip.scent.soonest is not None
        rate, steps = chip.scent.soonest
        assert f"{chip.title} at {decimal(rate)}, after {steps}" in best
        one = OPTIMIZERS.read(chip.f)
        alone = run(one.with_settings({**one.settings(), "lr": rate}), page.state.conditions)
        assert alone.ending.arrived == steps
        assert steps <= (page.runs[chip.index].ending.arrived or 0)
    assert rule in ask("GET", "/optimizers").text
