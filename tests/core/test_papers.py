"""Optimizers that PyTorch lacks, worked out a second time from their papers with 50 digits and unlike our code.

A running mean is written as the sum it stands for, sum_i (1 - beta) beta^(t - i) g_i, from all gradients so far.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mpmath import mp, mpf

from app.core.optimizers import AdaBelief, Lion, Optimizer, Yogi
from tests.core.walks import walk

STEPS = 20


def mean(beta: Any, numbers: list[Any]) -> Any:
    """The exponential mean of these numbers, from zero."""
    return mp.fsum((1 - beta) * beta ** (len(numbers) - 1 - i) * one for i, one in enumerate(numbers))


def slope(x: Any) -> Any:
    """x^3 - 2 x + 1/2, the slope of a double well; it serves floats and mpf alike."""
    return x * x * x - 2 * x + x / x / 2


def lion(lr: Any, beta1: Any, beta2: Any, weight_decay: Any, x: Any) -> list[Any]:
    """Algorithm 2 of Chen and others, 2023: u = sign(beta1 m + (1 - beta1) g), x - lr (u + lambda x)."""
    slopes: list[Any] = []
    points = []
    for _ in range(STEPS):
        remembered = mean(beta2, slopes)
        slopes.append(slope(x))
        x = x - lr * (mp.sign(beta1 * remembered + (1 - beta1) * slopes[-1]) + weight_decay * x)
        points.append(x)
    return points


def yogi(lr: Any, beta1: Any, beta2: Any, eps: Any, x: Any) -> list[Any]:
    """Algorithm 2 of Zaheer and others, 2018: v grows where g^2 is above it, and shrinks where it is below."""
    slopes: list[Any] = []
    v, points = mpf(0), []
    for _ in range(STEPS):
        slopes.append(slope(x))
        square = slopes[-1] ** 2
        change = (1 - beta2) * square
        v = v + change if square > v else v - change if square < v else v
        x = x - lr * mean(beta1, slopes) / (mp.sqrt(v) + eps)
        points.append(x)
    return points


def adabelief(lr: Any, beta1: Any, beta2: Any, eps: Any, x: Any) -> list[Any]:
    """Algorithm 2 of Zhuang and others, 2020: eps joins s at each step, and once more outside the root."""
    slopes: list[Any] = []
    surprises: list[Any] = []
    points = []
    for t in range(1, STEPS + 1):
        slopes.append(slope(x))
        m = mean(beta1, slopes)
        surprises.append((slopes[-1] - m) ** 2)
        s = mean(beta2, surprises) + eps * (1 - beta2**t) / (1 - beta2)
        x = x - lr * (m / (1 - beta1**t)) / (mp.sqrt(s / (1 - beta2**t)) + eps)
        points.append(x)
    return points


CASES: list[tuple[Optimizer, Callable[..., list[Any]]]] = [
    (Lion(lr=0.05), lion),
    (Lion(lr=0.03, beta1=0.6, beta2=0.8, weight_decay=0.25), lion),
    (Yogi(lr=0.02), yogi),
    (Yogi(lr=0.05, beta1=0.5, beta2=0.75, eps=0.5), yogi),
    (AdaBelief(lr=0.05), adabelief),
    (AdaBelief(lr=0.05, beta1=0.5, beta2=0.75, eps=0.125), adabelief),
]


@pytest.mark.parametrize(("run", "paper"), CASES, ids=lambda one: str(one) if isinstance(one, Optimizer) else "")
def test_a_path_is_that_of_the_paper(run: Optimizer, paper: Callable[..., list[Any]]) -> None:
    with mp.workdps(50):
        knobs = {name: mpf(value) for name, value in run.settings().items()}
        true = [float(x) for x in paper(**knobs, x=mpf(2))]
    got = [x for x, *_ in walk(run, slope, 2.0, STEPS)]
    assert got == pytest.approx(true, rel=1e-12)
    assert abs(got[-1] - 2.0) > 0.1
