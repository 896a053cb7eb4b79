"""A long day: random requests of every kind against one server, and what they leave behind in it.

`long_day.py [COUNT]`: no answer may be a 500, and memory, descriptors and threads come to rest. It keeps nothing but
counts itself, and ends after so many requests.
"""

from __future__ import annotations

import http.client
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._anything import BODY, Anything, Wish
from benchmarks._clock import machine, tell
from benchmarks._servers import HOST, SLOPES, served

COUNT = 5_000
PARTS = 4
CLIENTS = 4  # connections
TEN_MINUTES = 600.0
PATIENCE = 30.0  # seconds
TOLD = 20  # failures that are shown


class Day:
    """The requests of all clients, and how they were answered."""

    def __init__(self, port: int, count: int) -> None:
        self._port = port
        self._left = count
        self._lock = threading.Lock()
        self.statuses = Counter[int]()
        self.failed: list[tuple[int, Wish]] = []

    def client(self, seed: int) -> None:
        """Ask until enough was asked."""
        connection = http.client.HTTPConnection(HOST, self._port, timeout=PATIENCE)
        for wish in self._share(seed):
            try:
                connection.request(wish.method, wish.target, wish.body, BODY if wish.body else {})
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException) as error:
                print(f"{type(error).__name__} {error}: {wish}")
                connection.close()
                status = 0
            with self._lock:
                self.statuses[status] += 1
                if status in {0, 500}:
                    self.failed.append((status, wish))

    def _share(self, seed: int) -> Iterator[Wish]:
        for wish in Anything(seed).wishes():
            with self._lock:
                self._left -= 1
                if self._left < 0:
                    return
            yield wish

    def ask(self, seed: int) -> None:
        """All of it."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            list(pool.map(self.client, range(seed * CLIENTS, (seed + 1) * CLIENTS)))


def processes(server: int) -> list[int]:
    """The server and its workers."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return [server, *map(int, children)]


def memory(server: int) -> tuple[float, float]:
    """Megabytes: of the server alone, and of it and its workers together, what they share counted once."""

    def told(process: int, name: str) -> float:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024

    return told(server, "Rss:"), sum(told(one, "Pss:") for one in processes(server))


def held(server: int) -> tuple[int, int]:
    """Descriptors and threads of the server."""
    return sum(1 for _ in Path(f"/proc/{server}/fd").iterdir()), sum(1 for _ in Path(f"/proc/{server}/task").iterdir())


@dataclass
class Found:
    """What a day has shown: how requests were answered, which of them failed, and megabytes after each part of it."""

    statuses: Counter[int] = field(default_factory=Counter)
    failed: list[tuple[int, Wish]] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def slope(self) -> float:
        """Megabytes in ten minutes, from the middle of the day on."""
        half = len(self.megabytes) // 2
        return (self.megabytes[-1] - self.megabytes[half - 1]) / (self.seconds / 2) * TEN_MINUTES


def day_of(port: int, server: int, count: int) -> Found:
    """So many requests in some parts."""
    found, began = Found(), time.monotonic()
    for part in range(1, PARTS + 1):
        day = Day(port, count // PARTS)
        day.ask(part)
        found.statuses += day.statuses
        found.failed += day.failed
        time.sleep(1)
        alone, together = memory(server)
        found.megabytes.append(alone)
        found.seconds = time.monotonic() - began
        rate = found.statuses.total() / found.seconds
        print(f"{found.statuses.total()} asked, {rate:.0f} a second: {alone:.0f} MB, with workers {together:.0f} MB")
    return found


def measure(port: int, server: int, count: int) -> bool:
    """A while to warm up, then the day."""
    Day(port, count // 10).ask(0)
    time.sleep(1)
    descriptors, threads = held(server)
    found = day_of(port, server, count)
    for status, wish in found.failed[:TOLD]:
        print(status, wish)
    print("statuses", dict(sorted(found.statuses.items())))
    tell("memory of the server", found.megabytes[-1], 160, " MB", at_most=True)
    if found.seconds > TEN_MINUTES:  # before, what is kept still grows to its bound
        tell("its growth in ten minutes, from the middle of the day on", found.slope, 0.5, " MB", at_most=True)
    return found.statuses[200] > 0 and all([
        tell("answered by a 500, or not at all", len(found.failed), 0, at_most=True),
        tell("descriptors more than after the warming up", held(server)[0] - descriptors, 0, at_most=True),
        tell("threads more", held(server)[1] - threads, 0, at_most=True),
    ])  # fmt: skip


def main() -> int:
    machine()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    os.environ["SLOPES_FIT_SECONDS"] = "1"  # a regression that is asked for by chance is a short one
    with served(*SLOPES, target="/health") as server:
        return 0 if measure(server.port, server.pid, count) else 1


if __name__ == "__main__":
    sys.exit(main())
