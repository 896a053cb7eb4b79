"""Every setting, just below and just above its limit: a setting without a test here fails the first of them."""

from __future__ import annotations

import asyncio
import html
import re
import threading
from typing import Any

import pytest

from app import main
from app.core.activations.costs import measure
from app.main import create_app
from app.settings import Settings
from app.web.activations import api as activations
from app.web.activations.curves import curves
from tests.web.client import Jam, ask, ask_raw, client, until
from tests.web.http.limits_of_connections import *  # noqa: F403  # five more of them
from tests.web.http.limits_of_rooms import *  # noqa: F403  # six more: rooms of classes
from tests.web.http.limits_of_sites import *  # noqa: F403  # seven more: names, sites, frames, proxies
from tests.web.http.limits_of_streams import test_large_fits, test_stream_seconds, test_streams  # noqa: F401  # three
from tests.web.http.limits_of_workers import test_worker_bytes  # noqa: F401  # another

GET = "/api/activations"
BIG = f"{GET}?points=2001&f="  # 6,003 numbers: never computed in the loop
JSON = (b"content-type", b"application/json")


def app(**settings: Any) -> Any:
    return create_app(Settings(measure_costs=False, **settings))


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_test(name: str) -> None:
    assert callable(globals().get(f"test_{name}"))


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_on_one_page_with_its_value(name: str) -> None:
    page = html.unescape(ask("GET", "/docs", app(max_age=271)).text)
    limits = page.split('<section id="limits">')[1].split("</section>")[0]
    row = next(row for row in limits.split("<tr>") if f"<code>SLOPES_{name.upper()}</code>" in row)
    assert f"<td>{Settings.model_fields[name].description}</td>" in row
    assert re.search(r"<td class=\"num\"><code>.+</code></td>", row)
    assert ("271" in row) == (name == "max_age")


def test_secret() -> None:
    """What one server has sealed is taken by an equal one, and by no other."""
    here, equal, other = app(secret="x" * 8), app(secret="x" * 8), app()
    path = "/api/lessons/conditioning/checks"
    sealed = ask("GET", path, here).json()["seed"]
    told = [ask("POST", path, one, json={"seed": sealed, "answer": "1"}).status_code for one in (here, equal, other)]
    assert told == [200, 200, 422]
    for wrong in ("x" * 7, "x" * 65):
        with pytest.raises(ValueError, match="secret"):
            Settings(secret=wrong)


NUMBERS = [name for name, one in Settings.model_fields.items() if one.annotation in {int, float}]


@pytest.mark.parametrize("name", NUMBERS)
def test_a_limit_is_read_from_the_environment_and_kept_in_bounds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    allowed, refused = {"client_share": (1, 1.1), "workers": (3, 10**6)}.get(name, (77, -1))
    monkeypatch.setenv(f"SLOPES_{name.upper()}", str(allowed))
    assert getattr(Settings(), name) == allowed
    for one in (refused, -1):
        monkeypatch.setenv(f"SLOPES_{name.upper()}", str(one))
        with pytest.raises(ValueError, match=name):
            Settings()


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "in pieces"])
def test_longest_body(told: bool) -> None:
    lengths(app(longest_body=100, longest_model=9), GET, b'{"f":["relu"],"x":[1]}', told)


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "in pieces"])
def test_longest_model(told: bool) -> None:
    body = b'{"x":[1],"weights":[[1]],"bias":[1],"target":0}'
    lengths(app(longest_body=9, longest_model=100), "/api/linear-model", body, told)


@pytest.mark.parametrize("told", [True, False], ids=["with its length", "in pieces"])
def test_longest_table(told: bool) -> None:
    body = b'{"table":"1,2\\n2,4\\n3,6","samples":[9]}'
    lengths(app(longest_body=9, longest_table=100), "/api/regressions", body, told)


