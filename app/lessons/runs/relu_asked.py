"""What the lesson of ReLU asks at its end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...core.activations.properties import mean_output
from ...core.numerals import decimal
from ..checks import Question, numbered
from ..content import Misconception
from .relu import LEAK, RELU, share

MEAN = mean_output(RELU)
SLIPS = (  # of the questions below
    Misconception("centred", "Inputs around 0 give outputs around 0.",
                  "No output is negative, so the mean lies above 0.", 0.0,
                  "See which half of the inputs comes out as 0"),
    Misconception("half", "Half of it, in any case.",
                  "The bias decides which share of the inputs passes.", 1.0,
                  "See more than half of them pass at a bias of 1"),
    Misconception("sparse", "A unit that is silent for some inputs is dead.",
                  "It still learns from the others. Dead is one that no input wakes.", -1.0,
                  "See a bias of −1, where some inputs still pass"),
    Misconception("shut", "The bias lets none of them through.", "It lets through those above −b.", 0.0,
                  "See half of the inputs pass at a bias of 0"),
    Misconception("spread", "The mean output is the same for all spreads.",
                  f"It grows with the inputs: it is {decimal(mean_output(RELU))} times their standard deviation.",
                  0.0, "See the inputs for a standard deviation of 1"),
    Misconception("sum", "The slopes of layers add up.",
                  "They multiply: one factor of 0 makes it all 0.", -4.0, "See a unit that no input wakes"),
    Misconception("alone", "One of the weights decides.",
                  "A change goes through both, and each multiplies it.", 0.0, "See what meets a slope of 1"),
)  # fmt: skip
OF_THE_MEAN = (
    Misconception("half", "Half of them pass, so half of the spread is left.",
                  f"Half pass, but they are {decimal(2 * MEAN)} times the standard deviation on average.", 0.0,
                  "See which half comes out as 0"),
    Misconception("falls", "What is below 0 counts as above it.", "That is the mean of |x|; ReLU makes it 0.", 0.0,
                  "See which half comes out as 0"),
)  # fmt: skip
OF_TWO = (
    Misconception("sparse", "One of them is shut.", "What goes into either is above 0: both pass it on.", 0.0,
                  "See which inputs meet a slope of 1"),
    Misconception("input", "The slope of each is what goes in.",
                  "The slope of a ReLU is 1 above 0 and 0 below it, however large its input.", 0.0,
                  "See slopes of 0 and 1 alone"),
)  # fmt: skip


def passed(first: float, second: float, weights: tuple[float, float]) -> float:
    """What the chain rule makes of two ReLUs with these numbers before them."""
    return float(RELU.slope(first)) * weights[0] * float(RELU.slope(second)) * weights[1]


def mean_of(random: np.random.Generator) -> Question:
    """The mean output for inputs of some spread."""
    spread = float(random.choice([0.5, 1, 1.5, 2, 3, 4, 5, 10]))
    told = f"Inputs are normal with mean 0 and standard deviation {decimal(spread)}. What is the mean output of ReLU?"
    wrong = [(0.0, "centred"), (MEAN, "spread"), (2 * spread * MEAN, "falls"), (spread / 2, "half")]
    way = (
        f"For a standard deviation of 1 it is 1 / √(2π) = {decimal(MEAN, 4)}, and ReLU of s x is s times ReLU of x.",
        f"So it is {decimal(spread)} · {decimal(MEAN, 4)} = {decimal(spread * MEAN, 4)}.",
    )
    asked = numbered(told, spread * MEAN, wrong, way, "Half of the inputs give 0, the others themselves.",
                     low=-100, high=100, apart=1e-3)  # fmt: skip
    return replace(asked, own=OF_THE_MEAN)


def share_of(random: np.random.Generator) -> Question:
    """The share of inputs that learn, for a bias."""
    bias = float(random.choice([-2, -1.5, -1, -0.75, -0.5, 0.5, 0.75, 1, 1.5, 2]))
    key = share(bias)
    told = f"Inputs are standard normal, the bias is {decimal(bias)}. Which share of them meets a slope of 1?"
    wrong = [(1 - key, "sparse"), (0.5, "half"), (1.0, "line"), (0.0, "shut")]
    way = (
        f"The slope is 1 where x + b > 0, that is where x > {decimal(-bias)}.",
        f"A share of Φ({decimal(bias)}) = {decimal(key)} of standard normal inputs lies there.",
    )
    asked = numbered(told, key, wrong, way, "Ask which inputs the bias lifts above 0.", low=0, high=1, apart=0.01,
                     value=bias)  # fmt: skip
    turned = Misconception("sparse", f"Those with x > {decimal(bias)} learn.",
                           f"They learn where x + b > 0, that is where x > {decimal(-bias)}.", bias,
                           f"See a bias of {decimal(bias)}")  # fmt: skip
    return replace(asked, own=(turned,))


def through_two(random: np.random.Generator) -> Question:
    """The gradient that passes two ReLUs in a row, one of them perhaps shut."""
    first, second = (float(one) * random.choice([-1, 1, 1]) for one in random.choice([0.5, 1.5, 2.5, 4], 2))
    weights = (float(random.choice([2, 3, 5])), float(random.choice([4, 6, 10])))
    one, two = weights
    key = passed(first, second, weights)
    told = (
        "Two units in a row, each a weight, a bias and a ReLU: "
        f"the first has weight {decimal(one)} and {decimal(first)} goes into its ReLU, "
        f"the second has weight {decimal(two)} and {decimal(second)} goes into its ReLU. "
        "By how much does the output change per change of the input?"
    )
    wrong = [
        (one * two, "line"),
        (first * second, "input"),
        (one + two, "sum"),
        (0.0, "sparse"),
        *([(float(f"{LEAK * one * two:.10g}"), "leak")] if key == 0 else []),
        *((weight, "alone") for weight in weights),
    ]
    gates = [decimal(float(RELU.slope(x))) for x in (first, second)]
    way = (
        f"A ReLU multiplies by 1 where what goes in is above 0, else by 0: here by {gates[0]} and {gates[1]}.",
        f"The slopes multiply: {decimal(one)} · {gates[0]} · {decimal(two)} · {gates[1]} = {decimal(key)}.",
    )
    asked = numbered(told, key, wrong, way, "A ReLU multiplies by 1 or by 0.", low=-1e3, high=1e3, within=0.0)
    return replace(asked, own=OF_TWO)
