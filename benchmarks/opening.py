"""The page on a million rows as its visitors find it: the first after a start, later ones, and beside a run that lasts.

What is timed is the whole HTML with its picture, as it comes over one connection. Each part ends by itself.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import count
from statistics import median, quantiles

import httpx

from benchmarks._clock import machine, tell
from benchmarks._patience import visitor, waits
from benchmarks._servers import HOST, SLOPES, served

STARTS, ROUNDS = 5, 20
GOAL, REST = 300, 0.2  # milliseconds; seconds between two visitors
LONG = "/api/regressions/stream?run=sgd(lr=0.005)&samples=20000000&seed={}"
seeds = count(1)  # no two questions are the same


async def page(client: httpx.AsyncClient, target: str) -> float:
    """Milliseconds until a page with its first numbers is whole."""
    began = time.perf_counter()
    answer = await client.get(target)
    took = 1e3 * (time.perf_counter() - began)
    if answer.status_code != 200 or "no room for this now" in answer.text:
        raise RuntimeError(f"{target} is answered with {answer.status_code} and no numbers")
    return took


def told(subject: str, times: list[float]) -> None:
    """The median and what nearly all wait for at most."""
    print(f"{subject}: median {median(times):.0f} ms of {len(times)}")
    tell(f"{subject}, p95", quantiles(times, n=20, method="inclusive")[18], GOAL, " ms", at_most=True)


def client(port: int) -> httpx.AsyncClient:
    """A visitor."""
    return httpx.AsyncClient(base_url=f"http://{HOST}:{port}", headers={"Accept": "text/html"}, timeout=60)


async def several(port: int, target: str) -> list[float]:
    """What visitors of one page wait for, one after the other; `{}` in its address makes each another question."""
    found = []
    async with client(port) as visiting:
        for _ in range(ROUNDS):
            found.append(await page(visiting, target.format(next(seeds))))
            await asyncio.sleep(REST)
    return found


async def cold(port: int, wait: float) -> float:
    """The first visitor."""
    await asyncio.sleep(wait)
    async with client(port) as visiting:
        return await page(visiting, "/sgd")


async def measure(port: int) -> None:
    """A server that has been there for a while."""
    await cold(port, 10)
    told("the usual question again", await several(port, "/sgd"))
    told("another question", await several(port, "/sgd?seed={}"))
    async with client(port) as running, running.stream("GET", LONG.format(next(seeds))) as answer:
        pieces = answer.aiter_raw()
        reader = asyncio.create_task(read(pieces))
        told("another question beside a run that lasts", await several(port, "/sgd?seed={}"))
        with visitor() as asker:
            found = await asyncio.get_running_loop().run_in_executor(asker, waits, port, ("/health",), 3.0)
        tell("/health beside it, p99", quantiles(found["/health"], n=100)[98], 20, " ms", at_most=True)
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)


async def read(pieces: AsyncIterator[bytes]) -> None:
    """Take what comes."""
    async for _ in pieces:
        pass


def main() -> None:
    machine()
    for title, wait in (("at once after the start", 0.0), ("ten seconds after the start", 10.0)):
        found = []
        for _ in range(STARTS):
            with served(*SLOPES, target="/health") as server:
                found.append(asyncio.run(cold(server.port, wait)))
        told(f"the first visitor {title}", found)
    with served(*SLOPES, target="/health") as server:
        asyncio.run(measure(server.port))
    machine()


if __name__ == "__main__":
    main()
