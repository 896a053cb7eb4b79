"""Sweeps: what becomes of a fit over a whole range of learning rates, in one fleet on the same batches."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import numpy as np

from ..numbers import Array, Real
from ..optimizers import Optimizer
from .fits import Plan, by_equations, stepwise
from .marks import Marks
from .regression import LinearRegression


def sweep_rates(optimizer: Optimizer, rates: Array, on: Plan) -> Generator[None, None, Array]:
    """The weights `(n, p)` at the end of the fit for each learning rate `(n,)`, all other things equal, in turns.

    The plan has one seed. What blows up ends as inf or nan. Raises NotationError for a rate that is not allowed.
    """
    settings: dict[str, Real] = {**optimizer.settings(), "lr": rates[:, None]}
    fleet, end = type(optimizer).with_settings(settings), replace(on, marks=Marks(on.steps))
    whole = on.batch == len(on.samples) and isinstance(on.model, LinearRegression)
    weights = np.zeros((len(rates), on.start.shape[-1]))
    for stretch in (by_equations if whole else stepwise)(fleet, end):
        if len(stretch.steps):
            weights = stretch.weights[:, -1]
        yield
    return weights
