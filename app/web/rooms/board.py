"""A small picture for a phone: what a lesson shows before it is answered, on a board of 100 by 100."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...core.catalogue import number
from ...core.numerals import decimal
from ...lessons.base import AnyLesson
from ...lessons.pictures import Axis
from ...lessons.quantities import Click, Draw

MOST_ON_BOARD = 120  # points of a line on a phone
GUIDES = 4  # stretches between the lines across


@dataclass(frozen=True)
class Board:
    """Lines as points of an SVG, and between which heights and places an answer lies."""

    lines: tuple[str, ...]
    zero: float | None  # where a height of nothing is, if it is on the board
    low: str
    high: str
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
    if lesson is None:
        return Board((), None, number(low), number(high), decimal(ends[0]), decimal(ends[1]), "", "")
    picture = lesson.given()
    across, up = picture.across, Axis(picture.up.title, low, high)
    lines = tuple(
        on_board(sparse([*zip(one.x.tolist(), one.y.tolist(), strict=True)]), across, up) for one in picture.lines
    )
    zero = 100 - 100 * share(0.0, up) if low < 0 < high else None
    place = (100 * share(kind.x, across), f"{kind.symbol}({decimal(kind.x)}) =") if isinstance(kind, Click) else ()
    return Board(lines, zero, number(low), number(high), decimal(across.low), decimal(across.high), across.title,
                 up.title, *place)  # fmt: skip


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
