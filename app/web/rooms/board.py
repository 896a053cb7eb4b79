"""A small picture for a phone: what a lesson shows before it is answered, on a board of 100 by 100."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...core.numerals import decimal
from ...lessons.base import AnyLesson
from ...lessons.pictures import Axis, Picture
from ...lessons.quantities import Click, Draw
from ..figures.axes import round_numbers

MOST_ON_BOARD = 120  # points of a line on a phone
NAME_UNDER = 6.0  # percent of the board, from the end of a line to its name


@dataclass(frozen=True)
class Board:
    """Lines as points of an SVG, and between which heights and places an answer lies."""

    lines: tuple[str, ...]
    levels: tuple[tuple[float, str], ...]  # how far down round heights are, in percent, and what they are
    names: tuple[tuple[float, str], ...]  # and how far down the lines end, with their names
    left: str
    right: str
    across: str
    up: str
    at: float | None = None  # how far along the place is whose height is asked for
    asked: str = ""  # which height that is


def board_of(lesson: AnyLesson | None, kind: Click | Draw) -> Board:
    """The board on which a height, or a curve, is drawn."""
    low, high = kind.low, kind.high
    ends = (kind.left, kind.right) if isinstance(kind, Draw) else (0.0, 1.0)
    shown = Picture("", Axis("", *ends), Axis("", low, high)) if lesson is None else lesson.given()
    across, up = shown.across, Axis(shown.up.title, low, high)
    paths = [[*zip(one.x.tolist(), one.y.tolist(), strict=True)] for one in shown.lines]
    levels = tuple((down_to(one, up), decimal(one)) for one in round_numbers(low, high, 5))
    names = tuple(
        (down_to(path[-1][1], up) + NAME_UNDER, one.name) for one, path in zip(shown.lines, paths, strict=True)
    )
    place = (100 * share(kind.x, across), f"{kind.symbol}({decimal(kind.x)}) =") if isinstance(kind, Click) else ()
    return Board(tuple(on_board(sparse(path), across, up) for path in paths), levels, names, decimal(across.low),
                 decimal(across.high), across.title, shown.up.title, *place)  # fmt: skip


def down_to(height: float, up: Axis) -> float:
    """How far down a height is, in percent of the board."""
    return round(100 - 100 * share(min(max(height, up.low), up.high), up), 1)


def on_board(points: list[tuple[float, float]], across: Axis, up: Axis) -> str:
    """A line on the board, as an SVG writes it."""
    return " ".join(f"{100 * share(x, across):.1f},{100 - 100 * share(y, up):.1f}" for x, y in points)


def sparse(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """As many of the points as a phone shows."""
    return points[:: max(1, -(-len(points) // MOST_ON_BOARD))]


def share(value: float, axis: Axis) -> float:
    """How far along an axis a value lies."""
    if axis.log:
        return math.log(max(value, axis.low) / axis.low) / math.log(axis.high / axis.low)
    return (value - axis.low) / (axis.high - axis.low)
