"""What a page costs the server, worked out anew for each question, and how long its HTML is before it is compressed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from statistics import median

import httpx

from app.main import create_app
from benchmarks._clock import machine, tell

ROUNDS = 40
OPTIMIZERS = [f"/optimizers?run=sgd(lr={0.01 + k * 1e-4:.4f})&run=momentum&run=rmsprop&run=adam" for k in range(ROUNDS)]
ACTIVATIONS = [
    f"/activations?f=sigmoid&f=tanh&f=relu&f=leaky_relu&f=maxout&f=elu(alpha={0.5 + k / 100:.2f})"
    for k in range(ROUNDS)
]
PLAIN = {"Accept-Encoding": "identity"}


async def asked(paths: Sequence[str]) -> tuple[float, int]:
    """Milliseconds of the processor for one page, the middle of many, and the bytes of the last."""
    times, size = [], 0
    transport = httpx.ASGITransport(create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=PLAIN) as client:
        for path in paths:
            start = time.process_time()
            answer = await client.get(path)
            times.append(1e3 * (time.process_time() - start))
            size = len(answer.raise_for_status().content)
    return median(times[3:]), size


def main() -> None:
    machine()
    for name, paths, most, room in (("optimizers", OPTIMIZERS, 12, 80), ("activations", ACTIVATIONS, 8, 65)):
        cost, size = asyncio.run(asked(paths))
        tell(f"GET /{name}", cost, most, " ms", at_most=True)
        tell(f"GET /{name}, its HTML", size / 1000, room, " kB", at_most=True)


if __name__ == "__main__":
    main()
