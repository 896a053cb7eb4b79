"""Who is drawn how: a colour, a dash and a marker each, the same on every page and in every exported file.

The colours themselves stand in style.css, once for light and once for dark; here they have names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.activations import Activation


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

KNOWN = {
    "sigmoid": ADAM,
    "tanh": MOMENTUM,
    "relu": SGD,
    "leaky_relu": ADAGRAD,
    "maxout": NESTEROV,
    "elu": RMSPROP,
}
FREE = (ADAMW, NESTEROV, ADAGRAD, RMSPROP, MOMENTUM, ADAM, SGD)


def strokes(entries: Sequence[Activation]) -> list[Stroke]:
    """One stroke an entry: the six of the slides keep theirs, the others take what is free, in turn."""
    used = [KNOWN[entry.name] for entry in entries if entry.name in KNOWN]
    free = [stroke for stroke in FREE if stroke not in used] or list(FREE)
    answer, taken = [], 0
    for i, entry in enumerate(entries):
        first = entry.name in KNOWN and all(other.name != entry.name for other in entries[:i])
        answer.append(KNOWN[entry.name] if first else free[taken % len(free)])
        taken += not first
    return answer
