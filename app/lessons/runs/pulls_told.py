"""What is said of a ratio of the pulls that was predicted: where it is found, how far off it is, what it betrays."""

from __future__ import annotations

from collections.abc import Iterable

from ...core.numerals import decimal
from ..pictures import Spot
from ..quantities import Trap
from .pulls import chance, ratio

LEAST = ratio(0.0)
ABOUT = 1.15  # a factor within which a guess may be meant as what a belief yields


def betrayed(low: float, high: float, yields: Iterable[tuple[float, str]], truth: float) -> tuple[Trap, ...]:
    """Beliefs near the numbers that they yield; of any other one follows how steep the sigmoid would be."""
    found: list[Trap] = []
    below = low
    for told, name in sorted(yields):
        near = Trap(told / ABOUT, told * ABOUT, name)
        found += [*between(below, near.low, truth), near]
        below = near.high
    return (*found, *between(below, high, truth))


def between(low: float, high: float, truth: float) -> list[Trap]:
    """The ratio is one over the sigmoid's slope: who says less takes it for steeper, who says more for flatter."""
    if low == high:
        return []
    if low < truth < high:
        return [Trap(low, truth, "steeper"), Trap(truth, high, "flatter")]
    return [Trap(low, high, "steeper" if high <= truth else "flatter")]


def places(place: float | None, said: float, most: float) -> list[Spot]:
    """Where a ratio that was said is found, at scores up to the `most`."""
    if place is None:
        return []
    mine = f"yours: {said:,.6g}"
    if place == 0.0:
        return [Spot(f"{mine}, the least", place, said, "yours")]
    return [Spot(mine, place, said, "yours"), *([Spot("", -place, said, "yours")] if -place <= most else [])]


def became(said: float, place: float | None) -> str:
    """To which score a ratio belongs."""
    if place is None:
        return f"{said:,.6g} is found at no score: the least ratio is {decimal(LEAST)}, at z = 0."
    if place == 0.0:
        return f"{decimal(LEAST)} is the least ratio there is, at z = 0."
    where = f"z = {decimal(place)}, where p is {decimal(chance(place))}"
    return f"{said:,.6g} is the ratio at {where}, and at z = {decimal(-place)}."


def off_by(said: float, truth: float) -> str:
    """By which factor a ratio is off, to be said behind the true one."""
    if said < truth:
        return f", {decimal(truth / said)} times what you said"
    return f"; you said {decimal(said / truth)} times that"
