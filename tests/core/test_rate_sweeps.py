"""Sweeps of learning rates over rows: each is the fit that it stands for."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest

from app.core.data import DATA
from app.core.models import LinearRegression, LogisticRegression
from app.core.models.fits import Plan, fit
from app.core.models.fleets import sweep_rates
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES

RATES = np.array([0.001, 0.02, 0.3, 50.0])


def told(work: Generator[None, None, Any]) -> Any:
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


@pytest.mark.parametrize("name", OPTIMIZERS)
@pytest.mark.parametrize(("data", "batch"), [("linear(n=60,d=3)", 1), ("linear(n=60,d=3)", 60), ("moons(n=60)", 7)])
def test_each_of_a_sweep_is_the_fit_at_its_rate(name: str, data: str, batch: int) -> None:
    rows = DATA.read(data)
    model = LinearRegression() if rows.target == "number" else LogisticRegression()
    plan = Plan(model, rows.samples(), batch, 40, schedule=SCHEDULES.read("cosine"), seeds=(3,))
    usual = OPTIMIZERS[name]()
    found = told(sweep_rates(usual, RATES, plan))
    for rate, weights in zip(RATES.tolist(), found, strict=True):
        one = type(usual).with_settings({**usual.settings(), "lr": rate})
        with np.errstate(all="ignore"):
            *_, last = (stretch.weights[0, -1] for stretch in fit(one, plan) if len(stretch.steps))
        np.testing.assert_allclose(weights, last, rtol=1e-9, atol=1e-12)
