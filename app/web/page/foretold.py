"""Predict first: a lab asks what will come of it, and tells nothing of that until somebody has said what they think.

What has been predicted is state, as all else: it stands in the link, and Back takes it back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Protocol

from pydantic import Field

from ...rooms.questions import MOST_OPTIONS
from ..http.forms import OfPage
from ..http.numbers import QueryFlag

LONGEST_GUESS = 8  # characters
KEYS = 9  # digits that choose
NONE_OF_THEM: Mapping[str, str] = {"none": "None of them"}  # what may be predicted where some of many are asked for
UNASKED: Mapping[str, object] = {"predict": 0, "guess": None}  # what changes no number

Predict = Annotated[OfPage[QueryFlag], Field(description="For the page: 1 has something predicted first.")]
Guess = Annotated[
    OfPage[Annotated[str, Field(max_length=LONGEST_GUESS, pattern="^[a-z0-9]+$")] | None],
    Field(description="For the page: what is predicted."),
]


class Foretelling(Protocol):
    """A state that may have something predicted first."""

    @property
    def predict(self) -> int:
        """Whether it is asked."""

    @property
    def guess(self) -> str | None:
        """What is predicted: the name of one of the options."""


@dataclass(frozen=True)
class Offer:
    """Something to predict, the digit that chooses it if there is one left, and the page with it."""

    key: str
    text: str
    url: str


@dataclass(frozen=True)
class Truth:
    """Which of the options are right, None while that is not known, and what happens in words.

    In a room it is known from a step on.
    """

    right: frozenset[str] | None
    words: str
    since: int = 0


class Foretold:
    """What is asked before anything is told, and afterwards what became of the prediction.

    `options` are the words of each prediction by its name; `truth` is worked out once there is one. A prediction that
    is none of the options, as that of a run which has been removed, is none.
    """

    def __init__(
        self,
        state: Foretelling,
        link: Callable[..., str],
        question: str,
        options: Mapping[str, str],
        truth: Callable[[], Truth],
    ) -> None:
        self.question = question
        self.asked = bool(state.predict)
        self.said = options.get(state.guess or "", "")
        self.covered = self.asked and not self.said
        self._guess, self._link, self._options, self._truth = state.guess, link, options, truth

    @property
    def offers(self) -> list[Offer]:
        """What may be predicted."""
        keys = [str(k) if k <= KEYS else "" for k in range(1, len(self._options) + 1)]
        pairs = zip(keys, self._options.items(), strict=True)
        return [Offer(key, text, self._link(guess=name)) for key, (name, text) in pairs]

    def in_class(self, lab: str) -> list[tuple[str, str]]:
        """What the page of rooms is asked to put to a class: this question, and this lab to run its answer.

        Which of the options is right goes along where it is one alone, and this page tells it.
        """
        asks = [("lab", lab if self.asked else f"{lab}{'&' if '?' in lab else '?'}predict=1"), ("text", self.question)]
        if len(self._options) > MOST_OPTIONS:
            return asks
        right = frozenset() if self.covered else self.truth.right or frozenset()
        places = [str(place) for place, name in enumerate(self._options, start=1) if name in right]
        options = [("option", text) for text in self._options.values()]
        return [*asks, *options, *(("right", place) for place in places if len(places) == 1)]

    @property
    def first(self) -> str:
        """The page that asks, for the first time or again."""
        return self._link(predict=1, guess=None)

    @property
    def away(self) -> str:
        """The page that asks nothing."""
        return self._link(**UNASKED)

    @cached_property
    def truth(self) -> Truth:
        """What happens."""
        return self._truth()

    @property
    def verdict(self) -> str:
        """Whether what was predicted is right, once that is known."""
        right = self.truth.right
        return "" if right is None else "Right: " if self._guess in right else "Not quite: "
