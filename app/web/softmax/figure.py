"""The pictures of a lesson: all answers, the loss over p, its trail, two losses of one score, where numbers break."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..figures.area import Figure
from ..figures.axes import captioned
from ..figures.style import Look
from .floats import ruler
from .lesson import Taught, taught
from .pull import both_losses, both_slopes
from .query import SoftmaxQuery
from .simplex import triangle
from .slope import loss_curve
from .trail import trail
from .words import spoken

FIGURES: Mapping[str, Callable[[Taught, Look], Figure]] = {
    "triangle": triangle,
    "loss": loss_curve,
    "trail": trail,
    "binary": both_losses,
    "pull": both_slopes,
    "floats": ruler,
}

TITLES = {
    "triangle": "All possible answers",
    "loss": "The loss over the probability of the true class",
    "trail": "The loss, step by step",
    "binary": "Cross-entropy and squared error over the score z",
    "pull": "How steep both losses are, over the score z",
    "floats": "The largest score of each kind of number",
}


def figure(query: SoftmaxQuery, look: Look) -> Figure:
    """The picture that is asked for."""
    found = taught(query.lesson)
    return captioned(FIGURES[query.picture](found, look), TITLES[query.picture], [spoken(found.now)])
