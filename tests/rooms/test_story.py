"""The course of a lesson: what may follow what, who is heard when, and that saying it twice changes nothing."""

from __future__ import annotations

import asyncio

import pytest

from app.lessons import LESSONS
from app.rooms.commands import adding, asking, joining, turning, voting
from app.rooms.questions import Spec, agenda_of
from app.rooms.refusals import RefusedError
from app.rooms.state import PHASES, Phase, Vote
from tests.rooms.rooms import OWN, Class, Clock, a_class, ran

STORY: tuple[tuple[Phase, int], ...] = (
    ("asking", 1), ("closed", 1), ("talking", 1), ("asking", 2), ("closed", 2), ("revealed", 2)
)  # fmt: skip


async def told(room: Class, phase: Phase) -> None:
    await (room.ask(0) if phase == "asking" else room.turn(phase))


def test_a_question_is_asked_twice_and_then_revealed() -> None:
    async def story() -> None:
        room = await a_class([OWN], 1)
        for phase, round in STORY:
            await told(room, phase)
            assert (room.room.state.phase, room.room.state.round) == (phase, round)

    ran(story())


def test_whatever_is_said_twice_happens_once() -> None:
    async def story() -> None:
        room = await a_class([OWN], 2)
        for phase, _ in STORY:
            await told(room, phase)
            once = room.room.state.version
            await told(room, phase)
            if phase == "asking":
                await room.vote("a", "b")
                voted = room.room.state.version
                assert voted == once + 2
                await room.vote("a", "b")
                await room.join(2)
                assert room.room.state.version == voted
            else:
                assert room.room.state.version == once

    ran(story())


@pytest.mark.parametrize("phase", PHASES[2:])
def test_nothing_is_closed_or_revealed_that_was_not_asked(phase: Phase) -> None:
    async def story() -> None:
        room = await a_class([OWN], 0)
        with pytest.raises(RefusedError, match=f"{phase} comes after"):
            await room.turn(phase)

    if phase != "ended":
        ran(story())


def test_a_third_round_and_a_question_that_is_done_are_refused() -> None:
    async def story() -> None:
        room = await a_class([OWN, {"lesson": "softmax"}], 0)
        for phase, _ in STORY[:-1]:
            await told(room, phase)
        with pytest.raises(RefusedError, match="2 times"):
            await room.ask(0)
        await room.turn("revealed")
        with pytest.raises(RefusedError, match="done"):
            await room.ask(0)
        await room.ask(1)
        assert (room.room.state.question, room.room.state.round) == (1, 1)

    ran(story())


def test_the_last_answer_before_closing_counts_and_none_after_it() -> None:
    async def story() -> None:
        room = await a_class([OWN], 1)
        await room.ask(0)
        await room.vote("a")
        await room.vote("c", sure=True)
        await room.turn("closed")
        with pytest.raises(RefusedError, match="closed: your answer stands"):
            await room.vote("b")
        await room.vote("c", sure=True)  # a retry of what was heard
        assert room.room.state.votes_now() == {0: Vote("c", True)}

    ran(story())


def test_time_closes_a_question_even_where_nobody_listens() -> None:
    async def story() -> None:
        clock = Clock()
        room = await a_class([OWN], 1, clock=clock)
        await room.ask(0, seconds=0.05)
        clock.now += 0.05
        with pytest.raises(RefusedError, match="closed"):
            await room.vote("a")
        await asyncio.sleep(0.1)
        assert room.room.state.phase == "closed"

    ran(story())


def test_a_timer_that_is_ahead_of_the_clock_still_closes_the_question() -> None:
    async def story() -> None:
        clock = Clock()
        room = await a_class([OWN], 1, clock=clock)
        await room.ask(0, seconds=0.02)
        await asyncio.sleep(0.1)  # by the clock no time has passed
        assert room.room.state.phase == "closed"

    ran(story())


@pytest.mark.parametrize(
    ("voter", "question", "text", "why"),
    [("nobody", 0, "a", "stranger"), ("s0", 0, "d", "unfit"), ("s0", 1, "1", "unknown"), ("s0", -1, "1", "unknown")],
)
def test_a_vote_that_is_none_is_refused(voter: str, question: int, text: str, why: str) -> None:
    async def story() -> str:
        room = await a_class([OWN], 1)
        await room.ask(0)
        with pytest.raises(RefusedError) as refused:
            await room.room.do(voting(voter, question, 1, text, None))
        assert room.room.state.votes_now() == {}
        return refused.value.why

    assert ran(story()) == why


def test_a_full_room_gives_away_only_seats_that_nobody_uses() -> None:
    async def story() -> None:
        room = await a_class([OWN], 3)
        await room.ask(0)
        await room.vote("a")
        with pytest.raises(RefusedError, match="all 3 seats"):
            await room.room.do(joining("late", 3, lambda _: True))
        await room.room.do(joining("late", 3, lambda mark: mark == "s1"))  # the first has voted, the second is here
        assert room.room.state.seats == {"s0": 0, "s1": 1, "late": 2}

    ran(story())


def test_two_teachers_at_once_are_one() -> None:
    async def story() -> None:
        room = await a_class(agenda_of(LESSONS["learning-rate"], 3), 0)
        both = [asking(0, None), asking(0, None), turning("closed"), turning("closed")]
        await asyncio.gather(*(room.room.do(one) for one in both))
        assert (room.room.state.phase, room.room.state.round, room.room.state.version) == ("closed", 1, 3)

    ran(story())


@pytest.mark.parametrize(
    "spec",
    [
        {"text": "?", "options": ["one"]},
        {"text": "?", "options": ["one", "one"]},
        {"text": "?", "options": ["one", "two"], "right": "c"},
        {"text": "?", "low": 2.0, "high": 1.0},
        {"text": "?", "low": 0.0, "high": 1.0, "log": True},
        {"text": "?", "low": 0.0, "high": 1.0, "right": 2.0},
        {"lesson": "nonsense"},
        {"lesson": "softmax", "check": 4},
        {"sweep": "softmax"},
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(spec: Spec) -> None:
    async def story() -> None:
        room = await a_class([OWN], 0)
        with pytest.raises(RefusedError):
            await room.room.do(adding(spec))
        assert room.room.state.agenda == [OWN]

    ran(story())


def test_every_lesson_is_an_agenda() -> None:
    for lesson in LESSONS.values():
        agenda = agenda_of(lesson, 7)
        assert agenda[0] == {"lesson": lesson.slug}
        assert len(agenda) in {1 + len(lesson.checks), 2 + len(lesson.checks)}
