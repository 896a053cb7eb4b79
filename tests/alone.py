"""Where tests run side by side, one that measures time has the machine to itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(folder: Path, alone: bool) -> Iterator[None]:
    """A place among those who run now, in whichever process; `alone`, all others are over and none begins."""
    from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock  # not on Windows, where tests run one after another

    with (folder / "door").open("w") as door, (folder / "room").open("w") as room:
        flock(door, LOCK_EX)  # held by whoever waits for an empty room, so that it empties
        flock(room, LOCK_EX if alone else LOCK_SH)
        flock(door, LOCK_UN)
        try:
            yield
        finally:
            flock(room, LOCK_UN)  # said, because a child of the test may hold the file open
