"""The slide's four boxes at a rho, each told as how many times as fast, or as low, momentum is."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from ...core.descent.contests import RAVINE, TRAP, Contest, Setting, contest, four, hilltop, path, result
from ...core.numerals import decimal, listed
from ...core.optimizers import Momentum

USUAL = 0.9
SHORT = {"trap": "Minima", "saddle": "Saddle", "ravine": "Ravine", "noise": "Noise"}  # where there is little room
NAMES = {"trap": "local minima", "saddle": "saddle points", "ravine": "poor conditioning", "noise": "gradient noise"}

Way = Literal["never", "back", "over"]


@lru_cache(maxsize=512)
def boxes(rho: float, fair: bool = False) -> tuple[Contest, ...]:
    """All four, decided at the same rates, or with momentum's times 1 − rho."""
    return four(Setting(rho=rho, fair=fair))


def won(rho: float, by: str | None = "momentum", fair: bool = False) -> tuple[str, ...]:
    """The boxes that one method wins, or, by nobody, those that are level."""
    return tuple(one.panel.key for one in boxes(rho, fair) if one.winner == by)


def times(box: Contest) -> float:
    """How many times as fast momentum is, or as low its floor; over a hill there is no such number."""
    sgd, momentum = (one.cost for one in box.results)
    return sgd / momentum


def value(i: int, rho: float = USUAL, which: int = 1, fair: bool = False) -> float:
    """What a method came to in the i-th box: momentum, or SGD, which is the 0th."""
    found = contest(boxes(rho)[i].panel, Setting(rho=rho, fair=fair)).results[which].value
    assert found is not None
    return found


def told(box: Contest) -> str:
    """What both come to in a box, in a sentence."""
    name = SHORT[box.panel.key]
    sgd, momentum = (one.value for one in box.results)
    if box.panel is TRAP:
        places = f"SGD ends at x = {decimal(sgd)}, momentum at x = {decimal(momentum)}"
        return f"{name}: {places}, {'the same' if box.winner is None else 'another'} valley."
    if box.panel.key == "noise":
        return f"{name}: SGD’s floor is {decimal(sgd)}, momentum’s {decimal(momentum)}: {compared(box)}."
    return f"{name}: SGD needs {decimal(sgd, 5)} steps, momentum {decimal(momentum, 5)}: {compared(box)}."


def compared(box: Contest) -> str:
    """How momentum stands to SGD in a box that is counted or measured."""
    if box.winner is None:
        return "level"
    factor = times(box)
    if box.panel.key == "noise":
        return f"{decimal(1 / factor)}× as high"
    return f"{decimal(factor)}× as fast" if factor > 1 else f"{decimal(1 / factor)}× as slow"


def briefly(box: Contest, said: bool | None = None) -> str:
    """The same in a line, and whether it was said rightly that momentum wins."""
    mark = "" if said is None else "✓ " if said == (box.winner == "momentum") else "✗ "
    name = mark + SHORT[box.panel.key]
    sgd, momentum = (decimal(one.value, 4 if box.panel is RAVINE else 3) for one in box.results)
    if box.panel is TRAP:
        return f"{name}: SGD ends at x = {sgd}, momentum at {momentum}."
    if box.panel.key == "noise":
        return f"{name}: SGD’s floor {sgd}, momentum’s {momentum}: {compared(box)}."
    return f"{name}: SGD {sgd} steps, momentum {momentum}: {compared(box)}."


def score(rho: float) -> str:
    """Who wins what, in a sentence."""
    told_ = [
        f"{who} {verb} {listed([NAMES[one] for one in won(rho, by)])}"
        for who, verb, by in (("momentum", "wins", "momentum"), ("SGD", "wins", "sgd"), ("both", "are level in", None))
        if won(rho, by)
    ]
    sentence = "; ".join(told_)
    return f"{sentence[0].upper()}{sentence[1:]}."


def winner_told(box: Contest) -> str:
    """Who wins a box, in a word or two."""
    return {"momentum": "wins", "sgd": "SGD wins", None: "level"}[box.winner]


def lost(rho: float) -> tuple[str, ...]:
    """The boxes that momentum wins at the usual rho and does not at this one."""
    return tuple(one for one in won(USUAL) if one not in won(rho))


def way(alpha: float, rho: float) -> Way:
    """How a ball fares at the hill between both valleys: never over it, over it and back, or over it for good."""
    _, ball = Setting(alpha, rho).racers(TRAP)
    assert isinstance(ball, Momentum)
    top, end = hilltop(TRAP.surface), result(TRAP, ball).value
    if end is not None and end < top:
        return "over"
    return "back" if float(path(TRAP, ball).x.min()) < top else "never"
