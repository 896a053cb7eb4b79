"""What may be predicted of scores: how large their loss is, in bands about that of a model that knows nothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np

from ...core.activations.base import Array
from ...core.numerals import fixed
from ..page.foretold import Foretold, Truth
from .lesson import Model
from .state import SoftmaxState

OF_CLUELESS = (0.25, 0.5, 1.0, 2.0)  # of the loss of a model that knows nothing: the edges of the bands
ON_AN_EDGE = 1e-9  # of that loss: what is so near to an edge belongs to both sides


def foretold_loss(state: SoftmaxState, link: Callable[..., str], now: Model) -> Foretold:
    """The question that scores ask first."""
    nothing = clueless(state)
    edges = [share * nothing for share in OF_CLUELESS]
    return Foretold(state, link, "How large is the loss?", bands_of_loss(edges), lambda: truly(now, edges, nothing))


def clueless(state: SoftmaxState) -> float:
    """The loss where all scores are equal."""
    unknown: Array = 0 * state.weights
    return float(state.observation.loss(unknown, 0 * state.bias).losses)


def bands_of_loss(edges: list[float]) -> dict[str, str]:
    """The bands by their numbers, from the lowest."""
    low, *_, high = told = [fixed(edge) for edge in edges]
    between = [f"{left} to {right}" for left, right in pairwise(told)]
    return {str(k): text for k, text in enumerate([f"below {low}", *between, f"above {high}"], start=1)}


def truly(now: Model, edges: list[float], nothing: float) -> Truth:
    """In which band the loss is; on an edge in both."""
    loss, near = float(now.loss.losses), ON_AN_EDGE * abs(nothing)
    ends = [-np.inf, *edges, np.inf]
    right = [str(k) for k in range(1, len(ends)) if ends[k - 1] - near <= loss <= ends[k] + near]
    return Truth(
        frozenset(right), f"the loss is {fixed(loss)} nats; where all scores are equal it is {fixed(nothing)}."
    )
