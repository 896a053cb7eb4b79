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
from ..http.forms import OfPage
from ..http.numbers import QueryFlag, QueryWhole
from ..http.state import Reader, State
from .bodies import OpeningBody, PhaseBody, QuestionBody, VoteBody
from .hall import hall, refusal
from .named import Ballot, Here
from .table import as_table
from .telling import Listener, polled, state_for, states
from .who import recognised, teacher, who

PRIVATE = {"Cache-Control": VOLATILE}
MOST_SEEDS = 1_000_000


class KeyQuery(State):
    """Who asks, where no header can be sent."""

    as_: Annotated[str, Field(max_length=64)] | None = Field(
        default=None, alias="as", description="The token, where no header can be sent, as by an EventSource."
    )


class ListenerQuery(KeyQuery):
    """How a room stands, for whoever asks."""

    projector: QueryFlag = Field(
        default=0, description="1 tells a teacher what the projector is told; nobody else is told otherwise by it."
    )
    page: OfPage[QueryFlag] = 0


class StateQuery(ListenerQuery):
    """The same, at once or once it stands otherwise."""

    after: Annotated[QueryWhole, Field(ge=0, le=10**12)] | None = Field(
        default=None,
        description="A version: the answer waits for a newer one, 20 seconds at most. Without it, it comes at once.",
        examples=[0],
    )


KeyParameters = Annotated[KeyQuery, Depends(Reader(KeyQuery))]
ListenerParameters = Annotated[ListenerQuery, Depends(Reader(ListenerQuery))]
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


async def join_room(request: Request, room: Here) -> Response:
    """A seat, by a token that its owner keeps and that is told this once. It takes neither a name nor a body."""
    here, token = hall(request), fresh_token()
    here.joined.take(room.state.code)
    await done(room, joining(mark_of(token), here.settings.room_seats, room.pages.here))
    return private({"student": token}, 201)


async def get_room(request: Request, room: Here, query: StandParameters) -> Response:
    """How the room stands: for the teacher, for a student, or without a token for the projector.

    Nothing of what is right is told to students before the phase `revealed`.
    """
    return private(await polled(room, listening(request, room, query), query.after))


def listening(request: Request, room: Room, query: ListenerQuery) -> Listener:
    """Who listens; a room is used as long as its teacher does."""
    asks = who(request, room.state, query.as_)
    if asks.role == "teacher":
        room.use()
    return Listener(asks, bool(query.projector), bool(query.page))


async def stream_room(request: Request, room: Here, query: ListenerParameters) -> Response:
    """The same as events: the state as it is, and again at each change. `GET /api/rooms/{code}` tells one of them.

    Server-sent events, or JSON Lines where the Accept header names `application/jsonl` or `application/x-ndjson`.
    """
    here = hall(request)
    listener, form = listening(request, room, query), form_for(request)
    heads = {**LIVE, **PRIVATE}
    return streamed(request, lambda place: states(room, listener, form, place), form.media, heads,
                    here.places)  # fmt: skip


async def put_vote(
    request: Request, room: Here, ballot: Ballot, body: Annotated[VoteBody, Depends(body_reader(VoteBody))]
) -> Response:
    """A student's answer; until the question is closed the last one counts, afterwards a new one is refused, 409."""
    asks = recognised(request, room.state)
    hall(request).voted.take(asks.mark)
    version = await done(room, voting(asks.mark, *ballot, body.written, body.sure))
    return private({"version": version})


async def post_phase(
    request: Request, room: Here, body: Annotated[PhaseBody, Depends(body_reader(PhaseBody))]
) -> Response:
    """The teacher goes on: asks a question, closes it, lets talk, runs the answer of the class, reveals, or ends.

    What does not follow from the phase of the moment is refused, 409, with what would have to come before.
    """
    asks = teacher(request, room.state)
    ask = body.phase == "asking"
    await done(room, asking(body.question, body.seconds) if ask else turning(body.phase))
    return private(state_for(room, Listener(asks)))


async def post_question(
    request: Request, room: Here, body: Annotated[QuestionBody, Depends(body_reader(QuestionBody))]
) -> Response:
    """One more question at the end of the agenda; one that is there already is not added again."""
    asks = teacher(request, room.state)
    await done(room, adding(body.spec))
    return private(state_for(room, Listener(asks)), 201)


async def get_results(request: Request, room: Here, query: KeyParameters) -> Response:
    """All votes of all questions, for the teacher; nothing tells whose they are."""
    teacher(request, room.state, query.as_)
    return private({"code": room.state.code, "questions": results_of(room.state)})


async def get_results_table(request: Request, room: Here, query: KeyParameters) -> Response:
    """The same as a table, a row for each answer; yes and no are 1 and 0."""
    teacher(request, room.state, query.as_)
    heads = {**PRIVATE, "Content-Disposition": f'attachment; filename="room-{room.state.code}.csv"'}
    return Response(as_table(results_of(room.state)), headers=heads, media_type=CSV)
