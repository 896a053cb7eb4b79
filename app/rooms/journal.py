"""Where a room's events are kept, one line of JSON each, in the order in which they happened.

Replaying them is the only way in which a room comes to be. Once there are many, one line takes their place that says
how the room stands.
"""

from __future__ import annotations

import errno
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from .codes import CODE
from .state import Event

LINES = 1_000  # after which one takes their place
NAMED = ".jsonl"


class Journal(Protocol):
    """It outlives the server, or says that it does not; and says whether other servers write it as well."""

    lasting: bool
    shared: bool

    async def append(self, code: str, after: int, events: list[Event]) -> bool:
        """Keep events that follow version `after`, before anybody is told; False if others have gone on meanwhile.

        No events at all ask only that: what is refused must be refused by the room as it is.
        """

    async def read(self, code: str, after: int = 0) -> list[Event]:
        """All events of a room after a version, none if there is no such room."""

    async def replace(self, code: str, stands: Event) -> None:
        """Keep one event in the place of all up to its version."""

    async def used(self, codes: list[str]) -> None:
        """These rooms are needed: their time begins anew."""

    async def forget(self, code: str) -> None:
        """Keep nothing of a room any more."""


class Memory:
    """It keeps nothing: the rooms live as long as the server."""

    lasting = shared = False

    async def append(self, code: str, after: int, events: list[Event]) -> bool:
        """Nothing to do."""
        return True

    async def read(self, code: str, after: int = 0) -> list[Event]:
        """What is not in the server's own memory is nowhere."""
        return []

    async def replace(self, code: str, stands: Event) -> None:
        """Nothing to do."""

    async def used(self, codes: list[str]) -> None:
        """Nothing to do."""

    async def forget(self, code: str) -> None:
        """Nothing to do."""


class Folder:
    """A file for each room. What is written there outlives the process, by whatever it is ended.

    A line that was cut off in the middle was told to nobody as done, and is dropped.
    """

    lasting, shared = True, False

    def __init__(self, folder: Path, lifetime: float) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        for path in folder.glob(f"*{NAMED}"):
            if CODE.fullmatch(path.stem) and path.stat().st_mtime < time.time() - lifetime:
                path.unlink()

    async def append(self, code: str, after: int, events: list[Event]) -> bool:
        """One write for all of them: whole, or an OSError. A file that stayed open would cost a descriptor a room."""
        if not events:
            return True
        told = b"".join(map(line, events))
        file = os.open(self._path(code), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.write(file, told) < len(told):
                raise OSError(errno.ENOSPC, "no room is left for the journal")
        finally:
            os.close(file)
        return True

    async def read(self, code: str, after: int = 0) -> list[Event]:
        """The whole lines of the file."""
        try:
            told = self._path(code).read_bytes()
        except FileNotFoundError:
            return []
        if not told.endswith(b"\n"):
            told = told[: told.rfind(b"\n") + 1]
            os.truncate(self._path(code), len(told))
        return [event for event in map(json.loads, told.splitlines()) if event["version"] > after]

    async def replace(self, code: str, stands: Event) -> None:
        """The new file takes the old one's place at once, or not at all."""
        beside = self._path(code).with_suffix(".new")
        beside.write_bytes(line(stands))
        beside.replace(self._path(code))

    async def used(self, codes: list[str]) -> None:
        """A file is as old as the last use of its room."""
        for code in codes:
            with suppress(FileNotFoundError):
                os.utime(self._path(code))

    async def forget(self, code: str) -> None:
        """No file any more."""
        self._path(code).unlink(missing_ok=True)

    def _path(self, code: str) -> Path:
        return self._folder / f"{code}{NAMED}"


def line(event: Event) -> bytes:
    """An event as a journal has it."""
    return json.dumps(event, separators=(",", ":")).encode() + b"\n"
