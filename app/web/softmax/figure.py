"""The pictures of a lesson: all answers, the loss over p, its trail, two losses of one score, where numbers break."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..figures.area import Figure
from ..figures.style import Look
from .floats import ruler
from .lesson import Taught, taught
from .pull import both_losses, both_slopes
from .query import SoftmaxQuery
from .simplex import triangle
from .slope import loss_curve
from .trail import trail

FIGURES: Mapping[str, Callable[[Taught, Look], Figure]] = {
    "triangle": triangle,
    "loss": loss_curve,
    "trail": trail,
    "binary": both_losses,
    "pull": both_slopes,
    "floats": ruler,
}


def figure(query: SoftmaxQuery, look: Look) -> Figure:
    """The picture that is asked for."""
    return FIGURES[query.picture](taught(query.lesson), look)
