"""Rooms for programs: open one, join, ask, vote, see how it stands, take the votes home."""

from __future__ import annotations

import json
from secrets import randbelow
from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic import Field

from ...rooms.codes import fresh_token, mark_of
from ...rooms.commands import Command, adding, asking, joining, turning, voting
from ...rooms.live import Room
from ...rooms.questions import Spec, agenda_of, lesson_named, question_of
from ...rooms.refusals import RefusedError
from ...rooms.views import results_of
from ..http.answers import CSV, JSON
from ..http.bodies import body_reader
from ..http.desk import VOLATILE, client, streamed
from ..http.events import LIVE, form_for
from ..http.numbers import QueryFlag, QueryWhole
from ..http.problems import NOT_FOUND, Problem, ProblemError
from ..http.state import Reader, State
from .bodies import OpeningBody, PhaseBody, QuestionBody, VoteBody
from .hall import hall, refusal
from .table import as_table
from .telling import Listener, polled, state_for, states
from .who import teacher, who

PRIVATE = {"Cache-Control": VOLATILE}
MOST_SEEDS = 1_000_000
ROUNDS = {"1": 1, "2": 2}


class KeyQuery(State):
    """Who asks, where no header can be sent."""

    as_: Annotated[str, Field(max_length=64)] | None = Field(default=None, alias="as")


class StateQuery(KeyQuery):
    """How a room stands, at once or once it stands otherwise."""

    after: Annotated[QueryWhole, Field(ge=0, le=10**12)] | None = None
    projector: QueryFlag = 0
    page: QueryFlag = 0


KeyParameters = Annotated[KeyQuery, Depends(Reader(KeyQuery))]
StandParameters = Annotated[StateQuery, Depends(Reader(StateQuery))]


def private(told: object, status: int = 200) -> Response:
    """An answer that is nobody else's."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    return Response(body, status, PRIVATE, JSON)


async def done(room: Room, command: Command) -> int:
    """Carry out a command. Raises ProblemError if the room refuses, or its journal fails."""
    try:
        return await room.do(command)
    except (RefusedError, OSError) as error:
        raise refusal(error) from None


async def open_room(request: Request, body: Annotated[OpeningBody, Depends(body_reader(OpeningBody))]) -> Response:
    """A new room: its code for everybody, and the teacher's key, which is told this once."""
    here, key = hall(request), fresh_token()
    here.opened.take(client(request).address)
    try:
        room = await here.rooms.open(mark_of(key), agenda(body))
    except (RefusedError, OSError) as error:
        raise refusal(error) from None
    return private({"code": room.state.code, "teacher_key": key, "lasting": room.lasting}, 201)


def agenda(body: OpeningBody) -> list[Spec]:
    """What is asked in a room. Raises RefusedError if it cannot be asked."""
    if body.question is None:
        return agenda_of(lesson_named(body.lesson or ""), randbelow(MOST_SEEDS))
    question_of(body.question.spec)
    return [body.question.spec]


async def join_room(request: Request) -> Response:
    """A seat, by a token that its owner keeps."""
    here, token = hall(request), fresh_token()
    room = await here.room(request)
    here.joined.take(room.state.code)
    await done(room, joining(mark_of(token), here.settings.room_seats, room.pages.here))
    return private({"student": token}, 201)


async def get_room(request: Request, query: StandParameters) -> Response:
    """How the room stands, for whoever asks."""
    room = await hall(request).room(request)
    return private(await polled(room, listening(request, room, query), query.after))


def listening(request: Request, room: Room, query: StateQuery) -> Listener:
    """Who listens; a room is used as long as its teacher does."""
    asks = who(request, room.state, query.as_)
    if asks.role == "teacher":
        room.use()
    return Listener(asks, bool(query.projector), bool(query.page))


async def stream_room(request: Request, query: StandParameters) -> Response:
    """The same as events, one at each change."""
    here = hall(request)
    room = await here.room(request)
    listener, form = listening(request, room, query), form_for(request)
    heads = {**LIVE, **PRIVATE}
    return streamed(request, lambda place: states(room, listener, form, place), form.media, heads,
                    here.places)  # fmt: skip


async def put_vote(request: Request, body: Annotated[VoteBody, Depends(body_reader(VoteBody))]) -> Response:
    """An answer; until the question is closed the last one counts."""
    here = hall(request)
    room = await here.room(request)
    question, round = request.path_params["question"], ROUNDS.get(request.path_params["round"])
    if not question.isdecimal() or len(question) > 3 or round is None:
        raise ProblemError(Problem(NOT_FOUND, "a vote is for a question by its number, in round 1 or 2"))
    asks = who(request, room.state)
    here.voted.take(asks.mark)
    version = await done(room, voting(asks.mark, int(question), round, body.written, body.sure))
    return private({"version": version})


async def post_phase(request: Request, body: Annotated[PhaseBody, Depends(body_reader(PhaseBody))]) -> Response:
    """The teacher goes on."""
    room = await hall(request).room(request)
    asks = teacher(request, room.state)
    ask = body.phase == "asking"
    await done(room, asking(body.question, body.seconds) if ask else turning(body.phase))
    return private(state_for(room, Listener(asks)))


async def post_question(
    request: Request, body: Annotated[QuestionBody, Depends(body_reader(QuestionBody))]
) -> Response:
    """One more question at the end of the agenda."""
    room = await hall(request).room(request)
    asks = teacher(request, room.state)
    await done(room, adding(body.spec))
    return private(state_for(room, Listener(asks)), 201)


async def get_results(request: Request, query: KeyParameters) -> Response:
    """All votes of all questions, without any name."""
    room = await hall(request).room(request)
    teacher(request, room.state, query.as_)
    return private({"code": room.state.code, "questions": results_of(room.state)})


async def get_results_table(request: Request, query: KeyParameters) -> Response:
    """The same as a table, a row for each answer."""
    room = await hall(request).room(request)
    teacher(request, room.state, query.as_)
    heads = {**PRIVATE, "Content-Disposition": f'attachment; filename="room-{room.state.code}.csv"'}
    return Response(as_table(results_of(room.state)), headers=heads, media_type=CSV)
