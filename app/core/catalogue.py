"""The notation: `leaky_relu(negative_slope=0.1)` is URL, legend, log text, cache key and test id."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import ModuleType
from typing import ClassVar, Generic, Literal, Self, TypeVar, dataclass_transform

import numpy as np

from .contract import check_knobs, check_word, check_written, missing
from .numbers import Real, check_real
from .spelling import CALL, NUMBER, misspelt, unknown, unreadable
from .spelling import quote as quote

LONGEST_NOTATION = 200  # characters; every honest entry is far shorter, a hostile one is refused unread

KEYWORD = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*(\S+)\s*", re.ASCII)


class NotationError(ValueError):
    """Text that names no entry, or an entry with a knob outside its range; the message is a whole sentence."""


def number(value: float) -> str:
    """The shortest text that reads back as `value`: `1` for 1.0, `0.1` for 0.1."""
    return repr(float(value)).removesuffix(".0")


@dataclass(frozen=True)
class Knob:
    """What a slider needs to know of one parameter. `open` names the ends that are themselves excluded.

    A parameter whose name a method already bears is written with a trailing underscore in Python (`value_`) and
    without it everywhere else; `Entry.settings` goes by the name without.
    """

    name: str
    symbol: str
    help: str
    low: float
    high: float
    default: float
    log: bool = False
    open: Literal["", "low", "high", "both"] = ""

    @property
    def interval(self) -> str:
        """The allowed values as mathematics writes them: `[0, 1)`."""
        left, right = "[("[self.open in {"low", "both"}], "])"[self.open in {"high", "both"}]
        return f"{left}{number(self.low)}, {number(self.high)}{right}"

    def check(self, value: Real) -> None:
        """Raise TypeError unless `value` is a number or an array of any shape, NotationError unless in the interval."""
        scalar = isinstance(value, float | int)  # which NumPy takes ten times as long to look at
        check_real(self.name, value)
        low, high = (float(value), float(value)) if scalar else (float(np.min(value)), float(np.max(value)))
        too_low = low <= self.low if self.open in {"low", "both"} else low < self.low
        too_high = high >= self.high if self.open in {"high", "both"} else high > self.high
        if too_low or too_high or math.isnan(low):
            raise NotationError(f"{self.name} must lie in {self.interval}, got {number(low if too_low else high)}")


def knob(
    symbol: str, help: str, *, low: float, high: float, default: float, log: bool = False,
    open: Literal["", "low", "high", "both"] = "",
) -> float:  # fmt: skip
    """A parameter of an entry: its symbol (TeX), a sentence, its bounds and its default.

    A float, as far as a reader of the entry need know: the field that is answered becomes one in each entry.
    """
    told = {"symbol": symbol, "help": help, "low": low, "high": high, "default": default, "log": log, "open": open}
    return field(default=default, metadata=told)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(knob,))
class Entry:
    """Something with a name and knobs. A subclass is frozen, hashable, and equal to another of the same notation.

    A class attribute that a base annotates and gives no value must be written, like an abstract method. A class with
    `abstract=True` is no entry but what several have in common.
    """

    abstract: ClassVar[bool] = True
    _knobs: ClassVar[tuple[Knob, ...]] = ()
    _written: ClassVar[dict[str, str]] = {}  # the name of each knob's field by its name in the notation
    name: ClassVar[str]
    title: ClassVar[str]
    tex: ClassVar[str]
    source: ClassVar[str]

    def __init_subclass__(cls, abstract: bool = False) -> None:
        """Make every subclass a frozen dataclass, so that an entry is written once and nothing else need be said.

        Raises TypeError for an entry that lacks what it must write.
        """
        super().__init_subclass__()
        cls.abstract = abstract
        check_knobs(cls)
        lacking = [] if abstract else cls.lacking()
        if lacking:
            raise TypeError(f"{cls.__name__} lacks {', '.join(lacking)}")
        if not abstract:
            check_word(cls, cls.name)
        dataclass(frozen=True, kw_only=True, repr=False)(cls)
        told = fields(cls)  # type: ignore[arg-type]  # mypy does not see that it is a dataclass by now
        check_written(cls, [one.name.removesuffix("_") for one in told])
        cls._written = {one.name.removesuffix("_"): one.name for one in told}
        cls._knobs = tuple(Knob(name=name, **one.metadata) for name, one in zip(cls._written, told, strict=True))

    @classmethod
    def lacking(cls) -> list[str]:
        """What an entry of this kind must write, and this one does not."""
        return missing(cls, Entry)

    def __post_init__(self) -> None:
        values = self.settings()
        for one in self.knobs():
            one.check(values[one.name])

    @classmethod
    def knobs(cls) -> tuple[Knob, ...]:
        """The entry's parameters, in the order in which they are written."""
        return cls._knobs

    @classmethod
    def check_name(cls, name: str) -> None:
        """Raise NotationError unless there is a knob of that name."""
        if name not in cls._written:
            choices = f"choose from {', '.join(cls._written)}" if cls._written else "it has none"
            raise NotationError(f"{cls.name} has no knob {quote(name)}; {choices}")

    def settings(self) -> dict[str, float]:
        """The value of each knob, by the name it has in the notation."""
        return {name: getattr(self, written) for name, written in self._written.items()}

    @classmethod
    def with_settings(cls, values: Mapping[str, Real]) -> Self:
        """The entry with these values, by the names of the notation; knobs left out keep their defaults.

        Raises NotationError for a value that a knob does not allow, and for a knob that the entry does not have.
        """
        for name in values:
            cls.check_name(name)
        return cls(**{cls._written[name]: value for name, value in values.items()})

    @classmethod
    def summary(cls) -> str:
        """The first sentence of the docstring."""
        return (cls.__doc__ or "").strip().split("\n")[0]

    def __str__(self) -> str:
        return self._notation

    __repr__ = __str__

    @cached_property
    def _notation(self) -> str:
        """Asked for a hundred times a page, once for each link."""
        knobs = ",".join(f"{name}={number(value)}" for name, value in self.settings().items())
        return f"{self.name}({knobs})" if knobs else self.name


