"""Processes that make answers: on as many cores at once, and without holding up the event loop for a moment.

They are forked, so that they begin with all that was imported, and share its memory; by hand, for the standard
library's pools either start afresh or fork beside threads of their own. A process that has grown, or has died, makes
room for a new one.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import select
import signal
import socket
import traceback
import warnings
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple

from starlette.types import ASGIApp

from .admission import refused
from .lobby import descriptors
from .metrics import resident
from .problems import BUSY
from .work import Answered, Asked, answer

log = logging.getLogger(__name__)

LENGTH = 8  # bytes that tell how many follow
PATIENCE = 30.0  # seconds for an answer, after which a process is taken to hang
BUFFER = 1 << 20  # bytes of an answer that are read at once


class WorkError(Exception):
    """What went wrong in another process, as it told it."""


class LostError(Exception):
    """A process gives no answer; the message says why."""


class Done(NamedTuple):
    """What a process says of a request: its answer, or what went wrong; and whether it leaves after it."""

    answered: Answered | None
    wrong: str
    last: bool


class Hand:
    """One process, as this one sees it."""

    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self._reader = reader
        self._writer = writer

    @property
    def gone(self) -> bool:
        """Whether the process is known to have died."""
        return self._reader.at_eof()

    async def do(self, asked: Asked) -> Done:
        """One request. Raises LostError if the process dies or hangs."""
        try:
            async with asyncio.timeout(PATIENCE):
                self._writer.write(framed(asked))
                size = int.from_bytes(await self._reader.readexactly(LENGTH), "big")
                done: Done = pickle.loads(await self._reader.readexactly(size))
        except TimeoutError:
            raise LostError("hangs") from None
        except (OSError, EOFError):
            raise LostError("has died") from None
        return done

    def end(self) -> None:
        """End it, whatever it does."""
        self._writer.close()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


class Crew:
    """So many processes; each answers some requests for practice before the first."""

    def __init__(self, app: ASGIApp, room: int, practice: Sequence[Asked]) -> None:
        self._app = app
        self._room = room
        self._practice = practice
        self._all: set[Hand] = set()
        self._idle: list[Hand] = []

    @classmethod
    async def of(cls, app: ASGIApp, count: int, room: int, practice: Sequence[Asked] = ()) -> Crew:
        """`count` processes that answer for `app`; one that has grown by `room` bytes is replaced."""
        crew = cls(app, room, practice)
        for _ in range(count):
            await crew._join()
        return crew

    async def do(self, asked: Asked) -> Answered:
        """Make one answer. Raises a 503 if the process is lost over it, and WorkError for what went wrong in it."""
        hand = await self._ready()
        try:
            done = await hand.do(asked)
        except LostError as lost:  # a task of its own, for what is forked here would go on handling this
            await asyncio.create_task(self._replace(hand, str(lost)))
            raise refused(BUSY) from None
        if done.last:
            await self._replace(hand, "has grown")
        else:
            self._idle.append(hand)
        if done.answered is None:
            raise WorkError(done.wrong)
        return done.answered

    def resident(self) -> float:
        """Bytes of memory that they hold, what they share with this process included."""
        return sum(resident(hand.pid) for hand in self._all)

    def close(self) -> None:
        """End them all."""
        for hand in self._all:
            hand.end()
        self._all.clear()
        self._idle.clear()

    async def _ready(self) -> Hand:
        """One that is idle and lives."""
        while (hand := self._idle.pop()).gone:
            await self._replace(hand, "has died")
        return hand

    async def _replace(self, hand: Hand, why: str) -> None:
        if hand in self._all:  # else all were ended meanwhile
            log.warning("a worker %s, and a new one takes its place", why)
            self._all.remove(hand)
            hand.end()
            await self._join()

    async def _join(self) -> None:
        ours, theirs = socket.socketpair()
        with warnings.catch_warnings():  # Python 3.12 warns of threads; those here are uvloop's, which look up names
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if not pid:
            apart(self._app, theirs, self._room, self._practice)
        theirs.close()
        hand = Hand(pid, *await asyncio.open_connection(sock=ours, limit=BUFFER))
        self._all.add(hand)
        self._idle.insert(0, hand)  # those that have practised come first


def framed(told: Any) -> bytes:
    """Bytes that say how many they are."""
    data = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(LENGTH, "big") + data


def apart(app: ASGIApp, theirs: socket.socket, room: int, practice: Sequence[Asked]) -> None:
    """The life of such a process: it works until nobody is at the other end any more, and never returns."""
    try:
        signal.set_wakeup_fd(-1)
        for one in (signal.SIGINT, signal.SIGTERM):  # the server ends it, once all its answers are given
            signal.signal(one, signal.SIG_IGN)
        here = theirs.fileno()
        os.closerange(3, here)  # clients would wait for the end of connections that are open here too
        os.closerange(here + 1, descriptors())
        with theirs.makefile("rwb") as file:
            practise(app, theirs, practice)
            work(app, file, room)  # type: ignore[arg-type]  # typeshed's makefile is buffered but no BinaryIO
    except ConnectionError:
        pass  # nobody is at the other end any more
    except BaseException:
        log.exception("a worker ends")
    finally:
        os._exit(0)


def practise(app: ASGIApp, theirs: socket.socket, practice: Sequence[Asked]) -> None:
    """Answer some requests for nobody, while nobody asks: what is made once and kept is there for the first."""
    for asked in practice:
        if select.select([theirs], [], [], 0)[0]:
            return
        answer(app, asked)


def work(app: ASGIApp, file: BinaryIO, room: int) -> None:
    """Answer what is asked until the other end is closed, or this process has grown by so many bytes."""
    start, last = resident(), False
    while not last and (size := file.read(LENGTH)):
        asked: Asked = pickle.loads(file.read(int.from_bytes(size, "big")))
        try:
            answered, wrong = answer(app, asked), ""
        except Exception:
            answered, wrong = None, traceback.format_exc()
        last = resident() > start + room
        file.write(framed(Done(answered, wrong, last)))
        file.flush()
