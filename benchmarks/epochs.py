"""A pass over a million samples of twenty features, against scikit-learn's SGDRegressor and PyTorch's optimizers.

One thread, rounds in turn, medians. Where a pass of the peer would take minutes it makes some of its steps, and what is
compared is the time of one. Weights are checked to be the peer's.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from app.core.data import Linear, Samples
from app.core.models import LinearRegression, LogisticRegression, Model
from app.core.models.fits import Plan, fit
from app.core.models.marks import Marks
from app.core.optimizers import OPTIMIZERS, Optimizer
from benchmarks._clock import machine, seconds, tell

ROUNDS = 5
KEPT = 1_000  # every thousandth iterate


def ours(optimizer: Optimizer, on: Plan) -> Any:
    """All that is kept, of one run."""
    return np.concatenate([one.weights for one in fit(optimizer, on) if len(one.steps)], axis=1)[0]


def per_step(theirs: Callable[[], object], steps: int, ours: Callable[[], object], mine: int) -> float:
    """How many times longer a step takes there than here: the median of rounds in turn, after one not counted."""
    rounds = [(seconds(theirs) / steps, seconds(ours) / mine) for _ in range(ROUNDS + 1)]
    return median(there / here for there, here in rounds[1:])


def against_torch(rows: Samples, model: Model, run: str, batch: int, steps: int, goal: float) -> None:
    """One comparison, step for step, in the order of the rows; `steps` are the peer's, plain descent makes a pass."""
    from benchmarks import _torch_epochs

    optimizer, n = OPTIMIZERS.read(run), len(rows)
    plain = optimizer.name == "sgd" and isinstance(model, LinearRegression)
    mine = max(steps, n // batch) if plain else steps
    doubles = rows.x.astype(np.float64)
    here = Samples(doubles, rows.y)
    lr, classes = optimizer.lr, isinstance(model, LogisticRegression)

    def theirs() -> Any:
        return _torch_epochs.fit(doubles, rows.y, optimizer.name, lr, batch, steps, classes=classes)

    check = ours(optimizer, Plan(model, here, batch, steps, Marks(steps), order="given"))[-1]
    np.testing.assert_allclose(check, theirs(), rtol=1e-7, atol=1e-10)
    plan = Plan(model, rows, batch, mine, Marks(min(KEPT, mine)), order="given")
    ratio = per_step(theirs, steps, lambda: ours(optimizer, plan), mine)
    tell(f"{type(model).__name__}, {run}, batches of {batch:,}: PyTorch against ours", ratio, goal)


def against_sklearn(rows: Samples) -> None:
    """A pass of single samples."""
    from sklearn.linear_model import SGDRegressor

    plan = Plan(LinearRegression(), rows, 1, len(rows), Marks(KEPT), order="given")
    mine = median(seconds(lambda: ours(OPTIMIZERS.read("sgd(lr=0.005)"), plan)) for _ in range(ROUNDS))
    tell("a pass of single samples in order, every thousandth iterate kept", mine, 1.5, " s", at_most=True)
    doubles = rows.x.astype(np.float64)
    for title, shuffle in (("in order", False), ("shuffled", True)):
        peer = SGDRegressor(
            penalty=None,
            learning_rate="constant",
            eta0=0.005,
            max_iter=1,
            tol=None,
            shuffle=shuffle,
            fit_intercept=False,
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that it has not converged
            theirs = median(seconds(partial(peer.fit, doubles, rows.y)) for _ in range(ROUNDS))
        if not shuffle:
            np.testing.assert_allclose(ours(OPTIMIZERS.read("sgd(lr=0.005)"), plan)[-1], peer.coef_, rtol=1e-6)
        print(f"scikit-learn's pass {title}, the last iterate alone: {theirs:.2f} s, {theirs / mine:.2f} of ours")


def main() -> None:
    machine()
    rows = Linear().samples()
    classes = Samples(rows.x, (rows.y > 0).astype(np.float64))
    against_sklearn(rows)
    linear, logistic = LinearRegression(), LogisticRegression()
    against_torch(rows, linear, "sgd(lr=0.005)", 1, 1_000, 90)
    against_torch(rows, linear, "sgd(lr=0.01)", 32, 1_000, 50)
    against_torch(rows, linear, "sgd(lr=1)", len(rows), 1, 10)
    for run in ("momentum(lr=0.001)", "adam(lr=0.01)"):
        against_torch(rows, linear, run, 1, 1_000, 20)
        against_torch(classes, logistic, run, 1, 1_000, 20)
        against_torch(rows, linear, run, 1_000, 200, 1)
    against_torch(classes, logistic, "sgd(lr=0.01)", 1, 1_000, 20)
    against_torch(classes, logistic, "sgd(lr=0.1)", 32, 1_000, 1)
    against_torch(classes, logistic, "sgd(lr=1)", len(rows), 1, 1)
    machine()


if __name__ == "__main__":
    main()
