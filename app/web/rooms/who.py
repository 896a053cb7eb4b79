"""Who speaks: a student or the teacher by a token, whoever has the code as the projector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fastapi import Request

from ...rooms.codes import mark_of
from ...rooms.state import State
from ..http.problems import NO_TOKEN, NOT_YOURS, Problem, ProblemError

BEARER = "bearer "
MOST_PAGES = {"student": 2, "teacher": 6, "projector": 8}
Role = Literal["student", "teacher", "projector"]


@dataclass(frozen=True)
class Who:
    """A role in a room; `mark` is that of the token, or of a projector the address it asks from."""

    role: Role
    mark: str

    @property
    def pages(self) -> int:
        """How many pages may listen at once."""
        return MOST_PAGES[self.role]


def who(request: Request, state: State, shown: str | None = None) -> Who:
    """By the header, or by `shown`, the token in the query. Raises ProblemError for a token that is none of this room.

    An EventSource can send no header.
    """
    token = token_of(request, shown)
    if not token:
        return Who("projector", f"at {request.client.host if request.client else ''}")
    mark = mark_of(token)
    if mark == state.teacher:
        return Who("teacher", mark)
    if mark in state.seats:
        return Who("student", mark)
    raise not_yours("this token belongs to nobody in this room; join it again")


def token_of(request: Request, shown: str | None) -> str | None:
    """The token that is shown, the header's before the query's."""
    header = request.headers.get("authorization", "")
    return header[len(BEARER) :].strip() if header.lower().startswith(BEARER) else shown


def familiar(request: Request, state: State) -> bool:
    """Whether the token that is shown, if one is, belongs to somebody in this room."""
    token = token_of(request, request.query_params.get("as"))
    return not token or mark_of(token) == state.teacher or mark_of(token) in state.seats


def recognised(request: Request, state: State, shown: str | None = None) -> Who:
    """Who speaks, by a token. Raises ProblemError, 401, where none is shown, which clients take for a word to do so."""
    found = who(request, state, shown)
    if found.role == "projector":
        raise ProblemError(Problem(NO_TOKEN, NO_TOKEN.explanation, headers={"WWW-Authenticate": "Bearer"}))
    return found


def teacher(request: Request, state: State, shown: str | None = None) -> Who:
    """The teacher. Raises ProblemError for anybody else."""
    found = recognised(request, state, shown)
    if found.role != "teacher":
        raise not_yours("only the teacher of this room may do that")
    return found


def not_yours(sentence: str) -> ProblemError:
    """The problem of one who may not."""
    return ProblemError(Problem(NOT_YOURS, sentence))