E = TypeVar("E", bound=Entry)


class Catalogue(Mapping[str, type[E]], Generic[E]):
    """The entries of one kind, by name, in the order in which they are taught: family by family, as they are written.

    A family is a module; each entry that it defines belongs to the catalogue.
    """

    def __init__(self, kind: str, *families: ModuleType) -> None:
        self.kind = kind
        self._entries: dict[str, type[E]] = {}
        for entry in (one for family in families for one in vars(family).values() if defined_in(family, one)):
            first = self._entries.setdefault(entry.name, entry)
            if first is not entry:
                raise TypeError(f"{first.__name__} and {entry.__name__} are both called {entry.name}")

    def __getitem__(self, name: str) -> type[E]:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __repr__(self) -> str:
        return f"<{self.kind}s: {', '.join(self)}>"

    def read(self, text: str) -> E:
        """The entry that `text` writes: `Catalogue.read(str(entry)) == entry`.

        Python call syntax with keyword numbers only; knobs left out keep their defaults.
        Raises NotationError, whose message names the place, the rule and the choices.
        """
        if len(text) > LONGEST_NOTATION:
            raise NotationError(f"{self.kind} must be at most {LONGEST_NOTATION} characters long, got {len(text)}")
        call = CALL.fullmatch(text)
        if call is None:
            raise NotationError(unreadable(text, self.kind, self, self._example()))
        name, inside = call.groups()
        if name not in self._entries:
            raise NotationError(unknown(name, self.kind, self))
        return self._entries[name].with_settings(self._read_knobs(self._entries[name], inside or ""))

    def _read_knobs(self, entry: type[E], inside: str) -> dict[str, float]:
        values: dict[str, float] = {}
        for part in inside.split(",") if inside.strip() else []:
            pair = KEYWORD.fullmatch(part)
            if pair is None:
                defaults = {one.name: number(one.default) for one in entry.knobs()}
                raise NotationError(misspelt(entry.name, part, defaults))
            key, text = pair.groups()
            entry.check_name(key)
            if key in values:
                raise NotationError(f"{entry.name} is given {key} twice")
            values[key] = read_number(text, key)
        return values

    def _example(self) -> str:
        # The first entry with the fewest knobs above none shows both the call and its keywords.
        return str(min(self.values(), key=lambda entry: len(entry.knobs()) or math.inf)())


def defined_in(module: ModuleType, one: object) -> bool:
    """Whether that is an entry whose class the module defines, not one that it imports."""
    return isinstance(one, type) and issubclass(one, Entry) and not one.abstract and one.__module__ == module.__name__


def read_number(text: str, name: str) -> float:
    """The finite number that `text` writes in plain decimal notation; `name` is for the error's sentence."""
    if NUMBER.fullmatch(text) is None:
        raise NotationError(f"{name} must be a number like 0.1 or 1e-3, got {quote(text)}")
    value = float(text)
    if not math.isfinite(value):
        raise NotationError(f"{name} must be finite, got {quote(text)}")
    return value
