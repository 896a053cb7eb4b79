"""Many at once: a class that opens one link, and a server that is full."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from app.main import create_app
from app.settings import Settings
from tests.web.client import Jam, client, until

CLASS = 50
SMALL, LARGE = "/api/activations?f=mish&points=11", "/api/activations?f=mish&points=2001"


def settings(**changes: int) -> Settings:
    return Settings(measure_costs=False, **changes)  # type: ignore[arg-type]  # every setting changed here is a number


@pytest.mark.parametrize("inline_numbers", [0, 10**6], ids=["by a worker", "in the loop"])
def test_a_class_that_opens_one_link_costs_one_computation(
    inline_numbers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> tuple[int, list[httpx.Response]]:
        jam = Jam(monkeypatch)
        app = create_app(settings(inline_numbers=inline_numbers, workers=4, queue=64))
        if inline_numbers:
            jam.free()  # the loop itself would wait
        clients = [client(app, f"10.0.0.{k}") for k in range(CLASS)]
        asked = [asyncio.create_task(one.get(LARGE)) for one in clients]
        await until(lambda: jam.started > 0)
        await asyncio.sleep(0.1)  # all of them are there
        jam.free()
        answers = await asyncio.gather(*asked)
        for one in clients:
            await one.aclose()
        return jam.started, answers

    computations, answers = asyncio.run(run())
    assert computations == 1
    assert {answer.status_code for answer in answers} == {200}
    assert len({(answer.content, answer.headers["etag"]) for answer in answers}) == 1


def test_different_questions_are_not_answered_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> list[str]:
        jam = Jam(monkeypatch)
        async with client(create_app(settings(workers=8))) as asking:
            names = ["relu", "tanh", "gelu", "elu"]
            asked = [asyncio.create_task(asking.get(f"{LARGE}&f={f}")) for f in names]
            await until(lambda: jam.started == len(names))
            jam.free()
            return [answer.json()["curves"][1]["f"] for answer in await asyncio.gather(*asked)]

    assert asyncio.run(run()) == ["relu", "tanh", "gelu", "elu(alpha=1)"]


def test_whoever_waits_for_one_who_gave_up_is_answered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> list[int]:
        jam = Jam(monkeypatch)
        async with client(create_app(settings(workers=2, inline_numbers=0))) as asking:
            first = asyncio.create_task(asking.get(SMALL))
            await until(lambda: jam.started == 1)
            others = [asyncio.create_task(asking.get(SMALL)) for _ in range(2)]
            await asyncio.sleep(0.02)
            first.cancel()
            await until(lambda: jam.started > 1)
            jam.free()
            return [answer.status_code for answer in await asyncio.gather(*others)]

    assert asyncio.run(run()) == [200, 200]


async def while_full(jam: Jam, paths: list[str]) -> dict[str, httpx.Response]:
    """What each path is answered while the one worker is taken; `first` took it."""
    async with client(create_app(settings(workers=1, queue=0))) as asking:
        told = {"before": await asking.get("/ready")}
        first = asyncio.create_task(asking.get(LARGE))
        await until(lambda: jam.started == 1)
        told |= {path: await asking.get(path) for path in paths}
        assert not first.done()  # nobody waited for the worker
        jam.free()
        return told | {"first": await first, "after": await asking.get("/ready")}


def test_a_full_server_says_so_at_once_and_stays_healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    other, small = LARGE + "&f=tanh", "/api/binary-cross-entropy"
    told = asyncio.run(while_full(Jam(monkeypatch), ["/health", "/ready", other, small]))
    statuses = {name: answer.status_code for name, answer in told.items()}
    free = {"before": 200, "first": 200, "after": 200}
    assert statuses == {**free, "/health": 200, "/ready": 503, other: 503, small: 200}
    assert all(answer.headers["retry-after"] == "1" for answer in told.values() if answer.status_code == 503)
    assert told[other].json()["type"] == "http://test/problems#busy"
