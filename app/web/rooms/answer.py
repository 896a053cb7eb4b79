"""What the calls of rooms answer, for the contract: what is sent is written from the state itself, for speed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from ...rooms.commands import ROUNDS
from ...rooms.state import Phase
from ..http.answers import Answer
from ..lessons.answer import OptionAnswer

OfBothRounds = Field(description="In the first round and in the second.", min_length=ROUNDS, max_length=ROUNDS)


class OpenedAnswer(Answer):
    """A new room."""

    code: str = Field(description="What everybody needs who joins: six letters.")
    teacher_key: str = Field(description="The teacher's token, which is told this once.")
    lasting: bool = Field(description="Whether the room outlives the server.")


class SeatAnswer(Answer):
    """A seat in a room."""

    student: str = Field(description="The student's token, which is told this once.")


class VotedAnswer(Answer):
    """An answer that was heard."""

    version: int = Field(description="That of the room once the answer is kept.")


class AskedAnswer(Answer):
    """How a question is put, never what is right; a field that belongs to other kinds is left out."""

    text: str
    kind: Literal["choice", "several", "number", "reach", "rank", "click", "draw"] = Field(
        description="A vote is, in this order: an option's name; names with commas between them, or `none`; a number; "
        "a number with which something happens; all names in an order; a height; heights with commas between them."
    )
    options: list[OptionAnswer] | None = Field(default=None, description="Of a choice, several, or an order.")
    ends: list[str] | None = Field(default=None, description="Of an order: what its first and its last are.")
    low: float | None = Field(default=None, description="The least number, or height, that is offered.")
    high: float | None = Field(default=None, description="The largest.")
    log: bool | None = Field(default=None, description="Of a number: whether its slider is logarithmic.")
    unit: str | None = Field(default=None, description="Of a number.")
    start: float | None = Field(default=None, description="Of a number: where its slider stands at first.")
    x: list[float] | None = Field(default=None, description="Where heights are asked for: of a place, of a curve.")
    lesson: str | None = Field(description="From which lesson it is; null where the teacher has written it.")


class QuestionNow(AskedAnswer):
    """The question of the moment, or the last one."""

    id: int = Field(description="Its place on the agenda, by which it is voted for.")


class AgendaEntry(QuestionNow):
    """A question that is asked, was, or may be."""

    asked: bool = Field(description="Whether it was asked already.")


class BarAnswer(Answer):
    """An answer, or a stretch of numbers, with how many gave it."""

    name: str
    text: str
    counts: Annotated[list[int], OfBothRounds]
    right: bool


class MoveAnswer(Answer):
    """How many who answered one thing in the first round answered another, or the same, in the second."""

    source: str = Field(alias="from", description="The name of a bar.")
    target: str = Field(alias="to", description="The name of a bar.")
    count: int


class SweptPoint(Answer):
    """Of a sweep: the value that somebody was given, and what came of it."""

    given: float
    outcome: float | None = Field(description="What the simulation tells; null where it blows up or never ends.")


class ClassResult(Answer):
    """What the class has answered; what is right stands in it from the phase `revealed` on."""

    bars: list[BarAnswer]
    moves: list[MoveAnswer]
    most: str | None = Field(description="The answer that is run: the most frequent, of numbers the median.")
    truth: str | None = Field(description="What is right, as a vote writes it; null where nothing is, or not yet.")
    answered: Annotated[list[int], OfBothRounds]
    right: Annotated[list[float | None], OfBothRounds] = Field(
        description="Which share was right, in the first round and in the second; null where nobody answered."
    )
    sure_and_wrong: int | None = Field(description="How many of the last round were sure, and wrong.")
    words: list[str] = Field(description="What became of the answer of the class, and what is true.")
    points: list[SweptPoint] = Field(description="Of a sweep, else empty.")
    curves: list[list[float]] = Field(description="Of a curve: those that were drawn, else empty.")


class SaidAnswer(Answer):
    """An answer of one's own."""

    text: str = Field(description="As its kind writes it.")
    sure: bool | None = Field(description="Null where nothing was said of it.")


class RoomState(Answer):
    """What everybody in a room is told."""

    version: int = Field(description="Of the last change that concerns whoever asks; `after` takes it.")
    phase: Phase
    round: int = Field(ge=1, le=ROUNDS)
    until: float | None = Field(description="When answering ends by itself, in seconds since 1970.")
    question: QuestionNow | None = Field(description="Null before the first one is asked.")
    result: ClassResult | None = Field(description="Null until the phase `revealed`, at the projector `running`.")
    now: float = Field(description="The server's time, in seconds since 1970.")
    lasting: bool = Field(description="Whether the room outlives the server.")


class StudentState(RoomState):
    """What a student is told."""

    own: SaidAnswer | None = Field(description="One's answer of this round.")
    before: SaidAnswer | None = Field(description="One's answer of the first round, in the second.")
    given: float | None = Field(description="Of a sweep: the value that one was given.")
    right: bool | None = Field(description="Whether one's last answer was right; null until that is revealed.")


class ProjectorState(RoomState):
    """What the projector is told."""

    students: int
    answered: int = Field(description="How many have answered in this round.")


class TeacherState(ProjectorState):
    """What the teacher is told."""

    agenda: list[AgendaEntry]
    share_right: float | None = Field(description="Which share of this round is right; null where nobody answered.")
    advice: Literal["explain", "talk", "go on"] | None = Field(description="What to do next, by that share.")


class TakenHome(Answer):
    """The answers of one student to a question; a round in which nothing was said is null."""

    given: float | None = Field(description="Of a sweep: the value that the student was given.")
    first: str | None
    first_sure: bool | None
    first_right: bool | None
    second: str | None
    second_sure: bool | None
    second_right: bool | None


class AskedAndAnswered(QuestionNow):
    """A question that was asked, with all that was answered."""

    votes: list[TakenHome] = Field(description="Sorted by what they say, so that no order tells who it was.")


class ResultsAnswer(Answer):
    """All votes of a room."""

    code: str
    questions: list[AskedAndAnswered]


STATES = TeacherState | StudentState | ProjectorState  # the one with most fields first, for readers that try in turn
