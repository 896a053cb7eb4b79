"""What the path of a call names: a room by its code, and of a vote the question and the round."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import Depends, Path, Request

from ...rooms.codes import CODE, LENGTH, LETTERS
from ...rooms.commands import MOST_QUESTIONS, ROUNDS
from ...rooms.live import Room
from ..http.problems import NOT_FOUND, Problem, ProblemError
from .hall import hall

CODE_PATTERN = f"^{CODE.pattern}$"
EXAMPLE_CODE = LETTERS[:LENGTH]
NO_BALLOT = "a vote is for a question by its number, in round 1 or 2"


def in_path(**shown: Any) -> Signature:
    """The signature of a dependency that needs the request alone; FastAPI is shown what the path names."""
    named = [Parameter(name, Parameter.KEYWORD_ONLY, annotation=one) for name, one in shown.items()]
    return Signature([Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request), *named])


class RoomNamed:
    """A dependency that finds the room. Raises a problem, 404, if there is none."""

    __signature__ = in_path(
        code=Annotated[
            str,
            Path(
                description="The six letters of the room; blanks, hyphens and small letters do no harm.",
                pattern=CODE_PATTERN,
                examples=[EXAMPLE_CODE],
            ),
        ]
    )

    async def __call__(self, request: Request, **_: object) -> Room:
        """The room."""
        return await hall(request).room(request)


class BallotNamed:
    """A dependency that reads for which question a vote is, and in which round. Raises a problem, 404, for none."""

    __signature__ = in_path(
        question=Annotated[
            int, Path(description="Its place on the agenda, from 0.", ge=0, lt=MOST_QUESTIONS, examples=[0])
        ],
        round=Annotated[int, Path(description="1, and 2 where it is asked again.", ge=1, le=ROUNDS, examples=[1])],
    )

    async def __call__(self, request: Request, **_: object) -> tuple[int, int]:
        """The question and the round."""
        question, round = (place_in(request.path_params[name]) for name in ("question", "round"))
        if question is None or round is None or not 1 <= round <= ROUNDS:
            raise ProblemError(Problem(NOT_FOUND, NO_BALLOT))
        return question, round


def place_in(text: str) -> int | None:
    """A number of few plain digits; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_QUESTIONS)) else None


Here = Annotated[Room, Depends(RoomNamed())]
Ballot = Annotated[tuple[int, int], Depends(BallotNamed())]
