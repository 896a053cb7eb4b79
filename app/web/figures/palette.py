"""Who is drawn how: a colour, a dash and a marker each, the same on every page and in every exported file.

The colours themselves stand in style.css, once for light and once for dark; here they have names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.core.catalogue import Entry


@dataclass(frozen=True)
class Stroke:
    """How a curve is drawn: colour (its name in style.css, and hex for files), SVG dash array, marker about (0, 0)."""

    colour: str
    light: str
    dash: str
    marker: str


CIRCLE = "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
SQUARE = "M-4.5 -4.5h9v9h-9z"
UP = "M0 -5.5L5.5 4.5h-11z"
DOWN = "M0 5.5L5.5 -4.5h-11z"
CROSS = "M-5 -3L-3 -5L0 -2L3 -5L5 -3L2 0L5 3L3 5L0 2L-3 5L-5 3L-2 0z"
DIAMOND = "M0 -6L6 0L0 6L-6 0z"
STAR = "M0 -6.5L1.9 -2L6.5 -1.8L2.9 1.1L4.1 5.6L0 3L-4.1 5.6L-2.9 1.1L-6.5 -1.8L-1.9 -2z"

ADAM = Stroke("adam", "#057aff", "", CIRCLE)
MOMENTUM = Stroke("momentum", "#8a1700", "8 4", SQUARE)
SGD = Stroke("sgd", "#1a1a1a", "", UP)
ADAGRAD = Stroke("adagrad", "#186253", "8 3 2 3", CROSS)
RMSPROP = Stroke("rmsprop", "#561862", "12 5", DIAMOND)
NESTEROV = Stroke("nesterov", "#e90c85", "5 4", DOWN)
ADAMW = Stroke("adamw", "#918408", "14 4 2 4", STAR)

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
    "sgd": replace(SGD, marker=CIRCLE),
    "momentum": replace(MOMENTUM, dash=""),
    "nesterov": replace(NESTEROV, dash="8 5"),
    "adagrad": replace(ADAGRAD, dash="2 4", marker=UP),
    "rmsprop": replace(RMSPROP, dash="10 4 2 4", marker=CROSS),
    "adam": replace(ADAM, marker=DIAMOND),
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
