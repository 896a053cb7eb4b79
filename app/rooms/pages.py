"""The open pages of a room: who listens, and with how many pages at most."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Page:
    """An open page. It waits on what is its own: to leave a wait that thousands share costs a look at all of them."""

    def __init__(self, public: bool) -> None:
        self.public, self.gone = public, False  # whether only what concerns everybody concerns it; whether it has to go
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Let it look up."""
        self._news.set()

    def send_away(self) -> None:
        """Another page has its place."""
        self.gone = True
        self.wake()

    async def news(self, seconds: float) -> bool:
        """Wait until it is to look up, for so long at most; whether it is."""
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):
                return await self._news.wait()
        except TimeoutError:
            return False


class Pages:
    """By whoever listens, the pages that do, the oldest first. One too many takes the place of the oldest."""

    def __init__(self) -> None:
        self._open: dict[str, list[Page]] = {}
        self._all: dict[bool, set[Page]] = {False: set(), True: set()}  # by what concerns them

    @contextmanager
    def page(self, who: str, most: int, public: bool = False) -> Iterator[Page]:
        """A page while the block runs."""
        mine = Page(public)
        held = self._open.setdefault(who, [])
        held.append(mine)
        self._all[public].add(mine)
        if len(held) > most:
            held.pop(0).send_away()
        try:
            yield mine
        finally:
            self._all[public].remove(mine)
            if mine in held:
                held.remove(mine)
            if not held:
                self._open.pop(who, None)

    def wake(self, turned: bool) -> None:
        """Something is new: for everybody, or for those alone who are told of votes."""
        for page in (*self._all[False], *(self._all[True] if turned else ())):
            page.wake()

    def __len__(self) -> int:
        """How many listen."""
        return len(self._open)

    def here(self, who: str) -> bool:
        """Whether somebody listens."""
        return who in self._open
