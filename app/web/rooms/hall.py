"""All rooms of an application, and what keeps them usable for everybody: places to listen, and rates."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from fastapi import FastAPI, Request

from ...rooms.codes import CODE, as_code
from ...rooms.journal import Folder, Journal, Memory
from ...rooms.live import Room
from ...rooms.refusals import RefusedError, Why
from ...rooms.rooms import Rooms
from ...rooms.together import Together
from ...rooms.valkey import Valkey
from ...settings import Settings
from ..http.problems import BUSY, CLOSED, MISFIT, NOT_FOUND, NOT_YOURS, Fault, Kind, Problem, ProblemError
from ..http.rates import Rate
from ..http.turns import Places
from .who import familiar

EACH = 60.0  # seconds after which rooms that nobody uses are looked for
UNKEPT = "what keeps the rooms does not answer; try again, it does no harm to say things twice"
LISTENS_FOR = 3_600.0  # seconds after which a page that listens begins anew
KIND_OF: dict[Why, Kind] = {
    "unknown": NOT_FOUND,
    "stranger": NOT_YOURS,
    "closed": CLOSED,
    "unfit": MISFIT,
    "full": BUSY,
}


class Hall:
    """The rooms of one application."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        kept = journal(settings)
        self.rooms = Rooms(kept, settings.rooms, settings.room_hours * 3_600)
        self.together = Together(self.rooms, kept) if isinstance(kept, Valkey) else None
        self.places = Places(settings.room_pages, 1, LISTENS_FOR)
        self.opened = Rate(60, 0.2, time.monotonic)  # by an address
        self.missed = Rate(30, 0.5, time.monotonic)  # codes that are none, by an address: nobody tries them all
        self.joined = Rate(max(100, settings.room_seats), 100, time.monotonic)  # in a room: all come at once
        self.voted = Rate(20, 2, time.monotonic)  # by a seat

    async def room(self, request: Request) -> Room:
        """The room that a path names. Raises ProblemError if there is none, or too many were tried."""
        code = as_code(request.path_params["code"])
        try:
            if not CODE.fullmatch(code):
                raise RefusedError("unknown", "the code of a room is six letters, as the projector shows them")
            room = await self.rooms.find(code)
            if self.together and not familiar(request, room.state):
                await room.renew()  # whoever sat down at another server a moment ago is no stranger
        except RefusedError as error:
            self.missed.take(request.client.host if request.client else "")
            raise refusal(error) from None
        except OSError as error:
            raise refusal(error) from None
        return room

    async def keep(self) -> None:
        """Forget rooms in time, and keep up with other servers, as long as the application runs."""
        await asyncio.gather(self._sweep(), *([self.together.keep()] if self.together else []))

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(EACH)
            with suppress(OSError):
                await self.rooms.sweep()

    def close(self) -> None:
        """Tell all who listen that the server ends."""
        self.places.close()
        self.rooms.wake()


def journal(settings: Settings) -> Journal:
    """Where rooms are kept."""
    if settings.valkey:
        return Valkey(settings.valkey, settings.room_hours * 3_600)
    if not settings.rooms_folder:
        return Memory()
    return Folder(Path(settings.rooms_folder), settings.room_hours * 3_600)


def hall(asked: Request | FastAPI) -> Hall:
    """That of the application."""
    app: FastAPI = asked.app if isinstance(asked, Request) else asked
    found: Hall = app.state.hall
    return found


def refusal(error: RefusedError | OSError) -> ProblemError:
    """A refusal as a problem, and so a journal that fails: nothing has happened then, and it may be tried again."""
    if isinstance(error, OSError):
        return ProblemError(Problem(BUSY, UNKEPT, headers={"Retry-After": "2"}))
    faults = (Fault(f"/body/{error.field}", str(error)),) if error.why == "unfit" else ()
    wait = {"Retry-After": "5"} if error.why == "full" else {}
    return ProblemError(Problem(KIND_OF[error.why], str(error), faults, wait))
