"""The softmax page as it opens: with all its numbers, or with the scores alone while something is to be predicted."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from fastapi import Request, Response

from ...core.numerals import decimal
from ..http.answers import LAB
from ..page.render import show
from .bars import Bar
from .page import SoftmaxPage
from .parts import Box, Row
from .state import MOST_STEPS, SoftmaxState, SoftmaxStateParameters

UNKNOWN = "?"
NO_BAR = Bar(0.0, 0.0, 0.0, UNKNOWN, UNKNOWN)
MIDDLE = 50.0  # where a gradient of 0 has its bar


class UnseenSoftmaxPage(SoftmaxPage):
    """The page before anything is predicted: scores and labels, and nothing that follows from both."""

    def __init__(self, state: SoftmaxState) -> None:
        super().__init__(state)
        self.csv = ""

    @cached_property
    def rows(self) -> list[Row]:
        """The classes as far as their scores."""
        return [unseen_row(one) for one in super().rows]

    @cached_property
    def sums(self) -> dict[str, str]:
        """What stands below the columns."""
        return {name: text if name == "labels" else UNKNOWN for name, text in super().sums.items()}

    @property
    def caption(self) -> str:
        """What is to be thought of."""
        return "Softmax raises e to each score and divides by their sum. The loss weighs −ln p by the label."

    @property
    def spoken(self) -> str:
        """What a screen reader says after a change."""
        return f"{self._scores}."

    @property
    def summary(self) -> list[str]:
        """The pipeline as far as the scores."""
        return [f"A linear model of {len(self.now.x)} inputs gives {len(self.now.z)} scores. {self._scores}."]

    @property
    def _scores(self) -> str:
        pairs = zip(self.taught.letters, self.now.z.tolist(), strict=True)
        return "Scores: " + ", ".join(f"{letter} {decimal(z, 4)}" for letter, z in pairs)

    @property
    def table(self) -> list[list[str]]:
        """The scores in numbers."""
        return [[row.letter, row.score.text, *[UNKNOWN] * 2, row.label, *[UNKNOWN] * 2, f"z = {row.score.words}"]
                for row in self.rows]  # fmt: skip


def unseen_row(one: Row) -> Row:
    """A class whose score is known, and nothing that softmax makes of it."""
    slope = replace(NO_BAR, left=MIDDLE, end=MIDDLE)
    return replace(
        one, weights=[unseen_box(box) for box in one.weights], bias=unseen_box(one.bias),
        power=NO_BAR, probability=NO_BAR, term=UNKNOWN, term_words=UNKNOWN, gradient=slope,
    )  # fmt: skip


def unseen_box(one: Box) -> Box:
    """A number without the slope of the loss by it."""
    return replace(one, slope="", left=MIDDLE, width=0.0, falls=False)


async def softmax_lab(request: Request, state: SoftmaxStateParameters) -> Response:
    """From scores to a loss, and one step down its slope."""

    def page() -> SoftmaxPage:
        known = SoftmaxPage(state)
        return UnseenSoftmaxPage(state) if known.foretold.covered else known

    numbers = LAB + 100 * (MOST_STEPS if state.until else state.steps)
    return await show(request, "softmax.html", page, numbers, view=state.view, projectable=True)