def test_fit_seconds() -> None:
    asked = "/api/regressions?data=linear(n=1000,d=2)&run=adam&samples={}"
    for seconds in (0.1, 0.5):
        ours = app(fit_seconds=seconds)
        refused = ask("GET", asked.format(10**8), ours)
        most = int(re.search(r"samples must be at most (\d+) for adam", refused.json()["detail"])[1])  # type: ignore[index]  # it is there
        assert refused.status_code == 422
        assert [ask("GET", asked.format(n), ours).status_code for n in (most, most + most // 50)] == [200, 422]


def lengths(ours: Any, path: str, body: bytes, told: bool) -> None:
    for length, status in ((99, 200), (100, 200), (101, 413)):
        sent = body.ljust(length)
        how = (b"content-length", b"%d" % length) if told else (b"transfer-encoding", b"chunked")
        answer = ask_raw("POST", path, headers=[JSON, how], pieces=[sent[:60], sent[60:]], app=ours)
        assert (answer.status, answer.headers.get("connection")) == (status, "close" if status == 413 else None)


def test_longest_target() -> None:
    ours = app(longest_target=64)
    for length, status in ((63, 422), (64, 422), (65, 414)):
        query = b"f=" + b"a" * (length - len(GET) - 2)
        assert ask_raw("GET", GET, query, app=ours).status == status


def test_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run(workers: int) -> int:
        jam = Jam(monkeypatch)
        async with client(app(workers=workers, queue=9, client_share=1)) as asking:
            asked = [asyncio.create_task(asking.get(f"{BIG}{f}")) for f in ("relu", "tanh", "gelu", "elu")]
            await until(lambda: jam.started == workers)
            await asyncio.sleep(0.05)
            most = jam.started
            jam.free()
            assert [answer.status_code for answer in await asyncio.gather(*asked)] == [200] * 4
        return most

    assert [asyncio.run(run(workers)) for workers in (1, 2)] == [1, 2]


async def statuses(settings: dict[str, Any], addresses: list[str], jam: Jam) -> list[int]:
    """What so many computations at once are answered, each asked from an address of its own."""
    ours, names = app(**settings), ["relu", "tanh", "gelu", "elu", "mish", "silu"]
    clients = [client(ours, address) for address in addresses]
    asked = [asyncio.create_task(one.get(f"{BIG}{f}")) for one, f in zip(clients, names, strict=False)]
    await until(lambda: jam.started == settings["workers"])
    await asyncio.sleep(0.05)
    refused = [one.result() for one in asked if one.done()]
    assert all(answer.headers["retry-after"] == "1" for answer in refused)
    jam.free()
    answers = await asyncio.gather(*asked)
    for one in clients:
        await one.aclose()
    return [answer.status_code for answer in answers]


@pytest.mark.parametrize("queue", [0, 1, 3])
def test_queue(queue: int, monkeypatch: pytest.MonkeyPatch) -> None:
    told = asyncio.run(
        statuses({"workers": 1, "queue": queue, "client_share": 1}, ["a"] * (queue + 2), Jam(monkeypatch))
    )
    assert told == [200] * (queue + 1) + [503]


def test_client_share(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"workers": 2, "queue": 2, "client_share": 0.5}
    told = asyncio.run(statuses(settings, ["a", "a", "a", "b", "b", "b"], Jam(monkeypatch)))
    assert told == [200, 200, 429, 200, 200, 503]


def test_inline_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = []

    def noted(*args: Any) -> Any:
        threads.append(threading.current_thread().name)
        return curves(*args)

    monkeypatch.setattr(activations, "curves", noted)
    ours = app(inline_numbers=300)  # one curve over 100 points: x, value, slope
    assert all(ask("GET", f"{GET}?f=relu&points={points}", ours).status_code == 200 for points in (100, 101))
    x = [0.5] * 101
    assert all(ask("POST", GET, ours, json={"f": ["relu"], "x": x[:many]}).status_code == 200 for many in (100, 101))
    assert [name.startswith("worker") for name in threads] == [False, True, False, True]


def computed(ours: Any, queries: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which of the queries, asked one after the other, were computed and not taken from the cache."""
    made = []

    def noted(*args: Any) -> Any:
        made.append(asked[-1])
        return curves(*args)

    monkeypatch.setattr(activations, "curves", noted)
    asked: list[str] = []
    for query in queries:
        asked.append(query)
        assert ask("GET", f"{GET}?{query}", ours).status_code == 200
    return made


def test_cache_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b, c = "f=relu", "f=tanh", "f=gelu"
    assert computed(app(cache_entries=2), [a, b, a, b], monkeypatch) == [a, b]
    assert computed(app(cache_entries=2), [a, b, a, c, a, b], monkeypatch) == [a, b, c, b]  # the oldest in use goes
    assert computed(app(cache_entries=0), [a, a], monkeypatch) == [a, a]


def test_cache_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    queries = [f"f={f}&points=2" for f in ("relu", "tanh", "gelu", "elu")]
    weights = 10_000  # four small answers weigh a little over 2,000 bytes each, none a quarter of the room
    assert computed(app(cache_bytes=weights), [*queries, queries[0]], monkeypatch) == queries
    more = [*queries, "f=mish&points=2"]
    assert computed(app(cache_bytes=weights), [*more, queries[0]], monkeypatch) == [*more, queries[0]]
    assert computed(app(cache_bytes=0), [queries[0]] * 2, monkeypatch) == [queries[0]] * 2


def test_max_age() -> None:
    for seconds in (0, 300):
        for path in (GET, "/api/catalogue"):
            assert ask("GET", path, app(max_age=seconds)).headers["cache-control"] == f"public, max-age={seconds}"


async def costs_over_time(wanted: bool, asked: threading.Event) -> list[int]:
    """What a started application answers of its costs, before and after `asked` lets the measurement go on."""
    ours, messages, sent = create_app(Settings(measure_costs=wanted)), asyncio.Queue[Any](), []

    async def send(message: Any) -> None:
        sent.append(message["type"])

    life = asyncio.ensure_future(ours({"type": "lifespan", "state": {}}, messages.get, send))
    await messages.put({"type": "lifespan.startup"})
    await until(lambda: sent == ["lifespan.startup.complete"])
    async with client(ours) as asking:
        told = [(await asking.get("/api/costs")).status_code]
        asked.set()
        await asyncio.sleep(0.2)
        told += [(await asking.get("/api/costs")).status_code]
    await messages.put({"type": "lifespan.shutdown"})
    await life
    return told


@pytest.mark.parametrize("wanted", [True, False])
def test_measure_costs(wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()

    def measured(entries: Any) -> Any:
        assert asked.wait(10)
        return measure(entries, elements=10, rounds=1)

    monkeypatch.setattr(main, "QUIET", 0.0)
    monkeypatch.setattr(main, "measure", measured)
    assert asyncio.run(costs_over_time(wanted, asked)) == [503, 200 if wanted else 503]


def test_metrics() -> None:
    assert [ask("GET", "/metrics", app(metrics=on)).status_code for on in (False, True)] == [404, 200]
