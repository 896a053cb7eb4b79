"""The questions of the softmax page: a state each."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..http.address import address
from .rows import Numbers
from .state import SoftmaxState

ZEROS = (Numbers((0.0, 0.0)),) * 3
TWO = (Numbers((1.0, -1.0)), Numbers((0.5, 0.5)))


@dataclass(frozen=True, eq=False)
class SoftmaxQuestion:
    """A state of the page, its name among the presets, and its heading."""

    slug: str | None
    name: str
    title: str
    state: dict[str, Any] = field(default_factory=dict)

    def query(self, view: str | None = None, predict: int = 0) -> SoftmaxState:
        """The state that asks it."""
        key = "panel" if self.slug in {"binary", "breaks"} else "question"
        return SoftmaxState.model_validate({**self.state, key: self.slug, "view": view, "predict": predict})


SOFTMAX_QUESTIONS = (
    SoftmaxQuestion(None, "The slide", "How do scores become a loss?"),
    SoftmaxQuestion("right", "Sure and right", "What does it cost to be right?", {"z": (Numbers((5.0, 1.0, 0.1)),)}),
    SoftmaxQuestion("wrong", "Sure and wrong", "And to be sure and wrong?", {"z": (Numbers((-2.0, 3.0, 0.1)),)}),
    SoftmaxQuestion("equal", "All equal", "The loss before learning?", {"w": ZEROS, "b": (Numbers((0.0,) * 3),)}),
    SoftmaxQuestion("two", "Two classes", "Two scores or one?", {"w": TWO, "b": (Numbers((1.5, 0.25)),)}),
    SoftmaxQuestion("focal", "Focal loss", "Should easy cases count less?", {"gamma": 2.0}),
    SoftmaxQuestion("binary", "Squared error", "Which loss pulls harder?", {"w": TWO, "z": (Numbers((-5.0, 0.0)),)}),
    SoftmaxQuestion("breaks", "Overflow", "When does softmax break?", {"z": (Numbers((123.0, 456.0, 789.0)),)}),
)  # fmt: skip


def asked(state: SoftmaxState) -> SoftmaxQuestion | None:
    """The question that a state asks: by its panel or slug, or the slide itself as it is found."""
    slug = state.panel or state.question
    found = next(one for one in SOFTMAX_QUESTIONS if one.slug == slug)
    if slug is not None:
        return found
    kept = state.kept.keys() - {"steps", "optimizer", "room", "view", "predict", "guess"}
    return None if kept else found


def question_url(question: SoftmaxQuestion, view: str | None = None, predict: int = 0) -> str:
    """The page that asks `question`, in the same view."""
    return address("/softmax", _asking(question, view, predict))


@cache
def _asking(question: SoftmaxQuestion, view: str | None, predict: int) -> str:
    return question.query(view, predict).query()
