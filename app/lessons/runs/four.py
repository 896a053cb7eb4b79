"""The slide's four boxes at a rho, each told as how many times as fast, or as low, momentum is."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from ...core.descent.contests import TRAP, Contest, Setting, four, hilltop, path, result
from ...core.numerals import decimal, listed
from ...core.optimizers import Momentum

USUAL = 0.9
FAR = 100.0  # drawn for who alone gets over the hill: for ever as fast
AXIS = {"trap": "minima", "saddle": "saddle", "ravine": "ravine", "noise": "noise"}  # where there is little room
NAMES = {"trap": "local minima", "saddle": "saddle points", "ravine": "poor conditioning", "noise": "gradient noise"}

Way = Literal["never", "back", "over"]


@lru_cache(maxsize=512)
def boxes(rho: float) -> tuple[Contest, ...]:
    """All four, decided at the same rates."""
    return four(Setting(rho=rho))


def won(rho: float, by: str | None = "momentum") -> tuple[str, ...]:
    """The boxes that one method wins, or, by nobody, those that are level."""
    return tuple(one.panel.key for one in boxes(rho) if one.winner == by)


def times(box: Contest) -> float:
    """How many times as fast momentum is, or as low its floor."""
    if box.panel is TRAP:
        return {"momentum": FAR, "sgd": 1 / FAR, None: 1.0}[box.winner]
    sgd, momentum = (one.cost for one in box.results)
    return sgd / momentum


def short(box: Contest) -> str:
    """The same in a few words."""
    factor = times(box)
    if box.panel is TRAP:
        return {"momentum": "alone over: no ratio", "sgd": "SGD alone over: no ratio", None: "level"}[box.winner]
    if box.panel.key == "noise":
        return f"floor {decimal(1 / factor)}× as high"
    return f"{decimal(factor)}× as fast"


def told(box: Contest) -> str:
    """What both come to in a box, in a sentence."""
    name = NAMES[box.panel.key].capitalize()
    sgd, momentum = (one.value for one in box.results)
    if box.panel is TRAP:
        places = f"SGD ends at x = {decimal(sgd)}, momentum at x = {decimal(momentum)}"
        return f"{name}: {places}, {'the same' if box.winner is None else 'another'} valley."
    if box.panel.key == "noise":
        return f"{name}: SGD’s floor is {decimal(sgd)}, momentum’s {decimal(momentum)}: {short(box)[6:]}."
    return f"{name}: SGD needs {decimal(sgd, 5)} steps, momentum {decimal(momentum, 5)}: {short(box)}."


def score(rho: float) -> str:
    """Who wins what, in a sentence."""
    told_ = [
        f"{who} {verb} {listed([NAMES[one] for one in won(rho, by)])}"
        for who, verb, by in (("momentum", "wins", "momentum"), ("SGD", "wins", "sgd"), ("both", "are level in", None))
        if won(rho, by)
    ]
    sentence = "; ".join(told_)
    return f"{sentence[0].upper()}{sentence[1:]}."


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
