"""What a room tells whoever asks: its state at once, at its next change, or at each of them as events."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any

from ...rooms.live import Room
from ...rooms.pages import Page
from ...rooms.state import State
from ...rooms.views import common, for_projector, for_teacher, own
from ..http.events import EVENT_STREAM, EventForm
from ..http.turns import Place
from .page import changing_part, lonely
from .who import Role, Who

HEARTBEAT = 10.0  # seconds
HELD = 20.0  # seconds for which a poll waits
COUNTED = 0.25  # seconds between two counts of the votes
COME_BACK_IN, BEAT = b"retry: %d\n\n", b"event: beat\ndata: {}\n\n"  # a page hears no comment
RETRIES = (500, 3_000)  # milliseconds: a class does not come back in one instant

VIEWS: dict[Role, Callable[[State], dict[str, Any]]] = {
    "student": lambda state: {"version": state.public, **common(state)},
    "projector": for_projector,
    "teacher": for_teacher,
}


@dataclass(frozen=True)
class Listener:
    """Who listens, whether at the projector, and whether a page of ours, which is told its changing part as HTML."""

    who: Who
    projector: bool = False
    page: bool = False

    @property
    def role(self) -> Role:
        """What is shown."""
        return "projector" if self.projector and self.who.role == "teacher" else self.who.role

    @property
    def public(self) -> bool:
        """Whether only what concerns everybody concerns this one: no votes."""
        return self.role == "student"


def state_for(room: Room, listener: Listener) -> bytes:
    """The state as JSON, with the server's time and whether the room outlives the server."""
    state, role = room.state, listener.role
    told = room.written.at(version(room, listener), role, lambda: json.dumps(VIEWS[role](state)).encode()[:-1])
    if role == "student":
        told += b", " + json.dumps(own(state, state.seats.get(listener.who.mark, -1))).encode()[1:-1]
    if listener.page:
        told += b', "html": ' + room.written.at(state.public, f"{role} {lonely()}", lambda: html(room, role))
    return told + b', "now": %.3f, "lasting": %s}' % (time.time(), b"true" if room.lasting else b"false")


def html(room: Room, role: Role) -> bytes:
    """The part of a page that changes, as a text for JSON."""
    return json.dumps(changing_part(room, role)).encode()


def version(room: Room, listener: Listener) -> int:
    """The version of the last change that concerns somebody."""
    return room.state.public if listener.public else room.state.version


async def polled(room: Room, listener: Listener, after: int | None) -> bytes:
    """The state: at once if it is newer than `after`, else at the next change or after 20 seconds."""
    with room.pages.page(listener.who.mark, listener.who.pages, listener.public) as page:
        if after is not None and version(room, listener) <= after:
            await page.news(HELD)
    return state_for(room, listener)


async def states(room: Room, listener: Listener, form: EventForm, place: Place) -> AsyncGenerator[bytes, None]:
    """Events: the state now, and at each change; between them a sign of life, and at the end why it ends."""
    seen = -1
    with room.pages.page(listener.who.mark, listener.who.pages, listener.public) as page:
        yield COME_BACK_IN % random.randint(*RETRIES) if form.media == EVENT_STREAM else b""
        while not (why := why_over(room, page, place)):
            if version(room, listener) > seen:
                seen = version(room, listener)
                yield form.event("state", str(seen), state_for(room, listener)[1:-1])
                if not listener.public:
                    await asyncio.sleep(COUNTED)
            elif not await page.news(HEARTBEAT * random.uniform(0.5, 1)):  # thousands must not beat in one instant
                yield BEAT if form.media == EVENT_STREAM else form.still_here
        yield form.event("end", None, b'"why": "%s"' % why.encode())


def why_over(room: Room, page: Page, place: Place) -> str:
    """Why somebody is told no more, if there is a reason."""
    if page.gone:
        return "another page"
    return "forgotten" if room.closed and not place.why else place.why or ""
