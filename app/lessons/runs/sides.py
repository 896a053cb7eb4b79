"""What the two sides of momentum have in common: what it gains on a steady slope, and in a ravine."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ...core.numerals import decimal
from ..content import Aha, Seen, Vary, Why
from ..pictures import Picture
from .momentum import kept

KEPT = "the share of its velocity that the ball keeps"
PLAIN = "ρ = 0"  # the ball that keeps nothing


def named(rho: float) -> str:
    """A ball by what it keeps."""
    return f"ρ = {decimal(rho)}"


def yours(times: float) -> str:
    """The name of the ball that comes to be so many times as fast."""
    return f"yours: ρ = {kept(times)}"


class Side(ABC):
    """One of the two."""

    vary: Vary
    limits: str

    @abstractmethod
    def race(self, rho: float, said: float | None = None) -> Picture:
        """A ball beside the one that keeps nothing, and beside that which belongs to what was said."""

    @abstractmethod
    def told(self, rho: float) -> str:
        """What becomes of it."""

    def beside(self, said: float | None) -> tuple[str, ...]:
        """What becomes of the ball that belongs to what was said, where that is not told already."""
        return ()

    @abstractmethod
    def varied(self, rho: float) -> Seen:
        """The same beside the usual ball, and whether the goal is reached."""

    @abstractmethod
    def why(self, rho: float) -> Why:
        """The reason."""

    @abstractmethod
    def held(self, rho: float) -> tuple[float, float]:
        """Where the knob's handle is."""

    @abstractmethod
    def aha(self, rho: float) -> Aha:
        """The number to remember."""

    @abstractmethod
    def outcome(self, rho: float) -> float:
        """What the curve behind the knob tells."""

    @abstractmethod
    def tally(self, rho: float) -> str:
        """The same in a word or two."""
