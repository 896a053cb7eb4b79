"""What the lesson of gradient noise asks at its end."""

from __future__ import annotations

import numpy as np

from ...core.numerals import decimal
from ..checks import Question, numbered
from .noise import RHO, level, momentum, named, rate_for


def floor_of(random: np.random.Generator) -> Question:
    """The floor of momentum at other settings."""
    lr, rho = float(random.choice([0.01, 0.02, 0.05, 0.1, 0.2])), float(random.choice([0.5, 0.8, 0.9, 0.95]))
    one = momentum(lr, rho)
    key = level(one)
    prompt = f"The same bowl and noise, {named(one)}: at which mean loss does momentum settle?"
    wrong = [(level(momentum(lr, 0.0)), "rate"), (level(momentum(lr * (1 - rho), 0.0)), "averages"), (0.0, "waits")]
    way = (
        f"The variance is α (1 + ρ) / ((1 − ρ) (2 (1 + ρ) − α)) = {decimal(2 * key, 4)}.",
        f"The loss is half of it: {decimal(key, 4)}.",
    )
    hint = "Momentum makes each step 1 / (1 − ρ) times as long."
    return numbered(prompt, key, wrong, way, hint, low=0, high=10, within=0.06,
                    value=lr if rho == RHO else None)  # fmt: skip


def larger_batch(random: np.random.Generator) -> Question:
    """The floor when each gradient is the mean over a batch."""
    batch, lr = float(random.choice([4, 9, 16, 25, 64, 100])), float(random.choice([0.02, 0.05, 0.1, 0.2]))
    now = level(momentum(lr, 0.0))
    prompt = (
        f"At α = {decimal(lr)} the floor is {decimal(now)}. Now each gradient is the mean of {decimal(batch)} like it: "
        "what is the floor?"
    )
    wrong = [(now / batch**0.5, "root"), (now, "rate"), (0.0, "waits"), (now / batch**2, "root")]
    way = (
        f"The noise falls to 1 / √{decimal(batch)}, its square to 1 / {decimal(batch)}.",
        f"The floor goes with the square: {decimal(now / batch)}.",
    )
    return numbered(prompt, now / batch, wrong, way, "Does the floor go with the noise, or with its square?", low=0,
                    high=10)  # fmt: skip


def same_floor(random: np.random.Generator) -> Question:
    """The rate at which momentum has the floor of plain descent."""
    lr, rho = float(random.choice([0.02, 0.05, 0.1, 0.2])), float(random.choice([0.5, 0.8, 0.9, 0.95, 0.99]))
    key = rate_for(momentum(lr, 0.0), rho)
    prompt = f"Which rate gives momentum with ρ = {decimal(rho)} the floor of plain descent at α = {decimal(lr)}?"
    wrong = [(lr, "rate"), (lr / (1 - rho), "averages"), (lr * (1 - rho) ** 0.5, "root")]
    way = (
        f"It makes steps 1 / (1 − ρ) = {decimal(1 / (1 - rho))} times as long, so the rate must be as much smaller.",
        f"α (1 − ρ) = {decimal(lr * (1 - rho))}; exactly it is {decimal(key)}.",
    )
    return numbered(prompt, key, wrong, way, "How much longer are the steps of momentum?", low=0, high=100, within=0.12,
                    value=key if rho == RHO else None)  # fmt: skip
