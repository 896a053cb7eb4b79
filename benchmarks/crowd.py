"""A class behind one address: sixty and two hundred different pages at once, a hog beside them, and who waits how long.

Every server has bounded work to do here, and ends with the block.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from statistics import quantiles
from time import perf_counter

import httpx

from benchmarks._clock import machine, tell
from benchmarks._patience import visitor, waits
from benchmarks._servers import HOST, SLOPES, served

PAGES = (
    "/activations?f=elu(alpha={0})",
    "/softmax?temperature={0}",
    "/optimizers?x={0}",
    "/optimizers/four?alpha={0}",
    "/?lr=0.0{1}",
)
HOG = "/optimizers?surface=ackley&steps=1000&noise=0.5&seeds=50&x={0}&" + "&".join(
    f"run={name}(lr=0.0001)" for name in ("nadam", "adamw", "yogi", "amsgrad", "rprop", "adam", "lion", "adadelta")
)
GREED = 50  # connections of the hog
HEALTH = ("/health",)
WATCHED = 8.0  # seconds for which /health is asked meanwhile
HTML = {"Accept": "text/html"}


def different(count: int, seed: int) -> Iterator[str]:
    """So many pages, never two alike."""
    chance = random.Random(seed)
    for k in range(count):
        yield PAGES[k % len(PAGES)].format(round(chance.uniform(0.1, 5), 6), chance.randrange(3_000, 79_999))


def caller(port: int, address: str = HOST) -> httpx.AsyncClient:
    """Somebody at an address of this machine, with as many connections as they like."""
    transport = httpx.AsyncHTTPTransport(local_address=address, limits=httpx.Limits(max_connections=None))
    return httpx.AsyncClient(base_url=f"http://{HOST}:{port}", transport=transport, headers=HTML, timeout=60)


async def asked(client: httpx.AsyncClient, target: str, delay: float = 0.0) -> tuple[int, float]:
    """The status of an answer, and the seconds that it took."""
    await asyncio.sleep(delay)
    began = perf_counter()
    answer = await client.get(target)
    return answer.status_code, perf_counter() - began


async def arrives(port: int, count: int, seed: int, within: float = 1.0) -> tuple[Counter[int], list[float]]:
    """A class comes within a second: the statuses, and the seconds that each pupil waited."""
    async with caller(port) as client:
        pages = enumerate(different(count, seed))
        told = await asyncio.gather(*(asked(client, page, within * k / count) for k, page in pages))
    return Counter(status for status, _ in told), sorted(seconds for _, seconds in told)


async def beside_a_hog(port: int) -> list[float]:
    """What one visitor waits for twenty pages while another address asks for the dearest without end."""

    async def greed(client: httpx.AsyncClient, chance: random.Random) -> None:
        while True:
            await client.get(HOG.format(round(chance.uniform(0.1, 5), 9)))

    async with caller(port, "127.0.0.2") as hog, caller(port) as somebody:
        tasks = [asyncio.create_task(greed(hog, random.Random(k))) for k in range(GREED)]
        await asyncio.sleep(1)
        took = [(await asked(somebody, page))[1] for page in different(20, 7)]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return took


async def measure(port: int, asker: ProcessPoolExecutor) -> bool:
    """All of it against one server; whether nobody was refused."""
    refused = 0
    await arrives(port, 10, 1)
    await asyncio.get_running_loop().run_in_executor(asker, waits, port, HEALTH, 0.1)  # the process is there
    watch = asyncio.get_running_loop().run_in_executor(asker, waits, port, HEALTH, WATCHED)
    for count, share, most in ((60, 95, 2.0), (200, 100, 10.0)):
        statuses, took = await arrives(port, count, count)
        refused += count - statuses[200]
        tell(f"{count} pages at once, refused", count - statuses[200], 0, at_most=True)
        told = max(took) if share == 100 else quantiles(took, n=100)[share - 1]
        tell(f"{count} pages at once, {share} % within", told, most, " s", at_most=True)
    took = await beside_a_hog(port)
    tell(f"a page beside a hog of {GREED}, the slowest of {len(took)}", max(took), 0.5, " s", at_most=True)
    health = (await watch)["/health"]
    tell("/health meanwhile, 99 % within", quantiles(health, n=100)[98], 50, " ms", at_most=True)
    return refused == 0


def main() -> int:
    machine()
    with served(*SLOPES, target="/health") as server, visitor() as asker:
        return 0 if asyncio.run(measure(server.port, asker)) else 1


if __name__ == "__main__":
    sys.exit(main())
