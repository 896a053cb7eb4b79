"""What the slide's four boxes have in common: a scene, its axes, a knob, and what is drawn and told."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import ClassVar

from ...core.descent.contests import Scene
from ...core.numerals import decimal
from ..content import Vary, Why
from ..pictures import Axis, Rule, Spot, Zone
from .four import USUAL
from .tracks import SHOWN, border, decided

KEPT = "the share of its velocity that momentum keeps"
SGD, BALL = "SGD", "momentum"  # the lines of every picture


def knob(critical: float, mark: str, scent: str, goal: str) -> Vary:
    """Rho, by what it is to show."""
    return Vary("ρ", KEPT, 0.0, 0.99, USUAL, critical=critical, mark=mark, scent=scent, goal=goal, to_one=True)


def told_from(found: float) -> float:
    """A border in three digits, at which it is so already."""
    return math.ceil(1000 * found) / 1000


def from_border(scene: Scene, becomes: str, scent: str, goal: str) -> Vary:
    """The knob of a box in which momentum is level with descent up to a border, and from there on wins or loses."""
    found = told_from(border(scene, 0.0, USUAL))
    return knob(found, f"{becomes} from {decimal(found)}", scent, goal)


def claimed(said: bool) -> str:
    """What stands in the stretch where momentum would end by what was said."""
    return "yours: it wins" if said else "yours: no win"


class Box(ABC):
    """One of the four."""

    scene: ClassVar[Scene]
    up: ClassVar[Axis]
    vary: ClassVar[Vary]
    wins: ClassVar[str]  # what momentum does if it wins
    f: ClassVar[str]  # the loss

    @property
    def across(self) -> Axis:
        """Steps, with room for names at the end."""
        return Axis("step", 0.0, 1.3 * SHOWN[self.scene])

    @property
    def ground(self) -> tuple[Rule, ...]:
        """Levels that are there before anybody has run."""
        return ()

    def came_to(self, rho: float, which: int = 1, fair: bool = False) -> float:
        """What momentum came to, or SGD, which is the 0th."""
        found = decided(self.scene, rho, fair).results[which].value
        assert found is not None
        return found

    def reached(self, rho: float) -> bool:
        """Whether the goal is."""
        return decided(self.scene, rho).winner is None

    def rules(self, rho: float) -> tuple[Rule, ...]:
        """Levels of the picture."""
        return ()

    def spots(self, rho: float) -> tuple[Spot, ...]:
        """Where both are there."""
        return ()

    @abstractmethod
    def fairly(self, rho: float) -> str:
        """What becomes of momentum at a fair rate."""

    def later(self, rho: float) -> tuple[str, ...]:
        """What happens after it was there."""
        return ()

    @abstractmethod
    def zone(self, said: bool) -> Zone:
        """Where momentum would end if it won, as somebody has said, or did not."""

    @abstractmethod
    def held(self, rho: float) -> tuple[float, float]:
        """Where the knob's handle is."""

    @abstractmethod
    def why(self, rho: float) -> Why:
        """The reason."""
