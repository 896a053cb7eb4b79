"""Questions on a maxout: where its lines meet, how many numbers it learns, what many lines come near to."""

from __future__ import annotations

import numpy as np

from ...core.activations import Activation, Maxout
from ...core.numerals import decimal
from ..checks import Question, chosen, numbered
from .maxout import BENT, DIPPING, FLATTENED, convex


def kink_of(random: np.random.Generator) -> Question:
    """Where two lines meet."""
    w1, w2 = (float(one) for one in random.choice([-3, -2, -1, 1, 2, 4, 5], 2, replace=False))
    b1, b2 = (float(one) for one in random.choice([-4, -3, -1, 1, 2, 3], 2, replace=False))
    key = Maxout(w1=w1, b1=b1, w2=w2, b2=b2).breaks()[0]
    told = f"The lines have the slopes {decimal(w1)} and {decimal(w2)} and at x = 0 the heights {decimal(b1)} and "
    told += f"{decimal(b2)}. At which x does their maxout bend?"
    wrong = [(-key, "order"), (0.0, "crossing"), (-b1 / w1, "crossing"), (-b2 / w2, "crossing")]
    way = (
        "It bends where both lines are equally high: x = (b₁ − b₂) / (w₂ − w₁).",
        f"That is {decimal(b1 - b2)} / {decimal(w2 - w1)} = {decimal(key)}.",
    )
    return numbered(told, key, wrong, way, "Ask where both lines are equally high.", low=-100, high=100, apart=0.005)


def parameters(random: np.random.Generator) -> Question:
    """How many numbers a layer of maxout learns."""
    inputs, units = int(random.choice([10, 20, 50, 64, 100])), int(random.choice([5, 8, 16, 30]))
    lines = int(random.choice([2, 3, 4]))
    one = inputs * units + units
    wrong = [(float(one), "alone"), (float(lines * inputs * units + units), "bias"), (2.0 * one, "two")]
    way = (
        f"Each unit has {lines} lines, and each line {inputs} weights and a bias.",
        f"{lines} · {units} · ({inputs} + 1) = {lines * one}.",
    )
    told = f"A layer has {units} maxout units of {lines} lines, and {inputs} inputs. How many numbers does it learn?"
    return numbered(told, float(lines * one), wrong, way, "Count the numbers of one line first.",
                    low=0, high=1e6, within=0.001)  # fmt: skip


def nearest(random: np.random.Generator) -> Question:
    """Which curve many lines come near to."""
    right = BENT[random.integers(len(BENT))]
    flattened = [FLATTENED[i] for i in random.choice(len(FLATTENED), 2, replace=False)]
    others: list[tuple[Activation, str]] = [(one, "any") for one in flattened]
    others.append((DIPPING[random.integers(len(DIPPING))], "dips"))
    wrong = [(one.title, trap) for one, trap in others if not convex(one)]
    way = (f"The slope of {right.title} never falls; that of each of the others does somewhere.",)
    end = random.choice([8, 10, 12, 16, 20])
    told = f"From x = −{end} to {end}, to which of these do enough lines of a maxout come as near as one wishes?"
    return chosen(random, told, right.title, wrong, way, "The larger of lines never bends down.")
