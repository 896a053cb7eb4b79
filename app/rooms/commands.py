"""What may be asked of a room: each command looks at how it stands and says what happens, or refuses.

A command that has been carried out already changes nothing, so that whoever is not sure may send it again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .questions import Spec, question_of
from .refusals import RefusedError
from .state import Event, Phase, State

Command = Callable[[State, float], Event | None]  # by the room and the time: what happens, without version and time
MOST_QUESTIONS = 100
ROUNDS = 2
EARLY = 0.05  # seconds by which a timer may be ahead of the clock
BEFORE: dict[Phase, tuple[Phase, ...]] = {
    "waiting": ("closed", "revealed"),
    "closed": ("asking",),
    "talking": ("closed",),
    "running": ("closed", "talking"),
    "revealed": ("closed", "talking", "running"),
    "ended": ("waiting", "asking", "closed", "talking", "running", "revealed"),
}


def opening(code: str, teacher: str, agenda: list[Spec]) -> Command:
    """A room with an agenda; its teacher's key is known by its mark."""

    def decide(state: State, now: float) -> Event | None:
        if state.version and state.teacher == teacher:
            return None
        if state.version:
            raise RefusedError("full", "another room took this code at the same moment; try again")
        return {"what": "opened", "code": code, "teacher": teacher, "agenda": agenda}

    return decide


def joining(student: str, most: int, here: Callable[[str], bool]) -> Command:
    """A seat for a student. Where all are taken, one is given away whose owner is gone and has never answered."""

    def decide(state: State, now: float) -> Event | None:
        if state.phase == "ended":
            raise RefusedError("closed", "this room has ended")
        if student in state.seats:
            return None
        if len(state.seats) < most:
            return {"what": "joined", "student": student}
        voted = {seat for rounds in state.votes.values() for one in rounds for seat in one}
        free = (mark for mark, seat in state.seats.items() if seat not in voted and not here(mark))
        if (gone := next(free, None)) is None:
            raise RefusedError("full", f"all {most} seats of this room are taken")
        return {"what": "joined", "student": student, "instead": gone}

    return decide


def adding(spec: Spec) -> Command:
    """One more question at the end of the agenda."""

    def decide(state: State, now: float) -> Event | None:
        question_of(spec)
        if spec in state.agenda:
            return None
        if len(state.agenda) >= MOST_QUESTIONS:
            raise RefusedError("full", f"a room holds {MOST_QUESTIONS} questions", "question")
        return {"what": "added", "question": spec}

    return decide


def asking(question: int | None, seconds: float | None) -> Command:
    """Ask a question, the current one for the second time; after so many seconds it closes by itself."""

    def decide(state: State, now: float) -> Event | None:
        place = state.question if question is None else question
        if place is None or not 0 <= place < len(state.agenda):
            raise RefusedError("unfit", f"question must be 0 to {len(state.agenda) - 1}", "question")
        if state.phase == "ended":
            raise RefusedError("closed", "this room has ended")
        if state.phase == "asking" and place == state.question and not over(state, now):
            return None
        until = {} if seconds is None else {"until": now + seconds}
        return {"what": "asked", "question": place, "round": round_of(state, place), **until}

    return decide


def round_of(state: State, place: int) -> int:
    """In which round a question would be asked next. Raises RefusedError if it was asked twice, or is revealed."""
    if place not in state.votes:
        return 1
    if place != state.question or state.phase not in {"closed", "talking", "asking"}:
        raise RefusedError("closed", "this question is done; add it once more to ask it again", "question")
    if state.round == ROUNDS:
        raise RefusedError("closed", f"a question is asked {ROUNDS} times at most", "phase")
    return state.round + 1


def turning(phase: Phase) -> Command:
    """Close, let talk, run the class's answer, reveal, wait, or end."""

    def decide(state: State, now: float) -> Event | None:
        if state.phase == phase:
            return None
        if state.phase not in BEFORE[phase]:
            told = ", ".join(BEFORE[phase])
            raise RefusedError("closed", f"{phase} comes after {told}; the room is {state.phase}", "phase")
        return {"what": "turned", "phase": phase}

    return decide


def expiring(version: int) -> Command:
    """Close the question that was asked at this version, whose time is up or nearly: a timer may be a little early."""

    def decide(state: State, now: float) -> Event | None:
        late = state.public == version and over(state, now + EARLY)
        return {"what": "turned", "phase": "closed"} if late else None

    return decide


def voting(student: str, question: int, round: int, text: str, sure: bool | None) -> Command:
    """A student's answer; the last one before closing counts."""

    def decide(state: State, now: float) -> Event | None:
        seat = state.seats.get(student)
        if seat is None:
            raise RefusedError("stranger", "whoever votes has to join first")
        if not 0 <= question < len(state.agenda):
            raise RefusedError("unknown", "this room has no such question")
        known = state.rounds(question)[round - 1].get(seat)
        here = state.phase == "asking" and (question, round) == (state.question, state.round)
        if not (open_now := here and not over(state, now)) and known is None:
            raise RefusedError("closed", "this question is closed")  # an unfit one too: why would tell its options
        vote = (written(question_of(state.agenda[question]).kind, text), sure)
        if known == vote:
            return None
        if not open_now:
            raise RefusedError("closed", "this question is closed: your answer stands")
        return {"what": "voted", "seat": seat, "question": question, "round": round, "vote": vote[0], "sure": sure}

    return decide


def written(kind: Any, text: str) -> str:
    """The answer in its kind's own words. Raises RefusedError if it is none."""
    try:
        told: str = kind.write(kind.read(text))
    except ValueError as error:
        raise RefusedError("unfit", f"vote: {error}", "vote") from None
    return told


def over(state: State, now: float) -> bool:
    """Whether the time for an answer is up."""
    return state.until is not None and now >= state.until
