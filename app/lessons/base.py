"""A lesson: a question, a prediction that is run, the gap, the reason, something to vary, and checks.

From the one object follow its page, its API, its place in the list, the numbers on /verify and its tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import cache
from typing import Any, ClassVar, Generic

from .checks import Check
from .content import Aha, Face, Misconception, Reference, Seen, Term, Vary, Why
from .pictures import Picture
from .predictions import Kind, Marked, V


class Lesson(ABC, Generic[V]):
    """One lesson. What its class attributes say is fixed; what its methods say is worked out."""

    slug: ClassVar[str]
    place: ClassVar[str]  # chapter and number in the order of the slides: C7
    title: ClassVar[str]
    question: ClassVar[str]
    setting: str  # what is drawn before anything is predicted
    terms: ClassVar[tuple[Term, ...]]
    minutes: ClassVar[int] = 4
    prediction: Kind[V]
    vary: Vary
    faces: ClassVar[tuple[Face, ...]] = ()
    face: str = ""  # which of them this is
    asked_of_each: ClassVar[bool] = False  # whether a part of the prediction is of each of them
    misconceptions: ClassVar[tuple[Misconception, ...]]
    checks: ClassVar[tuple[Check, ...]]
    references: ClassVar[tuple[Reference, ...]]
    shown: ClassVar[float | None] = None  # the value of the knob at which predictions are run, if not the default
    limits: str  # where it does not hold, honestly

    @abstractmethod
    def truth(self) -> V:
        """What is to be predicted, from the simulation."""

    @abstractmethod
    def given(self) -> Picture:
        """What is drawn before; the answer is not in it."""

    @abstractmethod
    def seen(self, prediction: V | None) -> Seen:
        """The prediction and the truth, both run, and what became of them; the truth alone for who has skipped."""

    @abstractmethod
    def aha(self) -> Aha:
        """The number to remember."""

    @abstractmethod
    def why(self, value: float) -> Why:
        """The reason, with the numbers at a value of the knob."""

    @abstractmethod
    def varied(self, value: float) -> Seen:
        """The same at a value of the knob, beside a ghost of the usual one."""

    @abstractmethod
    def lab(self, value: float) -> str:
        """The page and query that show the same state in its lab."""

    def held(self, value: float) -> tuple[float, float] | None:
        """Where the handle of the knob is in the picture of a value, if there is something to take hold of."""
        return None

    def turned(self, value: float) -> Seen:
        """The same, its texts clear of the handle."""
        seen = self.varied(value)
        return replace(seen, picture=replace(seen.picture, handle=self.held(value)))

    def why_said(self, prediction: V | None) -> Why:
        """The reason where predictions are run, and the numbers of what was said where the formula has some."""
        return self.why(self.usual)

    def why_varied(self, value: float) -> Why:
        """The reason beside the picture of the knob, where that is of something else."""
        return self.why(value)

    def facing(self, face: str | None, prediction: V | None) -> Lesson[V]:
        """The lesson by one of its faces, or by that which suits a prediction. Raises ValueError if there is none."""
        if face is not None:
            raise ValueError("this lesson has one picture alone")
        return self

    def right_of(self, prediction: V) -> bool:
        """Whether what was said is right of this face."""
        return self.mark(prediction).right

    @property
    def given_first(self) -> str:
        """The sentence that is read before a prediction."""
        first, _, more = self.setting.partition(". ")
        return f"{first}." if more else first

    @property
    def usual(self) -> float:
        """The value of the knob at which predictions are run."""
        return self.vary.default if self.shown is None else self.shown

    def outcome(self, value: float) -> float | None:
        """What the curve behind the knob tells of a value, None where it blows up or never ends."""
        return None

    def aha_at(self, value: float) -> Aha | None:
        """The number to remember at a value of the knob, where it moves with it."""
        return None

    def value_at(self, step: int) -> float | None:
        """The value of the knob that a step of the run stands for, if it is one of the knob."""
        return None

    def aha_played(self, value: float) -> Aha:
        """The number to remember at a value that is played."""
        return self.aha()

    def in_small(self, value: float) -> Picture:
        """The picture of a value of the knob, or what of it is to be seen where it is small."""
        return self.varied(value).picture

    def tally(self, value: float) -> str:
        """In a word or two, what comes of this face at a value of the knob."""
        return ""

    def mark(self, prediction: V) -> Marked:
        """Compare a prediction with the truth."""
        return self.prediction.mark(prediction, self.truth())

    def trap(self, prediction: V) -> str | None:
        """The name of the misconception that a wrong prediction betrays."""
        return self.prediction.trap(prediction)

    def misconception(self, name: str | None) -> Misconception | None:
        """A misconception by its name."""
        return next((one for one in self.misconceptions if one.name == name), None)

    @cache  # noqa: B019  # a lesson lives as long as the program
    def scent(self) -> tuple[tuple[float, float | None], ...]:
        """Values of the knob with their outcomes."""
        return tuple((value, self.outcome(value)) for value in self.vary.places.tolist())


AnyLesson = Lesson[Any]
