"""How a prediction or an answer is asked for, as plain values for a template: one form a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...core.catalogue import number
from ...core.numbers import Array
from ...core.numerals import decimal, grouped, in_full
from ...lessons.options import Choice, Option, Rank, Several
from ...lessons.predictions import Kind
from ...lessons.quantities import Click, Draw, Number, Reach
from ..page.widgets import Slider, ranged

PLACES = 201  # of a slider
AS_A_FACTOR = 0.1  # a share from which on it is told as a factor


@dataclass(frozen=True)
class Chosen:
    """An option as a link, with its key."""

    key: str
    text: str
    url: str
    place: str = ""  # in an order that is being made
    rule: str = ""


@dataclass(frozen=True)
class Asking:
    """The form of one kind; what it does not need is empty."""

    kind: str
    options: tuple[Chosen, ...] = ()
    slider: Slider | None = None
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    x: tuple[float, ...] = ()
    start: str = ""  # of a curve; in a box what was written there and could not be read
    ends: tuple[str, str] = ("", "")
    undo: str = ""
    done: str = ""  # where an order is told that has all its places
    where: str = ""  # what it is, as a symbol
    near: str = ""  # how near is right, of an answer that is worked out
    held: bool = False  # whether it has a handle in the picture

    @property
    def between(self) -> tuple[str, str]:
        """Between which numbers it lies, for people."""
        return end_told(self.low), end_told(self.high)


def asking(kind: Kind[Any], link: Callable[..., str], field: str, draft: str = "") -> Asking:
    """The form by which `field` is told; `link` makes the address of the page with other settings."""
    if isinstance(kind, Choice):
        return Asking(kind.name, tuple(option(i, one, link(**{field: in_field(field, one.name)}))
                                       for i, one in enumerate(kind.options)))  # fmt: skip
    if isinstance(kind, Several):
        return Asking(kind.name, tuple(option(i, one, one.name) for i, one in enumerate(kind.options)))
    if isinstance(kind, Rank):
        return ordering(kind, link, field, draft)
    if isinstance(kind, Number):
        slides = field == "prediction" or isinstance(kind, Reach)
        slider = number_slider(kind) if slides else None
        low, high = kind.slides or (kind.low, kind.high)
        near = "" if slides else nearness(kind)
        return Asking(kind.name, slider=slider, unit=kind.unit, low=low, high=high, near=near, where=kind.symbol)
    if isinstance(kind, Click):
        return Asking(kind.name, x=(kind.x,), where=f"{kind.symbol}({decimal(kind.x)})", low=kind.low, high=kind.high)
    assert isinstance(kind, Draw)
    return Asking(kind.name, x=tuple(kind.x.tolist()), start=number(kind.base), low=kind.low, high=kind.high)


def in_field(field: str, value: str) -> str | tuple[str, ...]:
    """A value of the field: answers are a list."""
    return (value,) if field == "answer" else value


def option(place: int, one: Option, url: str) -> Chosen:
    """One option."""
    return Chosen(str(place + 1), one.text, url, rule=one.rule)


def end_told(value: float) -> str:
    """An end of a slider, for people."""
    return grouped(round(value)) if abs(value) >= 1_000 else decimal(value)


def slid(kind: Number) -> Array:
    """Where the slider of a prediction may stand, (places,)."""
    spaced = np.geomspace if kind.log else np.linspace
    low, high = kind.slides or (kind.low, kind.high)
    return np.array([float(f"{one:.3g}") for one in spaced(low, high, PLACES).tolist()])


def number_slider(kind: Number) -> Slider:
    """The slider of a prediction; an answer that is worked out has none."""
    return ranged("prediction", "", "your prediction", float(f"{kind.middle:.3g}"), slid(kind))


def ordering(kind: Rank, link: Callable[..., str], field: str, draft: str) -> Asking:
    """An order that is made one after the other: what has no place yet is a link to having it placed next.

    The last one takes the place that is left, and the order can still be taken back before it is told.
    """
    names = [one.name for one in kind.options]
    placed = completed([name for name in dict.fromkeys(draft.split(",")) if name in names], names)
    found = []
    for i, one in enumerate(kind.options):
        if one.name in placed:
            found.append(Chosen(str(i + 1), one.text, "", str(placed.index(one.name) + 1)))
            continue
        url = link(draft=",".join(completed([*placed, one.name], names)))
        found.append(Chosen(str(i + 1), one.text, url))
    whole = len(placed) == len(names)
    done = link(draft=None, **{field: in_field(field, ",".join(placed))}) if whole else ""
    undo = link(draft=",".join(placed[: -2 if whole else -1]) or None) if placed else ""
    return Asking(kind.name, tuple(found), ends=kind.ends, undo=undo, done=done)


def completed(placed: list[str], names: list[str]) -> list[str]:
    """An order, the last of its names taking the one place that is left."""
    rest = [name for name in names if name not in placed]
    return [*placed, *rest] if len(rest) <= 1 else placed


def spelt(kind: Kind[Any], value: Any, digits: int = 6) -> str:
    """A prediction in words, a number that is not whole to so many digits."""
    if isinstance(kind, Choice):
        return text_of(kind.options, value)
    if isinstance(kind, Several | Rank):
        between = ", " if isinstance(kind, Several) else ", then "
        return between.join(text_of(kind.options, one) for one in value) or "none of them"
    if isinstance(kind, Number):
        told = in_full(float(value), digits)
        unit = kind.unit.removesuffix("s") if told == "1" else kind.unit
        return f"{told} {unit}".strip()
    return decimal(value[1]) if isinstance(kind, Click) else "your curve"


def nearness(kind: Number) -> str:
    """How near an answer is to be, for people."""
    if kind.within >= AS_A_FACTOR and kind.log:
        return f"Right within a factor of {decimal(1 + kind.within)}."
    if kind.within:
        return f"Right within {decimal(100 * kind.within)} %."
    return f"Right within {decimal(kind.apart)}." if kind.apart else "Right is the exact number."


def text_of(options: tuple[Option, ...], name: str) -> str:
    """What an option says."""
    return next(one.text for one in options if one.name == name)
