"""Predictions made of options: one of them, several, or all in an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar

from ..core.spelling import quote
from .predictions import Kind, Marked


@dataclass(frozen=True)
class Option:
    """Something that can be chosen, and which misconception it betrays where it is wrong."""

    name: str
    text: str
    trap: str | None = None
    rule: str = ""  # when it is right


@dataclass(frozen=True)
class Choice(Kind[str]):
    """One of several options."""

    options: tuple[Option, ...]
    name: ClassVar[str] = "choice"

    def read(self, text: str) -> str:
        """The name of an option."""
        return known(text, self.options)

    def write(self, value: str) -> str:
        """Its name."""
        return value

    def mark(self, value: str, truth: str) -> Marked:
        """Right if it is the one."""
        return Marked(value == truth)

    def trap(self, value: str) -> str | None:
        """That of the option."""
        return next(one.trap for one in self.options if one.name == value)


@dataclass(frozen=True)
class Several(Kind[tuple[str, ...]]):
    """Any number of options, none of them included; written in their order, `none` for none."""

    options: tuple[Option, ...]
    name: ClassVar[str] = "several"

    def read(self, text: str) -> tuple[str, ...]:
        """Names with commas between them."""
        told = {known(one, self.options) for one in text.split(",") if text.strip() != "none"}
        return tuple(one.name for one in self.options if one.name in told)

    def write(self, value: tuple[str, ...]) -> str:
        """The same."""
        return ",".join(value) or "none"

    def mark(self, value: tuple[str, ...], truth: tuple[str, ...]) -> Marked:
        """Right if all are; the gap is how many options were taken for the other."""
        wrong = set(value) ^ set(truth)
        return Marked(not wrong, float(len(wrong)))


@dataclass(frozen=True)
class Rank(Kind[tuple[str, ...]]):
    """An order of all options, the first being the best. The gap counts pairs in the wrong order."""

    options: tuple[Option, ...]
    ends: tuple[str, str] = ("first", "last")
    name: ClassVar[str] = "rank"

    def read(self, text: str) -> tuple[str, ...]:
        """All names with commas between them."""
        told = tuple(known(one, self.options) for one in text.split(","))
        if len(set(told)) < len(told) or len(told) < len(self.options):
            names = ", ".join(one.name for one in self.options)
            raise ValueError(f"an order of all of {names} is asked for, got {quote(text)}")
        return told

    def write(self, value: tuple[str, ...]) -> str:
        """The same."""
        return ",".join(value)

    def mark(self, value: tuple[str, ...], truth: tuple[str, ...]) -> Marked:
        """Right if it is the order."""
        wrong = sum(truth.index(one) > truth.index(other) for one, other in combinations(value, 2))
        return Marked(wrong == 0, float(wrong))


def known(text: str, options: Sequence[Option]) -> str:
    """The name of one of the options. Raises ValueError for any other."""
    names, told = [one.name for one in options], text.strip()
    if told not in names:
        raise ValueError(f"{quote(text)} is none of {', '.join(names)}")
    return told
