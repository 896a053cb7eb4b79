"""Questions on cross-entropy: a loss, the loss before learning, a slope."""

from __future__ import annotations

import math

import numpy as np

from ...core.numerals import decimal, fixed
from ..checks import Question, numbered
from .cross_entropy import READINGS, bits, first_loss, loss_of

ORDINALS = ("first", "second", "third")
SPLITS = ((0.5, 0.3, 0.2), (0.6, 0.3, 0.1), (0.7, 0.2, 0.1), (0.45, 0.35, 0.2), (0.8, 0.15, 0.05), (0.1, 0.2, 0.7))


def told(numbers: tuple[float, ...]) -> str:
    """Numbers with commas between them."""
    return ", ".join(map(decimal, numbers))


def loss_for(random: np.random.Generator) -> Question:
    """The loss of other probabilities."""
    p, true = SPLITS[random.integers(len(SPLITS))], int(random.integers(3))
    key = float(loss_of(p, true).losses)
    prompt = f"The probabilities are {told(p)}, and the {ORDINALS[true]} class is true. What is the loss, in nats?"
    wrong = [(float(READINGS[one](p, true).sum()), one) for one in ("every", "missing", "others", "nothing")]
    wrong += [(-key, "sign"), (bits(key), "base"), (key / math.log(10), "base")]
    way = (f"One term survives, that of the true class: −ln {decimal(p[true])} = {fixed(key)}.",)
    return numbered(prompt, key, wrong, way, "Which labels are 0?", low=-100, high=100, apart=0.004)


def before_learning(random: np.random.Generator) -> Question:
    """The loss of a model whose scores are all the same."""
    classes = int(random.choice([3, 4, 5, 8, 20, 50, 100, 200, 500, 1000]))
    key, share = first_loss(classes), 1 / classes
    prompt = f"A new model gives {classes} classes the same score each. What is its loss, in nats?"
    wrong = [(classes * key, "every"), (1 - share, "missing"), (share, "chance"), (0.0, "nothing"), (-key, "sign"),
             (bits(key), "base"), (key / math.log(10), "base")]  # fmt: skip
    way = (
        f"Each class has the probability 1 / {classes}.",
        f"The loss is −ln (1 / {classes}) = ln {classes} = {fixed(key)}.",
    )
    return numbered(prompt, key, wrong, way, "What is the probability of the true class?", low=-100, high=1e5,
                    apart=0.004)  # fmt: skip


def slope_by_score(random: np.random.Generator) -> Question:
    """The slope of the loss along a score."""
    p, true, along = SPLITS[random.integers(len(SPLITS))], int(random.integers(3)), int(random.integers(3))
    key, share = float(loss_of(p, true).gradient[along]), p[along]
    prompt = (
        f"The probabilities are {told(p)}, and the {ORDINALS[true]} class is true. "
        f"What is the slope of the loss along the {ORDINALS[along]} score?"
    )
    sure = [(0.0, "nothing")] if share == max(p) else []
    ours = [(-1 / share, "along"), *sure, (share, "unlabelled"), (-key, "sign")]
    theirs = [(0.0, "alone"), (share - 1, "unlabelled"), (1 / (1 - share), "along"), (-key, "sign")]
    label = decimal(float(along == true))
    way = (f"The slope is p − y = {decimal(share)} − {label} = {decimal(key)}.",)
    hint = "Softmax divides by a sum over all scores, so each score is in every p."
    return numbered(prompt, key, ours if along == true else theirs, way, hint, low=-1e3, high=1e3, apart=0.004)
