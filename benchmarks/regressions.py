"""A million rows on a server: how soon the first picture is there, how long others wait, and the memory of it all.

Two runs over different sets go on side by side. Memory is the proportional share of the server and all its workers,
where the system tells it. Each part ends by itself.
"""

from __future__ import annotations

import asyncio
import re
import time
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from benchmarks._clock import machine, tell
from benchmarks._patience import visitor, waits
from benchmarks._servers import HOST, SLOPES, Server, served

STREAM = "/api/regressions/stream?data={}&seed={}&samples={}&samples={}&samples=10000000"
SETS = ("linear", "linear(kappa=20)")
FIRST_SAMPLES = 548  # of single rows to a tenth of the loss above the least, in the middle of many seeds
ROUNDS, LONG, MOST = 20, 4_000_000, 60.0  # pictures, rows of a run that lasts, seconds for which anybody waits
TICK, PRACTICE = 0.1, 5.0  # seconds between two looks; for workers to have practised
seeds = count(1)  # no two requests are the same


class Reading:
    """One stream, read in the background, with when certain bytes had come."""

    def __init__(self, target: str) -> None:
        self.told, self._target, self.began = bytearray(), target, time.perf_counter()

    async def begin(self) -> Reading:
        """Ask."""
        self._reader, self._writer = await asyncio.open_connection(HOST, int(self._target.split(" ")[0]))
        path = self._target.split(" ")[1]
        self._writer.write(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: application/jsonl\r\n\r\n".encode())
        self.began = time.perf_counter()
        return self

    async def until(self, pattern: bytes) -> float:
        """Milliseconds until bytes like these had come."""
        async with asyncio.timeout(MOST):
            while not re.search(pattern, self.told):
                data = await self._reader.read(65_536)
                if not data:
                    raise RuntimeError(f"the stream ended early: {bytes(self.told[-200:])!r}")
                self.told += data
        return 1e3 * (time.perf_counter() - self.began)

    def leave(self) -> None:
        """Break off."""
        self._writer.transport.abort()


async def reading(port: int, data: str, samples: int) -> Reading:
    """A stream of single rows, some and all."""
    return await Reading(f"{port} {STREAM.format(data, next(seeds), samples, samples)}").begin()


async def first_pictures(port: int) -> float:
    """The 95th percentile of milliseconds until 548 single rows and a step on all are told."""
    found = []
    for _ in range(ROUNDS):
        one = await reading(port, SETS[0], 2_000)
        found.append(await one.until(rb'"samples":\[[\d,]*\b%d[\d,]*\]' % (FIRST_SAMPLES // 32 * 32 + 32)))
        one.leave()
        await asyncio.sleep(TICK)
    print(f"first pictures: median {median(found):.0f} ms")
    return quantiles(found, n=20)[18]


def memory(server: Server) -> float | None:
    """Megabytes of the server and its children, what they share counted once; None where the system does not tell."""
    if not Path(f"/proc/{server.pid}/smaps_rollup").exists():
        return None
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    told = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in [str(server.pid), *children]]
    return sum(int(match[1]) for text in told if (match := re.search(r"^Pss:\s+(\d+) kB", text, re.M))) / 1e3


async def measure(server: Server) -> None:
    await asyncio.sleep(PRACTICE)
    idle = memory(server)
    cold = await (one := await reading(server.port, SETS[0], 2_000)).until(rb'"begin"')
    one.leave()
    print(f"the first run over a set, whose rows are made: {cold:.0f} ms until it begins")
    tell("first picture, p95", await first_pictures(server.port), 300, " ms", at_most=True)
    runs = [await reading(server.port, data, LONG) for data in SETS]
    for one in runs:
        await one.until(rb'"begin"')
    with visitor() as asker:
        found = await asyncio.get_running_loop().run_in_executor(asker, waits, server.port, ("/health",), 3.0)
    tell("health beside two runs, p99", quantiles(found["/health"], n=100)[98], 20, " ms", at_most=True)
    both = memory(server)
    if idle is not None and both is not None:
        tell(f"memory with two runs ({idle:.0f} MB before)", both, 400, " MB", at_most=True)
    runs[1].leave()
    await asyncio.sleep(1)  # until it is noticed, so that the place is another's
    tell("first picture beside a run, p95", await first_pictures(server.port), 300, " ms", at_most=True)
    runs[0].leave()


def main() -> None:
    machine()
    with served(*SLOPES, target="/health") as server:
        asyncio.run(measure(server))
    machine()


if __name__ == "__main__":
    main()
