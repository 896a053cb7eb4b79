"""How long somebody waits for short answers while others keep the server busy; asked from a process of its own."""

from __future__ import annotations

import http.client
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks._servers import HOST

PAUSE = 0.002  # seconds between two requests: a visitor, not a load


def waits(port: int, targets: Sequence[str], seconds: float) -> dict[str, list[float]]:
    """Milliseconds until each answer was whole, for so many seconds over one connection, the targets in turn."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    found: dict[str, list[float]] = {target: [] for target in targets}
    until, turn = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        for target in targets:
            turn += 1
            start = time.perf_counter()
            connection.request("GET", target.replace("{turn}", str(turn)))
            answer = connection.getresponse()
            answer.read()
            found[target].append(1e3 * (time.perf_counter() - start))
            if answer.status != 200:
                raise RuntimeError(f"{target} is answered with {answer.status}")
            time.sleep(PAUSE)
    connection.close()
    return found


def visitor() -> ProcessPoolExecutor:
    """A process that waits for short answers."""
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))
