"""What a prediction is: how it is said, how it is written, and how it is compared with the truth."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True)
class Marked:
    """Whether a prediction counts as right, and by how much it is off: nothing where there is no more or less."""

    right: bool
    gap: float | None = None


class Kind(ABC, Generic[V]):
    """How something is predicted, and what counts as right."""

    name: ClassVar[str]

    @abstractmethod
    def read(self, text: str) -> V:
        """What a text says. Raises ValueError with a sentence that says how it may be written."""

    @abstractmethod
    def write(self, value: V) -> str:
        """The text from which it is read."""

    @abstractmethod
    def mark(self, value: V, truth: V) -> Marked:
        """Compare with the truth."""

    def trap(self, value: V) -> str | None:
        """The misconception that a wrong prediction betrays, by its name."""
        return None
