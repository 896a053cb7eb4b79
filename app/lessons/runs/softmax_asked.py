"""Questions on softmax: scores that are multiplied, what is added to all of them, a temperature."""

from __future__ import annotations

import math

import numpy as np

from ...core.numerals import decimal, fixed
from ..checks import Question, chosen, numbered
from .softmax import SCORES, divided, first, power, raised, scores_told, shares


def times(random: np.random.Generator) -> Question:
    """The first probability of other scores, multiplied."""
    scores = tuple(float(random.choice(one)) for one in ([1.2, 1.5, 1.8, 2], [0.6, 0.8, 1], [0, 0.2, 0.4]))
    factor = float(random.choice([2, 2.5, 3, 4]))
    now, key = shares(scores)[0], shares(scores, factor)[0]
    told = ", ".join(map(decimal, scores))
    prompt = f"The scores {told} are multiplied by {decimal(factor)}. What is the first probability then?"
    wrong = [(divided(scores)[0], "divides"), (now, "divides"), (shares(scores, 1 / factor)[0], "smoother"),
             (raised(now, factor), "ratio")]  # fmt: skip
    larger = [factor * one for one in scores]
    powers = " + ".join(decimal(math.exp(one), 4) for one in larger)
    way = (
        f"The scores become {', '.join(map(decimal, larger))}, their powers of e add up to {powers}.",
        f"The share of the first, {decimal(math.exp(larger[0]), 4)}, is {fixed(key)}.",
    )
    return numbered(prompt, key, wrong, way, "Multiply first, then take the powers of e.", low=0, high=1)


def added_to_all(random: np.random.Generator) -> Question:
    """What becomes of a probability when the same is added to all scores."""
    added = float(random.choice([1, 2, 3, 5, 10, 20, 50, 100]))
    key, larger = shares(SCORES, 1.0, added)[0], [one + added for one in SCORES]
    wrong = [
        (f"It falls to {fixed(divided(larger)[0])}.", "shares"),
        (f"It grows to {fixed(raised(key, larger[0] / SCORES[0]))}.", "absolute"),
        ("It grows to nearly 1: all scores are larger.", "absolute"),
    ]
    prompt = f"{decimal(added)} is added to each of the scores {scores_told()}. What becomes of {fixed(first(1.0))}?"
    way = (f"Every power of e is multiplied by {power(added)}, the sum too: it cancels, and {fixed(key)} stays.",)
    hint = "Which differences between the scores have changed?"
    return chosen(random, prompt, f"It stays {fixed(key)}.", wrong, way, hint)


def warmth_for(random: np.random.Generator) -> Question:
    """The temperature at which the first of two classes has a given probability."""
    gap, share = float(random.choice([1, 2, 3, 4, 5])), float(random.choice([0.6, 0.7, 0.8, 0.9, 0.95]))
    odds = share / (1 - share)
    key = gap / math.log(odds)
    prompt = f"Two scores, {decimal(gap)} and 0: at which temperature T has the first class {decimal(share)}?"
    wrong = [(1 / key, "smoother"), (math.exp(gap) / odds, "ratio"), (gap / odds, "divides")]
    way = (
        f"The ratio of both is e^({decimal(gap)} / T), and it is to be {decimal(odds)}.",
        f"So T = {decimal(gap)} / ln {decimal(odds)} = {decimal(key)}.",
    )
    return numbered(prompt, key, wrong, way, "Write the ratio of both probabilities.", low=1e-3, high=1e3)
