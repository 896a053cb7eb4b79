"""Whether a run swings: measured along its path, told apart from bending, resting and drifting."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.descent.conditions import Conditions
from app.core.descent.swings import oscillates, swings
from app.core.descent.walk import run
from app.core.optimizers import OPTIMIZERS
from app.core.surfaces import Beale, Quadratic

STILL = np.zeros(200)


@pytest.mark.parametrize(
    ("along", "found"),
    [
        ([0.0, 1.0, 0.0, 1.0, 0.0], 4),
        ([0.0, 1.0, 1.0, 0.0, 0.0, 1.0], 3),  # rest is no turn
        ([0.0, 0.04, 0.0, 0.04, 0.0], 0),  # nor is less than a run that has arrived may move
        ([0.0, 1.0, 2.0, 3.0], 0),  # nor is a way that never turns
        ([1.0, 0.0, 0.1, 0.08, 0.2], 3),
        ([1.0], 0),
        ([], 0),
    ],
)
def test_ways_between_turns_are_counted_if_they_are_long(along: list[float], found: int) -> None:
    assert swings(np.array(along)) == found


def test_only_the_second_half_counts_and_either_coordinate() -> None:
    early = np.concatenate([np.tile([0.0, 1.0], 50), np.zeros(100)])
    late = early[::-1].copy()
    assert not oscillates(early, STILL)
    assert oscillates(late, STILL)
    assert oscillates(STILL, late)
    assert not oscillates(np.linspace(0, 9, 200), np.sqrt(np.linspace(0, 9, 200)))


def test_what_has_left_the_floats_is_no_trouble() -> None:
    assert not oscillates(np.array([0.0, np.inf, -np.inf, np.nan]), np.zeros(4))


@pytest.mark.parametrize(
    ("text", "kappa", "said"),
    [("sgd(lr=0.04)", 50.0, True), ("sgd(lr=0.02)", 50.0, False), ("rmsprop(lr=0.5,alpha=0.9)", 50.0, True),
     ("momentum(lr=0.03,rho=0.9)", 50.0, False), ("sgd(lr=2)", 1.0, True)],
)  # fmt: skip
def test_a_rate_at_the_edge_swings_for_ever_and_a_lower_one_comes_to_rest(text: str, kappa: float, said: bool) -> None:
    one = run(OPTIMIZERS.read(text), Conditions(Quadratic(kappa=kappa), (-9.0, 1.0), 300))
    assert oscillates(one.x, one.y) == said


def test_a_steady_bounce_of_rmsprop_is_seen_on_beale() -> None:
    one = run(OPTIMIZERS.read("rmsprop(lr=0.1,alpha=0.9)"), Conditions(Beale(), Beale().start, 240))
    assert one.ending.arrived is None
    assert oscillates(one.x, one.y)
