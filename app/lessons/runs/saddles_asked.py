"""What the lesson of saddle points asks at its end."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ...core.curvature import kind
from ...core.numerals import decimal, superscript
from ..checks import Question, chosen, numbered
from ..content import Misconception
from .saddles import ACROSS, LR, REPLICAS, exact, fall, growth, power, shaken


def falls_after(random: np.random.Generator) -> Question:
    """Steps from another place, at another rate."""
    exponent, lr = int(random.integers(2, 11)), float(random.choice([0.01, 0.02, 0.1, 0.2]))
    y = float(f"1e-{exponent}")
    key, by = fall(y, lr), growth(lr)
    told = f"From y = {power(y)}, α = {decimal(lr)}, curvature −2 across: after how many steps is |y| at least 1?"
    wrong = [(1 / (y * (by - 1)), "constant"), (1e9, "stays"), (float(exponent), "steep")]
    way = (
        f"Each step multiplies y by 1 + α · 2 = {decimal(by)}.",
        f"ln 10{superscript(exponent)} / ln {decimal(by)} = {decimal(exact(y, lr), 5)}, so {key} steps.",
    )
    asked = numbered(told, float(key), wrong, way, "At each step y grows by the same factor, 1 + 2 α.", low=1,
                     high=1e12, unit="steps", within=0.02, apart=1.0)  # fmt: skip
    return replace(asked, own=believed(y, lr))


def believed(y: float, lr: float) -> tuple[Misconception, ...]:
    """What is believed by who answers so, and what comes of it from this start at this rate."""
    by, first, look = decimal(growth(lr)), decimal(lr * abs(ACROSS) * y), f"See a start at {power(y)}"
    doubled, tenfold = (decimal(math.log(more) / math.log(growth(lr)), 2) for more in (2, 10))
    return (
        Misconception("constant", "It moves at the speed of its first step.",
                      f"That one goes {first}; each goes {by} times as far, so y doubles in {doubled} steps.",
                      y, look),
        Misconception("stays", "It stays, as there is hardly a slope.",
                      f"Its first step goes {first}, and each goes {by} times as far as the last.", y, look),
        Misconception("steep", "Each step takes it ten times as far.",
                      f"Each takes it {by} times as far: it takes {tenfold} steps to be ten times as far.", y, look),
    )  # fmt: skip


def kind_of(random: np.random.Generator) -> Question:
    """What a place of slope zero is, by its Hessian."""
    a, c = (float(one) for one in random.choice([1, 2, 3, 4], 2))
    sign = float(random.choice([1, -1]))
    b = math.ceil(math.sqrt(a * c)) + 1.0 if random.random() < 0.5 else 0.5
    a, c = sign * a, sign * c
    right = kind(a, b, c)
    told = (
        "The slope is zero, and the second derivatives, the Hessian, are "
        f"[[{decimal(a)}, {decimal(b)}], [{decimal(b)}, {decimal(c)}]]. What is it?"
    )
    texts = {"minimum": "a minimum", "maximum": "a maximum", "saddle": "a saddle point"}
    traps = {"minimum": "entries", "maximum": "opposite", "saddle": "common"}
    traps |= {} if sign > 0 else {"minimum": "minimum", "maximum": "entries"}
    wrong = [(text, traps[name]) for name, text in texts.items() if name != right]
    determinant = decimal(a * c - b * b)
    way = (
        f"The product of its eigenvalues is {decimal(a * c)} − {decimal(b * b)} = {determinant}.",
        "They have different signs: up one way, down another." if right == "saddle" else
        f"They have the sign of {decimal(a)}: {'up' if right == 'minimum' else 'down'} in every direction.",
    )  # fmt: skip
    return chosen(random, told, texts[right], wrong, way, "Ask for the signs of its eigenvalues.")


def shaken_off(random: np.random.Generator) -> Question:
    """What noise does to a run from exactly on the ridge."""
    noise = float(random.choice([1e-5, 1e-4, 1e-3, 1e-2, 0.1]))
    middle = round(float(np.median(shaken(noise))))
    told = (
        f"{REPLICAS} runs start exactly on the ridge, α = {decimal(LR)}, with noise of standard deviation "
        f"{decimal(noise)} in each part of the slope: what happens?"
    )
    wrong = [("all stay on the ridge", "stays"), (f"half are off after about {100 * middle} steps", "noise"),
             ("all are off after two steps", "steep")]  # fmt: skip
    way = (
        "The first noise pushes it aside, and from there the distance grows by the same factor at each step.",
        f"Half of the runs are off after {middle} steps.",
    )
    asked = chosen(random, told, f"half are off after about {middle} steps", wrong, way,
                   "It stays only where it is exactly on the ridge.", value=0.0)  # fmt: skip
    first, look = decimal(LR * noise), "See it at y₀ = 0"
    instead = f"The first noise puts it about {first} off, and each step takes it {decimal(growth())} times as far."
    beliefs = {"stays": "It stays, as it starts exactly on the ridge.", "noise": "Noise on both sides evens out.",
               "steep": "The noise itself throws it off at once."}  # fmt: skip
    return replace(asked, own=tuple(Misconception(name, one, instead, 0.0, look) for name, one in beliefs.items()))
