"""Streams of races: how soon they begin, what they cost beside one answer, and how long others wait meanwhile."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from statistics import median, quantiles

from benchmarks._clock import machine, tell
from benchmarks._patience import visitor, waits
from benchmarks._servers import HOST, SLOPES, served

EIGHT = ("sgd(lr=0.001)", "momentum(lr=0.0001)", "nesterov(lr=0.0001)", "adagrad", "rmsprop", "adam", "adamw", "lion")
RUNS = "&".join(f"run={one}" for one in EIGHT)
SHORT = ("/health", "/api/activations?at=0.{turn}", "/api/races?steps=100&seed={turn}")
ROUNDS = 5
WARM = 0.5  # seconds for which the crowd has arrived before anybody's patience is measured
turns = count(1)  # no two requests of this process are the same


@dataclass(frozen=True)
class Arrival:
    """Milliseconds from a request to the first byte of its body and to its end, and the size of the body."""

    first: float
    whole: float
    size: int


class Reader(asyncio.Protocol):
    """One connection that reads one answer, and keeps nothing of it but its end."""

    def __init__(self, target: str, done: asyncio.Future[Arrival]) -> None:
        self._request = f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
        self._done = done
        self._size, self._first, self._head = 0, 0.0, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        assert isinstance(transport, asyncio.Transport)
        self._start = time.perf_counter()
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Look for the first byte of the body, then count."""
        self._size += len(data)
        if not self._first:
            self._head += data
            if not self._head.startswith(b"HTTP/1.1 200 "):
                raise RuntimeError(self._head.decode("latin-1"))
            if not self._head.endswith(b"\r\n\r\n") and b"\r\n\r\n" in self._head:
                self._first = time.perf_counter()

    def connection_lost(self, exc: Exception | None) -> None:
        """The answer is whole."""
        now = time.perf_counter()
        self._done.set_result(Arrival(1e3 * (self._first - self._start), 1e3 * (now - self._start), self._size))


async def read(port: int, target: str) -> Arrival:
    """One answer, read to its end."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Arrival] = loop.create_future()
    await loop.create_connection(lambda: Reader(target, done), HOST, port)
    return await done


def target(kind: str, steps: int) -> str:
    return f"/api/{kind}?steps={steps}&seed={next(turns)}&{RUNS}"


async def crowd(port: int, kind: str, readers: int, steps: int, asker: ProcessPoolExecutor, seconds: float) -> float:
    """So many long answers at once; print what short ones take meanwhile, in percentiles, and return the worst p99."""
    tasks = [asyncio.create_task(read(port, target(kind, steps))) for _ in range(readers)]
    start = time.perf_counter()
    await asyncio.sleep(WARM)
    found = await asyncio.get_running_loop().run_in_executor(asker, waits, port, SHORT, seconds)
    enough = not any(task.done() for task in tasks)
    arrivals = await asyncio.gather(*tasks)
    lasted = time.perf_counter() - start
    late = "" if enough else "; some had ended early"
    first, size = median(a.first for a in arrivals), sum(a.size for a in arrivals) / 1e6
    print(f"{readers} of {kind} with 8 x {steps} steps: {lasted:.1f} s, {size:.0f} MB, begun in {first:.0f} ms{late}")
    for one, times in found.items():
        cuts = quantiles(times, n=100)
        print(f"  {one:34s} {len(times):5d} answers, median {median(times):6.2f} ms, p99 {cuts[98]:6.2f} ms")
    return max(quantiles(times, n=100)[98] for times in found.values())


async def alone(port: int) -> None:
    """One stream beside one answer of the same race, in alternating rounds."""
    rounds = [(await read(port, target("races/stream", 10_000)), await read(port, target("races", 10_000)))
              for _ in range(ROUNDS)]  # fmt: skip
    tell("first bytes of a stream of 8 x 10,000 steps", median(a.first for a, _ in rounds), 5, " ms", at_most=True)
    whole = median(b.whole for _, b in rounds)
    print(f"the stream {median(a.whole for a, _ in rounds):.0f} ms, one answer in JSON {whole:.0f} ms")
    tell("the stream against one answer", median(a.whole / b.whole for a, b in rounds), 3, at_most=True)


async def measure(port: int, asker: ProcessPoolExecutor) -> None:
    found = await asyncio.get_running_loop().run_in_executor(asker, waits, port, SHORT, 1.0)
    print(f"short answers with nobody else: median {median(found['/health']):.2f} ms")
    await alone(port)
    worst = await crowd(port, "races/stream", 200, 2_000, asker, 2.5)
    tell("short answers among 200 streams, p99", worst, 25, " ms", at_most=True)
    worst = await crowd(port, "races", 20, 10_000, asker, 1.5)
    tell("short answers among 20 long races, p99", worst, 50, " ms", at_most=True)


def main() -> None:
    machine()
    with served(*SLOPES, target="/health") as server, visitor() as asker:
        asyncio.run(measure(server.port, asker))


if __name__ == "__main__":
    main()
