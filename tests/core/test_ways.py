"""The ways of a fit: by blocks, in parts, step by step; all come to the weights of the loop as one would write it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from app.core.data import DATA
from app.core.data.base import SLENDER
from app.core.models import LinearRegression, LogisticRegression, Model
from app.core.models.blocks import BLOCK_STEPS, steps_in_a_block
from app.core.models.fits import PILES, Plan, fit, in_parts, plainly, stepwise
from app.core.models.marks import Marks
from app.core.optimizers import SGD, Momentum
from app.core.schedules import SCHEDULES, Schedule
from tests.core.test_models import CLASSES, ROWS, joined, weights


@pytest.mark.parametrize("batch", [1, 2, 7, 32, 33])
@pytest.mark.parametrize("seeds", [(0,), (0, 7), (0, 1, 2, 3, 4)], ids=len)
@pytest.mark.parametrize("every", [1, 2, 5, 12])
@pytest.mark.parametrize("schedule", [entry() for entry in SCHEDULES.values()], ids=str)
def test_plain_descent_by_any_way_is_the_loop(
    batch: int, seeds: tuple[int, ...], every: int, schedule: Schedule
) -> None:
    on = Plan(LinearRegression(), ROWS, batch, steps=120, marks=Marks(every), schedule=schedule, seeds=seeds)
    loop, short = map(joined, (stepwise(SGD(lr=0.05), on), plainly(SGD(lr=0.05), on)))
    assert short.shape == (len(seeds), 120 // every, 3)
    assert np.abs(short - loop).max() <= 1e-12


@pytest.mark.parametrize("every", [1, 3, 10, 64, 1000])
def test_a_block_ends_where_an_iterate_is_kept(every: int) -> None:
    steps = steps_in_a_block(every)
    assert every % steps == 0
    assert every % min(every, BLOCK_STEPS) or steps == min(every, BLOCK_STEPS)


@pytest.mark.parametrize("batch", [1, 7, 500])
@pytest.mark.parametrize("model", [LinearRegression(), LogisticRegression()])
def test_all_ways_of_a_fit_come_to_the_same_weights(model: Model, batch: int) -> None:
    rows = ROWS if isinstance(model, LinearRegression) else CLASSES
    on = Plan(model, rows, batch, steps=30, marks=Marks(3), seeds=(1, 2))
    loop = joined(stepwise(Momentum(lr=0.1), on))
    assert loop.shape == (2, 10, 3)
    for way in (in_parts, fit):
        assert joined(way(Momentum(lr=0.1), on)) == pytest.approx(loop, rel=1e-10)
    assert weights(Momentum(lr=0.1), replace(on, marks=Marks(1)))[:, 2::3] == pytest.approx(loop, rel=1e-10)


@pytest.mark.parametrize("rows", [1, 147, 148, 149, 1183, 1184, 1185])
@pytest.mark.parametrize("batch", [None, 100])
@pytest.mark.parametrize("model", [LinearRegression(), LogisticRegression()])
def test_rows_that_go_together_are_each_of_them_looked_at(model: Model, rows: int, batch: int | None) -> None:
    made = DATA["logistic"].with_settings({"n": 1185.0, "d": 40.0}).samples().at(slice(0, rows))
    assert made.at_once * (40 + 1) <= SLENDER
    assert (made.at_once, PILES * made.at_once) == (148, 1184)
    assert sum(pile.y.size for pile in made.piles()) == rows
    on = Plan(model, made, min(batch or rows, rows), steps=3, marks=Marks(1), order="given")
    w = np.zeros(40)
    for k, kept in enumerate(joined(in_parts(SGD(lr=0.5), on))[0]):
        here = k % (rows // on.batch) * on.batch
        w = w - 0.5 * model.gradient(w, made.at(slice(here, here + on.batch)))
        assert np.abs(kept - w).max() <= 1e-12
