"""The end of a connection, which hears out a client that is still sending: a reset would eat the answer."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

LAST_CALL = 0.2  # seconds in which a client that is not being answered may still ask, when the server ends
LINGER = 2.0  # seconds in which the rest of a refused body is read and thrown away, so that its sender reads the answer
THROWN_AWAY = 16 << 20  # bytes of it


class Parting(Protocol):
    """A connection that decides itself when to end."""

    lingering: bool

    def farewell(self) -> None:
        """The answer is written, and nothing follows."""


class Farewell:
    """A transport whose `close` leaves it to the connection when to end."""

    def __init__(self, transport: asyncio.Transport, connection: Parting) -> None:
        self._transport = transport
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send it, unless the last word was said."""
        if not self._connection.lingering:
            self._transport.write(data)

    def close(self) -> None:
        """End it, once the client has nothing more to send."""
        self._connection.farewell()

    def really_close(self) -> None:
        """End it."""
        self._transport.close()
