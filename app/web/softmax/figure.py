"""The pictures of a lesson: all answers, the loss over p, its trail, two losses of one score, where numbers break."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.web.figures.area import Figure
from app.web.figures.style import Look
from app.web.softmax.floats import ruler
from app.web.softmax.lesson import Taught, taught
from app.web.softmax.pull import both_losses, both_slopes
from app.web.softmax.query import SoftmaxQuery
from app.web.softmax.simplex import triangle
from app.web.softmax.slope import loss_curve
from app.web.softmax.trail import trail

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
