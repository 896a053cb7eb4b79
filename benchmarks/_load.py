"""A small HTTP client that is not the limit: raw bytes over a few connections, kept alive."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import cast

from benchmarks._servers import HOST

CONNECTIONS = 8


@dataclass(frozen=True)
class Rate:
    """Answers per second, and the share of the time for which this client itself was busy."""

    answers: float
    busy: float


def get(target: str, *headers: str) -> bytes:
    """A GET as bytes."""
    return "\r\n".join((f"GET {target} HTTP/1.1", f"Host: {HOST}", *headers, "", "")).encode()


def post(target: str, body: bytes) -> bytes:
    """A POST of JSON as bytes."""
    head = ("Host: " + HOST, "Content-Type: application/json", f"Content-Length: {len(body)}")
    return "\r\n".join((f"POST {target} HTTP/1.1", *head, "", "")).encode() + body


class Caller(asyncio.Protocol):
    """One connection: the next request goes out when the answer to the last one is whole."""

    def __init__(self, requests: Iterator[bytes], until: float, done: asyncio.Future[int]) -> None:
        self._requests = requests
        self._until = until
        self._done = done
        self._answers = 0
        self._closing = False  # whether the server has said that it will hang up after this answer
        self._missing = -1  # bytes of the body still to come; -1 while the head is not whole
        self._head = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance
        self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        """Count the bytes of an answer."""
        if self._missing < 0:
            self._head += data
            head, end, data = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            if not head.startswith(b"HTTP/1.1 200 "):
                self._end(RuntimeError(head.decode("latin-1")))
                return
            self._missing = body_length(head)
            self._closing = b"\r\nconnection: close" in head.lower()
        self._missing -= len(data)
        if self._missing == 0:
            self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        """A server that hangs up early fails the measurement."""
        self._end(exc or ConnectionError("the server has closed the connection"))

    def _next(self) -> None:
        self._answers += 1
        self._head, self._missing = b"", -1
        if time.perf_counter() < self._until and not self._closing:
            self._transport.write(next(self._requests))
        else:
            self._end(None)

    def _end(self, error: Exception | None) -> None:
        if self._done.done():
            return
        if error is None:
            self._done.set_result(self._answers)
        else:
            self._done.set_exception(error)
        self._transport.close()


def body_length(head: bytes) -> int:
    """The Content-Length of an answer."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError("the answer has no Content-Length")


async def _keep_asking(port: int, requests: Iterator[bytes], until: float) -> int:
    """How many answers one caller gets; where the server hangs up after an answer, it calls again."""
    loop, answers = asyncio.get_running_loop(), 0
    while time.perf_counter() < until:
        done: asyncio.Future[int] = loop.create_future()
        await loop.create_connection(partial(Caller, requests, until, done), HOST, port)
        answers += await done
    return answers


async def _load(port: int, requests: Iterator[bytes], seconds: float) -> Rate:
    start, busy = time.perf_counter(), time.process_time()
    async with asyncio.timeout(seconds + 10):
        callers = [_keep_asking(port, requests, start + seconds) for _ in range(CONNECTIONS)]
        answers = sum(await asyncio.gather(*callers))
    lasted = time.perf_counter() - start
    return Rate(answers / lasted, (time.process_time() - busy) / lasted)


def rate(port: int, requests: Iterable[bytes], seconds: float, loop: Callable[[], asyncio.AbstractEventLoop]) -> Rate:
    """How many requests a server answers, asked over 8 connections for so many seconds."""
    with asyncio.Runner(loop_factory=loop) as runner:
        return runner.run(_load(port, iter(requests), seconds))
