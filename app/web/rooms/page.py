"""The pages of rooms: where one is opened or joined, and the three that look into one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import segno
from fastapi import Depends, Request, Response
from markupsafe import Markup
from pydantic import Field

from ...core.numerals import plural
from ...lessons import LESSONS
from ...lessons.base import AnyLesson
from ...rooms.codes import as_code
from ...rooms.live import Room
from ...rooms.questions import MOST_OPTIONS
from ...rooms.tally import FEW, MANY
from ..http.address import address, full_address, origin
from ..http.desk import VOLATILE
from ..http.headers import policy
from ..http.problems import ProblemError
from ..http.services import services
from ..http.state import Reader, State
from ..page.render import HTML, rendered, show, templates
from .bodies import LAB_ADDRESS
from .hall import hall
from .shown import RoomNow
from .who import Role

LOOPBACK = re.compile(r"https?://(localhost|127\.[\d.]+|\[::1\])(:|$)", re.IGNORECASE)


class OpeningQuery(State):
    """Which lesson, or which lab as it stands and with which question, a room is to be opened for."""

    lesson: Annotated[str, Field(max_length=40)] = ""
    lab: Annotated[str, Field(max_length=2_000, pattern=f"{LAB_ADDRESS}|^$")] = ""
    text: Annotated[str, Field(max_length=300)] = ""
    option: Annotated[tuple[Annotated[str, Field(max_length=120)], ...], Field(max_length=MOST_OPTIONS)] = ()
    right: Annotated[str, Field(max_length=120)] = ""


OpeningParameters = Annotated[OpeningQuery, Depends(Reader(OpeningQuery, frozenset({"option"})))]


@dataclass(frozen=True)
class RoomsPage:
    """Where a room is opened or joined."""

    asked: OpeningQuery
    kept: str
    hours: str

    few, many = (round(100 * share) for share in (FEW, MANY))

    @property
    def lessons(self) -> list[AnyLesson]:
        """What a room may be about."""
        return list(LESSONS.values())


async def rooms_page(request: Request, query: OpeningParameters) -> Response:
    """Open a room, or join one."""
    settings = services(request).settings
    lasting = "a store beside it" if settings.valkey else "a folder of this server"
    kept = lasting if settings.valkey or settings.rooms_folder else "its memory, until it ends"
    hours = plural(round(settings.room_hours), "hour") if settings.room_hours >= 1 else "less than an hour"
    return await show(request, "rooms.html", lambda: RoomsPage(query, kept, hours), keep=VOLATILE)


async def student_page(request: Request) -> Response:
    """A student's page."""
    try:
        room: Room | None = await hall(request).room(request)
    except ProblemError as error:
        if error.problem.kind.status != 404:
            raise
        room = None
    return looked_at(request, "room.html", "student", 200 if room else 404, room=room is not None)


async def teacher_page(request: Request) -> Response:
    """The teacher's page; the key stands behind the # of its address, which no browser sends."""
    room = await hall(request).room(request)
    return looked_at(request, "room_teacher.html", "teacher", screen=screen_of(room))


async def projector_page(request: Request) -> Response:
    """What the class sees; an answer runs there in a frame of our own."""
    await hall(request).room(request)
    told = looked_at(request, "room_projector.html", "projector", place=where_to())
    name, value = policy(services(request).settings.frame_ancestors)
    told.headers[name.decode()] = f"{value.decode()}; frame-src 'self'"
    return told


def looked_at(request: Request, name: str, role: Role, status: int = 200, **more: object) -> Response:
    """One of the three pages, which are the same for everybody: what is in the room is told to its script."""
    code = as_code(request.path_params["code"])
    body = rendered(request, name, code=code, role=role, **more)
    return Response(body, status, {"Cache-Control": VOLATILE}, HTML)


def changing_part(room: Room, role: Role) -> str:
    """What changes on a page, as HTML: the same for all who have that page."""
    page = RoomNow(room.state, role)
    made = templates.get_template("_room.html").make_module({"address": address})
    more: dict[Role, Callable[[], tuple[object, ...]]] = {
        "projector": lambda: (where_to(), "" if lonely() else code_of(room.state.code)),
        "teacher": lambda: (screen_of(room), lonely()),
        "student": tuple,
    }
    return str(getattr(made, role)(page, *more[role]()))


def lonely() -> bool:
    """Whether this server is asked by an address that leads each phone to itself."""
    return bool(LOOPBACK.match(origin()))


def screen_of(room: Room) -> str:
    """Where the projector's page is."""
    return address(f"/rooms/{room.state.code}/projector")


def where_to() -> str:
    """Where a class goes, as short as it can be said."""
    return (origin() + address("/rooms")).partition("://")[2]


def code_of(code: str) -> Markup:
    """The address of a room as a code to photograph."""
    drawn = segno.make(full_address(f"/rooms/{code}"), error="m", micro=False)
    return Markup(drawn.svg_inline(scale=8, border=2, dark="#1a1a1a", light="#ffffff", omitsize=True))
