"""Ends: streams that nobody reads, readers that vanish, and a server that is told to end while four hundred listen.

`endings.py [STREAMS]`: so many streams, half of which are never read. Each part ends by itself; what takes longer than
it should is told, and what is lost or held for ever makes it fail.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks._clock import machine, tell
from benchmarks._servers import HOST, SLOPES, Server, ask, served

STREAMS = 1_000
LISTENERS = 400
CALLERS = 20
BEFORE = 3.0  # seconds in which they call before the server is told to end
TICK = 0.1  # seconds between two looks
LONG = "/api/races/stream?steps=10000&run=sgd(lr=0.00000001)&seed={}"
SETTINGS = {"SLOPES_STREAMS": "2000", "SLOPES_CLIENT_SHARE": "1", "SLOPES_METRICS": "1"}
CUT_OFF = 25.0  # seconds after which nobody who takes nothing is served any more: 10 of patience, and time to notice


async def opened(port: int, target: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which that is asked; little is read of the answer unless somebody reads it."""
    reader, writer = await asyncio.open_connection(HOST, port, limit=4_096)
    writer.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    return reader, writer


def gauge(port: int, name: str) -> float:
    """What the server tells of itself."""
    lines = ask(port, "/metrics").decode().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


async def until_none(port: int, most: float) -> float:
    """Seconds until the server holds no stream."""
    began = time.monotonic()
    for _ in range(round(most / TICK)):
        if not await asyncio.to_thread(gauge, port, "slopes_streams"):
            break
        await asyncio.sleep(TICK)
    return time.monotonic() - began


async def unread(server: Server, count: int) -> bool:
    """Half the streams are never read; of the others half the readers vanish, and half read to the end."""
    before = gauge(server.port, "process_resident_memory_bytes")
    found = [await opened(server.port, LONG.format(k)) for k in range(count)]
    readers = [asyncio.create_task(reader.read(-1)) for reader, _ in found[count // 2 :: 2]]
    vanishing = found[count // 2 + 1 :: 2]
    await asyncio.sleep(2)
    there = await asyncio.to_thread(gauge, server.port, "slopes_streams")
    memory = (await asyncio.to_thread(gauge, server.port, "process_resident_memory_bytes") - before) / count / 1_000
    print(f"{there:.0f} streams of {count} are open")
    for _, writer in vanishing:
        writer.transport.abort()
    await asyncio.wait(readers, timeout=60)
    waited = await until_none(server.port, 60)
    for _, writer in found:
        writer.transport.abort()
    tell("memory of a stream", memory, 40, " kB", at_most=True)
    tell("seconds from the end of the last reader until all were cut off", waited, CUT_OFF, at_most=True)
    held = await asyncio.to_thread(gauge, server.port, "slopes_streams")
    return tell("streams that are held though nobody reads", held, 0, at_most=True)


@dataclass
class Calls:
    """What became of short requests that go on until the server is gone."""

    answered: int = 0
    lost: Counter[str] = field(default_factory=Counter)

    async def go_on(self, port: int) -> None:
        """One after the other on one connection; whoever is told that it closes asks no more."""
        reader, writer = await asyncio.open_connection(HOST, port)
        while True:
            writer.write(f"GET /api/surfaces/point?x={self.answered / 1000} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            try:
                head = await reader.readuntil(b"\r\n\r\n")
            except asyncio.IncompleteReadError as error:
                self.lost["in the middle" if error.partial else "closed before"] += 1
                return
            except ConnectionError as error:
                self.lost[type(error).__name__] += 1
                return
            if b" 200 " not in head.partition(b"\r\n")[0]:
                raise RuntimeError(head.decode("latin-1"))
            await reader.readexactly(int(head.lower().split(b"content-length: ")[1].split(b"\r")[0]))
            self.answered += 1
            if b"connection: close" in head.lower():
                return


async def told_of_the_end(reader: asyncio.StreamReader) -> bool:
    """Whether a stream's last event says that the server starts anew."""
    with suppress(ConnectionError):
        return b'"why":"restarting"' in (await reader.read(-1))[-2_000:]
    return False


async def ended(server: Server) -> bool:
    """SIGTERM while four hundred listen and twenty call."""
    found = [await opened(server.port, LONG.format(k)) for k in range(LISTENERS)]
    listening = [asyncio.create_task(told_of_the_end(reader)) for reader, _ in found]
    calls = Calls()
    calling = [asyncio.create_task(calls.go_on(server.port)) for _ in range(CALLERS)]
    await asyncio.sleep(BEFORE)
    began = time.monotonic()
    os.kill(server.pid, signal.SIGTERM)
    while (await asyncio.to_thread(os.waitid, os.P_PID, server.pid, os.WEXITED | os.WNOWAIT)) is None:
        pass
    took = time.monotonic() - began
    told = await asyncio.gather(*listening)
    await asyncio.gather(*calling)
    print(f"{calls.answered} short requests were answered; {dict(calls.lost)} at the end")
    tell("seconds from the signal to the exit", took, 1, at_most=True)
    broken = calls.lost.total() - calls.lost["closed before"]
    return all([
        tell(f"of {LISTENERS} streams told of the end", sum(told), LISTENERS),
        tell("requests broken off in the middle", broken, 0, at_most=True),
    ])  # fmt: skip


def main() -> int:
    machine()
    os.environ |= SETTINGS
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STREAMS
    with served(*SLOPES, target="/health") as server:
        good = asyncio.run(unread(server, count))
    with served(*SLOPES, target="/health") as server:
        return 0 if asyncio.run(ended(server)) and good else 1


if __name__ == "__main__":
    sys.exit(main())
