"""A linear regression on a million rows: descent on batches of any size, run on rows, and exactly in expectation.

The rows come from normal features, whose second moments are known: so is the mean over all orders of the rows.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

from ...core.data import Linear
from ...core.data.base import TRUTH
from ...core.models.fits import Plan, Stretch, fit
from ...core.models.normal_equations import NormalEquations
from ...core.models.regression import LinearRegression
from ...core.numbers import Array
from ...core.optimizers import SGD

DATA = Linear()
N, ROWS = int(DATA.n), 65_536  # all rows, and those at the beginning from which the runs on single rows take theirs
SINGLE, WHOLE = 0.005, 1.0  # rates that suit one row, and all
RUNS, STEPS = 25, 1_500  # orders of the rows, and steps of each
FEW, ENOUGH = 16, 2_000  # steps within which some batches, and all, are at a tenth
TENTH, LEFT = 0.1, "until a tenth of the loss is left"
FURTHEST = 1e7  # rows looked at, of the pictures
ALL_STEPS = tuple(float(N * step) for step in range(1, 1 + round(FURTHEST / N)))  # where descent on all makes them


@lru_cache(maxsize=1)
def equations() -> NormalEquations:
    """What a regression need know of the million rows: their features are independent, with known variances."""
    variances, weights = DATA.variances(), DATA.truth(np.random.default_rng((0, TRUTH)))
    square = float(variances @ weights**2) + DATA.noise**2
    return NormalEquations(np.diag(variances), variances * weights, square)


@lru_cache(maxsize=1)
def start() -> float:
    """The loss above the least at weights of 0."""
    return float(equations().excess(np.zeros(DATA.features)))


def rate(batch: float) -> float:
    """A rate that suits a batch: from that of single rows, in proportion, up to that of all."""
    return WHOLE / (1 + (WHOLE / SINGLE - 1) / batch)


@lru_cache(maxsize=1)
def single() -> Array:
    """Shares of the first loss after each step on one row, of each order; shape (orders, steps + 1)."""
    samples = DATA.samples(rows=ROWS)
    plan = Plan(LinearRegression(), samples, 1, STEPS, seeds=tuple(range(RUNS)), known=equations())
    weights = np.concatenate([one.weights for one in fit(SGD(lr=SINGLE), plan)], axis=1)
    return with_start(equations().excess(weights))


@lru_cache(maxsize=1)
def whole(steps: int = 12) -> Array:
    """The same of descent on all rows at every step, (steps + 1,)."""
    few = DATA.samples(rows=2)  # the equations stand for the rows
    plan = Plan(LinearRegression(), few, len(few), steps, known=equations())
    stretches: list[Stretch] = list(fit(SGD(lr=WHOLE), plan))
    return np.asarray(with_start(equations().excess(np.concatenate([one.weights for one in stretches], axis=1)))[0])


def with_start(excess: Array) -> Array:
    """Shares of the first loss (runs, steps + 1), the first being 1."""
    return np.concatenate([np.ones((len(excess), 1)), excess / start()], axis=1)


@lru_cache(maxsize=1)
def median() -> Array:
    """The median of the orders after each step on one row, (steps + 1,)."""
    return np.asarray(np.median(single(), axis=0))


@lru_cache(maxsize=1)
def samples_of_single() -> int:
    """How many rows half of the orders have looked at when they are at a tenth."""
    return int(np.median((single() <= TENTH).argmax(axis=1)))


@lru_cache(maxsize=1)
def half_of_single() -> tuple[int, int]:
    """Between which numbers of rows the middle half of the orders are at a tenth."""
    least, most = np.percentile((single() <= TENTH).argmax(axis=1), [25, 75])
    return round(float(least)), round(float(most))


@lru_cache(maxsize=1)
def samples_of_whole() -> int:
    """How many rows descent on all has looked at by then."""
    return int((whole() <= TENTH).argmax()) * N


@lru_cache(maxsize=512)
def modes(batch: float, lr: float) -> tuple[Array, Array, Array]:
    """What the expected squares of the weights' errors obey: factors a step, and how the loss starts and ends in them.

    With e the error along a feature of variance λ, a step leaves (1 − α λ)² E e², and the noise of the batch adds
    α² / B (λ² E e² + λ Σ λ E e² + λ σ²): a symmetric matrix and a constant.
    """
    lam = equations().hessian.diagonal()
    luck = lr * lr / batch * (1 - batch / N)
    step = np.diag((1 - lr * lam) ** 2 + luck * lam**2) + luck * np.outer(lam, lam)
    factors, axes = np.linalg.eigh(step)
    end = axes.T @ (luck * DATA.noise**2 * lam) / (1 - factors)
    first, height = axes.T @ equations().best ** 2, lam @ axes / 2
    return factors, height * (first - end), height * end


def expected(batch: float, steps: NDArray[np.int64], lr: float | None = None) -> Array:
    """The mean share of the first loss after some steps (k,), over all orders of the rows, by default at its rate."""
    factors, goes, stays = modes(batch, lr or rate(batch))
    return np.asarray((factors ** steps[:, None] @ goes + stays.sum()) / start())


@lru_cache(maxsize=512)
def steps_to_tenth(batch: float) -> int:
    """After how many steps the mean is at a tenth."""
    there = expected(batch, np.arange(FEW)) <= TENTH
    return int((there if there.any() else expected(batch, np.arange(ENOUGH)) <= TENTH).argmax())


def off(batch: float) -> float:
    """How far the gradient of a batch is off at the start, all weights together: the root of its variance."""
    lam, error = equations().hessian.diagonal(), equations().best ** 2
    variance = lam**2 * error + lam * (lam @ error) + lam * DATA.noise**2
    return float(np.sqrt(variance.sum() / batch))


def slope() -> float:
    """The length of the gradient on all rows at the start."""
    return float(np.linalg.norm(equations().gradient(np.zeros(DATA.features))))


def share_left(samples: int) -> float:
    """What is left after some steps on single rows: in the median as far as it was run, beyond that in the mean."""
    found = median()[samples] if samples <= STEPS else expected(1, np.array([samples]))[0]
    return float(found)


def added_up() -> float:
    """What the rates of all steps add up to until a tenth is left: that of rows one by one, and nearly of any batch."""
    return looked(1) * rate(1)


def looked(batch: int) -> int:
    """How many rows batches look at until a tenth is left in the mean."""
    return batch * steps_to_tenth(batch)


@lru_cache(maxsize=1)
def knee() -> int:
    """C of the rule for the rates, B / (B + C)."""
    return round(WHOLE / SINGLE - 1)


@lru_cache(maxsize=1)
def twice() -> int:
    """The least batch that looks at twice the rows of single ones, counted."""
    return next(batch for batch in count(knee()) if looked(batch) >= 2 * looked(1))


def rows_at(lr: float) -> int:
    """How many rows single ones look at until their mean is at a tenth, at another rate."""
    return int((expected(1, np.arange(ENOUGH), lr) <= TENTH).argmax())


def floor_of(lr: float) -> float:
    """The share at which noise keeps the mean of single rows."""
    return float(expected(1, np.array([N]), lr)[0])


@lru_cache(maxsize=1)
def without_noise() -> float:
    """What the rates would add up to until a tenth is left, were there no noise: many short steps, each feature alone.

    Along a feature of variance λ, rates that add up to S leave e^(−2 λ S) of its part of the loss.
    """
    lam, part = equations().hessian.diagonal(), equations().hessian.diagonal() * equations().best ** 2
    low, high = 0.0, 100.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if part @ np.exp(-2 * lam * middle) > TENTH * part.sum() else (low, middle)
    return high
