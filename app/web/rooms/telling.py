"""What a room tells whoever asks: its state at once, at its next change, or at each of them as events."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncGenerator

from ...rooms.live import Room
from ...rooms.pages import Gone
from ...rooms.views import for_projector, for_teacher
from ..http.events import EventForm
from ..http.turns import Place
from .who import Who

HEARTBEAT = 10.0  # seconds
HELD = 20.0  # seconds for which a poll waits
COUNTED = 0.25  # seconds between two counts of the votes
RETRIES = (500, 3_000)  # milliseconds: a class does not come back in one instant


def state_for(room: Room, who: Who, at_projector: bool) -> bytes:
    """The state for somebody, as JSON, with the server's time and whether the room outlives the server."""
    if who.role == "student":
        state = room.shared.for_student(room.state, who.mark)
    else:
        view = for_projector if who.role == "projector" or at_projector else for_teacher
        state = json.dumps(view(room.state)).encode()
    return state[:-1] + b', "now": %.3f, "lasting": %s}' % (time.time(), b"true" if room.lasting else b"false")


def version(room: Room, who: Who) -> int:
    """The version of the last change that concerns somebody."""
    return room.state.public if who.role == "student" else room.state.version


async def change(room: Room, who: Who, gone: Gone, after: int, seconds: float) -> bool:
    """Wait for a change after a version, for so long at most; whether there is one."""
    until = asyncio.get_running_loop().time() + seconds
    while version(room, who) <= after and not gone.done():
        left = until - asyncio.get_running_loop().time()
        if left <= 0:
            return False
        await asyncio.wait({room.changed(who.role == "student"), gone}, timeout=left, return_when="FIRST_COMPLETED")
        if room.closed:
            return True
    return True


async def polled(room: Room, who: Who, after: int | None, at_projector: bool) -> bytes:
    """The state: at once if it is newer than `after`, else at the next change or after 20 seconds."""
    with room.pages.page(who.mark, who.pages) as gone:
        if after is not None:
            await change(room, who, gone, after, HELD)
    return state_for(room, who, at_projector)


async def states(
    room: Room, who: Who, at_projector: bool, form: EventForm, place: Place
) -> AsyncGenerator[bytes, None]:
    """Events: the state now, and at each change; between them a sign of life, and at the end why it ends."""
    seen = -1
    with room.pages.page(who.mark, who.pages) as gone:
        yield b"retry: %d\n\n" % random.randint(*RETRIES) if form.media == "text/event-stream" else b""
        while not (why := why_over(room, gone, place)):
            if version(room, who) > seen:
                seen = version(room, who)
                yield form.event("state", str(seen), state_for(room, who, at_projector)[1:-1])
                if who.role != "student":
                    await asyncio.sleep(COUNTED)
            elif not await change(room, who, gone, seen, HEARTBEAT):
                yield form.still_here
        yield form.event("end", None, b'"why": "%s"' % why.encode())


def why_over(room: Room, gone: Gone, place: Place) -> str:
    """Why somebody is told no more, if there is a reason."""
    if gone.done():
        return "another page"
    return "forgotten" if room.closed and not place.why else place.why or ""
