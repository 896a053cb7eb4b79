"""The limits of long answers, just below and just above: each test has the name of a setting."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.web.client import ask, until
from tests.web.reading import Reading, events, fresh, places

STREAM = "/api/races/stream?steps=10000&run=sgd(lr=1e-5)"
LONG = STREAM.replace("/stream", "") + "&run=adam"
MEDIUM = "/api/races?steps=700&run=adam&run=sgd(lr=1e-5)"  # answered in one piece by a worker: it needs no place


async def statuses(settings: dict[str, Any], asked: list[tuple[str, str]]) -> list[int]:
    """What each of (target, address) is answered while all those before it are still being read."""
    app, tasks, found = fresh(**settings), [], []
    free = asyncio.Event()
    for i, (target, address) in enumerate(asked):
        reading = Reading(
            app,
            target if "regressions" in target else f"{target}&seed={i}",
            address=address,
            takes=lambda one: one.status == 0 or free.is_set(),
        )
        tasks.append(asyncio.create_task(reading.run()))
        await until(lambda: reading.status)  # noqa: B023  # called at once
        found.append(reading.status)
        assert reading.status == 200 or reading.told["retry-after"] == "1"
    free.set()
    await asyncio.gather(*tasks)
    assert places(app).taken == 0
    assert (await Reading(app, asked[-1][0], address=asked[-1][1]).run()).status == 200
    return found


def test_streams() -> None:
    for streams in (1, 2):
        asked = [(STREAM, "a")] * (streams + 1)
        assert asyncio.run(statuses({"streams": streams, "client_share": 1}, asked)) == [200] * streams + [503]
    kinds = [(STREAM, "a"), (LONG, "a"), (STREAM, "a"), (LONG, "a")]
    assert asyncio.run(statuses({"streams": 2, "client_share": 1}, kinds)) == [200, 200, 503, 503]
    clients = [(STREAM, "a"), (LONG, "a"), (STREAM, "a"), (STREAM, "b"), (STREAM, "b"), (STREAM, "c")]
    assert asyncio.run(statuses({"streams": 4, "client_share": 0.5}, clients)) == [200, 200, 429, 200, 200, 503]
    short = "/api/races?steps=100"  # worked out at once: it needs none either
    assert [ask("GET", target, fresh(streams=0)).status_code for target in (short, MEDIUM, LONG)] == [200, 200, 503]


def test_stream_seconds() -> None:
    app = fresh(stream_seconds=60)
    assert events(ask("GET", STREAM, app).content)[-1].data["why"] == "done"
    start, end = events(ask("GET", STREAM, fresh(stream_seconds=0)).content)
    assert (start.id, end.data["why"], end.data["step"], end.retry) == ("0", "time limit", 0, "1000")
    began = asyncio.run(timed(0.02))
    assert began[-1].data["why"] == "time limit"
    assert 0 < began[-1].data["step"] == int(began[-2].id or "") < 10_000
    rest = ask("GET", STREAM, app, headers={"last-event-id": began[-2].id or ""}).content
    assert ask("GET", STREAM, app).content.endswith(rest)


async def timed(seconds: float) -> Any:
    """The events of a stream that may take so long, read without haste."""
    app = fresh(stream_seconds=seconds)
    reading = Reading(app, STREAM.replace("sgd(lr=1e-5)", "sgd(lr=1e-5)&run=adam"))
    await reading.run()
    return events(reading.body)


def test_large_fits() -> None:
    """The same one is read by any number; a third that is another has to wait, and so has a stream of one."""
    one = "/api/regressions/stream?data=linear(n=100000)&batch=1&run=sgd(lr=0.005)&samples=30000"
    for most in (1, 2):
        asked = [(f"{one}&every={100 * k}", "a") for k in range(1, most + 2)]
        assert asyncio.run(statuses({"large_fits": most, "client_share": 1}, asked)) == [200] * most + [503]
    fair = [(f"{one}&every={100 * k}", address) for k, address in enumerate("aabc", 1)]
    fair.insert(1, fair[0])
    assert asyncio.run(statuses({"large_fits": 2, "client_share": 0.5}, fair)) == [200, 200, 429, 200, 503]
    whole = one.replace("/stream", "")
    assert ask("GET", whole, fresh(large_fits=0)).status_code == 503
    assert ask("GET", whole.replace("100000", "1000"), fresh(large_fits=0)).status_code == 200
