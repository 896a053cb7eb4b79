"""Questions on poor conditioning: steps for another condition, the best rate of a bowl, the condition of a Hessian."""

from __future__ import annotations

import math

import numpy as np

from ...core.curvature import best_lr, best_rate
from ...core.numerals import decimal
from ..checks import Question, numbered
from .conditioning import ball, needed


def how_many(random: np.random.Generator) -> Question:
    """Steps for another condition."""
    kappa = float(random.choice([20, 40, 50, 80, 120, 150, 200, 300]))
    key = needed(kappa)
    told = f"Curvatures 1 and {decimal(kappa)}, the best rate: after how many steps is the distance a millionth?"
    wrong = [(kappa, "proportional"), (kappa**2, "squared"), (ball(kappa), "momentum"), (10.0, "independent")]
    rate = best_rate(kappa)
    way = (
        f"Each step leaves (κ − 1) / (κ + 1) = {decimal(rate, 4)} of the distance.",
        f"ln 10⁶ / −ln {decimal(rate, 4)} = {decimal(math.log(1e6) / -math.log(rate), 4)}, so {key} steps.",
    )
    return numbered(told, key, wrong, way, "Each step leaves the same share of the distance.", "condition", low=1,
                    high=1e6, unit="steps", within=0.02, apart=1.0, value=kappa)  # fmt: skip


def best_of(random: np.random.Generator) -> Question:
    """The best learning rate for two curvatures."""
    low, high = float(random.choice([1, 2, 4, 5])), float(random.choice([10, 20, 25, 50, 80, 100, 200]))
    key = best_lr(low, high)
    told = f"A bowl has the curvatures {decimal(low)} and {decimal(high)}. Which learning rate is best for any start?"
    wrong = [(2 / high, "edge"), (1 / high, "smaller"), (2 / low, "flat"), (1 / (low + high), "smaller")]
    way = (
        "At the best rate both directions shrink equally fast: 1 − α λ₁ = α λ₂ − 1.",
        f"So α = 2 / (λ₁ + λ₂) = 2 / {decimal(low + high)} = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "Ask when both directions shrink by the same factor.", "rate", low=1e-6,
                    high=10)  # fmt: skip


def condition_of(random: np.random.Generator) -> Question:
    """The condition number of a Hessian that is not diagonal."""
    low, high = float(random.choice([1, 2, 3, 4])), float(random.choice([8, 10, 12, 20, 24, 30, 60]))
    mean, half = (low + high) / 2, (high - low) / 2
    hessian = f"[[{decimal(mean)}, {decimal(half)}], [{decimal(half)}, {decimal(mean)}]]"
    wrong = [(mean / half, "entries"), (high, "steepest"), (mean, "entries"), (high * low, "entries")]
    way = (
        f"Its eigenvalues are {decimal(mean)} ± {decimal(half)}: {decimal(high)} and {decimal(low)}.",
        f"κ = {decimal(high)} / {decimal(low)} = {decimal(high / low)}.",
    )
    return numbered(f"The Hessian is {hessian}. What is its condition number?", high / low, wrong, way,
                    "It is made of the eigenvalues, not of the entries.", "condition", low=1, high=1e4,
                    value=high / low)  # fmt: skip
