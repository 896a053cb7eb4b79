"""What a room is at a moment: plain values that follow from its events, and from nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, NamedTuple

from .questions import Question, Spec, question_of

# Running is the class's answer alone, of which nobody is told whether it is right; revealed is the truth.
Phase = Literal["waiting", "asking", "closed", "talking", "running", "revealed", "ended"]
PHASES: tuple[Phase, ...] = ("waiting", "asking", "closed", "talking", "running", "revealed", "ended")
PUBLIC = {"opened", "added", "asked", "turned"}  # events after which everybody's page looks different
Event = dict[str, Any]  # `version`, `at` in seconds since 1970, `what` has happened, and the rest of it


class Vote(NamedTuple):
    """An answer as its kind writes it, and whether its owner is sure, if that was said."""

    text: str
    sure: bool | None = None


Round = dict[int, Vote]  # by seat


@dataclass
class State:
    """`public` is the version of the last change that concerns everybody; votes concern the teacher alone."""

    code: str = ""
    teacher: str = ""  # the mark of the teacher's key
    version: int = 0
    public: int = 0
    at: float = 0.0
    phase: Phase = "waiting"
    round: int = 1
    question: int | None = None  # its place on the agenda
    until: float | None = None  # when answering ends by itself
    agenda: list[Spec] = field(default_factory=list)
    seats: dict[str, int] = field(default_factory=dict)  # by the mark of a student's token
    votes: dict[int, list[Round]] = field(default_factory=dict)  # of each question that was asked: by round

    @property
    def current(self) -> Question | None:
        """The question that is being asked, or was last."""
        return None if self.question is None else question_of(self.agenda[self.question])

    @property
    def questions(self) -> list[Question]:
        """All of the agenda."""
        return [question_of(spec) for spec in self.agenda]

    def rounds(self, question: int | None) -> list[Round]:
        """The votes of both rounds."""
        return self.votes.get(-1 if question is None else question, [{}, {}])

    def votes_now(self) -> Round:
        """Those of this round."""
        return self.rounds(self.question)[self.round - 1]

    def apply(self, event: Event) -> None:
        """Let happen what has happened. The one way in which a room changes."""
        APPLIED[event["what"]](self, event)
        self.version, self.at = event["version"], event["at"]
        if event["what"] in PUBLIC:
            self.public = self.version

    def copy(self) -> State:
        """Another one that stands so, and can go on by itself."""
        votes = {question: [{**one} for one in rounds] for question, rounds in self.votes.items()}
        return replace(self, agenda=[*self.agenda], seats={**self.seats}, votes=votes)

    def stands(self) -> Event:
        """All of it as one event, from which the room can be made as from all that came before."""
        return {"version": self.version, "at": self.at, "what": "stands", "state": asdict(self)}


def _opened(state: State, event: Event) -> None:
    state.code, state.teacher, state.agenda = event["code"], event["teacher"], event["agenda"]


def _joined(state: State, event: Event) -> None:
    gone = event.get("instead")
    state.seats[event["student"]] = len(state.seats) if gone is None else state.seats.pop(gone)


def _added(state: State, event: Event) -> None:
    state.agenda.append(event["question"])


def _asked(state: State, event: Event) -> None:
    state.phase, state.question, state.round = "asking", event["question"], event["round"]
    state.until = event.get("until")
    state.votes.setdefault(event["question"], [{}, {}])


def _turned(state: State, event: Event) -> None:
    state.phase, state.until = event["phase"], None


def _voted(state: State, event: Event) -> None:
    rounds = state.votes[event["question"]]
    rounds[event["round"] - 1][event["seat"]] = Vote(event["vote"], event.get("sure"))


def _stands(state: State, event: Event) -> None:
    told = event["state"]
    votes = {
        int(question): [{int(seat): Vote(*vote) for seat, vote in one.items()} for one in rounds]
        for question, rounds in told["votes"].items()
    }
    state.__dict__.update({**told, "votes": votes})


APPLIED: dict[str, Callable[[State, Event], None]] = {
    "opened": _opened, "joined": _joined, "added": _added, "asked": _asked, "turned": _turned, "voted": _voted,
    "stands": _stands,
}  # fmt: skip


def replayed(events: list[Event]) -> State:
    """The room that has lived through these events."""
    state = State()
    for event in events:
        state.apply(event)
    return state
