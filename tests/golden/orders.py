"""Write orders.json: rows until a tenth of the loss is left, by plain loops over orders of rows drawn anew.

python tests/golden/orders.py            (needs NumPy, and nothing of Slopes; two minutes)

A number is told with its standard error; of orders of a few rows, with how far data sets differ.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

TARGET = Path(__file__).with_suffix(".json")
VARIANCES = 10 ** (-np.arange(20) / 19)  # from 1 down to a tenth
WEIGHTS = np.random.default_rng((0, 349)).standard_normal(20)  # what the lesson's rows come from
START = float(VARIANCES @ WEIGHTS**2) / 2
ORDERS, LONGEST, TENTH = 20_000, 2_000, 0.1
SETS, EACH = {1_000: 40, 10_000: 40, 100_000: 16}, 25  # data sets of so many rows, and orders of each


def fresh(random: np.random.Generator, *shape: int) -> tuple[Any, Any]:
    """Rows that nobody has seen."""
    x = random.standard_normal((*shape, 20)) * np.sqrt(VARIANCES)
    return x, x @ WEIGHTS + random.standard_normal(shape)


def single(rate: float, steps: int) -> dict[str, list[float]]:
    """One row a step: when the mean of all orders is at a tenth, and when each of them is."""
    random, weights = np.random.default_rng(20_261), np.zeros((ORDERS, 20))
    first, means, spreads = np.full(ORDERS, np.inf), [1.0], [0.0]
    for k in range(1, steps + 1):
        x, y = fresh(random, ORDERS)
        weights -= rate * ((x * weights).sum(axis=1) - y)[:, None] * x
        left = (weights - WEIGHTS) ** 2 @ VARIANCES / 2 / START
        first[(left <= TENTH) & np.isinf(first)] = k
        means.append(float(left.mean()))
        spreads.append(float(left.std()))
    k = int(np.argmax(np.array(means) <= TENTH))
    error = spreads[k] / ORDERS**0.5 / (means[k - 1] - means[k])
    told = {"mean": [k, error]}
    for name, share in (("quarter", 25), ("median", 50), ("three quarters", 75)):
        told[name] = [float(np.percentile(first, share)), float(first.std() * 1.3 / ORDERS**0.5)]
    return told


def hundred(rate: float = 100 / 299, batch: int = 100, orders: int = 4_000) -> dict[str, list[float]]:
    """What is left after each step on a hundred rows."""
    random, weights, told = np.random.default_rng(20_262), np.zeros((orders, 20)), {}
    for k in range(1, 11):
        x, y = fresh(random, orders, batch)
        apart = (x @ weights[:, :, None])[:, :, 0] - y
        weights -= rate / batch * (apart[:, None, :] @ x)[:, 0]
        left = (weights - WEIGHTS) ** 2 @ VARIANCES / 2 / START
        told[str(k)] = [float(left.mean()), float(left.std() / orders**0.5)]
    return told


def few(n: int, rate: float = 0.005) -> dict[str, list[float]]:
    """The median of some orders of n rows by their own loss, over data sets; and the steps of descent on all."""
    random, medians, whole = np.random.default_rng(n), [], []
    for _ in range(SETS[n]):
        x, y = fresh(random, n)
        hessian, cross = x.T @ x / n, x.T @ y / n
        best = np.linalg.solve(hessian, cross)
        goal = TENTH * best @ hessian @ best
        orders = np.array([random.permutation(n)[:900] for _ in range(EACH)])
        weights, first = np.zeros((EACH, 20)), np.full(EACH, np.inf)
        for k, rows in enumerate(orders.T, start=1):
            weights -= rate * ((x[rows] * weights).sum(axis=1) - y[rows])[:, None] * x[rows]
            away = weights - best
            first[((away @ hessian * away).sum(axis=1) <= goal) & np.isinf(first)] = k
        medians.append(float(np.median(first)))
        one, steps = np.zeros(20), 0
        while (one - best) @ hessian @ (one - best) > goal:
            one, steps = one - (hessian @ one - cross), steps + 1
        whole.append(steps)
    return {"median": [float(np.mean(medians)), float(np.std(medians))], "whole": [float(np.median(whole)), 0.0]}


def main() -> None:
    """Everything."""
    told: dict[str, Any] = {f"single {rate}": single(rate, steps) for rate, steps in
                            ((0.0025, LONGEST), (0.005, LONGEST // 2), (0.01, LONGEST // 4))}  # fmt: skip
    told["hundred"] = hundred()
    told |= {f"of {n}": few(n) for n in SETS}
    TARGET.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
