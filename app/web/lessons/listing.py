"""The list of lessons, in the order of the slides."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request, Response

from ...lessons import LESSONS
from ...lessons.base import AnyLesson
from ..http.address import address
from ..http.answers import LAB
from ..page.render import show

CHAPTERS = {"L": "First of all", "A": "Activation functions", "B": "From scores to a loss", "C": "Descent"}


@dataclass(frozen=True)
class Chapter:
    """A chapter with its lessons."""

    title: str
    lessons: list[AnyLesson]


class ListingPage:
    """All lessons."""

    @property
    def chapters(self) -> list[Chapter]:
        """Chapter by chapter."""
        found: dict[str, list[AnyLesson]] = {}
        for one in LESSONS.values():
            found.setdefault(one.place[0], []).append(one)
        return [Chapter(CHAPTERS.get(letter, letter), lessons) for letter, lessons in found.items()]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(LESSONS)

    def url(self, lesson: AnyLesson) -> str:
        """Where a lesson is."""
        return address(f"/lessons/{lesson.slug}")


async def lessons_list(request: Request) -> Response:
    """All lessons."""
    return await show(request, "lessons.html", ListingPage, LAB)
