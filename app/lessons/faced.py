"""A lesson that is seen in several pictures: it is one lesson, made once for each of them."""

from __future__ import annotations

from functools import cache
from typing import Self

from ..core.spelling import quote
from .base import Lesson
from .predictions import V


class Faced(Lesson[V]):
    """One of several; what a lesson says of each of them it works out from its `face`."""

    def __init__(self, face: str = "") -> None:
        self.face = face or self.faces[0].name

    @classmethod
    @cache
    def by(cls, face: str) -> Self:
        """The lesson by one of its faces."""
        return cls(face)

    def facing(self, face: str | None, prediction: V | None) -> Self:
        """The face that is asked for, or that which suits a prediction. Raises ValueError if there is none."""
        names = [one.name for one in self.faces]
        if face is not None and face not in names:
            raise ValueError(f"{quote(face)} is none of {', '.join(names)}")
        return self.by(face or self.suiting(prediction))

    def suiting(self, prediction: V | None) -> str:
        """The name of the face that suits a prediction: the first."""
        return self.faces[0].name
