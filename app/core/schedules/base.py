"""What every schedule has: a factor for each step of a run."""

from __future__ import annotations

from abc import ABC, abstractmethod

from ..catalogue import Entry, knob


def lowest(default: float = 0.0) -> float:
    """The factor that a schedule falls to, or rises from."""
    return knob("f", "lowest factor", low=0.0, high=1.0, default=default)


def warmup(default: float, help: str = "steps of the warm-up") -> float:
    """How many steps a warm-up takes."""
    return knob("w", help, low=1.0, high=1e5, default=default, log=True)


class Schedule(Entry, ABC, abstract=True):
    """How the learning rate changes: step t of a run of `steps` has the optimizer's rate times `factor(t, steps)`."""

    @abstractmethod
    def factor(self, t: int, steps: int) -> float:
        """The factor of the learning rate at t = 0 for the first step, t = steps - 1 for the last."""
