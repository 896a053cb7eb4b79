"""Questions on binary cross-entropy: the loss of a probability, the ratio of the pulls, the same loss as softmax."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...core.losses import binary_divergence, softmax
from ...core.numerals import decimal
from ..checks import Question, numbered
from ..content import Misconception
from .pulls import chance, costs, in_bits, in_tens, ratio


def cost_of(random: np.random.Generator) -> Question:
    """The cross-entropy of a probability."""
    p = float(random.choice([0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 0.7, 0.8, 0.9]))
    key = float(binary_divergence(p, 1.0))
    told = f"The true class is 1 and gets p = {decimal(p)}. How large is the binary cross-entropy?"
    wrong = [(in_tens(key), "base"), (in_bits(key), "base"), (1 - p, "gap"), ((1 - p) ** 2 / 2, "scaled"),
             (float(binary_divergence(p, 0.0)), "other")]  # fmt: skip
    way = (f"With y = 1 only −ln p is left: −ln {decimal(p)} = {decimal(key)}.",)
    return numbered(told, key, wrong, way, "Of its two terms only one is left, and its logarithm is natural.",
                    low=0, high=100, apart=0.001)  # fmt: skip


def ratio_at(random: np.random.Generator) -> Question:
    """The ratio of the pulls at another score."""
    z = float(random.choice([-7, -6, -4, -3, -2, -1.5, -1, 1, 2, 3]))
    key, p = ratio(z), chance(z)
    told = f"z = {decimal(z)} and the true class is 1. How many times as hard as squared error does cross-entropy pull?"
    wrong = [(float(np.divide(*costs(z))), "losses"), (key / 2, "half"), (key * 2, "half"), (key**2, "twice"),
             (1.0, "scaled"), (1 / chance(-z), "one"), (1 / p, "one"), (1 / key, "upside")]  # fmt: skip
    way = (
        f"p = {decimal(p, 4)}. The pulls are 1 − p and (1 − p) p (1 − p), so the ratio is 1 / (p (1 − p)).",
        f"1 / ({decimal(p, 4)} · {decimal(chance(-z), 4)}) = {decimal(key, 4)}.",
    )
    asked = numbered(told, key, wrong, way, "Divide the slopes in z: one factor is left.", low=0, high=1e8,
                     unit="times", value=z)  # fmt: skip
    return replace(asked, own=(of_losses(z),))


def of_losses(z: float) -> Misconception:
    """What is believed by who divides the losses themselves."""
    cross, squared = (decimal(float(one)) for one in costs(z))
    instead = f"They are {cross} and {squared}. A loss may be high and flat; what moves z is its slope."
    return Misconception("losses", "The ratio of the losses is the ratio of the pulls.", instead, z,
                         f"See the slopes at {decimal(z)}")  # fmt: skip


def as_softmax(random: np.random.Generator) -> Question:
    """The same loss as one of two classes."""
    z = float(random.choice([-3, -2.5, -2, -1.7, -1, 1, 1.7, 2, 2.5]))
    p = softmax([z, 0.0]).probabilities
    key = float(-np.log(p[0]))
    told = f"Two classes have the scores {decimal(z)} and 0, and the first is true. How large is the cross-entropy?"
    wrong = [(key - float(np.log(p[1])), "both"), (float(-np.log(p[1])), "other"), (in_bits(key), "base"),
             (1 - float(p[0]), "gap")]  # fmt: skip
    way = (
        f"The softmax of (z, 0) is the sigmoid of z: p = {decimal(float(p[0]), 4)}.",
        f"−ln {decimal(float(p[0]), 4)} = {decimal(key, 4)}; the other class has the label 0 and adds nothing.",
    )
    return numbered(told, key, wrong, way, "Work out the probability of the true class first.", low=0,
                    high=100)  # fmt: skip
