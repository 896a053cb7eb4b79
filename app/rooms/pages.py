"""The open pages of a room: who listens, and with how many pages at most."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

Gone = asyncio.Future[None]


class Pages:
    """By whoever listens, the pages that do, the oldest first. One too many takes the place of the oldest."""

    def __init__(self) -> None:
        self._open: dict[str, list[Gone]] = {}

    @contextmanager
    def page(self, who: str, most: int) -> Iterator[Gone]:
        """A page while the block runs; what it is given is done once it has to go."""
        mine: Gone = asyncio.get_running_loop().create_future()
        held = self._open.setdefault(who, [])
        held.append(mine)
        if len(held) > most:
            held.pop(0).set_result(None)
        try:
            yield mine
        finally:
            if mine in held:
                held.remove(mine)
            if not held:
                self._open.pop(who, None)

    def __len__(self) -> int:
        """How many listen."""
        return len(self._open)

    def here(self, who: str) -> bool:
        """Whether somebody listens."""
        return who in self._open
