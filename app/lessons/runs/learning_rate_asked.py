"""What the lesson on the learning rate asks at its end."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ...core.curvature import best_lr, largest_stable_lr
from ...core.numerals import decimal
from ..checks import Question, numbered
from ..options import Option, Rank
from .learning_rate import arrival, curvature, path

SLOW, FAST, TIGHT = (0.005, 0.008, 0.01, 0.012), (0.025, 0.03, 0.035, 0.038), (0.0399, 0.03995, 0.041, 0.045)


def edge_of(random: np.random.Generator) -> Question:
    """The largest stable rate of another bowl."""
    low, high = float(random.choice([0.5, 1, 2])), float(random.choice([8, 10, 16, 20, 25, 40, 80, 100, 200]))
    key = largest_stable_lr(high)
    assert key is not None
    told = f"The curvatures of a bowl are {decimal(low)} and {decimal(high)}. Above which rate does it blow up?"
    wrong = [(1 / high, "overshoot"), (2 / low, "flat"), (best_lr(low, high) / 2, "overshoot")]
    way = (
        "A step multiplies the distance by 1 − α λ; it grows where that is below −1.",
        f"The steepest direction is first: α = 2 / {decimal(high)} = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "Ask which direction fails first, and when.", low=1e-6, high=100)


def factor_of(random: np.random.Generator) -> Question:
    """By what a step multiplies the distance across the valley."""
    rate = float(random.choice([0.041, 0.042, 0.044, 0.045, 0.05, 0.06]))
    y = path(rate).y
    key = float(f"{abs(y[1] / y[0]):.10g}")
    told = f"Curvature {decimal(curvature())} across, α = {decimal(rate)}: by what does a step multiply the distance?"
    wrong = [(rate * curvature(), "forgets"), (-key, "signed"), (1 - rate, "flat"), (key - 1, "forgets")]
    way = (
        f"A step goes α L = {decimal(rate * curvature())} times the distance back: beyond the floor of the valley.",
        f"|1 − {decimal(rate * curvature())}| = {decimal(key)}: further than before, on the other side.",
    )
    return numbered(told, key, wrong, way, "The old distance less the step, without its sign.", low=-1e3, high=1e3,
                    within=0.0, apart=0.005, value=rate)  # fmt: skip


def race_of(random: np.random.Generator) -> Question:
    """Three rates by when they arrive."""
    rates = [float(random.choice(some)) for some in (SLOW, FAST, TIGHT)]
    told_at = {rate: arrival(rate) for rate in rates}
    options = tuple(Option(name, f"α = {decimal(rate, 4)}") for name, rate in zip("abc", rates, strict=True))
    ranked = sorted(zip("abc", rates, strict=True), key=lambda one: told_at[one[1]] or np.inf)
    key = tuple(name for name, _ in ranked)
    assert all((told_at[one] or np.inf) < (told_at[other] or np.inf) for (_, one), (_, other) in pairwise(ranked))
    wrong = [(("c", "b", "a"), "faster"), (("a", "b", "c"), "safer"), (("b", "c", "a"), "gradual"),
             (("b", "a", "c"), "swings")]  # fmt: skip
    words = [f"{decimal(rate, 4)} {became(told_at[rate])}" for _, rate in ranked]
    told = f"In this valley, α is {', '.join(decimal(rate, 4) for rate in rates[:2])} or {decimal(rates[2], 4)}."
    return Question(f"{told} Which arrives first, which last?", Rank(options), key, tuple(wrong),
                    (f"{'; '.join(words)}.",), "Too small crawls; near the edge it swings.",
                    value=ranked[0][1])  # fmt: skip


def became(found: int | None) -> str:
    """When a run arrives, if it does."""
    return "never arrives" if found is None else f"arrives after {found} steps"
