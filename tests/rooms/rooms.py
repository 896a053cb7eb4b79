"""A room to test with: its clock is a number, and its class votes as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from app.rooms.commands import asking, joining, turning, voting
from app.rooms.journal import Journal, Memory
from app.rooms.live import Room
from app.rooms.questions import Spec
from app.rooms.rooms import Rooms
from app.rooms.state import Phase

T = TypeVar("T")
OWN: Spec = {"text": "Which is larger?", "options": ["one", "two", "both alike"], "right": "b"}
SEATS = 600


class Clock:
    """The time is what somebody has set."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Class:
    """A room with so many students, named s0, s1 and so on."""

    def __init__(self, room: Room) -> None:
        self.room = room

    async def join(self, count: int, most: int = SEATS, here: Callable[[str], bool] = lambda _: True) -> None:
        for i in range(count):
            await self.room.do(joining(f"s{i}", most, here))

    async def ask(self, question: int | None = None, seconds: float | None = None) -> None:
        await self.room.do(asking(question, seconds))

    async def vote(self, *texts: str, sure: bool | None = None) -> None:
        """The first student answers the first text, and so on."""
        state = self.room.state
        assert state.question is not None
        for i, text in enumerate(texts):
            await self.room.do(voting(f"s{i}", state.question, state.round, text, sure))

    async def turn(self, *phases: Phase) -> None:
        for phase in phases:
            await self.room.do(turning(phase))


async def a_class(
    agenda: list[Spec], students: int, journal: Journal | None = None, clock: Clock | None = None
) -> Class:
    """A room with an agenda, in which so many sit."""
    rooms = Rooms(journal or Memory(), 10, 3_600, clock or Clock())
    found = Class(await rooms.open("teacher", agenda))
    await found.join(students)
    return found


def ran(story: Coroutine[Any, Any, T]) -> T:
    """What becomes of it."""
    return asyncio.run(story)
