"""Who is drawn how: a colour, a dash and a marker each, the same on every page and in every file.

The colours themselves stand in style.css, once for light and once for dark; here they have names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ...core.catalogue import Entry
from .style import LIGHT

# Plotly's names of markers, and the same ten units wide about (0, 0) as SVG path data.
MARKERS = {
    "circle": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
    "square": "M-4.5 -4.5h9v9h-9z",
    "triangle-up": "M0 -5.5L5.5 4.5h-11z",
    "triangle-down": "M0 5.5L5.5 -4.5h-11z",
    "x": "M-5 -3L-3 -5L0 -2L3 -5L5 -3L2 0L5 3L3 5L0 2L-3 5L-5 3L-2 0z",
    "diamond": "M0 -6L6 0L0 6L-6 0z",
    "x-thin": "M-4.5 -4.5L4.5 4.5M4.5 -4.5L-4.5 4.5",
    "cross-thin": "M-5 0h10M0 -5v10",
    "star": "M0 -6.5L1.9 -2L6.5 -1.8L2.9 1.1L4.1 5.6L0 3L-4.1 5.6L-2.9 1.1L-6.5 -1.8L-1.9 -2z",
}

CIRCLE, SQUARE, UP, DOWN, CROSS, DIAMOND, _, _, STAR = MARKERS.values()


@dataclass(frozen=True)
class Stroke:
    """How a curve is drawn: the name of its colour, its dashes in pixels, the name of its marker."""

    colour: str
    dash: str
    symbol: str

    @property
    def marker(self) -> str:
        """The marker as SVG path data."""
        return MARKERS[self.symbol]

    @property
    def light(self) -> str:
        """The colour in light files."""
        return LIGHT(self.colour)

    @property
    def dashes(self) -> str:
        """The dashes as Plotly writes them."""
        return "px,".join(self.dash.split()) + "px" if self.dash else "solid"


ADAM = Stroke("adam", "", "circle")
MOMENTUM = Stroke("momentum", "8 4", "square")
SGD = Stroke("sgd", "", "triangle-up")
ADAGRAD = Stroke("adagrad", "8 3 2 3", "x")
RMSPROP = Stroke("rmsprop", "12 5", "diamond")
NESTEROV = Stroke("nesterov", "5 4", "triangle-down")
ADAMW = Stroke("adamw", "14 4 2 4", "star")

PLAIN = {one.colour: one for one in (SGD, MOMENTUM, NESTEROV, ADAGRAD, RMSPROP, ADAM, ADAMW)}

# On the activations' curves SGD's colour has a triangle and Adam's a circle; on paths it is the other way round.
ACTIVATIONS = {
    "sigmoid": ADAM,
    "tanh": MOMENTUM,
    "relu": SGD,
    "leaky_relu": ADAGRAD,
    "maxout": NESTEROV,
    "elu": RMSPROP,
}
OPTIMIZERS = {
    "sgd": replace(SGD, symbol="circle"),
    "momentum": replace(MOMENTUM, dash=""),
    "nesterov": replace(NESTEROV, dash="8 5"),
    "adagrad": replace(ADAGRAD, dash="2 4", symbol="triangle-up"),
    "rmsprop": replace(RMSPROP, dash="10 4 2 4", symbol="x"),
    "adam": replace(ADAM, symbol="diamond"),
    "adamw": replace(ADAMW, dash="14 6"),
}
FREE = ("adamw", "nesterov", "adagrad", "rmsprop", "momentum", "adam", "sgd")  # who lends a look, in turn


def strokes(entries: Sequence[Entry]) -> list[Stroke]:
    """One stroke an activation: the six of the slides keep theirs."""
    return dealt(entries, ACTIVATIONS, [PLAIN[name] for name in FREE])


def runners(entries: Sequence[Entry]) -> list[Stroke]:
    """One stroke an optimizer: the seven best known keep theirs."""
    return dealt(entries, OPTIMIZERS, [OPTIMIZERS[name] for name in FREE])


def dealt(entries: Sequence[Entry], looks: Mapping[str, Stroke], lent: Sequence[Stroke]) -> list[Stroke]:
    """The first of a name that has a look keeps it; the others take what nobody has, in turn."""
    used = {looks[entry.name].colour for entry in entries if entry.name in looks}
    free = [stroke for stroke in lent if stroke.colour not in used] or lent
    answer, taken = [], 0
    for i, entry in enumerate(entries):
        first = entry.name in looks and all(other.name != entry.name for other in entries[:i])
        answer.append(looks[entry.name] if first else free[taken % len(free)])
        taken += not first
    return answer
