"""However a connection ends, its place is free again, nothing waits in the lobby, and no timer is left behind."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from app.settings import Settings
from app.web.http.connection import Connection
from app.web.http.lobby import Lobby
from tests.web.client import until

BIG = 8 << 20  # bytes of an answer that no buffer holds
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads the body and answers; what it does is told by the path."""
    while (await receive()).get("more_body"):
        pass
    if scope["path"] == "/waits":
        assert (await receive())["type"] == "http.disconnect"
        return
    body = bytes(BIG if scope["path"] == "/big" else 2)
    length = str(len(body)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
    await send({"type": "http.response.body", "body": body})


class Place:
    """A server of one kind of connection in this loop, and all connections that it has had."""

    def __init__(self, **settings: float) -> None:
        self.lobby = Lobby(Settings(**settings))  # type: ignore[arg-type]  # a mapping of limits
        self.had: list[Connection] = []
        self._config = uvicorn.Config(app, log_config=None, lifespan="off")
        self.state = ServerState()

    def connection(self) -> Connection:
        """A new one."""
        self.had.append(Connection(config=self._config, server_state=self.state, app_state={}, lobby=self.lobby))
        return self.had[-1]

    def timers(self) -> list[asyncio.TimerHandle]:
        """What its connections have still in mind."""
        loop: Any = asyncio.get_running_loop()
        return [
            one for one in loop._scheduled
            if not one.cancelled() and isinstance(getattr(one._callback, "__self__", None), Connection)
        ]  # fmt: skip


Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def leaves(client: Client) -> None:
    """At once, by a reset."""
    raw = client[1].get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client[1].transport.abort()


async def closes(client: Client) -> None:
    """As one should."""
    client[1].close()


async def says_no_more(client: Client) -> None:
    """But reads to the end."""
    client[1].write_eof()
    await client[0].read()
    client[1].close()


async def waits(client: Client) -> None:
    """Until the server has had enough."""
    await client[0].read()
    client[1].close()


SAID = {
    "nothing": b"",
    "half a head": HEAD,
    "a request": HEAD + b"\r\n",
    "two requests": (HEAD + b"\r\n") * 2,
    "one that waits": b"GET /waits HTTP/1.1\r\nHost: x\r\n\r\n",
    "one behind one that waits": b"GET /waits HTTP/1.1\r\nHost: x\r\n\r\n" + HEAD + b"\r\n",
    "nonsense behind one that waits": b"GET /waits HTTP/1.1\r\nHost: x\r\n\r\n" + b"\x16\x03\x01",
    "half a body": POST + b"ab",
    "a body": POST + b"abcde",
    "nonsense": b"\x16\x03\x01\x02",
    "a head without end": HEAD + b"X: " + bytes(100_000),
    "nonsense behind a request": HEAD + b"\r\n" + b"\x16\x03\x01",
    "one whose answer is not taken": b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n",
    "the last": HEAD + b"Connection: close\r\n\r\n",
}
ENDS: list[Callable[[Client], Awaitable[None]]] = [leaves, closes, says_no_more, waits]


WAYS = {
    f"{name}, {end.__name__}": (said, end)
    for name, said in SAID.items()
    for end in ENDS
    if b"/waits" not in said or end in (leaves, closes)  # another would wait for an answer that never comes
}


@pytest.mark.parametrize(("said", "end"), WAYS.values(), ids=WAYS)
def test_whatever_was_said_and_however_it_ends(said: bytes, end: Callable[[Client], Awaitable[None]]) -> None:
    asyncio.run(given_back(said, end))


async def given_back(said: bytes, end: Callable[[Client], Awaitable[None]]) -> None:
    place = Place(head_seconds=0.3, body_seconds=0.3, take_seconds=0.3)
    server = await asyncio.get_running_loop().create_server(place.connection, "127.0.0.1", 0)
    async with server, asyncio.timeout(20):
        for wait in (0.0, 0.05):
            client = await asyncio.open_connection(*server.sockets[0].getsockname())
            client[1].write(said)
            await asyncio.sleep(wait)
            await end(client)
        await until(lambda: len(place.had) == 2 and place.lobby.open == 0)
        assert (place.lobby.waiting, place.timers()) == ({}, [])
        await until(lambda: not place.state.tasks)
