"""The questions the slides raise of activation functions, each answered in one click with numbers from the core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...core.activations import ACTIVATIONS, Activation
from ...core.activations.properties import properties
from ...core.numerals import decimal, plural, superscript
from ..page.widgets import Finding


@dataclass(frozen=True)
class Question:
    """A state of the page and what it shows. `slug` is None for a plain selection without an answer."""

    slug: str | None
    name: str
    title: str
    icon: str
    f: tuple[str, ...]
    at: float | None
    answer: Callable[[Sequence[Activation], int], Finding] | None = None

    def entries(self) -> tuple[Activation, ...]:
        """The functions it compares."""
        return tuple(map(read, self.f))


read = lru_cache(ACTIVATIONS.read)  # a page asks each question what it is about


def saturated(entries: Sequence[Activation], layers: int) -> Finding:
    """What survives n layers at best."""
    one = entries[0]
    facts = properties(one)
    peak, edge = facts.max_slope, facts.saturates_right
    where = f" and beyond |x| = {decimal(edge)} it is under 1 % of that" if edge is not None else ""
    return Finding(
        decimal(peak**layers),
        f"= {decimal(peak)}{superscript(layers)}",
        (
            f"is the most that {plural(layers, 'layer')} of {type(one).title} can let through.",
            f"The slope is {decimal(peak)} at its steepest{where}: a saturated unit passes almost nothing back.",
        ),
    )


def zero_centred(entries: Sequence[Activation], layers: int) -> Finding:
    """The mean output for inputs from N(0, 1)."""
    facts = [(type(one).title, decimal(round(properties(one).mean, 12))) for one in entries]
    return Finding(
        facts[0][1],
        f"mean output of {facts[0][0]}",
        (
            "for inputs drawn from N(0, 1); " + ", ".join(f"{mean} for {name}" for name, mean in facts[1:]) + ".",
            "Outputs that are never negative push all the weights of the next unit the same way.",
        ),
    )


def negative_side(entries: Sequence[Activation], layers: int) -> Finding:
    """The slope of ReLU below zero."""
    facts = properties(entries[0])
    corner = facts.kinks[0] if facts.kinks else None
    sides = f"left slope {decimal(corner.left)}, right slope {decimal(corner.right)}" if corner else "no corner"
    return Finding(
        decimal(float(entries[0].slope(-2.0))),
        "slope at every x < 0",
        (
            f"so {decimal(100 * facts.small_slope_share)} % of inputs from N(0, 1) send nothing back.",
            f"At 0 itself it is a choice: {sides}; we answer {decimal(float(entries[0].slope(0.0)))}, as PyTorch does.",
        ),
    )


def leak(entries: Sequence[Activation], layers: int) -> Finding:
    """What a leak of 0.1 or 0.01 leaves after n layers."""
    slopes = [float(one.slope(-1.0)) for one in entries]
    rest = " ".join(f"With {decimal(slope)} it is {decimal(slope**layers)}." for slope in slopes[1:])
    return Finding(
        decimal(slopes[0] ** layers),
        f"= {decimal(slopes[0])}{superscript(layers)}",
        (
            f"comes through {plural(layers, 'layer')} whose inputs are all negative. {rest}".strip(),
            "The slide writes 0.1, PyTorch's default is 0.01. Either way a silent unit can still learn its way back.",
        ),
    )


SIX = tuple(str(ACTIVATIONS[name]()) for name in ("sigmoid", "tanh", "relu", "leaky_relu", "maxout", "elu"))
STOP = "Where does a neuron stop learning?"

QUESTIONS = (
    Question(None, "Slides", STOP, "slides", SIX, None),
    Question("saturated", "Saturated", "How much gradient is left?", "saturating", ("sigmoid", "tanh"), 5.0, saturated),
    Question("zero_centred", "Centred", "Which outputs are centred on zero?", "centred",
             ("sigmoid", "tanh", "relu"), 0.0, zero_centred),
    Question("negative_side", "x < 0", "What is ReLU's slope below zero?", "rectifier", ("relu",), -2.0, negative_side),
    Question("leak", "0.1 or 0.01", "Slope 0.1 or 0.01?", "leak",
             ("leaky_relu(negative_slope=0.1)", "leaky_relu(negative_slope=0.01)"), -2.0, leak),
    Question("cost", "exp", "Is exp() expensive?", "clock", ("sigmoid", "tanh", "relu"), None),
    Question(None, "Maxout", "Can two lines copy any curve?", "maxout", ("maxout(w1=-0.5,b1=0,w2=1,b2=0)",), 1.0),
)  # fmt: skip
