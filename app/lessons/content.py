"""What a lesson is made of, as plain values: words, beliefs, its knob, what is seen, the reason, published numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..core.numbers import Array
from .pictures import Picture


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
    about_0: bool = False  # whether it is logarithmic far from 0, on both sides, and even near it

    @property
    def places(self) -> Array:
        """Where the slider may stand."""
        spaced = np.geomspace if self.log else np.linspace
        even = 1 - np.geomspace(1 - self.low, 1 - self.high, 81) if self.to_one else spaced(self.low, self.high, 101)
        if self.about_0:
            even = np.sinh(np.linspace(math.asinh(self.low), math.asinh(self.high), 101))
        found = np.array([float(f"{one:.3g}") for one in even.tolist()])
        told = [self.default] if self.critical is None else [self.default, float(f"{self.critical:.4g}")]
        told += [0.0] * self.about_0
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
    """The one number to remember, what it equals, and a sentence.

    It may be the height of a `line` that is played: then `at`, as it stands in what it equals, is the place.
    """

    number: str
    equals: str
    words: str
    line: str = ""
    at: str = ""


@dataclass(frozen=True)
class Part:
    """One symbol of the formula (TeX): what it means, its value here, and the line of the picture that shows it."""

    symbol: str
    meaning: str
    value: str
    line: str = ""
    follows: Literal["", "n", "x", "y", "1-y"] = ""  # the value while that line is played: step, place, height
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
