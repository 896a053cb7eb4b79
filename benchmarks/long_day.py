"""A long day: random requests of every kind against one server, and what they leave behind in it.

`long_day.py [COUNT]`: no answer may be a 500, and memory, descriptors and threads come to rest. It keeps nothing but
counts itself, and ends after so many requests.
"""

from __future__ import annotations

import http.client
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks._anything import BODY, Anything, Wish
from benchmarks._clock import machine, tell
from benchmarks._servers import HOST, SLOPES, served

COUNT = 5_000
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


def measure(port: int, server: int, count: int) -> bool:
    """A tenth of the day to warm up, then the rest in four parts."""
    Day(port, count // 10).ask(0)
    time.sleep(1)
    first, began = held(server), time.monotonic()
    statuses, failed, alone = Counter[int](), list[tuple[int, Wish]](), list[float]()
    for part in range(1, 5):
        day = Day(port, count * 9 // 40)
        day.ask(part)
        statuses, failed = statuses + day.statuses, failed + day.failed
        time.sleep(1)
        one, all_of_it = memory(server)
        alone.append(one)
        rate = statuses.total() / (time.monotonic() - began)
        print(
            f"{statuses.total()} asked, {rate:.0f} a second: {one:.0f} MB, with workers {all_of_it:.0f} MB", flush=True
        )
    for status, wish in failed[:TOLD]:
        print(status, wish)
    print("statuses", dict(sorted(statuses.items())))
    slope = (alone[-1] - alone[1]) / (time.monotonic() - began) * 2 * TEN_MINUTES
    good = [
        tell("answered by a 500, or not at all", len(failed), 0, at_most=True),
        tell("memory of the server", alone[-1], 160, " MB", at_most=True),
        tell(
            "its growth in the second half of the day, in ten minutes",
            slope,
            0.5,
            " MB",
            at_most=True,
        ),
        tell("descriptors more than after the warming up", held(server)[0] - first[0], 0, at_most=True),
        tell("threads more", held(server)[1] - first[1], 0, at_most=True),
    ]
    return all(good)


def main() -> int:
    machine()
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with served(*SLOPES, target="/health") as server:
        return 0 if measure(server.port, server.pid, count) else 1


if __name__ == "__main__":
    sys.exit(main())
