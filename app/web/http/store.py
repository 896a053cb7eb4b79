"""A bounded store of finished answers, the least recently used given up first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from starlette.types import Message

Key = tuple[bytes, ...]
ENTRY_BYTES = 2_000  # headers and bookkeeping of one entry, so that small answers cannot fill the memory unseen


@dataclass(frozen=True)
class Kept:
    """A finished answer: the messages that send it, whole or as a 304, and its ETag, which is among the headers."""

    head: Message
    body: Message
    unchanged: Message
    etag: bytes


class Shelf:
    """At most so many entries and so many bytes, all together."""

    def __init__(self, entries: int, room: int) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._entries = entries
        self._room = room
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Key) -> Kept | None:
        """The answer to `key`, now the most recently used."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer; one larger than a quarter of the room is not worth what it drives out."""
        if weight(key, kept) > self._room // 4:
            return
        self._drop(key)
        self._kept[key] = kept
        self.size += weight(key, kept)
        while len(self._kept) > self._entries or self.size > self._room:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: Key) -> None:
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.size -= weight(key, kept)


def weight(key: Key, kept: Kept) -> int:
    """Bytes that an entry takes."""
    return len(kept.body["body"]) + sum(map(len, key)) + ENTRY_BYTES
