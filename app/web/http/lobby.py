"""Room for connections: a descriptor each, of which a process has few; some are kept back for everything else."""

from __future__ import annotations

import sys
from typing import Protocol

from ...settings import Settings
from .headers import closed_headers

RESERVE = 64  # descriptors kept back for files, for what starts a worker, and for one who is told to come again


class Waiting(Protocol):
    """A connection on which nothing is being answered."""

    def end(self) -> None:
        """Close it now."""


class Lobby:
    """The connections that are open, those that wait for a request in the order in which they began to."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.secured = closed_headers(settings)
        self.room = max(16, descriptors() - RESERVE)
        self.open = 0
        self.waiting: dict[Waiting, None] = {}

    def full(self) -> bool:
        """Whether there is no room even once whoever has waited longest has gone."""
        if self.open > self.room and self.waiting:
            next(iter(self.waiting)).end()
            return False
        return self.open > self.room

    @property
    def crammed(self) -> bool:
        """Whether even what is kept back is running out, so that there is not even time for an answer."""
        return self.open > self.room + RESERVE // 2


def descriptors() -> int:
    """How many files and connections this process may have open."""
    if sys.platform == "win32":
        return 512  # what its C library allows
    import resource

    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
