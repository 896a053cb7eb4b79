"""A lesson: a question, a prediction that is run, the gap, the reason, something to vary, and checks.

From the one object follow its page, its API, its place in the list, the numbers on /verify and its tests.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, ClassVar, Generic, Literal

import numpy as np

from ..core.numbers import Array
from .checks import Check
from .pictures import Picture
from .predictions import Kind, Marked, V


@dataclass(frozen=True)
class Term:
    """A word or a symbol that the lesson uses, and what it means."""

    word: str
    meaning: str


@dataclass(frozen=True)
class Misconception:
    """A belief by its name: what is believed, what is true instead, and which value of the knob shows it."""

    name: str
    belief: str
    instead: str
    value: float
    look: str  # what to look at there, as an offer: "See what 0.99 does"
    face: str = ""  # in which face of a lesson that has several


@dataclass(frozen=True)
class Face:
    """One of several pictures of a lesson: its name, and a word or two."""

    name: str
    text: str


@dataclass(frozen=True)
class Vary:
    """The one knob of a lesson. Its range holds the `critical` value, which has a name of its own, or 0 is that."""

    symbol: str
    help: str
    low: float
    high: float
    default: float
    critical: float | None = None
    mark: str = ""
    besides: tuple[float, ...] = ()  # more values that the mark tells
    finer: tuple[float, ...] = ()  # more places of the slider, where much happens
    log: bool = False
    whole: bool = False  # whole numbers alone
    scent: str = ""  # what the curve behind the slider tells
    goal: str = ""  # something to make happen
    along: Literal["", "x", "y"] = ""  # the one axis of the picture that counts for the knob's handle, if not both
    to_one: bool = False  # whether what is missing to 1 is evenly spaced on a logarithmic axis

    @property
    def places(self) -> Array:
        """Where the slider may stand."""
        spaced = np.geomspace if self.log else np.linspace
        even = 1 - np.geomspace(1 - self.low, 1 - self.high, 81) if self.to_one else spaced(self.low, self.high, 101)
        found = np.array([float(f"{one:.3g}") for one in even.tolist()])
        told = [self.default] if self.critical is None else [self.default, float(f"{self.critical:.4g}")]
        places = np.append(found, [*told, *self.finer])
        return np.unique(np.rint(places) if self.whole else places)


@dataclass(frozen=True)
class Seen:
    """A picture, and what happened in it, in sentences; `reached` says whether the knob's goal is."""

    picture: Picture
    words: tuple[str, ...]
    reached: bool = False


@dataclass(frozen=True)
class Aha:
    """The one number to remember, what it equals, and a sentence."""

    number: str
    equals: str
    words: str


@dataclass(frozen=True)
class Part:
    """One symbol of the formula (TeX): what it means, its value here, and the line of the picture that shows it."""

    symbol: str
    meaning: str
    value: str
    line: str = ""
    follows: Literal["", "n", "x", "y"] = ""  # what the value is while that line is played: step, place or height
    inside: bool = True  # whether the formula with the numbers holds it


@dataclass(frozen=True)
class Why:
    """Two sentences, the formula (TeX) in symbols, the same with the numbers of the moment, and what each means."""

    words: tuple[str, ...]
    formula: str
    numbers: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Reference:
    """A number that we publish: how we come to it, what it is elsewhere, how far off it may be, and since when."""

    what: str
    ours: Callable[[], float]
    value: float
    tolerance: float
    source: str
    since: str

    @property
    def holds(self) -> bool:
        """Whether ours is as near as it is to be."""
        return bool(abs(self.ours() - self.value) <= self.tolerance)


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
    def usual(self) -> float:
        """The value of the knob at which predictions are run."""
        return self.vary.default if self.shown is None else self.shown

    def outcome(self, value: float) -> float | None:
        """What the curve behind the knob tells of a value, None where it blows up or never ends."""
        return None

    def aha_at(self, value: float) -> Aha | None:
        """The number to remember at a value of the knob, where it moves with it."""
        return None

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
